"""A field that finds a pupil by the first letters of a name, with the list of those who fit below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from tutordiary.presenters.moment_people import Candidate
from ui import theme
from ui.widgets import announce

ROW_EM = 1.9
NO_ONE = "Nobody is called so. Try fewer letters."


class WhoField(QObject):
    """A ``line`` and a ``list``. Type, press Enter: the first who fits is chosen; Up and Down go to another.

    Signals: ``chosen`` with a pupil's id, ``typed`` when other letters stand in the field.
    """

    chosen = Signal(str)
    typed = Signal()

    def __init__(self, find: Callable[[str], tuple[Candidate, ...]], parent: QObject) -> None:
        super().__init__(parent)
        self._find = find
        self._found: tuple[Candidate, ...] = ()
        self.pupil_id = ""
        self.line = QLineEdit()
        self.line.setPlaceholderText("First letters of a name")
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_edited)
        self.list = QListWidget()
        self.list.setAccessibleName("Pupils who fit")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows work from the line
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet(f"QListWidget::item {{ padding-left: {theme.em(0.4)}px; }}")
        self.list.itemClicked.connect(lambda _item: self.choose())

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.line.text()

    def begin(self) -> None:
        """Empty the field, and offer those written about last."""
        self.pupil_id = ""
        self.line.clear()
        self._offer("")

    def show_chosen(self, one: Candidate) -> None:
        """Show a pupil as the one chosen."""
        self.pupil_id = one.pupil_id
        self.line.setText(one.line)
        self.line.setCursorPosition(0)
        self.list.hide()

    def show_typed(self, text: str) -> None:
        """Bring back letters that were typed, with those who fit."""
        self.pupil_id = ""
        self.line.setText(text)
        self._offer(text)

    def choose(self) -> bool:
        """Choose the pupil the list stands on; False when there is none."""
        row = self.list.currentRow()
        if not 0 <= row < len(self._found):
            return False
        self.show_chosen(self._found[row])
        self.chosen.emit(self.pupil_id)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list, Enter and Tab choose, and a click begin anew."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(Qt.Key(event.key()), event.modifiers())
        if isinstance(event, QFocusEvent) and event.gotFocus() and self.pupil_id:
            self.line.selectAll()
        return False

    def _on_key(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        if held & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._found and not self.list.isHidden():
            step = 1 if key == Qt.Key.Key_Down else -1
            self._stand_on((self.list.currentRow() + step) % len(self._found))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.pupil_id:
                self.chosen.emit(self.pupil_id)
            else:
                self.choose()
            return True
        if key == Qt.Key.Key_Tab and not self.pupil_id and self.text.strip():
            return self.choose()
        return False

    def _on_edited(self, text: str) -> None:
        self.pupil_id = ""
        self._offer(text)
        self.typed.emit()

    def _offer(self, text: str) -> None:
        self._found = self._find(text)
        self.list.clear()
        for one in self._found:
            item = QListWidgetItem(one.line)
            item.setSizeHint(QSize(0, theme.em(ROW_EM)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, one.line)
            self.list.addItem(item)
        if not self._found:
            item = QListWidgetItem(NO_ONE)
            item.setSizeHint(QSize(0, theme.em(ROW_EM)))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self._fit()
        self.list.show()
        if self._found:
            self._stand_on(0)
        elif text:
            announce(self.list, NO_ONE)

    def _stand_on(self, row: int) -> None:
        self.list.setCurrentRow(row)
        announce(self.list, f"{self._found[row].line}, {row + 1} of {len(self._found)}")

    def _fit(self) -> None:
        self.list.setFixedHeight(theme.em(ROW_EM) * self.list.count() + 2 * self.list.frameWidth())
