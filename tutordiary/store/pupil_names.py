"""Whose name somebody types: every pupil's names, held in plain letters as long as nothing is written."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_CALLED = 100  # the newest, where a beginning is that of many names


class PupilNames:
    """The names in a diary. Reads them again after any change that another connection made."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._held: list[tuple[str, str, str]] = []

    def called(self, conn: Connection, typed: str, *, is_beginning: bool) -> list[tuple[str, str]]:
        """Return the id and name of pupils called so, first, last or otherwise; the newest first.

        None for fewer than two letters. ``is_beginning``: the last word typed may go on.
        """
        wanted = plain(typed)
        if len(wanted) < 2:
            return []
        self._refresh(conn)
        wanted = f" {wanted}" if is_beginning else f" {wanted} "
        found = [(pupil_id, name) for pupil_id, name, names in self._held if wanted in names]
        return found[:MOST_CALLED]

    def _refresh(self, conn: Connection) -> None:
        version = conn.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return
        rows = conn.execute(
            "SELECT id, first_name, last_name, known_as FROM pupil ORDER BY id DESC"
        ).fetchall()
        self._held = [
            (pupil_id, f"{first} {last}".strip(), f" {plain(f'{first} {last} {known_as}')} ")
            for pupil_id, first, last, known_as in rows
        ]
        self._version = version


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return words in small letters, without accents or signs, with single spaces."""
    signs = unicodedata.normalize("NFKD", text.casefold())
    kept = ("" if unicodedata.category(s)[0] == "M" else s if s.isalnum() else " " for s in signs)
    return " ".join("".join(kept).split())
