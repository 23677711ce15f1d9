"""The sheet of a group that is in the diary: its names, rules and question, and who is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tutordiary.diary import Diary
from tutordiary.presenters.group_sheet import LEFT_REASON, GroupSheetPresenter, Member
from ui import theme
from ui.day_field import DayField
from ui.form_sheet import FormSheet
from ui.history_sheet import HistorySheet
from ui.reflow import hug
from ui.widgets import (
    Autosave,
    Choice,
    FieldRow,
    Heading,
    Line,
    Muted,
    QuietButton,
    SecondaryButton,
    Text,
    drop_from,
)


class LeftRow(QWidget):
    """Asks for the last day of a pupil and, from a neutral list, why."""

    def __init__(self, member: Member, today: date, keep: Callable[[date, str], str]) -> None:
        super().__init__()
        self.day = DayField(f"Last day of {member.name}", "d MMMM yyyy", width_em=10)
        self.day.show_day(member.day or today)
        self.reason = Choice(f"Why {member.name} left")
        self.reason.addItem("Why: not noted", "")
        for reason, words in LEFT_REASON.items():
            self.reason.addItem(words[:1].upper() + words[1:], reason.value)
        self.reason.setCurrentIndex(max(0, self.reason.findData(member.reason)))
        self.keep = SecondaryButton("Note it", name=f"Note that {member.name} left")
        self._keep = keep
        self.keep.clicked.connect(self._on_keep)
        self.row = QHBoxLayout()
        self.row.addWidget(self.keep)
        self.row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.em(0.8), 0, 0, theme.em(0.4))
        self.day_row = FieldRow("Their last day", self.day)
        self._column.addWidget(self.day_row)
        self._column.addWidget(self.reason)
        self._column.addLayout(self.row)
        hug(self)

    def _on_keep(self) -> None:
        problem = self._keep(self.day.day, str(self.reason.currentData()))
        if problem:
            self.day_row.set_problem(problem)


class GroupSheet(FormSheet):
    """The group's own words are drafts until Keep; what is done to its members is kept at once.

    ``done`` is called once the words were kept, or once it is closed and its members are others.
    """

    def __init__(
        self, host: QWidget, diary: Diary, today: date, group_id: str, done: Callable[[], None]
    ) -> None:
        self._presenter = GroupSheetPresenter(diary, lambda: today, group_id)
        self._day = today
        self._is_other = False  # somebody came or went
        self._asking = ""  # the membership whose last day is being asked for
        super().__init__(host, self._presenter.forms, self._presenter.form(), done)
        self._remove.hide()  # a group stays in the diary: what was noted in it belongs to its pupils
        self._add_members()
        keys = QShortcut(QKeySequence("Ctrl+H"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_earlier)
        self.body.setContentsMargins(0, 0, theme.em(0.8), 0)
        self._fit()

    def _on_earlier(self) -> None:
        for key, row in self._rows.items():
            texts = self._presenter.earlier(key)
            if row.field.hasFocus() and isinstance(row.field, QPlainTextEdit) and texts is not None:
                HistorySheet(self, row.field.accessibleName(), texts, partial(_put, row.field))

    # Who is in it ---------------------------------------------------------------------------------

    def _add_members(self) -> None:
        self.body.addWidget(Line())
        self.body.addWidget(Heading("Who is in it", level=2))
        self._people = QVBoxLayout()
        self.body.addLayout(self._people)
        self.name = QLineEdit()
        self.name_row = FieldRow("Add a pupil", self.name, hint="Wren, or Wren A, Year 4; Enter adds")
        self._name_saver = Autosave(self.name, self._keep_name, self._hold_name)
        text, caret, earlier = self._presenter.typed_name()
        if text:
            self._name_saver.put(text, unfinished=True, earlier=earlier)
        self.name.returnPressed.connect(self.add_new)
        self.body.addWidget(self.name_row)
        self.known = Choice("One who is already in the diary at this setting")
        self.add_known_button = SecondaryButton("Add", icon="user-plus", name="Add the pupil chosen")
        self.add_known_button.clicked.connect(self.add_known)
        self._known_row = QWidget()
        hug(self._known_row)
        row = QHBoxLayout(self._known_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.known, 1)
        row.addWidget(self.add_known_button)
        self.body.addWidget(self._known_row)
        self.show_people()
        if text and not self._form.caret_in:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self._name_saver.place_caret(caret)
            self.bring_into_view(self.name_row)

    def show_people(self) -> None:
        """Show who is in the group and who was, as it is kept now."""
        drop_from(self._people)
        for member in self._presenter.members():
            self._add_row(member, (("Left", "Left: ", self._ask),))
        former = self._presenter.former()
        if former:
            self._people.addWidget(Muted("Who was in it"))
        for member in former:
            self._add_row(
                member, (("Came back", "Came back: ", self._come_back), ("Change", "Change: ", self._ask))
            )
        self.known.clear()
        self.known.addItem("Or choose one who is in the diary already", "")
        others = self._presenter.others()
        for pupil_id, words in others:
            self.known.addItem(words, pupil_id)
        self._known_row.setVisible(bool(others))

    def _add_row(
        self, member: Member, actions: tuple[tuple[str, str, Callable[[Member], None]], ...]
    ) -> None:
        holder = QWidget()
        hug(holder)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(member.name, role="strong", wrap=True))
        if member.under:
            words.addWidget(Muted(member.under, wrap=True))
        row.addLayout(words, 1)
        for says, start, action in actions:
            button = QuietButton(says, name=f"{start}{member.name}")
            button.clicked.connect(partial(action, member))
            row.addWidget(button)
        self._people.addWidget(holder)
        if member.membership_id == self._asking:
            asks = LeftRow(member, self._day, partial(self._note_left, member))
            if member.day is not None:
                back = QuietButton("Not left after all", name=f"{member.name} has not left after all")
                back.clicked.connect(partial(self._not_left, member))
                asks.row.insertWidget(1, back)
            self._people.addWidget(asks)
            asks.day.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(asks)

    def add_new(self) -> None:
        """Add the pupil whose name was typed, or say what is wrong with it."""
        problem = self._presenter.add_new(self.name.text())
        self.name_row.set_problem(problem)
        if not problem:
            self._is_other = True
            self._name_saver.put("")
            self.show_people()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_known(self) -> None:
        """Put the pupil who was chosen into the group; nothing when nobody was."""
        pupil_id = str(self.known.currentData() or "")
        if pupil_id:
            self._presenter.add_known(pupil_id)
            self._is_other = True
            self.show_people()
        self.known.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, member: Member) -> None:
        self._asking = "" if self._asking == member.membership_id else member.membership_id
        self._again()

    def _note_left(self, member: Member, day: date, reason: str) -> str:
        problem = self._presenter.note_left(member.membership_id, day, reason)
        if not problem:
            self._is_other = True
            self._asking = ""
            self._again()
        return problem

    def _not_left(self, member: Member) -> None:
        self._presenter.not_left(member.membership_id)
        self._is_other = True
        self._asking = ""
        self._again()

    def _come_back(self, member: Member) -> None:
        self._presenter.come_back(member.membership_id)
        self._is_other = True
        self._again()

    def keep_now(self) -> None:
        """Keep what is typed as a draft, at once: the group's words, and a name that was not added yet."""
        super().keep_now()
        self._name_saver.keep_now()

    def leave(self) -> None:
        """Close the sheet. What was typed stays a draft."""
        self._name_saver.let_go()
        super().leave()
        if self._is_other:
            self._is_other = False
            self._done()

    def _keep_name(self, text: str, caret: int) -> None:
        self._presenter.keep_name(text, caret, self._name_saver.steps)

    def _hold_name(self, text: str) -> None:
        self._presenter.keep_name(text, len(text), self._name_saver.steps)

    def _again(self) -> None:
        # The button that was pressed is one of those that are replaced: the focus must not fall to the page.
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_people()


def _put(field: QPlainTextEdit, text: str) -> None:
    """Let a text stand in a field so that undo takes it back."""
    field.selectAll()
    field.insertPlainText(text)
