"""Rosters as people write them down, and what is said about a wrong one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutordiary.anonymise.roster import LearnedName, Place, roster_from_world
from tutordiary.errors import BadInput

WORLDS = json.loads((Path(__file__).parent / "rosters.json").read_text("utf-8"))


def test_a_roster_is_read_whole():
    roster = roster_from_world(WORLDS["harbour"])
    assert [p.entity for p in roster.pupils] == ["P1", "P2", "P3", "P4", "P5"]
    assert roster.pupils[2].known_as == ("Frankie",)
    assert roster.staff[1].role == "teaching assistant"
    assert (roster.family[0].first, roster.family[0].relation) == ("Folake", "mum")
    assert roster.settings == (Place(("Harbour View Primary School", "Harbour View", "HVP"), "setting1"),)
    assert roster.groups == (Place(("The Foghorns",), "group1"),)
    assert len(roster.people()) == 9
    assert not roster.is_empty()


def test_lists_and_learned_names_are_read_too():
    world = dict(
        WORLDS["mill"],
        setting=None,
        settings=["One School", {"name": "Two School", "id": "s2"}],
        learned=[{"text": "Boy", "kind": "person"}],
        not_names=["Slime"],
    )
    roster = roster_from_world(world)
    assert [place.entity for place in roster.settings] == ["setting1", "s2"]
    assert roster.learned == (LearnedName("Boy", "person"),)
    assert roster.not_names == {"slime"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"pupils": []}, "pupils"),
        ({"pupils": "Ann"}, "pupils"),
        ({"pupils": [{"id": "P1"}]}, "pupils[0].first"),
        ({"pupils": ["Ann"]}, "pupils[0]"),
        ({"pupils": [{"first": 3}]}, "pupils[0].first"),
        ({"pupils": [{"first": "x" * 300}]}, "pupils[0].first"),
        ({"pupils": [{"first": "Ann", "known_as": "An"}]}, "pupils[0].known_as"),
        ({"staff": {}}, "staff"),
        ({"family": [{"relation": "mum"}]}, "family[0].name"),
        ({"tutor": "Jude"}, "tutor"),
        ({"setting": 4}, "setting"),
        ({"setting": {"aliases": []}}, "setting.name"),
        ({"group": None, "groups": "x"}, "groups"),
        ({"learned": [{"text": "x", "kind": "dog"}]}, "learned[0].kind"),
        ({"pupils": [{"id": "S1", "first": "Ann"}]}, "share one id"),
    ],
)
def test_a_wrong_part_is_named(change, place):
    with pytest.raises(BadInput) as caught:
        roster_from_world({**WORLDS["harbour"], **change}, "W9")
    assert place in str(caught.value)
    assert str(caught.value).endswith("Nothing was written.")
    assert "W9" in str(caught.value)


def test_something_else_is_no_roster():
    with pytest.raises(BadInput, match="object with a list of pupils"):
        roster_from_world(["x"])
