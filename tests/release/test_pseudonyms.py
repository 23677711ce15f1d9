"""Codes, letters and changed names: steady, unguessable, and nobody's real name."""

from __future__ import annotations

import re

import pytest

from tutordiary.anonymise import words
from tutordiary.anonymise.normalise import letters
from tutordiary.anonymise.render import Naming
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.verify import verify
from tutordiary.errors import NotCleared
from tutordiary.release.known_names import NameFinder
from tutordiary.release.pseudonyms import CODE_PATTERN, Pseudonyms, Recipient, changed_names

KEY = bytes(range(32))
IDS = [f"p-{number}" for number in range(30)]


def test_codes_are_eight_letters_and_digits_and_all_differ():
    codes = [Pseudonyms(KEY, Recipient.MANAGER).code(each) for each in IDS]
    assert len(set(codes)) == 30
    assert all(re.fullmatch(CODE_PATTERN, code) for code in codes)


NAMES = (
    ("Sam", "Ng"), ("Jo", "Li"), ("Kim", "Ho"), ("Lyn", "Cwm"), ("Bryn", "Rhys"), ("Ed", "Tz"),
    ("Glyn", "Xu"), ("Rocket", "Hope"), ("Al", "St Ng"), ("Ty", "Wm"),
)  # fmt: skip


def test_no_code_is_ever_read_as_a_name():
    people = tuple(
        Person(entity=f"p-{number}", kind="pupil", first=first, last=last)
        for number, (first, last) in enumerate(NAMES)
    )
    roster = Roster(pupils=people)
    stands = Pseudonyms(KEY, Recipient.MANAGER)
    text = "\n".join(stands.code(f"p-{number}") for number in range(20_000))
    assert NameFinder(roster, (), ()).find(text) == set()
    assert list(verify(text, (Roster(), roster), Naming(), [])) == []


def test_each_recipient_and_occasion_has_its_own():
    kinds = [
        Pseudonyms(KEY, Recipient.MANAGER),
        Pseudonyms(KEY, Recipient.REFLECTION),
        Pseudonyms(KEY, Recipient.REFLECTION, "pack 1"),
        Pseudonyms(KEY, Recipient.CASE_STUDY),
        Pseudonyms(KEY[::-1], Recipient.MANAGER),
    ]
    assert len({kind.code("p-1") for kind in kinds}) == 5


def test_letters_follow_no_order_of_the_roster():
    orders = set()
    for number in range(60):
        given = Pseudonyms(bytes([number]) * 32, Recipient.MANAGER).letters(IDS[:5])
        assert sorted(given.values()) == ["A", "B", "C", "D", "E"]
        orders.add("".join(given[each] for each in IDS[:5]))
    assert len(orders) > 25


def test_letters_go_on_after_z():
    assert {"Z", "AA", "AD"} <= set(Pseudonyms(KEY, Recipient.MANAGER).letters(IDS).values())


def test_numbers_stay_for_the_same_records():
    maker = Pseudonyms(KEY, Recipient.MANAGER)
    assert maker.numbers(IDS) == maker.numbers(reversed(IDS))
    assert sorted(maker.numbers(IDS).values()) == list(range(1, 31))


def test_the_list_is_short_plain_names():
    names = changed_names()
    assert len(names) >= 200
    assert len(set(names)) == len(names)
    assert all(2 <= len(name) <= 8 and name.isalpha() and name[0].isupper() for name in names)
    assert not [name for name in names if words.is_word(letters(name))]


@pytest.mark.parametrize("pupil", ["Tamsin", "Łukasz", "Zoë", "Jean-Luc", "Bo"])
def test_a_changed_name_is_near_no_real_one(pupil):
    known = ["Kyla", "Maya Osei", "Jean-Luc", "Zara", "Yusuf", pupil]
    for number in range(40):
        name = Pseudonyms(bytes([number]) * 32, Recipient.CASE_STUDY).changed_name(
            "p-1", pupil, known, ["Omar"]
        )
        assert letters(name)[0] != letters(pupil)[0]
        assert name not in ("Maya", "Mya", "Kyle", "Zara", "Zahra", "Yusuf", "Yusra", "Luc", "Luca", "Omar")


def test_the_same_pupil_keeps_the_changed_name():
    maker = Pseudonyms(KEY, Recipient.CASE_STUDY)
    assert maker.changed_name("p-1", "Tamsin", []) == maker.changed_name("p-1", "Tamsin", [])


def test_no_name_left_is_said():
    with pytest.raises(NotCleared, match="write a changed name"):
        Pseudonyms(KEY, Recipient.CASE_STUDY).changed_name("p-1", "Tamsin", changed_names())
