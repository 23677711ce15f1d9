"""The second step: the list of passages, the passage in hand, the words kept although they equal a name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tutordiary.presenters.share_marks import KEPT_ROW
from tutordiary.presenters.share_state import PassageState, ReviewState, RunState
from tutordiary.presenters.share_words import READING
from ui import theme
from ui.share.choose import OPEN_LOG
from ui.share.kept_card import KeptCard
from ui.share.passage_list import PassageList
from ui.share.passage_panel import PassagePanel
from ui.share.run_panel import RunPanel
from ui.widgets import NoticeBar, Scroller, announce

LIST_EM, STRIP_EM, STRIP_BELOW_EM = 20.0, 3.7, 50.0
PASSAGE, KEPT, RUN = 0, 1, 2  # what stands beside the list
NO_LIMIT = 16_777_215  # Qt's own largest size
_KEYS = {
    Qt.Key.Key_N: "N",
    Qt.Key.Key_K: "K",
    Qt.Key.Key_R: "R",
    Qt.Key.Key_X: "X",
    Qt.Key.Key_U: "U",
    Qt.Key.Key_O: "O",
    Qt.Key.Key_G: "G",
    Qt.Key.Key_J: "J",
    Qt.Key.Key_L: "L",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
}
_LIST_KEYS = {
    Qt.Key.Key_Down: "J",
    Qt.Key.Key_Up: "L",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
}


class ReviewStep(QWidget):
    """Draws the review and turns keys into answers while the list or a text has the focus.

    Signals: ``answered`` with a key's word (N, K, G, R, Shift+R, X, U, O, Enter, J, L, Left, Right);
    ``question_wanted`` with its place; ``passage_chosen`` with an id; ``kept_seen`` with a tick;
    ``kept_named`` with the place of a kept word that is a name after all; ``log_wanted``.
    """

    answered = Signal(str)
    question_wanted = Signal(int)
    passage_chosen = Signal(str)
    kept_seen = Signal(bool)
    kept_named = Signal(int)
    log_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: ReviewState | None = None
        self._in_hand = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._empty = NoticeBar("")
        self._empty.action_chosen.connect(lambda _words: self.log_wanted.emit())
        outer.addWidget(self._empty)
        self._work = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._work)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.list = PassageList()
        self.list.passage_chosen.connect(self.passage_chosen)
        self._row.addWidget(self.list)
        self.panel = PassagePanel()
        self.panel.answered.connect(self.answered)
        self.panel.question_wanted.connect(self.question_wanted)
        self.kept = KeptCard()
        self.kept.seen.connect(self.kept_seen)
        self.kept.named.connect(self.kept_named)
        self.kept.passage_wanted.connect(self._on_kept_wanted)
        self.run = RunPanel()
        self.run.answered.connect(self.answered)
        self._side = QStackedWidget()
        self._scrollers: list[Scroller] = []
        for card in (self.panel, self.kept, self.run):
            scroller = Scroller()
            scroller.body.addWidget(card)
            self._scrollers.append(scroller)
            self._side.addWidget(scroller)
        self._row.addWidget(self._side, 1)
        outer.addWidget(self._work, 1)
        outer.addStretch(0)
        for part in (self.list, self.panel.original, self.panel.leaving, self.run.leaving, self.kept.places):
            part.installEventFilter(self)
        theme.notifier().theme_changed.connect(self._arrange)

    def show_review(self, state: ReviewState) -> None:
        """Draw the list."""
        self._state = state
        waiting = READING if state.is_reading else state.empty
        self._empty.say(waiting, mood="info", actions=(OPEN_LOG,) if state.empty else ())
        self._work.setVisible(not waiting)
        self.list.put(state.rows, state.current)
        self.kept.show_kept(state.kept, seen=state.kept_seen)
        if state.current == KEPT_ROW:
            self._side.setCurrentIndex(KEPT)
        for panel in (self.panel, self.run):
            panel.show_undo(can_undo=state.can_undo)

    def show_passage(self, state: PassageState | None) -> None:
        """Draw the passage in hand."""
        if state is not None and self._state is not None:
            self._side.setCurrentIndex(PASSAGE)
            self.panel.show_passage(state, can_undo=self._state.can_undo)
            self._show_top(PASSAGE, state.id)
            announce(self.list, state.status)

    def show_run(self, state: RunState | None) -> None:
        """Draw the run in hand."""
        if state is not None and self._state is not None:
            self._side.setCurrentIndex(RUN)
            self.run.show_run(state, can_undo=self._state.can_undo)
            self._show_top(RUN, state.id)
            announce(self.list, f"{state.title}. {state.status}")

    @property
    def selected(self) -> str:
        """The words selected in the text that can be seen."""
        return (self.run.leaving if self._side.currentIndex() == RUN else self.panel.original).selected

    def focus_first(self) -> None:
        """Put the focus on the list, or on the way on where there is nothing to read."""
        if self._state is not None and self._state.empty:
            for button in self._empty.buttons:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._work.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def scrolled_to_end(self) -> bool:
        """Return whether the end of what would leave can be seen; otherwise show more of it."""
        at = self._side.currentIndex()
        if at == KEPT:
            return self.kept.scrolled_to_end()
        text, around = (self.run if at == RUN else self.panel).leaving, self._scrollers[at]
        bar, top = around.verticalScrollBar(), text.mapTo(around.inside, QPoint(0, 0)).y()
        seen = text.visibleRegion().boundingRect()
        # Not ensureWidgetVisible: of a text it shows the line of the cursor only.
        if seen.height() < min(text.height(), around.viewport().height()) - theme.em(0.5):
            bar.setValue(top - theme.em(0.3))
            return False
        if not text.is_at_end:
            text.page_down(seen.height())
            return False
        if seen.bottom() < text.height() - theme.em(0.5):  # the end of a text taller than the page
            bar.setValue(top + text.height() - around.viewport().height() + theme.em(0.3))
            return False
        return True

    def _show_top(self, at: int, row_id: str) -> None:
        """Show the beginning of a text newly in hand, where the end of the one before it stood."""
        if row_id == self._in_hand:
            return
        self._in_hand = row_id
        text = (self.run if at == RUN else self.panel).leaving
        bar = self._scrollers[at].verticalScrollBar()
        bar.setValue(min(bar.value(), text.mapTo(self._scrollers[at].inside, QPoint(0, 0)).y()))

    def _on_kept_wanted(self, passage_id: str) -> None:
        self.passage_chosen.emit(passage_id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn keys into answers."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers()
            shift = held == Qt.KeyboardModifier.ShiftModifier
            if held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier) or shift:
                key = _KEYS.get(Qt.Key(event.key()))
                if key is None and watched is self.list and not shift:
                    key = _LIST_KEYS.get(Qt.Key(event.key()))
                    if key in ("Left", "Right") and self._side.currentIndex() == KEPT:
                        self.kept.step(1 if key == "Right" else -1)
                        return True
                if shift:
                    key = "Shift+R" if key == "R" else None
                if key == "N" and self._side.currentIndex() == KEPT:
                    self.kept.name_current()
                    return True
                if key is not None:
                    self.answered.emit(key)
                    return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its share."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        em = theme.em
        strip = self.width() < em(STRIP_BELOW_EM)
        # Where there is no room beside, one row of the list stands above the texts.
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if strip else QBoxLayout.Direction.LeftToRight
        )
        self.list.setMinimumSize(0 if strip else em(LIST_EM), em(STRIP_EM))
        self.list.setMaximumSize(NO_LIMIT if strip else em(LIST_EM), em(STRIP_EM) if strip else NO_LIMIT)
        self._row.setSpacing(em(0.6 if strip else 1))
        for panel in (self.panel, self.run):
            panel.title.setVisible(not strip)  # the strip has just said it
