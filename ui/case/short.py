"""The short version: two sentences for whoever has no time, and one line that may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from tutordiary.presenters.case_studio_state import QuoteLine, ShortState
from ui import theme
from ui.share.lines import lay_columns, show_lines
from ui.widgets import Autosave, Card, FieldRow, Heading, Muted, QuietButton, Scroller, drop_from
from ui.widgets.worded import WordedEdit

if TYPE_CHECKING:
    from tutordiary.presenters.case_studio import CaseStudio

SIDE_BY_SIDE_EM = 48.0
TWO_HINT = (
    "Where they stood at the start and what was seen later, in your words. They are printed above the story."
)
QUOTE_HINT = "Exact words, as they were said. They are printed only when those words may be quoted."
NAME_HINT = "Perhaps one the child chose. Left empty, the app takes one that is near no name of the diary."
NO_QUOTES = "Nobody’s exact words are in the story yet. Put some in from the tray, and they can stand here."


class ShortPanel(Scroller):
    """Draws the two sentences and the line to quote, and keeps what is typed.

    Signals: ``quote_chosen`` with words of the story.
    """

    quote_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.presenter: CaseStudio
        self._case = self._name = ""
        self._quotes: tuple[QuoteLine, ...] = ()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.two, self.quote = WordedEdit(least_em=6.0, most_em=10.0), QPlainTextEdit()
        self.quote.setTabChangesFocus(True)
        self.quote.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        left, right = Card(), Card()
        left.body.addWidget(Heading("In two sentences", level=2))
        left.body.addWidget(self._field("Two sentences", self.two, TWO_HINT))
        self._notes = QVBoxLayout()
        left.body.addLayout(self._notes)
        self.offer = QuietButton("Take two from the story", icon="sprout")
        self.offer.clicked.connect(lambda: self.presenter.offer_short())
        left.body.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        self._name_card = self._build_name()
        right.body.addWidget(Heading("One line to quote", level=2))
        right.body.addWidget(self._field("The line", self.quote, QUOTE_HINT))
        self._from = Muted("From the story:", wrap=True)
        right.body.addWidget(self._from)
        self._lines = QVBoxLayout()
        right.body.addLayout(self._lines)
        self.two_save = Autosave(
            self.two,
            lambda text, caret: self._keep("two", text, caret),
            lambda text: self._commit("two", text),
        )
        self.quote_save = Autosave(
            self.quote,
            lambda text, caret: self._keep("quote", text, caret),
            lambda text: self._commit("quote", text),
        )
        self._left = QVBoxLayout()
        self._left.addWidget(left)
        self._left.addWidget(self._name_card)
        self._left.addStretch(1)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_name(self) -> Card:
        card = Card()
        card.body.addWidget(Heading("The name in the story", level=2))
        self.name = QLineEdit()
        self.name.setMaxLength(30)
        self._name_row = FieldRow("Another name", self.name, hint=NAME_HINT)
        self.name.editingFinished.connect(self._on_name)
        card.body.addWidget(self._name_row)
        return card

    def _on_name(self) -> None:
        if self.name.text().strip() != self._name:
            self._name_row.set_problem(self.presenter.rename(self.name.text()))

    @staticmethod
    def _field(words: str, field: QPlainTextEdit, hint: str) -> FieldRow:
        return FieldRow(words, field, hint=hint)

    @property
    def saves(self) -> dict[str, Autosave]:
        """What watches each field, by its name."""
        return {"two": self.two_save, "quote": self.quote_save}

    def show_short(self, state: ShortState) -> None:
        """Draw what is kept; a field being typed in stays as it is."""
        is_other = state.case_id != self._case
        self._case = state.case_id
        for name, words in (("two", state.two_sentences), ("quote", state.quote)):
            save = self.saves[name]
            if is_other:
                steps = self.presenter.steps(name)
                save.put(words, unfinished=bool(steps), earlier=steps)
            elif words != save.text and not save.is_dirty:
                save.reword(words)
        self.offer.setVisible(state.can_offer)
        self._name_card.setVisible(state.is_one_pupil)
        if is_other or state.name != self._name:
            self._name = state.name
            self.name.setText(state.name)
            self._name_row.set_problem("")
        self.name.setPlaceholderText(state.called)
        show_lines(self._notes, (state.note,) if state.note else ())
        if state.quotes != self._quotes or not self._lines.count():
            self._quotes = state.quotes
            self._show_quotes(state.quotes)

    def _show_quotes(self, quotes: tuple[QuoteLine, ...]) -> None:
        drop_from(self._lines)
        self._from.setText("From the story:" if quotes else NO_QUOTES)
        for quote in quotes:
            row: QWidget = QWidget()
            column = QVBoxLayout(row)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.em(0.1))
            column.addWidget(Muted(f"“{quote.words.strip('“”')}”  {quote.who}", wrap=True))
            use = QuietButton("Use this line", icon="message-square-quote", name=f"Use: {quote.words}")
            use.clicked.connect(lambda _on=False, one=quote.words: self.quote_chosen.emit(one))
            column.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)
            self._lines.addWidget(row)

    def focus_first(self) -> None:
        """Put the caret into the two sentences."""
        self.two.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, name: str, text: str, caret: int) -> None:
        self.presenter.reword_short(name, text)
        self.presenter.hold(name, caret, self.saves[name].steps)

    def _commit(self, name: str, text: str) -> None:
        self.presenter.reword_short(name, text)
        self.presenter.let_go()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two cards side by side where there is room."""
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        lay_columns(self._columns, self.viewport().width(), SIDE_BY_SIDE_EM)
        for layout in (self.body, self._left):
            layout.setSpacing(theme.em(1))
        self._lines.setSpacing(theme.em(0.6))
        self.quote.setFixedHeight(theme.em(4.6))
