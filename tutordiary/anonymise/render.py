"""Writes the text that leaves: redacted stretches become what the naming says, the rest stays as it was."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tutordiary.anonymise.placeholders import PLAIN, ROLES
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.spans import Action, Span
from tutordiary.anonymise.words import listed

_BY_TYPE = {
    "PUPIL": "[pupil]",
    "STAFF": "[staff member]",
    "FAMILY": "[family member]",
    "TUTOR": "[tutor]",
    "SETTING": "[school]",
    "SCHOOL": "[school]",
    "GROUP": "[group]",
    "PERSON": "[person]",
    "PLACE": "[place]",
    "ORG": "[organisation]",
    "ADDRESS": "[address]",
    "DOB": "[date of birth]",
    "PHONE": "[phone]",
    "EMAIL": "[email]",
    "POSTCODE": "[postcode]",
    "HANDLE": "[handle]",
    "URL": "[url]",
    "UPN": "[pupil number]",
    "DATE": "[date]",
    "AGE": "[age]",
    "YEAR": "[year group]",
    "CLASS": "[class]",
}
_POSSESSIVE = re.compile(r"[\u200b-\u200d\u2060\ufeff\xad]{0,4}['’‘ʼ`´]?[sS](?![^\W_])")
_ARTICLE = re.compile(r"(?<![^\W_])([Aa])(n?) $")
_OPENS = re.compile(r"(?:^|[.!?:\n\r\"“(] ?)A $")


@dataclass(frozen=True, slots=True)
class Naming:
    """What stands for whom. Entities not named here fall back to their type: [pupil], [staff member]."""

    entities: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)

    def replacement(self, type_name: str, entity: str | None) -> str:
        """Return the text for one redacted stretch; None as entity never names one child."""
        if entity is not None and entity in self.entities:
            return self.entities[entity]
        return self.types.get(type_name) or _BY_TYPE.get(type_name, "[name]")

    def texts(self) -> tuple[str, ...]:
        """Return every text of ours that may stand in an output, sorted, each once."""
        return tuple(sorted({*self.entities.values(), *self.types.values(), *_BY_TYPE.values(), "[name]"}))


def pupil_letter(index: int) -> str:
    """Return A, B … Z, AA, AB … for a pupil's place in an order; ``index`` counts from 0."""
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def role_placeholder(person: Person) -> str:
    """Return the placeholder of a member of staff, the family or the tutor; never the role as typed in."""
    if person.kind == "tutor":
        return "[tutor]"
    if person.kind == "family":
        return (
            "[parent]" if person.relation.lower().replace("-", "") in listed("parent") else "[family member]"
        )
    match = next((role for role in ROLES if role.lower() == person.role.lower()), "staff member")
    return f"[{match}]"


def default_naming(roster: Roster, entities: Mapping[str, str] | None = None) -> Naming:
    """Return letters for pupils in roster order and role words for the rest; ``entities`` take precedence."""
    named = {pupil.entity: f"[pupil {pupil_letter(index)}]" for index, pupil in enumerate(roster.pupils)}
    named.update(
        (person.entity, role_placeholder(person)) for person in roster.people()[len(roster.pupils) :]
    )
    named.update((place.entity, "[school]") for place in roster.settings if place.entity)
    named.update((place.entity, "[group]") for place in roster.groups if place.entity)
    named.update(entities or {})
    return Naming(named)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the output and the stretch of the raw text it came from."""

    out_start: int
    out_end: int
    raw_start: int
    raw_end: int
    replaced: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """An output with its way back; ``kept`` are the output stretches of kept name-words."""

    text: str
    pieces: tuple[Piece, ...]
    kept: tuple[tuple[int, int], ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the raw stretch behind an output stretch; None when it lies inside our own words."""
        starts = [
            p.raw_start + start - p.out_start for p in self.pieces if _holds(p, start) and not p.replaced
        ]
        ends = [p.raw_start + end - p.out_start for p in self.pieces if _holds(p, end - 1) and not p.replaced]
        return (starts[0], ends[0]) if starts and ends and starts[0] < ends[0] else None


class _Stretch(NamedTuple):
    start: int
    end: int
    type: str
    entity: str | None
    bare: bool


def _holds(piece: Piece, position: int) -> bool:
    return piece.out_start <= position < piece.out_end


def render(text: str, spans: Iterable[Span], naming: Naming) -> str:
    """Return the text with every redacted span replaced and possessives put back; flags stay as they are."""
    return render_pieces(text, spans, naming).text


def render_pieces(text: str, spans: Iterable[Span], naming: Naming) -> Rendered:
    """Render and keep the way back from the output to the raw text."""
    spans = tuple(spans)
    out: list[str] = []
    pieces: list[Piece] = []
    length = position = 0

    def add(part: str, raw_start: int, raw_end: int, *, replaced: bool) -> None:
        nonlocal length
        if part:
            pieces.append(Piece(length, length + len(part), raw_start, raw_end, replaced))
            out.append(part)
            length += len(part)

    for start, end, type_name, entity, bare in _joined(text, spans):
        words = naming.replacement(type_name, entity)
        add(_with_article(text[position:start], words), position, start, replaced=False)
        if bare and text[end : end + 1] in {"'", "’"} and text[start - 1 : start] not in {"'", "‘", "’"}:
            end += not text[end + 1 : end + 2].isalnum()  # "Zoes' drum"
        tail = _POSSESSIVE.match(text, end)
        position = tail.end() if not bare and tail and _takes_s(text, end, type_name) else end
        add(words + ("'s" if bare or position > end else ""), start, position, replaced=True)
    add(text[position:], position, len(text), replaced=False)
    return Rendered("".join(out), tuple(pieces), _kept_places(spans, pieces))


def _takes_s(text: str, end: int, type_name: str) -> bool:
    """Return whether an s after the span is a possessive, not a plural ("Year 4s")."""
    if type_name == "PRONOUN":
        return False
    return type_name not in {"YEAR", "CLASS", "DATE", "AGE"} or text[end] in "'’"


def _with_article(before: str, words: str) -> str:
    """Make "a" or "an" before a replacement agree with it, with no other letter changed."""
    said = words.lstrip("[")
    match = _ARTICLE.search(before[-4:])
    if not match or not said:
        return before
    is_open = said[0].lower() in "aeiou" and not said.startswith("url")
    if match.group(2) and not is_open:
        return before[:-2] + " "
    is_article = match.group(1) == "a" or _OPENS.search(before[-4:])  # elsewhere A is a note
    if is_article and not match.group(2) and is_open:
        return before[:-1] + "n "
    return before


def _joined(text: str, spans: tuple[Span, ...]) -> list[_Stretch]:
    """Return the redacted stretches, those of one person that stand side by side made one."""
    found: list[_Stretch] = []
    for span in sorted((s for s in spans if s.action is Action.REDACT), key=lambda s: (s.start, s.end)):
        new = _Stretch(span.start, span.end, span.type, span.entity, span.possessive)
        if found:
            last = found[-1]
            same = (last.entity, last.type) == (new.entity, new.type) and not last.bare
            if new.start < last.end or (same and _joins(text[last.end : new.start], new.entity, new.type)):
                found[-1] = _Stretch(last.start, max(last.end, new.end), last.type, last.entity, new.bare)
                continue
        found.append(new)
    return found


def _joins(between: str, entity: str | None, type_name: str) -> bool:
    if between == "":
        return True
    return (
        not between.strip(" \xa0-")
        and len(between) <= 3
        and (entity is not None or type_name in {"PERSON", "ORG"})
    )


def _kept_places(spans: tuple[Span, ...], pieces: list[Piece]) -> tuple[tuple[int, int], ...]:
    places = []
    plain = [piece for piece in pieces if not piece.replaced]
    starts = [piece.raw_start for piece in plain]
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        if span.kept and at >= 0 and span.end <= plain[at].raw_end:
            shift = plain[at].out_start - plain[at].raw_start
            places.append((span.start + shift, span.end + shift))
    return tuple(places)


def allowed_texts(naming: Naming) -> tuple[str, ...]:
    """Return the replacement texts that are not in the placeholder grammar, such as changed names."""
    plain = {f"[{word}]" for word in (*PLAIN, *ROLES)}
    return tuple(text for text in naming.texts() if text not in plain)
