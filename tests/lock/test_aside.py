"""Words a full disk refused go into a copy elsewhere, or back into the diary; a refusal loses none."""

from __future__ import annotations

import pytest

from tests.conftest import SECRET
from tutordiary.diary import Diary
from tutordiary.diary.aside import Aside
from tutordiary.errors import CannotWrite, DiskFull
from tutordiary.model import Pupil

WORDS = "Half of a sentence"


@pytest.fixture
def aside(diary):
    diary.add(Pupil(id="p1", first_name="Wren"), Pupil(id="p2", first_name="Sol"))
    return Aside(diary)


def write_something(diary) -> None:
    with diary.together():
        diary.save(Pupil(id="p1", first_name="Wrenna"))
        diary.add(Pupil(id="p3", first_name="Idris"))
        diary.remove(Pupil(id="p2", first_name="Sol"))
    diary.keep_draft("note", WORDS, 4)
    diary.keep_preference("page", "log")


def names(diary) -> dict[str, str]:
    return {pupil.id: pupil.first_name for pupil in diary.all(Pupil)}


def test_the_copy_elsewhere_holds_what_the_diary_could_not(diary, aside, tmp_path):
    with aside.catching():
        write_something(diary)
    assert names(diary) == {"p1": "Wren", "p2": "Sol"}
    assert diary.drafts("note") == []
    aside.back_up(tmp_path / "copy.tdbackup")
    assert aside.is_empty
    Diary.restore(tmp_path / "copy.tdbackup", tmp_path / "back", SECRET, state_folder=tmp_path / "state2")
    back = Diary.open(tmp_path / "back", SECRET, state_folder=tmp_path / "state2")
    assert names(back) == {"p1": "Wrenna", "p3": "Idris"}
    (draft,) = back.drafts("note")
    assert (draft.text, draft.caret) == (WORDS, 4)
    assert back.preference("page") == "log"
    back.close()


def test_a_refused_copy_leaves_everything_waiting_and_room_takes_it_back(diary, aside, tmp_path):
    with aside.catching():
        write_something(diary)
    with pytest.raises(CannotWrite):
        aside.back_up(tmp_path / "no such folder" / "copy.tdbackup")
    assert not aside.is_empty
    aside.put_back()
    assert aside.is_empty
    assert names(diary) == {"p1": "Wrenna", "p3": "Idris"}
    assert diary.drafts("note")[0].text == WORDS


def test_what_still_does_not_fit_goes_on_waiting(diary, aside, monkeypatch):
    with aside.catching():
        write_something(diary)

    def no_room(*_items):
        raise DiskFull("no room")

    with monkeypatch.context() as full:
        full.setattr(diary, "save", no_room)
        with pytest.raises(DiskFull):
            aside.put_back()
    assert names(diary) == {"p1": "Wren", "p2": "Sol"}  # all or none
    aside.put_back()
    assert names(diary) == {"p1": "Wrenna", "p3": "Idris"}
