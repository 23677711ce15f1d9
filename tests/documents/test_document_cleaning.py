"""Cleaning: once, everywhere, and with a word about what was cut."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import document_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.documents.cleaning import clean, clip, limit_of, prepare
from tutordiary.documents.content import Dot, IndicatorRow, Letterhead, SencoReport


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)
    assert clean(once) == once


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_invisible_is_left(text):
    cleaned = clean(text)
    assert not [
        letter for letter in cleaned if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"
    ]
    assert "\n\n\n" not in cleaned
    cleaned.encode("utf-8")


@given(st.text(), st.integers(min_value=5, max_value=80))
def test_clipped_text_is_never_longer(text, most):
    assert len(clip(text, most)) <= most


def test_words_keep_their_letters():
    assert clean("Zoe\u0308 said: “no\u202fway”\tok\r\nbye") == "Zoë said: “no\u00a0way”    ok\nbye"
    assert clean(None) == ""
    assert clean("a\u200bb\u00adc\ufe0f") == "abc"


def test_a_cut_ends_at_a_word_with_dots():
    assert clip("one two three four", 12) == "one two…"


def test_limits_are_those_of_the_field():
    assert limit_of("SencoReport", "summary") == 2000
    assert limit_of("Quote", "words") == 1000
    assert limit_of("Letterhead", "pupil") == 80


def test_preparing_says_what_was_cut():
    report, notes = prepare(replace(samples.SENCO, summary="x " * 3000))
    assert len(report.summary) <= 2000
    assert notes == ("“summary” is longer than 2,000 characters: the rest was left out.",)


def test_a_missing_text_is_empty_and_a_missing_number_stays_missing():
    row = IndicatorRow("Agency", None, (Dot(samples.START, None),))
    report, _ = prepare(SencoReport(head=Letterhead(pupil=None), rows=(row,)))
    assert report.head.pupil == ""
    assert report.rows[0].indicator == ""
    assert report.rows[0].dots[0].step is None
    assert report.written_on is None


def test_a_clean_document_is_unchanged():
    assert prepare(samples.FULL) == (samples.FULL, ())
    assert prepare(samples.EMPTY) == (SencoReport(head=samples.EMPTY.head), ())
