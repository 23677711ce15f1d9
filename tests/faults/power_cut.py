"""A disk that forgets: records every write of a child process, and builds what a power cut would have left.

strace writes down what the child asked of the system. Up to a chosen moment the writes are done again, but
only those the child waited for (fsync) are sure to be there. Each other write is kept, dropped or torn at 512
bytes, each by itself; names made, renamed or removed in a folder come in order, and the last of them may be
missing until the folder was synced. One writer, no disk that lies about fsync.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from faults_kit import CHILD, WORKING, Place, job

FLAGS = ("-f", "--seccomp-bpf", "-xx")
SECTOR = 512
CALLS = (
    "openat,open,creat,close,dup,dup2,dup3,write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,lseek,"
    "fsync,fdatasync,ftruncate,truncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat"
)
LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+)", re.ASCII)
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"', re.ASCII)
FORGOTTEN = ("-shm", ".lock")  # SQLite makes the one anew after a crash; the other is always empty
UNKNOWN = {
    "writev",
    "pwritev",
    "pwritev2",
    "sendfile",
    "copy_file_range",
    "fallocate",
    "truncate",
    "link",
    "linkat",
}


@dataclass
class File:
    """What the disk surely holds of a file, and what was written since the last fsync, in order."""

    sure: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def copy(self) -> File:
        return File(bytearray(self.sure), list(self.pending))

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.sure, *change)
        self.pending.clear()

    def after_cut(self, dice: Random, kept: float) -> bytes:
        """Return what is left of it; ``kept`` is how likely an unsynced write is to be there."""
        left = bytearray(self.sure)
        for at, data in self.pending:
            luck = dice.random()
            if luck < kept:
                _apply(left, at, data)
            elif data is not None and luck < kept + (1 - kept) / 2:
                _tear(left, at, data, dice)
        return bytes(left)


def _apply(content: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data)] = data


def _tear(content: bytearray, at: int, data: bytes, dice: Random) -> None:
    start = at
    while start < at + len(data):
        end = min((start // SECTOR + 1) * SECTOR, at + len(data))
        if dice.random() < 0.5:
            _apply(content, start, data[start - at : end - at])
        start = end


@dataclass(frozen=True)
class Event:
    """One thing the child asked: ``kind`` is write, cut, sync, make, rename, remove, sync folder or said."""

    kind: str
    file: int = 0
    at: int = 0
    data: bytes = b""
    name: str = ""
    new_name: str = ""


@dataclass
class Recording:
    """A child's life as the disk saw it: the files there before, and every event since."""

    before: dict[str, bytes]
    events: list[Event]

    def words(self, moment: int) -> list[str]:
        """Return what was acknowledged before a moment."""
        return [event.data.decode().strip() for event in self.events[:moment] if event.kind == "said"]

    def said(self, moment: int) -> int:
        """Return the last step acknowledged before a moment."""
        return int(self.words(moment)[-1])

    def moments(self) -> range:
        """Return the moments at which the power may go: any after the first acknowledgement."""
        first = next(number for number, event in enumerate(self.events) if event.kind == "said")
        return range(first + 1, len(self.events) + 1)

    def cut(self, moment: int, dice: Random) -> dict[str, bytes]:
        """Return the files of one possible disk after the power went at a moment, by their paths."""
        files = {number: File(bytearray(data)) for number, data in enumerate(self.before.values(), 1)}
        names = dict(zip(self.before, files, strict=True))
        unsure: dict[str, list[Event]] = {}
        for event in self.events[:moment]:
            _replay(event, files, names, unsure)
        for changes in unsure.values():
            for event in changes[: dice.randrange(len(changes) + 1)]:
                _rename(event, names)
        kept = dice.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        return {name: files[number].after_cut(dice, kept) for name, number in names.items()}


def _replay(
    event: Event, files: dict[int, File], names: dict[str, int], unsure: dict[str, list[Event]]
) -> None:
    match event.kind:
        case "write":
            files.setdefault(event.file, File()).pending.append((event.at, event.data))
        case "cut":
            files.setdefault(event.file, File()).pending.append((event.at, None))
        case "sync":
            files.setdefault(event.file, File()).sync()
        case "sync folder":
            for change in unsure.pop(event.name, []):
                _rename(change, names)
        case "make" | "rename" | "remove":
            files.setdefault(event.file, File())
            unsure.setdefault(str(Path(event.name).parent), []).append(event)


def _rename(event: Event, names: dict[str, int]) -> None:
    if event.kind in ("rename", "remove"):
        names.pop(event.name, None)
    if event.kind in ("rename", "make"):
        names[event.new_name or event.name] = event.file


class _Reader:
    """Turns strace's lines into events, following which number stands for which file."""

    def __init__(self, root: Path, acks: Path, before: dict[str, bytes]) -> None:
        self._root, self._acks = str(root), str(acks)
        self._names = {name: number for number, name in enumerate(before, 1)}
        self._folders = {str(folder) for folder in (root, *root.rglob("*")) if folder.is_dir()}
        self._next = len(before) + 1
        self._open: dict[int, tuple[str, int, int]] = {}  # descriptor: path, file (0 a folder), offset
        self.events: list[Event] = []

    def line(self, text: str) -> None:
        found = LINE.match(text)
        if found is None:
            assert "+++" in text or "---" in text, text[:200]
            return
        call, inside, result = found[1], found[2], int(found[3])
        if result < 0:
            return
        paths = [bytes.fromhex(part.replace("\\x", "")) for part in TEXT.findall(inside)]
        if call.endswith("at"):
            paths = self._from_folders(inside, paths)
        numbers = [int(part) for part in re.findall(r"(?:^|, )(\d+)(?=,|$)", TEXT.sub("", inside))]
        self._take(call, inside, result, paths, numbers)

    def _take(self, call: str, inside: str, result: int, paths: list[bytes], numbers: list[int]) -> None:
        if call in ("openat", "open", "creat"):
            return self._opened(paths[0].decode(), result, cut="O_TRUNC" in inside)
        if call.startswith("mkdir"):
            self._folders.add(paths[0].decode())
            return None
        if call.startswith(("rename", "unlink")):
            return self._renamed(call, [path.decode() for path in paths])
        if not numbers or numbers[0] not in self._open:
            return None
        path, file, offset = self._open[numbers[0]]
        assert call not in UNKNOWN, f"{call} is not understood"
        match call:
            case "close":
                del self._open[numbers[0]]
            case "dup" | "dup2" | "dup3":
                self._open[result] = self._open[numbers[0]]
            case "lseek":
                self._open[numbers[0]] = (path, file, result)
            case "fsync" | "fdatasync":
                self._add("sync", file, name=path) if file else self._add("sync folder", name=path)
            case "ftruncate":
                self._add("cut", file, at=numbers[1], name=path)
            case "pwrite64":
                self._add("write", file, at=numbers[-1], data=paths[0][:result], name=path)
            case "write" if path == self._acks:
                self._add("said", data=paths[0])
            case "write":
                self._add("write", file, at=offset, data=paths[0][:result], name=path)
                self._open[numbers[0]] = (path, file, offset + result)
        return None

    def _from_folders(self, inside: str, paths: list[bytes]) -> list[bytes]:
        """Return whole paths where a call names an open folder and a file in it."""
        folders = [self._open.get(int(number)) for number in re.findall(r"(\d+), (?=\")", inside)]
        named = [folder for folder in folders if folder is not None]
        assert len(named) <= 1 or len(named) == len(paths), inside[:200]
        return [str(Path(named[0][0]) / path.decode()).encode() for path in paths] if named else paths

    def _opened(self, path: str, descriptor: int, *, cut: bool) -> None:
        self._open.pop(descriptor, None)
        if path == self._acks:
            self._open[descriptor] = (path, -1, 0)
        elif path == self._root or path.startswith(self._root + "/"):
            if path in self._folders:
                self._open[descriptor] = (path, 0, 0)
                return
            if path not in self._names:
                self._names[path], self._next = self._next, self._next + 1
                self._add("make", self._names[path], name=path)
            self._open[descriptor] = (path, self._names[path], 0)
            if cut:
                self._add("cut", self._names[path], name=path)

    def _renamed(self, call: str, paths: list[str]) -> None:
        old, new = paths[0], paths[1] if call.startswith("rename") else ""
        if old not in self._names:
            return
        assert not new or Path(old).parent == Path(new).parent, "only renames within a folder are understood"
        file = self._names.pop(old)
        if new:
            self._names[new] = file
        self._add("rename" if new else "remove", file, name=old, new_name=new)

    def _add(
        self, kind: str, file: int = 0, *, at: int = 0, data: bytes = b"", name: str = "", new_name: str = ""
    ) -> None:
        if not name.endswith(FORGOTTEN):
            self.events.append(Event(kind, file, at, data, name, new_name))


def why_not() -> str:
    """Return what keeps power cuts from being recorded here; empty when nothing does."""
    if shutil.which("strace") is None:
        return "needs the program strace (Debian package strace)"
    tried = subprocess.run(["strace", *FLAGS, "-o", os.devnull, "true"], capture_output=True)
    return "the system does not let strace watch a process" if tried.returncode else ""


def record(verb: str, place: Place, scratch: Path, **settings: object) -> Recording:
    """Let a child do a job to its end under strace, and return what it asked of the disk."""
    before = {str(path): path.read_bytes() for path in sorted(place.root.rglob("*")) if path.is_file()}
    acks, log = scratch / "acks", scratch / "strace.log"
    reader = _Reader(place.root, acks, before)
    told = json.dumps(job(verb, place, acks, **(WORKING | settings)))
    calls = ",".join(f"?{call}" for call in CALLS.split(","))  # not every processor has them all
    command = ["strace", *FLAGS, "-s", "100000000", "-e", f"trace={calls}", "-o", str(log)]
    done = subprocess.run([*command, sys.executable, "-P", str(CHILD), told], capture_output=True, text=True)
    trouble = Path(f"{acks}.went-wrong")
    assert done.returncode == 0, trouble.read_text() if trouble.exists() else done.stderr
    with log.open(encoding="ascii") as lines:
        for line in lines:
            reader.line(line)
    log.unlink()
    acks.unlink()
    return Recording(before, reader.events)


def lay_out(files: dict[str, bytes], place: Place, root: Path) -> Place:
    """Write a disk's files into a fresh folder, as a diary to open."""
    for name, data in files.items():
        target = root / Path(name).relative_to(place.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return Place(root, place.code)
