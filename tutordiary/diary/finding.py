"""Finding what was written: by words, by whom it is about, by kind, sign, day or star; newest first.

Concern pointers and drafts are not looked through, nor what is in the bin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tutordiary.diary.snippets import Piece, pieces_of
from tutordiary.framework import Framework
from tutordiary.model import Conversation, Observation, Source, Voice
from tutordiary.store import searching
from tutordiary.store.pupil_names import PupilNames
from tutordiary.store.searching import Passage, Term

if TYPE_CHECKING:
    from sqlite3 import Connection

    from tutordiary.diary.diary import Diary

MOST = 50  # found at once; more on asking
COUNTED = 200  # and no further: "200 and more"

KINDS: dict[str, tuple[str, ...]] = {
    "sign": ("observation",),
    "voice": ("voice",),
    "reflection": ("reflection", "session", "activity"),
    "target": ("target",),
    "start": ("start_point",),
    "decision": ("judgement",),
    "conversation": ("conversation", "action"),
    "report": ("report_section", "report", "case_study", "case_study_section", "pack", "pack_item"),
    "person": ("pupil", "contact", "family_member", "permission", "external_score"),
    "place": ("setting", "pupil_group", "programme"),
    "practice": ("practice_loop", "self_profile"),
}
"""What somebody may look for, and the tables it lies in."""
KIND_OF = {table: kind for kind, tables in KINDS.items() for table in tables}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: everything given must hold. ``kinds`` are keys of ``KINDS``; both days count."""

    typed: str = ""
    pupil_id: str = ""
    group_id: str = ""
    indicator: str = ""
    outcome: str = ""
    source: Source | None = None
    kinds: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    starred: bool = False


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One passage found, with the names of whom it is about; they are empty when it is about nobody.

    ``text`` is all of it; ``typed`` what was looked for in it.
    """

    kind: str
    table: str
    item_id: str
    number: int
    pupil_id: str
    group_id: str
    pupil: str
    group: str
    day: date | None
    starred: bool
    text: str
    typed: tuple[Term, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The stretch to show, worked out each time: only the rows on the screen need it."""
        return pieces_of(self.text, self.typed)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. ``is_all``: nothing comes after it.

    ``count`` is how many there are from this page on, counted up to ``COUNTED`` and no further. ``called``
    are the ids and names of pupils whose names were typed.
    """

    passages: tuple[FoundPassage, ...]
    is_all: bool
    count: int = 0
    called: tuple[tuple[str, str], ...] = ()


NOTHING = Found((), is_all=True)


def find(diary: Diary, wanted: Wanted, limit: int = MOST, after: FoundPassage | None = None) -> Found:
    """Return what answers, newest first and without a day last; with ``after``, what comes after that one.

    Raises: Stopped when it was broken off (``Finder.stop``).
    """
    with diary.vault.reading() as conn:
        return _find(conn, PupilNames(), diary.framework, wanted, limit, after)


def _find(
    conn: Connection,
    names: PupilNames,
    framework: Framework,
    wanted: Wanted,
    limit: int,
    after: FoundPassage | None,
) -> Found:
    typed = searching.terms(wanted.typed)
    if wanted.typed.strip() and not typed:
        return NOTHING  # signs alone, which no word holds
    expression = searching.expression(conn, names, wanted.typed, _conditions(conn, framework, wanted))
    numbers = searching.numbers(
        conn,
        expression,
        first=wanted.first,
        last=wanted.last,
        before=after.number if after else None,
        limit=max(COUNTED, limit + 1),
    )
    passages = searching.passages(conn, numbers[:limit])
    talks = [one.item_id for one in passages if one.kind == Conversation.table]
    about = searching.talked_about(conn, talks) if talks else {}
    shown = tuple(_shown(one, typed, about.get(one.item_id, "")) for one in passages)
    whole = " ".join(term.text for term in typed)
    called = names.called(conn, whole, is_beginning=True)[:3] if after is None else []
    return Found(shown, is_all=len(numbers) <= limit, count=len(numbers), called=tuple(called))


def _conditions(conn: Connection, framework: Framework, wanted: Wanted) -> Iterator[str]:
    if wanted.pupil_id:
        talks = searching.conversation_tags(conn, [wanted.pupil_id])
        yield searching.any_of([searching.pupil_tag(wanted.pupil_id), *talks])
    if wanted.group_id:
        yield searching.any_of([searching.group_tag(wanted.group_id)])
    if wanted.indicator:
        yield searching.any_of([searching.sign_tag(wanted.indicator)])
    if wanted.outcome:
        outcome = next((one for one in framework.outcomes if one.id == wanted.outcome), None)
        signs = [one.id for one in outcome.indicators] if outcome else []
        yield searching.any_of(searching.sign_tag(one) for one in [wanted.outcome, *signs])
    if wanted.source is not None:
        yield searching.any_of([searching.source_tag(wanted.source)])
    if wanted.kinds:
        tables = [table for kind in wanted.kinds for table in KINDS.get(kind, (kind,))]
        yield searching.any_of(searching.kind_tag(table) for table in tables)
    if wanted.starred:
        yield searching.any_of([searching.STARRED_TAG])


def _shown(one: Passage, typed: tuple[Term, ...], about: str) -> FoundPassage:
    return FoundPassage(
        kind=KIND_OF.get(one.kind, one.kind),
        table=one.kind,
        item_id=one.item_id,
        number=one.number,
        pupil_id=one.pupil_id,
        group_id=one.group_id,
        pupil=one.pupil or about,
        group=one.group,
        day=one.day,
        starred=one.starred,
        text=one.text,
        typed=typed,
    )


def whole_text(diary: Diary, passage: FoundPassage) -> str:
    """Return all the words of a passage; empty when it is gone."""
    with diary.vault.reading() as conn:
        return searching.text_of(conn, passage.table, passage.item_id)


class Finder:
    """Finds on a worker's thread; ``stop``, and nothing else, may be called from another thread."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._names = PupilNames()
        self._asking: Connection | None = None
        self._holds_little = False

    def find(self, wanted: Wanted, limit: int = MOST, after: FoundPassage | None = None) -> Found:
        """As ``find``. Raises: Stopped."""
        framework = self._diary.framework
        with self._diary.vault.reading() as conn:
            if not self._holds_little:
                searching.hold_little(conn)
                self._holds_little = True
            self._asking = conn
            try:
                return _find(conn, self._names, framework, wanted, limit, after)
            finally:
                self._asking = None

    def stop(self) -> None:
        """Break off what is being looked up; nothing happens when nothing is."""
        asking = self._asking
        if asking is not None:
            asking.interrupt()


def set_star(diary: Diary, passage: FoundPassage, *, on: bool) -> bool:
    """Star a small sign or somebody's words, or take the star away; False for what has no stars."""
    record: Observation | Voice | None = None
    if passage.table == Observation.table:
        record = diary.get(Observation, passage.item_id)
    elif passage.table == Voice.table:
        record = diary.get(Voice, passage.item_id)
    if record is None:
        return False
    diary.save(replace(record, starred=on))
    return True
