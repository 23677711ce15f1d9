"""Where a sentence of a report comes from: the entry it was drafted from, or that holds the same words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tutordiary import dates
from tutordiary.documents import rich
from tutordiary.drafting import family, senco, tracing
from tutordiary.drafting.pupil_file import PupilFile
from tutordiary.drafting.report_desk import ReportDraft
from tutordiary.model import ReportAudience
from tutordiary.presenters.find_lines import PARTS, Landing

COUNTED = "a count of what was recorded"
SHORTEST = 8  # letters: below it the same words may stand anywhere by chance
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[”\"’']?|\n|$)")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Source:
    """The entry some words come from. ``what`` names it for a person: "Noticed on 3 November".

    A count has no ``landing``: it comes from many entries.
    """

    what: str
    day: date | None
    record_id: str
    landing: Landing | None


@dataclass(frozen=True, slots=True)
class Entries:
    """The words a report may be made of, each with where it stands."""

    words: tuple[tuple[str, Source], ...]

    def holding(self, sentence: str) -> Source | None:
        """Return the entry that holds a sentence; the newest where several do."""
        wanted = _bare(sentence)
        if len(wanted) < SHORTEST:
            return None
        found = [source for held, source in self.words if f" {wanted} " in f" {held} "]
        return max(found, key=lambda one: one.day or date.min, default=None)

    def at(self, text: str, caret: int) -> Source | None:
        """Return the entry that holds the sentence a caret stands in."""
        for match in _SENTENCE.finditer(text):
            if match.start() <= caret <= match.end() and match.group().strip():
                return self.holding(match.group())
        return None

    def of(self, record_id: str) -> Source | None:
        """Return where a record was written down."""
        return next((source for _, source in self.words if source.record_id == record_id), None)


class Traces:
    """Answers for one report where its sentences come from."""

    def __init__(self, draft: ReportDraft) -> None:
        self._file = draft.file
        is_school = draft.report.audience is ReportAudience.SCHOOL
        self._first = (
            senco.first_sentences(draft.file, draft.report.purpose)
            if is_school
            else family.first_sentences(draft.file)
        )
        self.entries = entries_of(draft.file)

    def at(self, section: str, text: str, caret: int) -> Source | None:
        """Return where the sentence at a place of a part comes from; None when it is the tutor's own."""
        drafted = tracing.at(text, caret, self._first.get(section, ()))
        if drafted is None:
            return self.entries.at(text, caret)
        if not drafted.origins:
            return Source(COUNTED, None, "", None)
        first = drafted.origins[0]
        return Source(first.told, first.day, first.record_id, self._landing(first))

    def _landing(self, origin: tracing.Origin) -> Landing:
        held = self.entries.of(origin.record_id)
        if held is not None and held.landing is not None:
            return held.landing
        part = PARTS.get(origin.kind, "")
        return _on_page(self._file, part, origin.record_id if part else "")


def entries_of(file: PupilFile) -> Entries:
    """Return every text of a pupil's file with the place it was written in."""
    found: list[tuple[str, Source]] = []

    def add(text: str, what: str, day: date | None, record_id: str, landing: Landing) -> None:
        if text:
            when = f" on {dates.day_and_month(day)}" if day else ""
            found.append((_bare(text), Source(f"{what}{when}", day, record_id, landing)))

    for sign in file.observations:
        landing = landing_of_session(file, sign.session_id, sign.id) or _on_page(file, "sign", sign.id)
        add(sign.text, "Noticed", sign.noted_on, sign.id, landing)
        add(sign.what_i_did, "What you did", sign.noted_on, sign.id, landing)
    for voice in file.voices:
        in_log = None if voice.is_chosen_face else landing_of_session(file, voice.session_id, voice.id)
        add(voice.words, "Said", voice.said_on, voice.id, in_log or _on_page(file, "voice", voice.id))
    for point in file.start_points:
        add(point.text, "Start point", point.noted_on, point.id, _on_page(file, "start", point.id))
    for judged in file.judgements:
        landing = _on_page(file, "judgement", judged.id)
        add(judged.note, "Your decision", judged.judged_on, judged.id, landing)
    for target in file.targets:
        landing = _on_page(file, "target", target.id)
        texts = (target.pupil_words, target.adult_words, target.what_happened, target.pupil_review)
        for text in texts:
            add(text, "Target set", target.set_on, target.id, landing)
    for talk in file.conversations:
        landing = _on_page(file, "conversation", talk.id)
        add(talk.summary, "Conversation", talk.held_on, talk.id, landing)
    pupil = file.pupil
    own = (pupil.interests_and_strengths, pupil.still_hard, pupil.what_helps, pupil.next_step)
    for text in (*own, pupil.school_hopes):
        add(text, "The pupil’s own page", None, pupil.id, Landing("pupil", pupil_id=pupil.id))
    return Entries(tuple(found))


def landing_of_session(file: PupilFile, session_id: str | None, record_id: str) -> Landing | None:
    """Return the place of a record in the log of a session; None for one of no session of the file."""
    session = next((one for one in file.sessions if one.id == session_id), None)
    if session is None:
        return None
    return Landing(
        "log",
        group_id=session.group_id,
        day=session.held_on,
        session_id=session.id,
        record_id=record_id,
    )


def _on_page(file: PupilFile, part: str, record_id: str) -> Landing:
    return Landing("pupil", pupil_id=file.pupil.id, part=part, record_id=record_id)


def _bare(text: str) -> str:
    """Return words to compare by: small letters, no marks, single spaces."""
    return " ".join(_NOT_LETTERS.sub(" ", rich.plain(text)).casefold().split())
