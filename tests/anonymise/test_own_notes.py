"""Notes written for these tests, with rosters of their own: what leaves, and what is shown for judging."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutordiary.anonymise.recogniser import Action, Recogniser
from tutordiary.anonymise.render import default_naming
from tutordiary.anonymise.roster import roster_from_world
from tutordiary.anonymise.scrub import Scrubber
from tutordiary.anonymise.verify import is_clear

HERE = Path(__file__).parent
ROSTERS = {k: roster_from_world(v) for k, v in json.loads((HERE / "rosters.json").read_text("utf-8")).items()}
NOTES = [json.loads(line) for line in (HERE / "notes.jsonl").read_text("utf-8").splitlines()]
SCRUBBERS = {world: Scrubber.for_roster(roster) for world, roster in ROSTERS.items()}


@pytest.mark.parametrize("note", NOTES, ids=[note["id"] for note in NOTES])
def test_the_output_reads_as_it_should(note):
    assert SCRUBBERS[note["world"]].scrub(note["text"]).output == note["output"]


@pytest.mark.parametrize("note", [n for n in NOTES if n["shown"]], ids=[n["id"] for n in NOTES if n["shown"]])
def test_what_a_person_must_judge_is_shown(note):
    spans = SCRUBBERS[note["world"]].scrub(note["text"]).spans
    flagged = [note["text"][s.start : s.end].lower() for s in spans if s.action is Action.FLAG]
    for wanted in note["shown"]:
        assert any(wanted in text for text in flagged), (wanted, flagged)


def test_every_kept_name_word_is_listed_as_a_word():
    text = "I hope so. The frank answer was rust."
    spans = Recogniser(ROSTERS["harbour"]).annotate(text)
    kept = {text[s.start : s.end]: s for s in spans if s.kept}
    assert set(kept) == {"hope", "frank", "rust"}
    assert all(s.type == "WORD?" and s.action is Action.FLAG and s.entity for s in kept.values())


def test_a_form_that_fits_two_children_names_neither():
    roster = ROSTERS["mill"]
    spans = Recogniser(roster).annotate("Marsh laughed and D.M. clapped.")
    assert [(s.type, s.entity) for s in spans if s.action is Action.REDACT] == [
        ("PUPIL", None),
        ("PUPIL", None),
    ]


def test_a_learned_name_is_found_next_time_and_a_learned_word_is_left():
    world = json.loads((HERE / "rosters.json").read_text("utf-8"))["mill"]
    world["learned"] = [{"text": "boy", "kind": "person"}]
    world["not_names"] = ["slime"]
    scrubber = Scrubber.for_roster(roster_from_world(world))
    assert scrubber.scrub("Then Boy chose Slime.").output == "Then [person] chose Slime."


def test_outputs_of_these_notes_are_clear_for_both_readers():
    for note in NOTES:
        scrubber = SCRUBBERS[note["world"]]
        done = scrubber.scrub(note["text"])
        if any(span.kept for span in done.spans):
            continue  # a kept word needs its place handed over; test_verify covers that
        assert is_clear(done.output, (scrubber.roster,), default_naming(scrubber.roster), scrubber.recogniser)
