"""The desk of one open diary: the rail at the left and one page at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tutordiary import bugs, dates
from tutordiary.diary import Diary
from tutordiary.errors import CannotWrite, TutorDiaryError, UserError
from tutordiary.presenters import concern
from tutordiary.presenters.backup_care import BackupCare
from tutordiary.settings import SettingsFile
from ui import theme
from ui.coaching.calls import calls
from ui.concern.line import ConcernLine
from ui.desk_sheets import WHICH_GROUP, DeskSheets
from ui.jobs import JobRunner
from ui.lock.elsewhere import Elsewhere
from ui.sample_strip import SampleStrip
from ui.told_line import ToldLine
from ui.widgets import NavItem, NavRail, NoticeBar

if TYPE_CHECKING:
    from ui.lock.capture import Capture

MARK_MS = 60_000
ONLY_TO_LOOK = "This copy is open to look at. Nothing in it can be changed."
PAGE = "page"  # a preference of the diary: where to come back to
PAGES = (
    NavItem("today", "Today", "calendar-check", "Alt+1"),
    NavItem("log", "Log", "notebook-pen", "Alt+2"),
    NavItem("pupils", "Pupils", "users", "Alt+3"),
    NavItem("radar", "Radar", "radar", "Alt+4"),
    NavItem("reports", "Reports", "file-text", "Alt+5"),
    NavItem("bundle", "Share", "package", "Alt+6"),
    NavItem("find", "Find", "search", "Alt+7"),
)
FOOT = (
    NavItem("concern", "Concern", "shield", "Ctrl+Shift+C", is_action=True),
    NavItem("settings", "Settings", "settings", "Ctrl+,"),
    NavItem("lock", "Lock now", "lock", "Ctrl+Shift+L", is_action=True),
)
MORE_KEYS = (("Ctrl+L", "log"), ("Ctrl+T", "timetable"), ("Ctrl+F", "find"))
SHEET_KEYS = (
    ("Ctrl+N", "group"),
    ("Ctrl+K", "moment"),
    ("Ctrl+Shift+C", "concern"),
    ("Shift+F1", "glossary"),
)
MORE_PAGES = ("timetable", "paper", "settings")  # pages that are not in the list at the top of the rail
WITH_OWN_KEYS = ("log", "bundle", "paper")  # pages whose F1 knows what they are doing at the moment


class Desk(QWidget):
    """The rail and the pages of one open diary. Pages are built when first opened."""

    def __init__(
        self,
        diary: Diary,
        build_page: Callable[[str, Desk], QWidget],
        jobs: JobRunner,
        settings: SettingsFile,
        today: Callable[[], date],
        lock: Callable[[], None],
        apply_look: Callable[[], None],
    ) -> None:
        super().__init__()
        self.diary = diary
        self._build_page = build_page
        self._jobs = jobs
        self._settings = settings
        self._today = today
        self._apply_look = apply_look
        self._pages: dict[str, QWidget] = {}
        self._key = self._key_before = "today"
        self.sheets = DeskSheets(self)
        self.rail = NavRail(PAGES, FOOT)
        self.rail.page_chosen.connect(self.open_page)
        self.rail.action_chosen.connect(lambda key: lock() if key == "lock" else self.sheets.open(key))
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
        self._elsewhere = Elsewhere(self, diary, self._trouble, self._keep_pages, today)
        self.care = BackupCare(diary, settings, jobs, today, self._on_backup_news)
        self.capture: Capture | None = None
        self._told = ToldLine()
        self._waiting = ConcernLine()
        self._waiting.wanted.connect(lambda: self.sheets.open("concern"))
        for bar in (self._trouble, self._waiting, self._told):
            column.addWidget(bar)
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
        keys = [(item.hint, item.key) for item in (*PAGES, *FOOT) if not item.is_action]
        for shortcut, key in (*keys, *MORE_KEYS):
            QShortcut(QKeySequence(shortcut), self).activated.connect(lambda one=key: self.open_page(one))
        for shortcut, key in SHEET_KEYS:
            QShortcut(QKeySequence(shortcut), self).activated.connect(lambda one=key: self.sheets.open(one))
        calls().concern_wanted.connect(self._on_concern_wanted)
        calls().glossary_wanted.connect(self._on_glossary_wanted)
        calls().group_wanted.connect(self.open_group)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.rail.focus_pages)

    def open_group(self, group_id: str) -> None:
        """Lay a group's own sheet over the page: its names, its rules, who is in it."""
        self.sheets.leave()
        self.sheets.group_id = group_id
        self.remember(WHICH_GROUP, group_id)
        self.sheets.open("this_group")

    def show_again(self) -> None:
        """Show the open page with what the diary holds now, at the same place."""
        page = self.page(self._key)
        begin: Callable[[], None] = getattr(page, "come_back", None) or page.arrive  # type: ignore[attr-defined]
        self._begin(begin)

    def _on_concern_wanted(self) -> None:
        self.sheets.open("concern")

    def _on_glossary_wanted(self) -> None:
        self.sheets.open("glossary")

    def page(self, key: str) -> QWidget:
        """Return a page, built the first time it is asked for."""
        if key not in self._pages:
            page = self._pages[key] = self._build_page(key, self)
            self.stack.addWidget(page)
            if key not in WITH_OWN_KEYS:
                shortcut = QShortcut(QKeySequence("F1"), page)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(lambda: self._show_keys(key))
        return self._pages[key]

    def _show_keys(self, key: str) -> None:
        from ui.keys_sheet import KeysSheet

        own = getattr(self._pages[key], "KEYS", ())
        named = [item for item in (*PAGES, *FOOT) if not item.is_action]
        name = next((item.word for item in named if item.key == key), key.capitalize())
        pages = [(item.hint.replace("+", " "), item.word) for item in named]
        KeysSheet(self.stack, name, own, pages).present()

    @property
    def open_key(self) -> str:
        """The key of the page that is open."""
        return self._key

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
        self._begin(self._turn_to(key).arrive)  # type: ignore[attr-defined]

    def come_back(self) -> None:
        """Show what was open when the diary was last put away, with the caret in an unfinished word."""
        if self.diary.is_read_only:
            self._trouble.say(ONLY_TO_LOOK, mood="info")
        self.care.on_open()
        key = self.diary.preference(PAGE)
        known = {*(item.key for item in PAGES), *MORE_PAGES}
        page = self._turn_to(key if key in known else "today")
        self.ask_about_concerns()
        begin: Callable[[], None] = getattr(page, "come_back", None) or page.arrive  # type: ignore[attr-defined]
        self._begin(begin)
        self.sheets.come_back()

    def open_log(self, group_id: str, day: date, session_id: str = "", record_id: str = "") -> None:
        """Go to the log of a group's session on a day, or of one of the two it had; there to a record."""
        page = self._turn_to("log")
        self._begin(
            lambda: page.open_session(group_id, day, session_id, record_id)  # type: ignore[attr-defined]
        )

    def open_pupil(self, pupil_id: str, part: str = "", outcome: str = "", record_id: str = "") -> None:
        """Go to a pupil's page; with ``part`` its sheet for a new record, or for the one with that id."""
        page = self._turn_to("pupils")
        self._begin(lambda: page.open_for(pupil_id, part, outcome, record_id))  # type: ignore[attr-defined]

    def open_paper(self, group_id: str, day: date) -> None:
        """Go to the sheets of paper of a day's week, at the one of a group."""
        page = self._turn_to("paper")
        self._begin(lambda: page.open_for(group_id, day))  # type: ignore[attr-defined]

    def open_report(self, pupil_id: str) -> None:
        """Go to a new report for a pupil."""
        page = self._turn_to("reports")
        self._begin(lambda: page.open_for(pupil_id))  # type: ignore[attr-defined]

    def open_plan(self, pupil_id: str) -> None:
        """Go to a pupil's learning plan."""
        page = self._turn_to("reports")
        self._begin(lambda: page.open_plan(pupil_id))  # type: ignore[attr-defined]

    def open_case(self, case_id: str) -> None:
        """Go to a case study, or with an empty id to the last one."""
        page = self._turn_to("reports")
        self._begin(lambda: page.open_case(case_id))  # type: ignore[attr-defined]

    def share_case(self, case_id: str) -> None:
        """Go to the review of a case study, on its way out."""
        page = self._turn_to("bundle")
        self._begin(lambda: page.open_case(case_id))  # type: ignore[attr-defined]

    def tell(self, sentence: str, take_back: Callable[[], str]) -> None:
        """Say above the page what was just kept, with Undo. Today then tells of it, too, or no longer."""

        def back() -> str:
            said = take_back()
            self._draw_today()
            return said

        self._draw_today()
        self._told.offer(sentence, back)

    def _draw_today(self) -> None:
        if self._key == "today":
            self._begin(self.page("today").arrive)  # type: ignore[attr-defined]

    def ask_about_concerns(self, *, here: bool = True) -> None:
        """Ask, on Today and at each unlock, while a safeguarding lead is still to be told."""
        self._waiting.ask(concern.reminder(self.diary, dates.now()) if here else "")

    def _begin(self, begin: Callable[[], None]) -> None:
        # A page that begins by writing, as a report does, cannot begin in a copy that is only looked at.
        try:
            begin()
        except CannotWrite as error:
            self.complain(str(error))

    def go_back(self) -> None:
        """Show the page that was open before this one."""
        self.open_page(self._key_before)

    def _turn_to(self, key: str) -> QWidget:
        if key != self._key:
            self._key_before, self._key = self._key, key
        self.sheets.leave()
        self._told.forget()
        self.ask_about_concerns(here=key == "today")
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.rail.set_current(key)
        self.remember(PAGE, key)
        return page

    def remember(self, name: str, value: str) -> None:
        """Keep where to come back to, unless the diary is only looked at."""
        if not self.diary.is_read_only:
            self.diary.keep_preference(name, value)

    def add_group(self) -> None:
        """Lay the sheet for a new group over the page."""
        self.sheets.open("group")

    def fit(self, width_px: int) -> None:
        """Follow the window's width."""
        self.rail.fit(width_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's width."""
        super().resizeEvent(event)
        self.fit(self.width())

    def _on_theme_changed(self) -> None:
        self.fit(self.width())

    def _on_backup_news(self) -> None:
        show_line = getattr(self._pages.get("today"), "show_backup_line", None)
        if show_line is not None:
            show_line(self.care.line())

    def _on_mark_timeout(self) -> None:
        if self.diary.is_read_only:
            return
        try:
            self.diary.vault.save_mark()
        except TutorDiaryError as error:
            if not self._trouble.isVisible():  # the offer of a copy elsewhere shall not be taken away
                self.complain(str(error))

    def complain(self, sentence: str) -> None:
        """Say that something went wrong, above whatever page is open."""
        self._trouble.say(sentence, mood="danger")

    def keep_words(self) -> bool:
        """Keep every word being typed. False when something could not be kept: it is still on the page."""
        return self._elsewhere.put_back() and self._keep_pages()

    def offer_copy(self, go_on: Callable[[], None] | None = None) -> None:
        """Say why the diary stays open, and offer a copy elsewhere; ``go_on`` is called once it is made."""
        self._elsewhere.offer(go_on)

    def _keep_pages(self) -> bool:
        if self.diary.is_read_only:
            return True  # nothing is kept in a copy that is only looked at, and nothing shall hold it open
        try:
            self.sheets.keep_now()
            for page in self._pages.values():
                keep = getattr(page, "keep_everything", None)
                if keep is not None and not _kept(keep):
                    self.stack.setCurrentWidget(page)
                    return False
        except UserError as error:
            # Raised through a window that is being closed, it would let the window go with the words in it.
            self.complain(str(error))
            return False
        return True

    def finish(self) -> None:
        """Wait for work under way (a backup being written needs the diary open) and close the diary."""
        self._jobs.settle()
        self._mark.stop()
        self.diary.close()

    def put_away(self) -> bool:
        """Keep every word being typed, then close the diary. False when something could not be kept."""
        if not self.keep_words():
            return False
        self.finish()
        return True


def _kept(keep: Callable[[], bool]) -> bool:
    """Let a page keep its words. A fault of ours there must not hold up a lock: what was typed is a draft."""
    try:
        return keep()
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, the diary is to be closed)
        bugs.report(error, "while words were kept: ")
        return True
