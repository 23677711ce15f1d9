"""Rosters of many names: the same is found as with each name alone, whatever stands around it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tutordiary.anonymise.forms import FormTable
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming
from tutordiary.anonymise.roster import LearnedName, Person, Place, Roster
from tutordiary.anonymise.verify import ReadRoster, SearchedNames, verify

FIRST = ("Zofia", "Zo", "Hope", "Wren", "Marlowe", "Ngozi", "Ngaire", "Idris", "Li", "Tamsin", "Rose", "Cáit")
LAST = ("Penhallow", "Tredgold", "Ibe", "Rosewarne", "Danvers-Lyle", "O'Rourke", "Marlow", "Hopewell")
TEXT = (
    "zofia sat by Wren. CÁIT and N g o z i sang; Li stood near Roseplayed drums. Hopewell hoped, Marlow too,"
    " withIdris, Danvers Lyle’s own, O'Rourkes, Penhal\u00adlow. The Marlowe Road, Xyz Lane."
)


@pytest.fixture(scope="module")
def roster() -> Roster:
    """A roster in which many share a name."""
    chance = random.Random(7)
    return Roster(
        pupils=tuple(
            Person(f"p{number}", "pupil", chance.choice(FIRST), chance.choice(LAST)) for number in range(60)
        ),
        settings=(Place(("Marlowe Road School", "MRS"), "s1"),),
        learned=tuple(LearnedName("Xyz", "place") for _ in range(2)),
    )


def _one_by_one(roster: Roster) -> set[tuple[int, int]]:
    alone = [Roster(pupils=(one,)) for one in roster.pupils]
    alone += [Roster(settings=roster.settings), Roster(learned=roster.learned)]
    return {(found.start, found.end) for one in alone for found in verify(TEXT, (one,), Naming())}


def test_together_the_names_are_found_that_are_found_alone(roster):
    found = verify(TEXT, (roster,), Naming())
    assert {(one.start, one.end) for one in found} == _one_by_one(roster)
    assert len(found) > 8


def test_names_put_together_once_find_the_same_in_every_text(roster):
    once = SearchedNames((Roster(), ReadRoster.of(roster)))
    for text in (TEXT, TEXT.upper(), TEXT.lower(), "", "Li", "zo", TEXT[-12:]):
        assert verify(text, once, Naming()) == verify(text, (Roster(), roster), Naming())


def test_a_changed_name_that_is_somebodys_is_refused_among_many(roster):
    naming = Naming({"p1": "Wren", "p2": "[pupil A]", "p3": "Robin"})
    assert [one.by for one in verify("", SearchedNames((roster,)), naming)] == ["naming"]


def test_a_table_holds_each_form_once_and_every_beginning_of_it(roster):
    table = FormTable(roster)
    for key, forms in [*table.by_key.items(), *table.initials.items()]:
        assert len(forms) == len(set(forms)), key
    assert table.prefixes == {key[:end] for key in table.by_key for end in range(1, len(key) + 1)}
    assert len(table.by_key["xyz"]) == 1


def test_names_heard_later_are_known_as_if_they_had_been_there(roster):
    heard = (
        LearnedName("Ramona", "person"),
        LearnedName("Petersfield", "place"),
        LearnedName("Wren", "person"),
    )
    bigger = replace(roster, learned=(*roster.learned, *heard))
    first = Recogniser(roster)
    before = first.annotate(f"{TEXT} ramona came, rammona too.")
    once = first.knowing(heard)
    assert once.knowing(()).annotate(TEXT) == Recogniser(bigger).annotate(TEXT)
    for text in (TEXT, f"{TEXT} ramona came, rammona too, to petersfield.", "R. and wren"):
        assert once.annotate(text) == Recogniser(bigger).annotate(text)
    assert first.annotate(f"{TEXT} ramona came, rammona too.") == before
    assert before != once.annotate(f"{TEXT} ramona came, rammona too.")
