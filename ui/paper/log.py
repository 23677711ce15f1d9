"""The log's page while a sheet of paper is written up: the same page, the keys of the paper."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.log_state import LogState
from tutordiary.presenters.paper_log import PaperLog
from ui import theme
from ui.coaching.calls import calls
from ui.keys_sheet import KeysSheet
from ui.log.page import LogPage
from ui.widgets import Muted, QuietButton, Sheet, Text

PLAN_FROM_EM = 30.0  # of the page's height: below it the question about the last plan makes room
PAPER_CAPS = (
    ("1 2 3", "as ringed"),
    ("Space", "empty"),
    ("H", "harder day"),
    ("-", "away"),
    ("P", "took part"),
    ("/", "note"),
    ("F1", "all keys"),
)


PAPER_KEYS = (
    ("1  2  3", "what is ringed, then the next one of the row"),
    ("Space  0", "nothing ringed, then the next one"),
    ("H", "a harder day; a number that is ringed too comes after it"),
    ("A to Z", "the pupil with that letter on the sheet"),
    ("-", "away, or here after all"),
    ("Arrows", "move, and change what was typed"),
    ("P", "how they took part: 1 to 6, one after the other"),
    ("/", "a moment to remember"),
    ('"', "their exact words"),
    ("N", "next time"),
    ("Esc", "back to the grid"),
    ("Ctrl Z", "undo"),
    ("Ctrl E", "the evening half: the seven questions"),
    ("Ctrl Enter", "finish: the sheet is written up"),
)


def keys_sheet(page: QWidget) -> Sheet:
    """Return the sheet of all the keys with which paper is written up."""
    return KeysSheet(page, "Paper", PAPER_KEYS)


class PaperLogPage(LogPage):
    """The log of a sheet: cell by cell, row by row, with letters for names.

    Signals: ``drawn`` after a state was shown.
    """

    drawn = Signal()

    def __init__(self, presenter: PaperLog, parent: QWidget | None = None) -> None:
        super().__init__(presenter, parent)
        self.setObjectName("paper_log_page")

    def show_log(self, state: LogState) -> None:
        """Draw a state, with the keys of the paper below."""
        super().show_log(state)
        if not state.asking:
            self.caps.set_keys(PAPER_CAPS)
        if self.height() < theme.em(PLAN_FROM_EM):
            self.last_plan.hide()  # the rows need the room; the plan's own button is there
        self.drawn.emit()

    def focus_grid(self) -> None:
        """Go back to the grid, at the row that comes next on the paper."""
        super().focus_grid()
        QTimer.singleShot(0, self.grid, self._show_cursor)  # once the grid has its size

    def _show_cursor(self) -> None:
        self.grid.scrollTo(self.grid.currentIndex())

    def _on_keys(self) -> None:
        keys_sheet(self).present()


class WriteUp(QWidget):
    """The log of a sheet, under a line that says which it is and how far it is.

    Signals: ``left`` when the sheets are to be shown again, ``finished`` with a sentence once it is written
    up.
    """

    left = Signal()
    finished = Signal(str)

    def __init__(self, log: PaperLog) -> None:
        super().__init__()
        self._log = log
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        back = QuietButton("Sheets", icon="arrow-left", name="Back to the sheets")
        back.clicked.connect(self.left)
        self._strip = QHBoxLayout()
        self._number, self._progress = Text("", role="strong"), Muted("")
        self._strip.addWidget(back)
        self._strip.addWidget(self._number)
        self._strip.addWidget(self._progress, 1)
        column.addLayout(self._strip)
        self.page = PaperLogPage(log)
        self.page.drawn.connect(self._show_progress)
        self.page.finished.connect(lambda _session, words: self.finished.emit(words))
        self.page.pupils_wanted.connect(calls().group_wanted)
        column.addWidget(self.page, 1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def open(self, number: int) -> None:
        """Show the log of a sheet."""
        self.page.keep_everything()
        self._log.open_sheet(number)

    def _show_progress(self) -> None:
        sheet = self._log.sheet
        if sheet is not None:
            self._number.setText(f"Sheet {sheet.number}")
            rows = len(sheet.rows)
            self._progress.setText("1 row ticked off" if rows == 1 else f"{rows} rows ticked off")

    def _restyle(self) -> None:
        self._strip.setContentsMargins(theme.em(1), theme.em(0.4), theme.em(1), 0)
        self._strip.setSpacing(theme.em(0.8))
