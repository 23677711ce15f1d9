"""What a kill can leave behind is gone after the next opening, and nothing else is."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

import pytest

from tutordiary.vault import diary_folder, files
from tutordiary.vault.ciphers import LOWEST_COST


def left_behind(target, *, is_folder=False, content=()):
    """Lay down a temporary name as a killed app would leave it."""
    path = files.temporary_beside(target)
    if is_folder:
        path.mkdir()
        for name in content:
            (path / name).write_bytes(b"half")
    else:
        path.write_bytes(b"half")
    return path


def test_only_temporary_names_of_the_names_asked_for_go(tmp_path):
    gone = [
        left_behind(tmp_path / "keys.json"),
        left_behind(left_behind(tmp_path / "2026-11-21.tdbackup")),
        left_behind(tmp_path / "keys.copy.json"),
    ]
    journal = left_behind(tmp_path / "x.tdbackup")
    gone.append(journal.rename(journal.with_name(journal.name + "-journal")))
    kept = [
        tmp_path / name for name in (".keys.json.tmp", ".keys.json.0123456789AB.tmp", "keys.json", ".notes")
    ]
    for path in kept:
        path.write_bytes(b"mine")
    kept.append(left_behind(tmp_path / "report.pdf"))
    assert files.sweep(tmp_path, "keys.json", "keys.copy.json", "*.tdbackup") == 5
    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in kept)


def test_a_folder_goes_only_if_all_in_it_is_a_diary_s(tmp_path):
    ours = left_behind(
        tmp_path / "diary", is_folder=True, content=["diary.db", "diary.db-wal", "keys.json", "diary.lock"]
    )
    left_behind(ours / "keys.copy.json")
    theirs = left_behind(tmp_path / "diary", is_folder=True, content=["diary.db", "photo.jpg"])
    assert files.sweep(tmp_path, "diary") == 1
    assert not ours.exists()
    assert (theirs / "photo.jpg").exists()


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "diary.db").write_bytes(b"mine")
    link = files.temporary_beside(tmp_path / "diary")
    link.symlink_to(elsewhere)
    assert files.sweep(tmp_path, "diary") == 1
    assert (elsewhere / "diary.db").exists()


def test_a_missing_folder_is_nothing_to_sweep(tmp_path):
    assert files.sweep(tmp_path / "nowhere", "*") == 0


def test_opening_sweeps_the_folder_and_beside_it_and_the_state(diary):
    strays = [
        left_behind(diary.paths.keys),
        left_behind(diary.paths.keys_copy),
        left_behind(diary.folder / "2026-11-21.tdbackup", is_folder=True, content=["diary.db", "keys.json"]),
        left_behind(diary.folder, is_folder=True, content=["diary.db", "keys.json"]),
        left_behind(diary.state_paths.mark),
        left_behind(diary.state_paths.keys),
    ]
    others = [
        left_behind(diary.folder.with_name("another diary"), is_folder=True, content=["diary.db"]),
        left_behind(diary.state / f"{'0' * 32}.mark.json"),
    ]
    diary.open().close()
    assert not any(path.exists() for path in strays)
    assert all(path.exists() for path in others)


def test_a_folder_name_with_brackets_is_only_a_name(original, tmp_path):
    folder = tmp_path / "diary [old] *"
    shutil.copytree(original.folder, folder)
    ours = left_behind(folder, is_folder=True, content=["diary.db"])
    other = left_behind(tmp_path / "diary o plus", is_folder=True, content=["diary.db"])
    replace(original, folder=folder, state=tmp_path / "state").open().close()
    assert not ours.exists()
    assert other.exists()


def test_making_a_diary_sweeps_what_a_killed_making_left(tmp_path):
    half = left_behind(tmp_path / "diary", is_folder=True, content=["keys.json", "diary.db"])
    diary_folder.create(
        tmp_path / "diary", "plain words for a test", state_folder=tmp_path / "state", cost=LOWEST_COST
    ).vault.close()
    assert not half.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diary", "state"]
