"""Opening a diary, and each reason not to."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from vault_diaries import PASSPHRASE, SCHEMA, add_entry, bodies

from tutordiary.errors import (
    BadInput,
    CannotWrite,
    DiaryDamaged,
    DiaryInUse,
    DiaryMissing,
    NewerDiary,
    OlderCopy,
    WrongSecret,
)
from tutordiary.vault import diary_folder
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.lockfile import WriterLock

ROOT = Path(__file__).resolve().parents[2]
posix_only = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")


# Opening


def test_what_was_written_is_there_after_closing(diary):
    with diary.open(PASSPHRASE) as vault:
        add_entry(vault, "a new small sign")
        assert vault.user_version == SCHEMA
    assert not diary.paths.log.exists()
    with diary.open(PASSPHRASE) as vault:
        assert bodies(vault)[-1] == "a new small sign"
        assert not vault.was_interrupted


def test_the_recovery_code_opens_it_and_a_new_passphrase_can_be_set(diary):
    code = diary.recovery_code.lower().replace("-", " ")
    with diary_folder.open_with_recovery(
        diary.folder, code, newest_schema=SCHEMA, state_folder=diary.state
    ) as vault:
        before = bodies(vault)
        diary_folder.change_passphrase(vault, "brand new words here", cost=LOWEST_COST)
    with diary.open("brand new words here") as vault:
        assert bodies(vault) == before
    with pytest.raises(WrongSecret):
        diary.open(PASSPHRASE)


def test_a_new_recovery_code_replaces_the_old_one(diary):
    with diary.open() as vault:
        code = diary_folder.new_recovery_code(vault)
    diary_folder.open_with_recovery(
        diary.folder, code, newest_schema=SCHEMA, state_folder=diary.state
    ).close()
    with pytest.raises(WrongSecret):
        diary_folder.open_with_recovery(
            diary.folder, diary.recovery_code, newest_schema=SCHEMA, state_folder=diary.state
        )


def test_a_weak_new_passphrase_changes_nothing(diary):
    before = diary.files()["keys.json"]
    with diary.open() as vault, pytest.raises(BadInput):
        diary_folder.change_passphrase(vault, "weak", cost=LOWEST_COST)
    assert diary.files()["keys.json"] == before


def test_a_wrong_passphrase_touches_nothing(diary):
    before = diary.files()
    with pytest.raises(WrongSecret) as caught:
        diary.open("not the right words")
    assert "not the right words" not in str(caught.value)
    assert diary.files() == before
    diary.open(PASSPHRASE).close()  # and the lock was let go


def test_there_is_no_diary_in_an_empty_or_missing_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "missing"):
        with pytest.raises(DiaryMissing):
            diary_folder.open_with_passphrase(folder, PASSPHRASE, newest_schema=1, state_folder=tmp_path)
    assert list((tmp_path / "empty").iterdir()) == []
    assert not (tmp_path / "missing").exists()


def spoil_missing(paths):
    paths.database.unlink()


def spoil_empty(paths):
    paths.database.write_bytes(b"")


def spoil_short(paths):
    paths.database.write_bytes(paths.database.read_bytes()[:1000])


def spoil_odd(paths):
    paths.database.write_bytes(paths.database.read_bytes()[:-100])


def spoil_plain(paths):
    paths.database.unlink()
    with sqlite3.connect(paths.database) as plain:
        plain.execute("CREATE TABLE t (a)")
    plain.close()


def spoil_other(paths):
    data = paths.database.read_bytes()
    paths.database.write_bytes(os.urandom(16) + data[16:])


@pytest.mark.parametrize(
    ("spoil", "error", "words"),
    [
        (spoil_missing, DiaryMissing, "is not"),
        (spoil_empty, DiaryDamaged, "empty"),
        (spoil_short, DiaryDamaged, "cut short"),
        (spoil_odd, DiaryDamaged, "cut short"),
        (spoil_plain, DiaryDamaged, "plain database"),
        (spoil_other, DiaryDamaged, "does not belong"),
    ],
)
def test_a_wrong_diary_file_is_refused_by_name_and_left_alone(diary, fast_kdf, spoil, error, words):
    spoil(diary.paths)
    before = diary.files()
    with pytest.raises(error, match=words):
        diary.open(PASSPHRASE)
    assert diary.files() == before
    assert fast_kdf() == 0  # nobody waits for a key to hear it


def test_another_key_for_the_same_header_is_damage_not_a_wrong_passphrase(diary, tmp_path):
    other = diary_folder.create(tmp_path / "o", PASSPHRASE, state_folder=tmp_path / "os", cost=LOWEST_COST)
    other.vault.close()
    data = (tmp_path / "o" / "diary.db").read_bytes()
    diary.paths.database.write_bytes(diary.vault_id + data[16:])
    before = diary.files()
    with pytest.raises(DiaryDamaged):
        diary.open()
    assert diary.files() == before


def test_a_newer_diary_is_left_as_it_is(diary):
    before = diary.files()
    with pytest.raises(NewerDiary):
        diary.open(newest_schema=SCHEMA - 1)
    assert diary.files() == before


def test_a_newer_diary_after_a_crash_is_left_as_it_is(diary, tmp_path):
    crashed = crashed_copy(diary, tmp_path)
    before = crashed_files = {path.name: path.read_bytes() for path in crashed.iterdir()}
    assert crashed_files["diary.db-wal"]
    with pytest.raises(NewerDiary):
        replace(diary, folder=crashed).open(newest_schema=SCHEMA - 1)
    after = {path.name: path.read_bytes() for path in crashed.iterdir()}
    assert after == before


def crashed_copy(diary, tmp_path: Path) -> Path:
    """Return a folder as a crash leaves it, with the last changes only in the log."""
    script = textwrap.dedent(
        f"""
        import os, sys
        sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
        from pathlib import Path
        from vault_diaries import add_entry
        from tutordiary.vault import diary_folder
        vault = diary_folder.open_with_passphrase(
            Path({str(diary.folder)!r}), {PASSPHRASE!r}, newest_schema={SCHEMA},
            state_folder=Path({str(diary.state)!r}))
        for number in range(5):
            add_entry(vault, f"only in the log {{number}}")
        if "mark" in sys.argv:
            vault.save_mark()
        os._exit(9)
        """
    )
    subprocess.run([sys.executable, "-c", script, "mark"], check=False, timeout=60)
    crashed = tmp_path / "crashed"
    shutil.copytree(diary.folder, crashed)
    (crashed / "diary.db-shm").unlink(missing_ok=True)
    return crashed


def test_what_was_only_in_the_log_is_read_after_a_crash(diary, tmp_path):
    crashed = crashed_copy(diary, tmp_path)
    with replace(diary, folder=crashed).open() as vault:
        assert vault.was_interrupted
        assert bodies(vault)[-1] == "only in the log 4"
        assert all(line.passed for line in vault.full_check())


@pytest.mark.parametrize("damage", ["gone", "cut", "zeroed", "flipped"])
def test_a_lost_or_damaged_log_is_never_passed_over_in_silence(diary, tmp_path, damage):
    crashed = crashed_copy(diary, tmp_path)
    log = crashed / "diary.db-wal"
    data = log.read_bytes()
    if damage == "gone":
        log.unlink()
    else:
        half = len(data) // 2
        flipped = data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :]
        log.write_bytes({"cut": data[:half], "zeroed": bytes(len(data)), "flipped": flipped}[damage])
    before = {path.name: path.read_bytes() for path in crashed.iterdir()}
    with pytest.raises(OlderCopy, match=r"[1-5] saved changes? (is|are) missing"):
        replace(diary, folder=crashed).open()
    assert {path.name: path.read_bytes() for path in crashed.iterdir()} == before


def test_a_page_half_written_in_a_power_cut_is_put_right_from_the_log(diary, tmp_path):
    crashed = crashed_copy(diary, tmp_path)
    with (crashed / "diary.db").open("ab") as file:
        file.write(b"x" * 700)
    with replace(diary, folder=crashed).open() as vault:
        assert bodies(vault)[-1] == "only in the log 4"


# Older copies


def test_an_older_copy_is_noticed_and_can_be_accepted(diary, tmp_path):
    shutil.copytree(diary.folder, tmp_path / "old")
    with diary.open() as vault:
        for number in range(3):
            add_entry(vault, str(number))
    shutil.rmtree(diary.folder)
    (tmp_path / "old").rename(diary.folder)
    before = diary.files()
    with pytest.raises(OlderCopy, match="3 saved changes are missing"):
        diary.open()
    assert diary.files() == before
    with diary.open(accept_older=True) as vault:
        assert len(bodies(vault)) == 20
    diary.open().close()  # once accepted, no more alarm


def test_the_key_file_of_before_a_change_of_passphrase_is_noticed(diary):
    old = diary.paths.keys.read_bytes()
    with diary.open() as vault:
        diary_folder.change_passphrase(vault, "brand new words here", cost=LOWEST_COST)
    diary.paths.keys.write_bytes(old)
    diary.paths.keys_copy.write_bytes(old)
    with pytest.raises(OlderCopy, match="passphrase"):
        diary.open()


def test_a_crash_before_the_mark_was_saved_is_no_alarm(diary):
    mark = diary.state_paths.mark.read_bytes()
    with diary.open() as vault:
        add_entry(vault, "newer than the mark")
    diary.state_paths.mark.write_bytes(mark)
    diary.open().close()


@pytest.mark.parametrize(
    "content", [None, b"", b"{}", b"[]", b'{"ctr":99999,"gen":9,"mac":"00"}', b"\xff" * 9000]
)
def test_a_mark_that_is_not_ours_keeps_nobody_out(diary, content):
    diary.state_paths.mark.unlink()
    if content is not None:
        diary.state_paths.mark.write_bytes(content)
    diary.open().close()
    assert diary.state_paths.mark.stat().st_size > 100  # and is put right


def test_diaries_do_not_share_a_mark(diary, tmp_path):
    other = diary_folder.create(tmp_path / "o", PASSPHRASE, state_folder=diary.state, cost=LOWEST_COST)
    other.vault.close()
    diary.open().close()
    assert len(list(diary.state.glob("*.mark.json"))) == 2


# One at a time


def test_it_opens_once_in_one_process(diary):
    with diary.open(), pytest.raises(DiaryInUse):
        diary.open()
    diary.open().close()


def test_it_opens_once_in_two_processes_and_again_after_a_kill(diary):
    script = (
        f"import sys, time; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path; from tutordiary.vault import diary_folder\n"
        f"v = diary_folder.open_with_passphrase(Path({str(diary.folder)!r}), {PASSPHRASE!r}, "
        f"newest_schema={SCHEMA}, state_folder=Path({str(diary.state)!r}))\n"
        "print('open', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "open\n"
        with pytest.raises(DiaryInUse):
            diary.open()
        child.kill()
        child.wait()
    diary.open().close()


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said_as_such(diary):
    diary.paths.lock.unlink(missing_ok=True)
    diary.folder.chmod(0o500)
    try:
        with pytest.raises(CannotWrite):
            diary.open()
    finally:
        diary.folder.chmod(0o700)


def test_a_diary_that_names_another_as_itself_is_damaged(diary):
    with diary.open() as vault, vault.tx() as conn:
        conn.execute("UPDATE meta SET vault = ?", ("0" * 32,))
    with pytest.raises(DiaryDamaged, match="another diary"):
        diary.open()


@pytest.mark.parametrize("stored", ["text", "bytes"])
def test_the_store_may_keep_the_id_as_text_or_bytes(diary, stored):
    with diary.open() as vault, vault.tx() as conn:
        conn.execute("UPDATE meta SET vault = ?", (vault.vault_id if stored == "text" else diary.vault_id,))
    diary.open().close()


def test_a_diary_cut_short_that_its_log_cannot_mend_is_refused(diary, tmp_path):
    crashed = crashed_copy(diary, tmp_path)
    whole = (crashed / "diary.db").read_bytes()
    (crashed / "diary.db").write_bytes(whole[: 4096 * 3 + 700])
    with pytest.raises(DiaryDamaged):
        replace(diary, folder=crashed).open()
    WriterLock(crashed / "diary.lock").release()  # and it is not left locked


def test_closing_saves_the_mark_even_when_a_reader_is_in_the_way(diary):
    vault = diary.open()
    before = diary.state_paths.mark.read_bytes()
    vault.conn.execute("PRAGMA busy_timeout = 20")
    reader = vault.reader()
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM entry").fetchone()
    add_entry(vault, "while it reads")
    vault.close()
    assert diary.state_paths.mark.read_bytes() != before
    with diary.open() as again:
        assert bodies(again)[-1] == "while it reads"
