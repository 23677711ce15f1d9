"""Reading a damaged database page by page says what SQLite says, and makes sense of any bytes at all."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutordiary.vault import salvage_trees, sqlcipher
from tutordiary.vault.salvage_pages import USABLE_BYTES, Pages
from tutordiary.vault.salvage_reading import DamagedDatabase, shapes

KEY, VAULT = bytes(range(32)), bytes(range(16, 32))
RAW = sqlcipher.raw_key(KEY, VAULT)
PAGE = sqlcipher.PAGE_BYTES
VALUES = st.one_of(
    st.none(),
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.integers(-130, 130),
    st.floats(allow_nan=False),
    st.text(max_size=40),
    st.text("drum ", min_size=3000, max_size=9000),
    st.binary(max_size=300),
)
ROWS = st.lists(
    st.tuples(st.integers(-(1 << 63), (1 << 63) - 1), st.tuples(VALUES, VALUES, VALUES)),
    max_size=40,
    unique_by=lambda row: row[0],
)


@contextlib.contextmanager
def database(place: Path):
    place.touch()
    connection = sqlcipher.connect(place, RAW)
    try:
        yield connection
    finally:
        connection.close()


def pages_of(place: Path) -> Pages:
    return Pages(place, place.with_name(place.name + "-wal"), KEY, VAULT)


def fill(connection, rows: int, words: str = "") -> None:
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE home (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL)")
    connection.execute(
        "CREATE TABLE child (id TEXT PRIMARY KEY NOT NULL, home_id TEXT NOT NULL REFERENCES home(id),"
        " text TEXT NOT NULL)"
    )
    connection.execute("CREATE TABLE other (id TEXT PRIMARY KEY NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL)")
    for n in range(rows):
        connection.execute("INSERT INTO home VALUES (?, ?)", (f"h{n}", f"Home {n}"))
        connection.execute("INSERT INTO child VALUES (?, ?, ?)", (f"c{n}", f"h{n}", f"{n} {words}"))
        connection.execute("INSERT INTO other VALUES (?, ?, ?)", (f"o{n}", "x", f"{n} {words}"))
    connection.execute("COMMIT")


@given(ROWS)
@settings(max_examples=40)
def test_every_row_reads_as_sqlite_reads_it(tmp_path_factory, rows):
    place = tmp_path_factory.mktemp("read") / "diary.db"
    with database(place) as connection:
        connection.execute("CREATE TABLE t (a, b, c)")
        for number, values in rows:
            connection.execute("INSERT INTO t (rowid, a, b, c) VALUES (?, ?, ?, ?)", (number, *values))
        expected = connection.execute("SELECT rowid, a, b, c FROM t ORDER BY rowid").fetchall()
        root = sqlcipher.one(connection, "SELECT rootpage FROM sqlite_master WHERE name = 't'")
    pages = pages_of(place)
    tree = salvage_trees.tree(pages, root)
    found = [(number, *values) for leaf in tree.leaves for number, values in salvage_trees.rows(pages, leaf)]
    assert tree.lost == 0
    # SQLite keeps a float that is whole as a whole number; to Python the two are equal.
    assert found == expected


def test_the_log_is_read_up_to_the_last_whole_change(tmp_path):
    place, crashed = tmp_path / "diary.db", tmp_path / "crashed.db"
    with database(place) as connection:
        fill(connection, 5)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("INSERT INTO home VALUES ('new', 'In the log')")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE home SET name = ?", ("never finished " * 300,))
        connection.execute("INSERT INTO home VALUES ('half', ?)", ("never finished " * 3000,))
        for end in ("", "-wal"):
            crashed.with_name(crashed.name + end).write_bytes(place.with_name(place.name + end).read_bytes())
        connection.execute("ROLLBACK")
        wanted = shapes(connection, ["home"])
    damaged = DamagedDatabase(pages_of(crashed))
    damaged.take_stock(wanted)
    rows = [values for _, values in damaged.rows("home")]
    assert rows == [*((f"h{n}", f"Home {n}") for n in range(5)), ("new", "In the log")]


def test_a_table_is_found_again_without_its_root(tmp_path):
    place = tmp_path / "diary.db"
    with database(place) as connection:
        fill(connection, 300, "She kept the beat. " * 5)
        wanted = shapes(connection, ["home", "child", "other"])
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
    whole = place.read_bytes()
    for gone in ("home", "child", "other", None):
        data = bytearray(whole)
        start = (roots[gone] - 1) * PAGE if gone else 16  # None: the first page, with the list of tables
        data[start : start + PAGE - 16] = random.Random(1).randbytes(PAGE - 16)
        place.write_bytes(data)
        damaged = DamagedDatabase(pages_of(place))
        damaged.take_stock(wanted)
        for table in wanted:
            ids = [values[0] for _, values in damaged.rows(table)]
            # Without the list, "child" and "other" differ only in whom they refer to.
            assert sorted(ids) == sorted(f"{table[0]}{n}" for n in range(300)), (gone, table)
            assert damaged.number_of_rows(table) == 300


def test_rows_that_would_fit_two_tables_are_given_to_neither(tmp_path):
    place = tmp_path / "diary.db"
    with database(place) as connection:
        for name in ("one", "two"):
            connection.execute(f"CREATE TABLE {name} (id TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL)")
            connection.executemany(
                f"INSERT INTO {name} VALUES (?, ?)", [(f"{name}{n}", "words") for n in range(9)]
            )
        wanted = shapes(connection, ["one", "two"])
    data = bytearray(place.read_bytes())
    data[16:PAGE] = bytes(PAGE - 16)
    place.write_bytes(data)
    damaged = DamagedDatabase(pages_of(place))
    damaged.take_stock(wanted)
    assert [list(damaged.rows(table)) for table in wanted] == [[], []]


def test_what_was_deleted_is_not_brought_back(tmp_path):
    place = tmp_path / "diary.db"
    with database(place) as connection:
        fill(connection, 200, "words " * 40)
        wanted = shapes(connection, ["home", "child", "other"])
        connection.execute("DELETE FROM child WHERE CAST(substr(id, 2) AS INTEGER) >= 20")
        root = sqlcipher.one(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'child'")
    data = bytearray(place.read_bytes())
    data[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    place.write_bytes(data)
    damaged = DamagedDatabase(pages_of(place))
    damaged.take_stock(wanted)
    assert {values[0] for _, values in damaged.rows("child")} <= {f"c{n}" for n in range(20)}


class AnyPages(Pages):
    """Pages that hold whatever a test likes."""

    def __init__(self, content: list[bytes]) -> None:
        self.content = content
        self.count = len(content)

    def get(self, number: int) -> bytes | None:
        return self.content[number - 1] if 0 < number <= self.count else None


@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=4), st.sampled_from([2, 5, 10, 13]))
def test_pages_that_make_no_sense_do_no_harm(parts, kind):
    content = [(bytes([kind]) + part * (USABLE_BYTES // len(part) + 1))[:USABLE_BYTES] for part in parts]
    damaged = DamagedDatabase(AnyPages([bytes(100) + content[0][:-100], *content]))
    column = shapes_of_two_texts()
    damaged.take_stock(column)
    for table in column:
        list(damaged.rows(table))
    for number in range(1, len(content) + 2):
        list(salvage_trees.rows(AnyPages(content), number))
        salvage_trees.tree(AnyPages(content), number)


def shapes_of_two_texts():
    from tutordiary.vault.salvage_reading import Column

    column = Column("id", is_text=True, is_required=True, is_number=False)
    return {"one": (column,), "two": (column, column)}


@pytest.mark.parametrize("size", [0, 16, 100, PAGE, PAGE + 7, 3 * PAGE])
def test_a_file_of_noise_has_no_pages(tmp_path, size):
    place = tmp_path / "diary.db"
    place.write_bytes(random.Random(size).randbytes(size))
    assert not DamagedDatabase(pages_of(place)).is_readable
