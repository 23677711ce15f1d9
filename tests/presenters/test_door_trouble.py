"""A diary that does not open as it should: looked at, restored, rescued or let be, and never written to."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from tests.presenters.test_door import SECRET, View, make
from tutordiary.diary import Diary, care, updating
from tutordiary.errors import CannotWrite, KeyringSilent
from tutordiary.model import Pupil
from tutordiary.presenters.door import Door, Step, Way
from tutordiary.presenters.work import InlineRunner
from tutordiary.settings import SettingsFile
from tutordiary.vault import files, sqlcipher
from tutordiary.vault.ciphers import LOWEST_COST


@pytest.fixture
def view():
    made = View()
    yield made
    if made.diary is not None and not made.diary.vault.is_closed:
        made.diary.close()


@pytest.fixture
def settings(tmp_path):
    made = SettingsFile(tmp_path / "settings.json")
    made.change(backup_folder=str(tmp_path / "backups"))
    return made


@pytest.fixture
def door(view, settings, tmp_path):
    made = Door(
        view,
        InlineRunner(),
        settings,
        cost=LOWEST_COST,
        state_folder=tmp_path / "state",
        fill_sample=lambda _diary: None,
        today=lambda: date(2026, 11, 21),
    )
    yield made
    made.leave()


@pytest.fixture
def code(door, view, tmp_path):
    """The recovery code of a new diary."""
    made = make(door, view, tmp_path / "diary")
    door.confirm_code(made)
    return made


@pytest.fixture
def diary_folder(door, view, tmp_path, code):
    """A closed diary with one pupil in it, of which a backup stands on the shelf."""
    view.diary.add(Pupil(id="p1", first_name="Wren"))
    care.back_up_to_shelf(view.diary, tmp_path / "backups", date(2026, 11, 18))
    view.diary.close()
    view.diary = None
    return tmp_path / "diary"


@pytest.fixture
def damaged(door, diary_folder, tmp_path):
    """The same with the page of its preferences spoilt, and the door showing what is wrong."""
    spoilt = spoil(diary_folder, tmp_path)
    door.start()
    door.unlock(SECRET)
    return spoilt


def spoil(diary_folder, tmp_path):
    opened = Diary.open(diary_folder, SECRET, state_folder=tmp_path / "state")
    root = sqlcipher.one(opened.vault.conn, "SELECT rootpage FROM sqlite_master WHERE name = 'preference'")
    opened.close()
    file = diary_folder / "diary.db"
    data = bytearray(file.read_bytes())
    data[(root - 1) * sqlcipher.PAGE_BYTES + 100 : root * sqlcipher.PAGE_BYTES] = bytes(
        sqlcipher.PAGE_BYTES - 100
    )
    file.write_bytes(data)
    return bytes(data)


def test_a_damaged_diary_offers_its_newest_backup_and_a_rescue(view, damaged):
    assert view.diary is None
    assert view.state.step is Step.TROUBLE
    assert view.state.ways == (Way.RESTORE, Way.RESCUE)
    assert view.state.backups[0].words.startswith("Wednesday 18 November 2026, ")
    assert "records" in view.state.backups[0].words


def test_the_newest_backup_takes_the_place_of_the_damaged_diary(door, view, settings, damaged, diary_folder):
    door.take_way(Way.RESTORE)
    assert view.state.step is Step.RESTORE
    assert view.state.file.endswith("2026-11-18.tdbackup")
    assert view.state.folder == str(diary_folder)
    assert "kept beside it" in view.state.praise
    door.restore(view.state.file, SECRET, view.state.folder)
    kept = diary_folder.with_name("diary.damaged-2026-11-21")
    assert view.state.praise == f"The backup is back in its place. The diary of before is kept in {kept}."
    assert view.state.ways == (Way.ENTER,)
    assert (kept / "diary.db").read_bytes() == damaged
    door.take_way(Way.ENTER)
    assert [pupil.first_name for pupil in view.diary.all(Pupil)] == ["Wren"]
    assert view.diary.folder == diary_folder
    assert settings.settings.diary_folder == str(diary_folder)


def test_a_wrong_passphrase_for_the_backup_leaves_everything_and_can_be_typed_again(
    door, view, damaged, diary_folder
):
    door.take_way(Way.RESTORE)
    file, folder = view.state.file, view.state.folder
    door.restore(file, "not the passphrase at all", folder)
    assert (view.state.step, view.state.field) == (Step.RESTORE, "secret")
    assert (diary_folder / "diary.db").read_bytes() == damaged
    door.restore(file, SECRET, folder)
    assert view.state.ways == (Way.ENTER,)


def test_by_its_code_a_backup_in_place_asks_for_a_new_passphrase(door, view, diary_folder, tmp_path, code):
    spoil(diary_folder, tmp_path)
    door.start()
    door.unlock(SECRET)
    door.take_way(Way.RESTORE)
    door.restore(view.state.file, code, view.state.folder)
    door.take_way(Way.ENTER)
    assert view.state.step is Step.NEW_PASSPHRASE


def test_where_nothing_can_be_renamed_the_backup_goes_beside(door, view, damaged, diary_folder, monkeypatch):
    real = files.replace

    def replace(source, target):
        if source == diary_folder:
            raise PermissionError(13, "held by another program")
        real(source, target)

    monkeypatch.setattr(files, "replace", replace)
    door.take_way(Way.RESTORE)
    door.restore(view.state.file, SECRET, view.state.folder)
    beside = diary_folder.with_name("diary-restored")
    assert f"in a new diary, {beside}." in view.state.praise
    assert (diary_folder / "diary.db").read_bytes() == damaged
    assert sorted(one.name for one in diary_folder.parent.glob("diary*")) == ["diary", "diary-restored"]
    door.take_way(Way.ENTER)
    assert view.diary.folder == beside


def test_another_folder_of_choice_leaves_the_damaged_diary_where_it_is(
    door, view, damaged, diary_folder, tmp_path
):
    door.take_way(Way.RESTORE)
    door.restore(view.state.file, SECRET, str(tmp_path / "elsewhere"))
    assert view.diary.folder == tmp_path / "elsewhere"
    assert (diary_folder / "diary.db").read_bytes() == damaged


def test_going_back_from_a_restore_forgets_whose_place_it_was_to_take(door, view, damaged, diary_folder):
    door.take_way(Way.RESTORE)
    file = view.state.file
    door.go_back()
    door.choose_restore()
    door.restore(file, SECRET, str(diary_folder))
    assert "Nothing there was touched" in view.state.problem
    assert (diary_folder / "diary.db").read_bytes() == damaged


def test_the_backup_of_before_an_update_is_found_in_the_diary_itself(
    door, view, diary_folder, tmp_path, monkeypatch
):
    shelf = tmp_path / "backups" / "2026-11-18.tdbackup"
    shelf.replace(updating.place_before(diary_folder, 1))
    for name in ("keys.json", "keys.copy.json"):
        (diary_folder / name).write_bytes(b"gone")
    for one in (tmp_path / "state").glob("*.keys.json"):
        one.unlink()
    door.start()
    door.unlock(SECRET)
    assert view.state.ways[0] is Way.RESTORE
    assert view.state.backups[0].words.startswith("before-update-schema-1.tdbackup, ")


def test_what_can_be_read_is_rescued_into_a_new_diary(door, view, damaged, diary_folder):
    door.take_way(Way.RESCUE)
    assert "entries could be read" in view.state.praise
    assert view.state.ways == (Way.ENTER,)
    door.take_way(Way.ENTER)
    assert view.state.step is Step.CODE_DUE  # what is known of the code went with the preferences
    door.not_now()
    assert [pupil.first_name for pupil in view.diary.all(Pupil)] == ["Wren"]
    assert view.diary.folder != diary_folder
    assert (diary_folder / "diary.db").read_bytes() == damaged


def test_a_disk_that_refuses_even_a_look_leaves_a_backup_and_a_rescue(door, view, diary_folder, monkeypatch):
    def refused(*_args, **_more):
        raise CannotWrite("The system did not let the diary be read.")

    monkeypatch.setattr(Diary, "open", refused)
    door.start()
    door.unlock(SECRET)
    assert view.state.ways == (Way.LOOK,)
    door.take_way(Way.LOOK)
    assert view.state.ways == (Way.RESTORE, Way.RESCUE)
    door.take_way(Way.RESCUE)
    assert "entries could be read" in view.state.praise
    monkeypatch.undo()
    door.take_way(Way.ENTER)
    assert view.diary.folder == diary_folder.with_name("diary-rescued")
    assert not view.diary.is_read_only


def test_going_back_forgets_what_was_typed(door, view, damaged):
    door.leave_trouble()
    assert view.state.step is Step.UNLOCK
    before = len(view.states)
    door.take_way(Way.RESCUE)
    assert len(view.states) == before


def test_an_older_copy_offers_the_newer_backup_first_to_look(door, view, diary_folder, tmp_path):
    shutil.copytree(diary_folder, tmp_path / "kept")
    door.start()
    door.unlock(SECRET)
    view.diary.add(Pupil(id="late", first_name="Sol"))
    view.diary.close()
    shutil.rmtree(diary_folder)
    shutil.copytree(tmp_path / "kept", diary_folder)
    view.diary = None
    door.start()
    door.unlock(SECRET)
    assert view.state.ways == (Way.LOOK, Way.RESTORE, Way.GO_ON)
    door.take_way(Way.LOOK)
    assert view.diary.is_read_only
    assert [pupil.first_name for pupil in view.diary.all(Pupil)] == ["Wren"]


def test_the_recovery_code_of_its_day_restores_too(door, view, tmp_path):
    code = make(door, view, tmp_path / "diary")
    door.confirm_code(code)
    view.diary.back_up(tmp_path / "mine.tdbackup")
    view.diary.close()
    view.diary = None
    door.choose_restore()
    door.restore(str(tmp_path / "mine.tdbackup"), code, str(tmp_path / "restored"))
    assert view.state.step is Step.NEW_PASSPHRASE


# The keyring --------------------------------------------------------------------------------------


def test_the_keyring_is_offered_only_where_it_was_switched_on(door, view, diary_folder, monkeypatch):
    door.start()
    door.make_ready()
    assert not view.state.has_keyring
    monkeypatch.setattr("tutordiary.diary.keys.has_keyring", lambda folder: folder == diary_folder)
    door.start()
    assert not view.state.has_keyring  # nothing is asked before the door is painted
    door.make_ready()
    assert view.state.has_keyring
    door.unlock("not the passphrase at all")
    assert view.state.has_keyring


def test_a_silent_keyring_says_why_and_the_passphrase_still_opens(door, view, diary_folder, monkeypatch):
    def silent(*_args, **_more):
        raise KeyringSilent("This computer’s keyring did not answer. Use your passphrase.")

    monkeypatch.setattr("tutordiary.diary.keys.has_keyring", lambda _folder: True)
    monkeypatch.setattr("tutordiary.diary.keys.open_with_keyring", silent)
    door.start()
    door.make_ready()
    door.unlock_with_keyring()
    assert view.state.step is Step.UNLOCK
    assert "did not answer" in view.state.problem
    assert view.state.field == ""
    door.unlock(SECRET)
    assert not view.diary.vault.is_closed


def test_a_late_answer_about_the_keyring_does_not_call_anybody_back(door, view, diary_folder, monkeypatch):
    monkeypatch.setattr("tutordiary.diary.keys.has_keyring", lambda _folder: True)
    door.start()
    door.offer_recovery()
    door.look_for_keyring()
    assert view.state.step is Step.USE_RECOVERY


def test_a_start_finishes_a_restore_that_was_cut_short_between_the_two_names(
    door, view, settings, diary_folder
):
    settings.change(diary_folder=str(diary_folder))
    shutil.copytree(diary_folder, diary_folder.with_name("diary.damaged-2026-11-21"))
    diary_folder.rename(diary_folder.with_name("diary.restored-2026-11-21"))
    door.start()
    assert view.state.step is Step.UNLOCK
    door.unlock(SECRET)
    assert [pupil.first_name for pupil in view.diary.all(Pupil)] == ["Wren"]
    assert view.diary.folder == diary_folder


def test_a_start_without_the_folder_says_so_and_makes_nothing(door, view, settings, tmp_path):
    settings.change(diary_folder=str(tmp_path / "stick" / "diary"))
    door.start()
    assert view.state.step is Step.WELCOME
    assert "not there now" in view.state.problem
    assert not (tmp_path / "stick").exists()
