"""The sheet for a worry about a child, over whatever page is open. The presenter decides what it shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tutordiary.diary import Diary
from tutordiary.presenters.concern import FILE_NAME, SETTING_SHEET, ConcernPresenter
from tutordiary.presenters.concern_state import ConcernState, Part
from tutordiary.presenters.concern_words import ABOUT_BACKUPS
from tutordiary.presenters.work import Runner
from ui import file_choice, print_pages, theme
from ui.concern.parts import RoutePart, TellPart, buttons, clear
from ui.draft_sheet import DraftSheet
from ui.setting_sheet import SettingSheet
from ui.widgets import (
    FieldRow,
    Heading,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from ui.widgets.steps import caret_in, place_caret

TITLE = "A worry about a child"
NOT_NEEDED, REALLY = "It was not needed", "Really take it away?"
STAYS = "The note goes for good. That they were told, and how, stays."
WIDTH_EM = 42.0


class ConcernSheet(DraftSheet):
    """Whom to tell and what to do; a note to hand over; and that they were told.

    ``done`` is called whenever something begins to wait, was told, or was not needed. ``page`` is
    the key of the page it lies over.
    """

    def __init__(
        self,
        over: QWidget,
        diary: Diary,
        jobs: Runner,
        today: Callable[[], date],
        done: Callable[[], None],
        page: str = "",
    ) -> None:
        super().__init__(over, TITLE, width_em=WIDTH_EM)
        self._diary = diary
        self._today = today
        self._done = done
        self._state: ConcernState | None = None
        self._fields: dict[str, QWidget] = {}
        self._rows: dict[str, FieldRow] = {}
        self._inner: SettingSheet | None = None
        self._said = NoticeBar("")
        self._wait = NoticeBar("", mood="warn")
        self._wait.action_chosen.connect(self._on_wait_action)
        self._column = QVBoxLayout()
        self.body.addWidget(self._said)
        self.body.addWidget(self._wait)
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        self.presenter = ConcernPresenter(diary, self, jobs, today, page=page)
        self.present()
        self.presenter.begin()
        if self._state is not None and self._state.caret_in == SETTING_SHEET and self._state.setting_id:
            self._open_setting()

    # What the presenter asks for ------------------------------------------------------------------

    def show_concern(self, state: ConcernState) -> None:
        """Draw the sheet anew, and put the focus where it was or where the part begins."""
        turned = self._state is None or (self._state.part, self._state.concern_id) != (
            state.part,
            state.concern_id,
        )
        is_news = self._state is not None and self._state.concern_id != state.concern_id
        self._state = state
        self._forget_fields()
        clear(self._column)
        self._wait.say(
            f"Waiting since {state.since}." if state.concern_id else "",
            mood="warn",
            actions=(NOT_NEEDED,) if state.concern_id else (),
        )
        {"route": self._show_route, "note": self._show_note, "told": self._show_told}[state.part](state)
        QTimer.singleShot(0, self, self._fit)  # once the words have the size they need
        if turned:
            self._begin_in(state)
        if is_news:
            self._done()

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong beside its field, or on the whole sheet."""
        row = self._rows.get(field)
        if row is None:
            self._said.say(sentence, mood="danger")
            self.bring_into_view(self._said)
            return
        row.set_problem(sentence)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(row)

    def say(self, sentence: str) -> None:
        """Say how something went."""
        self._said.say(sentence, mood="ok")
        self._fit()
        self.bring_into_view(self._said)

    def print_note(self, data: bytes) -> None:
        """Print the note; no file of it is left by us."""
        said = print_pages.print_pdf(self, data)
        if said:
            self.say(said)

    # The parts ------------------------------------------------------------------------------------

    def _show_route(self, state: ConcernState) -> None:
        part = RoutePart(state)
        part.setting_chosen.connect(self._on_setting)
        part.change_wanted.connect(self._open_setting)
        part.part_wanted.connect(self._go)
        part.reminder_wanted.connect(self.presenter.remind)
        part.other_wanted.connect(self.presenter.open_other)
        self._column.addWidget(part)
        self._fields["setting"] = part.setting

    def _show_note(self, state: ConcernState) -> None:
        self._column.addWidget(Heading("A note to hand over", level=2))
        self._column.addWidget(Muted(ABOUT_BACKUPS, wrap=True))
        for typed in state.note:
            field: QLineEdit | QPlainTextEdit
            if typed.field.is_long:
                field = QPlainTextEdit()
                field.setTabChangesFocus(True)
                field.setFixedHeight(theme.em(6))
            else:
                field = QLineEdit()
            self.watch(field)
            if isinstance(field, QPlainTextEdit):
                field.setPlainText(typed.text)
            else:
                field.setText(typed.text)
            self.bring_back(field, typed.steps)
            field.textChanged.connect(self.on_typed)
            place_caret(field, typed.caret)
            self._fields[typed.field.key] = field
            self._add_row(typed.field.key, typed.field.label, field, typed.field.hint)
        save = SecondaryButton("Save as PDF…", icon="save")
        save.clicked.connect(self._on_save)
        on_paper = SecondaryButton("Print…", icon="printer")
        on_paper.clicked.connect(self._on_print)
        told = PrimaryButton("I have told them")
        told.clicked.connect(lambda: self._go("told"))
        self._column.addWidget(buttons(self._back(), on_paper, save, told))

    def _show_told(self, state: ConcernState) -> None:
        part = TellPart(state)
        for key, row in part.rows.items():
            self._fields[key] = row.field
            self._rows[key] = row
        part.typed.connect(self.on_typed)
        self._column.addWidget(part)
        done = PrimaryButton("They know now", name="They know now: remove the note")
        done.clicked.connect(self._on_told)
        self._column.addWidget(Muted(STAYS, wrap=True))
        self._column.addWidget(buttons(self._back(), done))

    def _back(self) -> QuietButton:
        back = QuietButton("Back", icon="arrow-left")
        back.clicked.connect(lambda: self._go("route"))
        return back

    def _add_row(self, key: str, label: str, field: QWidget, hint: str) -> None:
        self._rows[key] = FieldRow(label, field, hint=hint)
        self._column.addWidget(self._rows[key])

    def _begin_in(self, state: ConcernState) -> None:
        first = next(iter(self._fields), "")
        key = state.caret_in if state.caret_in in self._fields else first
        field = self._fields.get(key)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            if key in self._rows:
                self.bring_into_view(self._rows[key])

    def _forget_fields(self) -> None:
        self.stop_keeping()
        self._fields.clear()
        self._rows.clear()
        self._steps.clear()
        self._kept_place = None

    # What is typed and pressed --------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep every field that was typed in, and where the caret is."""
        if self._state is None or self._state.part == "route":
            return
        before = {f"{typed.field.key}": typed.text for typed in self._state.note} | self._state.told
        for key, field in self._fields.items():
            text = self._text(field)
            if text != before.get(key.removeprefix("told.")) or self.steps_of(field) or field.hasFocus():
                self.presenter.keep_words(key, text, caret_in(field), self.steps_of(field))
        if self._inner is None:
            focused = (key for key, one in self._fields.items() if one.hasFocus())
            self.presenter.hold_place(next(focused, ""))

    def keep_now(self) -> None:
        """Keep what is typed here and on the setting's sheet over this one."""
        super().keep_now()
        if self._inner is not None:
            self._inner.keep_now()

    def leave(self) -> None:
        """Close the sheet, and the setting's own over it; what waits goes on waiting."""
        if self._inner is not None:
            self._inner.leave()
        super().leave()

    def _text(self, field: QWidget) -> str:
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText()
        if isinstance(field, QLineEdit):
            return field.text()
        return str(field.currentData() or "")  # type: ignore[attr-defined]

    def _go(self, part: Part) -> None:
        self.keep_now()
        self._said.say("")
        self.presenter.open_part(part)

    def _on_setting(self, setting_id: str) -> None:
        self.presenter.choose_setting(setting_id)
        self._fields["setting"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_told(self) -> None:
        for row in self._rows.values():
            row.set_problem("")
        values = {key.removeprefix("told."): self._text(field) for key, field in self._fields.items()}
        self.keep_now()
        self.presenter.tell(values)

    def _on_wait_action(self, words: str) -> None:
        if words == NOT_NEEDED and self._state is not None:
            self._wait.say(
                "With it goes every word of its note, for good.", mood="warn", actions=(REALLY, "Keep it")
            )
        elif words == REALLY:
            self.stop_keeping()
            self.presenter.not_needed()
        else:
            self.keep_now()
            self.presenter.refresh()

    def _on_print(self) -> None:
        self.keep_now()
        self.presenter.print_note()

    def _on_save(self) -> None:
        self.keep_now()
        target = file_choice.save_place(self, "Where the note goes", FILE_NAME, "PDF (*.pdf)")
        if target is not None:
            self.presenter.save_note(target)

    def _open_setting(self) -> None:
        assert self._state is not None
        self.keep_now()
        sheet = SettingSheet(
            self,
            self._diary,
            self._today,
            self._state.setting_id,
            self.presenter.refresh,
            begin_at="safeguarding_route",
        )
        self._inner = sheet
        self.presenter.hold_place(SETTING_SHEET)
        sheet.closed.connect(self._on_inner_closed)

    def _on_inner_closed(self) -> None:
        self._inner = None
        self.presenter.hold_place("")
