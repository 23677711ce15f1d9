"""What leaves is what the tutor saw, and what the gate would refuse is asked about before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from release_samples import day, records
from test_wanting_out import PERIOD, give, keep_all, say

from tutordiary.errors import NotCleared
from tutordiary.model import Observation, Permission
from tutordiary.release import giving
from tutordiary.release.review import Decision, decide


@pytest.fixture
def full(diary):
    diary.add(*records())
    return diary


@pytest.mark.parametrize("change", ["edited", "label taken off", "permission withdrawn", "left out"])
def test_a_review_that_is_out_of_date_gives_nothing(full, tmp_path, change):
    say(full, "Zebra crossing tune for all.")
    keep_all(full)
    review = giving.review_for(full, PERIOD)
    if change == "edited":
        say(full, "Nothing to see.")
    elif change == "label taken off":
        full.save(replace(full.get(Observation, "o-new"), audiences=frozenset()))
    elif change == "left out":
        decide(full, next(item for item in review if item.id == "o-new.text"), Decision.LEAVE_OUT)
    else:
        full.save(replace(full.get(Permission, "pe-00"), withdrawn_on=day(5)))
    with pytest.raises(NotCleared):
        give(full, tmp_path, review)
    assert not (tmp_path / "a.tdbundle").exists()


@pytest.mark.parametrize(("text", "word"), [("Rose rose early.", "Rose"), ("Then Field led.", "Field")])
def test_a_word_that_names_a_pupil_of_another_group_is_asked_about(full, tmp_path, text, word):
    say(full, text)
    item = next(one for one in giving.review_for(full, PERIOD) if one.id == "o-new.text")
    assert word not in item.rendered or word in [question.word for question in item.questions]
    keep_all(full)
    assert give(full, tmp_path)  # the tutor said that it is an ordinary word: the gate takes it so
    for question in item.questions:
        decide(full, item, Decision.NAME, word=question.word)
    assert word not in next(one for one in giving.review_for(full, PERIOD) if one.id == item.id).rendered
