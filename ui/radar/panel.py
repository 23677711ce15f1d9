"""What stands beside the radar: the cell in a sentence, what it can look like, and the way to fill it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tutordiary.presenters.radar_state import RadarCell, RadarPupil, RadarRow, RadarState
from ui import theme
from ui.widgets import Body, Card, Heading, Muted, PrimaryButton, Scroller, SecondaryButton, Text, drop_from

WAYS = {
    "sign": "Note a sign",
    "voice": "Write their words",
    "start": "Write a start point",
    "judgement": "Decide",
    "": "Open the page",
}


def words_of_way(cell: RadarCell) -> str:
    """Return what a button that fills a cell says."""
    return WAYS[cell.way.part if cell.way else ""]


class RadarPanel(Card):
    """Shows one cell at a time.

    Signals: ``go_wanted`` and ``log_wanted`` when their buttons are pressed.
    """

    go_wanted = Signal()
    log_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._who = Heading("", level=2)
        self._what = Text("", role="strong", wrap=True)
        self._said = Body("")
        self.go = PrimaryButton("Note a sign", hint="Enter")
        self.log = SecondaryButton("Log this group", icon="notebook-pen", hint="L")
        self.go.clicked.connect(self.go_wanted)
        self.log.clicked.connect(self.log_wanted)
        self._scroller = Scroller()
        inside = QVBoxLayout()
        for part in (self._what, self._said):
            inside.addWidget(part)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._scroller.body.addLayout(inside)
        self._scroller.body.addWidget(self._lines)
        self._scroller.body.addStretch(1)
        self.body.addWidget(self._who)
        self.body.addWidget(self._scroller, 1)
        self.body.addWidget(self.go)
        self.body.addWidget(self.log)

    def show_cell(self, state: RadarState, at: tuple[int, int]) -> None:
        """Show one cell of a state; nothing where there is none."""
        cell = state.cell(*at)
        self._lines.setVisible(cell is not None)
        if cell is None:
            return
        row, pupil = state.rows[at[0]], state.pupils[at[1]]
        self._who.setText(pupil.name)
        self._what.setText(row.title)
        self._said.setText(_without_name(cell, pupil))
        self.go.set_words(words_of_way(cell), f"{words_of_way(cell)}: {pupil.name}, {row.title}")
        self._show_lines(row, pupil)

    def _show_lines(self, row: RadarRow, pupil: RadarPupil) -> None:
        drop_from(self._column)
        self._column.setSpacing(theme.em(0.35))
        if row.signs:
            self._column.addWidget(Text("What it can look like", role="strong"))
            for sign in row.signs:
                self._column.addWidget(Muted(f"•  {sign[:1].upper()}{sign[1:]}", wrap=True))
        if pupil.notes:
            self._column.addWidget(Text(f"About {pupil.name}", role="strong", wrap=True))
            for note in pupil.notes:
                self._column.addWidget(Muted(note, wrap=True))


def _without_name(cell: RadarCell, pupil: RadarPupil) -> str:
    """Return a cell's sentence without the name and the row, which stand above it."""
    _, _, rest = cell.said.removeprefix(f"{pupil.name}, ").partition(": ")
    return f"{rest[:1].upper()}{rest[1:]}."
