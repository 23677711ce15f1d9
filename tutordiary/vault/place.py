"""Looks at where a diary or its backups are to live, and says what is risky about the place.

Every warning is advice, never a refusal. What the system does not tell gives no warning: a wrong alarm costs
more trust than a missing one. Nothing is written, and the network is not asked.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

LOW_ROOM_BYTES = 500_000_000
LOW_ROOM_DIARIES = 3

_SERVICES = (
    ("OneDrive", re.compile(r"onedrive(?:[ -].*)?", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox(?: \(.*\))?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive(?:-.*)?|googledrive-.*|my drive", re.IGNORECASE)),
    (
        "iCloud Drive",
        re.compile(r"icloud ?drive|iclouddrive|mobile documents|com~apple~clouddocs", re.IGNORECASE),
    ),
    ("Nextcloud", re.compile(r"nextcloud", re.IGNORECASE)),
    ("ownCloud", re.compile(r"owncloud", re.IGNORECASE)),
    ("Box", re.compile(r"box sync|box-box", re.IGNORECASE)),
    ("pCloud", re.compile(r"pcloud ?drive|pclouddrive", re.IGNORECASE)),
    ("Syncthing", re.compile(r"syncthing", re.IGNORECASE)),
    ("MEGA", re.compile(r"megasync(?: downloads)?", re.IGNORECASE)),
)
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_SIGNS = ((".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing"), (".sync_root", "a sync service"))
_NETWORK_KINDS = frozenset(
    {
        "afpfs", "afs", "ceph", "cifs", "davfs", "davfs2", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone",
        "fuse.smbnetfs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
        "webdav",
    }
)  # fmt: skip
_REMOVABLE_PLACES = ("/media/", "/run/media/", "/mnt/usb")
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE = 2, 4
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Disk:
    """What the system says of the disk a folder is on; both False when it says nothing."""

    is_network: bool = False
    is_removable: bool = False


def warnings(
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
    disk_of: Callable[[Path], Disk] | None = None,
) -> tuple[str, ...]:
    """Return a sentence for each risk of keeping the diary in ``folder``; none for a good place.

    ``folder`` need not exist yet. ``environment`` and ``disk_of`` stand in for the system's in tests.
    """
    place = _resolved(folder)
    found: list[str] = []
    service = sync_service(place, os.environ if environment is None else environment)
    if service:
        found.append(
            f"This folder is kept in step by {service}. Two computers writing one diary would spoil it, and "
            "the diary would leave this computer. Choose a folder that is not synchronised."
        )
    disk = (disk_of or system_disk)(place)
    if disk.is_network:
        found.append(
            "This folder is on another computer. A diary there can be spoilt when the network drops. "
            "Choose a folder on this computer, and send a backup there instead."
        )
    if disk.is_removable:
        found.append(
            "This folder is on a disk that can be unplugged. Pulled out at the wrong moment it can spoil a "
            "diary. Keep the diary on this computer; such a disk is a good place for backups."
        )
    return tuple(found)


def low_room(folder: Path, db_bytes: int, *, free_bytes: int | None = None) -> str | None:
    """Return a sentence when the disk has less room than 500 MB or three diaries, else or unknown None.

    ``db_bytes`` is the diary's size.
    """
    free = _free_bytes(folder) if free_bytes is None else free_bytes
    needed = max(LOW_ROOM_BYTES, LOW_ROOM_DIARIES * db_bytes)
    if free is None or free >= needed:
        return None
    return (
        f"The disk is nearly full: {free / 1e6:,.0f} MB are left. The diary and its backups need about "
        f"{needed / 1e6:,.0f} MB to be safe. What is written is kept; make some room soon."
    )


def sync_service(folder: Path, environment: Mapping[str, str]) -> str:
    """Return the service that keeps a folder in step with other computers, or "" for none that is known."""
    for variable in _VARIABLES:
        root = environment.get(variable, "")
        if root and _is_within(folder, root):
            return "OneDrive"
    for part in folder.parts:
        for name, pattern in _SERVICES:
            if pattern.fullmatch(part):
                return name
    for above in (folder, *folder.parents):
        for sign, name in _SIGNS:
            if _exists(above / sign):
                return name
    return ""


def system_disk(folder: Path) -> Disk:
    """Ask this system about the disk a folder is on."""
    if sys.platform == "win32":
        return windows_disk(str(folder), _drive_type)
    if sys.platform == "darwin":
        return mac_disk(str(folder))
    try:
        table = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return Disk()
    return linux_disk(str(folder), table, _is_removable_block)


def linux_disk(folder: str, table: str, is_removable: Callable[[str], bool]) -> Disk:
    """Look a folder up in the table of mounts; ``is_removable`` tells of a device such as ``/dev/sdb1``."""
    best: tuple[str, str, str] | None = None
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        device, point, kind = (_OCTAL.sub(lambda found: chr(int(found[1], 8)), one) for one in fields[:3])
        if _is_under(folder, point) and (best is None or len(point) >= len(best[1])):
            best = device, point, kind
    if best is None:
        return Disk()
    device, point, kind = best
    if kind in _NETWORK_KINDS:
        return Disk(is_network=True)
    outside = any(f"{point}/".startswith(start) for start in _REMOVABLE_PLACES)
    return Disk(is_removable=outside or is_removable(device))


def windows_disk(folder: str, drive_type: Callable[[str], int]) -> Disk:
    """Look a folder up by its drive or share; ``drive_type`` answers as Windows' ``GetDriveTypeW`` does."""
    if folder.startswith(("\\\\", "//")) and not folder.startswith("\\\\?\\"):
        return Disk(is_network=True)
    drive = folder.removeprefix("\\\\?\\")[:2]
    if len(drive) < 2 or drive[1] != ":":
        return Disk()
    kind = drive_type(f"{drive}\\")
    return Disk(is_network=kind == _WINDOWS_REMOTE, is_removable=kind == _WINDOWS_REMOVABLE)


def mac_disk(folder: str, kind_of: Callable[[str], str] | None = None) -> Disk:
    """Look a folder up by where it is mounted; ``kind_of`` answers with the kind of a file system."""
    if (kind_of or _mac_kind)(folder) in _NETWORK_KINDS:
        return Disk(is_network=True)
    return Disk(is_removable=folder.startswith("/Volumes/"))


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder.absolute()


def _is_within(folder: PurePath, root: str) -> bool:
    parts, above = _folded(folder.parts), _folded(type(folder)(root).parts)
    return bool(above) and parts[: len(above)] == above


def _folded(parts: Iterable[str]) -> list[str]:
    return [part.casefold().rstrip("\\/") for part in parts]


def _is_under(folder: str, point: str) -> bool:
    return point == "/" or folder == point or folder.startswith(point.rstrip("/") + "/")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _free_bytes(folder: Path) -> int | None:
    for place in (folder, *folder.absolute().parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return None


def _is_removable_block(device: str, blocks: Path = Path("/sys/class/block")) -> bool:
    name = PurePath(device).name
    try:
        block = (blocks / name).resolve(strict=True)
        whole = block.parent if (block / "partition").exists() else block
        return (whole / "removable").read_text(encoding="ascii").strip() == "1"
    except (OSError, ValueError):
        return False


def _drive_type(drive: str) -> int:
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return 0 if windows is None else int(windows.kernel32.GetDriveTypeW(drive))


def _mac_kind(folder: str) -> str:
    import ctypes
    import ctypes.util

    name = ctypes.util.find_library("c")
    if name is None:
        return ""
    answer = ctypes.create_string_buffer(4096)
    if ctypes.CDLL(name).statfs(os.fsencode(folder), answer) != 0:
        return ""
    # The kind's name, 16 characters, comes after 72 bytes of numbers in macOS's own struct statfs.
    return answer.raw[72:88].split(b"\0")[0].decode("ascii", "replace")
