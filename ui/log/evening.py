"""The evening half of a session: the diary's prompts, what was done, and what goes to the group."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_evening import INGREDIENTS
from tutordiary.presenters.log_evening_state import Evening, Families, Fold, NotedSign, Question
from tutordiary.presenters.log_state import Place
from ui import theme
from ui.coaching.calls import calls
from ui.coaching.hint_line import HintLine
from ui.log.evening_did import DidPart
from ui.log.evening_parts import FoldBox, GrowingText, QuestionField
from ui.log.words_field import WordsField
from ui.widgets import Body, Chip, Chips, Choice, Heading, Muted, QuietButton, Sheet, Text

WIDTH_EM = 62.0
LIST_EM = 13.0
LIST_FROM_EM = 50.0  # of the sheet; below it the headings alone show the way
FIRST = "went_well"
NO_QUESTION = "None yet. One question for the term, such as: what happens when they choose the first song?"
MINUTES = (5, 10, 15, 20, 30, 45)


class EveningSheet(Sheet):
    """Lies over the log. Blank answers are fine; everything typed is kept as it is in the log.

    Signals: ``history_wanted`` with the place whose earlier words are asked for.
    """

    history_wanted = Signal(object)

    def __init__(self, page: QWidget, presenter: LogPresenter) -> None:
        super().__init__(page, "The evening half", width_em=WIDTH_EM)
        self._presenter = presenter
        self._session_id = presenter.session_id
        self.questions: list[QuestionField] = []
        self._folds: list[FoldBox] = []
        self._loose: list[WordsField] = []
        self._order: list[WordsField | DidPart | list[WordsField]] = []  # from top to bottom
        self._heads: list[tuple[str, QWidget]] = []
        evening = presenter.evening()
        self._put_list_beside()
        self.about = Muted(wrap=True)
        self.body.addWidget(self.about)
        self._add_my_question(evening)
        for part in evening.parts:
            self._head(part.title)
            for question in part.questions:
                self._add(question)
        self._head("What the group did")
        self.did = DidPart(presenter, evening.did)
        self.body.addWidget(self.did)
        self._order.append(self.did)
        self._add(evening.did.choices)
        if evening.signs:
            self._head("What you did")
            for sign in evening.signs:
                self._add_sign(sign)
        self._add_for_the_group(evening)
        self._head("If you like")
        for fold in evening.folds:
            self._add_fold(fold)
        self._add_ingredients(evening)
        self._add_for_me(evening)
        self.body.addStretch(1)
        self._fill_list()
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.step, step))
        theme.notifier().theme_changed.connect(self._space)
        self._space()
        self.refresh("Everything is kept as you go")
        presenter.note_evening(is_open=True)

    # Building -------------------------------------------------------------------------------------

    def _put_list_beside(self) -> None:
        self.parts = QListWidget()
        self.parts.setAccessibleName("Parts of the evening half")
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.currentRowChanged.connect(self._on_part)
        self.parts.itemActivated.connect(lambda _item: self._into_part())
        self._card.body.removeWidget(self._scroller)
        self.jump = Choice("Go to a part of the evening half")
        self.jump.activated.connect(self._on_part)
        self._card.body.addWidget(self.jump)
        self._row = QHBoxLayout()
        self._row.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._scroller, 1)
        self._card.body.addLayout(self._row, 1)

    def _fill_list(self) -> None:
        self.parts.blockSignals(True)
        for title, _ in self._heads:
            self.parts.addItem(QListWidgetItem(title))
            self.jump.addItem(title)
        self.parts.blockSignals(False)
        self._scroller.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _head(self, title: str) -> None:
        head = Heading(title, level=2)
        self._heads.append((title, head))
        self.body.addWidget(head)

    def _question(self, question: Question) -> QuestionField:
        made = QuestionField(self._presenter, question)
        made.history_wanted.connect(self.history_wanted)
        self.questions.append(made)
        return made

    def _add(self, question: Question) -> None:
        made = self._question(question)
        self._order.append(made.field)
        self.body.addWidget(made)

    def _keep(self, field: WordsField) -> None:
        self._loose.append(field)
        self._order.append(field)

    def _add_my_question(self, evening: Evening) -> None:
        self._head("Your question")
        self.my_question = Text("", wrap=True)
        self.body.addWidget(self.my_question)
        self._add(evening.answer)
        self.change_question = QuietButton("", icon="pencil")
        self.change_question.clicked.connect(lambda: calls().group_wanted.emit(self._presenter.group_id))
        self.body.addWidget(self.change_question, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_my_question(evening)

    def _show_my_question(self, evening: Evening) -> None:
        asks = evening.my_question
        self.my_question.setText(asks or NO_QUESTION)
        self.my_question.set_role("strong" if asks else "body")
        self.my_question.set_tone("text" if asks else "muted")
        self.change_question.set_words("Change your question" if asks else "Write your question")
        answer = next(one for one in self.questions if one.place == evening.answer.typed.place)
        answer.setVisible(bool(asks or evening.answer.typed.text))

    def _add_sign(self, sign: NotedSign) -> None:
        self.body.addWidget(Body(f"{sign.about}: {sign.text}"))
        edit = QLineEdit()
        edit.setPlaceholderText("What did you do just before, or change?")
        name = f"What you did: {sign.about}, {sign.text}"
        self._keep(WordsField(edit, sign.did.place, self._presenter, name))
        self.body.addWidget(edit)
        self.body.addWidget(HintLine(edit))

    def _add_for_the_group(self, evening: Evening) -> None:
        self._head("For the reflection group")
        self.bring = Chip("Bring this to the reflection group", icon="users")
        self.bring.clicked.connect(self._on_bring)
        self.body.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignLeft)
        self.goes_along = Muted(
            "The question and what you did go into the pack; you read every word before it leaves.", wrap=True
        )
        self.group_label = Text("The question I would like help with", wrap=True)
        self.group_edit = GrowingText()
        self.group_label.setBuddy(self.group_edit)
        place = evening.group_question.place
        self.group_question = WordsField(self.group_edit, place, self._presenter, self.group_label.text())
        self._keep(self.group_question)
        for part in (self.goes_along, self.group_label, self.group_edit, HintLine(self.group_edit)):
            self.body.addWidget(part)

    def _add_fold(self, fold: Fold) -> None:
        fields: list[WordsField] = []
        self._order.append(fields)

        def fill(body: QVBoxLayout) -> None:
            for question in fold.questions:
                made = self._question(question)
                made.show_question(question)
                fields.append(made.field)
                body.addWidget(made)

        self._put_fold(fold.id, fold.title, fold.about, is_open=fold.is_open, fill=fill)

    def _put_fold(
        self, fold_id: str, title: str, about: str, *, is_open: bool, fill: Callable[[QVBoxLayout], None]
    ) -> None:
        def changed(now: bool) -> None:
            self._presenter.set_fold(fold_id, is_open=now)

        self._folds.append(FoldBox(title, about, is_open=is_open, fill=fill, changed=changed))
        self.body.addWidget(self._folds[-1])

    def _add_ingredients(self, evening: Evening) -> None:
        about = "What of your own practice was at work today? Only you see this, and nothing is added up."
        self.ingredients: list[Chips] = []
        is_open = evening.ingredients.is_open
        self._put_fold(INGREDIENTS, "Ingredients", about, is_open=is_open, fill=self._fill_ingredients)

    def _fill_ingredients(self, body: QVBoxLayout) -> None:
        families = self._presenter.evening().ingredients.families
        for family, items in families:
            body.addWidget(Text(family, role="strong", wrap=True))
            chips = Chips([item.name for item in items], name_start=f"{family}: ")
            chips.switched.connect(partial(self._on_ingredient, {item.name: item.id for item in items}))
            self.ingredients.append(chips)
            body.addWidget(chips)
        self._show_ingredients(families)

    def _on_ingredient(self, ids: dict[str, str], name: str, on: bool) -> None:
        self._presenter.set_ingredient(ids[name], on=on)

    def _show_ingredients(self, families: Families) -> None:
        for chips, (_, items) in zip(self.ingredients, families, strict=False):
            chips.set_on([item.name for item in items if item.on])

    def _add_for_me(self, evening: Evening) -> None:
        self._head("Only for you")
        label = Text("Which adults were there?", wrap=True)
        edit = QLineEdit()
        label.setBuddy(edit)
        self._keep(WordsField(edit, evening.adults.place, self._presenter, label.text()))
        self.body.addWidget(label)
        self.body.addWidget(edit)
        self.body.addWidget(Text("Minutes this writing took", wrap=True))
        held = evening.minutes_spent
        offered = sorted({*MINUTES, held}) if held is not None else list(MINUTES)
        self.minutes = Chips([str(one) for one in offered], name_start="Minutes this writing took: ")
        self.minutes.switched.connect(
            lambda word, on: self._presenter.set_minutes_spent(int(word) if on else None)
        )
        self.body.addWidget(self.minutes)
        self.words_button = QuietButton("What do these words mean?", icon="book-open", hint="Shift+F1")
        self.words_button.clicked.connect(lambda: calls().glossary_wanted.emit())
        self.body.addWidget(self.words_button, 0, Qt.AlignmentFlag.AlignLeft)

    # Showing --------------------------------------------------------------------------------------

    @property
    def fields(self) -> list[WordsField]:
        """Every place to type in that the sheet has, from top to bottom."""
        found: list[WordsField] = []
        for one in self._order:
            found += one.fields if isinstance(one, DidPart) else one if isinstance(one, list) else [one]
        return found

    def _top_of(self, edit: QWidget) -> int:
        return edit.mapTo(self._scroller.inside, edit.rect().topLeft()).y()

    def refresh(self, kept: str) -> None:
        """Show what is kept now; words being typed stay as they are. Over another session it closes."""
        if self._session_id != self._presenter.session_id:
            for field in self.fields:
                field.autosave.is_dirty = False  # the presenter settled these words when it turned away
            super().leave()
            return
        evening = self._presenter.evening()
        self.about.setText(f"{evening.title}. Blank is fine. {kept}.".replace("..", "."))
        questions = {question.typed.place: question for question in evening.questions}
        for shown in self.questions:
            shown.show_question(questions[shown.place])
        self._show_my_question(evening)
        self.did.show_did(evening.did)
        typed = {one.place: one for one in evening.typed}
        for field in self._loose:
            if field.place in typed:
                field.show(typed[field.place])
        self.bring.setChecked(evening.bring_to_group)
        wanted = evening.bring_to_group or bool(evening.group_question.text)
        for part in (self.goes_along, self.group_label, self.group_edit):
            part.setVisible(wanted)
        self._show_ingredients(evening.ingredients.families)
        self.minutes.set_on([str(evening.minutes_spent)])

    def begin(self) -> None:
        """Show the sheet with the caret in the first of the seven questions."""
        first = next(one for one in self.questions if one.place.about == FIRST)
        self.present(first.edit)
        first.field.focus(None)
        self.bring_into_view(first.edit)

    def holds(self, place: Place) -> bool:
        """Return whether the words of a place can be typed here."""
        return any(field.place == place for field in self.fields)

    def focus_place(self, place: Place, caret: int | None) -> None:
        """Put the caret into the field of a place, unfolding what holds it."""
        for field in self.fields:
            if field.place == place:
                for fold in self._folds:
                    if fold.isAncestorOf(field.edit):
                        fold.set_open(True)
                field.focus(caret)
                self.bring_into_view(field.edit)

    def step(self, way: int) -> None:
        """Go to the next (1) or the previous (-1) place to type in that can be seen."""
        seen = [field for field in self.fields if field.edit.isVisible()]
        focus = QApplication.focusWidget()
        place = next((n for n, field in enumerate(seen) if field.edit is focus), None)
        if place is None:
            below = self._top_of(focus) if focus and self._scroller.inside.isAncestorOf(focus) else 0
            later = [n for n, field in enumerate(seen) if self._top_of(field.edit) >= below]
            target = later[0] if later else len(seen) - 1
        else:
            target = min(max(place + way, 0), len(seen) - 1)
        seen[target].focus(None)
        self.bring_into_view(seen[target].edit)

    def leave(self) -> None:
        """Make the words final, then close."""
        for field in self.fields:
            field.autosave.flush()
        self._presenter.note_evening(is_open=False)
        super().leave()

    def resizeEvent(self, event: QEvent) -> None:
        """Show the list of parts where there is room for it."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._space()

    def _space(self) -> None:
        em = theme.em
        self.body.setContentsMargins(0, 0, em(0.8), 0)
        self.body.setSpacing(em(0.5))
        self._row.setSpacing(em(1))
        for row in range(self.parts.count()):
            self.parts.item(row).setSizeHint(QSize(0, em(1.9)))
        self.parts.setFixedSize(em(LIST_EM), em(1.9) * self.parts.count() + em(0.4))
        is_wide = min(self.width(), em(WIDTH_EM)) >= em(LIST_FROM_EM)
        self.parts.setVisible(is_wide)
        self.jump.setVisible(not is_wide)

    def _on_part(self, row: int) -> None:
        if 0 <= row < len(self._heads):
            self._scroller.verticalScrollBar().setValue(self._heads[row][1].y())

    def _on_scrolled(self, top: int) -> None:
        """Let the list say which part stands at the top."""
        above = [row for row, (_, head) in enumerate(self._heads) if head.y() <= top + theme.em(2)]
        if above:
            self.jump.setCurrentIndex(above[-1])
        if not self.parts.hasFocus() and above:
            self.parts.blockSignals(True)
            self.parts.setCurrentRow(above[-1])
            self.parts.blockSignals(False)

    def _into_part(self) -> None:
        row = self.parts.currentRow()
        top = self._heads[row][1].y() if row >= 0 else 0
        for field in self.fields:
            if field.edit.isVisible() and self._top_of(field.edit) >= top:
                field.focus(None)
                return

    def _on_bring(self, on: bool) -> None:
        self._presenter.set_bring_to_group(on=on)
        if on:
            self.group_question.focus(None)
            self.bring_into_view(self.group_edit)
