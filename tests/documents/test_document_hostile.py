"""Words that would break, hide or fetch something if they were trusted."""

from __future__ import annotations

import time
from dataclasses import fields, is_dataclass, replace
from typing import Literal, get_origin, get_type_hints

import document_samples as samples
import pytest
import story_samples as stories
from pdf_reading import text_of

from tutordiary.documents.content import Style
from tutordiary.documents.writer import write

HOSTILE = (
    "<b>unclosed <i>tags & <notes> &nosuch; <img src='/etc/passwd'/> <br/> "
    "\x00\x07\x1b[31m \u202eright to left\u202c \ud800 {curly} %(percent)s \\ `tick` | pipe\nnext line"
)
MOST_PAGES = 40
MOST_SECONDS = 10.0


def with_every_text(record, words):
    """Return the record with all its free text replaced, however deep. Choices of a few words stay."""
    hints = get_type_hints(type(record))
    changes = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if isinstance(value, Style) or get_origin(hints[item.name]) is Literal:
            continue
        if isinstance(value, str):
            changes[item.name] = words
        elif isinstance(value, tuple):
            changes[item.name] = tuple(_replaced(part, words) for part in value)
        elif is_dataclass(value):
            changes[item.name] = with_every_text(value, words)
    return replace(record, **changes)


def _replaced(part, words):
    if isinstance(part, str):
        return words
    return with_every_text(part, words) if is_dataclass(part) else part


DOCUMENTS = {
    "senco": samples.FULL,
    "family": samples.FAMILY,
    "plan": stories.PLAN,
    "slips": stories.SLIPS,
    "case": samples.CASE,
    "pack": samples.PACK,
    "collation": samples.COLLATION,
    "recovery": samples.RECOVERY,
}


@pytest.mark.parametrize("name", list(DOCUMENTS))
@pytest.mark.parametrize("form", ["pdf", "docx", "text", "md"])
def test_hostile_words_in_every_field_are_only_words(name, form):
    made = write(with_every_text(DOCUMENTS[name], HOSTILE), form)
    assert made.data
    assert made.pages <= MOST_PAGES
    if form == "pdf" and name != "recovery":
        text = " ".join(text_of(made.data).split())
        assert "<b>unclosed <i>tags & <notes> &nosuch; <img src='/etc/passwd'/>" in text
        assert "\u202e" not in text


@pytest.mark.parametrize(
    "words",
    ["word " * 4000, "x" * 20000, "line\n" * 4000, "a\n\n" * 7000, "ẹ́" * 10000, "- **محمد**\n" * 1800],
)
def test_twenty_thousand_characters_everywhere_end_in_time(words):
    started = time.process_time()
    made = write(with_every_text(samples.FULL, words), "pdf")
    assert made.pages <= MOST_PAGES
    assert any("the rest was left out" in warning for warning in made.warnings)
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize(
    "field", ["summary", "strengths", "still_hard", "what_helps", "plan_reference", "written_for"]
)
def test_one_endless_field_leaves_the_rest_readable(field):
    made = write(replace(samples.SENCO, **{field: "endless words " * 1500}), "pdf")
    assert "Got there" in text_of(made.data)
    assert made.pages <= 4


def test_endless_lists_are_cut_and_reported():
    made = write(replace(samples.SENCO, targets=samples.SENCO.targets * 50), "pdf")
    assert "Only the first 60 of the list “targets” are printed." in made.warnings
    assert made.pages <= 15


def test_lines_are_kept_as_lines():
    made = write(replace(samples.SENCO, summary="first\r\nsecond\u2028third"), "pdf")
    assert "first second third" in " ".join(text_of(made.data).split())
