"""Files that were broken by chance or on purpose: a plain no, never a crash."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_collate import made
from test_gate import ROSTER, docx, pdf, png, xlsx, zipped

from tutordiary.errors import BadInput
from tutordiary.model import BundleMode
from tutordiary.release import archive, bundle_check
from tutordiary.release.gate import gate_file
from tutordiary.release.rows import ROW_TYPES, read_csv, write_csv


@pytest.fixture(scope="module")
def whole():
    return made(1, BundleMode.PSEUDONYMISED)


def test_a_mangled_bundle_is_refused(whole):
    chance = random.Random(11)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            how = chance.randrange(3)
            if how == 0:
                data[at] = (data[at] + chance.randrange(1, 256)) % 256
            elif how == 1:
                del data[at : at + chance.randrange(1, 200)]
            else:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 50)))
        if bytes(data) != whole:
            with pytest.raises(BadInput):
                bundle_check.check(bytes(data), "a.tdbundle")


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data):
    with pytest.raises(BadInput):
        bundle_check.check(data, "a.tdbundle")


@given(st.sampled_from(ROW_TYPES), st.binary(max_size=200))
def test_any_table_is_read_or_refused(row_type, data):
    header = write_csv(row_type, ())
    with contextlib.suppress(BadInput):
        assert isinstance(read_csv(row_type, header + data, "a.tdbundle"), tuple)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}/[a-z_]{1,8}\.(csv|json)", fullmatch=True),
        st.binary(max_size=50),
        min_size=1,
        max_size=5,
    )
)
def test_an_archive_is_read_back(members):
    assert archive.read(archive.write(members), "a") == members


MAKERS = {
    "a.pdf": lambda: pdf("text"),
    "a.docx": lambda: docx("body"),
    "a.xlsx": lambda: xlsx("header"),
    "a.png": lambda: png((b"tEXt", b"a\x00b")),
    "a.zip": lambda: zipped({"a.txt": "x", "b.json": "{}"}),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_mangled_file_gets_an_answer(name):
    whole = MAKERS[name]()
    chance = random.Random(5)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.choice((len(data), chance.randrange(len(data))))
        report = gate_file(bytes(data[:cut]), ROSTER, name=name)
        assert report.sentence


@given(
    st.binary(max_size=200),
    st.sampled_from(["a.txt", "a.csv", "a.json", "a.html", "a.xml", "a.png", "a.pdf"]),
)
def test_any_bytes_get_an_answer(data, name):
    assert gate_file(data, ROSTER, name=name).sentence


def test_a_bundle_inside_another_file_is_read_too(whole):
    # Without Grace Young: the framework itself speaks of young people.
    roster = replace(ROSTER, pupils=ROSTER.pupils[:1])
    data = zipped({"b.tdbundle": whole})
    assert gate_file(data, roster, name="a.zip").passed
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    members["data/excerpts.csv"] += b"1,,,,,,,Thrupp\r\n"
    assert gate_file(zipped({"b.tdbundle": archive.write(members)}), roster, name="a.zip").leaks
