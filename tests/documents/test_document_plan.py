"""The learning plan and the family's page on paper: room to draw, tick and write, and one side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pdf_reading import structure, text_of
from story_samples import FAMILY, PLAN

from tutordiary.documents.content import LearningPlan, PlanTarget, Style
from tutordiary.documents.outline import outline
from tutordiary.documents.writer import write

RESULTS = ("got there", "nearly", "still going", "changed my mind", "not right for me")


def read(document):
    made = write(document, "pdf")
    return made.pages, " ".join(text_of(made.data).split())


def test_a_plan_is_one_side_with_room_for_what_comes():
    pages, text = read(PLAN)
    assert pages == 1
    assert all(one in text for one in RESULTS)
    for words in ("I say:", "A picture of me making music", "What I want to remember", "Pick from any beat"):
        assert words in text
    assert text.count("My first step") == 1  # only where no steps are written down


def test_a_target_is_not_parted_between_pages_in_large_print():
    made = write(replace(PLAN, style=Style(large_print=True)), "pdf")
    text = " ".join(text_of(made.data).split())
    second = text[text.index("continued") :]
    assert made.pages == 2
    assert "Target 3" in second
    assert "My first step" in second


def test_a_wall_has_neither_school_nor_help_nor_review():
    _, text = read(replace(PLAN, for_wall=True))
    for words in (PLAN.school, "A seat near the door", "By half term", "How it went", "It works if"):
        assert words not in text
    assert "Samba, low drums" in text


def test_a_plan_without_targets_is_a_sheet_to_fill():
    pages, text = read(LearningPlan(name="Idris"))
    assert pages == 1
    assert text.count("I want to:") == 3


def test_a_plan_reads_in_order_and_its_steps_are_a_list():
    made = write(PLAN, "pdf")
    tree = structure(made.data)
    assert [len(one.kids) for one in tree.all("L")] == [3, 2]
    text = " ".join(text_of(made.data).split())
    order = ["Rowan", "What I like", "Target 1", "Tell the group why", "Target 2", "Target 3"]
    places = [text.find(one) for one in order]
    assert places == sorted(places)
    assert places[0] >= 0


@pytest.mark.parametrize("fmt", ["pdf", "docx", "text"])
def test_many_long_targets_and_hostile_words_are_only_words(fmt):
    hostile = "<b>unclosed & \u202e\x07 🥁 **half " + "a word " * 2000
    many = tuple(PlanTarget(hostile, adult_words=hostile, steps=(hostile,) * 3) for _ in range(6))
    made = write(replace(PLAN, name="", likes=hostile, targets=many), fmt)
    assert made.data
    assert any("longer than" in one for one in made.warnings)


def test_the_family_page_has_more_room_where_there_is_less_to_say():
    pages, text = read(replace(FAMILY, easier="Noise. Rowan shows **his card** and stays."))
    assert pages == 1
    assert "Noise. Rowan shows his card and stays." in text
    large = replace(FAMILY, easier="Noise.", style=Style(large_print=True))
    assert write(large, "pdf").pages == 2


def test_a_service_words_headings_and_leaves_parts_out():
    style = Style(headings=(("proud", "Moment i fod yn falch"),), left_out=("can_do",))
    changed = replace(FAMILY, style=style, easier="Noise.\n- He shows **his card**")
    heads = [block.text for block in outline(changed).blocks if type(block).__name__ == "Heading"]
    wanted = ["Moment i fod yn falch", "My targets", "What got easier", "Still tricky", "Next"]
    assert heads == [*wanted, "To try at home"]
    assert "What Rowan can do now" not in read(changed)[1]
