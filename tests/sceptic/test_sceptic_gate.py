"""The gate knows a setting by the name people use for it."""

from __future__ import annotations

import pytest

from tutordiary.anonymise.roster import Person, Place, Roster
from tutordiary.release.gate import gate_file

ROSTER = Roster(
    pupils=(Person(entity="p", kind="pupil", first="Theodora", last="Quill"),),
    settings=(
        Place(("Oakfenby Primary School",), "s1"),
        Place(("St Wilfreda's RC Primary",), "s2"),
        Place(("Bridge Junior School",), "s3"),
    ),
)


def passes(text):
    return gate_file(text.encode(), ROSTER, name="notes.txt").passed


@pytest.mark.parametrize(
    "said", ["Oakfenby", "oakfenby’s hall", "OAKFENBY", "St Wilfreda’s", "Oakfenby Juniors"]
)
def test_a_setting_without_the_sort_of_school_it_is_stays(said):
    assert not passes(f"We met at {said} again.")


@pytest.mark.parametrize("said", ["the bridge of the song", "Bridge", "our school", "St Albans", "junior"])
def test_ordinary_words_and_other_places_pass(said):
    assert passes(f"We met at {said} again.")
