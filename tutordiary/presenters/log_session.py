"""Opens a session for logging, and keeps the place in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from tutordiary import dates, timetable
from tutordiary.diary import Diary
from tutordiary.model import Group, Observation, Session, Setting
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_open import find_session, read_records
from tutordiary.presenters.log_state import LogView
from tutordiary.presenters.log_words import LogWords


class LogSession:
    """Holds the open session, where the cursor is, and the window that shows it."""

    def __init__(
        self, diary: Diary, view: LogView | None = None, now: Callable[[], datetime] = dates.now
    ) -> None:
        self._diary = diary
        self._view = view
        self._now = now
        self._book: LogBook | None = None
        self._words: LogWords | None = None
        self._row = 0
        self._column = 0
        self._by_letter = False
        self._put_aside: dict[str, list[Observation]] = {}

    def attach(self, view: LogView) -> None:
        """Show everything in this window from now on."""
        self._view = view
        if self._words is not None:
            self._return_to_typing()

    # Opening --------------------------------------------------------------------------------------

    def open_session(self, *, session_id: str = "", group_id: str = "", day: date | None = None) -> None:
        """Open one session by id, or a group's session on a day, and go back to where the typing stopped.

        A session nobody wrote down yet is only written with the first change.
        """
        if session_id:
            session = self._diary.need(Session, session_id)
        else:
            session = find_session(self._diary, group_id, day or self._now().astimezone().date())
        group = self._diary.need(Group, session.group_id)
        setting = self._diary.get(Setting, group.setting_id)
        pupils = timetable.members_on(self._diary, group.id, session.held_on)
        self._put_aside.clear()
        self._row = self._column = 0
        self._by_letter = False
        self._book = LogBook(self._diary, session, read_records(self._diary, session), self._now)
        self._words = LogWords(self._diary, self._book, group, setting, pupils)
        self._words.drafts = {draft.key: draft for draft in self._diary.drafts(self._words.draft_prefix)}
        self._return_to_typing()

    @property
    def session_id(self) -> str:
        """The session that is open; empty before the first."""
        return self._book.session.id if self._book else ""

    @property
    def group_id(self) -> str:
        """The group whose session is open; empty before the first."""
        return self._book.session.group_id if self._book else ""

    def _return_to_typing(self) -> None:
        """Show the page, and go back to the words somebody was in the middle of, the newest first."""
        _, words = self._need()
        drafts = sorted(words.drafts.values(), key=lambda draft: str(draft.updated_at or ""))
        if not drafts:
            self._show()
            return
        place = words.place_of(drafts[-1].key)
        ids = [column.pupil_id for column in words.columns()]
        self._column = ids.index(place.pupil_id) if place.pupil_id in ids else 0
        self._show()
        if self._view is not None:
            self._view.focus_field(place.field, drafts[-1].caret)

    # Inside ---------------------------------------------------------------------------------------

    @property
    def _cursor(self) -> tuple[int, int]:
        return self._row, self._column

    @property
    def _pupil_id(self) -> str:
        return self._need()[1].columns()[self._column].pupil_id

    def _need(self) -> tuple[LogBook, LogWords]:
        if self._book is None or self._words is None:
            raise RuntimeError("open_session comes first")
        return self._book, self._words

    def _say(self, words: str) -> None:
        if self._view is not None:
            self._view.announce(words)

    def _show(self) -> None:
        if self._view is not None:
            self._view.show_log(self._need()[1].state(self._cursor))
