"""The stretch of a passage that shows why it was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.diary.snippets import SHOWN_WORDS, Piece, pieces_of
from tutordiary.store import searching
from tutordiary.store.searching import Term

LONG = " ".join(f"word{n}" for n in range(100))


def marked(text, typed):
    return [piece.text for piece in pieces_of(text, searching.terms(typed)) if piece.is_found]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("She drummed on the Drum.", "drum", ["drummed", "Drum"]),
        ("She drummed on the drum.", "drum ", ["drum"]),
        ("Held the beat, held the note", '"held the no', ["held", "the", "note"]),
        ("Élodie waited", "elodie", ["Élodie"]),
        ("E\u0301lodie waited", "élo", ["E\u0301lodie"]),
        ("It isn’t snake_case", "isn't case", ["isn", "t", "case"]),
        ("Nothing of it", "wren", []),
        ("", "wren", []),
        ("The beat", "", []),
    ],
)
def test_the_words_looked_for_are_marked_as_the_index_found_them(text, typed, expected):
    assert marked(text, typed) == expected


def test_a_long_passage_begins_a_few_words_before_the_first_one_found():
    pieces = pieces_of(LONG, (Term("word60", False),))
    text = "".join(piece.text for piece in pieces)
    assert text.startswith("…word54 ")
    assert text.endswith(" word79…")
    assert Piece("word60", True) in pieces


def test_one_found_early_is_shown_from_the_beginning():
    text = "".join(piece.text for piece in pieces_of(LONG, (Term("word12", False),)))
    assert text.startswith("word0 ")
    assert len(text.split()) == SHOWN_WORDS


@given(st.text(max_size=300), st.text(max_size=30))
def test_what_is_shown_stands_so_in_the_passage(text, typed):
    shown = "".join(piece.text for piece in pieces_of(text, searching.terms(typed)))
    assert shown.removeprefix("…").removesuffix("…") in text
