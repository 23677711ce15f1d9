"""Where the sentences of a first draft come from, so that each can be followed back to what was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Origin:
    """A record a sentence was taken from.

    ``kind`` is the record's table ("observation", "judgement", "pupil"), ``field`` the field of it that holds
    the words. ``told`` says it for the reader: "Noticed on 3 November 2026".
    """

    kind: str
    record_id: str
    field: str
    told: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Traced:
    """A sentence of a first draft. ``words`` are the recorded ones in it, without what leads up to them.

    Without an origin it is a counted fact, or says that something was not recorded.
    """

    text: str
    words: str
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a traced sentence stands in a text, in characters from its beginning."""

    start: int
    end: int
    sentence: Traced


def as_text(sentences: Iterable[Traced]) -> str:
    """Return the sentences of a part as the text it begins with."""
    return " ".join(one.text for one in sentences if one.text)


def places(text: str, sentences: Iterable[Traced]) -> tuple[Place, ...]:
    """Return where recorded words still stand in a text, in the text's order; no two overlap.

    A sentence that was reworded is the tutor's own now, and is not found any more. Where its whole text is
    gone, the recorded words alone are looked for.
    """
    found: list[Place] = []
    for one in sentences:
        place = _place(text, one, found)
        if place is not None:
            found.append(place)
    return tuple(sorted(found, key=lambda place: place.start))


def at(text: str, position: int, sentences: Iterable[Traced]) -> Traced | None:
    """Return the traced sentence that stands at a place of a text, or None: then it is the tutor's own."""
    return next(
        (place.sentence for place in places(text, sentences) if place.start <= position <= place.end), None
    )


def _place(text: str, sentence: Traced, taken: list[Place]) -> Place | None:
    for wanted in dict.fromkeys((sentence.text, sentence.words)):
        start = text.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            if all(end <= other.start or start >= other.end for other in taken):
                return Place(start, end, sentence)
            start = text.find(wanted, start + 1)
    return None
