"""Raw keys, settings, errors and the table library on top of SQLCipher."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from vault_diaries import add_entry

from tutordiary.errors import (
    BugError,
    CannotWrite,
    DiaryDamaged,
    DiaryInUse,
    DiskFull,
    OutOfMemory,
    TutorDiaryError,
)
from tutordiary.vault import sqlcipher

ROOT = Path(__file__).resolve().parents[2]
GOOD = "x'" + "0123456789abcdef" * 6 + "'"

MALFORMED = [
    "",
    GOOD[:-1],
    GOOD + " ",
    GOOD + "\n",
    GOOD.upper(),
    GOOD.replace("x", "X", 1),
    GOOD.replace("a", "A", 1),
    GOOD.replace("0", "g", 1),
    GOOD.replace("'", '"'),
    f"'{GOOD[2:]}",
    "x'" + "0" * 64 + "'",
    "plain words for a test",
    GOOD[:-2] + "٣'",
]


def fuzzed(count: int) -> list[str]:
    rng = random.Random(5)
    texts = []
    while len(texts) < count:
        characters = list(GOOD)
        match rng.randrange(3):
            case 0:
                characters[rng.randrange(len(characters))] = rng.choice("gxX'\" ;-\0é")
            case 1:
                del characters[rng.randrange(len(characters))]
            case 2:
                characters.insert(rng.randrange(len(characters)), rng.choice("0af'"))
        text = "".join(characters)
        if text != GOOD and not (
            len(text) == 99 and set(text[2:-1]) <= set("0123456789abcdef") and text[1] == "'"
        ):
            texts.append(text)
    return texts


@pytest.mark.parametrize("text", [*MALFORMED, *fuzzed(100)])
def test_a_malformed_key_never_reaches_the_library(tmp_path, monkeypatch, text):
    opened = []
    monkeypatch.setattr(driver, "connect", lambda *_, **__: opened.append(1))
    with pytest.raises(BugError) as caught:
        sqlcipher.connect(tmp_path / "diary.db", text)
    assert opened == []
    assert not text or text not in str(caught.value)


def test_a_key_of_the_wrong_length_is_no_key():
    assert sqlcipher.raw_key(bytes(32), bytes(16)) == "x'" + "0" * 96 + "'"
    for data_key, vault_id in ((bytes(31), bytes(16)), (bytes(32), bytes(15)), (b"", b"")):
        with pytest.raises(BugError):
            sqlcipher.raw_key(data_key, vault_id)


def test_a_missing_file_is_not_made(tmp_path):
    with pytest.raises(CannotWrite):
        sqlcipher.connect(tmp_path / "diary.db", GOOD)
    assert list(tmp_path.iterdir()) == []


def test_every_setting_is_in_force(vault):
    expected = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "cache_size": -65536,
        "trusted_schema": 0,
        "temp_store": 2,
        "query_only": 0,
        "cipher_status": "1",
        "recursive_triggers": 1,
    }
    vault.db.table_names()
    found = {name: sqlcipher.one(vault.conn, f"PRAGMA {name}") for name in expected}
    assert found == expected
    assert vault.conn.isolation_level is None


class Stubborn:
    """A connection on which some settings do not take."""

    def __init__(self, real, answers):
        self.real, self.answers = real, answers

    def execute(self, sql, *rest):
        name = sql.replace("PRAGMA ", "").split(" ")[0]
        if name in self.answers and ("=" not in sql or name == "journal_mode"):
            return self.real.execute("SELECT ?", (self.answers[name],))
        return self.real.execute(sql, *rest)

    def close(self):
        self.real.close()


@pytest.mark.parametrize(
    "answers",
    [
        {"cipher_version": None},
        {"cipher_version": "4.18.9 community"},
        {"cipher_status": "0"},
        {"temp_store": 1},
        {"journal_mode": "delete"},
        {"foreign_keys": 0},
        {"synchronous": 1},
        {"trusted_schema": 1},
    ],
    ids=str,
)
def test_a_library_that_will_not_do_is_refused(diary, vault, monkeypatch, answers):
    real = driver.connect
    monkeypatch.setattr(driver, "connect", lambda *a, **k: Stubborn(real(*a, **k), answers))
    with pytest.raises(BugError, match=next(iter(answers)).replace("cipher_version", "SQLCipher")):
        sqlcipher.connect(diary.paths.database, vault.keys.raw)


def test_an_old_sqlite_is_refused(diary, vault, monkeypatch):
    monkeypatch.setattr(driver, "sqlite_version", "3.51.2")
    with pytest.raises(BugError, match="SQLite"):
        sqlcipher.connect(diary.paths.database, vault.keys.raw)


def test_a_raw_key_is_not_stretched(diary, vault):
    import time

    began = time.perf_counter()
    for _ in range(5):
        sqlcipher.connect(diary.paths.database, vault.keys.raw).close()
    assert time.perf_counter() - began < 0.5  # SQLCipher's own stretching alone takes 0.15 s each time


def raised(text, kind=driver.OperationalError, folder=None):
    with pytest.raises(TutorDiaryError) as caught, sqlcipher.mapped_errors(folder):
        raise kind(text)
    return caught


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("database disk image is malformed", DiaryDamaged),
        ("file is not a database", DiaryDamaged),
        ("database or disk is full", DiskFull),
        ("database is locked", DiaryInUse),
        ("database table is locked: entry", DiaryInUse),
        ("disk I/O error", CannotWrite),
        ("attempt to write a readonly database", CannotWrite),
        ("unable to open database file", CannotWrite),
        ("out of memory", OutOfMemory),
        ("no such column: Annabel", BugError),
        ("UNIQUE constraint failed: pupil.name", BugError),
    ],
)
def test_each_error_of_the_library_becomes_one_of_ours(text, error):
    caught = raised(text)
    assert type(caught.value) is error
    assert "Annabel" not in str(caught.value)
    assert "pupil.name" not in str(caught.value)


def test_no_memory_is_ours_too():
    with pytest.raises(OutOfMemory), sqlcipher.mapped_errors():
        raise MemoryError


def test_an_io_error_on_a_full_disk_is_a_full_disk(tmp_path, monkeypatch):
    assert raised("disk I/O error", folder=tmp_path).type is CannotWrite
    monkeypatch.setattr(sqlcipher.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 4096}))
    assert raised("disk I/O error", folder=tmp_path).type is DiskFull
    assert raised("disk I/O error", folder=None).type is CannotWrite


def test_errors_that_are_not_the_library_s_pass_through():
    with pytest.raises(KeyError), sqlcipher.mapped_errors():
        raise KeyError("x")


# sqlite-utils


def test_sqlite_utils_speaks_sqlcipher(vault):
    import sqlite_utils.db

    assert sqlite_utils.db.OperationalError is driver.OperationalError
    with vault.tx():
        vault.db["sign"].insert_all(
            [{"id": 1, "words": "held the beat"}, {"id": 2, "words": "led the song"}], pk="id"
        )
        vault.db["sign"].upsert({"id": 2, "words": "led the whole song"}, pk="id")
        vault.db["sign"].enable_fts(["words"], create_triggers=True)
        vault.db["sign"].insert({"id": 3, "words": "sang a whole verse"})
    assert [row["id"] for row in vault.db["sign"].search("whole", order_by="rowid")] == [2, 3]
    with vault.tx():
        returned = list(vault.db.query("INSERT INTO sign (id, words) VALUES (4, 'hummed') RETURNING id"))
        vault.db["sign"].create_index(["words"], find_unique_name=True)
        vault.db["nothing"].drop(ignore=True)
    assert returned == [{"id": 4}]
    assert vault.db["sign"].count == 4
    assert all(line.passed for line in vault.full_check())


def test_sqlite_utils_leaves_no_table_of_its_own(vault):
    tables = set(vault.db.table_names())
    writes = []
    vault.conn.set_authorizer(lambda action, *rest: writes.append((action, rest[0])) or 0)
    assert vault.db.supports_on_conflict
    assert vault.db.supports_strict
    vault.conn.set_authorizer(None)
    assert writes == []
    assert set(vault.db.table_names()) == tables


@pytest.mark.parametrize("how", [{"filename_or_conn": "plain.db"}, {"memory": True}, {"memory_name": "m"}])
def test_sqlite_utils_cannot_open_a_plain_file(tmp_path, monkeypatch, how):
    monkeypatch.chdir(tmp_path)
    library = sqlcipher.load_sqlite_utils()
    with pytest.raises(BugError, match="without encryption"):
        library.Database(**how)
    assert list(tmp_path.iterdir()) == []


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_sqlite_utils_loaded_without_us_is_noticed():
    out = run(
        "import sqlite_utils\n"
        "from tutordiary.vault import sqlcipher\nfrom tutordiary.errors import BugError\n"
        "try: sqlcipher.load_sqlite_utils()\nexcept BugError: print('noticed')"
    )
    assert out == "noticed\n"


def test_nothing_heavy_is_loaded_before_a_diary_is_opened():
    out = run(
        "import sys\nimport tutordiary.vault.diary_folder, tutordiary.vault.backup\n"
        "heavy = ('sqlite_utils', 'sqlcipher3', 'cryptography', 'argon2', 'appdirs', 'sqlite3')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert out == "[]\n"


def test_only_one_module_names_the_driver():
    named = [
        path.name
        for path in sorted((ROOT / "tutordiary").rglob("*.py"))
        if "sqlcipher3" in path.read_text(encoding="utf-8") and "import" in path.read_text(encoding="utf-8")
    ]
    assert named == ["sqlcipher.py"]


def test_damage_shows_itself_and_closes_the_door(diary):
    with diary.open() as vault:
        page = sqlcipher.one(vault.conn, "SELECT rootpage FROM sqlite_master WHERE name = 'entry'")
    data = bytearray(diary.paths.database.read_bytes())
    data[(page - 1) * 4096 + 100] ^= 1
    diary.paths.database.write_bytes(data)
    with diary.open() as vault:
        with pytest.raises(DiaryDamaged), vault.tx() as conn:
            conn.execute("SELECT * FROM entry").fetchall()
        for attempt in (lambda: add_entry(vault, "more"), lambda: vault.conn, vault.reader, vault.counter):
            with pytest.raises(DiaryDamaged):
                attempt()
    assert diary.paths.database.read_bytes() == data
