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
    QVBoxLayout,
    QWidget,
)

from tutordiary.dates import WEEKDAYS
from tutordiary.diary import Diary
from tutordiary.model import Group
from tutordiary.presenters.new_group import GroupForm, NewGroupPresenter
from ui import theme
from ui.widgets import FieldRow, PrimaryButton, Sheet


class NewGroupSheet(Sheet):
    """Asks for the least that is needed to log a first session."""

    def __init__(self, over: QWidget, diary: Diary, today: date, done: Callable[[Group], None]) -> None:
        super().__init__(over, "Add a group", width_em=34)
        self._done = done
        self._presenter = NewGroupPresenter(diary, self, today)
        self._setting, self._group, self._time = QLineEdit(), QLineEdit(), QLineEdit()
        self._pupils = QPlainTextEdit()
        self._pupils.setTabChangesFocus(True)
        self._pupils.setMinimumHeight(theme.em(7.5))
        self._day = QComboBox()
        self._day.addItems(WEEKDAYS)
        self._day.setCurrentIndex(today.weekday())
        known = self._presenter.known_settings()
        if known:
            completer = QCompleter(list(known), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self._setting.setCompleter(completer)
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
        }
        for row in self._rows.values():
            self.body.addWidget(row)
        when = QHBoxLayout()
        self._rows["day"] = FieldRow("Day", self._day)
        self._rows["time"] = FieldRow("Time", self._time, hint="For example 1:30 pm")
        for key in ("day", "time"):
            box = QVBoxLayout()
            box.addWidget(self._rows[key])
            box.addStretch(1)
            when.addLayout(box, 1)
        self.body.addLayout(when)
        line = QHBoxLayout()
        line.addStretch(1)
        self._save = PrimaryButton("Add the group", hint="Ctrl+Enter")
        self._save.setShortcut("Ctrl+Return")
        self._save.clicked.connect(self._add)
        line.addWidget(self._save)
        self.body.addLayout(line)
        self.present(self._setting)

    def _add(self) -> None:
        for row in self._rows.values():
            row.set_problem("")
        self._presenter.add(
            GroupForm(
                setting=self._setting.text(),
                group=self._group.text(),
                pupils=self._pupils.toPlainText(),
                weekday=self._day.currentIndex(),
                time=self._time.text(),
            )
        )

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong beside a field and go there."""
        self._rows[field].set_problem(sentence)
        self._rows[field].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def added(self, group: Group) -> None:
        """Close the sheet and tell the window."""
        self.leave()
        self._done(group)
