"""The third step for a case study: what leaves, who agreed, what it lacks, and as what it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout

from tutordiary.documents.writer import Format
from tutordiary.presenters.share_case_state import FORMAT_WORDS, CaseGive, Reader
from tutordiary.release.intruder import READ_BY
from ui import theme
from ui.share.give import GiveStep
from ui.share.lines import show_lines
from ui.widgets import Autosave, Card, FieldRow, Heading, Muted

if TYPE_CHECKING:
    from tutordiary.presenters.share_case import CasePresenter

DRAFT = "Somebody has not agreed yet, so it says at its top that it is a draft."
AGREED = "Everybody asked has agreed, so the page leaves as a finished one."
READ_BY_HINT = "It is noted with what leaves. Their role is enough, such as “the SENCO”."


class CaseGiveStep(GiveStep):
    """Draws what would leave, and how.

    Signals: ``format_chosen`` with a format.
    """

    format_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.presenter: CasePresenter
        self._filling = False
        self.left.insertWidget(0, self._build_formats())
        self.left.insertWidget(2, self._build_lacks())
        self._right.insertWidget(1, self._build_consents())
        self.read_by = QLineEdit()
        self.read_by.setMaxLength(120)
        self._read_row = FieldRow(READ_BY, self.read_by, hint=READ_BY_HINT)
        self._read_row.label.setWordWrap(True)
        self.save = Autosave(
            self.read_by,
            lambda text, _caret: self.presenter.say_read_by(text),
            lambda text: self.presenter.say_read_by(text),
        )
        self._read_card = Card()
        self._read_card.body.addWidget(self._read_row)
        self._right.insertWidget(1, self._read_card)

    def _build_formats(self) -> Card:
        card = self._formats_card = Card()
        card.body.addWidget(Heading("As what?", level=2))
        self.formats: dict[Format, QRadioButton] = {}
        self._format_group = QButtonGroup(self)
        for fmt, words in FORMAT_WORDS.items():
            radio = QRadioButton(words)
            radio.toggled.connect(lambda on, one=fmt: self._on_format(one, on=on))
            self._format_group.addButton(radio)
            self.formats[fmt] = radio
            card.body.addWidget(radio)
        return card

    def _build_consents(self) -> Card:
        card = self._consents_card = Card()
        card.body.addWidget(Heading("Who agreed to this use?", level=2))
        self._consents = QVBoxLayout()
        card.body.addLayout(self._consents)
        self._draft = Muted("", wrap=True)
        card.body.addWidget(self._draft)
        return card

    def _build_lacks(self) -> Card:
        card = self._lacks_card = Card()
        card.body.addWidget(Heading("Not yet gathered", level=2))
        self._lacks = QVBoxLayout()
        card.body.addLayout(self._lacks)
        card.body.addWidget(Muted("It says so. Nothing is invented in its place.", wrap=True))
        return card

    def show_case(self, state: CaseGive) -> None:
        """Draw the step as it stands."""
        self._filling = True
        self.show_give(state.give)
        self.formats[state.fmt].setChecked(True)
        self._filling = False
        has_draft = bool(state.give.leaves)
        self._formats_card.setVisible(has_draft and state.reader is Reader.READER)
        self._consents_card.setVisible(has_draft)
        self._lacks_card.setVisible(has_draft and bool(state.lacks))
        show_lines(self._consents, state.consents)
        self._draft.setText(DRAFT if state.is_draft else AGREED)
        show_lines(self._lacks, tuple(f"{one[:1].upper()}{one[1:]}" for one in state.lacks))
        self._read_card.setVisible(state.asks_reader and state.give.intruder is not None)
        if state.read_by != self.save.text and not self.save.is_dirty:
            self.save.put(state.read_by)
        for lines in (self._consents, self._lacks):
            lines.setSpacing(theme.em(0.3))

    def _on_format(self, fmt: Format, *, on: bool) -> None:
        if on and not self._filling:
            self.format_chosen.emit(fmt)
