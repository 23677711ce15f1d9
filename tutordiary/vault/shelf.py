"""The shelf of automatic backups: how they are named, which are kept, and what may be taken away.

A file is only ever taken away if its name is a day, it says itself that it is a backup of this diary, nobody
made it by hand, and it does not hold changes that the diary has not: an older diary may have been restored.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from datetime import date
from pathlib import Path

from tutordiary.errors import DiaryExists, TutorDiaryError
from tutordiary.vault import backup
from tutordiary.vault.backup import SUFFIX, BackupReport

DAILY, WEEKLY, MONTHLY = 7, 4, 12

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[2-9])?" + re.escape(SUFFIX), re.ASCII)
_NAMES_A_DAY = 9
_ANY_COUNTER = 2**63


def day_of(file: Path) -> date | None:
    """Return the day an automatic backup is named after; None for any other name."""
    found = _NAME.fullmatch(file.name)
    if found is None:
        return None
    with contextlib.suppress(ValueError):
        return date.fromisoformat(found[1])
    return None


def to_keep(days: Iterable[date]) -> frozenset[date]:
    """Return the days whose backups stay: the newest of each of 7 days, 4 weeks and 12 months that have one.

    The newest day of all always stays. Days without a backup take up no room: after a long holiday nothing
    is thrown away for being old.
    """
    newest_first = sorted(set(days), reverse=True)
    kept: set[date] = set()
    rules: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
        (DAILY, lambda day: day),
        (WEEKLY, lambda day: day.isocalendar()[:2]),
        (MONTHLY, lambda day: (day.year, day.month)),
    )
    for number, span in rules:
        spans: dict[Hashable, date] = {}
        for day in newest_first:
            spans.setdefault(span(day), day)
        kept.update(list(spans.values())[:number])
    return frozenset(kept)


def place_of(
    folder: Path,
    day: date,
    vault_id: str,
    by_hand: Collection[Path] = (),
    *,
    counter: int = _ANY_COUNTER,
) -> Path:
    """Return where the automatic backup of a day goes: ``YYYY-MM-DD.tdbackup``, or with ``-2`` to ``-9``.

    A name is passed over when another diary's backup, one made ``by_hand``, one of more changes than
    ``counter``, or any other file has it.
    Raises: DiaryExists when all nine are taken.
    """
    for number in range(1, _NAMES_A_DAY + 1):
        place = folder / f"{day.isoformat()}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        if place in by_hand:
            continue
        if not place.exists() or _is_ours(place, vault_id, counter):
            return place
    raise DiaryExists(
        "The folder for backups already holds other files with today's name. None was touched. "
        "Choose another folder for the backups of this diary."
    )


def found(folder: Path, vault_id: str) -> list[BackupReport]:
    """Return what the backups of one diary in a folder say of themselves; nothing is proven by it.

    Empty when the folder is missing or cannot be read.
    """
    return [label for file in _files(folder) if (label := _label(file)) and label.vault_id == vault_id]


def prune(
    folder: Path,
    vault_id: str,
    *,
    keep: Collection[Path],
    by_hand: Collection[Path],
    counter: int = _ANY_COUNTER,
) -> list[Path]:
    """Take away automatic backups that are neither among the newest nor in ``keep``; return those taken.

    ``keep`` holds at least the newest proven one; one of more changes than ``counter`` stays. A file
    the system does not let go stays, without a word.
    """
    days: dict[Path, date] = {}
    for label in found(folder, vault_id):
        day = day_of(label.file)
        if day is not None and label.file not in by_hand and label.counter <= counter:
            days[label.file] = day
    staying = to_keep(days.values())
    gone: list[Path] = []
    for file, day in sorted(days.items()):
        if day in staying or file in keep:
            continue
        with contextlib.suppress(OSError):
            file.unlink()
            gone.append(file)
    return gone


def _files(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from sorted(file for file in folder.iterdir() if file.suffix == SUFFIX and file.is_file())


def _label(file: Path) -> BackupReport | None:
    with contextlib.suppress(TutorDiaryError):
        return backup.read_label(file)
    return None


def _is_ours(file: Path, vault_id: str, counter: int) -> bool:
    label = _label(file)
    return label is not None and label.vault_id == vault_id and label.counter <= counter
