"""The desk a case study is woven at: its pieces in their order, its short forms, its versions.

Every change is in the diary when a method returns. Nothing here is fit to leave: ``story`` lays the finished
study out from what was read and cleared, and the gate reads the file.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tutordiary import dates
from tutordiary.diary import Diary, case_pieces
from tutordiary.diary.case_pieces import Standing
from tutordiary.documents import case_phrases, rich
from tutordiary.drafting.case import comparing, cowriting, gaps, loom, names, parts, short, story
from tutordiary.drafting.case.comparing import Change
from tutordiary.drafting.case.cowriting import Suggestion
from tutordiary.drafting.case.gaps import CaseGap
from tutordiary.drafting.case.loom import Evidence
from tutordiary.drafting.case.pieces import Piece, StudyLine, piece_of, studies
from tutordiary.drafting.case.story import CaseDraft, Woven
from tutordiary.errors import BadInput, NotCleared
from tutordiary.evidence import Period
from tutordiary.model import (
    CaseStudy,
    CaseStudySection,
    CaseStudyVersion,
    CaseSubject,
    Pupil,
    new_id,
)

__all__ = ["CaseDesk", "CaseGap", "Change", "Evidence", "Piece", "StudyLine", "Suggestion", "studies"]

SHORTEST, LONGEST = case_phrases.SHORTEST, case_phrases.LONGEST


class CaseDesk:
    """One case study being worked on.

    What it is woven from is read once and held: call ``refresh`` after other records of the diary changed.
    """

    def __init__(self, diary: Diary, study_id: str) -> None:
        self._diary = diary
        self._id = study_id
        self._held: Woven | None = None

    @classmethod
    def new(
        cls,
        diary: Diary,
        subject: CaseSubject,
        about_id: str,
        period: Period | None = None,
    ) -> CaseDesk:
        """Begin a study of a pupil or a group with its first draft laid out, and keep it.

        ``about_id`` is a pupil for PUPIL, else a group. ``period`` is all its sessions unless given.
        """
        is_pupil = subject is CaseSubject.PUPIL
        study = CaseStudy(
            id=new_id(),
            subject=subject,
            pupil_id=about_id if is_pupil else None,
            group_id=None if is_pupil else about_id,
            period_from=period.first if period else None,
            period_to=period.last if period else None,
            updated_at=dates.now(),
        )
        days = story.period_of(diary, study)
        study = replace(study, period_from=days.first, period_to=days.last)
        pieces = tuple(replace(one, id=new_id()) for one in story.first_pieces(diary, study))
        study = replace(
            study, pull_quote=short.first_quote(diary, pieces), changed_name=_first_name(diary, study)
        )
        case_pieces.begin(diary, study, pieces)
        return cls(diary, study.id)

    @classmethod
    def open(cls, diary: Diary, study_id: str) -> CaseDesk:
        """Take up a study that was begun. Raises: BadInput when it is gone."""
        if diary.get(CaseStudy, study_id) is None:
            raise BadInput("That case study is not in the diary any more. It may be in the bin.")
        return cls(diary, study_id)

    # What there is ------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The id of the study."""
        return self._id

    @property
    def study(self) -> CaseStudy:
        """The study as the diary holds it now."""
        return self._diary.need(CaseStudy, self._id)

    @property
    def period(self) -> Period:
        """The days it is woven from."""
        return story.period_of(self._diary, self.study)

    def refresh(self) -> None:
        """Read anew, at the next question, what the study is woven from."""
        self._held = None

    @property
    def woven(self) -> Woven:
        """The study with its pieces of now and the entries beside it."""
        if self._held is None:
            self._held = story.weave(self._diary, self._id)
        pieces = case_pieces.pieces_of(self._diary, self._id)
        return replace(self._held, study=self.study, pieces=pieces)

    def pieces(self) -> tuple[Piece, ...]:
        """Return the pieces in the order of the story."""
        made = self.woven
        return tuple(piece_of(made, one) for one in made.ordered)

    def piece(self, piece_id: str) -> Piece | None:
        """Return one piece, or None when it is gone."""
        return next((one for one in self.pieces() if one.id == piece_id), None)

    def tray(self) -> tuple[Evidence, ...]:
        """Return the dated entries that are not in the story, oldest first."""
        made = self.woven
        used = {one.source_id for one in made.pieces}
        return tuple(one for one in made.sources.values() if one.id not in used)

    def source_of(self, piece_id: str) -> Evidence | None:
        """Return the entry a piece was taken from; None for own words and for one that is lost."""
        piece = self.piece(piece_id)
        return piece.source if piece else None

    def gaps(self) -> tuple[CaseGap, ...]:
        """Return what the story lacks, in its order: empty parts first by their prompts, then voices."""
        made = self.woven
        there = {one.id for one in made.pieces if one.id not in made.lost and one.text.strip()}
        filled = {parts.part_of(one.section).key for one in made.pieces if one.id in there}
        is_one = made.study.subject is CaseSubject.PUPIL
        empty = [
            CaseGap(key, parts.prompt_of(key, is_one_pupil=is_one)) for key in parts.KEYS if key not in filled
        ]
        return (*empty, *gaps.of_whole(made, there))

    @property
    def kept_back(self) -> int:
        """How many worded signs of these weeks nobody but the tutor may see: they are not in the tray."""
        made = self.woven
        return loom.kept_to_oneself(made.book, made.study, made.period)

    @property
    def words(self) -> int:
        """How many words the story has; between ``SHORTEST`` and ``LONGEST`` is usual."""
        return sum(len(rich.plain(one.text).split()) for one in self.woven.pieces)

    # Weaving ------------------------------------------------------------------------------------

    def put(self, evidence_id: str, part: str = "", place: int | None = None) -> str:
        """Put an entry of the tray into a part (the one it fits without one), and return the piece's id.

        Raises: BadInput when it is not among the entries, or is in the story already.
        """
        made = self.woven
        found = made.sources.get(evidence_id)
        if found is None:
            raise BadInput("That entry is not among those of these weeks. The story was not changed.")
        if any(one.source_id == evidence_id for one in made.pieces):
            raise BadInput("That entry is in the story already. The story was not changed.")
        return self._insert(part or found.part, found.passage.text, found.id, place)

    def write(self, part: str, text: str = "", place: int | None = None) -> str:
        """Put a piece of the tutor's own words into a part, and return its id."""
        return self._insert(part, text, "", place)

    def _insert(self, part: str, text: str, source_id: str, place: int | None) -> str:
        piece = CaseStudySection(
            id=new_id(),
            case_study_id=self._id,
            section=parts.part_of(part).key,
            text=text,
            source_id=source_id,
        )
        return case_pieces.insert(self._diary, piece, place).id

    def move(self, piece_id: str, part: str, place: int | None = None) -> None:
        """Take a piece to a place in a part, before the one that stands there; at the end without one."""
        if self._diary.get(CaseStudySection, piece_id) is not None:
            case_pieces.move(self._diary, piece_id, parts.part_of(part).key, place)

    def shift(self, piece_id: str, by: int) -> None:
        """Move a piece up (-1) or down (1): past the edge of its part into the one beside it."""
        piece = self._diary.get(CaseStudySection, piece_id)
        if piece is None:
            return
        there = sum(one.section == piece.section for one in self.woven.pieces)
        if 0 <= piece.place + by < there:
            case_pieces.move(self._diary, piece_id, piece.section, piece.place + by)
        else:
            self.shift_part(piece_id, by, to_end=by < 0)

    def shift_part(self, piece_id: str, by: int, *, to_end: bool = True) -> None:
        """Take a piece to the part before (-1) or after (1), at its end or its beginning."""
        piece = self._diary.get(CaseStudySection, piece_id)
        if piece is None or piece.section not in parts.KEYS:
            return
        at = parts.KEYS.index(piece.section) + by
        if 0 <= at < len(parts.KEYS):
            case_pieces.move(self._diary, piece_id, parts.KEYS[at], None if to_end else 0)

    def reword(self, piece_id: str, text: str) -> None:
        """Keep other words for a piece; earlier ones stay among its earlier texts."""
        piece = self._diary.get(CaseStudySection, piece_id)
        if piece is not None and piece.text != text:
            self._diary.save(replace(piece, text=text))
            case_pieces.touch(self._diary, self._id)

    def take_back(self, piece_id: str) -> None:
        """Let a piece say again what its entry says."""
        source = self.source_of(piece_id)
        if source is not None:
            self.reword(piece_id, source.passage.text)

    def take_out(self, piece_id: str) -> None:
        """Take a piece out: its entry is in the tray again, own words go into the bin."""
        case_pieces.take_out(self._diary, piece_id)

    def rest_on(self, piece_id: str, evidence_ids: tuple[str, ...]) -> None:
        """Say which entries the tutor's own words rest on: the document gives their numbers."""
        piece = self._diary.get(CaseStudySection, piece_id)
        if piece is not None:
            records = dict.fromkeys(one.partition(".")[0] for one in evidence_ids)
            self._diary.save(replace(piece, evidence=tuple(records)))

    def lay_out_again(self) -> None:
        """Lay the first draft out anew, in the place of every piece; what stood is kept as a version."""
        case_pieces.keep_version(self._diary, self._id, "Before it was laid out anew")
        fresh = (replace(one, id=new_id()) for one in story.first_pieces(self._diary, self.study))
        self.go_back(Standing(self.study, tuple(fresh)))

    # Undo ---------------------------------------------------------------------------------------

    def standing(self) -> Standing:
        """Return the study as it stands, to go back to."""
        return case_pieces.standing(self._diary, self._id)

    def go_back(self, stood: Standing) -> None:
        """Let the study stand as it stood."""
        case_pieces.put_back(self._diary, stood)

    # The short forms ----------------------------------------------------------------------------

    def set_title(self, text: str) -> None:
        """Keep a title; an empty one lets the app count: "Tamsin: small signs over 20 weeks"."""
        self._set(title=_line(text))

    def set_short(self, text: str) -> None:
        """Keep the two sentences for those who read no more."""
        self._set(two_sentences=text)

    def set_quote(self, text: str) -> None:
        """Keep the one line to quote. Where somebody said it, it leaves as their words do."""
        self._set(pull_quote=_line(text))

    def set_period(self, period: Period) -> None:
        """Weave it from other days; pieces from outside them are lost until the days take them in again."""
        self._set(period_from=period.first, period_to=period.last)
        self.refresh()

    def short_offer(self) -> str:
        """Return two sentences of the tutor's own for the short form: where it began, what was different."""
        return short.two_sentences(self.pieces())

    def quotes(self) -> tuple[Evidence, ...]:
        """Return the words somebody said that are in the story, pupils' first: one may stand alone."""
        said = [one.source for one in self.pieces() if one.source is not None and one.source.is_said]
        return tuple(sorted(said, key=lambda one: not one.is_pupils_words))

    def _set(self, **changed: str | date) -> None:
        fields: dict[str, object] = {**changed, "updated_at": dates.now()}
        self._diary.save(replace(self.study, **fields))  # type: ignore[arg-type]

    # Names --------------------------------------------------------------------------------------

    def changed_names(self) -> dict[str, str]:
        """Return the name each pupil of the story goes by, by pupil id; none for sessions.

        Raises: NotCleared when no name of the list is left.
        """
        return names.names_of(self._diary, self.study)

    def rename(self, name: str) -> str:
        """Let the pupil go by a name that was chosen, perhaps by the child; an empty one takes the list's.

        Returns the name. Raises: BadInput when it is somebody's, an ordinary word, or not one at all.
        """
        study = self.study
        if study.pupil_id is None:
            raise BadInput("Only a story of one pupil has a name to choose. Nothing was changed.")
        pupil = self._diary.need(Pupil, study.pupil_id)
        self._set(changed_name=names.check_name(self._diary, pupil, name) if name.strip() else "")
        return self.changed_names().get(pupil.id, "")

    # Versions -----------------------------------------------------------------------------------

    def keep_version(self, note: str = "") -> CaseStudyVersion:
        """Keep the study as it stands under the next number."""
        return case_pieces.keep_version(self._diary, self._id, _line(note))

    def versions(self) -> tuple[CaseStudyVersion, ...]:
        """Return the versions kept, newest first."""
        return case_pieces.versions_of(self._diary, self._id)

    def compare(self, number: int) -> tuple[Change, ...]:
        """Return what a version says otherwise than the study of now, in the order of the story."""
        return comparing.changes(self._version(number), self.standing())

    def take_back_version(self, number: int) -> None:
        """Let the study stand as a version has it; what stands now is kept as a version first."""
        stood = self._version(number)
        case_pieces.keep_version(self._diary, self._id, f"Before version {number} was taken back")
        self.go_back(stood)

    def _version(self, number: int) -> Standing:
        found = next((one for one in self.versions() if one.number == number), None)
        if found is None:
            raise BadInput(f"There is no version {number} of this case study. Nothing was changed.")
        return case_pieces.standing_in(self._diary, found)

    # Writing together ---------------------------------------------------------------------------

    def suggestions(self, data: bytes, name: str) -> tuple[Suggestion, ...]:
        """Return what another tutor changed or added in a file made by ``giving.give_to_co_writer``.

        Raises: BadInput when it is not such a file of this study, or too big.
        """
        return cowriting.read_back(self._diary, self.woven, data, name)

    def take(self, suggestion: Suggestion) -> str:
        """Take a suggestion over, and return the id of its piece; the words before stay among the earlier."""
        if suggestion.piece_id and self._diary.get(CaseStudySection, suggestion.piece_id) is not None:
            self.reword(suggestion.piece_id, suggestion.after)
            return suggestion.piece_id
        return self.write(suggestion.part, suggestion.after)

    # The page -----------------------------------------------------------------------------------

    def preview(self, written_on: date) -> CaseDraft:
        """Return the study as it would leave, with what still waits to be read: for the tutor's eyes alone.

        Slow (it reads every piece): for the worker. Raises: NotCleared when no changed name is left.
        """
        made = story.weave(self._diary, self._id)
        items = story.reviewer(self._diary, made).read(story.passages_of(made))
        return story.compose(self._diary, made, items, written_on, is_preview=True)


def _first_name(diary: Diary, study: CaseStudy) -> str:
    """Return the name the list gives the pupil of a new study; none left is for the page to say."""
    try:
        return names.names_of(diary, study).get(study.pupil_id or "", "")
    except NotCleared:
        return ""


def _line(text: str) -> str:
    return " ".join(text.split())
