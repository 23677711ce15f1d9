"""What stands beside the grid: the levels, last time, a moment to remember, their words, next time."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from tutordiary import wording
from tutordiary.model import Audience, PartTaken
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, LogState, Place
from ui import theme
from ui.log.audience import AudienceButton
from ui.log.words_field import WordsField
from ui.widgets import (
    Body,
    Card,
    Chip,
    Chips,
    Choice,
    DotsButton,
    Elided,
    Muted,
    QuietButton,
    Scroller,
    Text,
)


class LogPanel(Card):
    """The side panel. It forwards everything to the presenter and shows what comes back."""

    def __init__(self, presenter: LogPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_em=0.25)
        self._presenter = presenter
        self._state: LogState | None = None
        self.scroller = Scroller(self)
        self.body.addWidget(self.scroller)
        self._column = self.scroller.body
        self._build_marks()
        self._build_words()
        self._connect()
        theme.notifier().theme_changed.connect(self._space)
        self._space()

    def _build_marks(self) -> None:
        head = QHBoxLayout()
        self.who = Elided(role="h2")
        self.clear = QuietButton("Clear", name="Clear this mark", hint="0")
        head.addWidget(self.who, 1)
        head.addWidget(self.clear)
        self._column.addLayout(head)
        self.what = Body()
        self._column.addWidget(self.what)
        self.levels: list[DotsButton] = []
        self._levels = QButtonGroup(self)
        self._level_place = self._column.count()
        self.last_time = Muted(wrap=True)
        self._column.addWidget(self.last_time)
        self.harder = Chip("Harder day", icon="cloud-rain")
        self.harder.setToolTip("H")
        row = QHBoxLayout()
        row.addWidget(self.harder)
        row.addStretch(1)
        self._column.addLayout(row)

    def _build_words(self) -> None:
        self._column.addWidget(Text("A moment to remember", role="h2"))
        note = QPlainTextEdit()
        note.setTabChangesFocus(True)
        note.setPlaceholderText("One line is plenty. Press / to jump here.")
        note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.moment = WordsField(note, Place(Field.MOMENT), self._presenter, "A moment to remember")
        self._column.addWidget(note)
        self.phrases = Chips(name_start="Phrase: ")
        self._column.addWidget(self.phrases)
        self.moment_audience = AudienceButton("the moment", self._on_moment_audience)
        self._column.addWidget(self.moment_audience, 0, Qt.AlignmentFlag.AlignLeft)
        self.links = Chips(name_start="What the moment shows: ")
        self.links_label = Muted("What it shows", role="small")
        self._column.addWidget(self.links_label)
        self._column.addWidget(self.links)
        self._column.addWidget(Text("Next time", role="h2"))
        plan = QLineEdit()
        plan.setPlaceholderText("One thing to try")
        self.next_time = WordsField(plan, Place(Field.NEXT_TIME), self._presenter, "Next time")
        self._column.addWidget(plan)
        self._column.addWidget(Text("Their words", role="h2"))
        said = QLineEdit()
        said.setPlaceholderText("Exactly as they said it")
        self.words = WordsField(said, Place(Field.WORDS), self._presenter, "Their words")
        self._column.addWidget(said)
        self.words_audience = AudienceButton("their words", self._on_words_audience)
        self._column.addWidget(self.words_audience, 0, Qt.AlignmentFlag.AlignLeft)
        self.part = Choice("How they took part")
        self.part.addItem("Took part: not noted", None)
        for part, words in wording.PART_TAKEN.items():
            self.part.addItem(f"Took part: {words}", part)
        self._column.addWidget(self.part)
        self._column.addStretch(1)

    def _connect(self) -> None:
        self.clear.clicked.connect(self._presenter.clear)
        self.harder.clicked.connect(self._presenter.toggle_harder)
        self.phrases.switched.connect(lambda words, on: self._presenter.switch_phrase(words, on=on))
        self.links.switched.connect(self._on_link)
        self.part.activated.connect(self._on_part)

    def show_state(self, state: LogState) -> None:
        """Draw the part of a state that belongs here."""
        self._state, panel = state, state.panel
        self._fit_levels(state)
        self.who.set_words(panel.who)
        self.what.setText(panel.what)
        self._levels.setExclusive(False)
        for button in self.levels:
            button.setChecked(button.step == panel.step)
            button.setEnabled(panel.can_mark)
        self._levels.setExclusive(True)
        self.harder.setChecked(panel.harder)
        self.harder.setEnabled(panel.can_mark)
        self.clear.setEnabled(panel.step is not None or panel.harder)
        self.last_time.setText(panel.last_time)
        self.moment.show(panel.moment)
        self.words.show(panel.words)
        self.next_time.show(panel.next_time)
        self.phrases.set_words(state.phrases)
        self.phrases.set_on(panel.phrases_on)
        for part in (self.links, self.links_label, self.moment_audience):
            part.setVisible(panel.has_moment)
        self.links.set_words([link.name for link in panel.links])
        self.links.set_on([link.name for link in panel.links if link.on])
        is_pupil = state.cursor[1] > 0
        self.part.setVisible(is_pupil)
        self.part.setAccessibleName(f"How {panel.who} took part")
        self.part.setCurrentIndex(max(0, self.part.findData(panel.part)))
        self.moment_audience.show_audiences(panel.moment_audiences)
        self.words_audience.setVisible(panel.has_words)
        self.words_audience.show_audiences(panel.words_audiences)

    @property
    def fields(self) -> tuple[WordsField, ...]:
        """The three places to type in."""
        return self.moment, self.words, self.next_time

    def focus_field(self, field: Field, caret: int | None) -> None:
        """Put the caret into a field: at a place, or at the end."""
        found = next(one for one in self.fields if one.place.field is field)
        found.focus(caret)
        # Once the panel has its size, which it may just be getting.
        QTimer.singleShot(0, found.edit, lambda: self._bring(found.edit))

    def _bring(self, edit: QWidget) -> None:
        self.scroller.ensureWidgetVisible(edit, 0, theme.em(1))

    def _fit_levels(self, state: LogState) -> None:
        """Make a button for each step of the ladder, when the ladder is not the one shown."""
        if [button.step for button in self.levels] == [level.step for level in state.levels]:
            return
        for button in self.levels:
            button.deleteLater()
        self.levels = []
        for place, level in enumerate(state.levels):
            button = DotsButton(level.step, level.words, filled=place + 1, of=len(state.levels))
            button.setToolTip(str(place + 1))
            button.clicked.connect(lambda _on, step=level.step: self._presenter.mark_here(step))
            self._levels.addButton(button)
            self._column.insertWidget(self._level_place + place, button)
            self.levels.append(button)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go through the panel from the top to the bottom."""
        order: list[QWidget] = [self.clear, *self.levels, self.harder, self.moment.edit]
        order += [
            *self.phrases.items,
            self.moment_audience,
            *self.links.items,
            self.next_time.edit,
            self.words.edit,
        ]
        order += [self.words_audience, self.part]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _on_link(self, words: str, on: bool) -> None:
        assert self._state is not None
        for link in self._state.panel.links:
            if link.name == words:
                self._presenter.link_indicator(link.indicator_id, on=on)

    def _on_part(self, index: int) -> None:
        value = self.part.itemData(index)
        self._presenter.set_part(PartTaken(value) if value else None)

    def _on_moment_audience(self, audience: Audience, on: bool) -> None:
        self._presenter.set_audience(self.moment.place, audience, on=on)

    def _on_words_audience(self, audience: Audience, on: bool) -> None:
        self._presenter.set_audience(self.words.place, audience, on=on)

    def _space(self) -> None:
        em = theme.em
        self._column.setContentsMargins(em(0.75), em(0.45), em(0.35), em(0.6))
        self._column.setSpacing(em(0.35))
        self.moment.edit.setFixedHeight(self.moment.edit.fontMetrics().lineSpacing() * 3 + em(1.2))
