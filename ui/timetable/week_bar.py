"""Which week is shown, and the ways to another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import QuietButton, SecondaryButton, Text


class WeekBar(QWidget):
    """The title of the week, buttons to turn it, and a field to go to a day.

    Signals: ``turned`` with -1, 0 (this week) or 1; ``day_typed`` with what was typed.
    """

    turned = Signal(int)
    day_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._title = Text("", role="h2", wrap=True)
        column.addWidget(self._title)
        row = QHBoxLayout()
        self._before = SecondaryButton("", icon="arrow-left", name="The week before", hint="Page Up")
        self._after = SecondaryButton("", icon="arrow-right", name="The week after", hint="Page Down")
        self._now = QuietButton("This week", hint="Home")
        for button, by in ((self._before, -1), (self._after, 1), (self._now, 0)):
            button.clicked.connect(lambda _on=False, one=by: self.turned.emit(one))
            row.addWidget(button)
        self._day = QLineEdit()
        self._day.setAccessibleName("Go to a day")
        self._day.setPlaceholderText("Go to a day (G)")
        self._day.returnPressed.connect(lambda: self.day_typed.emit(self._day.text()))
        row.addWidget(self._day)
        row.addStretch(1)
        column.addLayout(row)
        self._problem = Text("", role="small", tone="danger", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_week(self, title: str, *, is_this_week: bool) -> None:
        """Show another week's title."""
        self._title.setText(f"This week, {title}" if is_this_week else title)
        self._now.setEnabled(not is_this_week)
        self.show_problem("")

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the day; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if words:
            self._day.selectAll()
        else:
            self._day.clear()

    def focus_day(self) -> None:
        """Go to the field for a day."""
        self._day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_typing(self) -> bool:
        """Say whether a day is being typed."""
        return self._day.hasFocus() and bool(self._day.text())

    def focus_after(self) -> None:
        """Go to the button of the week after: there is no session to stand on."""
        self._after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self._day.setMinimumWidth(theme.em(9))
        self._day.setMaximumWidth(theme.em(14))
