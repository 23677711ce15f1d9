"""Keeps the secret that opens what was sealed for the owner of this diary. It never leaves the diary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutordiary.store import extras

if TYPE_CHECKING:
    from tutordiary.diary.diary import Diary

_NAME = "receiving_key"


def kept(diary: Diary) -> str:
    """Return the secret; empty when there is none."""
    with diary.vault.reading() as conn:
        held = extras.secret(conn, _NAME)
    return held.decode("ascii") if held else ""


def keep(diary: Diary, secret: str) -> None:
    """Keep a secret in the place of an earlier one, which is deleted and overwritten.

    Raises: DiskFull, CannotWrite with the earlier one still there.
    """
    with diary.together():
        extras.drop_secret(diary.vault.conn, _NAME)
        extras.keep_secret(diary.vault.conn, _NAME, secret.encode("ascii"))
    diary.vault.checkpoint()  # what was overwritten stands in the log of the database until then
