"""Who could recognise a child: what blocks, what only wants a confirmation, and what the log keeps."""

from __future__ import annotations

import itertools
import json

import pytest

from tutordiary.errors import BadInput
from tutordiary.release.giving import PURPOSE, Intruder, intruder_blocks
from tutordiary.release.intruder import QUESTIONS
from tutordiary.release.review_file import read_decisions, read_intruder
from tutordiary.release.review_log import rules_sha256, summary

PURPOSES = (PURPOSE, "reflection_pack", "case_study")
NO = Intruder(stranger=False, colleague=False, school=False)


def test_every_combination_of_answers_leaves_or_says_what_to_do():
    passed = set()
    for stranger, colleague, school in itertools.product((None, True, False), repeat=3):
        for confirmed, purpose in itertools.product(
            (True, False), (PURPOSE, "reflection_pack", "case_study")
        ):
            why = intruder_blocks(Intruder(stranger, colleague, school, confirmed), purpose)
            assert why == "" or why.endswith("Nothing was written.")
            if not why:
                passed.add((stranger, colleague, school, confirmed or not school, purpose))
    assert passed == {
        *((False, False, False, True, purpose) for purpose in PURPOSES),
        (False, False, True, True, PURPOSE),
    }


def test_unanswered_is_no_answer():
    assert "three questions are open" in intruder_blocks(None, PURPOSE)
    assert not Intruder(stranger=False, colleague=False).is_answered
    assert set(QUESTIONS) < set(NO.as_words())


def test_answers_come_from_the_decisions_file(tmp_path):
    path = tmp_path / "d.json"
    said = {"stranger": "no", "colleague": "no", "school": "yes", "confirmed": "yes"}
    path.write_text(json.dumps({"intruder": said, "decisions": []}), encoding="utf-8")
    assert read_intruder(path) == Intruder(stranger=False, colleague=False, school=True, confirmed=True)
    assert read_intruder(path).as_words() == said
    assert read_decisions(path) == ()
    path.write_text("[]", encoding="utf-8")
    assert read_intruder(path) is None


@pytest.mark.parametrize("said", [7, [], {"stranger": "maybe"}, {"nobody": "no"}, {"stranger": False}])
def test_an_answer_that_is_neither_yes_nor_no_is_refused(tmp_path, said):
    path = tmp_path / "d.json"
    path.write_text(json.dumps({"intruder": said}), encoding="utf-8")
    with pytest.raises(BadInput, match="should say yes or no"):
        read_intruder(path)


def test_the_log_of_nothing_counts_nothing_and_knows_its_rules():
    entry = summary((), (), NO)
    assert set(entry["counts"].values()) == {0}
    assert entry["intruder"] == NO.as_words()
    assert len(rules_sha256()) == 64
