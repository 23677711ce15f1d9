"""The earlier texts of one field: a list to walk through, what would change, and one to use again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from tutordiary.presenters.history import Piece, TextHistory, in_words
from ui import theme
from ui.widgets import Body, Muted, PrimaryButton, QuietButton, Sheet

WIDTH_EM = 46.0
LIST_EM = 9.5
TEXT_EM = 9.0
USE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)  # with Ctrl
EARLIER = "Earlier words"
NONE_YET = (
    "No earlier words are kept here yet. They are kept by themselves whenever you change what you wrote."
)
LEGEND = "Underlined: comes back. Struck through: goes, and is kept as an earlier text."


class EarlierButton(QuietButton):
    """Opens the earlier texts of the field it stands beside; ``about`` says which, for a screen reader."""

    def __init__(self, about: str, opened: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(EARLIER, parent, icon="clock", name=f"{EARLIER}: {about}", hint="Ctrl+H")
        self.clicked.connect(opened)


class HistorySheet(Sheet):
    """Lies over a page. ``about`` names the field; ``use`` gets the text to stand there again, afterwards."""

    def __init__(self, over: QWidget, about: str, texts: TextHistory, use: Callable[[str], None]) -> None:
        super().__init__(over, EARLIER, width_em=WIDTH_EM)
        self._texts = texts
        self._use = use
        self.lines = texts.lines()
        self.body.addWidget(Muted(about, wrap=True))
        if not self.lines:
            self.body.addWidget(Body(NONE_YET))
            self.present()
            return
        self._build(about)
        self.list.setCurrentRow(0)
        self.present(self.list)

    def _build(self, about: str) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(f"{EARLIER}, newest first")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setTabKeyNavigation(False)
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.list.setFixedHeight(min(theme.em(LIST_EM), theme.em(2.3 * len(self.lines) + 0.6)))
        for line in self.lines:
            item = QListWidgetItem(f"{line.when}:  {line.opening}")
            item.setSizeHint(QSize(theme.em(8), theme.em(2.2)))
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._show_row)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName(f"The earlier text: {about}")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.text.setFixedHeight(theme.em(TEXT_EM))
        self.body.addWidget(self.list)
        self.body.addWidget(self.text)
        self.body.addWidget(Muted(LEGEND, role="small", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        self.use_button = PrimaryButton("Use this text again", hint="Ctrl+Enter")
        self.use_button.clicked.connect(self._on_use)
        row.addWidget(self.use_button)
        self.body.addLayout(row)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the page below, where it finishes or gives something."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _means_use(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use the text on Ctrl+Enter."""
        if self.lines and _means_use(event):
            self._on_use()
            event.accept()
            return
        super().keyPressEvent(event)

    def _show_row(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            pieces = self._texts.pieces(self.lines[row].text)
            self.text.setAccessibleDescription(in_words(pieces))
            _draw(self.text, pieces)

    def _on_use(self) -> None:
        text = self.lines[self.list.currentRow()].text
        self.leave()
        self._use(text)


def _means_use(event: QKeyEvent) -> bool:
    return event.key() in USE_KEYS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _draw(view: QTextEdit, pieces: tuple[Piece, ...]) -> None:
    view.clear()
    draw_changes(QTextCursor(view.document()), pieces)
    view.moveCursor(QTextCursor.MoveOperation.Start)


def draw_changes(cursor: QTextCursor, pieces: tuple[Piece, ...]) -> None:
    """Write the pieces where a cursor stands, each kind of change with a line beside its colour."""
    t = theme.tokens()
    back, gone = QTextCharFormat(), QTextCharFormat()
    back.setFontUnderline(True)
    back.setForeground(QColor(t.ok))
    back.setBackground(QColor(t.ok_soft))
    gone.setFontStrikeOut(True)
    gone.setForeground(QColor(t.danger))
    gone.setBackground(QColor(t.danger_soft))
    styles = {"same": QTextCharFormat(), "back": back, "gone": gone}
    for before, piece in pairwise((None, *pieces)):
        assert piece is not None
        if before is not None and not (before.text[-1:].isspace() or piece.text[:1].isspace()):
            cursor.insertText("\u2009", styles["same"])  # where words meet that never stood beside each other
        cursor.insertText(piece.text, styles[piece.change])
