"""The disk of the diary is full: words that cannot be saved go into a copy elsewhere, and come back."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tutordiary.diary import Diary, care
from tutordiary.errors import DiskFull
from tutordiary.model import Draft, Reflection
from tutordiary.vault import sqlcipher

UNSAVED = [
    Draft(key="log:g", text="He kept the beat for the whole song, and looked up once.", caret=12),
    Draft(key="report:r1:progress", text="Half a line", caret=4),
]
LONG = "More words than there is room for. " * 2000


def footprint(*folders: Path) -> dict[str, tuple[int, int]]:
    """Return the size and the time of the last writing of every file."""
    found = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            told = path.stat()
            found[str(path)] = (told.st_size, told.st_mtime_ns)
    return found


def keep_in_full_disk(diary: Diary) -> None:
    with pytest.raises(DiskFull):
        diary.add(Reflection(id="too much", session_id="e0", prompt="next", text=LONG))


def copy_elsewhere(made, diary: Diary, target: Path) -> None:
    before = footprint(made.folder)
    report = care.back_up(diary, target, unsaved=UNSAVED)
    assert footprint(made.folder) == before  # not a byte was written beside the diary
    assert [one.name for one in target.parent.iterdir()] == [target.name]
    assert report.counts["reflection"] == 3


def comes_back(made, target: Path) -> None:
    restored = target.parent / "restored"
    Diary.restore(target, restored, made.code, is_code=True, state_folder=made.state)
    diary = Diary.open_with_recovery(restored, made.code, state_folder=made.state)
    assert diary.drafts() == UNSAVED
    assert len(diary.all(Reflection)) == 3
    assert all(line.passed for line in diary.vault.full_check())
    diary.close()


def test_the_words_survive_a_diary_that_cannot_grow(made, tmp_path):
    (tmp_path / "stick").mkdir()
    diary = made.open()
    connection = diary.vault.conn
    pages = sqlcipher.one(connection, "PRAGMA page_count")
    connection.execute(f"PRAGMA max_page_count = {pages}")
    keep_in_full_disk(diary)
    copy_elsewhere(made, diary, tmp_path / "stick" / "copy.tdbackup")
    connection.execute("PRAGMA max_page_count = 1073741823")
    diary.add(Reflection(id="after", session_id="e0", prompt="next", text=LONG))
    diary.close()
    comes_back(made, tmp_path / "stick" / "copy.tdbackup")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MB of its own; only some systems let a test have one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if os.name == "nt" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root may mount a small disk")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True)
    if made.returncode != 0:
        pytest.skip("this system mounts no small disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_the_words_survive_a_disk_without_a_byte_left(made, small_disk, tmp_path):
    (tmp_path / "stick").mkdir()
    shutil.copytree(made.folder, small_disk / "diary")
    shutil.copytree(made.state, small_disk / "state")
    there = type(made)(small_disk / "diary", small_disk / "state", made.code)
    diary = there.open()
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while ballast.write(bytes(4096)):
            continue
    keep_in_full_disk(diary)
    copy_elsewhere(there, diary, tmp_path / "stick" / "copy.tdbackup")
    with pytest.raises(DiskFull):
        care.back_up(diary, small_disk / "copy.tdbackup", unsaved=UNSAVED)
    assert not list(small_disk.glob("*.tdbackup")) + list(small_disk.glob(".*"))
    (small_disk / "ballast").unlink()
    diary.add(Reflection(id="after", session_id="e0", prompt="next", text=LONG))
    diary.close()
    comes_back(made, tmp_path / "stick" / "copy.tdbackup")
