"""Rows about one pupil: nothing in them that fewer than five share, and no way from a bundle to a pack."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutordiary import wording
from tutordiary.anonymise.normalise import letters
from tutordiary.evidence import Book, Period
from tutordiary.framework import shipped_framework
from tutordiary.model import (
    BundleMode,
    GivenBy,
    Group,
    Membership,
    Permission,
    PermissionKind,
    Pupil,
    Session,
    SessionStatus,
)
from tutordiary.release import tables
from tutordiary.release.pseudonyms import Pseudonyms, Recipient, changed_names
from tutordiary.release.pupil_tables import stages_told
from tutordiary.release.rows import PupilRow, columns
from tutordiary.release.shown_before import figures_of
from tutordiary.release.tables import Scope

START = date(2026, 9, 8)
PERIOD = Period(START, START + timedelta(weeks=10))
KEY = bytes(range(32))
GROUPS = tuple(Group(id=f"g{n}", setting_id=f"w{n % 2}", working_name=f"Group of {n}") for n in range(4))
FRAMEWORK = shipped_framework()

PUPILS = st.lists(
    st.tuples(st.sampled_from([None, 0, 2, 3, 4, 6, 8]), st.integers(0, 3), st.booleans()),
    min_size=1,
    max_size=16,
)


def filled(pupils, names="P", mode=BundleMode.PSEUDONYMISED):
    records = [*GROUPS]
    for group in GROUPS:
        records += [
            Session(id=f"s-{group.id}-{week}", group_id=group.id, held_on=START + timedelta(weeks=week),
                    status=SessionStatus.HELD)
            for week in range(3)
        ]  # fmt: skip
    for number, (year, group, withdrew) in enumerate(pupils):
        pupil = f"p{number}"
        records += [
            Pupil(id=pupil, first_name=f"{names}{number}", year_group=year, pronouns=names,
                  area_of_need=names, class_name=names),
            Membership(id=f"m{number}", pupil_id=pupil, group_id=f"g{group}", joined_on=START),
            Permission(id=f"y{number}", pupil_id=pupil, kind=PermissionKind.ANONYMOUS_USE,
                       given_by=GivenBy.PARENT_CARER, given_on=START,
                       withdrawn_on=START if withdrew else None),
        ]  # fmt: skip
    scope = Scope(
        Book(records), FRAMEWORK, PERIOD, mode, GROUPS,
        Pseudonyms(KEY, Recipient.MANAGER),
    )  # fmt: skip
    return tables.build(scope)


@settings(max_examples=25)
@given(PUPILS)
def test_a_key_stage_is_shared_by_five_and_its_lack_too(pupils):
    rows = filled(pupils).pupils
    by_code = {row.pupil: row.key_stage for row in rows}
    for stage, number in Counter(by_code.values()).items():
        if stage or len(set(by_code.values())) > 1:
            assert number >= 5, (stage, number)
    assert len(by_code) == sum(not withdrew for *_, withdrew in pupils)


@settings(max_examples=15)
@given(PUPILS)
def test_rows_tell_nothing_of_name_need_class_or_pronouns(pupils):
    assert filled(pupils, "P") == filled(pupils, "Other")


@settings(max_examples=15)
@given(PUPILS)
def test_no_total_counts_who_has_no_row(pupils):
    made = filled(pupils)
    whole, *groups = made.attendance
    assert whole.offered.low == sum(row.offered for row in made.pupils)
    for row in groups:
        assert row.offered.low == sum(one.offered for one in made.pupils if one.group == row.group)
    assert made.enrolment[0].enrolled.low == len({row.pupil for row in made.pupils})


def test_a_row_has_these_columns_and_no_other():
    assert [column.name for column in columns(PupilRow)] == [
        "pupil", "letter", "setting", "group", "key_stage", "joined_week", "left_week", "offered", "attended",
    ]  # fmt: skip


def test_one_bare_row_among_five_would_tell_its_stage():
    def of(*years):
        return stages_told(Pupil(id=str(n), first_name="", year_group=year) for n, year in enumerate(years))

    upper = wording.key_stage(6)
    assert of(6, 6, 6, 6, 6) == {upper}
    assert of(6, 6, 6, 6, 6, 1) == frozenset()
    assert of(6, 6, 6, 6, 6, 1, 1, 3, 3, None) == {upper}
    assert of(6, 6, 6, 6) == frozenset()


def test_letters_of_a_bundle_say_nothing_of_the_letters_of_a_pack():
    ids = [f"p{number}" for number in range(5)]
    same = same_pack = 0
    rounds = 300
    for number in range(rounds):
        key = number.to_bytes(32, "big")
        bundle = Pseudonyms(key, Recipient.MANAGER).letters(ids, "g")
        first = Pseudonyms(key, Recipient.REFLECTION, "meeting 1").letters(ids, "g")
        second = Pseudonyms(key, Recipient.REFLECTION, "meeting 2").letters(ids, "g")
        same += sum(bundle[one] == first[one] for one in ids)
        same_pack += sum(first[one] == second[one] for one in ids)
    for found in (same, same_pack):
        assert 0.16 < found / (rounds * len(ids)) < 0.24, "one in five, as by chance"


def test_no_code_of_one_paper_is_a_code_of_another():
    ids = [f"p{number}" for number in range(200)]
    papers = [
        Pseudonyms(KEY, Recipient.MANAGER),
        Pseudonyms(KEY, Recipient.REFLECTION, "meeting 1"),
        Pseudonyms(KEY, Recipient.REFLECTION, "meeting 2"),
        Pseudonyms(KEY, Recipient.CASE_STUDY),
    ]
    codes = [{paper.code(one) for one in ids} for paper in papers]
    assert len(set().union(*codes)) == 4 * len(ids)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(changed_names()), min_size=1, max_size=60), st.data())
def test_a_changed_name_is_none_that_the_diary_knows_or_one_letter_off(known, data):
    spoiled = [_one_letter_off(name, data.draw(st.integers(0, len(name) - 1))) for name in known]
    name = Pseudonyms(KEY, Recipient.CASE_STUDY).changed_name("p", known[0], [*known, *spoiled])
    assert letters(name) not in {letters(one) for one in (*known, *spoiled)}
    assert letters(name)[0] != letters(known[0])[0]


def _one_letter_off(name, place):
    return name[:place] + ("q" if name[place] != "q" else "z") + name[place + 1 :]


@pytest.mark.parametrize("number", [1, 3, 4])
def test_counts_of_fewer_than_five_pupils_tell_nothing_of_them(number):
    made = filled([(4, 0, False)] * number, mode=BundleMode.COUNTS)
    figures = figures_of(made)
    assert figures["attendance:all"]["offered"].text == "not shown", "a third of it would be the pupils"
    shown = {(name, count.text) for row in figures.values() for name, count in row.items()}
    assert {text for name, text in shown if name != "enrolled"} == {"not shown"}
    assert {text for name, text in shown if name == "enrolled"} == {"fewer than 5"}
    assert [row.given for row in made.sessions] == [3, 3, 3, 3], "what was given is told"
