"""The shipped framework, prompts and self-reflection list are whole; broken ones are named, not half read."""

from __future__ import annotations

import copy
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary import assets
from tutordiary.errors import BadInput
from tutordiary.framework import (
    Framework,
    parse_framework,
    prompt_folds,
    prompts,
    self_items,
    shipped_framework,
)

SHIPPED = json.loads(assets.read_text("framework/outcomes.json"))
SELF = json.loads(assets.read_text("framework/self_reflection.json"))
JUNK = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
KEYS = st.sampled_from(["id", "title", "ladder", "outcomes", "step", "words", "use", "indicators"])


def places(box, path=()):
    """Yield the path of every value inside a JSON document."""
    children = box.items() if isinstance(box, dict) else enumerate(box) if isinstance(box, list) else ()
    for key, value in children:
        yield (*path, key)
        yield from places(value, (*path, key))


PLACES = list(places(SHIPPED))


def parent_of(box, path):
    for key in path[:-1]:
        box = box[key]
    return box


def test_four_outcomes_eleven_indicators_four_steps():
    framework = shipped_framework()
    assert [outcome.id for outcome in framework.outcomes] == ["MUS", "AGE", "RES", "COM"]
    assert [len(outcome.indicators) for outcome in framework.outcomes] == [2, 3, 3, 3]
    assert [rung.step for rung in framework.ladder] == [0, 1, 2, 3]
    assert [rung.for_start_or_review_only for rung in framework.ladder] == [True, False, False, False]


def test_indicators_belong_to_their_outcome_and_fit_a_grid():
    for indicator in shipped_framework().indicators:
        assert indicator.id.startswith(f"{indicator.outcome_id}.")
        assert 0 < len(indicator.name) <= 32
        assert indicator.plain == indicator.plain.lower()
        assert indicator.signs


def test_ids_are_used_once():
    framework = shipped_framework()
    every = [*(o.id for o in framework.outcomes), *(i.id for i in framework.indicators)]
    every += [w.id for w in framework.workforce] + [p.id for p in prompts()] + [i.id for i in self_items()]
    assert len(every) == len(set(every))


def test_finding_one_by_id():
    framework = shipped_framework()
    assert framework.indicator("RES.2").name == "Moderating emotion"
    assert framework.outcome("COM").domain == "social"
    assert framework.words_for_step(1) == "a glimpse"
    assert framework.words_for_step(None) == framework.words_for_step(9) == ""
    with pytest.raises(KeyError):
        framework.indicator("RES.9")
    with pytest.raises(KeyError):
        framework.outcome("RES.1")


def test_seven_prompts_and_two_more_and_three_longer_looks():
    asked = prompts()
    assert [prompt.id for prompt in asked if not prompt.part and not prompt.fold] == [
        "choices_pupils_made",
        "my_question",
    ]
    assert [(fold.id, len(fold.prompts)) for fold in prompt_folds()] == [
        ("longer_look", 6),
        ("four_chairs", 4),
        ("before_during_after", 3),
    ]
    assert all(prompt.fold == fold.id for fold in prompt_folds() for prompt in fold.prompts)
    assert asked[9:] == tuple(prompt for fold in prompt_folds() for prompt in fold.prompts)
    assert [prompt.part for prompt in asked[:7]] == ["What?"] * 3 + ["So what?"] * 3 + ["Now what?"]
    assert asked[6].id == "next_time"
    assert len(asked) == 22


def test_self_reflection_holds_the_whole_list():
    items = self_items()
    assert [item.id for item in items] == [
        *(f"ING-{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW"),
        *(f"INC{number}" for number in range(1, 10)),
    ]
    assert len({item.ask for item in items}) == 32
    assert all(item.ask.endswith("?") for item in items)
    assert len({item.family for item in items}) == 5
    assert [answer["id"] for answer in SELF["answers"]] == [
        "strength",
        "growing",
        "want_help",
        "not_my_context",
    ]


def test_a_framework_reads_back_from_its_own_body():
    framework = shipped_framework()
    assert parse_framework(framework.body) == framework


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data.pop("title"), "framework.title"),
        (lambda data: data.pop("ladder"), "framework.ladder"),
        (lambda data: data["ladder"][2].update(step=7), "ladder[2].step"),
        (lambda data: data["outcomes"][1].pop("aim"), "outcomes[1].aim"),
        (lambda data: data["outcomes"][3]["indicators"][1].pop("signs"), "outcomes[3].indicators[1].signs"),
        (lambda data: data["outcomes"][0]["indicators"][0]["signs"].insert(1, ""), "signs[1]"),
        (lambda data: data["outcomes"][1]["indicators"][0].update(id="MUS.1"), "MUS.1"),
        (lambda data: data["outcomes"][2].update(id="R E S"), "R E S"),
        (lambda data: data.update(phrases="Big smile"), "framework.phrases"),
    ],
)
def test_the_broken_place_is_named(change, place):
    data = copy.deepcopy(SHIPPED)
    change(data)
    with pytest.raises(BadInput, match=re.escape(place)):
        parse_framework(json.dumps(data))


@pytest.mark.parametrize("body", ["", "[", "[]", "3", "null", '"x"'])
def test_what_is_no_framework_at_all_is_refused(body):
    with pytest.raises(BadInput, match="cannot be used"):
        parse_framework(body)


def read(data) -> Framework | None:
    try:
        return parse_framework(json.dumps(data))
    except BadInput:
        return None


def test_anything_left_out_is_an_answer_never_a_crash():
    for path in PLACES:
        data = copy.deepcopy(SHIPPED)
        del parent_of(data, path)[path[-1]]
        found = read(data)
        assert found is None or found.ladder[0].step == 0, path


@pytest.mark.parametrize("value", [None, True, 0, 7, "", "x", [], {}, [1], [None], {"id": "x"}])
def test_anything_put_in_its_place_is_an_answer_never_a_crash(value):
    for path in PLACES:
        data = copy.deepcopy(SHIPPED)
        parent_of(data, path)[path[-1]] = value
        found = read(data)
        assert found is None or (found.outcomes and found.id), path


@given(
    st.recursive(
        JUNK, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner), max_leaves=12
    )
)
def test_any_json_is_an_answer_never_a_crash(data):
    assert read(data) is None


def test_text_nested_beyond_reason_is_refused():
    with pytest.raises(BadInput, match="not JSON"):
        parse_framework("[" * 200_000)
