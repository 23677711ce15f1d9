"""What is still to be told to a safeguarding lead, and that it was told. Never what it is.

While a worry waits to be handed on, a note for that may be written. Its words live as drafts only: they are
in no record, so no search, export, report, copy or list knows them. Once the lead has been told, or it was
not needed, the drafts are deleted and overwritten (``vault.sqlcipher`` has the database do so), and the log
is folded in. What stays is a ``ConcernPointer``: when, to whom and how, and no word of why.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tutordiary.diary import care
from tutordiary.errors import BugError
from tutordiary.model import ConcernPointer, Draft, new_id
from tutordiary.store import extras, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tutordiary.diary.diary import Diary
    from tutordiary.store.kept import BackupMade

NOTES = "concern/"
"""What the keys of the drafts of every note begin with."""


def begin(diary: Diary, at: datetime, setting_id: str | None) -> ConcernPointer:
    """Write down that there is something to hand on, and return what will say that it was."""
    pointer = ConcernPointer(id=new_id(), noted_at=at, setting_id=setting_id)
    diary.add(pointer)
    return pointer


def move(diary: Diary, concern_id: str, setting_id: str | None) -> None:
    """Say that it belongs to another setting, while it waits."""
    pointer = _waiting(diary, concern_id)
    if pointer is not None:
        diary.save(replace(pointer, setting_id=setting_id))


def waiting(diary: Diary) -> tuple[ConcernPointer, ...]:
    """Return what is still to be told, newest first."""
    return tuple(diary.find(ConcernPointer, order=("-noted_at", "-id"), told_at=None))


def handed_on(diary: Diary) -> tuple[ConcernPointer, ...]:
    """Return what was told, the latest first."""
    return tuple(
        one for one in diary.find(ConcernPointer, order=("-told_at", "-id")) if one.told_at is not None
    )


def keep_words(
    diary: Diary, concern_id: str, field: str, text: str, caret: int = 0, steps: tuple[str, ...] = ()
) -> None:
    """Keep what stands in one field of a note. Nothing once it was told: no late word comes back."""
    if _waiting(diary, concern_id) is not None and not diary.is_read_only:
        diary.keep_draft(_key(concern_id, field), text, caret, steps)


def words(diary: Diary, concern_id: str) -> Mapping[str, Draft]:
    """Return the fields of a note that were typed in, by name; none when nothing was."""
    start = _key(concern_id, "")
    return {draft.key.removeprefix(start): draft for draft in diary.drafts(start)}


def told(
    diary: Diary, concern_id: str, *, role: str, name: str, how: str, at: datetime, pupil_id: str | None
) -> ConcernPointer:
    """Write down that the lead was told, and remove the note beyond recovery. Returns what stays.

    Raises: DiskFull, CannotWrite; then the note is still there.
    """
    pointer = _waiting(diary, concern_id)
    if pointer is None:
        raise BugError("a concern that does not wait was to be told")
    done = replace(pointer, told_role=role, told_name=name, told_how=how, told_at=at, pupil_id=pupil_id)
    with diary.together():
        _drop_words(diary, concern_id)
        diary.save(done)
    diary.vault.checkpoint()
    return done


def not_needed(diary: Diary, concern_id: str) -> bool:
    """Remove the note and all trace that there was one: past the bin, which keeps what it is given.

    Returns whether it still waited. Raises: DiskFull, CannotWrite; then all is still there.
    """
    pointer = _waiting(diary, concern_id)
    if pointer is None:
        return False
    with diary.together():
        _drop_words(diary, concern_id)
        records.delete(diary.vault.conn, ConcernPointer, concern_id)
        diary.note(pointer)
    diary.vault.checkpoint()
    return True


def backups_since(diary: Diary, pointer: ConcernPointer, folder: Path | None = None) -> list[BackupMade]:
    """Return the backups made between its beginning and its telling: they may hold the note. Newest first.

    Looks into folders, which can take a moment: not on the window's thread.
    """
    until = pointer.told_at
    noted = care.backups(diary, folder)
    return [
        one for one in noted if one.made_at >= pointer.noted_at and (until is None or one.made_at <= until)
    ]


def _waiting(diary: Diary, concern_id: str) -> ConcernPointer | None:
    pointer = diary.get(ConcernPointer, concern_id)
    return pointer if pointer is not None and pointer.told_at is None else None


def _drop_words(diary: Diary, concern_id: str) -> None:
    for draft in diary.drafts(_key(concern_id, "")):
        extras.drop_draft(diary.vault.conn, draft.key)


def _key(concern_id: str, field: str) -> str:
    return f"{NOTES}{concern_id}/{field}"
