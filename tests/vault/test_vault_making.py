"""Making a diary: finished or not there at all, private, never over anything."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from vault_diaries import PASSPHRASE, add_entry

from tutordiary.errors import (
    BadInput,
    CannotWrite,
    DiaryExists,
)
from tutordiary.vault import diary_folder, layout, sqlcipher
from tutordiary.vault.ciphers import DEFAULT_COST, LOWEST_COST
from tutordiary.vault.keyfile import parse

ROOT = Path(__file__).resolve().parents[2]
posix_only = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")


def test_a_new_diary_is_empty_encrypted_and_private(tmp_path):
    made = diary_folder.create(tmp_path / "d", PASSPHRASE, state_folder=tmp_path / "s", cost=LOWEST_COST)
    with made.vault as vault:
        assert vault.user_version == 0
        assert vault.counter() == 0
        assert vault.db.table_names() == []
        assert all(line.passed for line in vault.full_check())
        vault_id = vault.vault_id
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == [
        "diary.db", "diary.lock", "keys.copy.json", "keys.json",
    ]  # fmt: skip
    data = (tmp_path / "d" / "diary.db").read_bytes()
    assert data[:16].hex() == vault_id
    assert len(data) == 4096
    assert len(set(data)) > 240  # as good as random


@posix_only
def test_every_file_and_folder_is_for_this_user_only(diary):
    with diary.open() as vault:
        add_entry(vault, "while open")
        paths = [diary.folder, diary.state, *diary.folder.iterdir(), *diary.state.iterdir()]
        assert any(path.name.endswith("-wal") for path in paths)
        for path in paths:
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name


def test_the_default_cost_is_the_dear_one(tmp_path):
    made = diary_folder.create(tmp_path / "d", PASSPHRASE, state_folder=tmp_path / "s")
    made.vault.close()
    assert parse((tmp_path / "d" / "keys.json").read_bytes()).slots[0].cost == DEFAULT_COST


@pytest.mark.parametrize("name", ["keys.json", "diary.db", "holiday.txt", ".hidden"])
def test_nothing_is_made_where_something_is(tmp_path, name):
    place = tmp_path / "d"
    place.mkdir()
    (place / name).write_bytes(b"mine")
    with pytest.raises(DiaryExists):
        diary_folder.create(place, PASSPHRASE, state_folder=tmp_path / "s", cost=LOWEST_COST)
    assert [(path.name, path.read_bytes()) for path in place.iterdir()] == [(name, b"mine")]
    assert not (tmp_path / "s").exists()


def test_a_file_or_a_link_in_the_way_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiaryExists):
        diary_folder.create(tmp_path / "file", PASSPHRASE, state_folder=tmp_path / "s", cost=LOWEST_COST)


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "d").mkdir()
    diary_folder.create(
        tmp_path / "d", PASSPHRASE, state_folder=tmp_path / "s", cost=LOWEST_COST
    ).vault.close()
    assert diary_folder.looks_like_diary(tmp_path / "d")


@pytest.mark.parametrize("step", ["connect", "put_in_place"])
def test_a_making_that_fails_leaves_nothing(tmp_path, monkeypatch, step):
    def fail(*_, **__):
        raise CannotWrite("no")

    monkeypatch.setattr(sqlcipher if step == "connect" else layout, step, fail)
    with pytest.raises(CannotWrite):
        diary_folder.create(tmp_path / "d", PASSPHRASE, state_folder=tmp_path / "s", cost=LOWEST_COST)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "weak", ["", "short", "elevenchars", "aaaaaaaaaaaaaa", "line\nbreak in it", "x" * 600]
)
def test_a_passphrase_that_will_not_do_makes_nothing(tmp_path, weak):
    with pytest.raises(BadInput) as caught:
        diary_folder.create(tmp_path / "d", weak, state_folder=tmp_path / "s", cost=LOWEST_COST)
    assert not weak or weak not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_suggested_passphrases_will_do():
    seen = {diary_folder.suggest_passphrase() for _ in range(200)}
    assert len(seen) == 200
    for text in seen:
        assert diary_folder.passphrase_problem(text) is None
        assert [word.isascii() and word.islower() for word in text.split(" ")] == [True] * 5


def test_the_word_list_is_plain_and_long_enough():
    words = (ROOT / "resources" / "words" / "passphrase.txt").read_text(encoding="ascii").split()
    assert len(words) == len(set(words)) > 3500
    assert all(4 <= len(word) <= 6 for word in words)
