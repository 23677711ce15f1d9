"""A case study as it would leave: pieces read and decided, names changed, weeks for days, gaps as prompts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tutordiary import dates
from tutordiary.diary import Diary, case_pieces
from tutordiary.documents import content
from tutordiary.drafting.case import facts, gaps, laying, loom, names, parts, short
from tutordiary.drafting.case.loom import Evidence
from tutordiary.drafting.case.said import Heard, said_whole
from tutordiary.drafting.case.writing import Writing
from tutordiary.drafting.cleared import story_words
from tutordiary.evidence import Book, Period
from tutordiary.framework import Framework
from tutordiary.model import CaseStudy, CaseStudySection, CaseSubject, Membership, PermissionKind, Pupil
from tutordiary.release import permissions
from tutordiary.release.case_words import CaseReviewer, book_of_story, letters_of, own_words, reworded
from tutordiary.release.known_names import Cleared
from tutordiary.release.passages import Passage
from tutordiary.release.review import Decision, ReviewItem

TITLE, SHORT, QUOTE = "title", "two_sentences", "pull_quote"


@dataclass(frozen=True, slots=True)
class Woven:
    """A study with everything it is made of, read from the diary once.

    ``sources`` are the entries by id, those in the story and those beside it. ``group_id`` is the group that
    gives the weeks; ``told`` are the pupils who go by a changed name.
    """

    study: CaseStudy
    pieces: tuple[CaseStudySection, ...]
    period: Period
    book: Book
    sources: Mapping[str, Evidence]
    group_id: str | None
    told: tuple[str, ...]
    framework: Framework

    @property
    def lost(self) -> frozenset[str]:
        """The ids of pieces whose entry may not be used any more."""
        return frozenset(one.id for one in self.pieces if one.source_id and one.source_id not in self.sources)

    def of(self, piece: CaseStudySection) -> Evidence | None:
        """Return the entry a piece was taken from; None for own words and for one that is lost."""
        return self.sources.get(piece.source_id)

    @property
    def ordered(self) -> tuple[CaseStudySection, ...]:
        """The pieces in the order of the story."""
        place = {key: number for number, key in enumerate(parts.KEYS)}
        part = {one.id: parts.part_of(one.section).key for one in self.pieces}
        return tuple(sorted(self.pieces, key=lambda one: (place[part[one.id]], one.place, one.id)))


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case study ready to be written, with what the gate needs to judge it.

    ``seen`` is all that was reviewed for it, ``went`` what of that is in it, ``told_of`` every pupil whose
    words or evidence are in it, ``in_group`` who was in the group whose story it is.
    """

    document: content.CaseStudy
    cleared: tuple[Cleared, ...]
    own: tuple[str, ...]
    seen: tuple[ReviewItem, ...] = ()
    went: tuple[ReviewItem, ...] = ()
    told_of: tuple[str, ...] = ()
    in_group: tuple[str, ...] = ()

    @property
    def logged_for(self) -> tuple[str, ...]:
        """The pupils in whose log it stands: a story of a group tells of everybody who was in it."""
        return tuple(sorted({*self.told_of, *self.in_group}))


def period_of(diary: Diary, study: CaseStudy) -> Period:
    """Return the days a study is woven from."""
    if study.period_from is None or study.period_to is None:
        return facts.whole_period(diary, study)
    return Period(study.period_from, study.period_to)


def weave(diary: Diary, study_id: str) -> Woven:
    """Read a kept study with what it is made of."""
    return woven(diary, diary.need(CaseStudy, study_id), case_pieces.pieces_of(diary, study_id))


def woven(diary: Diary, study: CaseStudy, pieces: Sequence[CaseStudySection]) -> Woven:
    """Put a study together with its entries, kept or not."""
    period = period_of(diary, study)
    told = names.pupils_told(diary, study)
    book = book_of_story(diary, told or _members(diary, study), study.group_id)
    sources = {one.id: one for one in loom.gather(diary, book, study, period)}
    group = study.group_id or _group_of(book, study.pupil_id, period)
    return Woven(study, tuple(pieces), period, book, sources, group, told, diary.framework)


def _members(diary: Diary, study: CaseStudy) -> tuple[str, ...]:
    return tuple({stay.pupil_id for stay in diary.find(Membership, group_id=study.group_id or "")})


def _group_of(book: Book, pupil_id: str | None, period: Period) -> str | None:
    stays = [stay for stay in book.where(Membership, "pupil_id", pupil_id) if stay.group_id]
    there = [stay for stay in stays if period.touches(stay.joined_on, stay.left_on)]
    last = max(there or stays, key=lambda stay: (stay.joined_on or date.min, stay.id), default=None)
    return last.group_id if last else None


def first_pieces(diary: Diary, study: CaseStudy) -> tuple[CaseStudySection, ...]:
    """Return the first draft's pieces, nowhere kept yet: each goes by the id of its entry."""
    laid = laying.lay_out(study, woven(diary, study, ()).sources.values())
    places: dict[str, int] = {}
    found = []
    for key, one in laid:
        place = places[key] = places.get(key, -1) + 1
        found.append(
            CaseStudySection(
                id=one.id,
                case_study_id=study.id,
                section=key,
                text=one.passage.text,
                place=place,
                source_id=one.id,
            )
        )
    return tuple(found)


def passages_of(made: Woven) -> tuple[Passage, ...]:
    """Return every word of a study as passages to review, in the order of the story; lost pieces are not."""
    study = made.study
    heard = Heard(made)
    found = [
        _own(made, heard, f"{study.id}.{field}", getattr(study, field), field)
        for field in (TITLE, SHORT, QUOTE)
    ]
    for piece in made.ordered:
        source = made.of(piece)
        if source is not None:
            found.append(_from(heard, piece, source))
        elif piece.id not in made.lost:
            found.append(_own(made, heard, piece.id, piece.text, piece.section))
    return tuple(one for one in found if one.text)


def _own(made: Woven, heard: Heard, passage_id: str, text: str, part: str) -> Passage:
    """Return the tutor's own words as a passage; where they hold what somebody said, they go by that."""
    pupils = made.told if made.study.subject is CaseSubject.PUPIL else ()
    passage = own_words(passage_id, text, made.period.last, made.group_id, pupils, part)
    said = heard.said_in(text, is_line=part == QUOTE)
    return passage if said is None else said.goes_by(passage)


def _from(heard: Heard, piece: CaseStudySection, source: Evidence) -> Passage:
    """Return a piece of an entry as a passage: with somebody's words in its new wording it goes by them."""
    passage = reworded(source.passage, piece.id, piece.text)
    said = heard.said_in(piece.text) if _is_reworded(piece, source) and not source.is_said else None
    return passage if said is None else said.goes_by(passage)


def _is_reworded(piece: CaseStudySection, source: Evidence) -> bool:
    return piece.text.strip() != source.passage.text.strip()


def _kept_back(made: Woven) -> frozenset[str]:
    """Return the ids of passages with words in them that somebody said and the tutor keeps, or took away."""
    heard = Heard(made)
    worded = {f"{made.study.id}.{field}": getattr(made.study, field) for field in (TITLE, SHORT, QUOTE)}
    for piece in made.pieces:
        source = made.of(piece)
        if piece.id not in made.lost and (source is None or _is_reworded(piece, source)):
            worded[piece.id] = piece.text
    found = {key: heard.said_in(text, is_line=key.endswith(f".{QUOTE}")) for key, text in worded.items()}
    return frozenset(key for key, said in found.items() if said is not None and said.is_kept_back)


def reviewer(diary: Diary, made: Woven) -> CaseReviewer:
    """Return who reads the pieces of a study."""
    of_pupil = made.study.pupil_id if made.study.subject is CaseSubject.PUPIL else None
    return CaseReviewer(diary, made.period, made.book, made.told, made.study.id, _kept_back(made), of_pupil)


# The document ---------------------------------------------------------------------------------------


def compose(
    diary: Diary,
    made: Woven,
    items: Iterable[ReviewItem],
    written_on: date,
    *,
    is_preview: bool = False,
    may_be_recognised: bool = False,
) -> CaseDraft:
    """Lay out a study from its reviewed passages. What was not read and cleared is left out.

    A preview, for the tutor's eyes alone, also shows what still waits, as it would leave.
    ``may_be_recognised`` asks for the permissions a story needs in which people of the school know the child.
    Raises: NotCleared when no changed name is left.
    """
    seen = tuple(items)
    used = {one.id: one for one in seen if one.is_ready or (is_preview and one.is_blocking)}
    called = names.names_of(diary, made.study, _strangers(used.values()))
    told = told_words(diary, made, used.values(), called)
    told_of = _told_of(made, used.values())
    written = Writing(made, told, called, _reworded_in_review(used.values()))
    document = facts.frame(
        made, diary.is_sample, called, used.values(), told_of, may_be_recognised=may_be_recognised
    )
    sections = written.sections(facts.chart(made, told_of))
    document = replace(
        document,
        title=told.get(f"{made.study.id}.{TITLE}", "") or facts.title(made, called, written.weeks),
        written=f"{dates.MONTHS[written_on.month - 1]} {written_on.year}",
        short_version=told.get(f"{made.study.id}.{SHORT}", ""),
        short_draft=short.of_told(made, told),
        quotable=written.quotable(told.get(f"{made.study.id}.{QUOTE}", ""), said_whole(made)),
        sections=sections,
        evidence=written.notes,
        gaps=tuple(content.Gap(one.what) for one in gaps.of_whole(made, used)),
    )
    cleared = tuple(Cleared(text, used[item_id].kept_words) for item_id, text in told.items())
    own = (*called.values(), *facts.own_texts(), *facts.own_lines(document))
    in_group = () if made.study.subject is CaseSubject.PUPIL else facts.members(made)
    return CaseDraft(document, cleared, own, seen, tuple(used.values()), told_of, in_group)


def _reworded_in_review(items: Iterable[ReviewItem]) -> frozenset[str]:
    return frozenset(
        item.id
        for item in items
        if item.source_text != item.original
        or any(question.decision is Decision.REWORD for question in item.questions)
    )


def told_words(
    diary: Diary, made: Woven, items: Iterable[ReviewItem], called: Mapping[str, str]
) -> dict[str, str]:
    """Return the words of passages as the story has them, by their ids: changed names, no brackets."""
    letters = letters_of(diary, made.told, made.study.id)
    said = {f"[pupil {letters[pupil]}]": name for pupil, name in called.items()}
    return {item.id: story_words(item.rendered, said).strip() for item in items}


def with_own(draft: CaseDraft, own: tuple[str, ...]) -> CaseDraft:
    """Return a draft for whose file other texts are the app's own."""
    return replace(draft, own=tuple(dict.fromkeys(own)))


def recognition_is_agreed(made: Woven, items: Iterable[ReviewItem]) -> bool:
    """Return whether all who are told of may be recognised by the school: the child or family agreed."""
    told_of = _told_of(made, (item for item in items if item.is_ready))
    kind = PermissionKind.IDENTIFIABLE_CASE_STUDY
    return all(permissions.stands(made.book, one, kind, permissions.CHILD_OR_FAMILY) for one in told_of)


def _strangers(items: Iterable[ReviewItem]) -> list[str]:
    """Return the names of people nobody has listed, as they were found in the passages of a story."""
    return [
        item.source_text[span.start : span.end]
        for item in items
        for span in item.spans
        if span.entity is None and span.type == "PERSON"
    ]


def _told_of(made: Woven, items: Iterable[ReviewItem]) -> tuple[str, ...]:
    """Return every pupil a story tells of, by name or by what it rests on, in the order of their ids.

    A story of one pupil tells of them even where each of its passages tells of the tutor's work.
    """
    pupils = {one.id for one in made.book.all(Pupil)}
    found = {
        entity for item in items for entity in (*item.passage.pupil_ids, *(s.entity for s in item.spans))
    }
    found |= set(made.told) if made.study.subject is CaseSubject.PUPIL else set()
    return tuple(sorted(pupil for pupil in found if pupil is not None and pupil in pupils))
