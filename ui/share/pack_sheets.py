"""The sheets of the pack: one's own words for a part, and what the group advised. All is kept while typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tutordiary.drafting import open_question
from tutordiary.model import PackItemKind
from tutordiary.presenters.share_pack import PackPresenter
from tutordiary.presenters.share_pack_state import AdviceState, OwnWords
from ui import theme
from ui.draft_sheet import DraftSheet
from ui.share.lines import show_lines
from ui.widgets import Body, Choice, FieldRow, Muted, PrimaryButton, QuietButton, Text, steps

OPEN = "An open question."


class OwnWordsSheet(DraftSheet):
    """Takes the tutor's own words for a part of the pack; a question is looked at while it is typed."""

    def __init__(
        self, page: QWidget, presenter: PackPresenter, own: OwnWords, done: Callable[[], None]
    ) -> None:
        super().__init__(page, own.title, width_em=44)
        self._presenter, self._own, self._done = presenter, own, done
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(theme.em(4.6))
        self.field.setPlainText(own.text)
        self.body.addWidget(FieldRow("Your words", self.field, hint=own.hint))
        self._hints = QVBoxLayout()
        self.body.addLayout(self._hints)
        self.body.addStretch(1)
        row = QHBoxLayout()
        self.out = QuietButton("Take it out", icon="trash-2")
        self.out.clicked.connect(self._take_out)
        self.out.setVisible(bool(own.text))
        row.addWidget(self.out)
        row.addStretch(1)
        self.done = PrimaryButton("Done", hint="Ctrl+Enter")
        self.done.clicked.connect(self.take)
        row.addWidget(self.done)
        self.body.addLayout(row)
        self.watch(self.field)
        self.bring_back(self.field, own.steps)
        self.field.textChanged.connect(self.on_typed)
        self.field.textChanged.connect(self._look)
        self._look()
        self.present(self.field)
        steps.place_caret(self.field, own.caret)

    def keep_draft(self) -> None:
        """Keep the words as they stand."""
        self._presenter.type_own(
            self._own.id,
            self.field.toPlainText(),
            steps.caret_in(self.field),
            self.steps_of(self.field),
        )

    def take(self) -> None:
        """Close the sheet; the words are in the list."""
        self.leave()

    def leave(self) -> None:
        """Close the sheet and draw the list with the words."""
        super().leave()
        self._presenter.finish_own(self._own.id)
        self._done()

    def _take_out(self) -> None:
        self.stop_keeping()
        super().leave()
        self._presenter.remove_own(self._own.id)
        self._done()

    def _look(self) -> None:
        if self._own.kind is not PackItemKind.CHALLENGE:
            return
        words = self.field.toPlainText()
        hints = open_question.look(words).hints
        lines = hints or ((OPEN,) if words.strip() else open_question.STARTERS)
        show_lines(self._hints, lines)


class AdviceSheet(DraftSheet):
    """Takes what the group advised, whose next session is to have it, and later whether it helped."""

    def __init__(
        self,
        page: QWidget,
        presenter: PackPresenter,
        state: AdviceState,
        done: Callable[[], None],
        reopen: Callable[[], None],
    ) -> None:
        super().__init__(page, "What the group advised", width_em=46)
        self._presenter, self._done, self._reopen = presenter, done, reopen
        self.packs = Choice("Which pack?")
        for pack in state.packs:
            self.packs.addItem(pack.words, pack.id)
        self.packs.setCurrentIndex(next(at for at, one in enumerate(state.packs) if one.is_chosen))
        self.packs.activated.connect(self._on_pack)
        if len(state.packs) > 1:
            self.body.addWidget(self.packs)
        else:
            self.body.addWidget(Muted(state.packs[0].words))
        if state.question:
            self.body.addWidget(Body(state.question))
        self.text = self._field(state.text, 6)
        self.body.addWidget(
            FieldRow("What will you try? One line for each.", self.text, hint="It goes into the next log.")
        )
        self.groups = Choice("Whose next session?")
        for group in state.groups:
            self.groups.addItem(group.words, group.id)
        at = next((place for place, one in enumerate(state.groups) if one.is_chosen), -1)
        self.groups.setCurrentIndex(at)
        self.groups.setPlaceholderText("Choose…")
        self.groups.activated.connect(self._on_group)
        self.body.addWidget(FieldRow("In whose next session?", self.groups, hint=state.taken))
        self.helped = self._field(state.helped, 3.6)
        self.body.addWidget(
            FieldRow("Did it help?", self.helped, hint="For later. It is offered to the next pack.")
        )
        self._problem = Text("", role="small", tone="danger", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.body.addStretch(1)
        row = QHBoxLayout()
        self.undo = QuietButton("Undo", icon="undo-2", name="Undo what was kept last")
        self.undo.setVisible(presenter.advice.can_undo)
        self.undo.clicked.connect(self._on_undo)
        row.addWidget(self.undo)
        row.addStretch(1)
        self.keep = PrimaryButton("Keep", hint="Ctrl+Enter")
        self.keep.clicked.connect(self.take)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        for field, what in ((self.text, "text"), (self.helped, "helped")):
            self.watch(field)
            caret, earlier = presenter.advice.steps(what)
            self.bring_back(field, earlier)
            steps.place_caret(field, caret)
            field.textChanged.connect(self.on_typed)
        self.present(self.helped if state.taken and not state.helped else self.text)

    def _field(self, text: str, tall_em: float) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(theme.em(tall_em))
        field.setPlainText(text)
        return field

    def keep_draft(self) -> None:
        """Keep both texts as they stand."""
        advice = self._presenter.advice
        advice.type_text(self.text.toPlainText(), steps.caret_in(self.text), self.steps_of(self.text))
        advice.type_helped(self.helped.toPlainText(), steps.caret_in(self.helped), self.steps_of(self.helped))

    def take(self) -> None:
        """Put it into the next session, unless no group is chosen yet."""
        if self.text.toPlainText().strip() and self.groups.currentIndex() < 0:
            self._problem.setText("Please check: choose the group whose next session is to have it.")
            self._problem.show()
            self.groups.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.keep_draft()
        self.stop_keeping()
        super().leave()
        self._presenter.take_up_advice()
        self._done()

    def leave(self) -> None:
        """Close the sheet; what is typed stays a draft."""
        super().leave()
        self._done()

    def _on_group(self, at: int) -> None:
        self._presenter.advice.choose_group(self.groups.itemData(at))
        self._problem.hide()

    def _on_pack(self, at: int) -> None:
        self.keep_now()
        self._presenter.advice.choose_pack(self.packs.itemData(at))
        super().leave()
        self._reopen()

    def _on_undo(self) -> None:
        self.stop_keeping()
        super().leave()
        self._presenter.undo_advice()
        self._done()
