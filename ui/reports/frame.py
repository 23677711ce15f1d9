"""What stands around a report: the head with its choices, the foot with what is done, and the empty page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui import theme
from ui.widgets import Body, Card, Chip, Heading, PrimaryButton, QuietButton, SecondaryButton


class Head(QWidget):
    """The title of the page, the choices beside it, and the switch to the page where room is short."""

    def __init__(self, choices: QWidget) -> None:
        super().__init__()
        self.see_page = Chip("See the page")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(Heading("Reports"), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(choices, 1)
        self._row.addWidget(self.see_page, 0, Qt.AlignmentFlag.AlignRight)

    def take(self, choices: QWidget) -> None:
        """Put the choices back beside the title."""
        self._row.insertWidget(1, choices, 1)


class Foot(QWidget):
    """Large print at the left; several at once, comment slips and giving at the right."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.em(0.7))
        self.large = QCheckBox("Large print")
        self.several = QuietButton("Several…", icon="layers", name="Several reports at once…")
        self.slips = SecondaryButton("Comment slips…", icon="message-square-quote")
        self.give = PrimaryButton("Give…", icon="send", hint="Ctrl+Enter")
        row.addWidget(self.large)
        row.addStretch(1)
        row.addWidget(self.several)
        row.addWidget(self.slips)
        row.addWidget(self.give)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.large, self.several, self.slips, self.give]


def add_keys(page: QWidget, keys: Mapping[str, Callable[[], None]]) -> list[QShortcut]:
    """Let keys work anywhere on a page or sheet, and return them."""
    made = []
    for key, call in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda one=call: one())
        made.append(shortcut)
    return made


def nobody_yet() -> tuple[Card, PrimaryButton]:
    """Return the card for a diary without pupils, and its button."""
    card = Card()
    card.body.addWidget(Heading("Reports begin with a pupil", level=2))
    card.body.addWidget(
        Body("Add a group and log a session or two. What you mark for the school is laid out here by itself.")
    )
    add = PrimaryButton("Add a group", icon="plus")
    card.body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
    card.body.addStretch(1)
    return card, add
