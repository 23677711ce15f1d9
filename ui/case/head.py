"""The head of the studio: which case study, its title, and whose story it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from tutordiary.presenters.case_studio_state import CaseLine, StoryState
from ui import theme
from ui.widgets import Autosave, Choice, Elided, Heading, QuietButton, SecondaryButton

if TYPE_CHECKING:
    from tutordiary.presenters.case_studio import CaseStudio

TITLE = "title"
CHOICE_EM, SHORT_BELOW_EM = 15.0, 50.0


class StudioHead(QWidget):
    """Draws the choice and the title, and keeps the title as it is typed.

    Signals: ``case_chosen`` with an id, ``new_wanted``, ``out_wanted``.
    """

    case_chosen = Signal(str)
    new_wanted = Signal()
    out_wanted = Signal()

    def __init__(self, tabs: QTabBar) -> None:
        super().__init__()
        self.presenter: CaseStudio
        self._case = ""
        self._filling = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._heading = Heading("Case studies")
        self.cases = Choice("Which case study?")
        self.cases.activated.connect(self._on_chosen)
        self.new = SecondaryButton("New…", icon="plus", name="Begin a case study")
        self.new.clicked.connect(self.new_wanted)
        self.out = QuietButton("", icon="trash-2", name="Remove this case study", hint="Remove…")
        self.out.clicked.connect(self.out_wanted)
        self.title = QLineEdit()
        self.title.setAccessibleName("Title of the case study")
        self.title.setPlaceholderText("A title: something that was said, or what changed")
        self.title.setMaxLength(120)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.save = Autosave(self.title, self._keep, self._commit)
        self._told = Elided("", role="small")
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        for part, stretch in ((self._heading, 0), (self.cases, 1), (self.new, 0), (self.out, 0)):
            self._row.addWidget(part, stretch)
        self._row.addStretch(0)
        self._row.addWidget(tabs)
        self._below.addWidget(self.title, 3)
        self._below.addWidget(self._told, 2)
        self._column.addLayout(self._row)
        self._column.addLayout(self._below)
        self._tabs = tabs
        theme.notifier().theme_changed.connect(self.fit)
        self.fit()

    def show_cases(self, cases: tuple[CaseLine, ...], current: str) -> None:
        """Offer the case studies."""
        self._filling = True
        held = [(self.cases.itemData(at), self.cases.itemText(at)) for at in range(self.cases.count())]
        if held != [(one.id, one.words) for one in cases]:
            self.cases.clear()
            for one in cases:
                self.cases.addItem(one.words, one.id)
        self.cases.setCurrentIndex(next((at for at, one in enumerate(cases) if one.id == current), -1))
        for part in (self.cases, self.new, self.out, self._tabs):
            part.setVisible(bool(cases))
        self._filling = False

    def show_story(self, state: StoryState) -> None:
        """Draw the title and whose story it is; a title being typed stays."""
        if state.case_id != self._case:
            self._case = state.case_id
            steps = self.presenter.steps(TITLE)
            self.save.put(state.title, unfinished=bool(steps), earlier=steps)
        elif state.title != self.save.text and not self.save.is_dirty:
            self.save.reword(state.title)
        self._told.set_words(state.told)

    def fit(self) -> None:
        """Leave the heading out where the window is narrow."""
        em = theme.em
        is_wide = self.width() >= em(SHORT_BELOW_EM)
        self._heading.setVisible(is_wide)
        if bool(self.new.text()) != is_wide:
            self.new.set_words("New…" if is_wide else "", "Begin a case study")
        self.cases.setMinimumWidth(em(8))
        self.cases.setMaximumWidth(em(CHOICE_EM * 2))
        self._row.setSpacing(em(0.6))
        self._below.setSpacing(em(0.8))
        self._column.setSpacing(em(0.5))

    def show_title(self, *, shown: bool) -> None:
        """Show the title and whose story it is, or leave their row to the story."""
        for part in (self.title, self._told):
            part.setVisible(shown and self.cases.count() > 0)

    def _on_chosen(self, at: int) -> None:
        if not self._filling and at >= 0:
            self.case_chosen.emit(self.cases.itemData(at))

    def _keep(self, text: str, caret: int) -> None:
        self.presenter.reword_title(text)
        self.presenter.hold(TITLE, caret, self.save.steps)

    def _commit(self, text: str) -> None:
        self.presenter.reword_title(text)
        self.presenter.let_go()
