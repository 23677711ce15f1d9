"""Readings of the gate and of consent that stand behind other readings: each is asked alone."""

from __future__ import annotations

import base64
from datetime import date

import pytest

from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.verify import is_clear, verify
from tutordiary.evidence import Book
from tutordiary.model import GivenBy, Membership, Permission, PermissionKind, Pupil
from tutordiary.release.gate import gate_file
from tutordiary.release.parts import Budget, Unreadable
from tutordiary.release.passages import Passage
from tutordiary.release.permissions import Use, why_not
from tutordiary.release.scan_codes import inner_texts
from tutordiary.release.scan_text import xml_parts

DAY = date(2026, 10, 6)


def test_a_code_inside_a_code_is_undone():
    once = base64.b64encode(b"then Niamh led").decode()
    twice = base64.b64encode(f"see {once} there".encode()).decode()
    assert "then Niamh led" in list(inner_texts(twice))


def test_words_behind_an_element_are_read():
    found = [part.text for part in xml_parts(b"<a><b>one</b>Niamh</a>", "x")]
    assert "Niamh" in found


def test_what_is_unpacked_is_counted():
    budget = Budget(bytes_left=10)
    budget.take_bytes(6, "x")
    with pytest.raises(Unreadable):
        budget.take_bytes(6, "x")


def test_a_text_is_not_clear_when_only_the_recogniser_finds_something():
    roster = Roster(pupils=(Person("p1", "pupil", "Niamh", "Tolland"),))
    said = "Then Naimh came."
    assert not verify(said, (roster,), Naming())
    assert not is_clear(said, (roster,), Naming(), Recogniser(roster))


def test_who_had_left_the_group_is_not_asked_whether_they_may_be_quoted():
    kinds = (PermissionKind.ANONYMOUS_USE, PermissionKind.QUOTE)
    book = Book(
        (
            Pupil(id="m", first_name="Maya"),
            Pupil(id="o", first_name="Omar"),
            Membership(id="1", pupil_id="m", group_id="g", joined_on=DAY),
            Membership(
                id="2", pupil_id="o", group_id="g", joined_on=date(2026, 9, 1), left_on=date(2026, 9, 9)
            ),
            *(
                Permission(id=kind, pupil_id="m", kind=kind, given_by=GivenBy.PARENT_CARER, given_on=DAY)
                for kind in kinds
            ),
        )
    )
    said = Passage(id="x", kind="voice", text="Again!", day=DAY, group_id="g", pupil_ids=(), source="pupil")
    assert why_not(book, said, Use.BUNDLE) == ""


@pytest.mark.parametrize("said", ["Then Niamhplayed it.", "Then N i a m h came."])
def test_the_gate_reads_every_text_a_second_time(said):
    roster = Roster(pupils=(Person("p1", "pupil", "Niamh", "Tolland"),))
    assert gate_file(said.encode(), roster, name="a.txt").leaks
