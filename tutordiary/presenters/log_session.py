"""Opens a session for logging, and keeps the place in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from tutordiary import dates, timetable
from tutordiary.diary import Diary, history
from tutordiary.model import Group, Observation, Pupil, Record, Session, Setting
from tutordiary.presenters import log_aside
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_landing import place_of_record
from tutordiary.presenters.log_open import find_session, read_records
from tutordiary.presenters.log_state import Asking, Field, LogView, Place
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
        self._asking: Asking | None = None
        self._put_aside: dict[str, str] = {}  # by pupil: the marks of those who are away
        self._is_stale = False
        self._erasures = 0
        self._is_outlived = False  # somebody was erased since the session was read
        diary.listen(self._on_diary_changed)

    def attach(self, view: LogView) -> None:
        """Show everything in this window from now on."""
        self._view = view
        if self._words is not None:
            self.return_to_typing()

    # Opening --------------------------------------------------------------------------------------

    def open_session(self, *, session_id: str = "", group_id: str = "", day: date | None = None) -> None:
        """Open one session by id, or a group's session on a day, and go back to where the typing stopped.

        A session nobody wrote down yet is only written with the first change. While changes of the open one
        cannot be written, it stays.
        """
        self._let_go()
        if self._book is not None and self._book.problem and not self._book.flush():
            self._show()  # what could not be written yet is only here: it is not left behind
            return
        if session_id:
            session = self._diary.need(Session, session_id)
        else:
            session = find_session(self._diary, group_id, day or self._now().astimezone().date())
        if self._words is not None and session.id != self.session_id:
            self._settle()
            if self._need()[0].problem:
                self._show()
                return
        group = self._diary.need(Group, session.group_id)
        setting = self._diary.get(Setting, group.setting_id)
        pupils = self._pupils_of(group.id, session.held_on)
        self._is_stale = self._is_outlived = False
        self._erasures = history.erasures(self._diary)
        self._asking = None
        self._row = self._column = 0
        self._by_letter = False
        self._book = LogBook(self._diary, session, read_records(self._diary, session), self._now)
        self._words = LogWords(self._diary, self._book, group, setting, pupils)
        self._words.fields.drafts = {
            draft.key: draft for draft in self._diary.drafts(self._words.fields.draft_prefix)
        }
        aside = log_aside.prefix_of(session.id)
        self._put_aside = {draft.key.removeprefix(aside): draft.text for draft in self._diary.drafts(aside)}
        self.return_to_typing()

    def _pupils_of(self, group_id: str, day: date) -> tuple[Pupil, ...]:
        """Return whose the columns are, in their order."""
        return timetable.members_on(self._diary, group_id, day)

    @property
    def session_id(self) -> str:
        """The session that is open; empty before the first."""
        return self._book.session.id if self._book else ""

    @property
    def memory(self) -> tuple[str, int]:
        """Another one when what a field held before must not come back: another session, somebody erased."""
        return self.session_id, self._erasures

    @property
    def group_id(self) -> str:
        """The group whose session is open; empty before the first."""
        return self._book.session.group_id if self._book else ""

    def refresh(self) -> None:
        """Read the session anew when something else changed the diary; the cursor stays, undo begins afresh.

        Nothing happens while changes wait to be written.
        """
        self._let_go()
        if self._book is None or not self._is_stale or self._book.problem:
            return
        cursor, session = self._cursor, self._book.session
        if self._diary.get(Group, session.group_id) is None:
            return
        if self._diary.get(Session, session.id) is None:
            self._words = None  # whoever took the session away meant its unfinished words too
            self.open_session(group_id=session.group_id, day=session.held_on)
        else:
            self.open_session(session_id=session.id)
        _, words = self._need()
        self._row, self._column = cursor[0], min(cursor[1], len(words.pupils))
        self._show()

    def _on_diary_changed(self, _records: tuple[Record, ...]) -> None:
        # May be called on the worker: what follows from it waits until the window's thread comes by.
        if self._book is not None and not self._book.is_writing:
            self._is_stale = True
            if not self._is_outlived:
                self._is_outlived = history.erasures(self._diary) != self._erasures

    def _let_go(self) -> None:
        """Write nothing more that was read before somebody was erased: it may still name them."""
        if self._is_outlived and self._book is not None and not self._book.is_closed:
            self._book.close()

    def return_to_typing(self) -> bool:
        """Show the page, and go back to the words somebody was in the middle of, the newest first.

        Returns whether there were any.
        """
        _, words = self._need()
        drafts = sorted(words.fields.drafts.values(), key=lambda draft: str(draft.updated_at or ""))
        if not drafts:
            self._show()
            return False
        self._go_to(words.fields.place_of(drafts[-1].key), drafts[-1].caret)
        return True

    def show_record(self, record_id: str) -> None:
        """Go to the words of a record of this session; a mark without words is shown in the grid."""
        book, words = self._need()
        record = next((one for one in book.of(Record) if one.id == record_id), None)
        if isinstance(record, Observation) and not record.text and record.indicators:
            rows = [row.indicator_id for row in words.rows]
            self._row = next((rows.index(one) for one in record.indicators if one in rows), self._row)
            ids = [column.pupil_id for column in words.columns()]
            self._column = ids.index(record.pupil_id) if record.pupil_id in ids else 0
            self._show()
            return
        place = place_of_record(words.fields, record) if record is not None else None
        if place is not None:
            self._go_to(place, None)

    def _go_to(self, place: Place, caret: int | None) -> None:
        _, words = self._need()
        ids = [column.pupil_id for column in words.columns()]
        whose = words.fields.whose(place)
        self._column = ids.index(whose) if whose in ids else 0
        words.fields.turn_to(place)
        self._show()
        if self._view is not None:
            self._view.focus_place(place, caret)

    def _settle(self) -> None:
        """Make every unfinished word part of its record."""
        _, words = self._need()
        for key, draft in list(words.fields.drafts.items()):
            self._commit(words.fields.place_of(key), draft.text)

    def _commit(self, place: Place, text: str) -> None:
        book, words = self._need()
        key = words.fields.draft_key(place)
        words.fields.drafts.pop(key, None)
        held, made = words.fields.record_for(place, text.strip(), self._now())
        if isinstance(made, Session):
            if made != held:
                book.write(made)
            book.change("", drop_draft=key)
            return
        names = {
            Field.NEXT_TIME: "next time",
            Field.PROMPT: "an answer",
            Field.DID: "what you did",
            Field.DID_HERE: "what you did",
            Field.ACTIVITY: "an activity",
            Field.ACTIVITY_NOTE: "a note on an activity",
            Field.NEW_ACTIVITY: "an activity",
        }
        book.change(
            names.get(place.field, f"words about {words.name_of(words.fields.whose(place))}"),
            save=[made] if made is not None else [],
            remove=[held] if made is None and held is not None else [],
            drop_draft=key,
            cursor=self._cursor,
        )

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
        self._let_go()
        return self._book, self._words

    def _say(self, words: str) -> None:
        if self._view is not None:
            self._view.announce(words)

    def _show(self) -> None:
        if self._view is not None:
            self._view.show_log(self._need()[1].state(self._cursor, self._asking))
