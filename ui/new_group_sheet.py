"""The sheet that adds a group, over whatever page is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tutordiary.dates import WEEKDAYS
from tutordiary.diary import Diary
from tutordiary.model import Group
from tutordiary.presenters.new_group import GroupForm, NewGroupPresenter
from ui import theme
from ui.draft_sheet import DraftSheet
from ui.reflow import Beside
from ui.widgets import FieldRow, NoticeBar, PrimaryButton
from ui.widgets.steps import caret_in, place_caret

WIDTH_EM = 34.0
BESIDE_EM = 20.0  # day and time stand beside each other from this width of the sheet's inside


class NewGroupSheet(DraftSheet):
    """Asks for the least that is needed to log a first session."""

    def __init__(self, over: QWidget, diary: Diary, today: date, done: Callable[[Group], None]) -> None:
        super().__init__(over, "Add a group", width_em=WIDTH_EM)
        self._done = done
        self._presenter = NewGroupPresenter(diary, self, today)
        self._setting, self._group, self._time = QLineEdit(), QLineEdit(), QLineEdit()
        self._pupils = QPlainTextEdit()
        self._day = QComboBox()
        self._day.addItems(WEEKDAYS)
        self._day.setCurrentIndex(today.weekday())
        self._rows = {
            "setting": FieldRow("School or centre", self._setting),
            "group": FieldRow(
                "Your name for the group", self._group, hint="The pupils can choose their own later"
            ),
            "pupils": FieldRow(
                "Pupils, one on each line",
                self._pupils,
                hint="First names or initials. Year too if you like: Wren, Year 4",
            ),
            "day": FieldRow("Day", self._day),
            "time": FieldRow("Time", self._time, hint="For example 1:30 pm"),
        }
        self._build()
        self._connect()
        typed = self._presenter.typed()
        self._show(*typed) if typed else self.present(self._setting)

    def _build(self) -> None:
        self._was_typed = NoticeBar("")
        self.body.addWidget(self._was_typed)
        self._pupils.setTabChangesFocus(True)
        self._pupils.setFixedHeight(theme.em(8))
        known = self._presenter.known_settings()
        if known:
            completer = QCompleter(list(known), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self._setting.setCompleter(completer)
        for key in ("setting", "group", "pupils"):
            self.body.addWidget(self._rows[key])
        self.body.addWidget(Beside((self._rows["day"], self._rows["time"]), from_em=BESIDE_EM))
        line = QHBoxLayout()
        line.addStretch(1)
        self._save = PrimaryButton("Add the group", hint="Ctrl+Enter")
        self._save.setShortcut("Ctrl+Return")
        line.addWidget(self._save)
        self.body.addLayout(line)

    def _connect(self) -> None:
        self._save.clicked.connect(self._add)
        for field in (self._setting, self._group):
            field.returnPressed.connect(self._go_on)
        self._time.returnPressed.connect(self._add)
        for line in (self._setting, self._group, self._time):
            line.textChanged.connect(self.on_typed)
        self._pupils.textChanged.connect(self.on_typed)
        self._day.activated.connect(self.on_typed)

    def _show(self, form: GroupForm, field: str, caret: int) -> None:
        """Bring back what was typed before, with the caret where it was."""
        self._setting.setText(form.setting)
        self._group.setText(form.group)
        self._pupils.setPlainText(form.pupils)
        self._day.setCurrentIndex(form.weekday)
        self._time.setText(form.time)
        self.stop_keeping()
        self._was_typed.say("These are words you typed before and had not kept yet.")
        widget = self._rows[field].field
        self.present(widget)
        place_caret(widget, caret)

    def _go_on(self) -> None:
        self.focusNextPrevChild(True)

    def _form(self) -> GroupForm:
        return GroupForm(
            setting=self._setting.text(),
            group=self._group.text(),
            pupils=self._pupils.toPlainText(),
            weekday=self._day.currentIndex(),
            time=self._time.text(),
        )

    def keep_draft(self) -> None:
        """Keep what stands in the fields."""
        key = next((key for key, row in self._rows.items() if row.field.hasFocus()), "setting")
        self._presenter.keep_typing(self._form(), key, caret_in(self._rows[key].field))

    def _add(self) -> None:
        for row in self._rows.values():
            row.set_problem("")
        self._presenter.add(self._form())

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong beside a field and go there."""
        self._rows[field].set_problem(sentence)
        self._rows[field].field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(self._rows[field])

    def added(self, group: Group) -> None:
        """Close the sheet and tell the window."""
        self.stop_keeping()
        self.leave()
        self._done(group)
