"""An export read back is the same records, and written again the same bytes."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from exchange_samples import backbone, file_of, in_file_order, records_of
from hypothesis import given, settings
from hypothesis import strategies as st

from tutordiary.errors import BugError
from tutordiary.exchange.format import EXCHANGED, ONCE, array_of
from tutordiary.exchange.reading import read_exchange
from tutordiary.exchange.transfer import export_file, import_exchange
from tutordiary.exchange.writing import export_records, record_json
from tutordiary.model import (
    RECORD_TYPES,
    Bundle,
    BundleMode,
    ConcernPointer,
    FrameworkVersion,
    Observation,
    Programme,
    Pupil,
    Setting,
    Tutor,
)


def test_one_record_of_every_type_comes_back_equal():
    data = export_records(backbone(), is_sample=True)
    read = read_exchange(data, "term.json")
    assert read.records == in_file_order(backbone())
    assert read.is_sample
    assert read.warnings == ()
    assert export_records(read.records, is_sample=True) == data


@pytest.mark.parametrize("kind", EXCHANGED, ids=lambda kind: kind.__name__)
@settings(max_examples=25)
@given(data=st.data())
def test_any_record_comes_back_equal(kind, data):
    alone = kind in ONCE or kind is Tutor
    drawn = {record.id: record for record in data.draw(st.lists(records_of(kind), min_size=1, max_size=2))}
    chosen = list(drawn.values())[: 1 if alone else 2]
    others = [record for record in backbone() if not (alone and type(record) is kind)]
    if kind is FrameworkVersion:
        others = [
            replace(record, framework_version_id=chosen[0].id) if isinstance(record, Programme) else record
            for record in others
        ]
    everything = in_file_order([*others, *chosen])
    written = export_records(everything, is_sample=False)
    read = read_exchange(written, "term.json")
    assert read.records == everything
    assert export_records(read.records, is_sample=False) == written


def test_every_field_of_every_type_is_in_the_file():
    file = json.loads(export_records(backbone(), is_sample=False))
    for kind in EXCHANGED:
        (entry,) = file[array_of(kind)]
        assert list(entry) == [field.name for field in fields(kind)]


def test_only_concern_pointers_stay_behind():
    assert set(RECORD_TYPES) - set(EXCHANGED) == {ConcernPointer}
    pointer = ConcernPointer(id="c1", noted_at=datetime(2026, 3, 2, tzinfo=UTC), told_name="Mx Lead")
    data = export_records([pointer, *backbone()], is_sample=False)
    assert b"Mx Lead" not in data
    assert b"concern" not in data


def test_the_file_is_canonical():
    first, second = Setting(id="b", name="Elm"), Setting(id="a", name="Café ‘Ash’")
    data = export_records([first, second], is_sample=False)
    assert data == export_records([second, first], is_sample=False)
    assert data.endswith(b"\n}\n")
    assert "Café ‘Ash’" in data.decode("utf-8")
    arrays = [key for key, value in json.loads(data).items() if isinstance(value, list)]
    assert arrays == [array_of(kind) for kind in EXCHANGED]


def test_moments_are_utc_to_the_microsecond():
    made = datetime(2026, 3, 2, 9, 30, 0, 1, tzinfo=UTC)
    bundle = Bundle(
        id="b", mode=BundleMode.COUNTS, period_from=date(1, 1, 1), period_to=date(9999, 12, 31), made_at=made
    )
    assert record_json(bundle)["made_at"] == "2026-03-02T09:30:00.000001Z"
    assert read_exchange(export_records([bundle], is_sample=False), "x").records == (bundle,)
    with pytest.raises(BugError):
        record_json(replace(bundle, made_at=made.replace(tzinfo=None)))


def test_defaults_may_be_left_out_and_optional_fields_may_be_null():
    data = file_of(
        pupils=[{"id": "p", "first_name": "Ash", "year_group": None}],
        observations=[{"noted_on": "2026-03-02", "pupil_id": "p"}],
    )
    pupil, observation = read_exchange(data, "x").records
    assert pupil == Pupil(id="p", first_name="Ash")
    assert observation == Observation(id=observation.id, noted_on=date(2026, 3, 2), pupil_id="p")


def test_a_byte_order_mark_is_no_matter():
    data = b"\xef\xbb\xbf" + file_of(pupils=[{"id": "p", "first_name": "Ash"}])
    assert read_exchange(data, "x").records == (Pupil(id="p", first_name="Ash"),)


def test_a_whole_diary_comes_back_equal(diary, tmp_path):
    from tutordiary.diary import Diary
    from tutordiary.vault.ciphers import LOWEST_COST

    diary.remove(*diary.all(EXCHANGED[1]))
    diary.add(*backbone(), ConcernPointer(id="c", noted_at=datetime(2026, 3, 2, tzinfo=UTC)))
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    report = export_file(diary, first)
    assert report.warnings == ()
    other, _ = Diary.create(
        tmp_path / "other", "another four words here", cost=LOWEST_COST, state_folder=tmp_path / "state2"
    )
    try:
        told: list[int] = []
        done = import_exchange(other, first, told.append)
        assert done.added == len(EXCHANGED)
        assert done.skipped == 0
        assert told[0] == 0
        assert told[-1] == 100
        assert told == sorted(told)
        for kind in EXCHANGED:
            assert other.all(kind) == diary.all(kind)
        assert other.all(ConcernPointer) == []
        export_file(other, second)
    finally:
        other.close()
    assert second.read_bytes() == first.read_bytes()
