"""The words of the field explained, over whatever page is open: type to find, arrows to read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tutordiary import coaching
from tutordiary.coaching import Term
from ui import theme
from ui.reflow import Beside
from ui.widgets import Body, FieldRow, Muted, Sheet, Text

WIDTH_EM = 48.0
BESIDE_EM = 34.0  # list and explanation stand beside each other from this width of the sheet's inside
WAYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
NOTHING = "Nothing by that name. It may be this setting’s own word: the SENCO will know."


class GlossarySheet(Sheet):
    """A search box, the terms that fit, and what the chosen one means."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "Glossary", width_em=WIDTH_EM)
        self._terms: tuple[Term, ...] = ()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._find)
        self.found = QListWidget()
        self.found.setAccessibleName("Words that fit")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.currentRowChanged.connect(self._explain)
        self.term, self.also, self.plain = Text("", role="h2", wrap=True), Muted("", wrap=True), Body("")
        self._meaning = QWidget()
        column = QVBoxLayout(self._meaning)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.term, self.also, self.plain):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(FieldRow("Find a word", self.search))
        self._beside = Beside((self.found, self._meaning), from_em=BESIDE_EM, stretches=(2, 3))
        self.body.addWidget(self._beside)
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._space)
        self._space()
        self._find("")
        self.present(self.search)

    def keep_now(self) -> None:
        """Do nothing: what is looked up is not part of the diary."""

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Let the arrows move the list while the caret is in the search box."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.search and is_key and event.key() in WAYS:  # type: ignore[attr-defined]
            QApplication.sendEvent(self.found, event)
            return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self._terms = coaching.look_up(typed)
        self.found.blockSignals(True)
        self.found.clear()
        for term in self._terms:
            item = QListWidgetItem(term.term)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, term.plain)
            item.setSizeHint(QSize(0, theme.em(1.8)))
            self.found.addItem(item)
        self.found.blockSignals(False)
        self.found.setCurrentRow(0 if self._terms else -1)
        self._explain(self.found.currentRow())

    def _explain(self, row: int) -> None:
        term = self._terms[row] if 0 <= row < len(self._terms) else None
        self.term.setText(term.term[:1].upper() + term.term[1:] if term else "")
        self.also.setText(f"also: {', '.join(term.also)}" if term and term.also else "")
        self.also.setVisible(bool(self.also.text()))
        self.plain.setText(term.plain if term else NOTHING)
        self.search.setAccessibleDescription(f"{term.term}: {term.plain}" if term else NOTHING)

    def _space(self) -> None:
        self.body.setContentsMargins(0, 0, theme.em(0.8), 0)
        is_row = min(self.width(), theme.em(WIDTH_EM)) >= theme.em(BESIDE_EM + 6)
        self.found.setFixedHeight(theme.em(15 if is_row else 5.6))
        self._meaning.setMinimumHeight(theme.em(9))
        for row in range(self.found.count()):
            self.found.item(row).setSizeHint(QSize(0, theme.em(1.8)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list less height where what a word means stands below it."""
        super().resizeEvent(event)
        self._space()
