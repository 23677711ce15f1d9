"""A diary's keys as the rest of the app handles them."""

from __future__ import annotations

from pathlib import Path

import pytest
from vault_diaries import PASSPHRASE

from tutordiary.diary import Diary, keys
from tutordiary.errors import BadInput, WrongSecret
from tutordiary.model import FrameworkVersion
from tutordiary.vault import diary_folder
from tutordiary.vault.ciphers import LOWEST_COST

NEW = "brand new words here"


@pytest.fixture
def places(tmp_path) -> tuple[Path, Path]:
    return tmp_path / "diary", tmp_path / "state"


@pytest.fixture
def made(places):
    diary, code = Diary.create(places[0], PASSPHRASE, cost=LOWEST_COST, state_folder=places[1])
    yield diary, code
    diary.close()


def test_a_new_passphrase_is_the_only_one(made, places):
    diary, code = made
    keys.change_passphrase(diary, NEW, cost=LOWEST_COST)
    diary.close()
    with pytest.raises(WrongSecret):
        Diary.open(places[0], PASSPHRASE, state_folder=places[1])
    Diary.open(places[0], NEW, state_folder=places[1]).close()
    Diary.open_with_recovery(places[0], code, state_folder=places[1]).close()


def test_a_passphrase_that_will_not_do_changes_nothing(made, places):
    with pytest.raises(BadInput):
        keys.change_passphrase(made[0], "short", cost=LOWEST_COST)
    made[0].close()
    Diary.open(places[0], PASSPHRASE, state_folder=places[1]).close()


def test_a_new_code_is_not_confirmed_until_it_is_typed_back(made, places):
    diary, code = made
    assert not keys.is_code_confirmed(diary)
    keys.confirm_code(diary)
    assert keys.is_code_confirmed(diary)
    fresh = keys.new_recovery_code(diary)
    assert not keys.is_code_confirmed(diary)
    diary.close()
    with pytest.raises(WrongSecret):
        Diary.open_with_recovery(places[0], code, state_folder=places[1])
    reopened = Diary.open_with_recovery(places[0], fresh, state_folder=places[1])
    assert not keys.is_code_confirmed(reopened)
    reopened.close()


def test_new_keys_for_everything(made, places):
    diary, code = made
    keys.confirm_code(diary)
    diary.name_tutor("Test Tutor")
    fresh = keys.rekey(diary, NEW, cost=LOWEST_COST)
    assert diary.tutor.name == "Test Tutor"
    assert not keys.is_code_confirmed(diary)
    assert keys.news(diary) == ""
    diary.close()
    for opened in (
        lambda: Diary.open(places[0], PASSPHRASE, state_folder=places[1]),
        lambda: Diary.open_with_recovery(places[0], code, state_folder=places[1]),
    ):
        with pytest.raises(WrongSecret):
            opened()
    Diary.open_with_recovery(places[0], fresh, state_folder=places[1]).close()
    reopened = Diary.open(places[0], NEW, state_folder=places[1])
    assert reopened.tutor.name == "Test Tutor"
    reopened.close()


def test_a_refusal_leaves_the_code_confirmed(made):
    diary, _ = made
    keys.confirm_code(diary)
    with pytest.raises(BadInput):
        keys.rekey(diary, "short", cost=LOWEST_COST)
    assert keys.is_code_confirmed(diary)


def test_a_diary_whose_making_was_killed_is_finished_at_the_first_opening(places):
    made = diary_folder.create(places[0], PASSPHRASE, cost=LOWEST_COST, state_folder=places[1])
    vault_id = made.vault.vault_id
    made.vault.abandon()  # before anything was written into it
    diary = Diary.open(places[0], PASSPHRASE, state_folder=places[1])
    assert diary.meta.vault == vault_id
    assert len(diary.all(FrameworkVersion)) == 1
    assert not keys.is_code_confirmed(diary)  # nobody has seen it
    changes = diary.vault.counter()
    diary.close()
    diary = Diary.open(places[0], PASSPHRASE, state_folder=places[1])
    assert diary.vault.counter() == changes
    diary.close()
