"""What the review puts and asks besides names: weeks, key stages, they, typed codes, what it remembers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from release_samples import LAST, MANAGER, REFLECTION, START, day, records

from tutordiary.anonymise.verify import Finding
from tutordiary.evidence import Period
from tutordiary.model import Audience, Group, Membership, Observation, Pupil, ReviewDecision
from tutordiary.release import review_render
from tutordiary.release.passages import Passage
from tutordiary.release.permissions import Use
from tutordiary.release.review import (
    Decision,
    ItemState,
    Reviewer,
    decide,
    kept_digest,
    kept_places,
)
from tutordiary.release.review_context import THEY_FOR_EVERYONE, GroupRosters, book_of_people
from tutordiary.release.review_log import summary
from tutordiary.release.rosters import group_roster, whole_roster

PERIOD = Period(START, LAST)


@pytest.fixture
def full(diary):
    diary.add(*records())
    return diary


def said(text, key="x", pupils=("p-00",), group="g-1", **more):
    return Passage(
        id=key,
        kind="observation",
        text=text,
        day=day(3),
        group_id=group,
        pupil_ids=pupils,
        source="tutor",
        **more,
    )


def read(diary, *texts, audience=Audience.MANAGER, pupils=("p-00",), **how):
    found = [said(text, f"x-{number}", pupils) for number, text in enumerate(texts)]
    return Reviewer(diary, PERIOD, audience, **how).read(found)


def pronouns(diary, **by_pupil):
    for pupil, words in by_pupil.items():
        diary.save(replace(diary.need(Pupil, pupil.replace("_", "-")), pronouns=words))


def test_a_day_leaves_as_a_week_and_is_counted(full):
    (item,) = read(full, f"On {day(3).day} {day(3):%B} Tamsin drummed.")
    assert re.fullmatch(r"In \[week 4\] \[pupil [A-E]\] drummed\.", item.rendered)
    assert item.state is ItemState.CLEAR
    assert item.generalised == 1


def test_a_key_stage_is_said_only_where_enough_share_it(full):
    full.save(*(replace(pupil, year_group=None) for pupil in full.all(Pupil)))
    for number in range(5):
        full.save(replace(full.need(Pupil, f"p-{number:02d}"), year_group=5))
    text = "A Year 5 pupil led."
    assert read(full, text)[0].rendered == "An [upper KS2] pupil led."
    assert read(full, text, audience=Audience.REFLECTION)[0].rendered == "A [year group] pupil led."
    full.save(replace(full.need(Pupil, "p-04"), year_group=3))
    assert read(full, text)[0].rendered == "A [year group] pupil led."
    assert read(full, text, use=Use.CASE_STUDY)[0].rendered == "An [upper KS2] pupil led."


def test_they_in_a_pack_always(full):
    pronouns(full, p_00="she/her", p_01="she/her")
    (item,) = read(full, "She led and smiles.", audience=Audience.REFLECTION)
    assert item.rendered == "They led and smile."
    assert {span.type for span in item.spans} == {"PRONOUN"}


def test_they_in_a_bundle_where_a_pupil_is_the_only_one_or_nothing_is_known(full):
    text = "She led and smiles."
    assert read(full, text)[0].rendered == "They led and smile."
    pronouns(full, p_00="she/her")
    assert read(full, text)[0].rendered == "They led and smile."
    pronouns(full, p_01="she/her")
    assert read(full, text)[0].rendered == text
    assert read(full, "He led.")[0].rendered == "They led."
    pronouns(full, p_00="they/them")
    assert read(full, text)[0].rendered == "They led and smile."
    pronouns(full, p_00="she/her", p_01="he/him", p_02="she/her")
    assert read(full, text)[0].rendered == text
    stay = next(one for one in full.all(Membership) if one.pupil_id == "p-02")
    full.save(replace(stay, left_on=day(2)))
    assert read(full, text)[0].rendered == "They led and smile.", "the other one had left by then"
    full.save(stay)
    full.keep_preference(THEY_FOR_EVERYONE, "yes")
    assert read(full, text)[0].rendered == "They led and smile."


def test_a_story_keeps_what_is_written_unless_the_child_uses_they(full):
    text = "She led and smiles."
    assert read(full, text, use=Use.CASE_STUDY)[0].rendered == text
    pronouns(full, p_00="they/them")
    (item,) = read(full, text, use=Use.CASE_STUDY)
    assert item.state is ItemState.TO_DECIDE
    assert [(q.type, q.word, q.offer) for q in item.questions] == [
        ("PRONOUN?", "She led and smiles", "They led and smile")
    ]
    assert item.rendered == "They led and smile."


def test_a_doubtful_pronoun_is_asked_and_offered(full):
    (item,) = read(full, "I gave her space.")
    (question,) = item.open_questions
    assert (question.type, question.word, question.offer) == ("PRONOUN?", "her space", "them space")
    decide(full, item, Decision.GENERALISE, word=question.word)
    (after,) = read(full, "I gave her space.")
    assert (after.rendered, after.state) == ("I gave them space.", ItemState.DECIDED)
    decide(full, item, Decision.KEEP, word=question.word)
    assert read(full, "I gave her space.")[0].rendered == "I gave her space."
    decide(full, item, Decision.REWORD, word=question.word, replacement="them the space they asked for")
    assert read(full, "I gave her space.")[0].rendered == "I gave them the space they asked for."


def test_what_is_offered_for_what_is_told_can_be_taken(full):
    (item,) = read(full, "The social worker came.")
    (question,) = item.open_questions
    assert question.offer == "[family matter]"
    decide(full, item, Decision.GENERALISE, word=question.word)
    assert read(full, "The social worker came.")[0].rendered == "The [family matter] came."


@pytest.mark.parametrize("decision", [None, Decision.KEEP, Decision.NAME, Decision.GENERALISE])
def test_a_code_typed_by_hand_never_leaves_as_ours(full, decision):
    text = "[pupil A] helped Tamsin at [School 2]."
    (item,) = read(full, text)
    assert item.state is ItemState.TO_DECIDE
    assert [question.type for question in item.questions] == ["CODE?", "CODE?"]
    for question in item.questions if decision else ():
        decide(full, item, decision, word=question.word)
    (after,) = read(full, text)
    assert (after.state is ItemState.DECIDED) is (decision is not None)
    assert "[School" not in after.rendered
    assert len(re.findall(r"\[pupil [A-Z]\]", after.rendered)) == 1, "Tamsin's own"


def test_a_code_typed_in_a_rewording_is_none_either(full):
    (item,) = read(full, "They call it the Rocket now.")
    decide(full, item, Decision.REWORD, word="Rocket", replacement="[pupil B]")
    assert read(full, item.original)[0].rendered == "They call it the (a pupil) now."
    decide(full, item, Decision.REWORD, replacement="They like [pupil C].")
    (after,) = read(full, item.original)
    assert after.state is ItemState.TO_DECIDE
    assert "[pupil" not in after.rendered


def test_a_word_kept_once_is_not_asked_again_in_the_same_use(full):
    first, second, other = "They call it the Rocket now.", "It was the Rocket again.", "They said Rocket won."
    (item,) = read(full, first)
    assert [question.type for question in item.open_questions] == ["NAME?"]
    decide(full, item, Decision.KEEP, word="Rocket")
    (again,) = read(full, second)
    assert again.open_questions == ()
    assert [(q.word, q.is_remembered) for q in again.questions] == [("Rocket", True)], "it stays listed"
    assert again.rendered == second
    (elsewhere,) = read(full, other)
    assert not any(question.is_remembered for question in elsewhere.questions)
    decide(full, again, Decision.NAME, word="Rocket")
    assert read(full, "They took the Rocket along.")[0].open_questions


def test_a_word_kept_is_asked_again_once_it_is_a_pupils_name(full):
    (item,) = read(full, "They call it the Rocket now.")
    decide(full, item, Decision.KEEP, word="Rocket")
    full.add(Pupil(id="p-new", first_name="Rocket"))
    (after,) = read(full, "It was the Rocket again.")
    assert not any(question.is_remembered for question in after.questions)
    assert after.state is not ItemState.CLEAR or "Rocket" not in after.rendered


def test_taking_a_kept_word_back_forgets_it(full):
    (item,) = read(full, "They call it the Rocket now.")
    decide(full, item, Decision.KEEP, word="Rocket")
    full.remove(*full.all(ReviewDecision))
    assert read(full, "It was the Rocket again.")[0].open_questions


def test_kept_names_are_listed_together_and_known_by_what_they_are(full):
    texts = ("It was a grace note, and will be.", "A young drummer, then a grace note.")
    for item in read(full, *texts):
        for question in item.questions:
            decide(full, item, Decision.KEEP, word=question.word)
    items = read(full, *texts)
    places = kept_places(items)
    assert [place.word for place in places] == sorted(place.word for place in places)
    assert {"grace", "young"} <= {place.word for place in places}
    assert any((p.before, p.after) == ("It was a ", " note, and will be.") for p in places)
    assert kept_digest(places) == kept_digest(reversed(places))
    assert kept_digest(places[1:]) != kept_digest(places)


def test_letters_run_over_several_groups_where_that_is_asked(full):
    found = [
        said("Tamsin led.", "a"),
        said("Yusuf led.", "b", ("p-08",), "g-2"),
        said("Kwabena waved to Tamsin.", "c", (), None),
    ]
    reviewer = Reviewer(full, None, Audience.REFLECTION, occasion="one", across_groups=True)
    first, second, third = (item.rendered for item in reviewer.read(found))
    letters = {re.search(r"\[pupil ([A-Z])\]", text).group(1) for text in (first, second, third)}
    assert letters == {"A", "B", "C"}
    assert first.split("]")[0] in third
    assert [item.rendered for item in reviewer.again(reviewer.read(found))] == [first, second, third]


def test_the_people_of_a_group_are_those_the_diary_gives(full):
    whole, book = whole_roster(full), book_of_people(full)
    given = GroupRosters(full, book, whole)
    for group in full.all(Group):
        expected = group_roster(full, group.id)
        found = given.of(group.id)
        assert (set(found.pupils), set(found.family)) == (set(expected.pupils), set(expected.family))
        assert set(found.staff) == set(expected.staff)
        assert (found.settings, found.groups, found.tutor) == (
            expected.settings,
            expected.groups,
            expected.tutor,
        )


def test_what_is_read_for_a_period_says_what_the_whole_diary_says(full):
    full.save(
        Observation(
            id="o-far", noted_on=day(3), pupil_id="p-00", group_id="g-1", text="On 7 September Bo sang.",
            audiences=MANAGER | REFLECTION,
        )
    )  # fmt: skip
    groups = [group.id for group in full.all(Group)]
    narrow = {
        item.id: item.rendered for item in Reviewer(full, PERIOD, Audience.MANAGER).items(groups=groups)
    }
    whole = Period(START.replace(year=2000), LAST.replace(year=2050))
    wide = {item.id: item.rendered for item in Reviewer(full, whole, Audience.MANAGER).items(groups=groups)}
    assert narrow == {key: text for key, text in wide.items() if key in narrow}
    assert "[week 1]" in narrow["o-far.text"]


def test_the_log_counts_what_was_done_and_holds_no_word_of_it(full):
    texts = ("She sang to Tamsin on 14 September.", "I gave her space.", "The social worker came.")
    for item in read(full, *texts):
        for question in item.open_questions:
            decide(full, item, Decision.GENERALISE, word=question.word)
        decide(full, item, Decision.READ)
    items = read(full, *texts)
    assert all(item.is_ready for item in items)
    entry = summary(items, items)
    assert entry["counts"] == {
        "replaced_known": 1,
        "replaced_unknown": 1,
        "generalised": 2,
        "pronouns": 2,
        "kept_words": 0,
        "telling_kept": 0,
        "reworded": 0,
        "left_out": 0,
    }
    assert entry["reviewer_confirmed"]
    assert not any(word in str(entry) for word in ("Tamsin", "worker", "space", "September"))


def test_both_readers_of_the_verifier_are_heard(full, monkeypatch):
    def found(text, *_more):
        at = text.find("zebra")
        return (Finding(at, at + 5, None, "PERSON", "recogniser"),) if at >= 0 else ()

    (before,) = read(full, "Played the zebra tune.")
    assert "zebra" in before.rendered
    for reader in ("recheck", "verify"):
        with monkeypatch.context() as patch:
            patch.setattr(review_render, reader, found)
            (item,) = read(full, "Played the zebra tune.")
        assert "zebra" not in item.rendered, reader
