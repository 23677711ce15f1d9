"""A copy of everything the diary holds about one pupil, for whoever asks on their behalf.

It goes by the same list as erasing: what would be erased with the pupil, and every other passage that names
them. Other children are taken out; each passage in which something was taken out or is doubtful waits for the
tutor's eyes. Whether a worry was ever handed on is in no copy, and neither is that there was none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tutordiary import dates
from tutordiary.diary import Diary, case_pieces
from tutordiary.diary.erasing_words import decided_on
from tutordiary.diary.erasure_plan import Work, work_out
from tutordiary.diary.fields import words_of
from tutordiary.diary.rosters import whole_roster
from tutordiary.drafting.access_words import DAYS, HEADS
from tutordiary.drafting.others_words import OthersWords, Told
from tutordiary.errors import BadInput, NotCleared
from tutordiary.model import (
    RECORD_TYPES,
    Activity,
    CaseStudy,
    CaseStudyVersion,
    ConcernPointer,
    Conversation,
    ConversationPupil,
    Disclosure,
    FamilyMember,
    Group,
    Pupil,
    Record,
    Reflection,
    ReviewDecision,
    Session,
    new_id,
)
from tutordiary.store import binned

LEFT_OUT_WORDS = "(Left out: it tells of another pupil.)"
READ, LEAVE_OUT, KEEP, NAME, PUT_BACK = "read", "leave_out", "keep", "name", "put_back"
_PASSAGE_DECISIONS = (READ, LEAVE_OUT, PUT_BACK)


@dataclass(frozen=True, slots=True)
class AccessItem:
    """A passage from which somebody was taken out, or in which something may be a name.

    ``words`` is what it says in the diary, ``told`` what the copy says.
    """

    id: str
    kind: str
    day: date | None
    words: str
    told: Told
    is_read: bool
    is_left_out: bool

    @property
    def shown(self) -> str:
        """What the copy says."""
        return LEFT_OUT_WORDS if self.is_left_out else self.told.text

    @property
    def is_waiting(self) -> bool:
        """Whether nothing may be given before the tutor has seen it."""
        return not (self.is_read or self.is_left_out)


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage about others or the group that names the pupil, as the copy says it."""

    id: str
    table: str
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Words outside the records: unfinished, earlier, or in the bin."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Access:
    """Everything, as it may be told; ``records`` in the diary's own order, ``items`` what to look at.

    ``groups`` are the names of the groups the records speak of, ``sessions`` the days, each by id. ``reader``
    is what took the others out: making it is most of the work of reading one passage again.
    """

    pupil: Pupil
    records: tuple[Record, ...]
    mentions: tuple[Mention, ...]
    asides: tuple[Aside, ...]
    items: tuple[AccessItem, ...]
    groups: Mapping[str, str]
    sessions: Mapping[str, date]
    reader: OthersWords = field(repr=False, compare=False)

    def of(self, kind: type[Record]) -> list[Any]:
        """Return the records of one kind."""
        return [one for one in self.records if isinstance(one, kind)]

    @property
    def waiting(self) -> tuple[AccessItem, ...]:
        """The passages that wait for the tutor."""
        return tuple(item for item in self.items if item.is_waiting)


class NeedsReading(NotCleared):
    """Passages of a copy wait for the tutor; ``items`` are those."""

    def __init__(self, items: Iterable[AccessItem]) -> None:
        self.items = tuple(items)
        lines = "; ".join(f"{_when(item)} ({item.id})" for item in self.items[:10])
        more = f"; and {len(self.items) - 10} more" if len(self.items) > 10 else ""
        super().__init__(
            f"{len(self.items)} passages name another child or may do so, and still need your eyes."
            f" Nothing was written. They are: {lines}{more}."
        )


class _Teller:
    """Takes others out of texts and remembers which passages are to be looked at."""

    def __init__(self, diary: Diary, pupil_id: str, reader: OthersWords | None = None) -> None:
        own = [pupil_id, *(one.id for one in diary.find(FamilyMember, pupil_id=pupil_id))]
        roster = whole_roster(diary)
        fits = reader is not None and reader.reads_for(roster, own)
        self.others = reader if reader is not None and fits else OthersWords(roster, own)
        self._pupil_id = pupil_id
        self._decided: dict[str, list[ReviewDecision]] = {}
        for one in sorted(diary.all(ReviewDecision), key=lambda each: (each.decided_at, each.id)):
            self._decided.setdefault(one.content_hash, []).append(one)
        self.items: list[AccessItem] = []

    def tell(self, item_id: str, kind: str, day: date | None, text: str, *, must_see: bool = False) -> str:
        decided = self._decided.get(decided_on(text, self._pupil_id), [])
        told = self.others.tell(text, {one.word: one.action for one in decided if one.word})
        if not told.places and not decided and not must_see:
            return told.text
        whole = [one.action for one in decided if not one.word and one.action != READ]
        item = AccessItem(
            id=item_id,
            kind=kind,
            day=day,
            words=text,
            told=told,
            is_read=any(one.action == READ for one in decided),
            is_left_out=bool(whole) and whole[-1] == LEAVE_OUT,
        )
        self.items.append(item)
        return item.shown

    def record(self, record: Record, day: date | None) -> Record:
        changed: dict[str, Any] = {
            name: self.tell(f"{record.id}.{name}", record.table, day, text) for name, text in words_of(record)
        }
        return replace(record, **changed)


def gather_all(diary: Diary, pupil_id: str) -> Access:
    """Return everything about a pupil, as it may be told with the decisions made so far."""
    work = work_out(diary, pupil_id)
    teller = _Teller(diary, pupil_id)
    told = (_theirs(one, work) if isinstance(one, CaseStudyVersion) else one for one in _records(diary, work))
    records = tuple(teller.record(one, day_of(one)) for one in told)
    known = {one.id for one in records}
    mentions = tuple(
        Mention(
            passage.id,
            passage.table,
            day,
            # Where it may not be their name at all, the tutor says whether it belongs in here.
            teller.tell(passage.id, passage.table, day, passage.text, must_see=not passage.named.words),
        )
        for passage in work.plan.passages
        if passage.table != ConcernPointer.table and passage.record_id not in known
        for day in [_day_of_passage(diary, passage.table, passage.record_id)]
    ) + tuple(
        Mention(
            f"{one.id}.body", one.table, day_of(one), teller.tell(f"{one.id}.body", one.table, None, body)
        )
        for one in diary.all(CaseStudyVersion)
        if one.id not in known and (body := _theirs(one, work).body)
    )
    asides = tuple(
        Aside(kind, teller.tell(item_id, kind, None, text)) for item_id, kind, text in _asides(work)
    )
    group_ids = {getattr(one, "group_id", None) for one in records}
    groups = {
        one.id: teller.tell(f"{one.id}.pupils_name", one.table, None, one.pupils_name)
        for one in diary.all(Group)
        if one.id in group_ids
    }
    session_ids = {getattr(one, "session_id", None) for one in records}
    sessions = {one.id: one.held_on for one in diary.all(Session) if one.id in session_ids}
    return Access(work.pupil, records, mentions, asides, tuple(teller.items), groups, sessions, teller.others)


def again(diary: Diary, access: Access) -> Access:
    """Return the passages as they stand after a decision; what the copy says is gathered when it is given."""
    teller = _Teller(diary, access.pupil.id, access.reader)
    for item in access.items:
        teller.tell(item.id, item.kind, item.day, item.words, must_see=True)
    return replace(access, items=tuple(teller.items), reader=teller.others)


def _records(diary: Diary, work: Work) -> list[Record]:
    shared = {one.conversation_id for one in diary.find(ConversationPupil, pupil_id=work.pupil.id)}
    papers = {one.id for one in work.papers}
    found: list[Record] = []
    for kind in RECORD_TYPES:
        wanted = set(work.gone.get(kind.table, ()))
        wanted |= shared if kind is Conversation else papers if kind is Disclosure else set()
        found += [one for one in diary.all(kind) if one.id in wanted] if wanted else []
    return sorted(found, key=lambda one: (_TURN[one.table], str(day_of(one) or ""), one.id))


_TURN = {kind.table: number for number, kind in enumerate(RECORD_TYPES)}


def _theirs(version: CaseStudyVersion, work: Work) -> CaseStudyVersion:
    """Return a version with the words of it that are about the pupil: of a group's story not the others'."""
    is_own = version.case_study_id in work.gone.get(CaseStudy.table, ())
    words = [
        text
        for source, text in case_pieces.words_in(version)
        if is_own or source in work.ids or work.theirs.are_quoted(text) or work.name.look(text) is not None
    ]
    return replace(version, body="\n\n".join(words))


def _asides(work: Work) -> list[tuple[str, str, str]]:
    """Return (id, what it is, words) of what stands outside the records and is the pupil's or names them."""
    found = [
        (f"{one.table}.{one.key}", "draft" if one.table == "draft" else "earlier text", _typed(one.text))
        for one in (*work.ends.dropped, *work.ends.changed_from)
        if one.table in ("draft", "text_version")
    ]
    for entry in (*work.ends.bin_dropped, *work.ends.bin_changed_from):
        for row in (one for one in entry.parcel.rows if one.table != ConcernPointer.table):
            for name, text in words_of(binned.revive(row)):
                found.append((f"bin.{entry.id}.{row.id}.{name}", "in the bin", text))
    return found


def _typed(text: str) -> str:
    """Return the words of an unfinished text; a sheet's are kept as JSON, with where the caret was."""
    if not text.startswith("{"):
        return text
    try:
        values = json.loads(text)
    except ValueError:
        return text
    return "\n".join(
        one for key, one in values.items() if isinstance(one, str) and one and "caret" not in key
    )


def day_of(record: Record) -> date | None:
    """Return the day a record is about, when it has one."""
    if type(record) not in DAYS:
        return getattr(record, "held_on", None)
    value: date | datetime | None = getattr(record, DAYS[type(record)])
    return value.astimezone().date() if isinstance(value, datetime) else value


def _day_of_passage(diary: Diary, table: str, record_id: str) -> date | None:
    kind = next(one for one in RECORD_TYPES if one.table == table)
    record = diary.need(kind, record_id)
    if isinstance(record, Reflection | Activity):
        return diary.need(Session, record.session_id).held_on
    return day_of(record) or getattr(record, "started_on", None) or getattr(record, "answered_on", None)


def _when(item: AccessItem) -> str:
    kind = HEADS.get(item.kind, item.kind).lower()
    return f"{kind} of {dates.day_and_month(item.day, year=True)}" if item.day else kind


def require_read(access: Access) -> None:
    """Raise NeedsReading while a passage waits for the tutor."""
    if access.waiting:
        raise NeedsReading(access.waiting)


def decide(diary: Diary, pupil_id: str, item: AccessItem, decision: str, word: str = "") -> None:
    """Keep a decision: of a word "keep" or "name", of the passage "read", "leave_out" or "put_back".

    It holds for this pupil's copy alone, until another is made or the words change.
    Raises: BadInput for a decision that cannot be made, or a word that is not there.
    """
    if decision not in ((KEEP, NAME) if word else _PASSAGE_DECISIONS):
        raise BadInput(f"“{decision}” cannot be said of a passage of this copy. Nothing was written.")
    if word and word not in item.words:
        raise BadInput(f"In {item.id} there is no such word to decide about. Nothing was written.")
    diary.save(
        ReviewDecision(
            id=new_id(),
            content_hash=decided_on(item.words, pupil_id),
            word=word,
            action=decision,
            decided_at=dates.now(),
        )
    )
