"""The radar: who has gone quiet in a group, and from every cell the way to what fills it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from tutordiary.presenters.radar import RadarPresenter
from tutordiary.presenters.radar_state import RadarState
from ui import theme
from ui.radar.grid import RadarGrid
from ui.radar.panel import RadarPanel, words_of_way
from ui.widgets import Body, Card, Choice, Heading, KeycapBar, Muted, PrimaryButton, SecondaryButton

PANEL_FROM_EM, PANEL_EM = 58.0, 17.0
CAPS_FROM_EM = 44.0


class RadarPage(QWidget):
    """Draws a group and forwards what is pressed.

    Signals: ``pupil_wanted`` with a pupil's id, a part of the pupil's page ("" is the page itself) and an
    outcome's id or ""; ``log_wanted`` with a group's id and a day; ``group_wanted`` to add a group.
    """

    pupil_wanted = Signal(str, str, str)
    log_wanted = Signal(str, object)
    group_wanted = Signal()
    _heard = Signal()
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Arrows", "go from cell to cell"),
        ("Enter", "go to what fills the cell"),
        ("Space", "show what is in a row, or fold it"),
        ("L", "log this group"),
        ("Ctrl+Page Down", "next group"),
        ("Ctrl+Page Up", "group before"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.presenter: RadarPresenter
        self._state: RadarState | None = None
        self._filling = False
        self.groups = Choice("Group")
        self.groups.activated.connect(self._on_group_chosen)
        self._sentence = Body("")
        self.grid = RadarGrid()
        self.panel = RadarPanel()
        self._said = Muted("", wrap=True)
        self._go = PrimaryButton("Note a sign", hint="Enter")
        self._keys = KeycapBar(
            (("Enter", "fill it"), ("Space", "unfold"), ("L", "log"), ("Ctrl PgDn", "next group"))
        )
        self._add = SecondaryButton("Add a group", icon="plus", hint="Ctrl+N")
        self._outer = QVBoxLayout(self)
        self._build()
        self._connect()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Heading("Radar"), 1)
        head.addWidget(self.groups, 1, Qt.AlignmentFlag.AlignVCenter)
        self._outer.addLayout(head)
        self._outer.addWidget(self._sentence)
        self._outer.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._card = Card(padding_em=0.35)
        self._card.body.addWidget(self.grid)
        self._row = QHBoxLayout()
        self._row.addWidget(self._card, 1)
        self._row.addWidget(self.panel)
        self._outer.addLayout(self._row, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(self._keys, 1)
        foot.addWidget(self._go)
        self._outer.addLayout(foot)

    def _connect(self) -> None:
        self.grid.moved.connect(self._on_moved)
        self.grid.go_wanted.connect(lambda row, column: self.presenter.go(row, column))
        self.grid.fold_wanted.connect(lambda row: self.presenter.unfold(row))
        self.panel.go_wanted.connect(self._on_go)
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        self.panel.log_wanted.connect(lambda: self.presenter.log())
        self._go.clicked.connect(self._on_go)
        self._add.clicked.connect(self.group_wanted)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=by: self.presenter.step_group(step))

    # What the desk asks ---------------------------------------------------------------------------

    def arrive(self) -> None:
        """Draw the page afresh and put the focus on the grid."""
        self.presenter.show()
        self._focus()

    def come_back(self) -> None:
        """Draw the page as it was before a lock."""
        self.presenter.come_back()
        self._focus()

    def keep_everything(self) -> bool:
        """Remember the place for after a lock; there is nothing here to type in."""
        self.presenter.remember()
        return True

    def _focus(self) -> None:
        has_pupils = self._state is not None and bool(self._state.pupils)
        (self.grid if has_pupils else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    # What the presenter asks ----------------------------------------------------------------------

    def show_state(self, state: RadarState) -> None:
        """Draw a state."""
        self._state = state
        if [self.groups.itemData(at) for at in range(self.groups.count())] != [
            one.group_id for one in state.groups
        ]:
            self.groups.clear()
            for one in state.groups:
                self.groups.addItem(one.words, one.group_id)
        self.groups.setCurrentIndex(self.groups.findData(state.group_id))
        self._sentence.setText(state.sentence)
        has_pupils = bool(state.pupils)
        self._add.setVisible(not has_pupils)
        self.groups.setVisible(len(state.groups) > 0)
        self._card.setVisible(has_pupils)
        self.grid.show_state(state)
        self._show_cell(state.cursor)

    def open_pupil(self, pupil_id: str, part: str, outcome: str) -> None:
        """Ask the window for a pupil's page or one of its sheets."""
        self.pupil_wanted.emit(pupil_id, part, outcome)

    def open_log(self, group_id: str, day: date) -> None:
        """Ask the window for the log of a session."""
        self.log_wanted.emit(group_id, day)

    def hear(self) -> None:
        """Draw the page afresh when this turn of the event loop is over, on the window's thread."""
        if isValid(self):  # the diary may outlive the page
            self._heard.emit()

    def _on_heard(self) -> None:
        if self.isVisible():
            self.presenter.show()

    # What a person does ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the log on L."""
        if event.key() == Qt.Key.Key_L and not event.modifiers():
            self.presenter.log()
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_group_chosen(self, at: int) -> None:
        self.presenter.choose_group(str(self.groups.itemData(at)))

    def _on_moved(self, row: int, column: int) -> None:
        self.presenter.move(row, column)
        self._show_cell((row, column))

    def _on_go(self) -> None:
        here = self.grid.currentIndex()
        self.presenter.go(here.row(), here.column())

    def _show_cell(self, at: tuple[int, int]) -> None:
        assert self._state is not None
        cell = self._state.cell(*at)
        if cell is not None:
            self.panel.show_cell(self._state, at)
            self._said.setText(f"{cell.said}.")
            self._go.set_words(words_of_way(cell))
        self._fit()

    # How it fits ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the panel where there is room, else the sentence below the grid."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        has_pupils = self._state is not None and bool(self._state.pupils)
        with_panel = self.width() >= theme.em(PANEL_FROM_EM)
        self.panel.setVisible(has_pupils and with_panel)
        self._keys.setVisible(has_pupils and with_panel)
        self._said.setVisible(has_pupils and not with_panel)
        self._go.setVisible(has_pupils and not with_panel)

    def _restyle(self) -> None:
        em = theme.em
        self._outer.setContentsMargins(em(1.4), em(1.1), em(1.4), em(0.8))
        self._outer.setSpacing(em(0.7))
        self._row.setSpacing(em(1))
        self.panel.setFixedWidth(em(PANEL_EM))
        self.groups.setMinimumWidth(em(12))
        self._fit()
