"""The outcomes framework and the diary's prompts: data that services change, so never code.

A framework is one JSON text, versioned; the diary keeps the text it was made with, so that an old mark keeps
its meaning when a service edits its framework later. Source of the shipped one: the four outcomes and eleven
indicators of the nurture-groups report of 2021-22, page 11; its small signs are worded for this app.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from tutordiary import assets
from tutordiary.errors import BadInput


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One place on the ladder: ordinal words, never a number that a person sees."""

    step: int
    words: str
    for_start_or_review_only: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of an outcome, with examples of small signs. ``plain`` is wording for a family."""

    id: str
    outcome_id: str
    name: str
    aim: str
    plain: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: ``domain`` is musical, personal or social; ``look`` names its colour and icon."""

    id: str
    domain: str
    name: str
    short: str
    look: str
    aim: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A whole outcomes framework, checked. ``body`` is the JSON it was read from."""

    id: str
    version: str
    title: str
    about: str
    ladder: tuple[LadderStep, ...]
    outcomes: tuple[Outcome, ...]
    workforce: tuple[Indicator, ...]
    activity_tags: tuple[str, ...]
    phrases: tuple[str, ...]
    body: str

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of the young people's outcomes, in screen order."""
        return tuple(indicator for outcome in self.outcomes for indicator in outcome.indicators)

    def indicator(self, indicator_id: str) -> Indicator:
        """Return one indicator by id. Raises KeyError for one this version does not have."""
        for indicator in self.indicators:
            if indicator.id == indicator_id:
                return indicator
        raise KeyError(indicator_id)

    def outcome(self, outcome_id: str) -> Outcome:
        """Return one outcome by id. Raises KeyError for one this version does not have."""
        for outcome in self.outcomes:
            if outcome.id == outcome_id:
                return outcome
        raise KeyError(outcome_id)

    def words_for_step(self, step: int | None) -> str:
        """Return the ladder's words for a step; empty for none, or for a step it does not have."""
        return next((rung.words for rung in self.ladder if rung.step == step), "")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of the diary. ``part`` is the title it stands under; optional ones have none.

    ``fold`` is the id of the longer look an optional one belongs to; empty for those that stand alone.
    """

    id: str
    part: str
    title: str
    ask: str
    fold: str = ""


@dataclass(frozen=True, slots=True)
class PromptFold:
    """A longer look: optional prompts that stand together, folded away until somebody wants them."""

    id: str
    title: str
    about: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class SelfItem:
    """One item a tutor may look at their own practice with. ``family`` groups them."""

    id: str
    family: str
    name: str
    ask: str


class _Reader:
    """Takes values out of parsed JSON and names the place when one is missing or of the wrong kind."""

    def __init__(self, title: str) -> None:
        self._title = title

    def fail(self, place: str, problem: str) -> BadInput:
        return BadInput(f"{self._title} cannot be used: {place}: {problem}. Nothing was changed.")

    def text(self, box: Any, place: str, key: str) -> str:
        value = box.get(key) if isinstance(box, dict) else None
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{place}.{key}", "a line of text is needed here")
        return value.strip()

    def items(self, box: Any, place: str, key: str) -> list[Any]:
        value = box.get(key) if isinstance(box, dict) else None
        if not isinstance(value, list) or not value:
            raise self.fail(f"{place}.{key}", "a list with at least one entry is needed here")
        return value

    def texts(self, box: Any, place: str, key: str) -> tuple[str, ...]:
        values = self.items(box, place, key)
        for number, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                raise self.fail(f"{place}.{key}[{number}]", "a line of text is needed here")
        return tuple(value.strip() for value in values)


def parse_framework(body: str) -> Framework:
    """Read and check a framework's JSON text.

    Raises: BadInput naming the place, for anything missing, doubled or of the wrong kind.
    """
    read = _Reader("This outcomes framework")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise read.fail("the file", "it is not JSON") from error
    ladder = []
    for number, rung in enumerate(read.items(data, "framework", "ladder")):
        place = f"ladder[{number}]"
        if not isinstance(rung, dict) or rung.get("step") != number:
            raise read.fail(f"{place}.step", f"steps count up from 0, so this one must be {number}")
        ladder.append(
            LadderStep(number, read.text(rung, place, "words"), read.text(rung, place, "use") != "any")
        )
    outcomes = []
    seen: set[str] = set()
    for number, box in enumerate(read.items(data, "framework", "outcomes")):
        place = f"outcomes[{number}]"
        outcome_id = read.text(box, place, "id")
        indicators = [
            _indicator(read, each, f"{place}.indicators[{index}]", outcome_id)
            for index, each in enumerate(read.items(box, place, "indicators"))
        ]
        for entry in (outcome_id, *(indicator.id for indicator in indicators)):
            if entry in seen or " " in entry:
                raise read.fail(place, f"the id {entry} is used twice or holds a space")
            seen.add(entry)
        outcomes.append(
            Outcome(
                id=outcome_id,
                domain=read.text(box, place, "domain"),
                name=read.text(box, place, "name"),
                short=read.text(box, place, "short"),
                look=read.text(box, place, "look"),
                aim=read.text(box, place, "aim"),
                indicators=tuple(indicators),
            )
        )
    workforce = [
        _indicator(read, each, f"workforce[{index}]", "")
        for index, each in enumerate(
            read.items(data, "framework", "workforce") if data.get("workforce") else ()
        )
    ]
    return Framework(
        id=read.text(data, "framework", "id"),
        version=read.text(data, "framework", "version"),
        title=read.text(data, "framework", "title"),
        about=read.text(data, "framework", "about"),
        ladder=tuple(ladder),
        outcomes=tuple(outcomes),
        workforce=tuple(workforce),
        activity_tags=read.texts(data, "framework", "activity_tags"),
        phrases=read.texts(data, "framework", "phrases"),
        body=body,
    )


def _indicator(read: _Reader, box: Any, place: str, outcome_id: str) -> Indicator:
    name = read.text(box, place, "name")
    plain = box.get("plain") if isinstance(box, dict) else None
    return Indicator(
        id=read.text(box, place, "id"),
        outcome_id=outcome_id,
        name=name,
        aim=read.text(box, place, "aim"),
        plain=plain if isinstance(plain, str) and plain else name,
        signs=read.texts(box, place, "signs"),
    )


@cache
def shipped_framework() -> Framework:
    """Return the framework the app ships with."""
    return parse_framework(assets.read_text("framework/outcomes.json"))


_PROMPTS = "The list of diary prompts"


@cache
def prompts() -> tuple[Prompt, ...]:
    """Return the seven diary prompts in the order they are asked, then the optional ones (empty part).

    Those of the longer looks come last.
    """
    read = _Reader(_PROMPTS)
    data = json.loads(assets.read_text("framework/prompts.json"))
    found = []
    for number, part in enumerate(read.items(data, "prompts", "parts")):
        title = read.text(part, f"parts[{number}]", "title")
        found += [_prompt(read, box, title) for box in read.items(part, f"parts[{number}]", "prompts")]
    found += [_prompt(read, box, "") for box in read.items(data, "prompts", "optional")]
    found += [prompt for fold in prompt_folds() for prompt in fold.prompts]
    return tuple(found)


@cache
def prompt_folds() -> tuple[PromptFold, ...]:
    """Return the longer looks in the order they are offered."""
    read = _Reader(_PROMPTS)
    data = json.loads(assets.read_text("framework/prompts.json"))
    found = []
    for number, box in enumerate(read.items(data, "prompts", "folds")):
        place = f"folds[{number}]"
        fold = read.text(box, place, "id")
        asked = tuple(_prompt(read, one, "", fold) for one in read.items(box, place, "prompts"))
        found.append(PromptFold(fold, read.text(box, place, "title"), read.text(box, place, "about"), asked))
    return tuple(found)


def _prompt(read: _Reader, box: Any, part: str, fold: str = "") -> Prompt:
    return Prompt(
        id=read.text(box, part, "id"),
        part=part,
        title=read.text(box, part, "title"),
        ask=read.text(box, part, "ask"),
        fold=fold,
    )


@cache
def self_items() -> tuple[SelfItem, ...]:
    """Return the 23 ingredients (``ING-A`` to ``ING-W``) and the nine aspects (``INC1`` to ``INC9``)."""
    read = _Reader("The self-reflection list")
    data = json.loads(assets.read_text("framework/self_reflection.json"))
    return tuple(
        SelfItem(
            id=read.text(box, f"items[{number}]", "id"),
            family=read.text(box, f"items[{number}]", "family"),
            name=read.text(box, f"items[{number}]", "name"),
            ask=read.text(box, f"items[{number}]", "ask"),
        )
        for number, box in enumerate(read.items(data, "self_reflection", "items"))
    )
