"""The one window: the door while locked, and behind it the desk of the open diary."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QInputEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from tutordiary.settings import TEXT_PT, SettingsFile
from ui import theme
from ui.door_view import DoorPage
from ui.jobs import JobRunner
from ui.lock import departure, sweep
from ui.lock.handover import Handover, Why

if TYPE_CHECKING:
    from tutordiary.diary import Diary
    from tutordiary.presenters.door import Door
    from ui.desk import Desk
    from ui.lock.guards import Guards

TITLE = "Tutor Diary"
IDLE_CHECK_MS = 2_000  # also how late a wake-up from sleep is noticed
PAPER_MS = 3_000  # how long a lock waits for a page that is being laid out
LOCK_KEY = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_L
)
COVER_KEY = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_B)


class MainWindow(QWidget):
    """Holds the door and the pages, and carries the diary from one to the other.

    Everything of an open diary hangs on ``self._desk``; locking takes the desk away whole, and ``hand_over``
    then puts a fresh process in the place of this one (None: this one goes on, as in tests). ``clock`` tells
    seconds of the wall clock: a monotonic one stands still while the laptop sleeps.
    """

    def __init__(
        self,
        settings: SettingsFile,
        make_door: Callable[[DoorPage, JobRunner], Door],
        *,
        today: Callable[[], date] = date.today,
        clock: Callable[[], float] = time,
        hand_over: Callable[[Handover], None] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(TITLE)
        self._settings = settings
        self._today = today
        self._jobs = JobRunner()
        self._desk: Desk | None = None
        self._when_painted: Callable[[], None] | None = None
        self._hand_over = hand_over
        self._is_closing = False
        self._guards: Guards | None = None
        self._clock = clock
        self._touched_at = clock()
        self.apply_look()
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._door_page = DoorPage()
        self._door = make_door(self._door_page, self._jobs)
        self._door_page.door = self._door
        self._stack.addWidget(self._door_page)
        self._papers = QTimer(self, singleShot=True)
        self._papers.timeout.connect(self._stop_papers)
        self._idle = QTimer(self)
        self._idle.setInterval(IDLE_CHECK_MS)
        self._connect()
        self.resize(1240, 700)  # fits a small laptop
        self._door.start()

    def _connect(self) -> None:
        self._door_page.entered.connect(self._on_door_entered)
        self._idle.timeout.connect(self._on_idle_timeout)
        self._idle.start()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        for keys, action in (
            ("Ctrl+Shift+L", self.lock),
            ("Ctrl++", lambda: self._step_text(1)),
            ("Ctrl+=", lambda: self._step_text(1)),
            ("Ctrl+-", lambda: self._step_text(-1)),
            ("Ctrl+0", lambda: self._set_text(12.0)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def make_ready_when_painted(self, afterwards: Callable[[], None] = lambda: None) -> None:
        """Load the rest of the app, but not before the door can be seen: loading holds up the painting.

        ``afterwards`` is called as soon as that has begun.
        """

        def painted() -> None:
            QTimer.singleShot(0, afterwards)
            self._on_painted()

        self._when_painted = painted

    def _on_painted(self) -> None:
        self._made_guards()
        self._door.make_ready()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Notice the first painting."""
        super().paintEvent(event)
        if self._when_painted is not None:
            QTimer.singleShot(0, self._when_painted)
            self._when_painted = None

    # The diary comes and goes ---------------------------------------------------------------------

    @property
    def desk(self) -> Desk | None:
        """Everything of the open diary; None while locked."""
        return self._desk

    def _on_door_entered(self, diary: Diary) -> None:
        from ui import pages  # not needed to unlock: the door is painted first
        from ui.desk import Desk

        self._desk = Desk(
            diary, pages.build, self._jobs, self._settings, self._today, self.lock, self.apply_look
        )
        self._stack.addWidget(self._desk)
        self._stack.setCurrentWidget(self._desk)
        guards = self._made_guards()
        guards.opened()
        self._desk.capture = guards.capture
        self._desk.come_back()
        self._touch()

    def _made_guards(self) -> Guards:
        if self._guards is None:
            from ui.lock.guards import Guards  # the door is painted without them

            self._guards = Guards(self, self._settings, self.lock)
        return self._guards

    def lock(self, why: Why = Why.BY_HAND) -> None:
        """Put everything away at once: words being typed are kept, the diary is closed.

        The door is on the screen when this returns. Work under way is finished before the diary closes.
        """
        desk = self._desk
        if desk is None:
            self._lock_at_the_door(why)
            return
        if not desk.keep_words():
            self._touch()  # or the idle lock would swallow the very keys that could make room
            if self._guards is not None:
                self._guards.cover.lift()  # what could not be kept is to be seen
            desk.offer_copy(lambda: self.lock(Why.COPIED))
            return
        desk.care.stop()
        handover = departure.describe(self, desk.diary, why)
        self._desk = None
        is_busy = self._jobs.is_busy
        if not is_busy:
            self._show_locked(handover)
        waiting = departure.leave_the_screen(desk, self._stack, self._door_page, is_busy=is_busy)
        if self._guards is not None:
            self._guards.locked()
        sweep.close_all_but(self)
        self.repaint()
        self._papers.start(PAPER_MS)
        self._jobs.when_idle(lambda: self._close_diary(desk, handover, waiting))

    def _stop_papers(self) -> None:
        """Give up a page that takes so long that the key would stay in memory for it."""
        if self._jobs.is_busy and "tutordiary.documents.guarded" in sys.modules:
            from tutordiary.documents import guarded

            guarded.stop_all()

    def _lock_at_the_door(self, why: Why) -> None:
        # A diary that waits for its code or a new passphrase is open, too.
        diary = self._door.holds
        if diary is None or self._jobs.is_busy:
            return
        handover = departure.describe(self, diary, why)
        self._door.leave()
        self._show_locked(handover)
        sweep.close_all_but(self)
        self.repaint()
        if self._hand_over is not None:
            self._hand_over(handover)

    def _close_diary(self, desk: Desk, handover: Handover, waiting: QWidget | None) -> None:
        self._papers.stop()  # or it would end the first page after the next unlocking
        desk.finish()
        desk.deleteLater()
        if waiting is not None:
            self._stack.setCurrentWidget(self._door_page)
            self._stack.removeWidget(waiting)
            waiting.deleteLater()
            self._show_locked(handover)
        if self._hand_over is not None and not self._is_closing:
            self._hand_over(handover)  # does not come back, unless the system refused a fresh process

    def _show_locked(self, handover: Handover) -> None:
        """Show the unlock page, with the reason when the person did not lock it themselves."""
        self._door.lock(handover.folder, is_sample=handover.is_sample)
        sentence = handover.sentence(self._settings.settings.lock_after_min)
        if sentence:
            self._door_page.praise(sentence)

    def take_over(self, handover: Handover) -> None:
        """Go on where the process before this one locked: the same diary at the door, the same window."""
        self._show_locked(handover)
        departure.stand_as_before(self, handover)

    def come_up(self) -> bool:
        """Come to the front as it is: locked or covered, it stays so. False when the window is closing."""
        if not self.isVisible():
            return False
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        asking = QApplication.activeModalWidget() or self
        asking.raise_()
        asking.activateWindow()
        QApplication.alert(asking)  # where the system does not let it come to the front by itself
        return True

    def complain(self, sentence: str) -> None:
        """Say that something went wrong, on whatever page is open."""
        if self._desk is not None:
            self._desk.complain(sentence)
        else:
            self._door_page.complain(sentence)

    # Looks ----------------------------------------------------------------------------------------

    def apply_look(self) -> None:
        """Use the theme and text size of the settings, now."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look = self._settings.settings
        scheme = theme.scheme_for_system(app, wanted=look.theme)
        theme.apply_theme(app, scheme, look.text_pt)

    def _step_text(self, by: int) -> None:
        sizes = list(TEXT_PT)
        now = min(range(len(sizes)), key=lambda i: abs(sizes[i] - self._settings.settings.text_pt))
        self._set_text(sizes[max(0, min(len(sizes) - 1, now + by))])

    def _set_text(self, size_pt: float) -> None:
        self._settings.change(text_pt=size_pt)
        self.apply_look()

    # Idle, resize, close --------------------------------------------------------------------------

    def _touch(self) -> None:
        self._touched_at = self._clock()

    def _on_idle_timeout(self) -> None:
        if self._guards is not None:
            self._guards.capture.follow()
        if self._idle_too_long():
            self.lock(Why.IDLE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if not isinstance(event, QInputEvent):  # every event of every widget comes by: most end here
            return False
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            if self._desk is not None and self._idle_too_long():
                self.lock(Why.IDLE)
                return True
            self._touch()
            if isinstance(event, QKeyEvent) and self._desk is not None:
                return self._on_key_anywhere(event)
        return False

    def _on_key_anywhere(self, event: QKeyEvent) -> bool:
        """Lock or cover from a dialog, too, which keeps the window's own shortcuts from being heard."""
        pressed = event.keyCombination()
        if pressed == LOCK_KEY:
            self.lock()
        elif pressed == COVER_KEY and self._guards is not None:
            self._guards.cover.lay()
        else:
            return False
        return True

    def _idle_too_long(self) -> bool:
        # A clock that was put back must not put the lock off.
        self._touched_at = min(self._touched_at, self._clock())
        return self._clock() - self._touched_at >= self._settings.settings.lock_after_min * 60

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rail go icon-only when the window is narrow."""
        super().resizeEvent(event)
        if self._desk is not None:
            self._desk.fit(self.width())

    def changeEvent(self, event: QEvent) -> None:
        """Lock when the window is put away, for those who want it so."""
        super().changeEvent(event)
        if (
            event.type() == QEvent.Type.WindowStateChange
            and self.isMinimized()
            and self._settings.settings.lock_when_minimised
        ):
            QTimer.singleShot(0, self, lambda: self.lock(Why.MINIMISED))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything away before the window goes."""
        desk = self._desk
        if desk is not None:
            if not desk.keep_words():
                desk.offer_copy()
                event.ignore()
                return
            self.hide()  # the day's backup may take a moment
            desk.care.before_close(lambda: None)
            desk.finish()
        self._is_closing = True
        self._jobs.settle()  # a lock may still wait for work
        self._jobs.finish()
        self._door.leave()
        if self._guards is not None:
            self._guards.end()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        event.accept()
