"""Which report is on the desk: whose, for whom, why, and over which days."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.model import ReportAudience, ReportPurpose
from tutordiary.presenters.report import purpose_words
from tutordiary.presenters.report_state import PupilChoice, ReportPage
from ui import theme
from ui.day_field import DayField
from ui.reflow import Beside
from ui.widgets import Choice, Muted

READERS = (("School", ReportAudience.SCHOOL), ("Family", ReportAudience.FAMILY))


class ReportChoices(QWidget):
    """The fields above a report. They wrap where there is little room.

    Signals: ``pupil_chosen`` when another pupil was chosen, ``changed`` when anything else was.
    """

    pupil_chosen = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[PupilChoice, ...] = ()
        self._filling = False
        self.pupil, self._for, self._purpose = Choice("Pupil"), Choice("For"), Choice("Purpose")
        self._from, self.last = DayField("From"), DayField("To")
        for words, audience in READERS:
            self._for.addItem(words, audience)
        for purpose, words in purpose_words():
            self._purpose.addItem(words, purpose)
        who = Beside((_pair(self.pupil, 14), _pair(self._for, 8.5)), from_em=26, stretches=(3, 1))
        days = Beside((_pair(self._from), _pair(self.last)), from_em=19)
        when = Beside((_pair(self._purpose, 13), days), from_em=37)
        self._given = Muted("", role="small", wrap=True)
        self._column = QVBoxLayout(self)
        for part in (who, when, self._given):
            self._column.addWidget(part)
        # Or every name of twenty years is measured to find out how wide it would like to be.
        self.pupil.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pupil.activated.connect(self._on_pupil_activated)
        for box in (self._for, self._purpose):
            box.activated.connect(self._on_changed)
        for field in (self._from, self.last):
            field.dateChanged.connect(self._on_changed)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    @property
    def chosen(self) -> tuple[str, ReportAudience, ReportPurpose]:
        """The pupil's id, the reader and the purpose that are chosen."""
        return self.pupil.currentData(), self._for.currentData(), self._purpose.currentData()

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that are chosen."""
        return self._from.day, self.last.day

    def show_pupils(self, pupils: tuple[PupilChoice, ...]) -> None:
        """Offer other pupils to choose from."""
        if pupils == self._offered:
            return  # after many years they are hundreds, and each time the same
        self._offered = pupils
        self.pupil.clear()
        for before, pupil in pairwise((None, *pupils)):
            assert pupil is not None
            if before is not None and before.is_current and not pupil.is_current:
                self.pupil.insertSeparator(self.pupil.count())  # below it: those of groups that have ended
            self.pupil.addItem(pupil.words, pupil.pupil_id)

    def show_report(self, page: ReportPage) -> None:
        """Show which report it is. Nothing is told: nobody chose."""
        self._filling = True
        _select(self.pupil, page.pupil_id)
        _select(self._for, page.audience)
        _select(self._purpose, page.purpose)
        self._purpose.setEnabled(page.audience is ReportAudience.SCHOOL)
        self._from.show_day(page.period_from)
        self.last.show_day(page.period_to)
        self._given.setText(page.given)
        self._given.setVisible(bool(page.given))
        self._filling = False

    def _on_pupil_activated(self) -> None:
        self.pupil_chosen.emit()

    def _on_changed(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.5))


def _select(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def _pair(field: QWidget, least_em: float = 0.0) -> QWidget:
    """Return a field with its label before it, at least so wide."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.em(0.45))
    label = Muted(field.accessibleName(), role="small")
    label.setBuddy(field)
    row.addWidget(label)
    row.addWidget(field, 1)
    if least_em:
        field.setMinimumWidth(theme.em(least_em - 4))
    return pair
