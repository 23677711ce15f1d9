"""The list of words kept although they equal a child's name: one look at each, one tick for all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QListWidget

from tutordiary.release.review import KeptWord
from ui import theme
from ui.widgets import Card, Flow, Heading, Muted, SecondaryButton


class KeptCard(Card):
    """The words, each with those around it, and a tick for all of them.

    Signals: ``seen`` with the tick; ``named`` with the place of a word that is a name after all;
    ``passage_wanted`` with an id.
    """

    seen = Signal(bool)
    named = Signal(int)
    passage_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[KeptWord, ...] = ()
        self._title = Heading("", level=2)
        self._title.setWordWrap(True)
        self.body.addWidget(self._title)
        self.body.addWidget(
            Muted("They leave as they are. If one of them means a child, say that it is a name.", wrap=True)
        )
        self.places = QListWidget()
        self.places.setAccessibleName("Words that stay although they are also a name")
        self.places.setWordWrap(True)
        self.places.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.places.currentRowChanged.connect(self._on_row)
        self.body.addWidget(self.places, 1)
        self.name_it = SecondaryButton("This one is a name", hint="N")
        self.show_it = SecondaryButton("Show its passage")
        self.name_it.clicked.connect(self.name_current)
        self.show_it.clicked.connect(self._on_show)
        buttons = Flow()
        buttons.set_items([self.name_it, self.show_it])
        self.body.addWidget(buttons)
        self.tick = QCheckBox("I have looked at every one of them: ordinary words")
        self.tick.clicked.connect(self.seen)
        self.body.addWidget(self.tick)
        theme.notifier().theme_changed.connect(self._fit)

    def show_kept(self, kept: tuple[KeptWord, ...], *, seen: bool) -> None:
        """Draw the words."""
        number = len(kept)
        places = "1 place" if number == 1 else f"{number} places"
        self._title.setText(f"{places} where a child’s name was kept as an ordinary word")
        if kept != self._kept:
            at = self.places.currentRow()
            self._kept = kept
            self.places.clear()
            self.places.addItems([f"{place.before}“{place.word}”{place.after}" for place in kept])
            self.places.setCurrentRow(max(0, min(at, number - 1)))
            self._fit()
        self.tick.setChecked(seen)

    def step(self, by: int) -> None:
        """Take the next word in hand, or the one before."""
        self.places.setCurrentRow(max(0, min(self.places.count() - 1, self.places.currentRow() + by)))

    def name_current(self) -> None:
        """Say that the word in hand is a name."""
        if self._kept:
            self.named.emit(self.places.currentRow())

    def scrolled_to_end(self) -> bool:
        """Return whether the last word can be seen; otherwise show more of them."""
        bar = self.places.verticalScrollBar()
        if bar.value() >= bar.maximum():
            return True
        bar.setValue(bar.value() + bar.pageStep())
        return False

    def _on_row(self, row: int) -> None:
        for button in (self.name_it, self.show_it):
            button.setEnabled(row >= 0)

    def _on_show(self) -> None:
        row = self.places.currentRow()
        if 0 <= row < len(self._kept):
            self.passage_wanted.emit(self._kept[row].passage_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each line the height its words need."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.places.setMinimumHeight(theme.em(7))
        room = max(theme.em(8), self.places.viewport().width() - theme.em(1))
        metrics = self.places.fontMetrics()
        for at in range(self.places.count()):
            item = self.places.item(at)
            lines = metrics.horizontalAdvance(item.text()) // room + 1
            item.setSizeHint(QSize(0, lines * metrics.height() + theme.em(0.7)))
