"""What stands beside the grid: the levels, last time, a moment to remember, their words, next time."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QWidget

from tutordiary import wording
from tutordiary.model import PartTaken
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_state import Field, LogState, Place
from ui import theme
from ui.log.parts import MomentPart, WordsPart
from ui.log.words_field import WordsField
from ui.widgets import (
    Body,
    Card,
    Chip,
    Choice,
    DotsButton,
    Elided,
    Muted,
    QuietButton,
    Scroller,
    Text,
)

LOW_EM = 18.0  # a panel lower than this shows little at a time
MOST_SIGNS = 3  # the menu beside them has them all


class LogPanel(Card):
    """The side panel. It forwards everything to the presenter and shows what comes back.

    A click on a button here leaves the focus in the grid, or in the words being typed.
    """

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
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head.addWidget(self.who, 1)
        head.addWidget(self.clear)
        self._column.addLayout(head)
        self.what = Body()
        self._column.addWidget(self.what)
        self.levels: list[DotsButton] = []
        self._levels = QButtonGroup(self)
        self._level_place = self._column.count()
        self.for_all = Text(wrap=True)
        self._column.addWidget(self.for_all)
        self.last_time = Muted(wrap=True)
        self._column.addWidget(self.last_time)
        self.moments = MomentPart(self._presenter)
        self.harder = Chip("Harder day", icon="cloud-rain")
        self.harder.setToolTip("H")
        self.harder.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column.addWidget(self.harder, 0, Qt.AlignmentFlag.AlignLeft)
        self.signs = self.moments.signs
        self.look_for = Muted(role="small", wrap=True)
        coaching = QHBoxLayout()
        coaching.setSpacing(0)
        coaching.addWidget(self.look_for, 1)
        coaching.addWidget(self.signs, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(coaching)

    def _build_words(self) -> None:
        self.moment, self.phrases, self.links = self.moments.field, self.moments.phrases, self.moments.links
        self.moment_audience = self.moments.audience
        self._column.addWidget(self.moments)
        self._column.addWidget(Text("Next time", role="h2"))
        plan = QLineEdit()
        plan.setPlaceholderText("One thing to try")
        self.next_time = WordsField(plan, Place(Field.NEXT_TIME), self._presenter, "Next time")
        self._column.addWidget(plan)
        self.quotes = WordsPart(self._presenter)
        self.words, self.words_audience = self.quotes.field, self.quotes.audience
        self._column.addWidget(self.quotes)
        self.part = Choice("How they took part")
        self.part.addItem("Took part: not noted", None)
        for part, words in wording.PART_TAKEN.items():
            self.part.addItem(f"Took part: {words}", part)
        self._column.addWidget(self.part)
        self._column.addStretch(1)

    def _connect(self) -> None:
        self.clear.clicked.connect(self._presenter.clear)
        self.harder.clicked.connect(self._presenter.toggle_harder)
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
        self.clear.setEnabled(panel.step is not None or panel.harder or bool(panel.for_all))
        self.for_all.setText(panel.for_all)
        self.for_all.setVisible(bool(panel.for_all))
        self.last_time.setText(panel.last_time)
        self.look_for.setText(f"Look for: {'; '.join(panel.signs[:MOST_SIGNS])}")
        self.look_for.setVisible(bool(panel.signs))
        self.signs.setVisible(bool(panel.signs))
        self.signs.set_signs(panel.signs)
        self.moments.show_state(state)
        self.quotes.show_state(state)
        self.next_time.show(panel.next_time)
        self.part.setVisible(state.cursor[1] > 0)
        self.part.setAccessibleName(f"How {panel.who} took part")
        self.part.setCurrentIndex(max(0, self.part.findData(panel.part)))

    @property
    def fields(self) -> tuple[WordsField, ...]:
        """Every place to type in."""
        return *self.moments.fields, *self.quotes.fields, self.next_time

    def focus_field(self, field: Field, caret: int | None) -> None:
        """Put the caret into a field: at a place, or at the end."""
        if field is Field.DID_HERE:
            self.moments.more.unfold()
        elif field in (Field.SCRIBED, Field.CAUGHT):
            self.quotes.more.unfold()
        found = next(one for one in self.fields if one.place.field is field)
        found.focus(caret)
        # Once the panel has its size, which it may just be getting.
        QTimer.singleShot(0, found.edit, lambda: self._bring(found.edit))

    def _bring(self, edit: QWidget) -> None:
        inside = self.scroller.inside
        self._column.activate()
        if self.scroller.viewport().height() < theme.em(
            LOW_EM
        ):  # with its title on top, and what is below it
            top = edit.mapTo(inside, QPoint(0, 0)).y() - theme.em(2.4)
            self.scroller.verticalScrollBar().setValue(top)
        else:
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
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on, step=level.step: self._presenter.mark_here(step))
            self._levels.addButton(button)
            self._column.insertWidget(self._level_place + place, button)
            self.levels.append(button)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go through the panel from the top to the bottom."""
        order: list[QWidget] = [self.clear, *self.levels, self.harder, self.signs]
        order += [*self.moments.stops, self.next_time.edit, *self.quotes.stops, self.part]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _on_part(self, index: int) -> None:
        value = self.part.itemData(index)
        self._presenter.set_part(PartTaken(value) if value else None)

    def _space(self) -> None:
        em = theme.em
        self._column.setContentsMargins(em(0.75), em(0.45), em(0.35), em(0.6))
        self._column.setSpacing(em(0.35))
