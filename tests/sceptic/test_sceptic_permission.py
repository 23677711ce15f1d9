"""A permission that was taken back holds back everything, also what was written while it stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tutordiary.drafting import case as case_study
from tutordiary.evidence import Period
from tutordiary.model import (
    Audience,
    BundleMode,
    GivenBy,
    Group,
    Membership,
    Observation,
    Permission,
    PermissionKind,
    Pupil,
    Session,
    SessionStatus,
    Setting,
)
from tutordiary.release import tables
from tutordiary.release.bundle import scope_of
from tutordiary.release.review import Decision, ItemState, Reviewer, decide

START = date(2026, 1, 6)
SUMMER = Period(START, START + timedelta(weeks=8))
AUTUMN = SUMMER.last + timedelta(weeks=10)


@pytest.fixture
def told(diary):
    """One pupil with a permission, a labelled passage and four marks, all within the period."""
    diary.name_tutor("Ines Okoro")
    diary.add(Setting(id="s", name="Oakfield Primary"), Group(id="g", setting_id="s", working_name="Blue"))
    diary.add(
        Pupil(id="p", first_name="Kyla", setting_id="s", year_group=4),
        Membership(id="m", pupil_id="p", group_id="g", joined_on=START),
        Permission(
            id="yes",
            pupil_id="p",
            kind=PermissionKind.ANONYMOUS_USE,
            given_by=GivenBy.PARENT_CARER,
            given_on=START,
        ),
    )
    indicator = diary.framework.indicators[0].id
    for week in range(5):
        day = START + timedelta(weeks=week)
        diary.add(Session(id=f"x{week}", group_id="g", held_on=day, status=SessionStatus.HELD))
        mark = Observation(
            id=f"o{week}", noted_on=day, pupil_id="p", group_id="g", session_id=f"x{week}",
            indicators=(indicator,), step=1 if week else None,
        )  # fmt: skip
        words = replace(mark, text="Counted in for everybody.", audiences=frozenset({Audience.MANAGER}))
        diary.add(mark if week else words)
    return diary


def states(diary):
    return [item.state for item in Reviewer(diary, SUMMER, Audience.MANAGER).items()]


def rows(diary):
    return tables.build(scope_of(diary, SUMMER, BundleMode.PSEUDONYMISED)).pupils


def take_back(diary):
    diary.save(replace(diary.need(Permission, "yes"), withdrawn_on=AUTUMN))


def test_what_was_written_before_stays_when_permission_was_taken_back_after(told):
    assert states(told) == [ItemState.CLEAR]
    assert len(rows(told)) == 1
    take_back(told)
    assert states(told) == [ItemState.LEFT_OUT]
    assert rows(told) == ()


def test_a_permission_given_again_counts(told):
    take_back(told)
    again = replace(told.need(Permission, "yes"), id="again", given_on=AUTUMN, withdrawn_on=None)
    told.add(again)
    assert states(told) == [ItemState.CLEAR]
    assert len(rows(told)) == 1


def test_a_story_of_a_pupil_without_permission_has_no_marks_either(told):
    for item in case_study.review(told, "p", SUMMER):
        decide(told, item, Decision.READ)
    story = case_study.draft(told, "p", SUMMER, AUTUMN).document
    assert any(section.chart for section in story.sections)
    assert story.outcomes
    take_back(told)
    story = case_study.draft(told, "p", SUMMER, AUTUMN).document
    assert not any(section.chart for section in story.sections)
    assert story.outcomes == ()
