"""What goes in: the records a report may hold, newest first, a few at a time, each with a box to tick."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from tutordiary import dates
from tutordiary.drafting.senco import Choosable
from ui.widgets import Body, Card, Heading, Muted, QuietButton, drop_from

LONGEST_CHOICE = 150  # characters
AT_FIRST, AT_ONCE = 6, 12  # rows; a hundred together hold the window up for a third of a second


class ReportItems(Card):
    """Shows the newest records; the button below shows some more.

    Signals: ``ticked`` with a record's id and whether it goes in, ``grown`` when more rows came, ``opened``
    with a record's id when its entry is wanted.
    """

    ticked = Signal(str, bool)
    grown = Signal()
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[QCheckBox] = []
        self.opens: list[QuietButton] = []
        self._items: list[Choosable] = []
        self.body.addWidget(Heading("What goes in", level=2))
        self.body.addWidget(
            Muted(
                "Ticked from the start: what you marked for this reader. The newest come first.",
                role="small",
                wrap=True,
            )
        )
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self._rest = Muted("", role="small", wrap=True)
        self.more = QuietButton("Show more")
        self.more.clicked.connect(self._on_more)
        self.body.addWidget(self._rest)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_items(self, items: tuple[Choosable, ...]) -> None:
        """Offer the records of a report; rows that say the same already stay."""
        newest = sorted(items, key=lambda one: one.day, reverse=True)
        if _without_ticks(newest) == _without_ticks(self._items):
            for box, item in zip(self.boxes, newest, strict=False):
                with QSignalBlocker(box):
                    box.setChecked(item.included)
            self._items = newest
        else:
            drop_from(self._rows)
            self.boxes, self.opens, self._items = [], [], newest
            self._add(AT_FIRST)
        self._count()
        self.setVisible(bool(items))

    def _add(self, how_many: int) -> None:
        begin = len(self.boxes)
        for item in self._items[begin : begin + how_many]:
            self._rows.addWidget(self._row(item))

    def _count(self) -> None:
        rest = self._items[len(self.boxes) :]
        ticked = sum(one.included for one in rest)
        self._rest.setText(f"{len(rest)} earlier, {ticked} of them ticked" if rest else "")
        self.more.setText(f"Show {min(AT_ONCE, len(rest))} more")
        for part in (self._rest, self.more):
            part.setVisible(bool(rest))

    def _row(self, item: Choosable) -> QWidget:
        words = item.text if len(item.text) <= LONGEST_CHOICE else item.text[: LONGEST_CHOICE - 1] + "…"
        kind = "their words" if item.kind == "voice" else "noticed"
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        box = QCheckBox()
        box.setChecked(item.included)
        box.setAccessibleName(f"{dates.day_and_month(item.day)}, {kind}: {words}")
        box.toggled.connect(partial(self.ticked.emit, item.item_id))
        text = QVBoxLayout()
        text.addWidget(Muted(f"{dates.day_and_month(item.day)}, {kind}", role="small"))
        text.addWidget(Body(words))
        self.boxes.append(box)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(text, 1)
        opens = QuietButton("Open", name=f"Open the entry: {box.accessibleName()}")
        opens.clicked.connect(partial(self._on_open, item.item_id))
        self.opens.append(opens)
        line.addWidget(opens, 0, Qt.AlignmentFlag.AlignTop)
        return row

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        rows = zip(self.boxes, self.opens, strict=True)
        return [*(stop for row in rows for stop in row), self.more]

    def go_to(self, item_id: str) -> QWidget | None:
        """Put the focus on a record's box, with as many rows as that takes; None when it is not offered."""
        at = next((n for n, one in enumerate(self._items) if one.item_id == item_id), -1)
        if at < 0:
            return None
        if at >= len(self.boxes):
            self._add(at + 1 - len(self.boxes))
            self._count()
            self.grown.emit()
        self.boxes[at].setFocus(Qt.FocusReason.OtherFocusReason)
        return self.boxes[at]

    def _on_open(self, item_id: str, _on: bool = False) -> None:
        self.opened.emit(item_id)

    def _on_more(self) -> None:
        first = len(self.boxes)
        self._add(AT_ONCE)
        self.grown.emit()
        self.boxes[first].setFocus(Qt.FocusReason.OtherFocusReason)  # before the button may go
        self._count()


def _without_ticks(items: list[Choosable]) -> list[Choosable]:
    return [replace(one, included=False) for one in items]
