"""The check before giving: names that block, kinder words, what is not there yet, what leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.report_state import CheckState, Finding
from ui import theme
from ui.widgets import Body, Card, Heading, Muted, QuietButton, drop_from

MOST_ROWS = 6  # of one kind; the next come up as these are put right
NONE_FOUND = "No other pupil’s name was found in this report."
WHAT = (
    ("names", "Names to take out"),
    ("never", "Not for a family to read"),
    ("kinder", "Words that could be kinder"),
    ("gaps", "Not there yet"),
)


class CheckCard(Card):
    """Draws what a look over the report found.

    Signals: ``place_wanted`` with a Place; ``phrasebook_wanted`` to see or change the words it looks for;
    ``grown`` when rows came or went.
    """

    place_wanted = Signal(object)
    phrasebook_wanted = Signal()
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.body.addWidget(Heading("Check", level=2))
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.book = QuietButton("Phrasebook…", hint="Words this check looks for")
        self.book.clicked.connect(self.phrasebook_wanted)
        self.body.addWidget(self.book, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons: list[QuietButton] = []
        self._shown: CheckState | None = None
        self.hide()

    def show_check(self, check: CheckState) -> None:
        """Draw what was found."""
        self.show()
        if check == self._shown:
            return
        self._shown = check
        drop_from(self._rows)
        self.buttons = []
        if not check.names:
            self._rows.addWidget(Body(NONE_FOUND))
        for kind, title in WHAT:
            self._add(title, getattr(check, kind))
        self._rows.addWidget(Muted("What leaves", role="strong"))
        for line in check.leaves:
            self._rows.addWidget(Body(line))
        self._rows.setSpacing(theme.em(0.35))
        self.grown.emit()

    def _add(self, title: str, found: tuple[Finding, ...]) -> None:
        if not found:
            return
        self._rows.addWidget(Muted(title, role="strong"))
        for one in found[:MOST_ROWS]:
            self._rows.addWidget(self._row(one))
        if len(found) > MOST_ROWS:
            self._rows.addWidget(Muted(f"And {len(found) - MOST_ROWS} more.", role="small"))

    def _row(self, one: Finding) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Body(one.words), 1)
        if one.place is not None:
            button = QuietButton(one.action, name=f"{one.action}: {one.words}")
            button.clicked.connect(lambda _on, place=one.place: self.place_wanted.emit(place))
            self.buttons.append(button)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
