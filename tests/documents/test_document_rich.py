"""Light marks in worded texts: read as meant, harmless as slips, gone for whoever reads for names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.documents.rich import Bit, Part, bits, has_marks, parse, plain

WORDS = "She led.\n\n## What helped\n- a **quiet** start\n- a job\n\n1. first\n3. then"


def test_headings_lists_and_strong_words_are_read():
    assert parse(WORDS) == (
        Part("para", (Bit("She led."),)),
        Part("heading", (Bit("What helped"),)),
        Part("bullet", (Bit("a "), Bit("quiet", strong=True), Bit(" start"))),
        Part("bullet", (Bit("a job"),)),
        Part("number", (Bit("first"),), 1),
        Part("number", (Bit("then"),), 2),
    )


def test_without_marks_a_list_is_still_a_list():
    assert plain(WORDS) == "She led.\n\nWhat helped\n- a quiet start\n- a job\n\n1. first\n2. then"


def test_a_line_before_a_mark_in_the_same_block_is_kept_and_a_list_begins_where_it_says():
    assert plain("She led.\n3. third\n7. next\nThen home.") == "She led.\n\n3. third\n4. next\n\nThen home."


@pytest.mark.parametrize(
    "text",
    ["2 * 3 * 4", "** not closed", "a**b", "#hash", "5 of 6. Good", "-5 degrees", "He said ** and ** again"],
)
def test_what_is_no_mark_stands_as_typed(text):
    assert not has_marks(text)
    assert plain(text) == text
    assert "".join(part.text for part in parse(text)) == text


def test_a_name_cut_by_marks_is_whole_without_them():
    assert plain("W**re**n led") == "Wren led"


@given(st.text(alphabet="ab *#-1.\n\u00a0", max_size=60))
def test_no_word_is_lost_and_once_is_enough(text):
    for part in parse(text):
        assert all(bit.text for bit in part.bits)
    letters = sorted(letter for letter in text if letter in "ab")
    assert sorted(letter for letter in plain(text) if letter in "ab") == letters
    assert len(bits(text)) <= len(text)
