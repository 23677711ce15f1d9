"""Hints on words and the question about the DSL: what they find, what they leave alone, how fast they are."""

from __future__ import annotations

import json
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary import assets, coaching

AVOID = [
    one
    for one in json.loads(assets.read_text("framework/words_to_avoid.json"))["words"]
    if "readers" not in one
]
PHRASES = [phrase for entry in AVOID for phrase in entry["words"]]
CONCERNS = json.loads(assets.read_text("framework/concern_words.json"))["words"]


def words(text):
    return [hint.word for hint in coaching.hints(text)]


def test_a_label_gets_a_hint_where_it_stands():
    text = "Wren was naughty again."
    (hint,) = coaching.hints(text)
    assert text[hint.start : hint.end] == hint.word == "naughty"
    assert "what they did" in hint.instead


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ATTENTION-SEEKING or attention seeking", ["ATTENTION-SEEKING", "attention seeking"]),
        ("He won’t engage; she won't\nengage", ["won’t engage", "won't\nengage"]),
        ("Refused. Then refuses", ["Refused", "refuses"]),
        ("Wildlife, a likely story and the laziest river", []),
        ("İstanbul: naughty", ["naughty"]),
        ("behavioural problems came up", ["behavioural problems"]),
        ("snaughty naughtyish", []),
        ("", []),
    ],
)
def test_whole_words_in_any_case_and_spelling(text, found):
    assert words(text) == found


def test_what_somebody_said_is_left_alone():
    assert words("She said “I am always naughty” and meant it.") == []
    assert words('She said "I am naughty". He was naughty') == ["naughty"]
    assert words("“never closed, and naughty") == ["naughty"]


@pytest.mark.parametrize("phrase", PHRASES)
def test_each_phrase_of_the_list_is_found_whole(phrase):
    assert words(f"Today: {phrase}.") == [phrase]


def test_no_advice_uses_a_word_that_would_get_a_hint_itself():
    assert [entry["instead"] for entry in AVOID if words(entry["instead"])] == []
    assert len(set(PHRASES)) == len(PHRASES)


@given(st.text(alphabet=string.ascii_letters + " -'’“”\"\nİßé", max_size=200))
def test_a_hint_always_points_at_its_word(text):
    whole = f"{text} naughty {text}"
    found = coaching.hints(whole)
    assert [whole[hint.start : hint.end] for hint in found] == [hint.word for hint in found]
    if not set(text) & set('“”"'):  # what is quoted is somebody's own
        assert any("naughty" in hint.word for hint in found)


@pytest.mark.parametrize("phrase", CONCERNS)
def test_each_phrase_about_safety_asks(phrase):
    assert coaching.may_be_a_concern(f"He said: {phrase.upper()}!")
    assert coaching.concern_phrases(f"so {phrase}, twice: {phrase}") == {phrase.lower()}


@pytest.mark.parametrize(
    "text",
    [
        "She hit the drum",
        "The beat hits hard",
        "He touched the strings",
        "A secret chord",
        "Cut the tune short",
        "",
    ],
)
def test_music_does_not_ask(text):
    assert not coaching.may_be_a_concern(text)


@pytest.mark.parametrize(
    "one", ["Wren counted in the others, softly. ", "naughty “", "won’t “won’t” ", "hit me "]
)
def test_a_very_long_text_takes_no_time(one):
    text = (one * (100_000 // len(one) + 1))[:100_000]
    coaching.hints("warm"), coaching.may_be_a_concern("warm")
    times = []
    for _ in range(3):
        began = time.process_time()
        coaching.hints(text)
        times.append(time.process_time() - began)
    assert min(times) < 0.25  # 0.05 and less on a machine that does nothing else


def test_the_glossary_explains_each_term_once_in_plain_words():
    terms = coaching.glossary()
    assert len(terms) >= 60
    assert len({term.id for term in terms}) == len({term.term for term in terms}) == len(terms)
    for term in terms:
        assert term.plain.endswith((".", "?"))
        assert len(term.plain) < 260
        assert words(term.plain) == []


def test_looking_up_puts_the_term_itself_first():
    assert [term.term for term in coaching.look_up("senc")] == ["SENCO"] + [
        term.term for term in coaching.look_up("senc")[1:]
    ]
    assert coaching.look_up("  First   access ")[0].term == "WCET"
    assert coaching.look_up("") == coaching.glossary()
    assert coaching.look_up("zzz") == ()
