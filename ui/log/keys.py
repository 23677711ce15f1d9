"""The keys of the log: those shown below the grid, all of them for F1, and what joins them to the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

CAPS = (
    ("A", "pupil"),
    ("1 2 3", "mark"),
    ("0", "clear"),
    ("-", "away"),
    ("P", "took part"),
    ("/", "note"),
    ("F1", "all keys"),
)
ASKING_CAPS = (("1 to 6", "how they took part"), ("0", "not noted"), ("A", "that pupil"), ("Esc", "done"))
KEYS = (
    ("A to Z", "the pupil with that letter underlined, for one mark"),
    ("1  2  3", "mark; under Everyone, everyone else at once"),
    ("0  Del", "clear the mark"),
    ("Space", "go round the steps"),
    ("H", "a harder day"),
    ("-", "away, or here after all"),
    ("[", "came late"),
    ("]", "left early"),
    ("P", "how they took part; under Everyone, one after the other"),
    (".", "back to Everyone"),
    ("Arrows", "move; Home goes to Everyone"),
    ("/", "a moment to remember"),
    ("+", "one more moment"),
    ('"', "their exact words"),
    ("N", "next time"),
    ("Esc", "back to the grid"),
    ("Ctrl D", "the plan for today"),
    ("Ctrl Z", "undo"),
    ("Ctrl Shift Z", "redo"),
    ("Ctrl Enter", "finish the log"),
    ("Ctrl E", "the evening half: the seven questions"),
    ("Click", "a dot marks; drawn on down, more rows"),
    ("Click", "a name: how that pupil took part"),
)


def connect_keys(page: QWidget, keys: Iterable[tuple[str, Callable[[], object]]]) -> None:
    """Let keys do something while the focus is anywhere on a page."""
    for sequence, slot in keys:
        shortcut = QShortcut(QKeySequence(sequence), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
