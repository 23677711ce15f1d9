"""Fonts: chosen by word, and every word of ours can be set."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tutordiary.documents
from tutordiary import assets
from tutordiary.documents.fonts import Chooser, can_set, font_name

HOME = Path(tutordiary.documents.__file__).parent
OURS = [
    HOME / "wording.py",
    HOME / "phrases.py",
    *HOME.glob("outline*.py"),
    HOME / "content.py",
    *HOME.glob("pdf/*.py"),
]


def literals(path):
    """Return the strings of a module that may reach a page: not its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@pytest.mark.parametrize("family", ["atkinson", "andika"])
@pytest.mark.parametrize("weight", ["regular", "semibold", "bold"])
def test_every_word_of_ours_is_in_every_face(family, weight):
    name = font_name(family, weight)
    words = [word for path in OURS for text in literals(path) for word in text.split()]
    assert len(words) > 500
    assert [word for word in words if not can_set(word, name)] == []


def test_a_word_is_never_set_in_two_faces():
    runs = Chooser("atkinson").runs("Ẹniọlá and Ada, Nguyễn")
    assert [(run.text, run.font) for run in runs] == [
        ("Ẹniọlá", "Noto-Regular"),
        (" and Ada, ", "Atkinson-Regular"),
        ("Nguyễn", "Noto-Regular"),
    ]


def test_what_no_face_has_is_shown_and_reported_once():
    chooser = Chooser("andika")
    runs = chooser.runs("ok \U00010000\U00010000 \u0db1", "bold")
    assert "".join(run.text for run in runs) == "ok [?][?] [?]"
    assert chooser.missing == ["\U00010000", "\u0db1"]
    (warning,) = chooser.warnings()
    assert warning.startswith("2 characters cannot be printed in the PDF and show as [?]: U+10000, U+0DB1.")


@pytest.mark.parametrize(
    ("word", "face"),
    [
        ("محمد", "Arabic-Regular"),
        ("שָׁלוֹם", "Hebrew-Regular"),
        ("हिंदी", "Noto-Regular"),
        ("王小明", "Droid-Regular"),
        ("さくら", "Droid-Regular"),
        ("김민준", "Droid-Regular"),
        ("🥁👍🏽", "Emoji-Regular"),
        ("F♯", "Andika-Regular"),
        ("♫", "Music-Regular"),
        ("♮", "Music-Regular"),
        ("𝄞", "Music-Regular"),
        ("ਗੁਰਪ੍ਰੀਤ", "Gurmukhi-Regular"),
        ("অনিকা", "Bengali-Regular"),
        ("પ્રિયા", "Gujarati-Regular"),
        ("மீனா", "Tamil-Regular"),
        ("สมชาย", "Thai-Regular"),
        ("გიორგი", "Georgian-Regular"),
        ("Արամ", "Armenian-Regular"),
    ],
)
def test_every_script_has_a_face(word, face):
    chooser = Chooser("atkinson")
    assert [(run.text, run.font) for run in chooser.runs(word)] == [(word, face)]
    assert not chooser.missing


def test_brackets_and_stops_around_a_word_from_the_right_belong_to_the_sentence():
    runs = Chooser("atkinson").runs("(محمد علی).", "bold")
    assert [(run.text, run.font) for run in runs] == [
        ("(", "Atkinson-Bold"),
        ("محمد", "Arabic-Bold"),
        (" ", "Atkinson-Bold"),
        ("علی", "Arabic-Bold"),
        (").", "Atkinson-Bold"),
    ]


def test_faces_are_read_only_when_a_letter_asks_for_them():
    program = """
import sys
from tutordiary.documents.fonts import Chooser, _loaded
Chooser("atkinson").runs("Ada plays the drum. Ẹniọlá too.")
print(_loaded.cache_info().currsize)
Chooser("atkinson").runs("שלום")
print(_loaded.cache_info().currsize)
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["2", "3"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_runs_give_the_text_back_but_for_what_is_missing(text):
    chooser = Chooser("atkinson")
    joined = "".join(run.text for run in chooser.runs(text))
    if not chooser.missing:
        assert joined.split() == text.split()


def test_every_font_ships_with_its_licence():
    folder = assets.path("fonts")
    files = list(folder.glob("*/*.ttf"))
    assert len(files) == 21
    assert sum(file.stat().st_size for file in files) <= 8_500_000
    licences = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.txt")}
    assert len(licences) == len({file.parent for file in files})
    for name, text in licences.items():
        wanted = "SIL OPEN FONT LICENSE Version 1.1" if name.startswith("OFL-") else "Apache License"
        assert wanted in text
        assert "Copyright" in text
