"""The plan for today: last session's "next time" with the question whether it was tried, and the rest."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QSpinBox, QWidget

from tutordiary import wording
from tutordiary.model import Tried
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_said import MOST_MINUTES
from tutordiary.presenters.log_state import Field, Place, PlanState
from ui import icons, theme
from ui.coaching.calls import calls
from ui.log.words_field import WordsField
from ui.widgets import Body, Chip, FieldRow, Flow, Heading, QuietButton, Sheet, Text


class TriedChips(Flow):
    """Yes, partly, not yet. Pressing the one that is on takes the answer back.

    Signals: ``answered`` with what was pressed (a ``Tried``), or None.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[Tried, Chip] = {}
        for tried, words in wording.TRIED.items():
            chip = Chip(words, self, name=f"Did you try it? {words}")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda on, one=tried: self.answered.emit(one if on else None))
            self._chips[tried] = chip
        self.set_items(list(self._chips.values()))

    def show_tried(self, tried: Tried | None) -> None:
        """Show the answer there is."""
        for one, chip in self._chips.items():
            chip.setChecked(one is tried)


class PlanStrip(QWidget):
    """One calm line above the grid. It asks until it was answered, and then says what was answered.

    Signals: ``answered`` with a ``Tried``; ``sheet_wanted`` for all of the plan.
    """

    answered = Signal(object)
    sheet_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks = False
        self._shown: tuple[PlanState, bool, bool] | None = None
        self._row = QHBoxLayout(self)
        self._label = Body()
        self._row.addWidget(self._label, 1)
        self.chips: list[Chip] = []
        for tried, words in wording.TRIED.items():
            chip = Chip(words, self, name=f"Did you try it? {words}")
            chip.clicked.connect(lambda _on, one=tried: self.answered.emit(one))
            self.chips.append(chip)
            self._row.addWidget(chip)
        self.more = QuietButton("Note", name="A note on how it went", hint="Ctrl+D")
        self.more.clicked.connect(self.sheet_wanted)
        self._row.addWidget(self.more)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().theme_changed.connect(self._space)
        self._space()
        self.hide()

    def show_plan(self, plan: PlanState, *, is_finished: bool, only_asks: bool) -> None:
        """Show what there is to say; nothing hides the strip. ``only_asks``: only while it asks."""
        if self._shown == (plan, is_finished, only_asks):
            return
        self._shown = (plan, is_finished, only_asks)
        self._asks = bool(plan.wanted) and plan.tried is None and not is_finished
        words = plan_words(plan, asks=self._asks, short=only_asks)
        self._label.setText(words)
        self.setAccessibleName(words)
        for chip in self.chips:
            chip.setVisible(self._asks)
            chip.setChecked(False)
        note = plan.tried_note.text
        self.more.setVisible(bool(plan.wanted) and plan.tried is not None)
        self.more.set_words("Change" if note else "Add a note", "The plan for today")
        self.setVisible(bool(words) and (self._asks or not only_asks))
        self.update()

    @property
    def words(self) -> str:
        """The line shown; empty while the strip is hidden."""
        return self._label.text()

    def _space(self) -> None:
        em = theme.em
        self._row.setContentsMargins(em(2.4), em(0.25), em(0.6), em(0.25))
        self._row.setSpacing(em(0.5))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip: on a tint while it asks, on the page once it only tells."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._asks:
            painter.setPen(QPen(QColor(t.accent), 1))
            painter.setBrush(QColor(t.accent_soft))
            radius = theme.em(0.5)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        size = theme.em(1.25)
        place = QRectF(theme.em(0.7), (self.height() - size) / 2, size, size)
        icons.paint_icon(painter, place, "sprout", t.accent)
        painter.end()


def plan_words(plan: PlanState, *, asks: bool, short: bool) -> str:
    """Return the line of the strip: what was to be tried and how that went, and what is planned."""
    wanted, said = plan.wanted.rstrip("."), []
    if asks and short:
        return f"Did you try: {wanted}?"
    if asks:
        said.append(f"Last time you wanted to try: {wanted}. Did you?")
    elif plan.wanted and plan.tried is not None:
        note = plan.tried_note.text.strip().rstrip(".")
        said.append(f"You wanted to try: {wanted}. {wording.TRIED[plan.tried]}{f': {note}' if note else ''}.")
    elif plan.wanted:
        said.append(f"You wanted to try: {wanted}.")
    if plan.plan.text.strip():
        said.append(f"Today: {' '.join(plan.plan.text.split())}")
    return "  ".join(said)


class PlanSheet(Sheet):
    """All of the plan for today over the page. Everything is kept as it is typed."""

    def __init__(self, page: QWidget, presenter: LogPresenter, plan: PlanState) -> None:
        super().__init__(page, "Plan for today", width_em=40)
        self._presenter = presenter
        self.fields: list[WordsField] = []
        self.body.setSpacing(theme.em(0.6))
        self.body.setContentsMargins(0, 0, theme.em(0.8), 0)
        if plan.wanted:
            self._add_last_time(plan)
        self.plan = self._add(
            Place(Field.PROMPT, plan.plan.place.about), "What you hope for, or mean to try", QPlainTextEdit()
        )
        self.adults = self._add(Place(Field.ADULTS), "Adults who are there", QLineEdit())
        self.minutes = QSpinBox()
        self.minutes.setRange(0, MOST_MINUTES)
        self.minutes.setSingleStep(5)
        self.minutes.setSpecialValueText("Not noted")
        self.minutes.setMaximumWidth(theme.em(9))
        row = FieldRow("Minutes it really took", self.minutes, hint=f"Planned: {plan.planned_min}")
        self.body.addWidget(row)
        self._add_pupils_side()
        self.body.addStretch(1)
        self.refresh(plan)
        self.minutes.valueChanged.connect(lambda value: presenter.set_minutes(value or None))

    def _add_last_time(self, plan: PlanState) -> None:
        self.body.addWidget(Heading("Last time you wanted to try", level=2))
        self.body.addWidget(Body(plan.wanted))
        self.tried = TriedChips()
        self.tried.answered.connect(self._presenter.set_tried)
        self.body.addWidget(self.tried)
        self.note = self._add(Place(Field.TRIED_NOTE), "How did it go?", QLineEdit())

    def _add_pupils_side(self) -> None:
        side = self._presenter.pupils_side()
        self.body.addWidget(Heading("From the pupils", level=2))
        if side.name:
            self.body.addWidget(Text(side.name, role="strong", wrap=True))
        for rule in side.rules:
            self.body.addWidget(Body(rule))
        chosen = bool(side.name or side.rules)
        self.group_button = QuietButton(
            "Change name and rules" if chosen else "Write down their name and rules", icon="pencil"
        )
        self.group_button.clicked.connect(lambda: calls().group_wanted.emit(self._presenter.group_id))
        self.body.addWidget(self.group_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, place: Place, label: str, edit: QLineEdit | QPlainTextEdit) -> WordsField:
        if isinstance(edit, QPlainTextEdit):
            edit.setTabChangesFocus(True)
            edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            edit.setFixedHeight(edit.fontMetrics().lineSpacing() * 3 + theme.em(1.2))
        field = WordsField(edit, place, self._presenter, label)
        self.fields.append(field)
        self.body.addWidget(FieldRow(label, edit))
        return field

    def refresh(self, plan: PlanState) -> None:
        """Show what is kept now; words being typed stay as they are."""
        if plan.wanted:
            self.tried.show_tried(plan.tried)
            self.note.show(plan.tried_note)
        self.plan.show(plan.plan)
        self.adults.show(plan.adults)
        if (plan.actual_min or 0) != self.minutes.value():
            self.minutes.blockSignals(True)
            self.minutes.setValue(plan.actual_min or 0)
            self.minutes.blockSignals(False)

    def focus_place(self, place: Place, caret: int | None) -> None:
        """Put the caret into the field of a place."""
        for field in self.fields:
            if field.place == place:
                field.focus(caret)
                self.bring_into_view(field.edit)

    def leave(self) -> None:
        """Make the words final, then close."""
        for field in self.fields:
            field.autosave.flush()
        super().leave()
