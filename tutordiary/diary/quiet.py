"""Tells a change of the diary's words from a change of its own keeping, so that backups follow the words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tutordiary.store import extras

if TYPE_CHECKING:
    from tutordiary.diary.diary import Diary
    from tutordiary.vault.sqlcipher import Connection

_LAST_QUIET = "care.last_quiet_change"


def has_changed(diary: Diary) -> bool:
    """Say whether anything was written since the last backup; True when there never was one."""
    return diary.vault.counter() > int(diary.preference(_LAST_QUIET, "0"))


@contextmanager
def quietly(diary: Diary) -> Iterator[Connection]:
    """Change something about the keeping itself, without making the diary look changed since its backup.

    As a part of a larger change it is as loud as that one.
    """
    is_part = diary.vault.conn.in_transaction
    with diary.together():
        conn = diary.vault.conn
        was_quiet = not is_part and not has_changed(diary)
        yield conn
        if was_quiet:
            settle(diary, conn, diary.vault.counter())


def settle(diary: Diary, conn: Connection, counter: int) -> None:
    """Within a change: write down that all up to ``counter`` is backed up, and this change if it is next."""
    is_next = diary.vault.counter() == counter
    extras.keep_preference(conn, _LAST_QUIET, str(counter + is_next))
