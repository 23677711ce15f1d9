"""The sheets of the studio: begin a case study, and the versions that were kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from tutordiary.presenters.case_studio_state import PartChange, RestLine, VersionRow, WhoLine
from tutordiary.presenters.case_studio_who import holds
from tutordiary.presenters.history import in_words
from ui import theme
from ui.history_sheet import LEGEND, draw_changes
from ui.widgets import Body, FieldRow, Flow, Muted, PrimaryButton, QuietButton, SecondaryButton, Sheet

NEW = "A new case study"
NEW_WHAT = (
    "It begins with a first draft: your own notes of the weeks, laid into eight parts. Nothing leaves by "
    "that. Names are changed on the page that leaves, not here."
)
NOBODY = "There is nobody to tell of yet. Add a group and log a session or two first."
VERSIONS = "Versions"
NO_VERSIONS = "No version is kept yet. Keep one before you change a lot: you can go back to it from here."
REST_WHAT = "Tick the entries behind your words. The page gives their weeks, so that a reader can follow you."
THROUGH = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
NOTHING_OTHER = "This version says the same as the story of now."


class NewCaseSheet(Sheet):
    """Asks of whom or what the case study tells; Enter on a line begins it."""

    def __init__(self, over: QWidget, lines: Sequence[WhoLine], begin: Callable[[WhoLine], None]) -> None:
        super().__init__(over, NEW, width_em=36)
        self._lines, self._begin = tuple(lines), begin
        self.body.addWidget(Body(NEW_WHAT if lines else NOBODY))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Type a name, “group” or “sessions”")
        self.search.setAccessibleName("Find")
        self.search.textEdited.connect(self._on_find)
        self.search.returnPressed.connect(self.take)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Of whom does it tell?")
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for line in self._lines:
            item = QListWidgetItem(line.words)
            item.setSizeHint(QSize(theme.em(8), theme.em(2.0)))
            self.list.addItem(item)
        self.list.setFixedHeight(theme.em(2.0 * min(7, max(1, len(lines))) + 0.6))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.take())
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = PrimaryButton("Begin")
        self.button.clicked.connect(self.take)
        row.addWidget(self.button)
        for part in (self.search, self.list):
            self.body.addWidget(part)
            part.setVisible(bool(lines))
        self.body.addLayout(row)
        self.button.setVisible(bool(lines))
        self.present(self.search if lines else None)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Let the arrows go through the lines while a name is typed."""
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.key() in THROUGH:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _on_find(self, typed: str) -> None:
        for at, line in enumerate(self._lines):
            self.list.item(at).setHidden(not holds(line.words, typed))
        shown = [at for at in range(len(self._lines)) if not self.list.item(at).isHidden()]
        self.list.setCurrentRow(shown[0] if shown else -1)
        self.button.setEnabled(bool(shown))

    def take(self) -> None:
        """Begin with the line in hand; nothing when none is left."""
        at = self.list.currentRow()
        if 0 <= at < len(self._lines):
            self.leave()
            self._begin(self._lines[at])


class VersionsSheet(Sheet):
    """Lists the versions; shows what going back would change; keeps one with a note.

    ``keep`` takes a note and returns the rows as they are then.
    """

    def __init__(
        self,
        over: QWidget,
        rows: Sequence[VersionRow],
        keep: Callable[[str], Sequence[VersionRow]],
        changes: Callable[[str], Sequence[PartChange]],
        back: Callable[[str], None],
    ) -> None:
        super().__init__(over, VERSIONS, width_em=48)
        self._keep, self._changes, self._back = keep, changes, back
        self._rows: tuple[VersionRow, ...] = ()
        self.note = QLineEdit()
        self.note.setMaxLength(80)
        self.keep_button = SecondaryButton("Keep this version", icon="save")
        self.keep_button.clicked.connect(self._on_keep)
        self.note.returnPressed.connect(self._on_keep)
        row = QHBoxLayout()
        row.addWidget(FieldRow("A note for it, if you like", self.note), 1)
        row.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self._none = Muted(NO_VERSIONS, wrap=True)
        self.body.addWidget(self._none)
        self.list = QListWidget()
        self.list.setAccessibleName("Versions, newest first")
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_row)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName("What going back would change")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.text.setFixedHeight(theme.em(11))
        self._legend = Muted(LEGEND, role="small", wrap=True)
        self.back_button = PrimaryButton("Go back to this version")
        self.back_button.clicked.connect(self._on_back)
        for part in (self.list, self.text, self._legend):
            self.body.addWidget(part)
        self.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignRight)
        self.bring_in = QuietButton("Bring in what a co-writer wrote…", icon="folder-open")
        self.anew = QuietButton("Lay the first draft out anew", icon="redo-2")
        more = Flow()
        more.set_items([self.bring_in, self.anew])
        self.body.addWidget(more)
        self._fill(rows)
        self.present(self.list if rows else self.note)

    def _fill(self, rows: Sequence[VersionRow]) -> None:
        self._rows = tuple(rows)
        self.list.clear()
        for one in self._rows:
            item = QListWidgetItem(f"{one.words}{f':  {one.note}' if one.note else ''}")
            item.setSizeHint(QSize(theme.em(8), theme.em(2.0)))
            self.list.addItem(item)
        self.list.setFixedHeight(theme.em(2.0 * min(4, max(1, len(self._rows))) + 0.6))
        for part in (self.list, self.text, self._legend, self.back_button):
            part.setVisible(bool(self._rows))
        self._none.setVisible(not self._rows)
        self.list.setCurrentRow(0 if self._rows else -1)

    def _show_row(self, at: int) -> None:
        if not 0 <= at < len(self._rows):
            return
        changes = self._changes(self._rows[at].id)
        self.text.clear()
        if not changes:
            self.text.setPlainText(NOTHING_OTHER)
        cursor, heading = QTextCursor(self.text.document()), QTextCharFormat()
        heading.setFontWeight(700)
        for number, change in enumerate(changes):
            cursor.insertText(f"{chr(10) * 2 if number else ''}{change.title}\n", heading)
            draw_changes(cursor, change.pieces)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        said = " ".join(f"{change.title}: {in_words(change.pieces)}" for change in changes)
        self.text.setAccessibleDescription(said or NOTHING_OTHER)
        self.back_button.setEnabled(bool(changes))

    def _on_keep(self) -> None:
        self._fill(self._keep(self.note.text().strip()))
        self.note.clear()

    def _on_back(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._rows):
            self.leave()
            self._back(self._rows[at].id)


class RestSheet(Sheet):
    """Asks which entries the tutor's own words rest on; a tick each, kept when the sheet is left."""

    def __init__(
        self, over: QWidget, lines: Sequence[RestLine], keep: Callable[[tuple[str, ...]], None]
    ) -> None:
        super().__init__(over, "What it rests on", width_em=46)
        self._lines, self._keep = tuple(lines), keep
        self.body.addWidget(Body(REST_WHAT))
        self.list = QListWidget()
        self.list.setAccessibleName("Entries of your diary")
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for line in self._lines:
            item = QListWidgetItem(" ".join(line.words.split()))
            item.setSizeHint(QSize(theme.em(8), theme.em(2.0)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.is_on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setFixedHeight(theme.em(2.0 * min(8, max(1, len(self._lines))) + 0.6))
        self.list.setCurrentRow(next((at for at, line in enumerate(self._lines) if line.is_on), 0))
        self.body.addWidget(self.list)
        self.present(self.list)

    def leave(self) -> None:
        """Close the sheet; what is ticked is kept."""
        boxes = [self.list.item(at).checkState() is Qt.CheckState.Checked for at in range(self.list.count())]
        chosen = tuple(line.id for line, on in zip(self._lines, boxes, strict=True) if on)
        if chosen != tuple(line.id for line in self._lines if line.is_on):
            self._keep(chosen)
        super().leave()


class OutSheet(Sheet):
    """Asks before a case study goes into the bin."""

    def __init__(self, over: QWidget, title: str, remove: Callable[[], None]) -> None:
        super().__init__(over, "Remove this case study?", width_em=32)
        self._remove = remove
        self.body.addWidget(
            Body(f"“{title}” goes into the bin with its pieces and versions. It lies there for thirty days.")
        )
        row = QHBoxLayout()
        row.addStretch(1)
        no = QuietButton("Leave it here")
        no.clicked.connect(self.leave)
        self.yes = SecondaryButton("Remove it", icon="trash-2")
        self.yes.clicked.connect(self._on_yes)
        row.addWidget(no)
        row.addWidget(self.yes)
        self.body.addLayout(row)
        self.present(no)

    def _on_yes(self) -> None:
        self.leave()
        self._remove()
