"""Safety without a window: keys that change only for who knows the passphrase, backups that are proved."""

from __future__ import annotations

import pytest

from tests.conftest import SECRET
from tests.presenters.pupil_samples import TODAY, fill
from tutordiary.diary import Diary, keys
from tutordiary.errors import KeyringSilent, WrongSecret
from tutordiary.presenters.safety import KEYRING_WARNING, Safety
from tutordiary.presenters.safety_keys import NOT_THE_ONE, NOT_THE_SAME, KeyChanges, Sealing
from tutordiary.presenters.work import InlineRunner
from tutordiary.settings import SettingsFile
from tutordiary.vault.ciphers import LOWEST_COST

NEW = "marble otter window nine"


class View:
    """Remembers what it was told."""

    def __init__(self):
        self.page = None
        self.backups = ()
        self.keyring = None
        self.said = []

    def show_safety(self, page):
        self.page = page

    def show_backups(self, lines):
        self.backups = lines

    def show_keyring(self, keyring):
        self.keyring = keyring

    def say(self, sentence, *, good):
        self.said.append((sentence, good))


class Heard:
    """Remembers how a change of keys ended."""

    def __init__(self):
        self.refusals = []
        self.done = []

    def refused(self, field, sentence):
        self.refusals.append((field, sentence))

    def finished(self, result=None):
        self.done.append(result)


@pytest.fixture
def settings(tmp_path):
    made = SettingsFile(tmp_path / "settings.json")
    made.change(backup_folder=str(tmp_path / "stick"))
    return made


@pytest.fixture
def view():
    return View()


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def safety(diary, view, settings, monkeypatch):
    monkeypatch.setattr(keys, "keyring_name", lambda: None)
    fill(diary)
    return Safety(diary, view, InlineRunner(), settings, lambda: TODAY)


@pytest.fixture
def changes(diary, settings):
    return KeyChanges(diary, InlineRunner(), lambda: settings.settings, lambda: TODAY, cost=LOWEST_COST)


def opens(diary, secret, tmp_path, *, is_code=False) -> bool:
    """Say whether a closed diary opens with a secret."""
    opener = Diary.open_with_recovery if is_code else Diary.open
    try:
        opener(diary.folder, secret, state_folder=tmp_path / "state").close()
    except WrongSecret:
        return False
    return True


# The passphrase -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Sealing("not this one at all", NEW, NEW), "now"),
        (Sealing(SECRET, "short", "short"), "new"),
        (Sealing(SECRET, NEW, NEW + "x"), "again"),
    ],
)
def test_a_passphrase_stays_when_something_typed_is_not_right(diary, changes, heard, tmp_path, typed, field):
    changes.change_passphrase(typed, heard.finished, heard.refused)
    changes.rekey(typed, heard.finished, heard.refused)
    assert [said for said, _ in heard.refusals] == [field, field]
    assert heard.done == []
    diary.close()
    assert opens(diary, SECRET, tmp_path)


def test_refusals_say_that_nothing_was_changed(changes, heard):
    changes.change_passphrase(Sealing("wrong", NEW, NEW), heard.finished, heard.refused)
    changes.change_passphrase(Sealing(SECRET, NEW, "other"), heard.finished, heard.refused)
    assert [sentence for _, sentence in heard.refusals] == [NOT_THE_ONE, NOT_THE_SAME]


def test_only_the_new_passphrase_opens(diary, changes, heard, tmp_path):
    changes.change_passphrase(Sealing(SECRET, NEW, NEW), heard.finished, heard.refused)
    assert (heard.done, heard.refusals) == ([None], [])
    diary.close()
    assert not opens(diary, SECRET, tmp_path)
    assert opens(diary, NEW, tmp_path)


def test_one_sentence_is_said_of_a_new_passphrase_once_it_is_long_enough(changes):
    said = []
    changes.weigh("short", said.append)
    changes.weigh("passwordpassword", said.append)
    changes.weigh("kettle harbour lantern seven plum", said.append)
    assert said[0] == ""
    assert "could guess this" in said[1]
    assert "longer than anybody" in said[2]


# The recovery code --------------------------------------------------------------------------------


def test_a_new_code_needs_the_passphrase_and_is_typed_back(diary, view, safety, changes, heard, tmp_path):
    changes.new_code("wrong", heard.finished, heard.refused)
    assert heard.refusals == [("now", NOT_THE_ONE)]
    changes.new_code(SECRET, heard.finished, heard.refused)
    (code,) = heard.done
    safety.show()
    assert view.page.code_is_due
    changes.confirm(code, "not a code", heard.finished, heard.refused)
    assert heard.refusals[-1][0] == "code"
    changes.confirm(code, code.lower(), heard.finished, heard.refused)
    safety.show()
    assert not view.page.code_is_due
    assert "sheet number 2" in view.page.code
    diary.close()
    assert opens(diary, code, tmp_path, is_code=True)


def test_the_sheet_of_a_code_is_written(changes, heard, tmp_path):
    changes.new_code(SECRET, heard.finished, heard.refused)
    said = []
    changes.write_sheet(heard.done[0], tmp_path / "sheet.pdf", lambda *one: said.append(one))
    assert said == [("Written: sheet.pdf. Print it, put the paper away, then delete the file.", True)]
    printed = []
    changes.make_sheet(heard.done[0], printed.append, lambda *one: said.append(one))
    assert printed[0].startswith(b"%PDF")
    changes.write_sheet(heard.done[0], tmp_path / "no" / "sheet.pdf", lambda *one: said.append(one))
    assert said[-1][1] is False


# New keys for everything --------------------------------------------------------------------------


def test_new_keys_leave_only_the_backups_to_the_old_ones(diary, safety, changes, heard, tmp_path):
    safety.make_now()
    said = []
    changes.old_backups(said.append)
    assert said[0].startswith(
        "1 backup still opens with the old passphrase and the old code: 2026-11-20.tdbackup."
    )
    counts = diary.counts()
    changes.rekey(Sealing(SECRET, NEW, NEW), heard.finished, heard.refused)
    (code,) = heard.done
    assert not keys.is_code_confirmed(diary)
    assert diary.counts() == counts
    diary.close()
    assert not opens(diary, SECRET, tmp_path)
    assert opens(diary, NEW, tmp_path)
    assert opens(diary, code, tmp_path, is_code=True)
    Diary.restore(tmp_path / "stick" / "2026-11-20.tdbackup", tmp_path / "old", SECRET)


def test_without_backups_there_is_nothing_to_name(changes):
    said = []
    changes.old_backups(said.append)
    assert said == [""]


# Backups ------------------------------------------------------------------------------------------


def test_a_backup_is_made_where_it_was_chosen_listed_and_rehearsed(diary, view, safety, tmp_path):
    safety.show()
    assert view.backups == ()
    assert view.page.backup_folder == str(tmp_path / "stick")
    safety.make_now()
    total = sum(diary.counts().values())
    assert view.said[-1] == (f"Made and opened: 2026-11-20.tdbackup, {total:,} of {total:,} records.", True)
    (line,) = view.backups
    assert line.is_there
    assert f"{total:,} records" in line.about
    assert "the day’s backup" in line.about
    safety.rehearse(line.path)
    assert view.said[-1] == (f"Opened: 2026-11-20.tdbackup, {total:,} of {total:,} records.", True)


def test_a_backup_that_was_spoilt_does_not_pass_its_rehearsal(view, safety):
    safety.make_now()
    path = view.backups[0].path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    safety.rehearse(path)
    sentence, good = view.said[-1]
    assert not good
    assert "damaged" in sentence


def test_a_backup_may_go_elsewhere_and_is_listed_too(view, safety, tmp_path):
    (tmp_path / "other").mkdir()
    safety.make_at(tmp_path / "other" / safety.suggested_name())
    assert "made by hand" in view.backups[0].about
    (tmp_path / "other" / "2026-11-20.tdbackup").unlink()
    safety.show()
    assert not view.backups[0].is_there
    assert "not to be seen now" in view.backups[0].about


def test_a_place_that_is_not_there_is_said(view, safety, tmp_path):
    safety.choose_folder(tmp_path / "no" / "such")
    safety.make_now()
    assert view.said[-1][1] is False


def test_the_same_disk_is_pointed_out(view, safety, monkeypatch):
    safety.show()
    assert "same disk" in view.page.place_notes[0]
    monkeypatch.setattr("tutordiary.presenters.safety._device", lambda folder: folder.name)
    safety.show()
    assert view.page.place_notes == ()


# The keyring --------------------------------------------------------------------------------------


def test_no_keyring_means_no_switch(view, safety):
    safety.show()
    assert view.keyring.name == ""


def test_the_keyring_is_switched_with_its_warning_and_off_again(view, safety, monkeypatch):
    switched = []
    monkeypatch.setattr(keys, "keyring_name", lambda: "GNOME Keyring")
    monkeypatch.setattr(keys, "keyring_on", lambda _diary: switched.append(True))
    monkeypatch.setattr(keys, "keyring_off", lambda _diary: switched.append(False))
    safety.show()
    assert (view.keyring.name, view.keyring.is_on) == ("GNOME Keyring", False)
    safety.switch_keyring(True)
    assert view.keyring.is_on
    assert KEYRING_WARNING in view.said[-1][0]
    safety.switch_keyring(False)
    assert not view.keyring.is_on
    assert switched == [True, False]


def test_a_silent_keyring_leaves_the_switch_off(view, safety, monkeypatch):
    def silent(_diary):
        raise KeyringSilent("This computer’s keyring did not answer.")

    monkeypatch.setattr(keys, "keyring_name", lambda: "GNOME Keyring")
    monkeypatch.setattr(keys, "keyring_on", silent)
    safety.show()
    safety.switch_keyring(True)
    assert not view.keyring.is_on
    assert view.said[-1] == ("This computer’s keyring did not answer.", False)


# The lock and the diary itself --------------------------------------------------------------------


def test_switches_apply_at_once_and_outlive_the_app(safety, tmp_path):
    safety.set_lock_after(10)
    safety.set_lock_when_minimised(True)
    safety.set_hide_from_capture(False)
    read = SettingsFile(tmp_path / "settings.json").settings
    assert (read.lock_after_min, read.lock_when_minimised, read.hide_from_capture) == (10, True, False)


def test_a_check_says_that_all_is_whole(view, safety):
    safety.check()
    assert view.said[-1] == ("Every page was read and is whole.", True)


def test_a_diary_only_looked_at_says_so(diary, view, settings, tmp_path):
    diary.close()
    looked = Diary.open(diary.folder, SECRET, state_folder=tmp_path / "state", read_only=True)
    Safety(looked, view, InlineRunner(), settings, lambda: TODAY).show()
    assert view.page.is_read_only
    assert view.keyring is None
    looked.close()


def test_the_sample_keeps_the_keys_that_show_around_needs(diary, view, safety):
    diary.mark_as_sample()
    safety.show()
    assert not view.page.keys_may_change
    assert view.keyring is None
    assert "invented" in view.page.code
    assert not view.page.code_is_due


def test_the_code_of_another_paper_confirms_nothing(diary, changes, heard):
    changes.new_code(SECRET, heard.finished, heard.refused)
    changes.new_code(SECRET, heard.finished, heard.refused)
    old, code = heard.done
    changes.confirm(code, old, heard.finished, heard.refused)
    assert heard.done == [old, code]
    assert heard.refusals[-1][0] == "code"
    assert not keys.is_code_confirmed(diary)
