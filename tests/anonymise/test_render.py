"""What the reader of an output gets to see."""

from __future__ import annotations

from tutordiary.anonymise.placeholders import find_placeholders, is_placeholder
from tutordiary.anonymise.render import Naming, default_naming, pupil_letter, render, render_pieces
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.spans import Action, Span


def redact(
    start: int, end: int, type_name: str = "PUPIL", entity: str | None = "P1", *, bare: bool = False
) -> Span:
    return Span(start, end, Action.REDACT, type_name, entity, "known", possessive=bare)


NAMING = Naming({"P1": "[pupil A]", "P2": "Robin"})


def test_possessives_are_put_back():
    assert render("Kyla’s drum", [redact(0, 4)], NAMING) == "[pupil A]'s drum"
    assert render("Kylas drum", [redact(0, 5, bare=True)], NAMING) == "[pupil A]'s drum"
    assert render("Kyla drum", [redact(0, 4)], NAMING) == "[pupil A] drum"


def test_parts_of_one_person_become_one():
    assert render("Kyla Mensah sang", [redact(0, 4), redact(5, 11)], NAMING) == "[pupil A] sang"
    assert (
        render("Kyla Ben sang", [redact(0, 4), redact(5, 8, entity="P2")], NAMING) == "[pupil A] Robin sang"
    )
    two = [redact(0, 3, "PUPIL", None), redact(4, 7, "PUPIL", None)]
    assert render("Ann Bob", two, NAMING) == "[pupil] [pupil]"


def test_an_entity_without_a_name_falls_back_to_its_type():
    assert render("x", [redact(0, 1, "PUPIL", None)], NAMING) == "[pupil]"
    assert render("x", [redact(0, 1, "PHONE", None)], NAMING) == "[phone]"
    assert render("x", [redact(0, 1, "SETTING", "setting1")], NAMING) == "[school]"
    assert render("x", [redact(0, 1, "SOMETHING", None)], NAMING) == "[name]"
    assert render("x", [redact(0, 1, "SETTING", None)], Naming(types={"SETTING": "School 3"})) == "School 3"


def test_the_article_agrees():
    assert render("an Ada of a kind", [redact(3, 6)], NAMING) == "a [pupil A] of a kind"
    assert render("Was Jan Ada?", [redact(8, 11)], NAMING) == "Was Jan [pupil A]?"


def test_flags_stay_as_they_are():
    flag = Span(0, 4, Action.FLAG, "WORD?", "P1", "ordinary_word", kept=True)
    done = render_pieces("will Kyla", [flag, redact(5, 9)], NAMING)
    assert done.text == "will [pupil A]"
    assert done.kept == ((0, 4),)
    assert done.raw_span(0, 4) == (0, 4)
    assert done.raw_span(6, 9) is None


def test_default_names_hold_no_word_typed_by_hand():
    roster = Roster(
        pupils=(Person("P1", "pupil", "Ada"), Person("P2", "pupil", "Bo")),
        staff=(
            Person("S1", "staff", "Cy", "Dee", "Mr", "SENCO"),
            Person("S2", "staff", "Em", role="Ada's helper"),
        ),
        family=(
            Person("F1", "family", "Flo", relation="mum"),
            Person("F2", "family", "Gus", relation="uncle"),
        ),
        tutor=Person("T", "tutor", "Hal"),
    )
    naming = default_naming(roster, {"P2": "Robin"})
    assert naming.entities == {
        "P1": "[pupil A]", "P2": "Robin", "S1": "[SENCO]", "S2": "[staff member]", "F1": "[parent]",
        "F2": "[family member]", "T": "[tutor]",
    }  # fmt: skip


def test_letters_go_on_after_z():
    assert [pupil_letter(i) for i in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_only_the_exact_grammar_is_a_placeholder():
    assert all(
        map(is_placeholder, ("[pupil A]", "[pupil]", "[School 3]", "[teaching assistant]", "[date of birth]"))
    )
    assert not any(map(is_placeholder, ("[pupil Kyla A]", "[Kyla]", "pupil A", "[pupil a]", "[pupil A] ")))
    assert find_placeholders("a [pupil A] b [x] [school]") == ((2, 11), (18, 26))
