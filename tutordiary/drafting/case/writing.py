"""Writes the parts of a case study: facts before the words, the number of the entry after them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from tutordiary.documents import content, rich
from tutordiary.drafting.case import parts
from tutordiary.drafting.case.loom import Evidence
from tutordiary.drafting.case.said import is_exact
from tutordiary.model import CaseStudySection, CaseSubject

if TYPE_CHECKING:
    from tutordiary.drafting.case.story import Woven

_TARGET = {
    "pupil_words": "a target in the pupil’s words",
    "pupil_review": "a target looked back on, in the pupil’s words",
    "adult_words": "a target",
    "what_happened": "a target and what became of it",
}


class Writing:
    """Writes one study. ``told`` are its words as they leave, ``called`` the changed names by pupil.

    ``reworded`` are the ids of passages that the tutor worded otherwise in the review: they are no quotes.
    """

    def __init__(
        self,
        made: Woven,
        told: Mapping[str, str],
        called: Mapping[str, str],
        reworded: Collection[str] = (),
    ) -> None:
        self._made = made
        self._told = told
        self._called = called
        self._reworded = reworded
        self._numbers: dict[str, int] = {}
        self._notes: dict[str, content.WeekEvidence] = {}
        self.weeks = 0

    @property
    def notes(self) -> tuple[content.WeekEvidence, ...]:
        """Where the parts come from, in the order of the numbers."""
        return tuple(self._notes.values())

    def sections(self, chart: content.WeekChart | None) -> tuple[content.CaseSection, ...]:
        """Return every part in its order; an empty one asks for what is missing."""
        found = []
        is_one = self._made.study.subject is CaseSubject.PUPIL
        for part in parts.PARTS:
            quote, text = self._part(part.key)
            is_empty = not text and quote is None
            found.append(
                content.CaseSection(
                    part.heading,
                    text,
                    prompt=parts.prompt_of(part.key, is_one_pupil=is_one) if is_empty else "",
                    quote=quote,
                    chart=chart if part.key == parts.TURNING_POINT else None,
                )
            )
        return tuple(found)

    def quotable(self, words: str, said: Evidence | None) -> str:
        """Return the one line to quote; what somebody ``said`` stands in marks, with who and when."""
        is_reworded = f"{self._made.study.id}.pull_quote" in self._reworded
        if not words or said is None or not said.is_said or is_reworded:
            return words
        who = said.by or self._name(said) or "a pupil"
        when = f", {said.when}" if said.when else ""
        return f"“{_unquoted(words)}” ({who}{when})"

    def _part(self, key: str) -> tuple[content.WeekQuote | None, str]:
        """Return the first line a pupil said in a part, to stand alone, and the rest as paragraphs."""
        quote: content.WeekQuote | None = None
        paragraphs = []
        for piece in self._made.ordered:
            words = self._told.get(piece.id, "")
            if parts.part_of(piece.section).key != key or not words:
                continue
            source = self._made.of(piece)
            if (
                source is not None
                and quote is None
                and source.is_pupils_words
                and source.passage.kind == "voice"
                and self._is_exact(piece, source)
            ):
                quote = content.WeekQuote(_unquoted(words), self._name(source) or "A pupil", _how(source))
            else:
                paragraphs.append(self._paragraph(piece, source, words))
        return quote, "\n\n".join(paragraphs)

    def _paragraph(self, piece: CaseStudySection, source: Evidence | None, words: str) -> str:
        marks = [self._number(record_id, None) for record_id in piece.evidence]
        if source is None:
            return " ".join((words, *(f"[{mark}]" for mark in marks if mark)))
        lead = self._lead(source)
        is_said = self._is_exact(piece, source)
        if is_said:
            words = f"“{_unquoted(words)}”"
        number = self._number(source.record_id, source)
        begun = rich.parse(words)
        apart = "\n" if begun and begun[0].kind != "para" else " "
        whole = f"**{lead}{':' if is_said else '.'}**{apart}{words}" if lead else words
        return " ".join((whole, f"[{number}]", *(f"[{mark}]" for mark in marks if mark)))

    def _is_exact(self, piece: CaseStudySection, source: Evidence) -> bool:
        return piece.id not in self._reworded and is_exact(source, piece.text)

    def _name(self, source: Evidence) -> str:
        """Return the changed name of the pupil an entry is about, where it is about one of the story."""
        about = source.passage.pupil_ids
        return self._called.get(about[0], "") if len(about) == 1 else ""

    def _lead(self, source: Evidence) -> str:
        """Return the facts before the words of an entry: where it began no week, in a group whose it is."""
        facts_said = [source.when, source.where, source.by]
        if source.passage.kind == "start_point" and not source.by:
            facts_said = []
        if source.passage.kind == "target":
            facts_said.append(_TARGET.get(source.id.rpartition(".")[2], ""))
        if self._made.study.subject is CaseSubject.GROUP:
            facts_said.insert(1, self._name(source))
        lead = ", ".join(one for one in facts_said if one)
        return lead[:1].upper() + lead[1:]

    def _number(self, record_id: str, source: Evidence | None) -> int:
        """Return the number of an entry, from 1 in the order it is first used; 0 for one nobody knows."""
        held = self._numbers.get(record_id)
        if held is not None:
            return held
        known = source or next(
            (one for one in self._made.sources.values() if one.record_id == record_id), None
        )
        if known is None:
            return 0
        number = self._numbers[record_id] = len(self._numbers) + 1
        self._notes[record_id] = content.WeekEvidence(number, known.source, known.when)
        self.weeks = max(self.weeks, known.week or 0)
        return number


def _how(source: Evidence) -> str:
    return ", ".join(
        one
        for one in (source.when or "during the programme", source.asked, "written down by the tutor")
        if one
    )


def _unquoted(words: str) -> str:
    return words.strip('“”"')
