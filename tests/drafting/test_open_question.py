"""A gentle look at the question: open ones pass, closed ones and blame get a hint, nothing is a bar."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutordiary.drafting import open_question
from tutordiary.drafting.open_question import look


@pytest.mark.parametrize(
    "question",
    [
        "",
        "How can I keep the group together when one of them leaves?",
        "What happens when I say less?",
        "When [pupil A] leaves the room, what might it be like for the others?",
        "When a pupil leaves the room, am I protecting the group or giving up on the one who left?",
        "Leaving is allowed here. How can I show that it is?",
        "In which moments do I talk too much?",
    ],
)
def test_open_questions_have_no_hint(question):
    assert look(question).is_open


@pytest.mark.parametrize(
    ("question", "hint"),
    [
        ("I would like ideas for the ending.", open_question.NO_MARK),
        ("How can I begin", open_question.NO_MARK),
        ("Is the drum too loud?", open_question.CLOSED),
        ("When one of them leaves, should I follow?", open_question.CLOSED),
        ("Don’t you think it was too long?", open_question.CLOSED),
        ("Should I go on or not?", open_question.CLOSED),
        ("Ideas for the ending?", open_question.NOT_OPEN),
        ("Why does nobody sing?", open_question.WHY),
        ("How do I begin? What do I say?", open_question.SEVERAL),
        (f"How can I {'go on and ' * 20}end it?", open_question.LONG),
        ("How can I stop them from leaving?", open_question.FAULT.format(word="stop them")),
        ("What do I do, whose fault is it?", open_question.FAULT.format(word="whose fault")),
    ],
)
def test_what_stands_out_gets_its_hint(question, hint):
    assert hint in look(question).hints


def test_words_that_label_get_a_kinder_one():
    hints = look("What can I do with the naughty ones?").hints
    assert len(hints) == 1
    assert hints[0].startswith("“naughty” may sound like blame")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_words_can_be_looked_at(words):
    for hint in look(words).hints:
        assert hint.endswith((".", "?", "…”.")), hint
