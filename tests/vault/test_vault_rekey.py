"""New keys for a whole diary: whatever stops it, one passphrase opens it and every row is there."""

from __future__ import annotations

import os
import signal
import threading
from types import SimpleNamespace

import pytest
from vault_diaries import PASSPHRASE, add_entry, bodies, count_rows, make_original

from tutordiary.errors import (
    BadInput,
    CannotWrite,
    DiaryDamaged,
    DiaryInUse,
    DiskFull,
    TutorDiaryError,
    WrongSecret,
)
from tutordiary.vault import backup, checks, diary_folder, files, keyfile, looking, mark, rekey, sqlcipher
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.keyfile import RecoveryCode

NEW = "brand new words here"

# How dear a passphrase is to guess has no part in any of this; the kills, in other processes, are real ones.
pytestmark = pytest.mark.no_argon2id


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A diary of this module alone: the others stretch another way."""
    return make_original(tmp_path_factory.mktemp("original"))


def opening(diary) -> list[str]:
    """Return which of the two passphrases open the diary, once it has been opened with any of them."""
    works = []
    for passphrase in (PASSPHRASE, NEW):
        try:
            diary.open(passphrase).close()
            works.append(passphrase)
        except WrongSecret:
            continue
    return works


def assert_whole(vault, rows: int = 20) -> None:
    assert len(bodies(vault)) == rows
    assert checks.all_passed(vault.full_check())


def assert_settled(diary, rows: int = 20) -> str:
    """Check that one passphrase is left and nothing else, and return it."""
    opening(diary)  # while new keys are pending both lead in; the first opening settles it
    works = opening(diary)
    assert len(works) == 1
    with diary.open(works[0]) as vault:
        assert_whole(vault, rows)
    copies = {path.read_bytes() for path in (diary.paths.keys, diary.paths.keys_copy, diary.state_paths.keys)}
    assert len(copies) == 1
    assert keyfile.parse(copies.pop()).next is None
    assert sorted(diary.files()) == ["diary.db", "keys.copy.json", "keys.json"]
    assert not list(diary.folder.parent.glob(".*"))
    return works[0]


# When nothing goes wrong --------------------------------------------------------------------------


def test_new_keys_end_the_old_ones_and_keep_every_row(diary):
    old_data = diary.paths.database.read_bytes()
    with diary.open() as vault:
        before = bodies(vault), vault.counter(), vault.keys.data_key
        code = rekey.rekey(vault, NEW, cost=LOWEST_COST)
        assert bodies(vault) == before[0]  # it goes on working
        assert vault.counter() == before[1]
        add_entry(vault, "after")
        assert vault.keys.data_key != before[2]
    assert diary.paths.database.read_bytes()[:16] == diary.vault_id
    pages = [old_data[start : start + 4096] for start in range(16, len(old_data) - 4096, 4096)]
    assert not any(page[:64] in diary.paths.database.read_bytes() for page in pages)
    assert assert_settled(diary, 21) == NEW
    with pytest.raises(WrongSecret):
        diary.open()
    with diary_folder.open_diary(
        diary.folder, RecoveryCode(code), newest_schema=3, state_folder=diary.state
    ) as vault:
        assert_whole(vault, 21)


def test_the_old_data_key_is_nowhere_in_the_new_key_file(diary):
    with diary.open() as vault:
        old = vault.keys
        rekey.rekey(vault, NEW, cost=LOWEST_COST)
        held = keyfile.parse(diary.paths.keys.read_bytes())
    assert held.next is None
    assert not keyfile.is_sealed_with(held, old.data_key)
    with pytest.raises(DiaryDamaged), sqlcipher.looking(diary.paths.database, old.raw) as connection:
        sqlcipher.read_peek(connection)


def test_the_mark_goes_over_to_the_new_key(diary):
    with diary.open() as vault:
        rekey.rekey(vault, NEW, cost=LOWEST_COST)
        key, counter = vault.keys.data_key, vault.counter()
        assert mark.load(diary.state_paths.mark, diary.vault_id, key).counter == counter


def test_backups_before_open_with_the_old_passphrase_and_backups_after_with_the_new(diary, tmp_path):
    with diary.open() as vault:
        backup.write_backup(vault, tmp_path / "before.tdbackup", count_rows)
        rekey.rekey(vault, NEW, cost=LOWEST_COST)
        backup.write_backup(vault, tmp_path / "after.tdbackup", count_rows)
    for name, secret, other in (("before", PASSPHRASE, NEW), ("after", NEW, PASSPHRASE)):
        restored = {"count_rows": count_rows, "newest_schema": 3, "state_folder": tmp_path / f"state {name}"}
        file = tmp_path / f"{name}.tdbackup"
        with pytest.raises(WrongSecret):
            backup.restore_backup(file, tmp_path / name, keyfile.Passphrase(other), **restored)
        report = backup.restore_backup(file, tmp_path / name, keyfile.Passphrase(secret), **restored)
        assert report.counts["entry"] == 20


def test_a_passphrase_that_will_not_do_changes_nothing(diary):
    with diary.open() as vault:
        before = vault.keys
        with pytest.raises(BadInput):
            rekey.rekey(vault, "short", cost=LOWEST_COST)
        assert vault.keys is before


def test_a_diary_that_does_not_pass_under_its_new_key_keeps_both(diary, monkeypatch):
    rewrite = rekey._rewrite

    def spoil(database, old, new):
        rewrite(database, old, new)
        with database.open("r+b") as file:
            file.seek(-100, os.SEEK_END)
            file.write(bytes(60))

    monkeypatch.setattr(rekey, "_rewrite", spoil)
    vault = diary.open()
    old = vault.keys.data_key
    with pytest.raises(DiaryDamaged):
        rekey.rekey(vault, NEW, cost=LOWEST_COST)
    vault.abandon()
    held = keyfile.parse(diary.paths.keys.read_bytes())
    assert held.next is not None
    assert (
        keyfile.unlock(held, keyfile.Passphrase(NEW))
        == old
        == keyfile.unlock(held, keyfile.Passphrase(PASSPHRASE))
    )


# When somebody is in the way -----------------------------------------------------------------------


def test_idle_connections_of_other_threads_are_closed_and_opened_again(diary):
    ready, done, seen = threading.Event(), threading.Event(), []

    def work():
        seen.append(len(bodies(vault)))
        ready.set()
        done.wait(20)
        seen.append(len(bodies(vault)))

    with diary.open() as vault:
        thread = threading.Thread(target=work)
        thread.start()
        ready.wait(20)
        rekey.rekey(vault, NEW, cost=LOWEST_COST)
        done.set()
        thread.join(20)
    assert seen == [20, 20]


def test_a_change_that_is_under_way_is_not_cut_off(diary):
    with diary.open() as vault:
        before = vault.keys
        with vault.tx() as connection:
            connection.execute("INSERT INTO entry (body) VALUES ('half')")
            with pytest.raises(DiaryInUse):
                rekey.rekey(vault, NEW, cost=LOWEST_COST)
        assert vault.keys is before
        assert len(bodies(vault)) == 21
    assert assert_settled(diary, 21) == PASSPHRASE


def test_somebody_who_reads_past_the_lock_stops_it_in_time(diary, monkeypatch):
    """Not the app: another program with the key, which no lock of ours keeps out."""
    rewrite = rekey._rewrite

    def read_past_the_lock(database, old, new):
        monkeypatch.setattr(sqlcipher, "BUSY_MS", 50)
        writer, reader = (sqlcipher.connect(database, old) for _ in range(2))
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchall()
        writer.execute("INSERT INTO entry (body) VALUES ('from elsewhere')")
        try:
            rewrite(database, old, new)
        finally:
            writer.close()
            reader.close()

    monkeypatch.setattr(rekey, "_rewrite", read_past_the_lock)
    with diary.open() as vault:
        with pytest.raises(DiaryInUse, match="keys were not changed"):
            rekey.rekey(vault, NEW, cost=LOWEST_COST)
        assert_whole(vault, 21)
    assert assert_settled(diary, 21) == PASSPHRASE


def test_nothing_is_read_meanwhile(diary, monkeypatch):
    real, met = rekey._rewrite, []

    def rewrite(*arguments):
        with pytest.raises(DiaryInUse) as caught:
            vault.reader()
        met.append(str(caught.value))
        real(*arguments)

    monkeypatch.setattr(rekey, "_rewrite", rewrite)
    with diary.open() as vault:
        rekey.rekey(vault, NEW, cost=LOWEST_COST)
        assert_whole(vault)
    assert "new keys" in met[0]


# When a step fails ---------------------------------------------------------------------------------


def failing(real, number: int):
    """Return a stand-in that says there is no room from call ``number`` on."""
    calls = iter(range(1, 100))

    def stand_in(*arguments, **named):
        if next(calls) >= number:
            raise DiskFull("no room")
        return real(*arguments, **named)

    return stand_in


@pytest.mark.parametrize("later", [False, True], ids=["the app goes on", "the app is gone"])
@pytest.mark.parametrize("number", range(1, 9))
def test_no_room_for_a_key_file_or_mark_at_any_step(diary, monkeypatch, number, later):
    vault = diary.open()
    write = failing(files.write_atomic, number)
    for module in ("files", "layout", "mark"):  # each writes by the name it imported
        monkeypatch.setattr(f"tutordiary.vault.{module}.write_atomic", write)
    try:
        rekey.rekey(vault, NEW, cost=LOWEST_COST)
        expected = NEW
    except DiskFull:
        expected = PASSPHRASE
    assert_whole(vault)
    if later:
        vault.abandon()
        monkeypatch.undo()
    else:
        monkeypatch.undo()
        vault.close()
        assert opening(diary) == [expected]
    assert assert_settled(diary) == expected


@pytest.mark.parametrize("step", ["before", "after"])
def test_a_fault_at_the_rewriting_itself(diary, monkeypatch, step):
    real = rekey._rewrite

    def rewrite(*arguments):
        if step == "after":
            real(*arguments)
        raise CannotWrite("the disk is gone")

    monkeypatch.setattr(rekey, "_rewrite", rewrite)
    with diary.open() as vault:
        if step == "before":
            with pytest.raises(CannotWrite, match="the disk is gone"):
                rekey.rekey(vault, NEW, cost=LOWEST_COST)
        else:
            rekey.rekey(vault, NEW, cost=LOWEST_COST)
        assert_whole(vault)
    assert assert_settled(diary) == (PASSPHRASE if step == "before" else NEW)


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
@pytest.mark.parametrize("share", [0.1, 0.6, 0.99])
def test_a_disk_that_fills_while_the_library_says_ok_is_seen_through(diary, monkeypatch, share):
    import resource

    connect, rewrite = sqlcipher.connect, rekey._rewrite
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    most_bytes = int(diary.paths.database.stat().st_size * share)

    def connect_then_fill(path, key, **named):
        connection = connect(path, key, **named)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, limits[1]))
        return connection

    def rewrite_on_a_full_disk(*arguments):
        with monkeypatch.context() as patched:
            patched.setattr(sqlcipher, "connect", connect_then_fill)
            try:
                rewrite(*arguments)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    monkeypatch.setattr(rekey, "_rewrite", rewrite_on_a_full_disk)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with diary.open() as vault:
            with pytest.raises(CannotWrite, match="old passphrase"):
                rekey.rekey(vault, NEW, cost=LOWEST_COST)
            assert_whole(vault)
            add_entry(vault, "after")
    finally:
        signal.signal(signal.SIGXFSZ, before)
    assert assert_settled(diary, 21) == PASSPHRASE


def test_too_little_room_is_said_before_anything_is_written(diary, monkeypatch):
    monkeypatch.setattr(rekey.shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    with diary.open() as vault:
        before = diary.paths.keys.read_bytes()
        with pytest.raises(DiskFull, match="9 MB"):
            rekey.rekey(vault, NEW, cost=LOWEST_COST)
        assert diary.paths.keys.read_bytes() == before
        assert_whole(vault)


# When it was cut short ------------------------------------------------------------------------------


def cut_short(diary, monkeypatch, *, is_rewritten: bool) -> None:
    """Leave the diary as a power cut in the middle of getting new keys would."""

    class PowerCut(BaseException):
        pass

    real = rekey._rewrite

    def rewrite(*arguments):
        if is_rewritten:
            real(*arguments)
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(rekey, "_rewrite", rewrite)
        vault = diary.open()
        with pytest.raises(PowerCut):
            rekey.rekey(vault, NEW, cost=LOWEST_COST)
        vault.abandon()


@pytest.mark.parametrize("first", [PASSPHRASE, NEW, None], ids=["old", "new", "code"])
@pytest.mark.parametrize("is_rewritten", [False, True], ids=["taken back", "finished"])
def test_either_secret_settles_it_and_one_is_left(diary, monkeypatch, is_rewritten, first):
    cut_short(diary, monkeypatch, is_rewritten=is_rewritten)
    assert keyfile.parse(diary.paths.keys.read_bytes()).next is not None
    with diary.open(first) as vault:
        assert ("now done" in vault.key_news) is is_rewritten
        assert ("taken back" in vault.key_news) is not is_rewritten
        assert_whole(vault)
    assert opening(diary) == [NEW if is_rewritten else PASSPHRASE]
    assert assert_settled(diary) == (NEW if is_rewritten else PASSPHRASE)
    with diary.open(NEW if is_rewritten else PASSPHRASE) as vault:
        assert vault.key_news == ""


@pytest.mark.parametrize("is_rewritten", [False, True])
def test_it_can_be_looked_at_without_settling_it(diary, monkeypatch, is_rewritten):
    cut_short(diary, monkeypatch, is_rewritten=is_rewritten)
    before = diary.files()
    for secret in (PASSPHRASE, NEW):
        vault = looking.open_to_look(
            diary.folder, keyfile.Passphrase(secret), newest_schema=3, state_folder=diary.state
        )
        assert_whole(vault)
        with pytest.raises(CannotWrite):
            rekey.rekey(vault, NEW, cost=LOWEST_COST)
        vault.close()
    keys = diary_folder.unlock_folder(diary.folder, keyfile.Passphrase(NEW), state_folder=diary.state)
    assert sqlcipher.peek(diary.paths.database, keys.raw).counter
    assert diary.files() == before


@pytest.mark.parametrize("is_rewritten", [False, True])
@pytest.mark.parametrize("lost", ["keys", "keys_copy", "both"])
def test_a_lost_key_file_in_between_is_made_up_for_by_its_copies(diary, monkeypatch, is_rewritten, lost):
    cut_short(diary, monkeypatch, is_rewritten=is_rewritten)
    for name in ("keys", "keys_copy") if lost == "both" else (lost,):
        getattr(diary.paths, name).unlink()
    assert assert_settled(diary) == (NEW if is_rewritten else PASSPHRASE)


def test_an_older_copy_is_still_noticed(diary, monkeypatch):
    with diary.open() as vault:
        add_entry(vault, "seen here")
    seen = diary.state_paths.mark.read_bytes()
    with diary.open() as vault, vault.tx() as connection:
        connection.execute("UPDATE meta SET ctr = ctr - 3")
    cut_short(diary, monkeypatch, is_rewritten=True)
    diary.state_paths.mark.write_bytes(seen)  # under the old key
    with pytest.raises(TutorDiaryError, match="2 saved changes are missing"):
        diary.open(NEW)


def test_a_diary_neither_key_opens_is_damaged_and_both_keys_are_kept(diary, monkeypatch):
    cut_short(diary, monkeypatch, is_rewritten=False)
    data = bytearray(diary.paths.database.read_bytes())
    data[100:200] = bytes(100)
    diary.paths.database.write_bytes(bytes(data))
    before = diary.files()
    with pytest.raises(DiaryDamaged, match="neither"):
        diary.open(PASSPHRASE)
    assert diary.files() == before


def test_a_page_lost_on_the_way_is_found_before_the_old_key_is_given_up(diary, monkeypatch):
    old = sqlcipher.connect(diary.paths.database, keys_of(diary).raw)
    pages = old.execute("PRAGMA page_count").fetchone()[0]
    old.close()
    stale = diary.paths.database.read_bytes()[4096 * (pages - 1) :]
    cut_short(diary, monkeypatch, is_rewritten=True)
    data = diary.paths.database.read_bytes()
    diary.paths.database.write_bytes(data[: 4096 * (pages - 1)] + stale)
    with pytest.raises(DiaryDamaged):
        diary.open(NEW)
    assert keyfile.parse(diary.paths.keys.read_bytes()).next is not None


def keys_of(diary):
    return diary_folder.unlock_folder(
        diary.folder, RecoveryCode(diary.recovery_code), state_folder=diary.state
    )
