"""The sheet of one setting, over whatever page or sheet is open: what was agreed, the route, the adults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tutordiary.diary import Diary
from tutordiary.presenters.setting_sheet import CHECKED, ContactLine, SettingForms
from ui import theme
from ui.form_sheet import FormSheet
from ui.removed_notice import RemovedNotice
from ui.widgets import Heading, Line, Muted, PrimaryButton, QuietButton, SecondaryButton, Text, drop_from

NOBODY = "Nobody is written down here yet. The DSL and their phone come first."


class SettingSheet(FormSheet):
    """A setting's own fields, and below them its contacts, each with a sheet of its own.

    ``done`` is called once the setting was kept. Words typed on either sheet are drafts until then; the sheet
    of a contact that was open at a lock is there again. ``begin_at`` names the field to begin in.
    """

    def __init__(
        self,
        over: QWidget,
        diary: Diary,
        today: Callable[[], date],
        setting_id: str,
        done: Callable[[], None],
        *,
        begin_at: str = "",
    ) -> None:
        self._own = SettingForms(diary, today, setting_id)
        self._inner: FormSheet | None = None
        form = self._own.sheet()
        super().__init__(over, self._own, form, done)
        if setting_id:
            self._remove.hide()  # with its groups and all they wrote: not by one press on a sheet
        self._keep = next(iter(self.findChildren(PrimaryButton)))
        self._offer_today()
        self._contacts = QVBoxLayout()
        self._notice = RemovedNotice(self)
        if setting_id:
            self._build_contacts()
        self._fit()
        if begin_at and not form.caret_in:
            self._rows[begin_at].field.setFocus(Qt.FocusReason.OtherFocusReason)
            row = self._rows[begin_at]
            QTimer.singleShot(0, row, lambda: self.bring_into_view(row))  # all rows have their size by then
        open_contact = self._own.contact_open()
        if open_contact is not None:
            self._open_contact(open_contact)

    def keep_now(self) -> None:
        """Keep what stands on this sheet and on the one over it."""
        super().keep_now()
        if self._inner is not None:
            self._inner.keep_now()

    def leave(self) -> None:
        """Close the sheet, and a contact's over it; words stay drafts."""
        if self._inner is not None:
            self._inner.leave()
        super().leave()

    def _offer_today(self) -> None:
        button = QuietButton("Checked today", icon="check")
        button.clicked.connect(self._on_checked)
        row = self._rows[CHECKED]
        self.body.insertWidget(self.body.indexOf(row) + 1, button, 0, Qt.AlignmentFlag.AlignLeft)
        QWidget.setTabOrder(row.field, button)

    def _on_checked(self) -> None:
        field = self._rows[CHECKED].field
        assert isinstance(field, QLineEdit)
        field.setText(self._own.today_words())

    def _build_contacts(self) -> None:
        column = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(Heading("People there", level=2))
        head.addStretch(1)
        add = SecondaryButton("Add a contact", icon="plus")
        add.clicked.connect(lambda: self._open_contact(""))
        head.addWidget(add)
        column.addWidget(Line())
        column.addLayout(head)
        column.addWidget(self._notice)
        column.addLayout(self._contacts)
        self.body.addLayout(column)
        self._show_contacts()

    def _show_contacts(self) -> None:
        drop_from(self._contacts)
        lines = self._own.contacts()
        for line in lines:
            self._contacts.addWidget(_Contact(line, self._open_contact))
        if not lines:
            self._contacts.addWidget(Muted(NOBODY, wrap=True))
        self._fit()

    def _open_contact(self, contact_id: str) -> None:
        self._keep.setEnabled(False)  # Ctrl+Enter means the sheet above
        sheet = FormSheet(self, self._own, self._own.contact(contact_id), self._show_contacts)
        self._inner = sheet
        self._own.hold_contact(contact_id)
        sheet.closed.connect(self._on_inner_closed)
        sheet.removed.connect(
            lambda entry: self._notice.offer(entry, self._own.bring_back, self._show_contacts)
        )

    def _on_inner_closed(self) -> None:
        self._inner = None
        self._own.hold_contact(None)
        self._keep.setEnabled(True)


class _Contact(QWidget):
    """One adult: name, role and how to reach them, and the way to change it."""

    def __init__(self, line: ContactLine, change: Callable[[str], None]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.em(0.2), 0, theme.em(0.2))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(line.name, role="strong", wrap=True))
        words.addWidget(Muted(line.under, wrap=True))
        row.addLayout(words, 1)
        button = QuietButton("Change", name=f"Change: {line.name}")
        button.clicked.connect(lambda: change(line.contact_id))
        row.addWidget(button)
