"""Writing small files, locks and passphrases: every step made to fail in turn."""

from __future__ import annotations

import errno
import os

import pytest

from tutordiary.errors import CannotWrite, DiaryInUse, DiskFull
from tutordiary.vault import files, layout, lockfile
from tutordiary.vault.passphrase import passphrase_problem


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "keys.json"
    path.write_bytes(b"the old one")
    return path


def test_a_file_is_replaced_whole(target):
    files.write_atomic(target, b"the new one", "the key file")
    assert target.read_bytes() == b"the new one"
    assert [path.name for path in target.parent.iterdir()] == ["keys.json"]


def test_a_system_that_takes_a_few_bytes_at_a_time_is_fed_to_the_end(target, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:3]))
    files.write_atomic(target, bytes(range(256)), "the key file")
    assert target.read_bytes() == bytes(range(256))


@pytest.mark.parametrize("step", ["open", "write", "fsync", "lseek", "read"])
@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, CannotWrite),
        (errno.EIO, CannotWrite),
    ],
)
def test_whatever_fails_the_old_file_stands_and_nothing_else(target, monkeypatch, step, number, error):
    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(error) as caught:
        files.write_atomic(target, b"the new one", "the key file")
    monkeypatch.undo()
    assert target.read_bytes() == b"the old one"
    assert [path.name for path in target.parent.iterdir()] == ["keys.json"]
    assert "the key file" in str(caught.value)
    assert str(target.parent) not in str(caught.value)


@pytest.mark.parametrize("fault", ["takes nothing", "gives back other bytes"])
def test_a_lying_disk_is_caught(target, monkeypatch, fault):
    if fault == "takes nothing":
        monkeypatch.setattr(os, "write", lambda *_: 0)
    else:
        real = os.read
        monkeypatch.setattr(os, "read", lambda *args: real(*args)[:-1])
    with pytest.raises(CannotWrite):
        files.write_atomic(target, b"the new one", "the key file")
    monkeypatch.undo()
    assert target.read_bytes() == b"the old one"


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_laid_in_the_way_is_not_followed(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="exists"):
        files.open_new(tmp_path / "link")
    assert not (tmp_path / "elsewhere").exists()


def test_a_lock_that_the_file_system_cannot_give_is_not_called_in_use(tmp_path, monkeypatch):
    def no_locks(_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lockfile, "_lock", no_locks)
    with pytest.raises(CannotWrite, match="disk of this computer"):
        lockfile.WriterLock(tmp_path / "diary.lock")


def test_a_lock_is_let_go_once_and_for_all(tmp_path):
    held = lockfile.WriterLock(tmp_path / "diary.lock")
    with pytest.raises(DiaryInUse):
        lockfile.WriterLock(tmp_path / "diary.lock")
    held.release()
    held.release()
    lockfile.WriterLock(tmp_path / "diary.lock").release()


def test_a_diary_file_that_cannot_be_read_is_not_called_damaged(diary):
    diary.paths.database.unlink()
    diary.paths.database.mkdir()
    with pytest.raises(CannotWrite, match="be read"):
        layout.check_database_file(diary.paths, diary.vault_id)


def test_the_state_folder_is_the_system_s_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    place = layout.default_state_folder()
    assert place.name.lower() == "tutordiary"
    assert not place.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("eleven char", "at least 12 characters; this has 11"),
        ("e\u0301" * 11, "this has 11"),
        ("x" * 513, "at most 512"),
        ("abababababab", "different"),
        ("twelve\tor more", "no key"),
        ("twelve or more \ud800", "no key"),
    ],
)
def test_what_is_wrong_with_a_passphrase_is_one_sentence(text, words):
    problem = passphrase_problem(text)
    assert problem
    assert words in problem
    assert problem.count(".") == 1


@pytest.mark.parametrize("text", ["twelve chars", "cello, Tuesday 9.15", "ἑπτὰ λέξεις ἐδῶ"])
def test_a_passphrase_that_will_do(text):
    assert passphrase_problem(text) is None
