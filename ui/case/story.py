"""The story view: the tray of evidence, the parts of the story, and the piece in hand beside its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QTabBar, QVBoxLayout, QWidget

from tutordiary.presenters.case_studio_state import InHand, Lane, StoryState, TrayCard
from ui import theme
from ui.case.cards import CardRow, HeadRow, Row
from ui.case.in_hand import InHandPanel
from ui.case.lists import TRAY, StoryList, TrayList
from ui.case.weave import Weave
from ui.widgets import Chip, Muted, Scroller, Text, announce

if TYPE_CHECKING:
    from tutordiary.presenters.case_studio import CaseStudio

BESIDE_FROM_EM = 62.0  # below it one of the three is seen at a time
WEAVE_FROM_EM, KEPT_FROM_EM = 22.0, 16.0
VIEWS = ("Evidence", "Parts", "Piece in hand")
EVIDENCE, STORY, HAND = range(3)
EMPTY_TRAY = "Every entry of these weeks that may be told is in the story."
NOT_FOUND = "No entry says this. Try fewer letters."


class StoryPanel(QWidget):
    """Draws the story and forwards what is put, moved and taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.presenter: CaseStudio
        self._state: StoryState | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.switch = QTabBar()
        self.switch.setAccessibleName("What is shown")
        self.switch.setDrawBase(False)
        self.switch.setExpanding(False)
        self.switch.setUsesScrollButtons(False)
        for words in VIEWS:
            self.switch.addTab(words)
        self.switch.setCurrentIndex(STORY)
        self._outer.addWidget(self.switch)
        self._row = QHBoxLayout()
        self._outer.addLayout(self._row, 1)
        self.tray, self.list, self.hand = TrayList(), StoryList(), InHandPanel()
        self._scroller = Scroller()
        self._scroller.body.addWidget(self.hand)
        self._columns = (self._build_tray(), self._build_story(), self._scroller)
        for column, stretch in zip(self._columns, (4, 6, 5), strict=True):
            self._row.addWidget(column, stretch)
        self._connect()
        self.hand.installEventFilter(self)
        for part in (self.hand.field, self.hand.source):
            part.installEventFilter(self)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_tray(self) -> QWidget:
        box = QWidget()
        column = self._tray_column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        head = self._tray_head = QHBoxLayout()
        self._tray_title = Text("Evidence", role="strong")
        head.addWidget(self._tray_title, 1)
        self.fits = Chip("Fits this part", name="Only evidence that fits the part in hand")
        head.addWidget(self.fits)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find in the evidence")
        self.search.setAccessibleName("Find in the evidence")
        self.search.setClearButtonEnabled(True)
        self._empty, self._kept = Muted("", wrap=True), Muted("", role="small", wrap=True)
        column.addLayout(head)
        column.addWidget(self.search)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._empty, 1)
        column.addWidget(self.tray, 1)
        column.addWidget(self._kept)
        return box

    def _build_story(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.weave = Weave()
        column.addWidget(self.weave)
        column.addWidget(self.list, 1)
        return box

    def _connect(self) -> None:
        tray, story, hand = self.tray, self.list, self.hand
        self.switch.currentChanged.connect(lambda _at: self._fit())
        self.fits.toggled.connect(lambda on: self.presenter.only_fitting(on=on))
        self.search.textChanged.connect(lambda typed: self.presenter.find(typed))
        tray.put_wanted.connect(lambda one: self.presenter.put(one))
        tray.left.connect(lambda: self.go_to(STORY))
        story.row_chosen.connect(self._on_row)
        story.words_wanted.connect(self._on_words)
        story.own_wanted.connect(self._on_own)
        story.out_wanted.connect(lambda: self.presenter.take_out())
        story.undo_wanted.connect(lambda: self.presenter.undo())
        story.moved.connect(lambda by: self.presenter.move(by))
        story.part_changed.connect(lambda by: self.presenter.change_part(by))
        story.dropped.connect(self._on_dropped)
        story.left.connect(lambda: self.go_to(EVIDENCE))
        hand.moved.connect(self._on_moved)
        hand.out_wanted.connect(self._on_out)
        hand.back_wanted.connect(lambda: self.presenter.take_back())

    def join(self, presenter: CaseStudio) -> None:
        """Let a presenter decide what is drawn here."""
        self.presenter = self.hand.presenter = presenter

    # What the presenter shows -------------------------------------------------------------------

    def show_story(self, state: StoryState) -> None:
        """Draw the parts and the tray."""
        before, self._state = self._state, state
        rows: list[Row] = []
        for number, lane in enumerate(state.lanes, start=1):
            rows += _lane_rows(lane, number, len(state.lanes))
        self.list.put(rows, state.part, state.piece)
        current = self.tray.current
        is_same_part = before is not None and before.part == state.part
        held = current.id if isinstance(current, CardRow) and is_same_part else ""
        tray = [_tray_row(card) for card in state.tray]
        if held not in {row.id for row in tray}:
            held = (self._follower(tray) if is_same_part else "") or (tray[0].id if tray else "")
        self.tray.put(tray, "", held)
        wanted = self.search.text().strip()
        self._empty.setText("" if tray else NOT_FOUND if wanted else EMPTY_TRAY)
        self._empty.setVisible(not tray)
        self.tray.setVisible(bool(tray))
        self._kept.setText(state.kept_back)
        self._fit_kept()
        self.weave.show_story(state)
        if (
            before is not None
            and before.case_id == state.case_id
            and before.undo != state.undo
            and state.undo
        ):
            announce(self.list, state.undo)

    def _follower(self, tray: list[CardRow]) -> str:
        """Return the entry that comes next where the one in hand went into the story."""
        rows = self.tray.rows
        at = self.tray.currentRow()
        left = {row.id for row in tray}
        return next((row.id for row in (*rows[at + 1 :], *reversed(rows[:at])) if row.id in left), "")

    def show_in_hand(self, state: InHand | None) -> None:
        """Draw the piece in hand."""
        self.hand.show_in_hand(state)

    # What a person does -------------------------------------------------------------------------

    def go_to(self, view: int) -> None:
        """Put the focus into the tray, the story or the words of the piece in hand."""
        self.switch.setCurrentIndex(view)
        if view == EVIDENCE:
            target: QWidget = self.tray if self.tray.count() else self.search
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view == STORY:
            self.list.focus_here()
        else:
            self.hand.focus_words()

    def _on_row(self, part: str, card: str) -> None:
        self.hand.save.flush()
        self.presenter.select(part, card)

    def _on_words(self) -> None:
        row = self.list.current
        if isinstance(row, HeadRow):
            self._on_own()
        elif row is not None:
            self.go_to(HAND)

    def _on_own(self) -> None:
        self.presenter.write_own()
        self.go_to(HAND)

    def _on_dropped(self, home: str, card: str, part: str, before: str) -> None:
        if home == TRAY:
            self.presenter.put(card, part, before)
        else:
            self.presenter.move_to(card, part, before)
        self.go_to(STORY)

    def _on_moved(self, where: str) -> None:
        self.hand.save.flush()
        if where in ("up", "down"):
            self.presenter.move(-1 if where == "up" else 1)
        else:
            self.presenter.change_part(-1 if where == "before" else 1)

    def _on_out(self) -> None:
        self.hand.save.flush()
        self.presenter.take_out()
        self.go_to(STORY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back to the story on Esc."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.go_to(STORY)
            return True
        return False

    # Looks --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the three side by side where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= theme.em(BESIDE_FROM_EM)
        focus = QApplication.focusWidget()
        self.switch.setVisible(not beside)
        self.weave.fit(has_room=beside and self.height() >= theme.em(WEAVE_FROM_EM))
        self._fit_kept()
        if beside == self._tray_title.isHidden():
            self._tray_title.setVisible(beside)
            if beside:
                self._tray_column.insertWidget(1, self.search)
            else:
                self._tray_head.insertWidget(0, self.search, 1)
        for at, column in enumerate(self._columns):
            column.setVisible(beside or at == self.switch.currentIndex())
        if focus is not None and not focus.isVisible() and self.isAncestorOf(focus):
            self.switch.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_kept(self) -> None:
        """Say how much is not offered where there is room to say it."""
        self._kept.setVisible(bool(self._kept.text()) and self.height() >= theme.em(KEPT_FROM_EM))

    def _restyle(self) -> None:
        self._row.setSpacing(theme.em(0.9))
        self._outer.setSpacing(theme.em(0.4))
        for column in self._columns[:2]:
            layout = column.layout()
            if layout is not None:
                layout.setSpacing(theme.em(0.45))
        self._fit()


def _lane_rows(lane: Lane, number: int, of: int) -> list[Row]:
    head = HeadRow(lane.key, lane.title, number, of, len(lane.cards), lane.prompt)
    cards = [
        CardRow(lane.key, card.id, card.about, card.words, card.look, "reworded" if card.is_reworded else "")
        for card in lane.cards
    ]
    return [head, *cards]


def _tray_row(card: TrayCard) -> CardRow:
    return CardRow("", card.id, f"{card.when}. {card.what}", card.words, card.look, card.place)
