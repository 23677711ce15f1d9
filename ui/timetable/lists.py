"""The lists of the timetable: places with their groups and weekly times, and days without sessions."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.timetable_state import DayOffLine, GroupLine, PlaceCard
from ui import theme
from ui.widgets import (
    Body,
    Card,
    Heading,
    Line,
    Muted,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Sheet,
    Text,
)


class Opener(Protocol):
    """What the lists open."""

    def open_group_times(self, group: GroupLine) -> None:
        """Open what can be done with a group's times."""

    def open_closure(self, closure_id: str = "") -> None:
        """Open days without sessions."""

    def open_setting(self, setting_id: str) -> None:
        """Open a school or centre."""


def place_card(place: PlaceCard, opener: Opener) -> Card:
    """Return a school or centre with its groups and their weekly times."""
    card = Card()
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.em(0.8))
    grid.setVerticalSpacing(theme.em(0.3))
    grid.setColumnStretch(0, 1)
    top = Qt.AlignmentFlag.AlignTop
    about = QuietButton("About this place", name=f"About {place.name}")
    about.clicked.connect(lambda: opener.open_setting(place.setting_id))
    grid.addWidget(Text(place.name, role="h2", wrap=True), 0, 0)
    grid.addWidget(about, 0, 1, top)
    for number, group in enumerate(place.groups):
        row = 2 * number + 1
        grid.addWidget(Text(f"{group.name}  ·  {group.note}", role="strong", wrap=True), row, 0)
        times = "\n".join(slot.words for slot in group.slots) or "No weekly time"
        grid.addWidget(Muted(times, wrap=True), row + 1, 0)
        change = QuietButton("Change", name=f"Change {group.name}: {times}")
        change.clicked.connect(lambda _on=False, one=group: opener.open_group_times(one))
        grid.addWidget(change, row, 1, 2, 1, top)
    if not place.groups:
        grid.addWidget(Muted("No group yet"), 1, 0)
    card.body.addLayout(grid)
    return card


class GroupTimes(Sheet):
    """The weekly times of a group to change, and what else can be done with it.

    Signals: ``chosen`` with a slot's id (empty for a new one), ``extra_wanted`` and ``group_wanted``, each
    after the sheet went away.
    """

    chosen = Signal(str)
    extra_wanted = Signal()
    group_wanted = Signal()

    def __init__(self, over: QWidget, group: GroupLine) -> None:
        super().__init__(over, group.name, width_em=30)
        first: QWidget | None = None
        for slot in group.slots:
            row = QHBoxLayout()
            row.addWidget(Text(slot.words, wrap=True), 1)
            change = SecondaryButton("Change", name=f"Change {slot.words}")
            change.clicked.connect(lambda _on=False, one=slot.slot_id: self._leave_for(self.chosen, one))
            row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
            first = first or change
        add = SecondaryButton("Add a weekly time", icon="plus")
        add.clicked.connect(lambda: self._leave_for(self.chosen, ""))
        extra = SecondaryButton("Plan an extra session")
        extra.clicked.connect(lambda: self._leave_for(self.extra_wanted))
        about = SecondaryButton("About the group: names, rules, who is in it")
        about.clicked.connect(lambda: self._leave_for(self.group_wanted))
        for button in (add, extra, about):
            self.body.addWidget(button)
        self.present(first or add)

    def _leave_for(self, signal: SignalInstance, *about: str) -> None:
        self.leave()
        signal.emit(*about)


def days_off_card(lines: tuple[DayOffLine, ...], opener: Opener) -> Card:
    """Return the times without sessions, each to press, and the button for one more."""
    card = Card()
    card.body.addWidget(Heading("Half terms, holidays, training days", level=2))
    if not lines:
        card.body.addWidget(
            Body("Weekly sessions pause on these days, everywhere or at one school. What is logged stays.")
        )
    for line in lines:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(line.name, role="strong", wrap=True))
        words.addWidget(Muted(f"{line.days}  ·  {line.where}", wrap=True))
        if line.note:
            words.addWidget(Muted(line.note, role="small", wrap=True))
        row.addLayout(words, 1)
        button = QuietButton("Change", name=f"Change {line.name}, {line.days}")
        button.clicked.connect(lambda _on=False, one=line.closure_id: opener.open_closure(one))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        card.body.addWidget(Line())
    add = PrimaryButton("Add days without sessions", icon="plus")
    add.clicked.connect(lambda: opener.open_closure())
    card.body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
    return card
