"""Opened to look: everything can be read, nothing is written, and the diary's folder stays as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tutordiary.diary import Diary, care
from tutordiary.errors import CannotWrite, DiaryInUse, OlderCopy, WrongSecret
from tutordiary.model import Pupil, Reflection
from tutordiary.vault import looking

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "store" / "golden" / "schema-1.tdbackup"


def copies(state: Path) -> list[Path]:
    return list(state.glob(".looking*"))


def test_everything_is_read_and_nothing_can_be_written(made):
    before = made.files()
    diary = made.open(read_only=True)
    assert diary.is_read_only
    assert diary.folder == made.folder
    assert len(diary.all(Reflection)) == 3
    assert [hit.item_id for hit in diary.search("kept time 2")] == ["r2"]
    for write in (
        lambda: diary.add(Pupil(id="new", first_name="Sol")),
        lambda: diary.save(Pupil(id="p1", first_name="Sol")),
        lambda: diary.remove(diary.need(Pupil, "p1")),
        lambda: diary.keep_draft("log:g", "words"),
        lambda: diary.vault.replace_keys(lambda old, _: old),
    ):
        with pytest.raises(CannotWrite, match="only to look"):
            write()
    with pytest.raises(CannotWrite), diary.vault.reading() as conn:
        conn.execute("DELETE FROM pupil")
    assert all(line.passed for line in diary.vault.full_check())
    assert len(copies(made.state)) == 1
    diary.close()
    assert copies(made.state) == []
    assert made.files() == before
    made.open().close()  # and it can still be written


def test_the_copy_looked_at_is_as_encrypted_as_the_diary(made):
    diary = made.open(read_only=True)
    for file in copies(made.state)[0].iterdir():
        assert b"kept time" not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0
    diary.close()


def test_a_log_left_by_a_crash_is_read_and_left(made):
    script = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from tutordiary.diary import Diary
from tutordiary.model import Reflection
folder, state = Path({str(made.folder)!r}), Path({str(made.state)!r})
diary = Diary.open_with_recovery(folder, {made.code!r}, state_folder=state)
diary.add(Reflection(id="last", session_id="e0", prompt="next", text="Bring the blue drum"))
os._exit(1)
"""
    subprocess.run([sys.executable, "-c", script], check=False, timeout=60)
    before = made.files()
    assert "diary.db-wal" in before
    diary = made.open(read_only=True)
    assert diary.get(Reflection, "last").text == "Bring the blue drum"
    diary.close()
    assert made.files() == before


def test_an_older_copy_is_looked_at_without_an_alarm(made, write):
    old = made.folder.with_name("old")
    shutil.copytree(made.folder, old)
    diary = made.open()
    write(diary)
    write(diary)
    diary.close()
    shutil.rmtree(made.folder)
    old.rename(made.folder)
    with pytest.raises(OlderCopy):
        made.open()
    looked_at = made.open(read_only=True)
    assert looked_at.vault.missing_changes == 2
    looked_at.close()
    with pytest.raises(OlderCopy):  # looking has not accepted it
        made.open()


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="a folder root may write to is not read-only"
)
def test_a_read_only_folder_is_looked_at(made):
    _look_at_locked(made)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root, to become somebody else")
def test_a_read_only_folder_is_looked_at_by_somebody_without_rights(made, tmp_path):
    for place in (tmp_path, *tmp_path.parents):
        if place.owner() == "root" and place.stat().st_mode & 0o005 != 0o005:
            place.chmod(0o755)
    for path in (made.folder, *made.folder.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(made.state, elsewhere)
    for path in (elsewhere, *elsewhere.iterdir()):
        os.chown(path, 65534, 65534)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads: the child waits for none of them
        child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            _look_at_locked(type(made)(made.folder, elsewhere, made.code))
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _look_at_locked(made):
    if os.geteuid() == made.folder.stat().st_uid:
        made.folder.chmod(0o500)
    try:
        with pytest.raises(CannotWrite):
            made.open()
        diary = made.open(read_only=True)
        assert len(diary.all(Reflection)) == 3
        diary.close()
        assert copies(made.state) == []
    finally:
        if os.geteuid() == made.folder.stat().st_uid:
            made.folder.chmod(0o700)


def test_a_diary_in_use_is_not_copied_half_written(made):
    diary = made.open()
    with pytest.raises(DiaryInUse):
        made.open(read_only=True)
    diary.close()


def test_what_is_looked_at_can_be_backed_up_and_rehearsed(made, tmp_path):
    before = made.files()
    diary = made.open(read_only=True)
    report = care.back_up(diary, tmp_path / "b.tdbackup")
    assert care.rehearse(diary, report.file).counts["reflection"] == 3
    with pytest.raises(CannotWrite):
        diary.keep_draft("log:g", "still only to look")
    with pytest.raises(CannotWrite), diary.vault.reading() as conn:
        conn.execute("DELETE FROM pupil")
    diary.close()
    assert made.files() == before
    assert [one.name for one in made.state.iterdir() if one.is_dir()] == []


def test_a_wrong_secret_copies_nothing(made):
    with pytest.raises(WrongSecret):
        Diary.open(made.folder, "some other words", state_folder=made.state, read_only=True)
    assert copies(made.state) == []


def test_a_copy_left_by_a_crash_is_swept_and_one_in_use_is_not(made):
    diary = made.open(read_only=True)
    stray = made.state / ".looking.0123456789ab.tmp"
    stray.mkdir()
    (stray / "diary.db").write_bytes(b"left over")
    looking.sweep(made.state)
    assert not stray.exists()
    assert len(copies(made.state)) == 1
    diary.close()


@pytest.mark.argon2id
def test_a_diary_of_an_older_schema_is_looked_at_without_being_changed(tmp_path):
    Diary.restore(GOLDEN, tmp_path / "d", "plain words for a test", state_folder=tmp_path / "s")
    before = {one.name: one.read_bytes() for one in (tmp_path / "d").iterdir()}
    diary = Diary.open(tmp_path / "d", "plain words for a test", state_folder=tmp_path / "s", read_only=True)
    assert len(diary.all(Pupil)) > 0
    assert diary.drafts()
    diary.close()
    after = {one.name: one.read_bytes() for one in (tmp_path / "d").iterdir() if one.name != "diary.lock"}
    assert after == before


def test_a_backup_of_an_older_copy_that_is_looked_at_does_not_accept_it(made, write, tmp_path):
    old = made.folder.with_name("old")
    shutil.copytree(made.folder, old)
    diary = made.open()
    write(diary)
    diary.close()
    shutil.rmtree(made.folder)
    old.rename(made.folder)
    looked_at = made.open(read_only=True)
    care.back_up(looked_at, tmp_path / "copy.tdbackup")
    looked_at.close()
    with pytest.raises(OlderCopy):
        made.open()
