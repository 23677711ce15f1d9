"""The second reader: sees names the recogniser might have let through, and nothing in clean outputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, default_naming, render_pieces
from tutordiary.anonymise.roster import Roster, roster_from_world
from tutordiary.anonymise.verify import is_clear, recheck, verify

WORLDS = json.loads((Path(__file__).parent / "rosters.json").read_text("utf-8"))
ROSTER, OTHER = (roster_from_world(WORLDS[key]) for key in ("harbour", "mill"))
NAMING = default_naming(ROSTER)
RECOGNISER = Recogniser(ROSTER)


@pytest.mark.parametrize(
    "left",
    [
        "Niamh", "NIAMH", "niamhs", "Niamh's", "Ni\u200bamh", "N i a m h", "Nia<b>mh</b>", "Niаmh",
        "Niamhplayed",
        "AnneMarie", "anne–marie", "Tolland", "O’Sullivan", "osullivan", "Mateo", "Harbour View", "HVP",
        "Foghorns",
        "[pupil Niamh A]", "[Niamh]", "Folake", "Judith", "Hope", "hope", "Nee",
    ],
)  # fmt: skip
def test_a_readable_name_is_found(left):
    findings = verify(f"Then [pupil B] and {left} came.", (ROSTER,), NAMING)
    assert findings
    assert all(0 <= f.start < f.end for f in findings)


@pytest.mark.parametrize("left", ["Naimh", "N.T.", "N.", "his brother Piotr", "07700 900123"])
def test_the_recogniser_read_again_finds_the_rest(left):
    assert recheck(f"Then [pupil B] and {left} came.", RECOGNISER, NAMING)


@pytest.mark.parametrize(
    "output",
    [
        "",
        "[pupil A] and [pupil D] clapped in [school].",
        "It has an echo. We need names.",
        "[teaching assistant] left.",
    ],
)
def test_a_clean_output_is_clear(output):
    assert is_clear(output, (ROSTER, OTHER), NAMING, RECOGNISER)


def test_a_kept_word_is_let_through_only_where_it_was_kept():
    text = "Hope said I hope so."
    rendered = render_pieces(text, RECOGNISER.annotate(text), NAMING)
    assert rendered.text == "[pupil B] said I hope so."
    assert is_clear(rendered.text, (ROSTER,), NAMING, RECOGNISER, rendered.kept)
    assert not is_clear(rendered.text, (ROSTER,), NAMING, RECOGNISER)
    assert not is_clear("[pupil B] said Hope hope so.", (ROSTER,), NAMING, RECOGNISER, rendered.kept)


def test_names_of_other_projects_are_found_but_not_their_words():
    assert verify("Then Şebnem came.", (ROSTER, OTHER), NAMING)
    assert verify("And then Summer came.", (ROSTER, OTHER), NAMING)
    assert not verify("in the summer they march", (ROSTER, OTHER), NAMING)


def test_a_changed_name_may_not_be_anybodys_real_one():
    good, bad = Naming({"P1": "Robin"}), Naming({"P1": "Mateo"})
    assert not verify("Robin clapped.", (ROSTER,), good)
    assert {finding.by for finding in verify("Mateo clapped.", (ROSTER,), bad)} == {"naming"}


def test_a_roster_without_pupils_clears_nothing():
    assert not is_clear("A fine day.", (Roster(),), NAMING, RECOGNISER)
    assert not is_clear("A fine day.", (), NAMING, RECOGNISER)
