"""The way in: making, confirming, opening, recovering and restoring, through the presenter alone."""

from __future__ import annotations

import shutil

import pytest

from tutordiary.diary import Diary
from tutordiary.model import Pupil
from tutordiary.presenters.door import SAMPLE_PASSPHRASE, WAIT_AFTER, Door, Step, Way
from tutordiary.presenters.work import InlineRunner
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "kettle harbour lantern seven"


class View:
    """Records what the door shows."""

    def __init__(self):
        self.states = []
        self.diary: Diary | None = None

    def show_state(self, state):
        self.states.append(state)

    def enter(self, diary):
        self.diary = diary

    @property
    def state(self):
        return self.states[-1]


@pytest.fixture
def view():
    made = View()
    yield made
    if made.diary is not None and not made.diary.vault.is_closed:
        made.diary.close()


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def door(view, settings, tmp_path):
    return Door(
        view,
        InlineRunner(),
        settings,
        cost=LOWEST_COST,
        state_folder=tmp_path / "state",
        fill_sample=lambda diary: diary.add(Pupil(id="p", first_name="Invented")),
    )


def make(door, view, folder):
    door.start()
    door.choose_make()
    door.make("Ines Okoro", "Fenland Music", SECRET, SECRET, str(folder))
    return view.state.recovery_code


def test_a_new_diary_is_entered_only_after_its_code_was_typed_back(door, view, settings, tmp_path):
    code = make(door, view, tmp_path / "diary")
    assert view.state.step is Step.RECOVERY
    assert view.diary is None

    door.confirm_code(code[:-1])
    assert view.state.field == "code"
    assert view.state.problem

    door.confirm_code(code.lower().replace("-", " "))
    assert view.diary is not None
    assert view.diary.tutor.name == "Ines Okoro"
    assert settings.settings.diary_folder == str(tmp_path / "diary")


@pytest.mark.parametrize(
    ("name", "secret", "again", "field"),
    [
        ("", SECRET, SECRET, "name"),
        ("Ines", "too short", "too short", "secret"),
        ("Ines", SECRET, SECRET + "x", "again"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(
    door, view, tmp_path, name, secret, again, field
):
    door.choose_make()
    door.make(name, "", secret, again, str(tmp_path / "diary"))
    assert (view.state.step, view.state.field) == (Step.MAKE, field)
    assert not (tmp_path / "diary").exists()


def test_a_folder_in_use_is_refused(door, view, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    door.choose_make()
    door.make("Ines", "", SECRET, SECRET, str(tmp_path / "full"))
    assert (view.state.step, view.state.field) == (Step.MAKE, "folder")
    assert (tmp_path / "full" / "notes.txt").read_text() == "mine"


def test_the_next_start_asks_for_the_passphrase_and_counts_wrong_ones(door, view, tmp_path):
    door.confirm_code(make(door, view, tmp_path / "diary"))
    view.diary.close()
    door.start()
    assert view.state.step is Step.UNLOCK
    for _ in range(WAIT_AFTER):
        assert view.state.wait_s == 0
        door.unlock("not the passphrase at all")
    assert view.state.wait_s > 0
    assert "try again in" in view.state.problem
    door.unlock(SECRET)
    assert view.diary.tutor.name == "Ines Okoro"


def test_using_the_recovery_code_forces_a_new_passphrase(door, view, tmp_path):
    code = make(door, view, tmp_path / "diary")
    door.confirm_code(code)
    view.diary.close()
    view.diary = None
    door.start()
    door.offer_recovery()
    door.unlock_with_code(code)
    assert view.state.step is Step.NEW_PASSPHRASE
    assert view.diary is None
    door.set_new_passphrase("short", "short")
    assert view.state.problem
    door.set_new_passphrase("quite another passphrase", "quite another passphrase")
    assert view.state.step is Step.CODE_DUE
    assert "the code on your sheet" in view.state.reason
    assert not view.state.asks_paper
    door.not_now()
    assert view.diary is not None
    view.diary.close()
    door.start()
    door.unlock(SECRET)
    assert view.state.problem
    door.unlock("quite another passphrase")
    assert not view.diary.vault.is_closed


def test_a_backup_comes_back_in_a_new_folder(door, view, tmp_path):
    door.confirm_code(make(door, view, tmp_path / "diary"))
    view.diary.add(Pupil(id="p1", first_name="Wren"))
    view.diary.back_up(tmp_path / "copy.tdbackup")
    view.diary.close()
    door.choose_restore()
    door.restore("", SECRET, str(tmp_path / "restored"))
    assert view.state.field == "file"
    door.restore(str(tmp_path / "copy.tdbackup"), SECRET, str(tmp_path / "restored"))
    assert [pupil.first_name for pupil in view.diary.all(Pupil)] == ["Wren"]
    assert view.diary.folder == tmp_path / "restored"


def test_the_sample_is_marked_and_never_becomes_the_diary_of_this_computer(
    door, view, settings, tmp_path, monkeypatch
):
    monkeypatch.setattr("tutordiary.settings.default_sample_folder", lambda: tmp_path / "sample")
    door.show_around()
    assert view.diary.is_sample
    assert settings.settings.diary_folder == ""
    view.diary.add(Pupil(id="p2", first_name="Also"))
    view.diary.close()
    door.lock(tmp_path / "sample", is_sample=True)
    door.unlock("not the passphrase at all")
    assert view.state.problem
    assert all(SAMPLE_PASSPHRASE in state.hint for state in view.states if state.step is Step.UNLOCK)
    door.show_around()
    assert len(view.diary.all(Pupil)) == 2


def test_a_folder_without_a_diary_is_said_so(door, view, tmp_path):
    door.choose_existing(tmp_path)
    assert view.state.step is Step.WELCOME
    assert "no diary" in view.state.problem


def test_an_older_copy_is_opened_only_when_the_person_says_so(door, view, tmp_path):
    door.confirm_code(make(door, view, tmp_path / "diary"))
    view.diary.close()
    shutil.copytree(tmp_path / "diary", tmp_path / "kept")
    door.start()
    door.unlock(SECRET)
    view.diary.add(Pupil(id="late", first_name="Wren"))
    view.diary.close()
    shutil.rmtree(tmp_path / "diary")
    shutil.copytree(tmp_path / "kept", tmp_path / "diary")
    view.diary = None
    door.start()
    door.unlock(SECRET)
    assert view.diary is None
    assert view.state.ways == (Way.LOOK, Way.GO_ON)
    assert "missing" in view.state.problem
    door.take_way(Way.LOOK)
    assert view.diary.is_read_only
    view.diary.close()
    door.start()
    door.unlock(SECRET)
    door.take_way(Way.GO_ON)
    assert view.diary.all(Pupil) == []
    view.diary.close()
    door.start()
    door.unlock(SECRET)
    assert view.state.step is not Step.TROUBLE


def test_a_diary_whose_folder_is_gone_is_spoken_of_and_not_forgotten(door, view, settings, tmp_path):
    door.confirm_code(make(door, view, tmp_path / "diary"))
    view.diary.close()
    (tmp_path / "diary").rename(tmp_path / "stick-in-the-bag")
    door.start()
    assert view.state.step is Step.WELCOME
    assert str(tmp_path / "diary") in view.state.problem
    assert settings.settings.diary_folder == str(tmp_path / "diary")
    (tmp_path / "stick-in-the-bag").rename(tmp_path / "diary")
    door.start()
    door.make_ready()
    assert view.state.step is Step.UNLOCK
    door.unlock(SECRET)
    assert view.diary.tutor.name == "Ines Okoro"


def test_a_known_folder_without_a_diary_says_so_when_it_is_opened(door, view, settings, tmp_path):
    (tmp_path / "bare").mkdir()
    settings.change(diary_folder=str(tmp_path / "bare"))
    door.start()
    assert view.state.step is Step.UNLOCK
    door.unlock(SECRET)
    assert view.state.problem
    assert view.diary is None


def test_a_window_closed_before_the_code_was_typed_back_finds_its_diary_again(door, view, tmp_path):
    make(door, view, tmp_path / "diary")
    door.leave()
    door.start()
    assert view.state.step is Step.UNLOCK
    door.unlock(SECRET)
    door.not_now()
    assert view.diary.tutor.name == "Ines Okoro"
