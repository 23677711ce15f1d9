"""The sheet for a moment outside sessions: Ctrl+K from any page, a name, a few words, Ctrl+Enter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from tutordiary.diary import Diary
from tutordiary.presenters.moment import Kept, MomentForm, MomentPresenter, Typed
from ui.coaching.hint_line import HintLine
from ui.draft_sheet import DraftSheet
from ui.moment.more import MomentMore, hold_height
from ui.moment.picks import Picks
from ui.moment.who import WhoField
from ui.widgets import FieldRow, NoticeBar, PrimaryButton, QuietButton, SecondaryButton
from ui.widgets.steps import caret_in, place_caret

Undo = Callable[[], str]
WIDTH_EM = 38.0
WHO, TEXT = "who", "text"  # the two rows that are always there
SIGN, WORDS = "sign", "words"
KINDS = ((SIGN, "What I &saw"), (WORDS, "Their &words"))
PLACES = (
    ("around_school", "&Around school"),
    ("class", "In &class"),
    ("playground", "In the &playground"),
    ("home", "At &home"),
)
ASKS = {SIGN: "What was seen or heard", WORDS: "Their exact words"}
WAS_TYPED = "These are words you typed before and had not kept yet."
MORE = "More: when, who saw it, indicators, who may see it (Alt+M)"
UNDO = "Undo"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class MomentSheet(DraftSheet):
    """Asks who, then what; everything else has a first answer and stands behind More.

    ``done`` is called once a moment was kept and the sheet is closed: with a sentence, and with what takes
    the moment back and says so. ``first`` is the pupil whose page is open, who is offered first.
    """

    def __init__(
        self, over: QWidget, diary: Diary, today: date, done: Callable[[str, Undo], None], first: str = ""
    ) -> None:
        super().__init__(over, "A moment", width_em=WIDTH_EM)
        self._done = done
        self._presenter = MomentPresenter(diary, self, today, first)
        self._last: Kept | None = None
        self._notice = NoticeBar("")
        self._who = WhoField(self._presenter.people.candidates, self)
        self._kind = Picks("What it is", KINDS)
        self._text = QPlainTextEdit()
        self._hint = HintLine(self._text)
        self._where = Picks("Where", PLACES)
        self._more: MomentMore | None = None  # built when it is asked for: the sheet is there at once
        self._rest = MomentForm()  # what stands in it, before it is built
        self._more_place = QVBoxLayout()
        self._more_button = QuietButton("More", icon="chevron-right", hint=MORE)
        self._rows = {
            WHO: FieldRow("Who", self._who.line),
            TEXT: FieldRow(ASKS[SIGN], self._text),
        }
        self._build()
        self._connect()
        typed = self._presenter.typed()
        self._begin() if typed is None else self._show(typed)

    def _build(self) -> None:
        self.body.addWidget(self._notice)
        self.body.addWidget(self._rows[WHO])
        self.body.addWidget(self._who.list)
        self.body.addWidget(self._kind)
        self._text.setTabChangesFocus(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        hold_height(self._text, 4.2)
        self.body.addWidget(self._rows[TEXT])
        self.body.addWidget(self._hint)
        self.body.addWidget(self._where)
        self.body.addLayout(self._more_place)
        line = QHBoxLayout()
        line.addWidget(self._more_button)
        line.addStretch(1)
        self._next_button = SecondaryButton("Keep and next", hint="Ctrl+Shift+Enter")
        self._keep_button = PrimaryButton("Keep", hint="Ctrl+Enter")
        line.addWidget(self._next_button)
        line.addWidget(self._keep_button)
        self.body.addLayout(line)

    def _connect(self) -> None:
        self._who.chosen.connect(self._on_chosen)
        self._who.typed.connect(self._on_changed)
        self._kind.picked.connect(self._on_kind_picked)
        self._where.picked.connect(self.on_typed)
        self._text.textChanged.connect(self.on_typed)
        self._more_button.clicked.connect(self._on_more_clicked)
        self._next_button.clicked.connect(partial(self._keep, go_on=True))
        self._keep_button.clicked.connect(partial(self._keep, go_on=False))
        self._notice.action_chosen.connect(self._on_undo_chosen)
        self._hint.installEventFilter(self)

    def _with_more(self) -> MomentMore:
        """Return the fields behind More, built and filled the first time."""
        if self._more is None:
            self._more = MomentMore(self._presenter.spots)
            self._rows |= self._more.rows
            self._more_place.addWidget(self._more)
            self._more.show_form(self._rest)
            self._more.show_kind(is_words=self._kind.key() == WORDS)
            self._more.changed.connect(self.on_typed)
            for field in self._more.texts:
                self.watch(field)
            self._line_up(self._more)
        return self._more

    def _line_up(self, more: MomentMore) -> None:
        """Let Tab come by the fields that were built late where they stand: before the buttons."""
        fields: list[QWidget] = []
        one = more.nextInFocusChain()
        while one is not None and more.isAncestorOf(one):
            fields.append(one)
            one = one.nextInFocusChain()
        for before, after in pairwise([self._where.items[-1], *fields, self._more_button]):
            QWidget.setTabOrder(before, after)
        QWidget.setTabOrder(self._more_button, self._next_button)
        QWidget.setTabOrder(self._next_button, self._keep_button)

    # What stands on the sheet ---------------------------------------------------------------------

    def _begin(self) -> None:
        """Show an empty sheet, or why nothing can be kept."""
        self._fill(MomentForm())
        self._who.begin()
        reason = self._presenter.why_not()
        if reason:
            self._notice.say(reason)
            for part in (self._who.line, self._text, self._keep_button, self._next_button):
                part.setEnabled(False)
            self._who.list.hide()
            self.present()
            return
        self.present(self._who.line)

    def _show(self, typed: Typed) -> None:
        """Bring back what was typed before, with the caret where it was and undo as it was."""
        form = typed.form
        self._fill(form)
        chosen = self._presenter.people.named(form.pupil_id) if form.pupil_id else None
        if chosen is None:
            self._who.show_typed(form.who)
        else:
            self._who.show_chosen(chosen)
        self._notice.say("" if form.is_empty else WAS_TYPED)
        field = self._field(typed.field)
        self.present(field)
        if typed.steps and isinstance(field, QLineEdit | QPlainTextEdit):
            self.bring_back(field, typed.steps)
        place_caret(field, typed.caret)
        self.stop_keeping()

    def _fill(self, form: MomentForm) -> None:
        self._kind.pick(WORDS if form.is_words else SIGN)
        self._text.setPlainText(form.text)
        self._where.pick(form.where)
        self._rest = form
        if self._more is not None:
            self._more.show_form(form)
        self._show_kind()
        self._show_more(is_shown=form.shows_more)
        for field in (self._text, *(self._more.texts if self._more else ())):
            self.watch(field)
        self.stop_keeping()

    def _form(self) -> MomentForm:
        form = replace(
            self._rest,
            who="" if self._who.pupil_id else self._who.text,
            pupil_id=self._who.pupil_id,
            is_words=self._kind.key() == WORDS,
            text=self._text.toPlainText(),
            where=self._where.key(),
            shows_more=self._more is not None and not self._more.isHidden(),
        )
        return form if self._more is None else self._more.read_into(form)

    def _field(self, key: str) -> QWidget:
        return self._rows[key].field if key in self._rows else self._text

    def keep_draft(self) -> None:
        """Keep what stands in the fields."""
        key = next((key for key, row in self._rows.items() if row.field.hasFocus()), TEXT)
        field = self._field(key)
        steps = self.steps_of(field)
        self._presenter.keep_typing(self._form(), key, caret_in(field), steps)

    def leave(self) -> None:
        """Close the sheet. Words on it stay a draft; a name alone does not."""
        if self._form().is_empty:
            self.stop_keeping()
            self._presenter.forget_typing()
        super().leave()

    # What a person does ---------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Enter before the page below does: it means this sheet."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _keeps(event):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Make room when a hint comes below the words, and take it back when it goes."""
        if watched is self._hint and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            QTimer.singleShot(0, self, self._refit)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep on Ctrl+Enter, keep and go on with Shift as well."""
        if _keeps(event):
            self._keep(go_on=bool(event.modifiers() & SHIFT))
            event.accept()
            return
        super().keyPressEvent(event)

    def _keep(self, _on: bool = False, *, go_on: bool) -> None:
        if not self._keep_button.isEnabled():
            return
        if not self._who.pupil_id and self._who.text.strip():
            self._who.choose()
        for row in self._rows.values():
            row.set_problem("")
        self._presenter.keep(self._form(), go_on=go_on)

    def _on_chosen(self, _pupil_id: str) -> None:
        self._rows[WHO].set_problem("")
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    def _on_changed(self) -> None:
        self._refit()
        self.on_typed()

    def _on_kind_picked(self) -> None:
        self._show_kind()
        self.on_typed()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_more_clicked(self) -> None:
        is_shown = self._more is None or self._more.isHidden()
        self._show_more(is_shown=is_shown)
        if is_shown:
            self._rows["day"].field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(self._rows["day"])
        self.on_typed()

    def _on_undo_chosen(self, _words: str) -> None:
        if self._last is not None:
            self._notice.say(self._presenter.undo(self._last), mood="ok")
            self._last = None

    def _show_kind(self) -> None:
        is_words = self._kind.key() == WORDS
        row = self._rows[TEXT]
        row.label.setText(ASKS[self._kind.key()])
        row.field.setAccessibleName(ASKS[self._kind.key()])
        if self._more is not None:
            self._more.show_kind(is_words=is_words)
        self._hint.hint_on_words(wanted=not is_words)
        self._refit()

    def _show_more(self, *, is_shown: bool) -> None:
        if is_shown or self._more is not None:
            self._with_more().setVisible(is_shown)
        self._more_button.set_words("Less" if is_shown else "More", "Less" if is_shown else MORE)
        self._more_button.set_icon("chevron-down" if is_shown else "chevron-right")
        self._more_button.setShortcut("Alt+M")  # other words took it away
        self._refit()

    def _refit(self) -> None:
        if self.isVisible():
            self._fit()

    # What the presenter asks ----------------------------------------------------------------------

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong beside a field and go there."""
        if field not in (WHO, TEXT):
            self._show_more(is_shown=True)
        row = self._rows[field]
        row.set_problem(sentence)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refit()
        self.bring_into_view(row)

    def kept(self, kept: Kept, *, go_on: bool) -> None:
        """Close the sheet and tell the window, or empty it for the next moment."""
        self.stop_keeping()
        if not go_on:
            presenter = self._presenter
            self.leave()
            self._done(kept.words, lambda: presenter.undo(kept))
            return
        self._last = kept
        before = self._form()
        self._fill(replace(MomentForm(), where=before.where, day=before.day, source=before.source))
        self._who.begin()
        self._notice.say(kept.words, mood="ok", actions=(UNDO,))
        self._who.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop_keeping()
        self._refit()


def _keeps(event: QKeyEvent) -> bool:
    return event.key() in ENTER and bool(event.modifiers() & CTRL)
