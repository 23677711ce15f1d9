"""Draws any form as a sheet. Words are kept as a draft while they are typed; Ctrl+Enter keeps the record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tutordiary import wording
from tutordiary.presenters.forms import SAID_BY_OTHERS, YES, Form, FormField, Forms
from ui import theme
from ui.coaching.hint_line import HintLine
from ui.draft_sheet import DraftSheet
from ui.link_list import LinkList
from ui.widgets import Chips, FieldRow, Muted, NoticeBar, PrimaryButton, QuietButton
from ui.widgets.steps import caret_in, place_caret

REALLY = "Really remove it?"


class FormSheet(DraftSheet):
    """One form over a page. ``done`` is called once the record was kept or removed.

    Signals: ``removed`` after that, with what brings the record back.
    """

    removed = Signal(str)

    def __init__(self, over: QWidget, forms: Forms, form: Form, done: Callable[[], None]) -> None:
        super().__init__(over, form.title, width_em=36)
        self._forms = forms
        self._form = form
        self._done = done
        self._rows: dict[str, FieldRow] = {}
        if form.note:
            self.body.addWidget(Muted(form.note, wrap=True))
        if form.was_typed:
            self.body.addWidget(NoticeBar("These are words you typed before and had not kept yet."))
        for one in form.fields:
            row = FieldRow(one.label, self._field(one), hint=one.hint)
            self._rows[one.key] = row
            self.body.addWidget(row)
            if isinstance(row.field, QPlainTextEdit):
                self.body.addWidget(HintLine(row.field, without_words=one.key in SAID_BY_OTHERS))
        self.body.addLayout(self._buttons())
        first = self._rows[form.caret_in or form.fields[0].key].field
        self.present(first)
        if form.caret_in:
            if form.steps and isinstance(first, QLineEdit | QPlainTextEdit):
                self.bring_back(first, form.steps)
            place_caret(first, form.caret)

    def _field(self, one: FormField) -> QWidget:
        value = self._form.values.get(one.key, "")
        if one.kind == "text":
            text = QPlainTextEdit(value)
            text.setTabChangesFocus(True)
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            text.setFixedHeight(theme.em(4.6))
            text.textChanged.connect(self.on_typed)
            self.watch(text)
            return text
        if one.kind == "choice":
            box = QComboBox()
            for stored, words in one.choices:
                box.addItem(words, stored)
            box.setCurrentIndex(max(0, box.findData(value)))
            box.activated.connect(self.on_typed)
            return box
        if one.kind == "flag":
            flag = QCheckBox("Yes")
            flag.setChecked(value == YES)
            flag.toggled.connect(self.on_typed)
            return flag
        if one.kind in ("many", "audiences"):
            return self._chips(one, value)
        if one.kind == "links":
            links = LinkList(one.choices, value.split(), name=one.label)
            links.switched.connect(self.on_typed)
            return links
        line = QLineEdit(value)
        line.textChanged.connect(self.on_typed)
        self.watch(line)
        return line

    def _chips(self, one: FormField, value: str) -> Chips:
        chips = Chips(name_start=f"{one.label}: ")
        words = dict(_many(one))
        chips.set_words(list(words.values()))
        chosen = value.replace(",", " ").split()
        chips.set_on([words[key] for key in chosen if key in words])
        chips.switched.connect(self.on_typed)
        return chips

    def _buttons(self) -> QVBoxLayout:
        row = QHBoxLayout()
        if self._form.record is not None:
            self._remove = QuietButton("Remove", icon="trash-2")
            self._remove.clicked.connect(self._on_remove)
            row.addWidget(self._remove)
        row.addStretch(1)
        keep = PrimaryButton("Keep", hint="Ctrl+Enter")
        keep.setShortcut("Ctrl+Return")
        keep.clicked.connect(self._on_keep)
        row.addWidget(keep)
        column = QVBoxLayout()
        column.addLayout(row)
        return column

    def values(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {one.key: self._value(one) for one in self._form.fields}

    def _value(self, one: FormField) -> str:
        field = self._rows[one.key].field
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText()
        if isinstance(field, QComboBox):
            return str(field.currentData())
        if isinstance(field, QCheckBox):
            return YES if field.isChecked() else ""
        if isinstance(field, Chips):
            on = set(field.on())
            keys = [key for key, words in _many(one) if words in on]
            return (", " if one.kind == "many" else " ").join(keys)
        if isinstance(field, LinkList):
            return " ".join(field.on())
        assert isinstance(field, QLineEdit)
        return field.text()

    def keep_draft(self) -> None:
        """Keep what stands in the fields."""
        key = next((key for key, row in self._rows.items() if row.field.hasFocus()), "")
        field = self._rows[key].field if key else self
        self._forms.keep_typing(self._form, self.values(), key, caret_in(field), self.steps_of(field))

    def _on_keep(self) -> None:
        for row in self._rows.values():
            row.set_problem("")
        problem = self._forms.keep(self._form, self.values())
        if problem is not None:
            row = self._rows[problem.field]
            (row.set_hint if problem.is_question else row.set_problem)(problem.sentence)
            chips = row.field.items if isinstance(row.field, Chips) else ()
            next(iter(chips), row.field).setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(row)
            return
        self._finish()

    def _on_remove(self) -> None:
        if self._remove.text() != REALLY:
            self._remove.set_words(REALLY)
            return
        entry_id = self._forms.remove(self._form)
        self._finish()
        if entry_id:
            self.removed.emit(entry_id)

    def _finish(self) -> None:
        self.stop_keeping()
        self.leave()
        self._done()


def _many(one: FormField) -> list[tuple[str, str]]:
    if one.kind == "audiences":
        return [(audience.value, words) for audience, words in wording.AUDIENCE.items()]
    return list(one.choices)
