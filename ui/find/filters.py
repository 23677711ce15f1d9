"""The filters of Find: each a chip that says what it is set to and opens what it can be set to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tutordiary.presenters.find_asked import OWN, Asked, Choices
from ui import theme
from ui.day_field import DayField
from ui.widgets import Button, Chip, Flow, Muted, QuietButton

LABELS = {
    "kind": "Kind",
    "pupil_id": "Pupil",
    "group_id": "Group",
    "sign": "Indicator",
    "source": "Seen by",
    "when": "When",
}
CLEAR_KEY = "Alt+Delete"


class FilterChip(Chip):
    """A filter: its name, and what it is set to. Pressed, it opens a menu of what it can be set to.

    Signals: ``value_chosen`` with a value; empty for none.
    """

    value_chosen = Signal(str)

    def __init__(self, label: str) -> None:
        super().__init__(label, name=f"{label}: any", icon="chevron-down")
        self._label = label
        self._offered: tuple[tuple[str, str], ...] = ()
        self._earlier: tuple[tuple[str, str], ...] = ()
        self._value = ""
        self.clicked.connect(self._on_clicked)

    def offer(
        self, value: str, offered: tuple[tuple[str, str], ...], earlier: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Show what the filter is set to; ``earlier`` is offered one step further away."""
        self._value, self._offered, self._earlier = value, offered, earlier
        words = dict((*offered, *earlier)).get(value, "") if value else ""
        said = words if words.startswith(self._label) else f"{self._label}: {words}"
        self.set_words(said if words else self._label, name=said if words else f"{self._label}: any")
        self.setChecked(bool(words))

    def make_menu(self) -> QMenu:
        """Return a menu of all that can be chosen, with a tick at what is."""
        menu = QMenu(self)
        menu.setAccessibleName(self._label)
        self._fill(menu, self._offered)
        if self._earlier:
            self._fill(menu.addMenu("From before"), self._earlier)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _on_clicked(self) -> None:
        self.setChecked(bool(self._value))  # it shows what is set, not that it was pressed
        self.make_menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _fill(self, menu: QMenu, offered: tuple[tuple[str, str], ...]) -> None:
        for value, words in offered:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.triggered.connect(partial(self._on_triggered, value))
            if value == self._value:
                menu.setActiveAction(action)

    def _on_triggered(self, value: str, _checked: bool = False) -> None:
        self.value_chosen.emit(value)


class _ChipFlow(Flow):
    """A flow that puts buttons away and takes them up again."""

    def show_only(self, items: Sequence[Button], hidden: Sequence[Button]) -> None:
        """Lay out these, and hide those."""
        for item in hidden:
            item.setParent(self)
            item.hide()
        self._items = list(items)
        for item in items:
            item.setParent(self)
            item.show()
        self._place()


class FilterBar(QWidget):
    """All filters in a line that wraps, and two days to set where somebody wants their own.

    Signals: ``filter_chosen`` with a filter's name and its value; ``star_switched`` with whether it is on;
    ``days_chosen`` with two days; ``clear_wanted``; ``saved_wanted``.
    """

    filter_chosen = Signal(str, str)
    star_switched = Signal(bool)
    days_chosen = Signal(object, object)
    clear_wanted = Signal()
    saved_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        self.chips = {name: FilterChip(label) for name, label in LABELS.items()}
        for name, chip in self.chips.items():
            chip.value_chosen.connect(partial(self._on_value_chosen, name))
        self.starred = Chip("Starred", icon="star")
        self.starred.clicked.connect(self.star_switched)
        self.fold = Chip("Filters", name="Show the filters")
        self.fold.clicked.connect(self._fit)
        self.saved = QuietButton("Kept searches", icon="save")
        self.saved.clicked.connect(self.saved_wanted)
        self.clear = QuietButton("Clear all", icon="x", hint=CLEAR_KEY)
        self.clear.clicked.connect(self.clear_wanted)
        self._flow = _ChipFlow()
        column.addWidget(self._flow)
        column.addWidget(self._build_days())
        self._is_narrow = False
        self._fit()

    def _build_days(self) -> QWidget:
        self._days = QWidget()
        row = QHBoxLayout(self._days)
        row.setContentsMargins(0, 0, 0, 0)
        self._first, self._last = DayField("From"), DayField("To")
        row.addWidget(Muted("From"))
        row.addWidget(self._first)
        row.addWidget(Muted("to"))
        row.addWidget(self._last)
        row.addStretch(1)
        for field in (self._first, self._last):
            field.dateChanged.connect(self._on_date_changed)
        self._days.hide()
        return self._days

    def show_filters(self, asked: Asked, offered: Choices, own_days: tuple[date, date]) -> None:
        """Draw what is set and what can be."""
        for name, chip in self.chips.items():
            earlier = offered.earlier_groups if name == "group_id" else ()
            chip.offer(getattr(asked, name), getattr(offered, name), earlier)
        self.starred.setChecked(asked.starred)
        self._days.setVisible(asked.when == OWN)
        for field, day in zip((self._first, self._last), own_days, strict=True):
            field.blockSignals(True)
            field.show_day(day)
            field.blockSignals(False)
        count = sum(bool(getattr(asked, name)) for name in LABELS)
        self.fold.set_words(f"Filters ({count})" if count else "Filters", name="Show the filters")
        self._fit()

    def set_narrow(self, *, narrow: bool) -> None:
        """Fold the filters away behind one chip, or show them all."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._fit()

    def _fit(self) -> None:
        shown: list[Button] = [self.fold] if self._is_narrow else []
        hidden: list[Button] = [] if self._is_narrow else [self.fold]
        chips = list(self.chips.values())
        if self._is_narrow and not self.fold.isChecked():
            hidden += chips
        else:
            shown += chips
        self._flow.show_only([*shown, self.starred, self.saved, self.clear], hidden)

    def _on_value_chosen(self, name: str, value: str) -> None:
        if name == "when" and value == OWN:
            self.days_chosen.emit(self._first.day, self._last.day)
            self._first.setFocus()
        else:
            self.filter_chosen.emit(name, value)

    def _on_date_changed(self) -> None:
        self.days_chosen.emit(self._first.day, self._last.day)
