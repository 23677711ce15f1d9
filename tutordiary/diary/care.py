"""Looking after the diary: backups that are proven, the shelf they stand on, and how fresh they are.

Every function may be called in a worker; none of them needs the window.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import dates
from tutordiary.diary import quiet
from tutordiary.diary.checking import Checked, check_if_due
from tutordiary.diary.quiet import has_changed, quietly
from tutordiary.errors import CannotWrite, DiskFull
from tutordiary.model import Draft, Session, new_id
from tutordiary.store import extras, kept, lookups
from tutordiary.store.kept import AUTOMATIC, BY_HAND, BackupMade, count_openly
from tutordiary.vault import backup, files, layout, looking, shelf
from tutordiary.vault.backup_file import Stop, never

if TYPE_CHECKING:
    from tutordiary.diary.diary import Diary
    from tutordiary.vault.backup import BackupReport
    from tutordiary.vault.sqlcipher import Connection

__all__ = [
    "BackupMade",
    "Checked",
    "back_up",
    "back_up_to_shelf",
    "backups",
    "backups_of",
    "check_if_due",
    "freshness",
    "has_changed",
    "is_due",
    "other_selves",
    "quietly",
    "rehearse",
    "sweep",
]

STALE_AFTER_DAYS = 14
SESSIONS_WORTH_A_BACKUP = 3


def back_up(
    diary: Diary, target: Path, *, unsaved: Sequence[Draft] = (), kind: str = BY_HAND
) -> BackupReport:
    """Write a backup, prove it by restoring it aside, and remember that it was made.

    ``unsaved`` are words the diary itself could not keep, as when its disk is full: they go into the copy as
    drafts, and nothing is written to the diary's own disk before the copy is done.
    Raises: DiaryExists, DiskFull, CannotWrite, DiaryDamaged.
    """
    target = target.absolute()
    backup.sweep_begun(target.parent, diary.vault.vault_id)
    report = backup.write_backup(
        diary.vault, target, count_openly, amend=_with_drafts(unsaved) if unsaved else None
    )
    if not unsaved:
        _remember(diary, report, kind, gone=())
    return report


def back_up_to_shelf(diary: Diary, folder: Path, today: date, *, stop: Stop = never) -> BackupReport:
    """Write today's automatic backup into ``folder``, prove it, then take away those that are not kept.

    A second one of a day replaces the first. Seven days, four weeks and twelve months are kept; a file that
    is not an automatic backup of this diary, or that holds changes which it lacks, is never touched. The
    folder is made if only it is missing. ``stop`` is asked many times a second whether to break off.
    Raises: as ``back_up``; Stopped; CannotWrite when the place is not there, as with a stick not plugged in.
    """
    folder = folder.absolute()
    if not folder.parent.is_dir():
        raise CannotWrite(
            "The folder for backups is not there; it may be on a stick that is not plugged in. The diary is "
            "safe. Plug it in, or choose another folder in Settings."
        )
    files.make_private_folder(folder, "the folder for backups")
    vault_id = diary.vault.vault_id
    by_hand = {made.path for made in _noted(diary) if made.kind != AUTOMATIC}
    target = shelf.place_of(folder, today, vault_id, by_hand, counter=diary.vault.counter())
    report = backup.write_backup(diary.vault, target, count_openly, stop=stop)
    gone = shelf.prune(folder, vault_id, keep={target}, by_hand=by_hand, counter=report.counter)
    _remember(diary, report, AUTOMATIC, gone=gone)
    return report


def backups(diary: Diary, folder: Path | None = None) -> list[BackupMade]:
    """Return every backup that may hold this diary, newest first: those written down and those found lying.

    Looks into ``folder`` and the folders used before. Backups the app took away itself are left out; one that
    cannot be seen now is listed with ``is_there`` False, because it may be on a stick.
    """
    vault_id = diary.vault.vault_id
    noted = {made.path: made for made in reversed(_noted(diary))}
    folders = {made.path.parent for made in noted.values()} | ({folder.absolute()} if folder else set())
    labels = {label.file: label for place in folders for label in shelf.found(place, vault_id)}
    listed = [replace(made, is_there=path in labels) for path, made in noted.items()]
    listed += [_found(label) for path, label in labels.items() if path not in noted]
    return sorted(listed, key=lambda made: (made.made_at, made.counter), reverse=True)


def backups_of(diary_folder: Path, *folders: Path) -> list[BackupMade]:
    """Return the backups of a closed diary that lie in its own folder and in ``folders``, newest first.

    For a diary that cannot be opened: it is known by the first bytes of its file or by its key file. Empty
    when neither can be read.
    """
    vault_id = layout.vault_id_of(diary_folder)
    if vault_id is None:
        return []
    labels = [label for place in (diary_folder, *folders) for label in shelf.found(place, vault_id.hex())]
    listed = [_found(label) for label in labels]
    return sorted(listed, key=lambda made: (made.counter, made.made_at), reverse=True)


def other_selves(diary: Diary) -> list[BackupMade]:
    """Return what lies beside the diary of its other days: whole diaries, each with the backups in it.

    That is what a restore in its place, a restore beside it or a rescue left there. Nothing is opened.
    """
    found: list[BackupMade] = []
    with contextlib.suppress(OSError):
        for folder in sorted(diary.folder.absolute().parent.iterdir()):
            if folder == diary.folder.absolute() or not folder.is_dir():
                continue
            vault_id = layout.vault_id_of(folder)
            if vault_id is not None and vault_id.hex() == diary.vault.vault_id:
                database = layout.DiaryPaths(folder).database
                size_bytes = database.stat().st_size if database.exists() else 0
                found.append(BackupMade(folder, _written_at(database), 0, 0, size_bytes, kept.WHOLE_DIARY))
                found += [_found(label) for label in shelf.found(folder, diary.vault.vault_id)]
    return found


def sweep(diary: Diary, folder: Path) -> None:
    """Remove what a crash left half made: backups in ``folder``, rehearsals and copies that were looked at.

    In other folders where backups were put, only what this diary's own were to become.
    Call it before the first backup after opening, while nobody makes one.
    """
    for place in (folder, diary.folder, diary.vault.state_folder):
        files.sweep(place, f"*{backup.SUFFIX}")
    for place in {made.path.parent for made in _noted(diary)} - {folder, diary.folder}:
        backup.sweep_begun(place, diary.vault.vault_id)
    looking.sweep(diary.vault.state_folder)


def rehearse(diary: Diary, path: Path) -> BackupReport:
    """Open a backup aside with the keys in hand, run every check and count; nothing of it stays.

    Raises: DiaryMissing, DiaryDamaged, WrongSecret when it was made with other keys, DiskFull, CannotWrite.
    """
    return backup.rehearse(diary.vault, path, count_openly)


def is_due(diary: Diary, today: date) -> bool:
    """Say whether an automatic backup should be made: none of today, and something to put into it.

    A sample diary is never due, nor one only looked at. One whose newest backup has vanished is due even if
    nothing changed.
    """
    if diary.is_read_only or diary.is_sample:
        return False
    there = [made for made in backups(diary) if made.is_there]
    if any(made.kind == AUTOMATIC and _day(made) == today for made in there):
        return False
    return not there or has_changed(diary)


def freshness(diary: Diary, today: date) -> str:
    """Return the calm line for Today when no backup is fresh; empty when all is well.

    Fresh is younger than 14 days, or holding all there is. A diary with fewer than three sessions is left in
    peace, and a sample always.
    """
    if diary.is_sample:
        return ""
    newest = _newest_there(diary)
    if newest is None:
        with diary.vault.reading() as conn:
            few = not lookups.has_at_least(conn, Session, SESSIONS_WORTH_A_BACKUP)
        return "" if few else "This diary has no backup yet. Make one in Settings, on a stick kept elsewhere."
    age_days = (today - newest).days
    if age_days < STALE_AFTER_DAYS or not has_changed(diary):
        return ""
    day = dates.day_and_month(newest, year=newest.year != today.year)
    return f"The newest backup is {age_days} days old, from {day}. Make one in Settings when you can."


def _newest_there(diary: Diary) -> date | None:
    """Return the day of the newest backup that can be seen; looks at one file when all is as it should be."""
    for made in _noted(diary):
        if made.path.is_file():
            return _day(made)
    return max((_day(made) for made in backups(diary) if made.is_there), default=None)


def _remember(diary: Diary, report: BackupReport, kind: str, *, gone: Collection[Path]) -> None:
    made = BackupMade(
        path=report.file,
        made_at=dates.now(),
        counter=report.counter,
        records=sum(report.counts.values()),
        size_bytes=report.size_bytes,
        kind=kind,
    )
    # The backup is good whether or not the diary has room left to say so.
    with contextlib.suppress(DiskFull, CannotWrite), diary.together():
        conn = diary.vault.conn
        kept.note_backup(conn, new_id(), made)
        kept.mark_gone(conn, gone, made.made_at)
        quiet.settle(diary, conn, report.counter)


def _noted(diary: Diary) -> list[BackupMade]:
    with diary.vault.reading() as conn:
        return kept.backups_made(conn)


def _found(label: BackupReport) -> BackupMade:
    return BackupMade(
        path=label.file,
        made_at=_written_at(label.file),
        counter=label.counter,
        records=sum(label.counts.values()),
        size_bytes=label.size_bytes,
        kind="found",
    )


def _written_at(file: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError:
        return dates.now()


def _day(made: BackupMade) -> date:
    return shelf.day_of(made.path) or made.made_at.astimezone().date()


def _with_drafts(unsaved: Sequence[Draft]) -> backup.Amend:
    def amend(conn: Connection) -> None:
        for draft in unsaved:
            extras.keep_draft(conn, replace(draft, updated_at=draft.updated_at or dates.now()))

    return amend
