"""The diary keeps what it is told, all or nothing, and finds it again after it was closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tutordiary.diary import Diary
from tutordiary.errors import DiskFull, WrongSecret
from tutordiary.model import Observation, Pupil, Tutor, new_id
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "diary", tmp_path / "state"


def test_what_was_kept_is_there_after_closing(place):
    made, code = Diary.create(place[0], SECRET, cost=LOWEST_COST, state_folder=place[1])
    made.name_tutor("Ines Okoro", "Fenland Music Service")
    pupil = Pupil(id=new_id(), first_name="Wren")
    made.add(pupil)
    made.keep_draft("log/1/next_time", "Bring the cab", 13)
    made.close()

    again = Diary.open(place[0], SECRET, state_folder=place[1])
    assert again.all(Pupil) == [pupil]
    assert again.tutor is not None
    assert again.tutor.name == "Ines Okoro"
    assert [(d.key, d.text, d.caret) for d in again.drafts("log/")] == [
        ("log/1/next_time", "Bring the cab", 13)
    ]
    assert not again.is_sample
    again.close()

    recovered = Diary.open_with_recovery(place[0], code.lower(), state_folder=place[1])
    assert recovered.all(Pupil) == [pupil]
    recovered.close()


def test_a_wrong_passphrase_is_refused_and_changes_nothing(diary, place):
    diary.add(Pupil(id="p", first_name="Wren"))
    diary.close()
    with pytest.raises(WrongSecret):
        Diary.open(place[0], SECRET + "!", state_folder=place[1])
    again = Diary.open(place[0], SECRET, state_folder=place[1])
    assert len(again.all(Pupil)) == 1
    again.close()


def test_a_group_of_changes_is_kept_whole_or_not_at_all(diary):
    def half_way():
        with diary.together():
            diary.add(Pupil(id="p1", first_name="Wren"))
            diary.add(Pupil(id="p2", first_name="Sol"))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        half_way()
    assert diary.all(Pupil) == []


def test_listeners_hear_of_changes_once_they_are_kept(diary):
    heard = []
    diary.listen(lambda changed: heard.append([type(one).__name__ for one in changed]))
    with diary.together():
        diary.add(Pupil(id="p1", first_name="Wren"))
        diary.save(Tutor(id="t", name="Ines"))
        assert heard == []
    assert heard == [["Pupil", "Tutor"]]


def test_search_finds_every_word_and_a_beginning(diary):
    diary.add(Pupil(id="p1", first_name="Wren"))
    sign = Observation(
        id="o1", noted_on=date(2026, 3, 2), pupil_id="p1", text="Hummed the cabasa tune — “again!”"
    )
    diary.add(sign)
    assert [hit.item_id for hit in diary.search("cabasa tu")] == ["o1"]
    assert diary.search("cabasa drum") == []
    assert diary.search('"unclosed AND (') == []
    assert diary.search("   ") == []
    diary.save(replace(sign, text="Clapped along"))
    assert diary.search("cabasa") == []


def test_a_secret_is_made_once_and_stays(diary, place):
    first = diary.secret("pseudonyms")
    assert len(first) == 32
    assert diary.secret("pseudonyms") == first
    assert diary.secret("other") != first
    diary.close()
    again = Diary.open(place[0], SECRET, state_folder=place[1])
    assert again.secret("pseudonyms") == first
    again.close()


def test_the_framework_is_the_shipped_one_until_another_is_loaded(diary):
    assert [outcome.id for outcome in diary.framework.outcomes] == ["MUS", "AGE", "RES", "COM"]


def test_a_diary_that_cannot_be_finished_leaves_nothing_in_the_way(place, monkeypatch):
    def full(*_, **__):
        raise DiskFull("no room")

    monkeypatch.setattr("tutordiary.store.extras.write_meta", full)
    with pytest.raises(DiskFull):
        Diary.create(place[0], SECRET, cost=LOWEST_COST, state_folder=place[1])
    assert not place[0].exists()
    monkeypatch.undo()
    made, _ = Diary.create(place[0], SECRET, cost=LOWEST_COST, state_folder=place[1])
    made.close()


def test_ids_made_in_one_millisecond_keep_their_order(monkeypatch):
    monkeypatch.setattr("time.time_ns", lambda: 1_700_000_000_000_000_000)
    made = [new_id() for _ in range(500)]
    assert made == sorted(set(made))


def test_drafts_say_which_was_typed_last_however_quickly(diary):
    for key in ("b", "a", "c"):
        diary.keep_draft(key, "words")
    typed = sorted(diary.drafts(), key=lambda draft: draft.updated_at)
    assert [draft.key for draft in typed] == ["b", "a", "c"]
