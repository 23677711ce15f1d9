"""What a decision was made on: it holds for nothing else, whatever becomes of names, readers and clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from release_samples import LAST, START, day, records

from tutordiary import dates
from tutordiary.evidence import Period
from tutordiary.model import Audience, LearnedName, Membership, Observation, Pupil, Speaker, Voice
from tutordiary.release.review import HOME, Decision, ItemState, Reviewer, decide

PERIOD = Period(START, LAST)
BOTH = frozenset({Audience.MANAGER, Audience.REFLECTION})


@pytest.fixture
def full(diary):
    diary.add(*records())
    return diary


def say(diary, text, key="o-new", pupil="p-00", group="g-1"):
    diary.save(
        Observation(id=key, noted_on=day(3), pupil_id=pupil, group_id=group, text=text, audiences=BOTH)
    )
    return one(diary, f"{key}.text")


def one(diary, item_id, audience=Audience.MANAGER):
    return next(i for i in Reviewer(diary, PERIOD, audience).items() if i.id == item_id)


def test_a_pupil_who_gets_another_name_is_read_about_again(full):
    item = say(full, "Grace counted in and grace came after.")
    decide(full, item, Decision.READ)
    grace = full.get(Pupil, "p-01")
    full.save(replace(grace, first_name="Tobiah", last_name="Yarrow"))
    after = one(full, item.id)
    assert after.rendered == item.rendered or not after.is_read


def test_a_name_pointed_out_and_removed_again_is_read_about_again(full):
    full.add(LearnedName(id="l-1", text="storm", kind="person"))
    item = say(full, "Then storm tapped the rim.")
    assert "storm" not in item.rendered
    decide(full, item, Decision.READ)
    assert one(full, item.id).is_ready
    full.remove(full.get(LearnedName, "l-1"))
    after = one(full, item.id)
    assert "storm" in after.rendered
    assert after.is_blocking


def test_what_was_read_stays_read_when_more_is_hidden(full):
    item = say(full, "Then storm tapped the rim.")
    decide(full, item, Decision.READ)
    full.add(LearnedName(id="l-1", text="storm", kind="person"))
    assert one(full, item.id).is_ready


def test_what_the_group_would_not_have_seen_is_read_again_for_the_manager(full):
    full.save(replace(full.get(Pupil, "p-00"), pronouns="she/her"))
    full.save(replace(full.get(Pupil, "p-01"), pronouns="she/her"))
    item = say(full, "Tamsin counted in and she waited.")
    assert "she waited" in item.rendered
    packed = one(full, item.id, Audience.REFLECTION)
    assert "they waited" in packed.rendered
    decide(full, packed, Decision.READ)
    assert one(full, item.id, Audience.REFLECTION).is_ready
    assert one(full, item.id).is_blocking
    decide(full, item, Decision.READ)
    assert one(full, item.id).is_ready
    assert one(full, item.id, Audience.REFLECTION).is_ready


def test_a_word_kept_after_reading_may_stand(full):
    item = say(full, "They call it the Rocket now.")
    decide(full, item, Decision.READ)
    decide(full, item, Decision.KEEP, word=item.open_questions[0].word)
    assert one(full, item.id).is_ready


def test_a_word_kept_elsewhere_is_seen_where_it_was_hidden_when_read(full):
    item = say(full, "They call it the Rocket now.")
    decide(full, item, Decision.READ)
    other = say(full, "It is the Rocket for good.", key="o-other")
    decide(full, other, Decision.KEEP, word="Rocket")
    after = one(full, item.id)
    assert "Rocket" not in after.rendered or after.is_blocking


def test_what_one_child_said_of_home_decides_nothing_for_another(full):
    for key, pupil in (("v-a", "p-00"), ("v-b", "p-01")):
        full.add(
            Voice(
                id=key,
                speaker=Speaker.PUPIL,
                words="It is loud at home.",
                said_on=day(3),
                pupil_id=pupil,
                group_id="g-1",
                about_home=True,
                audiences=BOTH,
            )
        )
    decide(full, one(full, "v-a.words"), Decision.KEEP, word=HOME)
    assert one(full, "v-a.words").open_questions == ()
    assert [question.type for question in one(full, "v-b.words").open_questions] == [HOME]


def test_a_telling_word_is_kept_for_the_child_it_was_kept_of(full):
    told = "Came in with his social worker today."
    first = say(full, told)
    other = say(full, told, key="o-other", pupil="p-10", group="g-3")
    decide(full, first, Decision.KEEP, word="social worker")
    assert one(full, first.id).state is ItemState.DECIDED
    assert one(full, other.id).state is ItemState.TO_DECIDE


def test_a_clock_that_was_put_back_brings_no_old_decision_to_life(full, monkeypatch):
    item = say(full, "They call it the Rocket now.")
    decide(full, item, Decision.KEEP, word="Rocket")
    decide(full, item, Decision.READ)
    moment = dates.now()
    monkeypatch.setattr(dates, "now", lambda: moment - timedelta(days=400))
    decide(full, item, Decision.NAME, word="Rocket")
    assert "Rocket" not in one(full, item.id).rendered
    decide(full, item, Decision.LEAVE_OUT)
    assert one(full, item.id).state is ItemState.LEFT_OUT


def test_a_pupil_who_moved_groups_keeps_what_was_decided(full):
    item = say(full, "Came in with his social worker today.")
    decide(full, item, Decision.KEEP, word="social worker")
    decide(full, item, Decision.READ)
    full.save(replace(full.get(Membership, "m-00"), left_on=day(8)))
    full.save(Membership(id="m-x", pupil_id="p-00", group_id="g-2", joined_on=day(9)))
    assert one(full, item.id).is_ready
