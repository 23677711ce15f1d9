"""A day as words: typed as people write it, shown back in full, and stepped by two buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary import dates
from ui import theme
from ui.widgets import Muted, SecondaryButton, Text


class _Field(QLineEdit):
    """A line whose words a click selects, so that typing replaces them."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all once the click has set its caret."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self.selectAll)


class TypedDay(QWidget):
    """A field for a day, read on Enter and on leaving it. What cannot be read leaves the day as it was.

    ``about`` are the words before the field, ``name`` its name, ``read`` returns the day that words mean or
    None, ``asks`` says how to write one.
    """

    def __init__(
        self, about: str, name: str, day: date, read: Callable[[str], date | None], asks: str
    ) -> None:
        super().__init__()
        self._read, self._asks = read, asks
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(Muted(about))
        before = SecondaryButton("", icon="arrow-left", name="The day before")
        after = SecondaryButton("", icon="arrow-right", name="The day after")
        self.edit = _Field()
        self.edit.setAccessibleName(name)
        self.edit.editingFinished.connect(self._settle)
        for part in (before, self.edit, after):
            row.addWidget(part)
        for button, by in ((before, -1), (after, 1)):
            button.clicked.connect(lambda _on=False, days=by: self.show_day(self._day + timedelta(days)))
        row.addStretch(1)
        column.addLayout(row)
        self.problem = Text("", role="small", tone="danger", wrap=True)
        column.addWidget(self.problem)
        self.show_day(day)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_day(self, day: date) -> None:
        """Show another day."""
        self._day = day
        self.edit.setText(dates.long_day(day, year=True))
        self._say("")

    def day(self) -> date | None:
        """Return the day; with words that are none, None, and the field has the focus to mend them."""
        self._settle()
        if not self.problem.text():
            return self._day
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()
        return None

    def _settle(self) -> None:
        day = self._read(self.edit.text())
        if day is not None:
            self.show_day(day)
        else:
            self._say(f"{self._asks} It is still {dates.long_day(self._day, year=True)}.")

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.edit.setAccessibleDescription(words)

    def _restyle(self) -> None:
        self.edit.setMinimumWidth(theme.em(16))
