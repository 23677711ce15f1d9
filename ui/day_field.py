"""A field for a day of the calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from ui import theme


class DayField(QDateEdit):
    """Shows one day; arrows change the part of it the caret is in. Tab leaves it at once.

    ``width_em`` is its least width. Its signal ``dateChanged`` comes when the day is typed to its end.
    """

    def __init__(self, name: str, shown_as: str = "d MMM yyyy", *, width_em: float = 8.0) -> None:
        super().__init__()
        self._width_em = width_em
        self.setAccessibleName(name)
        self.setDisplayFormat(shown_as)
        self.setKeyboardTracking(False)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    @property
    def day(self) -> date:
        """The day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Show a day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next field: Qt would stop at the day, the month and the year."""
        return QWidget.focusNextPrevChild(self, forward)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll on."""
        event.ignore()

    def _restyle(self) -> None:
        self.setMinimumWidth(theme.em(self._width_em))
        self.lineEdit().setTextMargins(theme.em(0.4), 0, 0, 0)
