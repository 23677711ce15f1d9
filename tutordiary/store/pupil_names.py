"""Whose name somebody types: every pupil's names, held in plain letters as long as nothing is written."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_CALLED = 50
MOST_BEGUN = 12  # the newest, as long as what is typed is only the beginning of many names


_LETTERS = 2  # by which names are laid together


class PupilNames:
    """The names in a diary. Reads them again after any change that another connection made."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._held: dict[str, list[tuple[str, str, str]]] = {}

    def called(self, conn: Connection, typed: str, *, is_beginning: bool) -> list[tuple[str, str]]:
        """Return the id and name of pupils called so, first, last or otherwise; the newest first.

        None for fewer than two letters. ``is_beginning``: the last word typed may go on; whoever's name it is
        already comes before those whose name it may become.
        """
        wanted = plain(typed)
        if len(wanted) < _LETTERS:
            return []
        self._refresh(conn)
        near = self._held.get(wanted.split()[0][:_LETTERS], [])
        found = [(one, name) for one, name, names in near if f" {wanted} " in names][:MOST_CALLED]
        if is_beginning and len(found) < MOST_BEGUN:
            known = {one for one, _ in found}
            begun = ((one, name) for one, name, names in near if f" {wanted}" in names and one not in known)
            found += islice(begun, MOST_BEGUN - len(found))
        return found

    def _refresh(self, conn: Connection) -> None:
        version = conn.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return
        self._held.clear()
        rows = conn.execute(
            "SELECT id, first_name, last_name, known_as FROM pupil ORDER BY id DESC"
        ).fetchall()
        for pupil_id, first, last, known_as in rows:
            names = plain(f"{first} {last} {known_as}")
            entry = (pupil_id, f"{first} {last}".strip(), f" {names} ")
            for letters in {word[:_LETTERS] for word in names.split()}:
                self._held.setdefault(letters, []).append(entry)
        self._version = version


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return words in small letters, without accents or signs, with single spaces."""
    signs = unicodedata.normalize("NFKD", text.casefold())
    kept = ("" if unicodedata.category(s)[0] == "M" else s if s.isalnum() else " " for s in signs)
    return " ".join("".join(kept).split())
