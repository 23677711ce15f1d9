"""A document of the tutor's own on its way out: reviewed like every other passage, copied, gated, noted.

Decisions are kept by the words they were made on, so that the same document opened again finds them. Letters
stand for the same pupils all through a document, and fit no other paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import tutordiary
from tutordiary.anonymise import words
from tutordiary.anonymise.normalise import normalise
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.roster import LearnedKind, LearnedName, Roster
from tutordiary.anonymise.spans import Action
from tutordiary.anonymise.word_writing import as_joined
from tutordiary.diary import Diary
from tutordiary.model import Audience, Disclosure
from tutordiary.release import disclosures, leakscan, rosters
from tutordiary.release.documents_read import OwnDocument, pieces_of, rewritten, texts_left
from tutordiary.release.gate import GateReport, release_file
from tutordiary.release.known_names import Cleared
from tutordiary.release.parts import Part
from tutordiary.release.passages import Passage
from tutordiary.release.review import Decision, Reviewer, ReviewItem, require_cleared

KIND = "document"
PURPOSE = "own_document"
SUFFIX = " (names replaced)"
_HEARD: dict[str, LearnedKind] = {"PERSON": "person", "PLACE": "place", "SCHOOL": "school"}
_SHORTEST_HEARD = 3
_AT_ONCE = 50  # passages read before asking whether they are still wanted
_STRETCH = 50_000  # letters looked through at once for names


class Purpose(StrEnum):
    """What a copy is for. What is given to somebody is noted in the log of what left."""

    REFLECTION = "reflection_group"
    MANAGER = "project_manager"
    KEEP = "kept"


@dataclass(frozen=True, slots=True)
class Copy:
    """A finished copy in memory, with what the gate needs to judge it and the log to remember it."""

    data: bytes
    items: tuple[ReviewItem, ...]
    used: tuple[ReviewItem, ...]
    own: tuple[str, ...]
    cleared: tuple[Cleared, ...]


class DocumentReviewer(Reviewer):
    """Reads the passages of one document with the names of some groups, or of the whole diary.

    Names heard anywhere in the document ("her brother Rowan") are known in all of it. Whatever groups are
    chosen, the verifier and the gate look for everybody the diary knows.
    """

    def __init__(self, diary: Diary, document: OwnDocument, groups: Iterable[str] | None = None) -> None:
        super().__init__(
            diary,
            None,
            Audience.REFLECTION,
            occasion=f"document {document.digest}",
            across_groups=True,
        )
        self._document = document
        known = self._whole if groups is None else _roster_of(diary, tuple(groups))
        recogniser = Recogniser(known)
        heard = _heard(document, known, recogniser)
        if heard:
            known = replace(known, learned=(*known.learned, *heard))
            recogniser = recogniser.knowing(heard)
        self._readers[None] = (known, recogniser)

    def read_while(
        self, found: Sequence[Passage], is_wanted: Callable[[], bool]
    ) -> tuple[ReviewItem, ...] | None:
        """Return the passages of the document with their states, or None once they are not wanted any more.

        A passage is also about the pupils named in the headings above it and in its row of a table.
        """
        named: dict[int, set[str]] = {}
        for passage in found:  # first all of it: the letters are for everybody the document tells of
            if not is_wanted():
                return None
            pupils = self._pupils_of(passage, self._annotate(None, passage.text))
            named.setdefault(place_of(passage.id)[0], set()).update(pupils)
            self._told_of |= pupils
        told = [self._with_heads(passage, named) for passage in found]
        items: list[ReviewItem] = []
        for at in range(0, len(told), _AT_ONCE):
            if not is_wanted():
                return None
            items += self.read(told[at : at + _AT_ONCE])
        return tuple(items)

    def _with_heads(self, passage: Passage, named: dict[int, set[str]]) -> Passage:
        heads = self._document.heads[place_of(passage.id)[0]]
        pupils = set[str]().union(*(named.get(at, set()) for at in heads))
        return replace(passage, pupil_ids=tuple(sorted(pupils))) if pupils else passage


def _roster_of(diary: Diary, groups: Sequence[str]) -> Roster:
    """Return the people around several groups, each once."""
    found = [rosters.group_roster(diary, group_id) for group_id in groups]
    if not found:
        return rosters.whole_roster(diary)
    return replace(
        found[0],
        pupils=tuple(dict.fromkeys(person for roster in found for person in roster.pupils)),
        staff=tuple(dict.fromkeys(person for roster in found for person in roster.staff)),
        family=tuple(dict.fromkeys(person for roster in found for person in roster.family)),
    )


def _heard(document: OwnDocument, roster: Roster, recogniser: Recogniser) -> tuple[LearnedName, ...]:
    """Return names of people and places the diary does not know, where the document says that they are."""
    found: dict[str, LearnedName] = {}
    for stretch in _stretches(document.texts):
        for span in recogniser.annotate(stretch):
            kind = _HEARD.get(span.type)
            if span.action is not Action.REDACT or span.entity is not None or kind is None:
                continue
            for word in normalise(stretch[span.start : span.end]).text.replace("-", " ").split():
                plain = word.strip(".,;:!?'’\"").removesuffix("'s").removesuffix("’s")
                if _is_worth_knowing(plain, roster):
                    found.setdefault(plain.lower(), LearnedName(plain, kind))
    return tuple(found.values())


def _is_worth_knowing(word: str, roster: Roster) -> bool:
    """Return whether a word heard as a name is one elsewhere too: no ordinary word, or a first name."""
    low = word.lower()
    if len(word) < _SHORTEST_HEARD or not word.isalpha() or not word[0].isupper() or low in roster.not_names:
        return False
    return not words.is_word(low) or words.is_first_name(low)


def _stretches(texts: Sequence[str]) -> Iterable[str]:
    held: list[str] = []
    length = 0
    for text in texts:
        if held and length + len(text) > _STRETCH:
            yield "\n".join(held)
            held, length = [], 0
        held.append(text)
        length += len(text)
    yield "\n".join(held)


def passages_of(document: OwnDocument, day: date) -> tuple[Passage, ...]:
    """Return the passages of a document in its order; ``day`` is the one they are reviewed on."""
    return tuple(
        Passage(
            id=f"{KIND}.{piece.text_at}.{piece.at}",
            kind=KIND,
            text=piece.words,
            day=day,
            group_id=None,
            pupil_ids=(),
            source="",
        )
        for piece in pieces_of(document)
    )


def place_of(passage_id: str) -> tuple[int, int]:
    """Return which text of the document a passage is from, and which piece of it."""
    _, text_at, at = passage_id.split(".")
    return int(text_at), int(at)


def copy_document(document: OwnDocument, items: Sequence[ReviewItem]) -> Copy:
    """Return the finished copy, which has not passed the gate yet. Raises: NeedsEyes."""
    used = require_cleared(items)
    texts = texts_left(document, {place_of(item.id): item.rendered for item in used})
    kept: dict[int, set[str]] = {}
    for item in used:
        if item.kept_words:
            kept.setdefault(place_of(item.id)[0], set()).update(item.kept_words)
    cleared = [Cleared(as_joined(texts[at] or ""), tuple(sorted(found))) for at, found in kept.items()]
    if document.word is None and kept:  # the gate reads a plain text in one
        every = tuple(sorted(set().union(*kept.values())))
        cleared = [Cleared("".join(f"{text}\n" for text in texts if text), every)]
        cleared.append(Cleared(rewritten(document, texts).decode("utf-8"), every))
    return Copy(rewritten(document, texts), tuple(items), used, _own_texts(document), tuple(cleared))


def _own_texts(document: OwnDocument) -> tuple[str, ...]:
    """Return every text that stands in a copy whatever the document says: names of parts, styles, marks."""
    if document.word is None:
        return ()
    nothing = rewritten(document, [""] * len(document.texts))
    parts = leakscan.pieces(nothing, f"copy{document.kind}")
    return tuple(dict.fromkeys(part.text for part in parts if isinstance(part, Part)))


def release_copy(diary: Diary, copy: Copy, target: Path, is_fresh: Callable[[], bool]) -> GateReport:
    """Let the gate read a copy and write it to its place, whole or not at all.

    ``is_fresh`` says, once everything is ready, whether the review still holds.
    Raises: NotCleared, CannotWrite, DiskFull.
    """
    from tutordiary.errors import NotCleared

    roster = rosters.whole_roster(diary)
    if not is_fresh():
        raise NotCleared("The diary changed meanwhile. Nothing was written. Save the copy again.")
    return release_file(copy.data, target, roster, own=copy.own, cleared=copy.cleared)


def note_copy(
    diary: Diary, copy: Copy, report: GateReport, file_name: str, purpose: Purpose
) -> Disclosure | None:
    """Note that a copy was given to somebody; one that is kept is not noted."""
    if purpose is Purpose.KEEP:
        return None
    pupils = {pupil.entity for pupil in rosters.whole_roster(diary).pupils}
    told_of = {span.entity for item in copy.used for span in item.spans if span.entity}
    return disclosures.note(
        diary,
        {**counts_of(copy.items, copy.used), "parts": report.parts, "gate": "pass"},
        purpose=PURPOSE,
        recipient_class=str(purpose),
        file_name=file_name,
        file_sha256=report.sha256,
        pupil_ids=told_of & pupils,
    )


def counts_of(items: Sequence[ReviewItem], used: Sequence[ReviewItem]) -> dict[str, Any]:
    """Return what the log says of a copy: counts only."""
    spans = [span for item in used for span in item.spans if span.action is Action.REDACT]
    questions = [question for item in used for question in item.questions]
    decided = Counter(question.decision for question in questions)
    return {
        "engine": tutordiary.__version__,
        "items": len(items),
        "used": len(used),
        "counts": {
            "replaced_known": sum(span.entity is not None for span in spans),
            "replaced_unknown": sum(span.entity is None for span in spans) + decided[Decision.NAME],
            "kept_words": sum(q.type == "WORD?" and q.decision is Decision.KEEP for q in questions),
            "reworded": sum(item.source_text != item.original for item in used) + decided[Decision.REWORD],
            "left_out": len(items) - len(used),
        },
        "reviewer_confirmed": all(item.is_read for item in used),
    }


def give_document(
    diary: Diary,
    document: OwnDocument,
    items: Sequence[ReviewItem],
    target: Path,
    purpose: Purpose,
) -> GateReport:
    """Write a reviewed copy, let the gate read it and note it, or do nothing at all.

    Raises: NeedsEyes, NotCleared, CannotWrite, DiskFull.
    """
    copy = copy_document(document, items)
    report = release_copy(diary, copy, target, lambda: True)
    with disclosures.taking_back(target):
        note_copy(diary, copy, report, target.name, purpose)
    return report
