"""The card with a pupil's picture: stretches of time to choose, the picture or its table, and its key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from tutordiary.dates import day_and_month
from tutordiary.presenters.pupil_state import PupilPage
from ui import theme
from ui.pupil.picture import PupilPicture
from ui.widgets import Card, Chips, Muted

COLUMNS = ("Date", "Indicator", "Step", "Set for", "Words")
KEY = (
    "Each mark is one dated observation, never an average. Ring: with words. Diamond: a harder day."
    " Square: set for everyone. A dash above: away. A dot below: words to read."
)


class Timeline(Card):
    """Shows the picture, or the same as a table.

    Signals: ``span_wanted`` with the key of a stretch of time.
    """

    span_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._page: PupilPage | None = None
        self._spans = Chips(name_start="Show: ")
        self._spans.switched.connect(self._on_span_switched)
        self.body.addWidget(self._spans)
        self.picture = PupilPicture()
        self.body.addWidget(self.picture)
        self._key = Muted(KEY, role="small", wrap=True)
        self.body.addWidget(self._key)
        self._table = QTableWidget(0, len(COLUMNS))
        self._table.setHorizontalHeaderLabels(COLUMNS)
        self._table.setAccessibleName("Observations")
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.hide()
        self.body.addWidget(self._table)

    def show_page(self, page: PupilPage) -> None:
        """Draw another pupil or another stretch of time."""
        self._page = page
        self.picture.show_page(page)
        self._spans.set_words([span.words for span in page.spans])
        self._spans.set_on([span.words for span in page.spans if span.key == page.span])
        self._spans.setVisible(len(page.spans) > 1)
        if self._table.isVisibleTo(self):
            self._fill_table(page)

    def show_table(self, shown: bool) -> None:
        """Show the table in place of the picture, or the picture again."""
        if shown and self._page is not None:
            self._fill_table(self._page)
        self._table.setVisible(shown)
        self.picture.setVisible(not shown)
        self._key.setVisible(not shown)

    def _on_span_switched(self, words: str, _on: bool) -> None:
        assert self._page is not None
        key = next(span.key for span in self._page.spans if span.words == words)
        self.span_wanted.emit(key)

    def _fill_table(self, page: PupilPage) -> None:
        rows = sorted(
            ((dot, row.indicator) for row in page.rows for dot in row.dots),
            key=lambda pair: pair[0].day,
            reverse=True,
        )
        self._table.setRowCount(len(rows))
        for number, (dot, indicator) in enumerate(rows):
            step = page.ladder[dot.step] if dot.step is not None else ""
            words = dot.spoken if dot.has_words else ("a harder day" if dot.harder else "")
            who = "everyone" if dot.is_group else page.name
            cells = (day_and_month(dot.day, year=True), indicator, step, who, words)
            for column, text in enumerate(cells):
                self._table.setItem(number, column, QTableWidgetItem(text))
        self._table.setMinimumHeight(theme.em(24))
