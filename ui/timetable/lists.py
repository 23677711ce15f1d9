"""The lists of the timetable: places with their groups and weekly times, and days without sessions."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from tutordiary.presenters.timetable_state import DayOffLine, GroupLine, PlaceCard
from ui import theme
from ui.widgets import Body, Button, Card, Flow, Heading, Line, Muted, PrimaryButton, QuietButton, Text


class Opener(Protocol):
    """What the lists open."""

    def open_slot(self, group_id: str, slot_id: str = "") -> None:
        """Open a weekly time."""

    def open_extra(self, group_id: str) -> None:
        """Open an extra session."""

    def open_closure(self, closure_id: str = "") -> None:
        """Open days without sessions."""

    def open_group(self, group_id: str) -> None:
        """Open a group."""

    def open_setting(self, setting_id: str) -> None:
        """Open a school or centre."""


def place_card(place: PlaceCard, opener: Opener) -> Card:
    """Return a school or centre with its groups, each with its weekly times to press."""
    card = Card()
    head = QHBoxLayout()
    head.addWidget(Text(place.name, role="h2", wrap=True), 1)
    about = QuietButton("About this place", name=f"About {place.name}")
    about.clicked.connect(lambda: opener.open_setting(place.setting_id))
    head.addWidget(about, 0, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(head)
    if not place.groups:
        card.body.addWidget(Muted("No group yet"))
    for number, group in enumerate(place.groups):
        if number:
            card.body.addWidget(Line())
        card.body.addLayout(_group(group, opener))
    return card


def _group(group: GroupLine, opener: Opener) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.em(0.2))
    column.addWidget(Text(f"{group.name}  ·  {group.note}", role="strong", wrap=True))
    if not group.slots:
        column.addWidget(Muted("No weekly time"))
    for slot in group.slots:
        row = QHBoxLayout()
        row.addWidget(Text(slot.words, wrap=True), 1)
        change = QuietButton("Change", name=f"Change {group.name}: {slot.words}")
        change.clicked.connect(lambda _on=False, one=slot.slot_id: opener.open_slot(group.group_id, one))
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
    flow = Flow()
    buttons: list[Button] = []
    for words, call in (
        ("Add a weekly time", opener.open_slot),
        ("Extra session", opener.open_extra),
        ("The group", opener.open_group),
    ):
        button = QuietButton(words, name=f"{words}: {group.name}")
        button.clicked.connect(lambda _on=False, do=call: do(group.group_id))
        buttons.append(button)
    flow.set_items(buttons)
    column.addWidget(flow)
    return column


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
