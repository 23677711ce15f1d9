"""Checks what records mean next to each other: references, doubles, the framework's ids and the ladder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from tutordiary.errors import BadInput
from tutordiary.exchange.format import (
    ONCE,
    FieldFormat,
    Shape,
    array_of,
    fields_of,
    kinds_by_array,
    words_of,
)
from tutordiary.exchange.problems import SHOWN, Problems, did_you_mean, quoted
from tutordiary.exchange.structure import Placed, Structure
from tutordiary.framework import Framework, parse_framework, prompts, shipped_framework
from tutordiary.model import (
    Bundle,
    Closure,
    FrameworkVersion,
    Group,
    JudgementEvidence,
    Membership,
    Observation,
    Pack,
    PackItem,
    PracticeLoop,
    Programme,
    Record,
    Reflection,
    Report,
    Slot,
    StartPoint,
    Tutor,
)

_PERIODS: dict[type[Record], tuple[str, str]] = {
    Programme: ("starts_on", "ends_on"),
    Group: ("starts_on", "ends_on"),
    Slot: ("from_on", "until_on"),
    Closure: ("from_on", "until_on"),
    Membership: ("joined_on", "left_on"),
    Report: ("period_from", "period_to"),
    Pack: ("period_from", "period_to"),
    Bundle: ("period_from", "period_to"),
    PracticeLoop: ("started_on", "closed_on"),
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a file may lean on besides itself: the ids and frameworks of the diary it goes into."""

    ids: Mapping[type[Record], AbstractSet[str]] = field(default_factory=dict)
    frameworks: tuple[Framework, ...] = ()


class _Frameworks:
    """The ids of every framework version that the file or its diary knows."""

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        known = tuple(frameworks) or (shipped_framework(),)
        self.outcomes = {outcome.id for one in known for outcome in one.outcomes}
        self.indicators = {indicator.id for one in known for indicator in one.indicators}
        self.workforce = {indicator.id for one in known for indicator in one.workforce}
        self.steps = max(len(one.ladder) for one in known)


def check_meaning(found: Structure, around: Surroundings, problems: Problems) -> tuple[str, ...]:
    """Note every record that does not fit the others, and return what is odd but may stay."""
    own = _own_frameworks(found.placed, problems)
    frameworks = _Frameworks((*own, *around.frameworks))
    links = {array: _links(array) for array in kinds_by_array()}
    seen: dict[tuple[object, ...], str] = {}
    warnings: list[str] = []
    for placed in found.placed:
        for one in links[array_of(type(placed.record))]:
            _check_link(placed, one, found, around, problems)
        _check_once(placed, seen, problems)
        _check_framework_ids(placed, frameworks, problems)
        _check_alone(placed, problems)
        warnings += _oddities(placed)
    if len(warnings) > SHOWN:
        warnings[SHOWN:] = [f"and {len(warnings) - SHOWN} more"]
    return tuple(warnings)


def _links(array: str) -> tuple[FieldFormat, ...]:
    return tuple(one for one in fields_of(array) if one.shape is Shape.LINK)


def _check_link(
    placed: Placed, one: FieldFormat, found: Structure, around: Surroundings, problems: Problems
) -> None:
    target = getattr(placed.record, one.name)
    if target is None or one.target is None:
        return
    if target in found.ids.get(one.target, ()) or target in around.ids.get(one.target, ()):
        return
    problems.add(f"{placed.place}.{one.name}", f"no {words_of(one.target)} has the id {quoted(target)}")


def _check_once(placed: Placed, seen: dict[tuple[object, ...], str], problems: Problems) -> None:
    kind = type(placed.record)
    if kind is Tutor:
        key: tuple[object, ...] = (Tutor,)
        sentence = "a diary has one tutor, and {first} is one already"
    elif kind in ONCE:
        key = (kind, *(getattr(placed.record, name) for name in ONCE[kind]))
        sentence = f"the same {' and '.join(ONCE[kind])} as {{first}}"
    else:
        return
    if key in seen:
        problems.add(placed.place, sentence.format(first=seen[key]))
    seen.setdefault(key, placed.place)


def _own_frameworks(placed: Iterable[Placed], problems: Problems) -> list[Framework]:
    frameworks = []
    for one in placed:
        if isinstance(one.record, FrameworkVersion):
            try:
                frameworks.append(parse_framework(one.record.body))
            except (BadInput, RecursionError) as error:
                said = str(error).removesuffix(" Nothing was changed.") or "it is nested too deeply."
                problems.add(f"{one.place}.body", said)
    return frameworks


def _check_framework_ids(placed: Placed, frameworks: _Frameworks, problems: Problems) -> None:
    record = placed.record
    if isinstance(record, Observation):
        for number, indicator in enumerate(record.indicators):
            place = f"{placed.place}.indicators[{number}]"
            _check_known(place, "indicator", indicator, frameworks.indicators, problems)
    if isinstance(record, PackItem) and record.indicator:
        known = frameworks.indicators | frameworks.workforce
        _check_known(f"{placed.place}.indicator", "indicator", record.indicator, known, problems)
    outcome = getattr(record, "outcome", "")
    if outcome or isinstance(record, StartPoint):
        _check_known(f"{placed.place}.outcome", "outcome", outcome, frameworks.outcomes, problems)
    step = getattr(record, "step", None)
    if step is not None and step >= frameworks.steps:
        problems.add(f"{placed.place}.step", f"the ladder ends at step {frameworks.steps - 1}")


def _check_known(place: str, noun: str, value: str, known: AbstractSet[str], problems: Problems) -> None:
    if value not in known:
        problems.add(
            place, f"the outcomes framework has no {noun} {quoted(value)}{did_you_mean(value, sorted(known))}"
        )


def _check_alone(placed: Placed, problems: Problems) -> None:
    record = placed.record
    if isinstance(record, JudgementEvidence) and (record.observation_id is None) is (record.voice_id is None):
        problems.add(placed.place, "one of observation_id and voice_id is needed, and only one")


def _oddities(placed: Placed) -> list[str]:
    record, odd = placed.record, []
    if type(record) in _PERIODS:
        first, last = _PERIODS[type(record)]
        start, end = getattr(record, first), getattr(record, last)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            odd.append(f"{placed.place}: {last} is before {first}")
    if isinstance(record, Reflection):
        odd += _unknown_word(f"{placed.place}.prompt", "prompt", record.prompt, {p.id for p in prompts()})
    return odd


def _unknown_word(place: str, noun: str, value: str, known: AbstractSet[str]) -> list[str]:
    if value in known:
        return []
    return [f"{place}: this app has no {noun} {quoted(value)}{did_you_mean(value, sorted(known))}"]
