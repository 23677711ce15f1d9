"""Words the field avoids reach no screen and no document: a child is not a case, a score or a subject."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("ui", "tutordiary/presenters", "tutordiary/documents")

AVOID = (
    r"interventions?",
    r"treatments?",
    r"therap(?:y|ies|ists?|eutic)",
    r"subjects?",
    r"cases?",
    r"scor(?:e|es|ed|ing)",
    r"grad(?:e|es|ed|ing)",
    r"non-participation",
    r"attention[- ]seeking",
    r"refus(?:e|es|ed|al|ing)",
    r"manipulative",
    r"low[- ]ability",
    r"naughty",
    r"inspect(?:ion|ions|or|ors)?",
    r"ofsted",
    r"inadequate",
    r"requires improvement",
    r"anonymous(?:ly)?",
    r"anonymis(?:e|es|ed|ing|ation)",
)
WORDS = re.compile(rf"(?<![\w./-])(?:{'|'.join(AVOID)})(?![\w-])", re.IGNORECASE)

# Phrases in which the word means something else, and why that is.
MEANT_OTHERWISE = {
    r"case[- ]stud(?:y|ies)": "the field's own name for this document",
    r"in case\b": "a turn of speech",
    r"upper case|lower case": "letters",
    r"subject access": "the name of a right in data protection law",
}
# Whole files that hold such words as data to look for, and why.
LOOKS_FOR_THEM: dict[str, str] = {}


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string that may be read by a person: docstrings and bare names left out."""
    tree = ast.parse(source)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node) is not None
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in documentation:
            continue
        if not re.fullmatch(r"[a-z0-9_.\-/]*", node.value):
            yield node.lineno, node.value


def found(source: str) -> list[tuple[int, str]]:
    """Return line and word of each word to avoid."""
    hits = []
    for line, text in literals(source):
        for phrase in MEANT_OTHERWISE:
            text = re.sub(phrase, "", text, flags=re.IGNORECASE)
        hits += [(line, hit.group()) for hit in WORDS.finditer(text)]
    return hits


@pytest.mark.parametrize("place", PLACES)
def test_no_word_to_avoid_is_shown(place):
    hits = [
        f"{name}:{line}: {word}"
        for path in sorted((ROOT / place).rglob("*.py"))
        if (name := path.relative_to(ROOT).as_posix()) not in LOOKS_FOR_THEM
        for line, word in found(path.read_text(encoding="utf-8"))
    ]
    assert hits == []


@pytest.mark.parametrize(
    "shown",
    [
        'label = "The case of a child"',
        'f"{name} refuses to sing"',
        'label = "Grade"',
        'ask("Is this anonymous?")',
    ],
)
def test_the_scan_finds_them(shown):
    assert len(found(shown)) == 1


@pytest.mark.parametrize(
    "fine",
    [
        '"""A case."""',
        'def f():\n    """Its score."""',
        'x = "Case study"',
        'x = "case_of_child"',
        'x = "score"',
        'x = "In case you need it"',
        'x = "Everything about this pupil (subject access)"',
        'x = "upgrade the casework"',
    ],
)
def test_the_scan_lets_other_meanings_pass(fine):
    assert found(fine) == []


def test_every_exception_has_its_reason_and_its_file():
    assert all(reason for reason in (*MEANT_OTHERWISE.values(), *LOOKS_FOR_THEM.values()))
    assert [name for name in LOOKS_FOR_THEM if not (ROOT / name).is_file()] == []
