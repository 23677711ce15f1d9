"""What a pupil's sheets may link to: observations and voices as sentences, and how links are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.evidence.rule import is_individual, touches_outcome
from tutordiary.model import (
    Direction,
    JudgementEvidence,
    Observation,
    Record,
    Speaker,
    TargetEvidence,
    Voice,
    new_id,
)

MOST_OFFERED = 24  # of the newest; what is linked already is offered as well
LONGEST = 150  # letters of a passage in a list


def short(text: str) -> str:
    """Return a passage on one line, cut where it would be long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def signs_of(
    diary: Diary, pupil_id: str, linked: Collection[str] = (), outcome: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return ids and sentences of what was noticed in this pupil alone, newest first.

    With ``outcome`` only what is tagged to it. Marks set for everyone are no evidence about one pupil.
    """
    names = {one.id: one.name for one in diary.framework.indicators}
    found: list[tuple[str, str]] = []
    for sign in diary.find(Observation, order=("-noted_on", "id"), pupil_id=pupil_id):
        fits = is_individual(sign) and (not outcome or touches_outcome(sign, diary.framework, outcome))
        if sign.id in linked or (fits and len(found) < MOST_OFFERED):
            tags = ", ".join(names[one] for one in sign.indicators if one in names)
            harder = "a harder day" if sign.direction is Direction.HARDER_DAY else ""
            step = diary.framework.words_for_step(sign.step)
            what = ", ".join(part for part in (tags, step, harder) if part)
            words = ". ".join(part for part in (what, short(sign.text)) if part)
            found.append((sign.id, f"{dates.day_and_month(sign.noted_on, year=True)}: {words}"))
    return tuple(found)


def voices_of(diary: Diary, pupil_id: str, linked: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return ids and sentences of words said by or about the pupil, newest first."""
    found: list[tuple[str, str]] = []
    for voice in diary.find(Voice, order=("-said_on", "id"), pupil_id=pupil_id):
        if voice.words and not voice.is_chosen_face and (voice.id in linked or len(found) < MOST_OFFERED):
            who = voice.speaker_label or wording.SPEAKER[voice.speaker]
            who = "the pupil" if voice.speaker is Speaker.PUPIL else who
            day = dates.day_and_month(voice.said_on, year=True)
            found.append((voice.id, f"{day}, {who}: “{short(voice.words)}”"))
    return tuple(found)


def link_target(diary: Diary, target: Record, values: Mapping[str, str]) -> None:
    """Make the observations linked to a target exactly those ticked."""
    wanted = set(values.get("evidence", "").split())
    held = diary.find(TargetEvidence, target_id=target.id)
    diary.remove(*(one for one in held if one.observation_id not in wanted))
    there = {one.observation_id for one in held}
    diary.save(
        *(
            TargetEvidence(id=new_id(), target_id=target.id, observation_id=one)
            for one in sorted(wanted - there)
        )
    )


def link_judgement(diary: Diary, judgement: Record, values: Mapping[str, str]) -> None:
    """Make the observations and voices behind a judgement exactly those ticked."""
    signs, voices = set(values.get("signs", "").split()), set(values.get("voices", "").split())
    held = diary.find(JudgementEvidence, judgement_id=judgement.id)
    diary.remove(*(one for one in held if (one.observation_id or one.voice_id) not in signs | voices))
    there = {one.observation_id or one.voice_id for one in held}
    diary.save(
        *(
            JudgementEvidence(id=new_id(), judgement_id=judgement.id, observation_id=one)
            for one in sorted(signs - there)
        ),
        *(
            JudgementEvidence(id=new_id(), judgement_id=judgement.id, voice_id=one)
            for one in sorted(voices - there)
        ),
    )
