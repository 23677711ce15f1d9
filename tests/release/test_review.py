"""What the tutor has to look at, what they decide, and that nothing else leaves."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date

import pytest
from release_samples import LAST, MANAGER, REFLECTION, START, day, records

from tutordiary.errors import BadInput
from tutordiary.evidence import Period
from tutordiary.model import (
    Audience,
    Conversation,
    ConversationPupil,
    GivenBy,
    Judgement,
    JudgementResult,
    Observation,
    Permission,
    PermissionKind,
    ReviewDecision,
    Speaker,
    StartPoint,
    Target,
    TargetKind,
    Voice,
)
from tutordiary.release.review import Decision, ItemState, NeedsEyes, Reviewer, decide, require_cleared
from tutordiary.release.review_file import apply_decisions, read_decisions

PERIOD = Period(START, LAST)


@pytest.fixture
def full(diary):
    diary.add(*records())
    return diary


def say(diary, text, key="o-new", pupil="p-00", **more):
    diary.save(
        Observation(
            id=key, noted_on=day(3), pupil_id=pupil, group_id="g-1", text=text, audiences=MANAGER, **more
        )
    )
    return one(diary, f"{key}.text")


def one(diary, item_id, audience=Audience.MANAGER):
    return next(i for i in Reviewer(diary, PERIOD, audience).items() if i.id == item_id)


def test_a_plain_passage_needs_only_to_be_read(full):
    item = say(full, "Tamsin counted in and waited for Grace.")
    assert item.state is ItemState.CLEAR
    assert item.is_blocking
    assert "Tamsin" not in item.rendered
    assert item.rendered.count("[pupil ") == 2
    decide(full, item, Decision.READ)
    assert one(full, item.id).is_ready


def test_reading_stops_once_it_is_not_wanted(full):
    reviewer = Reviewer(full, PERIOD, Audience.MANAGER)
    whole = reviewer.items()
    assert len(whole) > 2
    for read in (
        lambda is_wanted: reviewer.items_while(is_wanted),
        lambda is_wanted: reviewer.read_while([item.passage for item in whole], is_wanted),
    ):
        asked = itertools.count()
        assert read(lambda asked=asked: next(asked) < 2) is None
        assert next(asked) == 3
        assert read(lambda: True) == whole


def test_a_doubtful_word_must_be_decided(full):
    item = say(full, "They call it the Rocket now.")
    assert item.state is ItemState.TO_DECIDE
    word = item.open_questions[0].word
    decide(full, item, Decision.READ)
    assert one(full, item.id).is_blocking
    decide(full, item, Decision.KEEP, word=word)
    after = one(full, item.id)
    assert after.state is ItemState.DECIDED
    assert after.is_ready
    assert "Rocket" in after.rendered
    decide(full, item, Decision.NAME, word=word)
    after = one(full, item.id)
    assert after.is_ready
    assert "Rocket" not in after.rendered
    decide(full, item, Decision.REWORD, word=word, replacement="rabbit")
    assert one(full, item.id).rendered == "They call it the rabbit now."


def test_a_kept_word_that_equals_a_name_is_asked_for(full):
    item = say(full, "It was a grace note.")
    assert {question.type for question in item.open_questions} == {"WORD?"}
    decide(full, item, Decision.KEEP, word="grace")
    after = one(full, item.id)
    assert after.state is ItemState.DECIDED
    assert after.kept_words == ("grace",)
    assert after.rendered == item.original


def test_what_may_give_a_child_away_is_asked_for(full):
    item = say(full, "The only child in the school who uses a wheelchair led us.")
    assert {question.type for question in item.open_questions} & {"RARE", "SENSITIVE"}
    decide(full, item, Decision.REWORD, replacement="They led us.")
    decide(full, one(full, item.id), Decision.READ)
    after = one(full, item.id)
    assert after.rendered == "They led us."
    assert after.is_ready
    assert after.original.startswith("The only child")


def test_a_rewording_is_read_like_the_original(full):
    item = say(full, "The only child in the school who uses a wheelchair led us.")
    decide(full, item, Decision.REWORD, replacement="Tamsin Okereke led us.")
    after = one(full, item.id)
    assert not after.is_ready
    assert "Tamsin" not in after.rendered


def test_a_rewording_of_a_word_cannot_bring_a_name_back(full):
    item = say(full, "They call it the Rocket now.")
    decide(full, item, Decision.REWORD, word=item.open_questions[0].word, replacement="Okereke")
    decide(full, item, Decision.READ)
    after = one(full, item.id)
    assert not after.is_ready or "Okereke" not in after.rendered


def test_leaving_out_and_taking_back(full):
    item = say(full, "Tamsin sang.")
    decide(full, item, Decision.LEAVE_OUT)
    after = one(full, item.id)
    assert after.state is ItemState.LEFT_OUT
    assert not after.is_blocking
    assert after.why_left_out == "You left it out."
    decide(full, item, Decision.KEEP)
    assert one(full, item.id).state is ItemState.CLEAR


def test_an_edit_opens_the_passage_again(full):
    item = say(full, "Tamsin sang.")
    decide(full, item, Decision.READ)
    assert one(full, item.id).is_ready
    assert not say(full, "Tamsin sang again.").is_ready


def test_a_childs_words_about_home_never_go_along_unasked(full):
    full.add(
        Voice(
            id="v-home",
            speaker=Speaker.PUPIL,
            words="I play it for my nan.",
            said_on=day(3),
            pupil_id="p-00",
            about_home=True,
            audiences=MANAGER,
        )
    )
    full.add(
        Permission(
            id="pe-quote", pupil_id="p-00", kind=PermissionKind.QUOTE, given_by=GivenBy.PUPIL, given_on=START
        )
    )
    item = one(full, "v-home.words")
    assert "HOME" in [question.type for question in item.open_questions]
    for question in item.questions:
        decide(full, item, Decision.KEEP, word=question.word)
    decide(full, item, Decision.READ)
    assert one(full, item.id).is_ready


@pytest.mark.parametrize(
    ("pupil", "left_out"),
    [("p-00", False), ("p-11", True), ("p-12", True)],
)
def test_permission_decides_whether_words_leave(full, pupil, left_out):
    item = say(full, "Hummed the tune.", pupil=pupil)
    assert (item.state is ItemState.LEFT_OUT) is left_out


def test_a_pupils_own_no_counts_too(full):
    full.add(
        Permission(
            id="pe-own",
            pupil_id="p-00",
            kind=PermissionKind.ANONYMOUS_USE,
            given_by=GivenBy.PUPIL,
            given_on=START,
            withdrawn_on=day(2),
        )
    )
    assert say(full, "Hummed the tune.").state is ItemState.LEFT_OUT
    full.add(
        Permission(
            id="pe-again",
            pupil_id="p-00",
            kind=PermissionKind.ANONYMOUS_USE,
            given_by=GivenBy.PUPIL,
            given_on=day(4),
        )
    )
    assert say(full, "Hummed the tune.").state is ItemState.CLEAR


def test_every_kind_of_labelled_words_is_collected(full):
    full.add(
        StartPoint(
            id="x-1", pupil_id="p-00", outcome="MUS", noted_on=day(0), text="Quiet.", audiences=MANAGER
        ),
        Target(
            id="x-2",
            pupil_id="p-00",
            kind=TargetKind.OWN,
            pupil_words="I want to drum",
            adult_words="Drums.",
            set_on=day(1),
            reviewed_on=day(8),
            what_happened="Did it.",
            pupil_review="Good.",
            audiences=MANAGER,
        ),
        Judgement(
            id="x-3",
            pupil_id="p-00",
            outcome="MUS",
            result=JudgementResult.LESS,
            judged_on=day(9),
            note="A step back.",
            audiences=MANAGER,
        ),
        Conversation(
            id="x-4", held_on=day(4), with_role="SENCO", summary="We agreed a quiet start.", audiences=MANAGER
        ),
        ConversationPupil(id="x-5", conversation_id="x-4", pupil_id="p-00"),
        Observation(id="x-6", noted_on=day(3), pupil_id="p-00", what_i_did="I waited.", audiences=MANAGER),
        Observation(
            id="x-7", noted_on=date(2020, 1, 1), pupil_id="p-00", text="Long ago.", audiences=MANAGER
        ),
        Observation(id="x-8", noted_on=day(3), pupil_id="p-00", text="  ", audiences=MANAGER),
    )
    items = Reviewer(full, PERIOD, Audience.MANAGER).items()
    mine = {item.id for item in items if item.id.startswith("x-")}
    assert mine == {
        "x-1.text",
        "x-2.pupil_words",
        "x-2.adult_words",
        "x-2.what_happened",
        "x-2.pupil_review",
        "x-3.note",
        "x-4.summary",
        "x-6.what_i_did",
    }
    assert [item.passage.day for item in items] == sorted(item.passage.day for item in items)
    assert all(item.passage.group_id for item in items)


def test_a_pack_has_letters_of_its_own(full):
    letters = set()
    for number in range(12):
        full.save(
            Observation(
                id="o-pack",
                noted_on=day(3),
                pupil_id="p-00",
                group_id="g-1",
                text="Tamsin sang.",
                audiences=REFLECTION,
            )
        )
        reviewer = Reviewer(full, PERIOD, Audience.REFLECTION, occasion=f"pack {number}")
        letters.add(next(i for i in reviewer.items() if i.id == "o-pack.text").rendered)
    assert len(letters) > 1


def test_schools_and_groups_become_numbers_for_the_manager_only(full):
    text = "We met at Marlpit Lane with Loud Library."
    item = say(full, text)
    assert "[School " in item.rendered
    assert "[Group " in item.rendered
    full.save(replace(full.get(Observation, "o-new"), audiences=REFLECTION))
    pack = one(full, "o-new.text", Audience.REFLECTION)
    assert "[school]" in pack.rendered
    assert "[group]" in pack.rendered


def test_a_pupil_of_another_group_is_replaced_too(full):
    item = say(full, "Tamsin waved to Kwabena Asante.", key="o-wave")
    assert "Kwabena" not in item.rendered
    assert "Asante" not in item.rendered


def decisions(tmp_path, *entries):
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"decisions": list(entries)}), encoding="utf-8")
    return read_decisions(path)


def test_decisions_can_come_from_a_file(full, tmp_path):
    item = say(full, "They call it the Rocket now.")
    items = Reviewer(full, PERIOD, Audience.MANAGER).items()
    filed = decisions(
        tmp_path,
        {"item": item.id, "decision": "keep", "word": item.open_questions[0].word},
        {"item": "o-word.text", "decision": "keep"},
        {"item": "*", "decision": "read"},
    )
    assert apply_decisions(full, items, filed) > 3
    cleared = require_cleared(Reviewer(full, PERIOD, Audience.MANAGER).items())
    assert item.id in {each.id for each in cleared}


def test_a_reworded_passage_is_read_as_reworded(full, tmp_path):
    item = say(full, "The only child in the school who uses a wheelchair led us.")
    path = tmp_path / "decisions.json"
    path.write_text(
        json.dumps(
            [
                {"item": item.id, "decision": "reword", "replacement": "They led us."},
                {"item": item.id, "decision": "read"},
            ]
        ),
        encoding="utf-8",
    )
    assert apply_decisions(full, (item,), read_decisions(path)) == 2
    after = one(full, item.id)
    assert after.is_ready
    assert after.rendered == "They led us."


def test_everything_undecided_can_be_left_out_at_once(full, tmp_path):
    say(full, "They call it the Rocket now.")
    items = Reviewer(full, PERIOD, Audience.MANAGER).items()
    with pytest.raises(NeedsEyes):
        require_cleared(items)
    apply_decisions(full, items, decisions(tmp_path, {"item": "*", "decision": "leave_out"}))
    assert require_cleared(Reviewer(full, PERIOD, Audience.MANAGER).items()) == ()


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ([], "should be an object"),
        ({"decision": "keep"}, "needs an item"),
        ({"item": "a", "decision": "burn"}, "should say keep"),
        ({"item": "*", "decision": "keep"}, "only read and leave_out"),
        ({"item": "a", "decision": "reword"}, "without a replacement"),
        ({"item": "a", "decision": "keep", "word": 7}, "should be text"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, entry, says):
    with pytest.raises(BadInput, match=says):
        decisions(tmp_path, {"item": "b", "decision": "read"}, entry)


@pytest.mark.parametrize("text", ["", "7", "{}", "[" * 100_000, '{"decisions": 7}'])
def test_a_file_that_holds_no_decisions(tmp_path, text):
    path = tmp_path / "d.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        read_decisions(path)
    with pytest.raises(BadInput, match="cannot be read"):
        read_decisions(tmp_path / "none.json")


def test_decisions_about_nothing_are_refused_and_none_is_kept(full, tmp_path):
    item = say(full, "Tamsin sang.")
    items = (item,)
    for entry in (
        {"item": "gone", "decision": "read"},
        {"item": item.id, "decision": "keep", "word": "nowhere"},
    ):
        with pytest.raises(BadInput):
            apply_decisions(full, items, decisions(tmp_path, {"item": item.id, "decision": "read"}, entry))
    assert full.all(ReviewDecision) == []
