"""The first draft of a case study: what is put where, of whom, and what is left to the tutor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tutordiary.drafting.case import laying, parts
from tutordiary.drafting.case.loom import Evidence
from tutordiary.model import CaseStudy, CaseSubject
from tutordiary.release.passages import Passage

START = date(2026, 9, 7)
OF_PUPIL = CaseStudy(id="c", subject=CaseSubject.PUPIL, pupil_id="p")
OF_GROUP = CaseStudy(id="c", subject=CaseSubject.GROUP, group_id="g")
OF_SESSIONS = CaseStudy(id="c", subject=CaseSubject.SESSIONS, group_id="g")


def entry(name, part, week, kind="observation", about="", pupils=("p",), source="tutor", **more):
    """Return an entry of one week."""
    passage = Passage(
        id=f"{name}.text", kind=kind, text=f"Words of {name}", day=START + timedelta(weeks=week - 1),
        group_id="g", pupil_ids=pupils, source=source, about=about,
    )  # fmt: skip
    return Evidence(passage, part, week, **more)


def laid(study, *entries):
    """Return the ids of the records by part."""
    found = {}
    for key, one in laying.lay_out(study, entries):
        found.setdefault(key, []).append(one.record_id)
    return found


def test_nothing_is_in_the_draft_twice_and_no_part_is_over_full():
    signs = [entry(f"s{week:02}", parts.FIRST_SIGNS, week, is_step_on=week > 4) for week in range(1, 21)]
    tries = [entry(f"t{week:02}", parts.TRIED, week, about="what_i_did") for week in range(1, 21)]
    hard = [entry(f"h{week:02}", parts.HARD_PATCH, week, is_harder=True) for week in range(1, 21)]
    found = laid(OF_PUPIL, *signs, *tries, *hard)
    every = [one for many in found.values() for one in many]
    assert len(every) == len(set(every))
    assert all(len(many) <= parts.part_of(key).most for key, many in found.items())
    assert found["tried"][0] == "t01"
    assert found["tried"][-1] == "t20"
    assert found["tried"] == sorted(found["tried"])
    assert len(found["first_signs"]) == parts.part_of("first_signs").most


def test_the_turning_point_is_what_the_tutor_marked_and_never_guessed():
    plain = [entry(f"s{week}", parts.FIRST_SIGNS, week, step=week % 4) for week in range(1, 9)]
    assert "turning_point" not in laid(OF_PUPIL, *plain)
    marked = entry("turn", parts.FIRST_SIGNS, 9, is_step_on=True, is_starred=True, step=2)
    later = entry("later", parts.FIRST_SIGNS, 10, is_step_on=True, step=3)
    assert laid(OF_PUPIL, *plain, later, marked)["turning_point"] == ["turn"]


def test_first_signs_hold_one_from_outside_whoever_saw_it_and_no_harder_day():
    outside = entry("out", parts.OTHERS_SAW, 7, source="ta", by="teaching assistant", where="in class")
    harder = entry("bad", parts.HARD_PATCH, 2, is_harder=True, where="at home")
    signs = [entry(f"s{week}", parts.FIRST_SIGNS, week) for week in range(1, 7)]
    found = laid(OF_PUPIL, *signs, outside, harder)
    assert found["first_signs"] == ["s1", "s2", "s3", "out"]
    assert found["hard_patch"] == ["bad"]


def test_where_it_began_is_told_by_more_than_one_voice_where_there_is_one():
    own = [entry(f"a{n}", parts.START, n, kind="start_point") for n in range(1, 5)]
    staff = entry("staff", parts.START, 3, kind="start_point", by="class teacher")
    assert "staff" in laid(OF_PUPIL, *own, staff)["start"]


@pytest.mark.parametrize(
    ("names", "day_of_pupil", "is_taken"),
    [((), True, True), ((), False, False), (("q",), True, False), (("p", "q"), True, True)],
)
def test_what_tells_of_the_work_is_taken_only_where_it_is_this_pupils_story(names, day_of_pupil, is_taken):
    work = entry(
        "r", parts.LEARNED, 4, kind="reflection", about="assumptions", pupils=(), names=frozenset(names)
    )
    sign = entry("s", parts.FIRST_SIGNS, 4 if day_of_pupil else 5)
    assert ("learned" in laid(OF_PUPIL, work, sign)) is is_taken


def test_a_story_of_sessions_is_of_the_work_and_of_a_group_of_every_pupil():
    work = entry("r", parts.TRIED, 4, kind="reflection", about="next_time", pupils=())
    late = entry("r2", parts.TRIED, 9, kind="reflection", about="next_time", pupils=())
    done = [
        entry(f"{pupil}{week}", parts.TRIED, week, about="what_i_did", pupils=(pupil,))
        for week in (1, 2, 3)
        for pupil in ("p", "q", "r")
    ]
    found = laid(OF_SESSIONS, work, late, *done)
    assert found["next_step"] == ["r2"]
    assert found["tried"] == ["r"]
    tried = laid(OF_GROUP, *done)["tried"]
    assert sorted(one[0] for one in tried) == ["p", "q", "r"]


def test_what_may_not_leave_and_words_about_home_are_left_to_the_tutor():
    blocked = entry("no", parts.LEARNED, 3, why_not="Nobody has agreed yet.")
    home = entry("home", parts.FIRST_SIGNS, 3)
    at_home = replace(home, passage=replace(home.passage, about_home=True))
    assert laid(OF_PUPIL, blocked, at_home) == {}
    assert laid(OF_PUPIL) == {}


def test_only_open_targets_in_the_pupils_own_words_are_next():
    def target(name, field, *, is_open):
        passage = Passage(
            id=f"{name}.{field}", kind="target", text="I want to count in", day=START, group_id="g",
            pupil_ids=("p",), source="pupil" if field.startswith("pupil") else "tutor",
        )  # fmt: skip
        return Evidence(passage, parts.NEXT_STEP, 1, is_open=is_open)

    entries = (
        target("a", "pupil_words", is_open=True),
        target("b", "pupil_words", is_open=False),
        target("c", "pupil_review", is_open=True),
        target("d", "adult_words", is_open=True),
    )
    assert laid(OF_PUPIL, *entries) == {"next_step": ["a"]}
