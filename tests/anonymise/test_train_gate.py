"""The measured corpus, where it lies beside the checkout: no known name may leak."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutordiary.anonymise.recogniser import Action, Recogniser
from tutordiary.anonymise.roster import roster_from_world
from tutordiary.anonymise.scrub import Scrubber

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside this checkout")
JUDGED = {"RARE", "SENSITIVE"}


@pytest.fixture(scope="module")
def worlds():
    worlds = json.loads((CORPUS / "worlds_train.json").read_text("utf-8"))
    return {key: roster_from_world(value, key) for key, value in worlds.items()}


def read(name: str) -> list[dict]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]


def letters_outside(text: str, start: int, end: int, covered: set[int]) -> bool:
    return any(text[i].isalnum() and i not in covered for i in range(start, end) if not in_markup(text, i))


def in_markup(text: str, index: int) -> bool:
    for left, right in (("<", ">"), ("&", ";")):
        start = text.rfind(left, max(0, index - 12), index)
        if start >= 0 and right not in text[start:index] and right in text[index : index + 12]:
            return True
    return False


def test_no_known_name_is_left_and_everything_to_judge_is_shown(worlds):
    recognisers = {key: Recogniser(roster) for key, roster in worlds.items()}
    leaks, unseen, kept, hot = [], [], 0, 0
    for note in read("train.jsonl"):
        text = note["text"]
        redacted: set[int] = set()
        shown: set[int] = set()
        for span in recognisers[note["world"]].annotate(text):
            (redacted if span.action is Action.REDACT else shown).update(range(span.start, span.end))
        for gold in note["spans"]:
            place = range(gold["start"], gold["end"])
            if gold["known"] and letters_outside(text, gold["start"], gold["end"], redacted):
                leaks.append((note["id"], gold["variant"]))
            if gold["type"] in JUDGED and not any(i in shown or i in redacted for i in place):
                unseen.append((note["id"], gold["type"]))
        for trap in note["traps"]:
            if trap["hot"]:
                hot += 1
                kept += not any(i in redacted for i in range(trap["start"], trap["end"]))
    assert leaks == []
    assert unseen == []
    assert kept / hot >= 0.9


def test_the_adversarial_notes_leak_nothing(worlds):
    right = 0
    for case in read("adversarial_dev.jsonl"):
        done = Scrubber.for_roster(worlds[case["world"]]).scrub(case["input"])
        flags = [case["input"][s.start : s.end] for s in done.spans if s.action is Action.FLAG]
        flagged, output = " / ".join(flags).lower(), done.output.lower()
        assert not [word for word in case["must_not_contain"] if word.lower() in output], case["id"]
        assert not [word for word in case["must_flag"] if word.lower() not in flagged], case["id"]
        wanted = case["expected"]
        for index in range(6):
            wanted = wanted.replace(f"{{P{index + 1}}}", f"[pupil {'ABCDEF'[index]}]")
        right += done.output.rstrip(".") == wanted.rstrip(".")
    assert right >= 31
