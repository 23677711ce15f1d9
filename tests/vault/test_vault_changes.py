"""Whole changes or none, threads beside one another, and the full check."""

# ruff: noqa: PT012 - what fails in these tests is the end of a whole block

from __future__ import annotations

import os
import random
import threading

import pytest
import sqlcipher3.dbapi2 as driver
from vault_diaries import PASSPHRASE, add_entry, bodies

from tutordiary.errors import BugError, DiaryDamaged, DiaryInUse
from tutordiary.vault import checks, diary_folder, sqlcipher
from tutordiary.vault.ciphers import LOWEST_COST


def test_a_change_is_kept_whole_and_counted_once(vault):
    before = vault.counter()
    with vault.tx():
        vault.db["entry"].insert({"body": "one"})
        vault.db["entry"].insert({"body": "two"})
    assert bodies(vault)[-2:] == ["one", "two"]
    assert vault.counter() == before + 1


def test_a_change_that_fails_leaves_nothing(vault):
    before, counter = bodies(vault), vault.counter()
    with pytest.raises(ZeroDivisionError), vault.tx():
        vault.db["entry"].insert({"body": "one"})
        1 / 0  # noqa: B018
    assert bodies(vault) == before
    assert vault.counter() == counter
    assert not vault.conn.in_transaction


def test_a_part_can_fail_alone_and_counts_nothing_of_its_own(vault):
    counter, before = vault.counter(), len(bodies(vault))
    with vault.tx():
        vault.db["entry"].insert({"body": "kept"})
        with pytest.raises(KeyError), vault.tx():
            vault.db["entry"].insert({"body": "dropped"})
            with vault.tx():
                vault.db["entry"].insert({"body": "dropped too"})
            raise KeyError
        with vault.tx():
            vault.db["entry"].insert({"body": "kept as well"})
    assert bodies(vault)[before:] == ["kept", "kept as well"]
    assert vault.counter() == counter + 1


def test_a_whole_that_fails_takes_its_finished_parts_with_it(vault):
    before = bodies(vault)
    with pytest.raises(KeyError), vault.tx():
        with vault.tx():
            vault.db["entry"].insert({"body": "a finished part"})
        raise KeyError
    assert bodies(vault) == before


def test_sqlite_utils_own_blocks_are_parts_of_ours(vault):
    before = bodies(vault)
    with pytest.raises(KeyError), vault.tx():
        vault.db["entry"].insert_all(({"body": str(number)} for number in range(500)), batch_size=50)
        with vault.db.atomic():
            vault.db["entry"].insert({"body": "x"})
        raise KeyError
    assert bodies(vault) == before


def test_a_change_the_tables_refuse_leaves_nothing_and_says_nothing_private(vault):
    before = bodies(vault)
    with pytest.raises(BugError) as caught, vault.tx() as conn:
        conn.execute("INSERT INTO entry (body) VALUES ('Annabel')")
        conn.execute("INSERT INTO part (entry) VALUES (999999)")
    assert isinstance(caught.value.__cause__, driver.IntegrityError)
    assert bodies(vault) == before


def test_a_change_begun_elsewhere_is_not_joined(vault):
    vault.conn.execute("BEGIN")
    with pytest.raises(BugError, match="outside"), vault.tx():
        pass
    vault.conn.execute("ROLLBACK")


def test_changes_before_the_first_migration_are_kept_uncounted(tmp_path):
    made = diary_folder.create(tmp_path / "d", PASSPHRASE, state_folder=tmp_path / "s", cost=LOWEST_COST)
    with made.vault as vault:
        with vault.tx() as conn:
            conn.execute("CREATE TABLE early (a)")
        assert vault.counter() == 0
        with vault.tx() as conn:
            conn.execute("CREATE TABLE meta (one, vault, ctr, created_at, is_sample)")
            conn.execute("INSERT INTO meta VALUES (1, ?, 0, '', 0)", (vault.vault_id,))
        assert vault.counter() == 1


def test_a_migration_that_fails_does_not_leave_the_counter_believed_in(tmp_path):
    made = diary_folder.create(tmp_path / "d", PASSPHRASE, state_folder=tmp_path / "s", cost=LOWEST_COST)
    with made.vault as vault:
        with pytest.raises(KeyError), vault.tx() as conn:
            conn.execute("CREATE TABLE meta (one, vault, ctr)")
            raise KeyError
        assert vault.counter() == 0
        with vault.tx() as conn:
            conn.execute("CREATE TABLE early (a)")
        assert vault.user_version == 0


def test_a_reader_sees_what_was_saved_and_changes_nothing(vault):
    reader = vault.reader()
    add_entry(vault, "saved")
    assert reader.execute("SELECT body FROM entry ORDER BY id DESC LIMIT 1").fetchone()[0] == "saved"
    for sql in ("DELETE FROM entry", "CREATE TABLE t (a)", "PRAGMA user_version = 9"):
        with pytest.raises(driver.OperationalError):
            reader.execute(sql)
    reader.close()
    vault.reader().close()


def in_threads(count, work):
    failures = []

    def guarded(number):
        try:
            work(number)
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def test_each_thread_has_its_own_connection_and_no_row_is_lost(vault):
    counter, before = vault.counter(), len(bodies(vault))
    connections = set()

    def work(number):
        connections.add(id(vault.conn))
        for turn in range(40):
            with vault.tx():
                vault.db["entry"].insert({"body": f"{number}-{turn}"})

    connections.add(id(vault.conn))
    in_threads(4, work)
    assert len(connections) == 5
    assert len(set(bodies(vault)[before:])) == 160
    assert vault.counter() == counter + 160
    assert all(line.passed for line in vault.full_check())


def test_a_writer_that_cannot_get_in_says_so(vault, monkeypatch):
    monkeypatch.setattr(sqlcipher, "BUSY_MS", 50)
    entered, leave = threading.Event(), threading.Event()

    def hold(_):
        with vault.tx():
            entered.set()
            leave.wait(30)

    holder = threading.Thread(target=hold, args=(0,))
    holder.start()
    assert entered.wait(30)

    def want(_):
        with pytest.raises(DiaryInUse, match="busy"), vault.tx():
            pass

    try:
        in_threads(1, want)
    finally:
        leave.set()
        holder.join(30)


def test_closing_ends_every_connection_and_forgets_the_key(diary):
    vault = diary.open()
    reader, own = vault.reader(), vault.conn
    held = []
    in_threads(1, lambda _: held.append(vault.conn))
    vault.close()
    vault.close()
    assert vault.is_closed
    for connection in (reader, own, *held):
        with pytest.raises(driver.ProgrammingError):
            connection.execute("SELECT 1")
    for attempt in (lambda: vault.conn, lambda: vault.keys, vault.reader, vault.counter, lambda: vault.db):
        with pytest.raises(BugError, match="closed"):
            attempt()
    assert not diary.paths.log.exists()


def test_connections_of_finished_threads_are_let_go(vault):
    for _ in range(5):
        in_threads(1, lambda _: vault.conn.execute("SELECT 1"))
    assert len(vault._given_out) <= 3


def test_checkpoint_says_when_a_reader_was_in_the_way(vault):
    assert vault.checkpoint()
    vault.conn.execute("PRAGMA busy_timeout = 50")
    reader = vault.reader()
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM entry").fetchone()
    add_entry(vault, "while it reads")
    assert not vault.checkpoint()
    lines = vault.full_check()
    assert [(line.name, line.passed) for line in lines] == [("reading", True), ("log", False)]
    reader.close()
    assert vault.checkpoint()
    assert checks.all_passed(vault.full_check())


def test_the_full_check_runs_in_its_order(vault):
    names = [line.name for line in vault.full_check()]
    assert names == ["reading", "log", "page seals", "structure", "references", "search index entry_fts"]


def test_the_full_check_names_what_is_wrong(vault):
    vault.conn.execute("PRAGMA foreign_keys = OFF")
    vault.conn.execute("INSERT INTO part (entry) VALUES (999)")
    vault.conn.execute("DELETE FROM entry WHERE id = 1")  # no trigger takes it out of the index
    failed = {line.name: line.detail for line in vault.full_check() if not line.passed}
    assert set(failed) == {"references", "search index entry_fts"}
    assert all(failed.values())


@pytest.mark.parametrize("damage", ["flip", "zero", "swap", "cut"])
def test_every_kind_of_damage_to_the_file_is_found(diary, damage):
    rng = random.Random(damage)
    original = diary.paths.database.read_bytes()
    pages = len(original) // 4096
    for _ in range(12):
        data = bytearray(original)
        page = rng.randrange(1, pages)
        if damage == "flip":
            data[page * 4096 + rng.randrange(4096)] ^= 1 << rng.randrange(8)
        elif damage == "zero":
            data[page * 4096 : (page + 1) * 4096] = bytes(4096)
        elif damage == "swap":
            other = rng.choice([number for number in range(1, pages) if number != page])
            one, two = slice(page * 4096, page * 4096 + 4096), slice(other * 4096, other * 4096 + 4096)
            data[one], data[two] = data[two], data[one]
        else:
            del data[page * 4096 :]
        diary.paths.database.write_bytes(data)
        try:
            vault = diary.open()
        except DiaryDamaged:
            continue
        assert not checks.all_passed(vault.full_check())
        vault.abandon()


def test_a_state_folder_that_cannot_be_used_does_not_stop_the_work(diary):
    for path in diary.state.iterdir():
        path.unlink()
    diary.state.rmdir()
    diary.state.write_bytes(b"a file in its place")
    with diary.open() as vault:
        add_entry(vault, "still saved")
    with diary.open() as vault:
        assert bodies(vault)[-1] == "still saved"
    assert os.path.isfile(diary.state)


def test_damage_to_a_page_nobody_reads_is_found_by_its_seal(diary):
    with diary.open() as vault:
        with vault.tx() as conn:
            conn.execute("CREATE TABLE big (a)")
            conn.execute("INSERT INTO big VALUES (zeroblob(40000))")
        with vault.tx() as conn:
            conn.execute("DROP TABLE big")
    data = bytearray(diary.paths.database.read_bytes())
    data[-2000] ^= 1
    diary.paths.database.write_bytes(data)
    with diary.open() as vault:
        failed = [line.name for line in vault.full_check() if not line.passed]
        vault.abandon()
    assert failed == ["page seals"]
