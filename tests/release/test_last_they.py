"""Whoever is told of without a known "he" or "she" is "they", however many of the group are known."""

from __future__ import annotations

from dataclasses import replace

from release_samples import LAST, MANAGER, START, day, pupil_id, records

from tutordiary.evidence import Period
from tutordiary.model import Audience, Observation, Pupil
from tutordiary.release.review import Reviewer


def test_who_is_neither_he_nor_she_is_they_among_others_who_are(diary):
    diary.add(*records())
    for number, said in enumerate(("he/him", "he/him", "she/her", "she/her", "they/them")):
        diary.save(replace(diary.need(Pupil, pupil_id(number)), pronouns=said))
    for number in (0, 4):
        diary.add(
            Observation(
                id=f"o-{number}", noted_on=day(3), pupil_id=pupil_id(number), group_id="g-1",
                text="Then he waited.", audiences=MANAGER,
            )
        )  # fmt: skip
    items = Reviewer(diary, Period(START, LAST), Audience.MANAGER).items(groups=["g-1"])
    leaving = {item.id: item.rendered for item in items}
    assert leaving["o-0.text"] == "Then he waited."
    assert leaving["o-4.text"] == "Then they waited."
