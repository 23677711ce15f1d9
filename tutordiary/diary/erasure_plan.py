"""What erasing a pupil would do: what goes, where else they are named, what was given away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tutordiary.diary import case_pieces
from tutordiary.diary.diary import Diary
from tutordiary.diary.erasing_words import LooseEnds, TheirWords, loose_ends
from tutordiary.diary.fields import words_of
from tutordiary.diary.naming_one import Named, OneName
from tutordiary.diary.rosters import whole_roster
from tutordiary.model import (
    RECORD_TYPES,
    Action,
    CaseStudySection,
    CaseStudyVersion,
    Conversation,
    ConversationPupil,
    Disclosure,
    DisclosureSubject,
    FamilyMember,
    Judgement,
    Observation,
    PackItem,
    Pupil,
    Record,
    ReportChoice,
    StartPoint,
    Target,
    Voice,
)
from tutordiary.store import binned

_NEEDED = frozenset({("pupil_group", "working_name"), ("closure", "name"), ("activity", "name")})
BODIES = frozenset({("case_study_version", "body"), ("service_template", "body")})
"""Fields that hold a whole paper as JSON: each text in it is read by itself, as it is in drafts."""
_ROUND_WORDS = frozenset({"speaker_label", "captured_how", "scribed_by", "artefact", "set_with"})
_APART = frozenset({"disclosure", "review_decision", "learned_name", "saved_search"})


class Treat(StrEnum):
    """What becomes of a passage about others that names the pupil.

    REPLACE says "a pupil who has left" for the name; REPLACE_ALL does so for doubtful words too; REMOVE
    takes the whole passage out; LEAVE is only for passages in which every such word is doubtful.
    """

    REPLACE = "replace"
    REPLACE_ALL = "replace_all"
    REMOVE = "remove"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class NamedPassage:
    """A passage that stays and names the pupil. ``id`` is the record's id and the field's name."""

    id: str
    table: str
    record_id: str
    field: str
    text: str
    named: Named

    @property
    def default(self) -> Treat:
        """What happens when the tutor says nothing."""
        return Treat.REPLACE if self.named.words else Treat.LEAVE

    @property
    def choices(self) -> tuple[Treat, ...]:
        """What may be done with it."""
        found = [Treat.REPLACE] if self.named.words else [Treat.LEAVE]
        if self.named.doubtful:
            found.append(Treat.REPLACE_ALL)
        return (*found, *(() if (self.table, self.field) in _NEEDED else (Treat.REMOVE,)))

    def treated(self, treat: Treat) -> str:
        """Return what the passage says afterwards."""
        said = {
            Treat.LEAVE: self.text,
            Treat.REMOVE: "",
            Treat.REPLACE: self.named.without,
            Treat.REPLACE_ALL: self.named.without_doubtful,
        }
        return said[treat]


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """Something given away that tells of the pupil, as the log has it. Nobody can call it back from here."""

    left_at: datetime
    purpose: str
    recipient_class: str
    recipient: str
    file_name: str


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What erasing a pupil would do. ``counts`` are the rows that go, by table, in the diary's own order.

    ``given`` are papers given away, ``nameless`` those in which the pupil only counts or has a code.
    """

    pupil_id: str
    first_name: str
    counts: Mapping[str, int]
    passages: tuple[NamedPassage, ...]
    given: tuple[GivenPaper, ...]
    nameless: tuple[GivenPaper, ...]

    @property
    def rows(self) -> int:
        """How many rows go."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Work:
    """A plan with all that carrying it out needs. ``gone`` are the ids that go, by table."""

    plan: ErasurePlan
    pupil: Pupil
    gone: Mapping[str, frozenset[str]]
    ends: LooseEnds
    name: OneName
    theirs: TheirWords
    papers: tuple[Disclosure, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of everything that goes."""
        return frozenset(one for each in self.gone.values() for one in each)


def work_out(diary: Diary, pupil_id: str) -> Work:
    """Return what is to be done to erase a pupil. Reads all words of the diary."""
    pupil = diary.need(Pupil, pupil_id)
    gone = _gone(diary, pupil)
    theirs = _their_words(diary, gone)
    _add_stories(diary, gone, theirs)
    ids = {one for each in gone.values() for one in each}
    family = [one.id for one in diary.find(FamilyMember, pupil_id=pupil_id)]
    name = OneName(whole_roster(diary), pupil_id, family)
    ends = loose_ends(diary, ids, name, theirs)
    told = {one.disclosure_id for one in diary.find(DisclosureSubject, pupil_id=pupil_id)}
    papers = tuple(one for one in diary.find(Disclosure, order=("released_at", "id")) if one.id in told)
    counts = {kind.table: len(gone[kind.table]) for kind in RECORD_TYPES if gone.get(kind.table)}
    plan = ErasurePlan(
        pupil_id=pupil_id,
        first_name=pupil.first_name,
        counts=counts | ends.counts(),
        passages=_passages(diary, gone, name),
        given=tuple(_given(one) for one in papers if not _is_nameless(one)),
        nameless=tuple(_given(one) for one in papers if _is_nameless(one)),
    )
    frozen = {table: frozenset(each) for table, each in gone.items()}
    return Work(plan=plan, pupil=pupil, gone=frozen, ends=ends, name=name, theirs=theirs, papers=papers)


def _gone(diary: Diary, pupil: Pupil) -> dict[str, set[str]]:
    """Return the ids of all rows that go, by table: all that hangs on the pupil or is about nobody else."""
    talks = _only_about(diary, pupil.id)
    agreed = [one for one in diary.all(Action) if one.conversation_id in {talk.id for talk in talks}]
    gone: dict[str, set[str]] = {}
    with diary.vault.reading() as conn:
        for record in (pupil, *talks, *agreed):
            parcel = binned.gather(conn, record.table, record.id)
            for row in parcel.rows if parcel else ():
                gone.setdefault(row.table, set()).add(row.id)
    ids = {one for each in gone.values() for one in each}
    later: list[Record] = [
        *(one for one in diary.all(PackItem) if one.source_id.partition(".")[0] in ids),
        *(one for one in diary.all(ReportChoice) if one.item_id in ids),
    ]
    for item in later:
        gone.setdefault(item.table, set()).add(item.id)
    return gone


def _their_words(diary: Diary, gone: Mapping[str, set[str]]) -> TheirWords:
    """Return what was written of the pupil in records that go, as a story may say it again.

    What stands in a record that stays as well, such as "Joined in", is nobody's alone.
    """
    theirs: set[str] = set()
    others: set[str] = set()
    for kind in (Voice, Target, Observation, StartPoint, Judgement):
        going = gone.get(kind.table, set())
        for record in diary.all(kind):
            side = theirs if record.id in going else others
            side |= {text.strip().casefold() for key, text in words_of(record) if key not in _ROUND_WORDS}
    return TheirWords(theirs - others)


def _add_stories(diary: Diary, gone: dict[str, set[str]], theirs: TheirWords) -> None:
    """Add the pieces and versions of a group's story that are their words: from their record, or the same."""
    ids = {one for each in gone.values() for one in each}
    pieces = [
        one
        for one in diary.all(CaseStudySection)
        if one.source_id.partition(".")[0] in ids or (not one.source_id and theirs.are(one.text))
    ]
    ids |= {one.id for one in pieces}
    versions = [one for one in diary.all(CaseStudyVersion) if case_pieces.rests_on(one, ids, theirs.are)]
    for item in (*pieces, *versions):
        gone.setdefault(item.table, set()).add(item.id)


def _only_about(diary: Diary, pupil_id: str) -> list[Conversation]:
    about: dict[str, set[str]] = {}
    for link in diary.all(ConversationPupil):
        about.setdefault(link.conversation_id, set()).add(link.pupil_id)
    return [talk for talk in diary.all(Conversation) if about.get(talk.id) == {pupil_id}]


def _passages(diary: Diary, gone: Mapping[str, set[str]], name: OneName) -> tuple[NamedPassage, ...]:
    found = []
    for kind in RECORD_TYPES:
        for record in diary.all(kind) if kind.table not in _APART else ():
            if record.id in gone.get(kind.table, ()):
                continue
            for key, text in words_of(record):
                named = name.look(text) if (kind.table, key) not in BODIES else None
                if named is not None:
                    found.append(NamedPassage(f"{record.id}.{key}", kind.table, record.id, key, text, named))
    return tuple(found)


def _given(paper: Disclosure) -> GivenPaper:
    return GivenPaper(
        paper.released_at, paper.purpose, paper.recipient_class, paper.recipient, paper.file_name
    )


def _is_nameless(paper: Disclosure) -> bool:
    return paper.purpose in ("pm_bundle", "reflection_pack", "own_document")
