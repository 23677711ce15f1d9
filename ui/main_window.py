"""The one window: the door while locked, and behind it the rail with one page at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tutordiary.diary import Diary
from tutordiary.errors import TutorDiaryError
from tutordiary.model import Group
from tutordiary.presenters.door import Door
from tutordiary.settings import TEXT_PT, SettingsFile
from ui import theme
from ui.door_view import DoorPage
from ui.jobs import JobRunner
from ui.sample_strip import SampleStrip
from ui.widgets import NavItem, NavRail, NoticeBar

if TYPE_CHECKING:
    from ui.new_group_sheet import NewGroupSheet

TITLE = "Tutor Diary"
MARK_MS = 60_000
PAGE, SHEET = "page", "sheet"  # preferences of the diary: where to come back to
PAGES = (
    NavItem("today", "Today", "calendar-check", "Alt+1"),
    NavItem("log", "Log", "notebook-pen", "Alt+2"),
    NavItem("pupils", "Pupils", "users", "Alt+3"),
    NavItem("reports", "Reports", "file-text", "Alt+4"),
    NavItem("bundle", "Share", "package", "Alt+5"),
)
FOOT = (
    NavItem("settings", "Settings", "settings", "Ctrl+,"),
    NavItem("lock", "Lock now", "lock", "Ctrl+Shift+L", is_action=True),
)


class MainWindow(QWidget):
    """Holds the door and the pages, and carries the diary from one to the other.

    Everything of an open diary hangs on ``self._desk``; locking takes the desk away whole. ``clock`` tells
    seconds of the wall clock: a monotonic one stands still while the laptop sleeps.
    """

    def __init__(
        self,
        settings: SettingsFile,
        make_door: Callable[[DoorPage, JobRunner], Door],
        *,
        today: Callable[[], date] = date.today,
        clock: Callable[[], float] = time,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(TITLE)
        self._settings = settings
        self._today = today
        self._jobs = JobRunner()
        self._desk: Desk | None = None
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
        self._idle = QTimer(self)
        self._idle.setInterval(15_000)
        self._connect()
        self.resize(1240, 700)  # fits a small laptop
        self._door.start()

    def _connect(self) -> None:
        self._door_page.entered.connect(self._on_door_entered)
        self._door_page.sheet_wanted.connect(self._on_sheet_wanted)
        self._idle.timeout.connect(self._on_idle_timeout)
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

    # The diary comes and goes ---------------------------------------------------------------------

    @property
    def desk(self) -> Desk | None:
        """Everything of the open diary; None while locked."""
        return self._desk

    def _on_door_entered(self, diary: Diary) -> None:
        self._desk = Desk(diary, self._jobs, self._settings, self._today, self.lock, self.apply_look)
        self._stack.addWidget(self._desk)
        self._stack.setCurrentWidget(self._desk)
        self._desk.come_back()
        self._touch()
        self._idle.start()

    def lock(self) -> None:
        """Put everything away at once: words being typed are kept, the diary is closed."""
        desk = self._desk
        if desk is None:
            return
        diary = desk.diary
        folder, is_sample = diary.folder, diary.is_sample
        if not desk.put_away():
            return
        self._idle.stop()
        self._desk = None
        self._stack.setCurrentWidget(self._door_page)
        self._stack.removeWidget(desk)
        desk.hide()
        desk.deleteLater()
        clipboard = QApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        self._door.lock(folder, is_sample=is_sample)

    def complain(self, sentence: str) -> None:
        """Say that something went wrong, on whatever page is open."""
        if self._desk is not None:
            self._desk.complain(sentence)
        else:
            self._door_page.complain(sentence)

    def _on_sheet_wanted(self, code: str, vault_id: str) -> None:
        target, _ = QFileDialog.getSaveFileName(
            self, "Where to put the sheet", str(Path.home() / "recovery-sheet.pdf"), "PDF (*.pdf)"
        )
        if not target:
            return
        from tutordiary.drafting.recovery_sheet import write_sheet

        self._jobs.run(
            lambda: write_sheet(Path(target), code, vault_id, self._today()),
            lambda _: self._door_page.praise(
                f"Written: {Path(target).name}. Print it, put the paper away, then delete the file."
            ),
            lambda error: self._door_page.complain(str(error)),
        )

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
        if self._desk is not None and self._idle_too_long():
            self.lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            if self._desk is not None and self._idle_too_long():
                self.lock()
                return True
            self._touch()
        return False

    def _idle_too_long(self) -> bool:
        return self._clock() - self._touched_at >= self._settings.settings.lock_after_min * 60

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rail go icon-only when the window is narrow."""
        super().resizeEvent(event)
        if self._desk is not None:
            self._desk.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything away before the window goes."""
        if self._desk is not None and not self._desk.put_away():
            event.ignore()
            return
        self._jobs.finish()
        self._door.leave()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        event.accept()


class Desk(QWidget):
    """The rail and the pages of one open diary. Pages are built when first opened."""

    def __init__(
        self,
        diary: Diary,
        jobs: JobRunner,
        settings: SettingsFile,
        today: Callable[[], date],
        lock: Callable[[], None],
        apply_look: Callable[[], None],
    ) -> None:
        super().__init__()
        self.diary = diary
        self._jobs = jobs
        self._settings = settings
        self._today = today
        self._apply_look = apply_look
        self._pages: dict[str, QWidget] = {}
        self._group_sheet: NewGroupSheet | None = None
        self.rail = NavRail(PAGES, FOOT)
        self.rail.page_chosen.connect(self.open_page)
        self.rail.action_chosen.connect(lambda _key: lock())
        self.stack = QStackedWidget()
        # A page that is too wide or too tall must not push the window off the screen.
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        theme.notifier().theme_changed.connect(self._on_theme_changed)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if diary.is_sample:
            column.addWidget(SampleStrip())
        self._trouble = NoticeBar("", mood="danger")
        column.addWidget(self._trouble)
        column.addWidget(self.stack, 1)
        # A kill or a power cut between two marks raises no false alarm; a marked loss does raise one.
        self._mark = QTimer(self)
        self._mark.setInterval(MARK_MS)
        self._mark.timeout.connect(self._on_mark_timeout)
        self._mark.start()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        keys = [(f"Alt+{number}", item.key) for number, item in enumerate(PAGES, start=1)]
        for shortcut, key in (*keys, ("Ctrl+L", "log"), ("Ctrl+,", "settings")):
            QShortcut(QKeySequence(shortcut), self).activated.connect(lambda one=key: self.open_page(one))
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.add_group)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.rail.focus_pages)

    def page(self, key: str) -> QWidget:
        """Return a page, built the first time it is asked for."""
        if key not in self._pages:
            from ui import pages

            self._pages[key] = pages.build(key, self)
            self.stack.addWidget(self._pages[key])
        return self._pages[key]

    @property
    def jobs(self) -> JobRunner:
        """The worker for long work."""
        return self._jobs

    @property
    def settings(self) -> SettingsFile:
        """The app's settings."""
        return self._settings

    @property
    def today(self) -> Callable[[], date]:
        """What day it is."""
        return self._today

    def apply_look(self) -> None:
        """Use changed settings for the look."""
        self._apply_look()

    def open_page(self, key: str) -> None:
        """Show a page with what the diary holds now, and put the focus where work begins."""
        self._turn_to(key).arrive()  # type: ignore[attr-defined]

    def come_back(self) -> None:
        """Show what was open when the diary was last put away, with the caret in an unfinished word."""
        key = self.diary.preference(PAGE)
        page = self._turn_to(key if key in {item.key for item in (*PAGES, *FOOT[:1])} else "today")
        begin: Callable[[], None] = getattr(page, "come_back", None) or page.arrive  # type: ignore[attr-defined]
        begin()
        if self.diary.preference(SHEET):
            self.add_group()

    def open_log(self, group_id: str, day: date) -> None:
        """Go to the log of a group's session on a day."""
        self._turn_to("log").open_session(group_id, day)  # type: ignore[attr-defined]

    def open_report(self, pupil_id: str) -> None:
        """Go to a new report for a pupil."""
        self._turn_to("reports").open_for(pupil_id)  # type: ignore[attr-defined]

    def _turn_to(self, key: str) -> QWidget:
        if self._group_sheet is not None:
            self._group_sheet.leave()
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.rail.set_current(key)
        self.diary.keep_preference(PAGE, key)
        return page

    def add_group(self) -> None:
        """Lay the sheet for a new group over the page."""
        from ui.new_group_sheet import NewGroupSheet

        def done(_: Group) -> None:
            self.open_page("today")

        if self._group_sheet is None:
            self._group_sheet = NewGroupSheet(self.stack, self.diary, self._today(), done)
            self._group_sheet.closed.connect(self._on_group_sheet_closed)
            self.diary.keep_preference(SHEET, "group")

    def _on_group_sheet_closed(self) -> None:
        self._group_sheet = None
        self.diary.keep_preference(SHEET, "")

    def fit(self, width_px: int) -> None:
        """Follow the window's width."""
        self.rail.fit(width_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's width."""
        super().resizeEvent(event)
        self.fit(self.width())

    def _on_theme_changed(self) -> None:
        self.fit(self.width())

    def _on_mark_timeout(self) -> None:
        try:
            self.diary.vault.save_mark()
        except TutorDiaryError as error:
            self.complain(str(error))

    def complain(self, sentence: str) -> None:
        """Say that something went wrong, above whatever page is open."""
        self._trouble.say(sentence, mood="danger")

    def put_away(self) -> bool:
        """Keep every word being typed, then close the diary. False when something could not be kept.

        Waits for work under way: a backup being written needs the diary open.
        """
        if self._group_sheet is not None:
            self._group_sheet.keep_now()
        for page in self._pages.values():
            keep = getattr(page, "keep_everything", None)
            if keep is not None and not keep():
                self.stack.setCurrentWidget(page)
                return False
        self._jobs.settle()
        self._mark.stop()
        self.diary.close()
        return True
