"""What is removed comes back as it was: every row, every link, every word in the search."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.history_samples import copies, one_of_each, whole
from tutordiary import dates
from tutordiary.diary import Diary, history
from tutordiary.errors import BadInput
from tutordiary.model import (
    RECORD_TYPES,
    Attendance,
    ConcernPointer,
    Group,
    Observation,
    Presence,
    Pupil,
    Reflection,
    Session,
    Setting,
    Target,
    TargetEvidence,
    TargetKind,
    Voice,
)
from tutordiary.vault.ciphers import LOWEST_COST

DAY = date(2026, 10, 14)


@pytest.fixture
def full(diary):
    """A diary with a record of every type."""
    diary.remove(*diary.all(RECORD_TYPES[1]))
    diary.add(*one_of_each())
    return diary


@pytest.fixture
def small(diary):
    """A group with one pupil, one session and a sign that a target rests on."""
    diary.add(
        Setting(id="s", name="Oakfield"),
        Group(id="g", setting_id="s", working_name="Samba"),
        Pupil(id="p", first_name="Wren"),
        Session(id="z", group_id="g", held_on=DAY),
        Attendance(id="a", session_id="z", pupil_id="p", presence=Presence.PRESENT),
        Observation(id="o", noted_on=DAY, pupil_id="p", group_id="g", session_id="z", text="Counted us in"),
        Target(id="t", pupil_id="p", kind=TargetKind.OWN, pupil_words="I want to lead", set_on=DAY),
        TargetEvidence(id="e", target_id="t", observation_id="o"),
        Reflection(id="r", session_id="z", prompt="worked", text="Short turns"),
    )
    return diary


def texts_kept(diary) -> int:
    return diary.vault.conn.execute("SELECT count(*) FROM text_version").fetchone()[0]


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.table)
def test_a_record_of_any_type_comes_back_with_all_that_went(full, kind):
    before = whole(full)
    record = full.all(kind)[0]
    entry = history.take_out(full, record)
    assert full.get(kind, record.id) is None
    (line,) = history.binned(full)
    assert (
        line.count
        == 1
        + sum(len(rows) for name, rows in before.items() if name in TABLES)
        - sum(full.counts().values())
        - 1
    )
    assert line.title
    history.bring_back(full, entry)
    assert whole(full) == before
    assert history.binned(full) == []
    assert full.vault.conn.execute("PRAGMA foreign_key_check").fetchall() == []


TABLES = {kind.table for kind in RECORD_TYPES}


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), goes=st.integers(1, 6))
def test_many_removed_in_any_order_come_back_the_other_way_round(tmp_path_factory, seed, goes):
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("graph")
    diary, _ = Diary.create(
        folder / "d", "kettle harbour lantern", cost=LOWEST_COST, state_folder=folder / "s"
    )
    try:
        diary.remove(*diary.all(RECORD_TYPES[1]))
        diary.add(*one_of_each())
        diary.add(*copies(chance, one_of_each(), 40))
        before = whole(diary)
        taken = []
        for _ in range(goes):
            kind = chance.choice(RECORD_TYPES)
            held = diary.all(kind)
            if held:
                taken.append(history.take_out(diary, chance.choice(held)))
        for entry in reversed(taken):
            history.bring_back(diary, entry)
        assert whole(diary) == before
    finally:
        diary.close()


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_in_whatever_order_they_are_asked_for_all_comes_back_in_the_end(tmp_path_factory, seed):
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("graph")
    diary, _ = Diary.create(
        folder / "d", "kettle harbour lantern", cost=LOWEST_COST, state_folder=folder / "s"
    )
    try:
        diary.remove(*diary.all(RECORD_TYPES[1]))
        diary.add(*one_of_each())
        diary.add(*copies(chance, one_of_each(), 40))
        before = {table: rows for table, rows in whole(diary).items() if table in TABLES}
        for _ in range(4):
            kind = chance.choice(RECORD_TYPES)
            if diary.all(kind):
                history.take_out(diary, chance.choice(diary.all(kind)))
        for _ in range(10):
            waiting = history.binned(diary)
            if not waiting:
                break
            one = chance.choice(waiting)
            first = history.comes_first(diary, one.id)
            if first is not None:
                with pytest.raises(BadInput, match="bring that back first"):
                    history.bring_back(diary, one.id)
            else:
                history.bring_back(diary, one.id)
        for one in history.binned(diary)[::-1]:
            while (first := history.comes_first(diary, one.id)) is not None:
                history.bring_back(diary, first.id)
            if any(left.id == one.id for left in history.binned(diary)):
                history.bring_back(diary, one.id)
        assert {table: rows for table, rows in whole(diary).items() if table in TABLES} == before
    finally:
        diary.close()


def test_what_it_belongs_to_comes_back_first(small):
    (sign,) = small.remove(small.need(Observation, "o"))
    (session,) = small.remove(small.need(Session, "z"))
    assert history.comes_first(small, sign).title == "The session of Samba, 14 October"
    with pytest.raises(BadInput, match="bring that back first"):
        history.bring_back(small, sign)
    history.bring_back(small, session)
    history.bring_back(small, sign)
    assert small.need(Observation, "o").session_id == "z"
    assert small.need(TargetEvidence, "e").observation_id == "o"
    history.empty(small, small.remove(small.need(Pupil, "p"))[0])
    assert small.get(Attendance, "a") is None


def test_what_belonged_to_something_gone_for_good_says_so(small):
    (sign,) = small.remove(small.need(Observation, "o"))
    (session,) = small.remove(small.need(Session, "z"))
    history.empty(small, session)
    assert history.comes_first(small, sign) is None
    with pytest.raises(BadInput, match="gone for good"):
        history.bring_back(small, sign)
    assert [line.id for line in history.binned(small)] == [sign]


def test_a_taken_place_is_not_written_over(small):
    there = small.need(Attendance, "a")
    entry = history.take_out(small, there)
    small.add(replace(there, id="a2", presence=Presence.LATE))
    with pytest.raises(BadInput, match="stands in its place"):
        history.bring_back(small, entry)
    assert [one.presence for one in small.all(Attendance)] == [Presence.LATE]
    small.remove(small.need(Attendance, "a2"))
    history.bring_back(small, entry)
    assert small.all(Attendance) == [there]


def test_an_answer_emptied_and_written_anew_keeps_the_old_one_as_its_earlier_text(small):
    small.save(replace(small.need(Reflection, "r"), text="Short turns, and drums"))
    small.remove(small.need(Reflection, "r"))
    other = Reflection(id="q", session_id="z", prompt="next_time", text="Slower")
    small.add(other, Reflection(id="r2", session_id="z", prompt="worked", text="Long turns"))
    assert history.binned(small) == []
    assert history.versions(small, Reflection, "q", "text") == []
    assert [one.text for one in history.versions(small, Reflection, "r2", "text")] == [
        "Short turns, and drums",
        "Short turns",
    ]


def test_saving_a_removed_record_again_brings_back_what_hung_on_it(small):
    before = whole(small)
    sign = small.need(Observation, "o")
    small.remove(sign)
    assert small.get(TargetEvidence, "e") is None
    small.save(sign)  # as the log's undo does
    assert whole(small) == before
    assert history.binned(small) == []


def test_marks_and_the_app_s_own_notes_do_not_fill_the_bin(small):
    mark = Observation(id="m", noted_on=DAY, pupil_id="p", session_id="z", indicators=("AGE.1",), step=1)
    small.add(mark)
    assert small.remove(mark, small.need(Attendance, "a")) == ()
    assert history.binned(small) == []
    small.add(mark, TargetEvidence(id="e2", target_id="t", observation_id="m"))
    (entry,) = small.remove(mark)  # a target rests on it: that was no slip
    history.bring_back(small, entry)
    assert small.need(TargetEvidence, "e2").observation_id == "m"


def test_titles_are_in_the_field_s_words(small):
    small.add(Voice(id="v", speaker="pupil", words="Again!", said_on=DAY, pupil_id="p"))
    for record in (small.need(Voice, "v"), small.need(Observation, "o"), small.need(Reflection, "r")):
        small.remove(record)
    small.remove(small.need(Group, "g"))
    small.remove(small.need(Pupil, "p"))
    assert [line.title for line in history.binned(small)] == [
        "Wren",
        "The group Samba",
        "An answer in the log of Samba, 14 October, “Short turns”",
        "A small sign: Wren, 14 October, “Counted us in”",
        "Somebody’s words: Wren, 14 October, “Again!”",
    ]


def test_the_bin_says_nothing_of_a_concern(full):
    pointer = full.all(ConcernPointer)[0]
    history.take_out(full, pointer)
    (line,) = history.binned(full)
    assert line.title == "A record"


def test_after_thirty_days_the_bin_lets_go_at_the_next_opening(tmp_path):
    place = {"state_folder": tmp_path / "state"}
    diary, _ = Diary.create(tmp_path / "d", "kettle harbour lantern", cost=LOWEST_COST, **place)
    for number, days in ((1, 31), (2, 29)):
        diary.add(Pupil(id=f"p{number}", first_name="Wren", what_helps="drums"))
        diary.save(Pupil(id=f"p{number}", first_name="Wren", what_helps="a quiet corner, and drums"))
        (entry,) = diary.remove(diary.need(Pupil, f"p{number}"))
        stamp = (dates.now() - timedelta(days=days)).isoformat()
        with diary.vault.tx() as conn:
            conn.execute("UPDATE bin SET deleted_at = ? WHERE id = ?", (stamp, entry))
    assert texts_kept(diary) == 2
    diary.close()
    again = Diary.open(tmp_path / "d", "kettle harbour lantern", **place)
    try:
        (left,) = history.binned(again)
        assert texts_kept(again) == 1
        history.bring_back(again, left.id)
        assert again.all(Pupil)[0].id == "p2"
    finally:
        again.close()


def test_emptying_keeps_the_texts_of_what_was_brought_back(small):
    small.save(replace(small.need(Reflection, "r"), text="Shorter turns"))
    small.remove(small.need(Reflection, "r"))
    assert history.empty(small) == 1
    assert texts_kept(small) == 0
    assert history.binned(small) == []


def test_erasing_a_pupil_takes_their_rows_out_of_what_lies_in_the_bin(small):
    small.save(replace(small.need(Observation, "o"), text="Counted us in twice"))
    small.add(Voice(id="v", speaker="pupil", words="Mine", said_on=DAY, pupil_id="p", group_id="g"))
    small.keep_draft("log/z/moment/p", "Wren was")
    small.keep_draft("log/z/next_time/everyone", "Slower")
    small.remove(small.need(Voice, "v"))
    (session,) = small.remove(small.need(Session, "z"))
    history.purge(small, {"p"})
    assert [line.id for line in history.binned(small)] == [session]
    assert texts_kept(small) == 0
    assert [draft.text for draft in small.drafts()] == ["Slower"]
    body = small.vault.conn.execute("SELECT body FROM bin").fetchone()[0]
    assert "Counted us in" not in body
    assert '"p"' not in body
    small.remove(small.need(Pupil, "p"))
    history.purge(small, {"p"})
    history.bring_back(small, session)
    assert [one.text for one in small.all(Reflection)] == ["Short turns"]
    assert small.all(Observation) == []


def test_listeners_hear_what_came_back(small):
    (entry,) = small.remove(small.need(Session, "z"))
    heard = []
    small.listen(heard.append)
    history.bring_back(small, entry)
    assert {record.id for record in heard[0]} == {"z", "a", "o", "e", "r"}


def test_a_row_of_two_owners_comes_back_with_the_later_of_them(small):
    before = whole(small)
    (session,) = small.remove(small.need(Session, "z"))
    (pupil,) = small.remove(small.need(Pupil, "p"))
    history.bring_back(small, session)
    assert small.all(Attendance) == []
    assert [line.count for line in history.binned(small)] == [
        5
    ]  # the pupil, a target, and what was handed on
    history.bring_back(small, pupil)
    assert whole(small) == before


def test_a_link_to_what_is_in_the_bin_comes_back_with_it(small):
    before = whole(small)
    small.save(replace(small.need(Observation, "o"), session_id=None))
    (sign,) = small.remove(small.need(Observation, "o"))
    (group,) = small.remove(small.need(Group, "g"))
    history.bring_back(small, sign)
    assert small.need(Observation, "o").group_id is None
    history.bring_back(small, group)
    small.save(replace(small.need(Observation, "o"), session_id="z"))
    after = whole(small)
    assert {table: rows for table, rows in after.items() if table in TABLES} == {
        table: rows for table, rows in before.items() if table in TABLES
    }


def test_a_link_that_was_set_anew_meanwhile_stays_as_it_was_set(small):
    small.add(Group(id="g2", setting_id=small.need(Group, "g").setting_id, working_name="Brass"))
    small.save(replace(small.need(Observation, "o"), session_id=None))
    (group,) = small.remove(small.need(Group, "g"))
    small.save(replace(small.need(Observation, "o"), group_id="g2"))
    history.bring_back(small, group)
    assert small.need(Observation, "o").group_id == "g2"


def test_a_mark_that_is_cleared_takes_the_earlier_texts_of_what_it_was_along(small):
    sign = replace(small.need(Observation, "o"), id="mark", text="She led the drums", what_i_did="")
    small.add(sign)
    small.save(replace(sign, text=""))
    assert history.versions(small, Observation, "mark", "text")
    assert small.remove(small.need(Observation, "mark")) == ()
    with small.vault.reading() as conn:
        assert conn.execute("SELECT 1 FROM text_version WHERE item_id = 'mark'").fetchone() is None
