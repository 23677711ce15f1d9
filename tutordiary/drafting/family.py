"""The version for the pupil and the family: musical learning, never why the pupil was put forward."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tutordiary import wording
from tutordiary.documents import content
from tutordiary.drafting.pupil_file import PupilFile, name_of
from tutordiary.drafting.senco import Choosable
from tutordiary.model import Audience, ContactRole, Direction, Speaker, Target, Voice

SECTIONS = (
    ("opening", "Opening", "Who they make music with"),
    ("proud_moment", "A proud moment", "One moment, with detail"),
    ("tricky", "Still tricky", "One thing that is still hard"),
    ("tricky_helps", "What they do about it", "What the pupil does when it gets hard"),
    ("next_step", "Next", "What they want to do next"),
    ("try_at_home", "To try at home", "Needs no money and no instrument"),
)
MOST_CAN_DO = 3


def first_texts(file: PupilFile) -> dict[str, str]:
    """Return what each part says before the tutor words it: sentences labelled for the family, or nothing."""
    proud = [sign.text for sign in file.worded(Audience.FAMILY) if sign.direction is Direction.STEP_ON]
    goals = [target.pupil_words for target in _targets(file) if target.review_result is None]
    return {
        "opening": "",
        "proud_moment": proud[-1] if proud else "",
        "tricky": "",
        "tricky_helps": "",
        "next_step": goals[0] if goals else file.pupil.next_step,
        "try_at_home": "",
    }


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
    signs = [
        s for s in file.observations if s.id in chosen and s.text and s.text != texts.get("proud_moment")
    ]
    latest = signs[-MOST_CAN_DO:]
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
        can_do=tuple(content.CanDo(_title(file, s.indicators), s.text) for s in latest),
        proud_moment=texts.get("proud_moment", ""),
        quote=content.Quote(quotes[-1].words, file.pupil.first_name, day=quotes[-1].said_on)
        if quotes
        else None,
        targets=tuple(
            content.FamilyTarget(
                target.pupil_words,
                wording.REVIEW_RESULT[target.review_result] if target.review_result else "",  # type: ignore[arg-type]
                target.pupil_review,
            )
            for target in _targets(file)
        ),
        tricky=(content.Tricky(tricky, texts.get("tricky_helps", "")),) if tricky else (),
        next_step=texts.get("next_step", ""),
        try_at_home=texts.get("try_at_home", ""),
        tutor=file.tutor.name if file.tutor else "",
        service=file.tutor.service if file.tutor else "",
        written_on=written_on,
        ask=name_of(ask),
        style=content.Style(is_sample=file.is_sample),
    )


def _may_be_quoted(voice: Voice) -> bool:
    """Return whether it is the pupil's own words; a face that was chosen has none to quote."""
    return voice.speaker is Speaker.PUPIL and not voice.about_home and not voice.is_chosen_face


def _targets(file: PupilFile) -> tuple[Target, ...]:
    return tuple(target for target in file.targets if Audience.FAMILY in target.audiences)


def _title(file: PupilFile, indicators: tuple[str, ...]) -> str:
    known = {indicator.id: indicator.plain for indicator in file.framework.indicators}
    plain = known.get(indicators[0], "") if indicators else ""
    return plain[:1].upper() + plain[1:] if plain else "A moment"
