"""One pupil's name is found however it is written, and never inside another word."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rights_reading import found_names

from tutordiary.anonymise.roster import Person, Roster, roster_from_world
from tutordiary.anonymise.words import is_word
from tutordiary.diary.fields import words_of
from tutordiary.diary.naming_one import OneName
from tutordiary.diary.rosters import whole_roster
from tutordiary.drafting.others_words import OthersWords
from tutordiary.model import RECORD_TYPES

LETTERS = "abcdefghijklmnoprstuvwzáàâäãåçéèêëíìïñóòôöøúùûüłşžćń"
NAMES = st.text(LETTERS, min_size=4, max_size=9).map(str.capitalize)
SENTENCES = st.sampled_from(
    [
        "{n} led the song today.",
        "We asked {n}, then the drum went round.",
        "It was {n}’s turn, and {n}'s drum was loud.",
        "Then it was {N} who counted us in.",
        "After lunch ({n}) came back.",
        "{n}: 'can we do it again?'",
    ]
)


def reader(name, *others):
    people = [Person("p", "pupil", name), *(Person(f"o{at}", "pupil", one) for at, one in enumerate(others))]
    return OneName(Roster(pupils=tuple(people)), "p", ())


def is_plain_word(name):
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isascii())
    return is_word(bare) or is_word(bare.rstrip("s"))


@given(NAMES, SENTENCES, st.sampled_from(["NFC", "NFD"]))
def test_a_name_never_stays_readable(name, sentence, form):
    assume(not is_plain_word(name))
    text = unicodedata.normalize(form, sentence.format(n=name, N=name.upper()))
    found = reader(name).look(text)
    assert found is not None
    assert found_names(found.without, {name}) == []
    assert "pupil who has left" in found.without


@given(NAMES, NAMES, SENTENCES)
def test_another_pupils_name_stays_as_it_was(name, other, sentence):
    assume(not is_plain_word(name) and not is_plain_word(other))
    assume(len({name.lower()[:3], other.lower()[:3]}) == 2 and abs(len(name) - len(other)) < 3)
    assume(not is_near(name, other))
    text = f"{sentence.format(n=name, N=name.upper())} The drum was with {other} then."
    found = reader(name, other).look(text)
    assert found is not None
    assert found.without.endswith(f"The drum was with {other} then.")
    told = OthersWords(Roster(pupils=(Person("p", "pupil", name), Person("o", "pupil", other))), ["p"]).tell(
        text
    )
    assert found_names(told.text, {other}) == []
    assert found_names(told.text, {name}) == [name]


def is_near(one, other):
    from rapidfuzz.distance import OSA

    plain = [
        "".join(c for c in unicodedata.normalize("NFKD", each.lower()) if c.isalpha())
        for each in (one, other)
    ]
    return OSA.distance(*plain) <= 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ann", "The annual planner annoyed nobody."),
        ("Eve", "Every evening, everyone revered the reverb."),
        ("Tim", "Sometimes the timing of the timpani was sentimental."),
        ("Rob", "A robust robot probed the problem."),
        ("Lia", "Familiar and reliable, peculiar and brilliant."),
    ],
)
def test_a_name_inside_words_is_no_name(name, text):
    assert reader(name).look(text) is None


def test_an_ordinary_word_stays_and_the_name_goes():
    found = reader("Sky").look("We watched the sky, and then Sky led the song.")
    assert found is not None
    assert found.without == "We watched the sky, and then a pupil who has left led the song."


def test_families_go_with_their_pupil():
    roster = Roster(
        pupils=(Person("p", "pupil", "Kasimir"), Person("o", "pupil", "Zofia")),
        family=(Person("f", "family", "Rania", relation="mum"), Person("g", "family", "Oskar")),
    )
    found = OneName(roster, "p", ["f"]).look("Rania waved to Oskar and Kasimir.")
    assert found is not None
    assert found.without == "A family member waved to Oskar and a pupil who has left."


class Careful(OneName):
    """Reads every text to its end."""

    def may_name(self, text):
        return bool(text.strip())


NOTES = Path(__file__).parents[1] / "anonymise"


def test_the_quick_look_passes_over_no_text_that_names_the_pupil(filled):
    worlds = json.loads((NOTES / "rosters.json").read_text("utf-8"))
    lines = (NOTES / "notes.jsonl").read_text("utf-8").splitlines()
    notes = [json.loads(line) for line in lines if line]
    told = {name: [one["text"] for one in notes if one["world"] == name] for name in worlds}
    rosters = {name: roster_from_world(world) for name, world in worlds.items()}
    rosters["sample"] = whole_roster(filled)
    told["sample"] = [text for kind in RECORD_TYPES for one in filled.all(kind) for _, text in words_of(one)]
    seen = passed = 0
    for name, roster in rosters.items():
        for pupil in roster.pupils[:6]:
            reader = OneName(roster, pupil.entity, ())
            careful = Careful(roster, pupil.entity, ())
            for text in told[name]:
                assert reader.look(text) == careful.look(text), text
                seen += 1
                passed += reader.may_name(text)
    assert seen > 3000
    assert passed < seen / 2
