"""The parts of the sheet for a worry about a child: whom to tell and what to do, and who was told."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.presenters.concern_state import ConcernState
from ui import theme
from ui.reflow import Beside
from ui.widgets import (
    Body,
    Choice,
    FieldRow,
    Flow,
    Heading,
    Line,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Text,
)
from ui.widgets.buttons import Button

WRITE_DOWN = "Write it down"
SOMEWHERE = "Somewhere else"
WHICH = "Choose the place"
ONLY_YOU = "Only you see this list. It is in no export and in no copy for a pupil."
NOT_LINKED = "No pupil: only that somebody was told"


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and the words with it."""
    while layout.count():
        taken = layout.takeAt(0)
        widget = taken.widget() if taken is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def buttons(*items: Button) -> Flow:
    """Return buttons in a line that breaks where there is no room."""
    row = Flow()
    row.set_items(list(items))
    return row


class RoutePart(QWidget):
    """Whom to tell here, the four steps, and the ways on.

    Signals: ``setting_chosen`` with an id (empty: somewhere else), ``change_wanted`` for the setting's
    sheet, ``part_wanted`` with "note" or "told", ``reminder_wanted``, ``other_wanted`` with the id of one.
    """

    setting_chosen = Signal(str)
    change_wanted = Signal()
    part_wanted = Signal(str)
    reminder_wanted = Signal()
    other_wanted = Signal(str)

    def __init__(self, state: ConcernState) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        self.setting = Choice("Where")
        if state.asks_where:
            self.setting.addItem(WHICH)
        for setting_id, name in (*state.settings, ("", SOMEWHERE)):
            self.setting.addItem(name, setting_id)
        if not state.asks_where:
            self.setting.setCurrentIndex(max(0, self.setting.findData(state.setting_id)))
        self.setting.activated.connect(self._on_setting)
        column.addWidget(FieldRow("Where", self.setting))
        self._add_leads(column, state)
        column.addWidget(Heading("Now", level=2))
        for number, words in enumerate(state.steps, start=1):
            column.addWidget(_step(number, words))
        column.addWidget(self._ways_on(state))
        self._add_waiting(column, state)
        self._add_told(column, state)

    def _on_setting(self, _at: int) -> None:
        if self.setting.currentText() != WHICH:
            self.setting_chosen.emit(self.setting.currentData())

    def _add_leads(self, column: QVBoxLayout, state: ConcernState) -> None:
        column.addWidget(Heading("Tell today", level=2))
        missing = NoticeBar(state.missing, self, mood="warn", actions=(WRITE_DOWN,) if state.missing else ())
        missing.action_chosen.connect(lambda _words: self.change_wanted.emit())
        column.addWidget(missing)
        for lead in state.leads:
            column.addWidget(Text(lead.name, role="strong", wrap=True))
            column.addWidget(Muted(lead.under, wrap=True))
        if not state.setting_id:
            column.addWidget(Body("Ask whoever is in charge there for the safeguarding lead."))
            return
        if state.route:
            column.addWidget(Body(state.route))
        column.addWidget(Muted(state.checked, wrap=True))
        if not state.missing:
            change = QuietButton("Change what is written here", icon="pencil")
            change.clicked.connect(self.change_wanted)
            column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)

    def _ways_on(self, state: ConcernState) -> Flow:
        told = PrimaryButton("I have told them")
        told.clicked.connect(lambda: self.part_wanted.emit("told"))
        note = SecondaryButton("Write a note to hand over", icon="pencil")
        note.clicked.connect(lambda: self.part_wanted.emit("note"))
        ways: list[Button] = [told, note]
        if not state.concern_id:
            later = SecondaryButton("Remind me until I have", icon="clock")
            later.clicked.connect(self.reminder_wanted)
            ways.append(later)
        return buttons(*ways)

    def _add_waiting(self, column: QVBoxLayout, state: ConcernState) -> None:
        if state.others:
            column.addWidget(Line())
            column.addWidget(Heading("Still to be told", level=2))
        for concern_id, words in state.others:
            row = QHBoxLayout()
            row.addWidget(Muted(words, wrap=True), 1)
            button = QuietButton("Open", name=f"Open: {words}")
            button.clicked.connect(lambda _on=False, one=concern_id: self.other_wanted.emit(one))
            row.addWidget(button)
            column.addLayout(row)
        if state.concern_id:
            another = QuietButton("This is about something else", icon="plus")
            another.clicked.connect(lambda: self.other_wanted.emit(""))
            column.addWidget(another, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_told(self, column: QVBoxLayout, state: ConcernState) -> None:
        if not state.handed_on:
            return
        column.addWidget(Line())
        column.addWidget(Heading("Told before", level=2))
        column.addWidget(Muted(ONLY_YOU, wrap=True))
        for words in state.handed_on:
            column.addWidget(Body(words))


class TellPart(QWidget):
    """Who was told, how and when. ``rows`` are its fields by their keys.

    Signals: ``typed`` when anything was changed.
    """

    typed = Signal()

    def __init__(self, state: ConcernState) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        column.addWidget(Heading("Who was told", level=2))
        told = state.told
        self.rows = {
            "told.name": FieldRow("Name", self._line(told["name"])),
            "told.role": FieldRow("Role", self._choice("Role", state.roles, told["role"])),
            "told.how": FieldRow("How", self._choice("How", ("", *state.hows), told["how"])),
            "told.day": FieldRow("Day", self._line(told["day"])),
            "told.time": FieldRow("Time", self._line(told["time"])),
            "told.pupil": FieldRow(
                "About (may stay empty)",
                self._pupils(state),
                hint="Only a link for you. Nothing says what it was about.",
            ),
        }
        for pair in (("told.name", "told.role"), ("told.day", "told.time")):
            column.addWidget(Beside([self.rows[key] for key in pair], from_em=24))
            if pair[0] == "told.name":
                column.addWidget(self.rows["told.how"])
        column.addWidget(self.rows["told.pupil"])

    def _line(self, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.textChanged.connect(lambda _text: self.typed.emit())
        return line

    def _choice(self, name: str, words: tuple[str, ...], chosen: str) -> Choice:
        box = Choice(name)
        for one in (*words, *((chosen,) if chosen not in words else ())):
            box.addItem(one or "Choose…", one)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(lambda _at: self.typed.emit())
        return box

    def _pupils(self, state: ConcernState) -> Choice:
        box = Choice("About")
        for pupil_id, name in (("", NOT_LINKED), *state.pupils):
            box.addItem(name, pupil_id)
        box.setCurrentIndex(max(0, box.findData(state.told["pupil"])))
        box.activated.connect(lambda _at: self.typed.emit())
        return box


def _step(number: int, words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.em(0.6))
    place = Text(str(number), role="strong", tone="accent")
    place.setFixedWidth(theme.em(0.7))  # the digits of the font are not of one width
    row.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Body(words), 1)
    return line
