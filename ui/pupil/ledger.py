"""The permissions on a pupil's page: what stands, one step to take it back, and what has already left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.ledger import CANNOT_UNDO, NEVER_LEFT, Ledger, LeftLine, PermissionLine, TakingBack
from ui import theme
from ui.told_line import ToldLine
from ui.widgets import Body, Card, Heading, Muted, PrimaryButton, QuietButton, Sheet, Text

EMPTY = "None yet: words about this pupil stay here."
SHOWN = 4
OpenForm = Callable[[str], None]


class LedgerCard(Card):
    """Lists the permissions of a pupil. ``open_form`` opens the sheet of one ("" for a new one)."""

    def __init__(self, over: QWidget, ledger: Ledger, open_form: OpenForm) -> None:
        super().__init__()
        self._over = over
        self._ledger = ledger
        self._open_form = open_form
        head = QHBoxLayout()
        head.addWidget(Heading("Permissions", level=2), 1)
        add = QuietButton("Add", icon="plus", name="Add to permissions")
        add.clicked.connect(lambda _on: open_form(""))
        head.addWidget(add)
        self.body.addLayout(head)
        self.told = ToldLine()
        self.body.addWidget(self.told)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._lines)
        self.refresh()

    def refresh(self) -> None:
        """Draw the permissions as they stand now."""
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        lines = self._ledger.lines()
        for line in lines:
            column.addWidget(self._line(line))
        if not lines:
            column.addWidget(Muted(EMPTY, wrap=True))
        self.body.replaceWidget(self._lines, fresh)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = fresh

    def _line(self, line: PermissionLine) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.1))
        head = QHBoxLayout()
        words = line.allows if line.stands else f"Taken back: {line.allows}"
        head.addWidget(Text(words, role="strong", wrap=True), 1)
        edit = QuietButton("", icon="pencil", name=f"Change: {line.allows}, {line.story}")
        edit.clicked.connect(lambda _on: self._open_form(line.permission_id))
        head.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        about = ". ".join(part for part in (f"{line.given_by}. {line.story}", line.note) if part)
        column.addWidget(Muted(about, wrap=True))
        if line.stands:
            back = QuietButton("Take back…", icon="undo-2", name=f"Take back: {line.allows}, {line.given_by}")
            back.clicked.connect(lambda _on: self.ask(line.permission_id))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def ask(self, permission_id: str) -> TakeBackSheet:
        """Say what taking a permission back does, before it is done."""
        sheet = TakeBackSheet(self._over, self._ledger.taking_back(permission_id), self._take_back)
        sheet.present(sheet.button)
        return sheet

    def _take_back(self, permission_id: str) -> None:
        said = self._ledger.take_back(permission_id)
        self.refresh()
        self.told.offer(said, lambda: self._put_back(permission_id))

    def _put_back(self, permission_id: str) -> str:
        said = self._ledger.put_back(permission_id)
        self.refresh()
        return said


class TakeBackSheet(Sheet):
    """What stays here from now on, what has already left, and one button."""

    def __init__(self, over: QWidget, back: TakingBack, take_back: Callable[[str], None]) -> None:
        super().__init__(over, "Take back a permission", width_em=36)
        self.body.setSpacing(theme.em(0.5))
        self.body.addWidget(Body(back.question))
        for words in back.stays:
            self.body.addWidget(Muted(words, wrap=True))
        self.body.addWidget(Heading("What has already left", level=2))
        if back.left:
            for line in back.left:
                self.body.addWidget(LeftLabel(line))
            self.body.addWidget(Body(CANNOT_UNDO))
        else:
            self.body.addWidget(Muted(NEVER_LEFT, wrap=True))
        self.button = PrimaryButton("Take it back", icon="undo-2")
        self.button.clicked.connect(lambda _on: self._done(take_back, back.permission_id))
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addStretch(1)

    def _done(self, take_back: Callable[[str], None], permission_id: str) -> None:
        self.leave()
        take_back(permission_id)


class LeftLabel(QWidget):
    """One thing that left: the day and what it was, and the name of its file below."""

    def __init__(self, line: LeftLine) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Body(f"{line.when}: {line.what}"))
        if line.file_name:
            column.addWidget(Muted(line.file_name, wrap=True))


class LeftCard(Card):
    """What has left about a pupil: reports, bundles, packs, copies."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.body.addWidget(Heading("What has left", level=2))
        lines = ledger.left()
        if not lines:
            self.body.addWidget(Muted(NEVER_LEFT, wrap=True))
        rest: list[QWidget] = []
        for number, line in enumerate(lines):
            label = LeftLabel(line)
            self.body.addWidget(label)
            if number >= SHOWN:
                label.hide()
                rest.append(label)
        if rest:
            more = QuietButton(f"Show all {len(lines)}", icon="chevron-down", name="Show all that has left")
            more.clicked.connect(lambda _on: self._show(rest, more))
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self, rest: list[QWidget], more: QuietButton) -> None:
        for label in rest:
            label.show()
        more.hide()
