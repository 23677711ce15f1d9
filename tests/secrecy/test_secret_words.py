"""The search for words sees every way in which a program may write one down."""

from __future__ import annotations

import gzip
import json
import zlib
from urllib.parse import quote

import pytest
from secret_words import in_bytes, in_files

WORD = "Þórunn-Lív Quillfeather"


@pytest.mark.parametrize(
    "written",
    [
        WORD.encode(),
        WORD.encode("utf-16-le"),
        WORD.encode("utf-16-be"),
        WORD.encode("latin-1"),
        quote(WORD).encode(),
        quote(WORD).replace("%20", "+").encode(),
        json.dumps([WORD]).encode(),
        WORD.encode().hex().encode(),
        b"\0\1" + zlib.compress(b"around " + WORD.encode("utf-16-be")) + b"tail",
        gzip.compress(WORD.encode(), mtime=0),
    ],
    ids=range(10),
)
def test_a_word_is_found(tmp_path, written):
    (tmp_path / "file").write_bytes(b"\xff\xfe" + written)
    assert {find.word for find in in_files([tmp_path], [WORD, "Zebedee"])} == {WORD}


def test_a_word_in_a_name_is_found(tmp_path):
    (tmp_path / f"Report for {WORD}.pdf").write_bytes(b"")
    assert in_files([tmp_path], [WORD])


def test_capitals_make_no_difference_and_chance_is_not_found():
    assert in_bytes(b"QUILLFEATHER", ["Quillfeather"], "")
    assert in_bytes(bytes(range(256)) * 100, [WORD], "") == []
