"""Records go into their tables and come back equal; dataclasses and columns agree."""

from __future__ import annotations

import typing
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
import sqlcipher3
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.model import (
    RECORD_TYPES,
    Audience,
    Observation,
    Pupil,
    Record,
    Setting,
    Speaker,
    Voice,
    new_id,
)
from tutordiary.store import records
from tutordiary.store.migrations import NEWEST_SCHEMA, migrate
from tutordiary.vault import sqlcipher


@pytest.fixture
def conn():
    connection = sqlcipher3.connect(":memory:", isolation_level=None)
    db = sqlcipher.database(connection)
    migrate(db)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    db.close()


def test_every_record_type_has_exactly_its_columns(conn):
    for kind in RECORD_TYPES:
        columns = {row[1] for row in conn.execute(f"PRAGMA table_info({kind.table})").fetchall()}
        assert columns == {field.name for field in fields(kind)}, kind.table


def test_optional_columns_agree_with_the_dataclasses(conn):
    for kind in RECORD_TYPES:
        required = {row[1]: bool(row[3]) for row in conn.execute(f"PRAGMA table_info({kind.table})")}
        for rule in records.rules(kind):
            assert required[rule.name] == (not rule.optional), (kind.table, rule.name)


def test_schema_number_is_the_newest(conn):
    assert conn.execute("PRAGMA user_version").fetchone()[0] == NEWEST_SCHEMA


def _values(rule: records.FieldRule) -> st.SearchStrategy:
    text = st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=12)
    by_kind = {
        str: text,
        int: st.integers(0, 2**40),
        bool: st.booleans(),
        date: st.dates(),
        datetime: st.datetimes(timezones=st.just(UTC)),
    }
    if rule.name == "indicators":
        base = st.lists(st.sampled_from(["MUS.1", "AGE.2", "COM.3"]), unique=True).map(tuple)
    elif rule.kind is tuple:
        base = st.lists(text, max_size=3).map(tuple)
    elif rule.kind is frozenset:
        base = st.frozensets(st.sampled_from(list(Audience)))
    elif issubclass(rule.kind, StrEnum):
        base = st.sampled_from(list(rule.kind))
    else:
        base = by_kind[rule.kind]
    return st.none() | base if rule.optional else base


@given(st.data())
def test_any_record_comes_back_equal(data):
    kind = data.draw(st.sampled_from(RECORD_TYPES))
    record = kind(**{rule.name: data.draw(_values(rule)) for rule in records.rules(kind)})
    row = records.to_row(record)
    assert all(cell is None or isinstance(cell, (str, int)) for cell in row)
    assert records.from_row(kind, row) == record


def test_saving_twice_changes_one_row(conn):
    pupil = Pupil(id=new_id(), first_name="Wren", known_as=("Wrennie",))
    records.upsert(conn, pupil)
    records.upsert(conn, Pupil(id=pupil.id, first_name="Wren", year_group=4))
    (back,) = records.find(conn, Pupil, {})
    assert (back.year_group, back.known_as) == (4, ())


def test_search_follows_the_words(conn):
    records.insert(conn, [Pupil(id="p1", first_name="Wren")])
    sign = Observation(id="o1", noted_on=date(2026, 1, 9), pupil_id="p1", text="Hummed the cabasa tune")
    records.insert(conn, [sign])

    def hits(word: str) -> int:
        return conn.execute("SELECT count(*) FROM passage_fts WHERE passage_fts MATCH ?", (word,)).fetchone()[
            0
        ]

    assert hits("cabasa") == 1
    records.upsert(conn, Observation(id="o1", noted_on=sign.noted_on, pupil_id="p1", text="Hummed along"))
    assert (hits("cabasa"), hits("along")) == (0, 1)
    records.delete(conn, Pupil, "p1")
    assert (hits("along"), hits("wren")) == (0, 0)
    conn.execute("INSERT INTO passage_fts(passage_fts, rank) VALUES ('integrity-check', 1)")


def test_removing_a_pupil_takes_their_evidence_along(conn):
    records.insert(
        conn,
        [
            Setting(id="s", name="Alder Bank"),
            Pupil(id="p", first_name="Wren", setting_id="s"),
            Voice(id="v", speaker=Speaker.PUPIL, words="again!", said_on=date(2026, 1, 9), pupil_id="p"),
        ],
    )
    assert records.delete(conn, Pupil, "p") is True
    assert records.count_rows(conn)["voice"] == 0
    assert records.delete(conn, Pupil, "p") is False


def test_ids_sort_by_the_time_they_were_made():
    ids = [new_id() for _ in range(50)]
    assert len(set(ids)) == 50
    assert all(len(one) == 20 for one in ids)
    assert [one[:8] for one in ids] == sorted(one[:8] for one in ids)


def test_every_record_field_is_typed_for_storage():
    for kind in RECORD_TYPES:
        assert issubclass(kind, Record)
        hints = typing.get_type_hints(kind)
        for field in fields(kind):
            assert field.name in hints
            assert field.default is not MISSING or field.default_factory is MISSING
