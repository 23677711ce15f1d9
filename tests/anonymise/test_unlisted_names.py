"""Names no roster holds: found by how they are used, while titles, brands and school prose stay."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tutordiary.anonymise.recogniser import Action, Recogniser
from tutordiary.anonymise.roster import roster_from_world

HERE = Path(__file__).parent
WORLD = json.loads((HERE / "rosters.json").read_text("utf-8"))["harbour"]
RECOGNISER = Recogniser(roster_from_world(WORLD))


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("#")]


def redacted(text: str, recogniser: Recogniser = RECOGNISER) -> str:
    """Return the text with an underscore for every redacted character."""
    chars = list(text)
    for span in recogniser.annotate(text):
        if span.action is Action.REDACT:
            chars[span.start : span.end] = "_" * (span.end - span.start)
    return "".join(chars)


def wanted(line: str) -> tuple[str, str]:
    """Return a marked line as plain text, and what must be left of it."""
    text = line.replace("{", "").replace("}", "")
    left = re.sub(r"\{([^}]*)\}", lambda match: re.sub(r"\w", "_", match[1]), line)
    return text, left


def words_left(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def test_whoever_and_wherever_nobody_listed_is_found_and_nothing_else():
    wrong = []
    for line in lines("unlisted_notes.txt"):
        text, left = wanted(line)
        if words_left(redacted(text)) != words_left(left):
            wrong.append((line, redacted(text)))
    assert wrong == []


def test_ordinary_prose_of_music_and_school_stays():
    wrong = [(line, redacted(line)) for line in lines("plain_notes.txt") if redacted(line) != line]
    assert wrong == []


@pytest.mark.parametrize(
    ("pupil", "text", "left"),
    [
        ("Miles Davis", "Miles Davis clapped.", "_ clapped."),
        ("Miles Davis", "Listened to Miles Davis, then to Fela Kuti.", "Listened to _, then to Fela Kuti."),
        ("Grace Obi", "Grace sang Amazing Grace twice.", "_ sang Amazing Grace twice."),
        (
            "Charlie Obi",
            "A Charlie Parker record, chosen by Charlie.",
            "A Charlie Parker record, chosen by _.",
        ),
        ("Stevie Young", "Then Stevie chose Young Hearts Run Free.", "Then _ chose Young Hearts Run Free."),
        ("Zakariya el-Amin", "Sat with Zakariya e and Z.e. again.", "Sat with _ and _ again."),
        ("Ruth Oduya", "no ruth o today, no drums", "no _ today, no drums"),
    ],
)
def test_a_roster_name_inside_a_title_is_the_title_and_alone_the_child(pupil, text, left):
    first, last = pupil.split()
    roster = roster_from_world({"pupils": [{"id": "P1", "first": first, "last": last}]})
    assert re.sub(r"_[_ .]*_|_", "_", redacted(text, Recogniser(roster))).replace("_ ", "_ ") == left


def test_a_relation_and_a_title_of_the_roster_go_with_their_name():
    roster = roster_from_world(
        {
            "pupils": [{"id": "P1", "first": "Ayo", "last": "Bright"}],
            "staff": [{"id": "S1", "title": "Sister", "first": "Anne", "last": "Assisi", "role": "SENCO"}],
            "family": [{"id": "F1", "of": "P1", "relation": "step sister", "name": "Summer"}],
            "group": "Unit 7",
        }
    )
    recogniser = Recogniser(roster)
    text = "Unit 7: step sister Summer waved, Sister Assisi too."
    assert words_left(redacted(text, recogniser)) == ["waved", "too"]


def test_a_row_of_notes_is_no_initials_and_a_key_is_no_child():
    roster = roster_from_world(
        {
            "pupils": [
                {"id": "P1", "first": "Emre", "last": "Dal", "known_as": ["Em"]},
                {"id": "P2", "first": "Dee", "last": "Ash"},
            ]
        }
    )
    recogniser = Recogniser(roster)
    assert redacted("A D A E, over and over, in the key of Em.", recogniser).count("_") == 0
    assert redacted("Em led it.", recogniser) == "__ led it."
