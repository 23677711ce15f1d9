"""Fonts: chosen by word, and every word of ours can be set."""

from __future__ import annotations

import ast
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
    HOME / "outline.py",
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
    runs = chooser.runs("ok 王王 🥁", "bold")
    assert "".join(run.text for run in runs) == "ok [?][?] [?]"
    assert chooser.missing == ["王", "🥁"]
    (warning,) = chooser.warnings()
    assert "U+738B, U+1F941" in warning


def test_letters_that_join_are_not_set_apart():
    assert not can_set("हिंदी", "Noto-Regular")
    assert not can_set("محمد", "Noto-Regular")


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
    assert len(files) == 7
    assert sum(file.stat().st_size for file in files) <= 4_000_000
    licences = [file.read_text(encoding="utf-8") for file in folder.glob("OFL-*.txt")]
    assert len(licences) == len({file.parent for file in files})
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in licences)
