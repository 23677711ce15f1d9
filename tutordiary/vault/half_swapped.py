"""A restore in place that was cut short between its two renamings: how it is known, and how it is finished.

Then the diary's own name is free, and beside it lie ``NAME.damaged-DAY`` and ``NAME.restored-DAY``, with the
same number behind the day. The two get their names as a pair, so no other kill and no swap that ended well
leaves both. The restored one was proven before the first renaming.
"""

from __future__ import annotations

import contextlib
import glob
import re
from datetime import date
from pathlib import Path

from tutordiary.errors import CannotWrite, TutorDiaryError
from tutordiary.vault import files
from tutordiary.vault.lockfile import WriterLock

_MOST_KEPT = 99
_LOCK = "diary.lock"


def free_pair(folder: Path, today: date) -> tuple[Path, Path]:
    """Return where the damaged diary goes and where the restored one is made. Raises: CannotWrite."""
    for number in range(1, _MOST_KEPT + 1):
        end = f"{today.isoformat()}{f'-{number}' if number > 1 else ''}"
        kept, fresh = _pair(folder, end)
        if not _is_there(kept) and not _is_there(fresh):
            return kept, fresh
    raise CannotWrite(
        "Too many damaged diaries of today lie beside this one. Nothing was restored. "
        "Restore into a new folder."
    )


def finish(folder: Path) -> bool:
    """Give a restored diary the name it was made for, if only that was left to do; say whether it was done.

    The damaged one stays where it is. Nothing happens while whoever swaps them is still at work.
    Raises: CannotWrite, DiskFull when the system does not let it be renamed; both lie there as before.
    """
    if not folder.name or _is_there(folder):
        return False
    for fresh in _restored(folder):
        kept, _ = _pair(folder, fresh.name.removeprefix(f"{folder.name}.restored-"))
        if kept.is_dir() and (fresh / files.DIARY_FILE).is_file() and _is_left(kept):
            with files.mapped_os_errors("the diary's folder"):
                files.replace(fresh, folder)
                files.sync_folder(folder.parent)
            return True
    return False


def _pair(folder: Path, end: str) -> tuple[Path, Path]:
    return folder.with_name(f"{folder.name}.damaged-{end}"), folder.with_name(f"{folder.name}.restored-{end}")


def _restored(folder: Path) -> list[Path]:
    """Return the restored diaries beside a name, the newest first."""
    ends = re.compile(re.escape(f"{folder.name}.restored-") + r"(\d{4}-\d{2}-\d{2})(?:-(\d{1,2}))?", re.ASCII)
    found: list[tuple[str, int, Path]] = []
    with contextlib.suppress(OSError):
        for place in folder.parent.glob(f"{glob.escape(folder.name)}.restored-*"):
            told = ends.fullmatch(place.name)
            if told is not None:
                found.append((told[1], int(told[2] or 1), place))
    return [place for _, _, place in sorted(found, reverse=True)]


def _is_left(kept: Path) -> bool:
    """Say whether nobody holds the damaged diary: whoever swaps it does until the end."""
    try:
        WriterLock(kept / _LOCK).release()
    except CannotWrite:
        return True  # a disk nobody may write to: the renaming will say so
    except TutorDiaryError:
        return False
    return True


def _is_there(place: Path) -> bool:
    return place.exists() or place.is_symlink()
