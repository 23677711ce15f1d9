"""Somebody who wants a name to leave: in a framework, a rewording, a file name, or after the review."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from release_samples import LAST, MANAGER, START, day, records

from tutordiary.errors import NotCleared
from tutordiary.evidence import Period
from tutordiary.model import (
    BundleMode,
    FrameworkVersion,
    LearnedName,
    Observation,
    Programme,
    Pupil,
)
from tutordiary.release import giving
from tutordiary.release.intruder import Intruder
from tutordiary.release.review import Decision, decide

PERIOD = Period(START, LAST)
NOBODY = Intruder(stranger=False, colleague=False, school=False)


@pytest.fixture
def full(diary):
    diary.add(*records())
    return diary


def say(diary, text, key="o-new"):
    diary.save(
        Observation(id=key, noted_on=day(3), pupil_id="p-00", group_id="g-1", text=text, audiences=MANAGER)
    )


def keep_all(diary):
    for _ in range(2):
        for item in giving.review_for(diary, PERIOD):
            for question in item.questions:
                decide(diary, item, Decision.KEEP, word=question.word)
            decide(diary, item, Decision.READ)


def give(diary, folder, review=None, name="a.tdbundle"):
    target = folder / name
    giving.give_bundle(diary, PERIOD, BundleMode.PSEUDONYMISED, target, review, intruder=NOBODY)
    return target.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("words", ["Rose and Grace lead", "Mark", "With the Thunder Otters", "Tamsin leads"])
def test_a_framework_somebody_wrote_is_read_like_any_other_words(full, tmp_path, words):
    keep_all(full)
    held = full.all(FrameworkVersion)[0]
    body = json.loads(held.body)
    body["title"] = body["outcomes"][0]["name"] = words
    full.save(replace(held, body=json.dumps(body)))
    with pytest.raises(NotCleared, match="names can still be read"):
        give(full, tmp_path)
    assert list(tmp_path.glob("*.tdbundle")) == []


def test_a_name_in_the_programme_or_its_question_has_no_way_out(full, tmp_path):
    keep_all(full)
    programme = replace(
        full.get(Programme, "pr-1"), name="Grace's", action_research_question="Can Rose lead?"
    )
    full.save(programme)
    made = give(full, tmp_path)
    assert "Grace" not in made
    assert "Rose" not in made


@pytest.mark.parametrize(
    "words",
    ["They call \u202enismaT\u202c", "See 54616d73696e", "Then 🇬🇷🇦🇨🇪 led", "Then ⠛⠗⠁⠉⠑ led",
     "".join(chr(0xE0000 + ord(letter)) for letter in "Grace led"),
     "VGFtc2luIE9rZXJla2U="],
)  # fmt: skip
def test_a_rewording_with_a_name_is_replaced_or_stopped(full, tmp_path, words):
    say(full, "It was good.")
    item = next(one for one in giving.review_for(full, PERIOD) if one.id == "o-new.text")
    decide(full, item, Decision.REWORD, replacement=words)
    keep_all(full)
    rendered = next(one for one in giving.review_for(full, PERIOD) if one.id == "o-new.text").rendered
    if words in rendered:
        with pytest.raises(NotCleared):
            give(full, tmp_path)
    else:
        assert words not in give(full, tmp_path)


@pytest.mark.parametrize("later", ["pupil", "learned"])
def test_a_name_that_came_after_the_review_is_not_given(full, tmp_path, later):
    say(full, "They call it the Rocket now.")
    keep_all(full)
    review = giving.review_for(full, PERIOD)
    if later == "pupil":
        full.save(Pupil(id="p-99", first_name="Rocket", last_name="Hope", setting_id="w-1", year_group=3))
    else:
        full.save(LearnedName(id="l-1", text="Rocket", kind="person", is_name=True))
    with pytest.raises(NotCleared, match="changed after it was reviewed"):
        give(full, tmp_path, review)
    assert "Rocket" not in give(full, tmp_path)


@pytest.mark.parametrize(
    "name", ["Tamsin", "Grace", "bundle-GraceYoung", "grace-young", "\u202enismaT", "%54amsin", "T4msin"]
)
def test_a_file_name_with_a_name_is_refused(full, tmp_path, name):
    keep_all(full)
    with pytest.raises(NotCleared, match="the file name"):
        give(full, tmp_path, name=f"{name}.tdbundle")
