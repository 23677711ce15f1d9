"""No word is lost on the way into the diary: parts that fail, listeners, workers, odd characters."""

from __future__ import annotations

import sys
import threading
from datetime import date

import pytest

from tutordiary.diary import Diary
from tutordiary.errors import BugError, DiaryDamaged, DiskFull
from tutordiary.model import Activity, Group, Observation, Pupil, Session, Setting
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"


def names(diary):
    return [pupil.first_name for pupil in diary.all(Pupil)]


def test_a_part_that_fails_is_taken_back_whole_and_the_rest_is_kept(diary):
    heard = []
    diary.listen(heard.append)
    with diary.together():
        diary.add(Pupil(id="p1", first_name="Wren"))
        with pytest.raises(BugError):
            diary.add(Pupil(id="p2", first_name="Sol"), Pupil(id="p1", first_name="Ash"))
        diary.add(Pupil(id="p3", first_name="Ivo"))
    assert names(diary) == ["Wren", "Ivo"]
    assert [[one.id for one in changed] for changed in heard] == [["p1", "p3"]]


def test_a_listener_that_stumbles_does_not_make_a_kept_change_look_lost(diary, monkeypatch):
    told, heard = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(kind))

    def stumble(_changed):
        raise KeyError("a view that is gone")

    diary.listen(stumble)
    diary.listen(heard.append)
    diary.add(Pupil(id="p1", first_name="Wren"))
    assert names(diary) == ["Wren"]
    assert told == [KeyError]
    assert len(heard) == 1


def test_a_worker_writes_wholes_of_its_own_while_the_window_is_in_the_middle_of_one(diary):
    waiting = threading.Event()
    refused = []

    def work():
        waiting.set()
        diary.add(Pupil(id="p9", first_name="Worker"))

    def give_up():
        with diary.together():
            diary.add(Pupil(id="p1", first_name="Wren"))
            worker.start()
            waiting.wait(5)
            raise RuntimeError("taken back")

    worker = threading.Thread(target=work)
    try:
        give_up()
    except RuntimeError as error:
        refused.append(error)
    worker.join(20)
    assert refused
    assert names(diary) == ["Worker"]
    assert diary.vault.counter() == 2  # the making of the diary, and the change of the worker


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a \ud83d drum", "a \ufffd drum"),
        ("\ud83e\udd41 again", "\U0001f941 again"),
        ("a\x00b", "a\x00b"),
        ("\u202eright to left\u2066", "\u202eright to left\u2066"),
        ("long " * 200_000, "long " * 200_000),
    ],
    ids=["half", "two halves", "nul", "bidi", "a megabyte"],
)
def test_any_characters_are_kept_everywhere(diary, tmp_path, typed, kept):
    diary.add(Setting(id="s", name=typed, aliases=(typed, "plain")))
    diary.add(Group(id="g", setting_id="s", working_name="Drums"))
    diary.add(Session(id="x", group_id="g", held_on=date(2026, 3, 4)))
    diary.save(Observation(id="o", noted_on=date(2026, 3, 4), session_id="x", text=typed))
    diary.add(Activity(id="a", session_id="x", name="Cups", tags=(typed,)))
    diary.keep_draft("log/x/moment/everyone", typed, 3)
    diary.keep_preference("where", typed)
    diary.close()
    again = Diary.open(tmp_path / "diary", SECRET, state_folder=tmp_path / "state")
    assert again.need(Setting, "s").name == kept
    assert again.need(Setting, "s").aliases == (kept, "plain")
    assert again.need(Observation, "o").text == kept
    assert again.need(Activity, "a").tags == (kept,)
    assert [draft.text for draft in again.drafts()] == [kept]
    assert again.preference("where") == kept
    assert [one.id for one in again.find(Observation, text=typed)] == ["o"]
    again.close()


def test_a_diary_that_cannot_be_brought_up_to_date_is_not_left_in_use(diary, tmp_path, monkeypatch):
    diary.add(Pupil(id="p1", first_name="Wren"))
    diary.close()

    def no_room(_db):
        raise DiskFull("There is no room left.")

    with monkeypatch.context() as patched:
        patched.setattr("tutordiary.diary.updating.migrate", no_room)
        with pytest.raises(DiskFull) as caught:
            Diary.open(tmp_path / "diary", SECRET, state_folder=tmp_path / "state")
    again = Diary.open(tmp_path / "diary", SECRET, state_folder=tmp_path / "state")
    assert names(again) == ["Wren"]
    again.close()
    assert "room" in str(caught.value)


def test_a_mark_as_sample_that_was_taken_back_does_not_stand(diary):
    def half_way():
        with diary.together():
            diary.mark_as_sample()
            raise DiskFull("There is no room left.")

    with pytest.raises(DiskFull):
        half_way()
    assert not diary.is_sample


def test_damage_met_while_reading_is_told_as_damage(diary, tmp_path):
    diary.add(*(Pupil(id=f"p{number:04}", first_name="Wren", still_hard="x" * 900) for number in range(400)))
    diary.close()
    file = tmp_path / "diary" / "diary.db"
    pages = bytearray(file.read_bytes())
    for page in range(len(pages) // 4096 // 2, len(pages) // 4096 - 10):
        pages[page * 4096 + 100] ^= 0xFF
    file.write_bytes(pages)
    again = Diary.open(tmp_path / "diary", SECRET, state_folder=tmp_path / "state")
    try:
        with pytest.raises(DiaryDamaged, match="Restore the newest backup"):
            again.all(Pupil)
    finally:
        again.close()


def test_no_room_for_the_first_tables_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    from sqlcipher3 import dbapi2

    def no_room(_db):
        raise dbapi2.OperationalError("database or disk is full")

    monkeypatch.setattr("tutordiary.diary.updating.migrate", no_room)
    with pytest.raises(DiskFull):
        Diary.create(tmp_path / "diary", SECRET, cost=LOWEST_COST, state_folder=tmp_path / "state")
    assert not (tmp_path / "diary").exists()
