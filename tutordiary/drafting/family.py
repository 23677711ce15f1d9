"""The version for the pupil and the family: musical learning, never why the pupil was put forward."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from tutordiary import assets, dates, wording
from tutordiary.documents import content, rich
from tutordiary.drafting import tracing
from tutordiary.drafting.pupil_file import PupilFile, name_of
from tutordiary.drafting.senco import Choosable, Missing
from tutordiary.drafting.tracing import Origin, Traced
from tutordiary.model import Audience, ContactRole, Direction, Observation, Speaker, Target, Voice

SECTIONS = (
    ("opening", "Opening", "Left empty: how often they came, and who they make music with"),
    ("proud_moment", "A proud moment", "One moment, with detail"),
    ("easier", "What got easier", "One thing that was hard once, and what the pupil did"),
    ("tricky", "Still tricky", "One thing that is still hard"),
    ("tricky_helps", "What they do about it", "What the pupil does when it gets hard"),
    ("next_step", "Next", "What they want to do next"),
    ("try_at_home", "To try at home", "Needs no money and no instrument"),
)
MOST_CAN_DO = 3


# What each part begins with -----------------------------------------------------------------------------


def first_texts(file: PupilFile) -> dict[str, str]:
    """Return what each part says before the tutor words it: sentences labelled for the family, or nothing."""
    return {key: tracing.as_text(found) for key, found in first_sentences(file).items()}


def first_sentences(file: PupilFile) -> dict[str, tuple[Traced, ...]]:
    """Return the sentences each part begins with, each with the record it was taken from.

    What to try at home is the app's own idea for what was noticed last, and tells nothing of the pupil.
    """
    steps_on = [sign for sign in file.worded(Audience.FAMILY) if sign.direction is Direction.STEP_ON]
    proud = steps_on[-1:]
    return {
        "opening": (),
        "proud_moment": _of_signs(proud),
        "easier": _of_signs(_easier(file, steps_on, proud)),
        "tricky": (),
        "tricky_helps": (),
        "next_step": _next_step(file),
        "try_at_home": _at_home(file),
    }


def _of_signs(signs: list[Observation]) -> tuple[Traced, ...]:
    return tuple(
        Traced(one.text, one.text, (Origin("observation", one.id, "text", _noticed(one), one.noted_on),))
        for one in signs
    )


def _noticed(sign: Observation) -> str:
    return f"Noticed on {dates.day_and_month(sign.noted_on, year=True)}"


def _easier(file: PupilFile, steps_on: list[Observation], proud: list[Observation]) -> list[Observation]:
    """Return the newest step on where there was a harder day before it; the harder day itself is not told."""
    harder = [sign for sign in file.observations if sign.direction is Direction.HARDER_DAY]
    fitting = [
        sign
        for sign in steps_on
        if sign not in proud
        and any(
            hard.noted_on < sign.noted_on and set(hard.indicators) & set(sign.indicators) for hard in harder
        )
    ]
    return fitting[-1:]


def _next_step(file: PupilFile) -> tuple[Traced, ...]:
    for target in _targets(file):
        if target.review_result is None and target.pupil_words:
            told = f"Agreed on {dates.day_and_month(target.set_on, year=True)}"
            origin = Origin("target", target.id, "pupil_words", told, target.set_on)
            return (Traced(target.pupil_words, target.pupil_words, (origin,)),)
    said = file.pupil.next_step
    origin = Origin("pupil", file.pupil.id, "next_step", "Next step, on the pupil’s page")
    return (Traced(said, said, (origin,)),) if said else ()


@cache
def _ideas() -> dict[str, dict[str, str]]:
    held: dict[str, Any] = json.loads(assets.read_text("framework/home_ideas.json"))
    return {"ideas": held["ideas"], "domains": held["domains"]}


def _at_home(file: PupilFile) -> tuple[Traced, ...]:
    """Return an idea for the indicator that was last seen in words the family may read."""
    signs = [sign for sign in file.worded(Audience.FAMILY) if sign.indicators]
    if not signs:
        return ()
    idea = _ideas()["ideas"].get(signs[-1].indicators[0]) or _of_domain(file, signs[-1].indicators[0])
    text = idea.replace("{name}", file.pupil.first_name)
    return (Traced(text, ""),) if text else ()


def _of_domain(file: PupilFile, indicator_id: str) -> str:
    for outcome in file.framework.outcomes:
        if any(one.id == indicator_id for one in outcome.indicators):
            return _ideas()["domains"].get(outcome.domain, "")
    return ""


def missing(file: PupilFile, texts: Mapping[str, str]) -> tuple[Missing, ...]:
    """Return what a page a family keeps has and this one does not yet. It never blocks."""
    gaps = (
        (not texts.get("proud_moment"), "a proud moment"),
        (not any(_may_be_quoted(voice) for voice in file.voices), "the pupil’s own words"),
        (not _targets(file), "a target in the pupil’s words, marked for the family"),
        (
            bool(texts.get("tricky")) and not texts.get("tricky_helps"),
            "what the pupil does when it gets hard",
        ),
        (not texts.get("next_step"), "what comes next"),
        (not texts.get("try_at_home"), "something to ask or try at home"),
    )
    return tuple(Missing(what) for is_missing, what in gaps if is_missing)


# What goes in -------------------------------------------------------------------------------------------


def choosable(file: PupilFile) -> tuple[Choosable, ...]:
    """Return the words that may stand here: the pupil's own voice, and signs labelled for the family."""
    voices = [
        Choosable(voice.id, "voice", voice.said_on, voice.words, Audience.FAMILY in voice.audiences)
        for voice in file.voices
        if _may_be_quoted(voice)
    ]
    signs = [
        Choosable(sign.id, "observation", sign.noted_on, sign.text, Audience.FAMILY in sign.audiences)
        for sign in file.observations
        if sign.text and sign.direction is not Direction.HARDER_DAY
    ]
    return tuple(voices + signs)


def family_report(
    file: PupilFile, texts: Mapping[str, str], chosen: frozenset[str], *, written_on: date
) -> content.FamilyReport:
    """Lay out the family version. ``chosen`` holds the ids of what goes in."""
    told = " ".join(rich.plain(texts.get(key, "")) for key in ("proud_moment", "easier"))
    signs = [s for s in file.observations if s.id in chosen and s.text and s.text not in told]
    quotes = [v for v in file.voices if v.id in chosen and _may_be_quoted(v)]
    teachers = [one for one in file.contacts if one.role is ContactRole.CLASS_TEACHER]
    ask = teachers[0] if len(teachers) == 1 else file.contact(ContactRole.SENCO)
    tricky = texts.get("tricky", "")
    return content.FamilyReport(
        name=file.pupil.first_name,
        group=file.group.pupils_name if file.group else "",
        others_in_group=max(0, file.group_size - 1),
        period_from=file.period_from,
        period_to=file.period_to,
        attended=file.attended,
        offered=len(file.recorded),
        opening=texts.get("opening", ""),
        can_do=tuple(content.CanDo(_title(file, s.indicators), s.text) for s in _varied(signs)),
        proud_moment=texts.get("proud_moment", ""),
        quote=content.Quote(quotes[-1].words, file.pupil.first_name, day=quotes[-1].said_on)
        if quotes
        else None,
        targets=tuple(_told(target) for target in _targets(file)),
        easier=texts.get("easier", ""),
        tricky=(content.Tricky(tricky, texts.get("tricky_helps", "")),) if tricky else (),
        next_step=texts.get("next_step", ""),
        try_at_home=texts.get("try_at_home", ""),
        tutor=file.tutor.name if file.tutor else "",
        service=file.tutor.service if file.tutor else "",
        written_on=written_on,
        ask=name_of(ask),
        style=content.Style(is_sample=file.is_sample),
    )


def _varied(signs: list[Observation]) -> list[Observation]:
    """Return the newest few, of as many kinds as there are before two of one kind; oldest first."""
    newest = list(reversed(signs))
    kinds: dict[tuple[str, ...], Observation] = {}
    for sign in newest:
        kinds.setdefault(sign.indicators[:1], sign)
    first = list(kinds.values())
    rest = [sign for sign in newest if sign not in first]
    kept = (first + rest)[:MOST_CAN_DO]
    return [sign for sign in signs if sign in kept]


def _told(target: Target) -> content.FamilyTarget:
    result = wording.REVIEW_RESULT[target.review_result] if target.review_result else ""
    return content.FamilyTarget(target.pupil_words, result, target.pupil_review)  # type: ignore[arg-type]


def _may_be_quoted(voice: Voice) -> bool:
    """Return whether it is the pupil's own words; a face that was chosen has none to quote."""
    return voice.speaker is Speaker.PUPIL and not voice.about_home and not voice.is_chosen_face


def _targets(file: PupilFile) -> tuple[Target, ...]:
    return tuple(target for target in file.targets if Audience.FAMILY in target.audiences)


def _title(file: PupilFile, indicators: tuple[str, ...]) -> str:
    known = {indicator.id: indicator.plain for indicator in file.framework.indicators}
    plain = known.get(indicators[0], "") if indicators else ""
    return plain[:1].upper() + plain[1:] if plain else "A moment"
