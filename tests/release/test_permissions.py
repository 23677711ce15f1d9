"""Whose words leave, in what use, and the sentence that says why some do not."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.evidence import Book
from tutordiary.model import GivenBy, Membership, Permission, PermissionKind, Pupil
from tutordiary.release.passages import CHOSEN_FACE, Passage
from tutordiary.release.permissions import Use, holds_speech, may_leave, why_not

DAY = date(2026, 10, 6)
ANON, QUOTE, DRAWING = PermissionKind.ANONYMOUS_USE, PermissionKind.QUOTE, PermissionKind.DRAWING
CASE = PermissionKind.IDENTIFIABLE_CASE_STUDY
FAMILY, PUPIL, SCHOOL = GivenBy.PARENT_CARER, GivenBy.PUPIL, GivenBy.SCHOOL
NUMBERS = itertools.count()


def yes(pupil, kind, by=FAMILY, on=DAY, withdrawn=None):
    return Permission(
        id=f"pe{next(NUMBERS)}", pupil_id=pupil, kind=kind, given_by=by, given_on=on, withdrawn_on=withdrawn
    )


def book(*permissions):
    return Book(
        (
            Pupil(id="m", first_name="Maya"),
            Pupil(id="o", first_name="Omar"),
            Membership(id="1", pupil_id="m", group_id="g", joined_on=DAY),
            Membership(id="2", pupil_id="o", group_id="g", joined_on=DAY),
            *permissions,
        )
    )


def passage(kind="observation", text="Counted in.", source="tutor", pupils=("m",), **more):
    return Passage(
        id="x.text", kind=kind, text=text, day=DAY, group_id="g", pupil_ids=pupils, source=source, **more
    )


NOTE = passage()
SAID = passage("voice", "Again, please.", "pupil")
HEARD_AT_HOME = passage("voice", "She hums in the bath.", "parent_carer")
TOLD_BY_STAFF = passage("voice", "She hums in the corridor.", "school_staff")
FACE = passage("voice", "Pointed at the third face.", "pupil", about=CHOSEN_FACE)
DRAWN = passage("voice", "This is the loud bit.", "pupil", artefact="drawing of the song")
TARGET = passage("target", "I want to count us in.", "pupil")
QUOTED = passage(text="She put the beater down and said, 'That one is mine.'")
RETOLD = passage(text="She put the beater down and said that one was hers.")


@pytest.mark.parametrize(
    ("told", "use", "held", "why"),
    [
        (NOTE, Use.BUNDLE, (), "Nobody has agreed yet that words about Maya may leave without names."),
        (NOTE, Use.BUNDLE, (yes("m", ANON),), ""),
        (NOTE, Use.PACK, (yes("m", ANON, SCHOOL),), ""),
        (NOTE, Use.CASE_STUDY, (yes("m", ANON),), ""),
        (NOTE, Use.RECOGNISABLE, (yes("m", ANON),), "Nobody has agreed yet that Maya may be recognised"),
        (NOTE, Use.RECOGNISABLE, (yes("m", ANON), yes("m", CASE, SCHOOL)), "may be recognised"),
        (NOTE, Use.RECOGNISABLE, (yes("m", ANON), yes("m", CASE)), ""),
        (SAID, Use.BUNDLE, (yes("m", ANON),), "Nobody has agreed yet that Maya’s own words are quoted."),
        (SAID, Use.BUNDLE, (yes("m", ANON), yes("m", QUOTE, SCHOOL)), "own words are quoted"),
        (SAID, Use.BUNDLE, (yes("m", ANON), yes("m", QUOTE, PUPIL)), ""),
        (SAID, Use.PACK, (yes("m", ANON), yes("m", QUOTE)), ""),
        (SAID, Use.BUNDLE, (yes("m", QUOTE),), "words about Maya"),
        (HEARD_AT_HOME, Use.BUNDLE, (yes("m", ANON), yes("m", QUOTE, PUPIL)), "words of Maya’s family"),
        (HEARD_AT_HOME, Use.BUNDLE, (yes("m", ANON), yes("m", QUOTE)), ""),
        (TOLD_BY_STAFF, Use.BUNDLE, (yes("m", ANON),), ""),
        (FACE, Use.BUNDLE, (yes("m", ANON),), ""),
        (DRAWN, Use.BUNDLE, (yes("m", ANON), yes("m", QUOTE)), "Maya’s drawings are shown or told of"),
        (DRAWN, Use.BUNDLE, (yes("m", ANON), yes("m", QUOTE), yes("m", DRAWING, PUPIL)), ""),
        (TARGET, Use.BUNDLE, (yes("m", ANON),), "own words are quoted"),
        (QUOTED, Use.BUNDLE, (yes("m", ANON),), "own words are quoted"),
        (QUOTED, Use.BUNDLE, (yes("m", ANON), yes("m", QUOTE)), ""),
        (RETOLD, Use.BUNDLE, (yes("m", ANON),), ""),
    ],
)
def test_what_each_passage_and_use_needs(told, use, held, why):
    said = why_not(book(*held), told, use)
    assert (why in said) if why else said == ""


def test_everybody_told_of_has_to_agree():
    both = passage(pupils=("m", "o"))
    assert "Omar" in why_not(book(yes("m", ANON)), both, Use.BUNDLE)
    assert "Omar" in why_not(book(yes("m", ANON)), NOTE, Use.BUNDLE, also=["o"])
    assert why_not(book(yes("m", ANON), yes("o", ANON)), both, Use.BUNDLE) == ""


def test_who_is_only_named_in_anothers_words_has_said_none_of_them():
    held = (yes("m", ANON), yes("m", QUOTE), yes("o", ANON))
    assert why_not(book(*held), SAID, Use.BUNDLE, also=["o"]) == ""
    assert "Omar" in why_not(book(*held), QUOTED, Use.BUNDLE, also=["o"]), "either may have said it"


def test_taking_back_holds_back_old_words_too():
    gone = yes("m", QUOTE, PUPIL, date(2026, 1, 1), withdrawn=date(2026, 11, 1))
    said = why_not(book(yes("m", ANON), gone), SAID, Use.BUNDLE)
    assert said == "The permission to quote Maya’s own words was taken back."
    assert "taken back" in why_not(book(yes("m", ANON), yes("m", QUOTE), gone), SAID, Use.BUNDLE)
    again = yes("m", QUOTE, PUPIL, date(2026, 11, 5))
    assert why_not(book(yes("m", ANON), gone, again), SAID, Use.BUNDLE) == ""


def test_words_of_an_unknown_child_leave_only_if_all_may_be_quoted():
    somebody = passage("voice", "Again!", "pupil", pupils=())
    heard = passage("reflection", "One of them: it breathed.", pupils=(), about="young_people_said")
    one = (yes("m", ANON), yes("m", QUOTE))
    for told in (somebody, heard):
        assert "not written down whose words" in why_not(book(*one), told, Use.BUNDLE)
        assert why_not(book(*one, yes("o", ANON), yes("o", QUOTE)), told, Use.BUNDLE) == ""
    assert why_not(book(), passage("reflection", "I talked too long.", pupils=()), Use.BUNDLE) == ""


def test_a_pupil_the_diary_does_not_know_is_held_back():
    assert why_not(book(), passage(pupils=("gone",)), Use.BUNDLE)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([ANON, QUOTE]),
            st.sampled_from(list(GivenBy)),
            st.booleans(),
        ),
        max_size=5,
    ),
    st.sampled_from([NOTE, SAID, HEARD_AT_HOME, QUOTED, TARGET, DRAWN]),
    st.sampled_from(list(Use)),
)
def test_nothing_leaves_that_lacks_words_without_names(held, told, use):
    permissions = [
        yes("m", kind, by, date(2026, 1, 1 + number), date(2026, 2, 1) if gone else None)
        for number, (kind, by, gone) in enumerate(held)
    ]
    have = book(*permissions)
    if not why_not(have, told, use):
        assert may_leave(have, "m")
        assert use is not Use.RECOGNISABLE
        assert told is not DRAWN
        if told is not NOTE:
            assert any(each.kind is QUOTE and each.withdrawn_on is None for each in permissions)


@pytest.mark.parametrize(
    ("text", "is_speech"),
    [
        ("Omar: 'It has five legs.'", True),
        ("He said “again” to the wall.", True),
        ('"Can we?" from the corner.', True),
        ("She whispered 'mine' and kept it.", True),
        ("We played 'Seven Nation Army' twice.", False),
        ("A 'groove' of sorts, and it's the children's.", False),
        ("Didn't rush; couldn't have.", False),
    ],
)
def test_speech_in_a_note(text, is_speech):
    assert holds_speech(text) is is_speech


@pytest.mark.parametrize(
    ("text", "is_quote"),
    [
        ("[pupil B] said “I hate my dad” and left.", True),
        ("She said 'it is loud at home', and I listened.", True),
        ('I was sad when [pupil E] shouted "you are like him!"', True),
        ("How can I help when [pupil A] says “nobody wants me”?", True),
        ("“Nobody wants me,” said [pupil A].", True),
        ("“Again!” they shouted, and I gave in.", True),
        ("I said “let us try again” to [pupil A].", False),
        ("We sang “Hello everybody” with [pupil A].", False),
        ("I kept calling it ‘the plan’, and [pupil A] kept leaving.", False),
        ("[pupil A] said that it was loud.", False),
        ("[pupil A] and I said “enough”.", False),
        ("[pupil A] sang “Hello everybody”.", False),
    ],
)
@pytest.mark.parametrize("kind", [{"about": "did_not"}, {"about": "what_i_did"}, {"kind": "question"}])
def test_a_child_quoted_where_tutors_write_of_themselves(text, is_quote, kind):
    told = passage(**{"kind": "reflection", "text": text, **kind})
    assert ("own words are quoted" in why_not(book(yes("m", ANON)), told, Use.BUNDLE)) is is_quote
    assert why_not(book(yes("m", ANON), yes("m", QUOTE)), told, Use.BUNDLE) == ""
