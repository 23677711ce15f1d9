"""What a hint beside a field can ask for, heard by whoever holds the pages: no page has to pass it on."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal


class Calls(QObject):
    """Carries wishes from a field to the window.

    Signals: ``concern_wanted`` for the Concern sheet, ``glossary_wanted`` for the words of the field,
    ``group_wanted`` with the id of the group whose own sheet shall open.
    """

    concern_wanted = Signal()
    glossary_wanted = Signal()
    group_wanted = Signal(str)


@cache
def calls() -> Calls:
    """Return the one there is."""
    return Calls()
