"""Permissions as a ledger: taken back in one step, with what had left before, and nothing deleted."""

from __future__ import annotations

import pytest

from tests.presenters.pupil_samples import FIRST, OTIS, TODAY, WREN, fill
from tutordiary.model import (
    NOBODY,
    Audience,
    CaseStatus,
    CaseStudy,
    CaseSubject,
    GivenBy,
    Permission,
    PermissionKind,
    Speaker,
    Voice,
)
from tutordiary.presenters.ledger import Ledger
from tutordiary.release import disclosures
from ui.pupil.ledger import LedgerCard, TakeBackSheet
from ui.widgets import Body, Muted, QuietButton

SCHOOL = frozenset({Audience.SCHOOL})


@pytest.fixture
def ledger(diary):
    fill(diary)
    diary.add(
        Permission(
            id="quote", pupil_id=WREN, kind=PermissionKind.QUOTE, given_by=GivenBy.PUPIL, given_on=FIRST
        ),
        Permission(
            id="use",
            pupil_id=WREN,
            kind=PermissionKind.ANONYMOUS_USE,
            given_by=GivenBy.PARENT_CARER,
            given_on=FIRST,
        ),
        Voice(
            id="hers", speaker=Speaker.PUPIL, words="Again!", said_on=FIRST, pupil_id=WREN, audiences=SCHOOL
        ),
        Voice(
            id="staff",
            speaker=Speaker.SCHOOL_STAFF,
            words="Louder in class too.",
            said_on=FIRST,
            pupil_id=WREN,
            audiences=SCHOOL,
        ),
        Voice(id="his", speaker=Speaker.PUPIL, words="Mine.", said_on=FIRST, pupil_id=OTIS, audiences=SCHOOL),
    )
    disclosures.note(
        diary,
        {},
        purpose="report_school",
        recipient_class="school",
        recipient="Mrs Dale",
        file_name="wren.pdf",
        file_sha256="0" * 64,
        pupil_ids=(WREN,),
    )
    return Ledger(diary, lambda: TODAY, WREN)


def test_what_has_left_is_told_before_anything_is_taken_back(ledger):
    back = ledger.taking_back("quote")
    assert [(line.file_name, "Mrs Dale" in line.what) for line in back.left] == [("wren.pdf", True)]
    assert back.stays == ("1 quote that somebody may see now will be only yours.", "“Again!”")


def test_taking_back_a_quote_makes_the_childs_own_words_only_mine(diary, ledger):
    said = ledger.take_back("quote")
    assert "taken back" in said
    assert diary.need(Permission, "quote").withdrawn_on == TODAY
    assert diary.need(Voice, "hers").audiences == NOBODY
    assert diary.need(Voice, "staff").audiences == SCHOOL  # another person's words
    assert diary.need(Voice, "his").audiences == SCHOOL  # another child's
    first, second = ledger.lines()
    assert (first.permission_id, first.stands) == ("use", True)
    assert (second.permission_id, second.stands) == ("quote", False)
    assert second.story == "Yes on 20 October 2026, taken back on 20 November 2026"


def test_taking_back_what_a_child_made_keeps_it_here_and_leaves_the_quotes(diary, ledger):
    work = Voice(
        id="work",
        speaker=Speaker.PUPIL,
        words="Us",
        said_on=FIRST,
        pupil_id=WREN,
        audiences=SCHOOL,
        artefact="work",
    )
    diary.add(work)
    for kind in (PermissionKind.DRAWING, PermissionKind.AUDIO, PermissionKind.PHOTO):
        made = Permission(id=kind, pupil_id=WREN, kind=kind, given_by=GivenBy.PARENT_CARER, given_on=FIRST)
        diary.add(made)
        ledger.take_back(kind)
        assert diary.need(Voice, "work").audiences == NOBODY
        assert diary.need(Voice, "hers").audiences == SCHOOL
        ledger.put_back(kind)
        assert (diary.need(Voice, "work"), diary.need(Permission, kind)) == (work, made)


def test_taking_back_is_undone_with_its_labels(diary, ledger):
    before = diary.need(Permission, "quote"), diary.need(Voice, "hers")
    ledger.take_back("quote")
    assert ledger.put_back("quote") == "It stands as before."
    assert (diary.need(Permission, "quote"), diary.need(Voice, "hers")) == before
    assert ledger.put_back("quote") == ""


def test_a_case_study_that_can_be_recognised_becomes_private(diary, ledger):
    diary.add(
        Permission(
            id="case",
            pupil_id=WREN,
            kind=PermissionKind.IDENTIFIABLE_CASE_STUDY,
            given_by=GivenBy.PARENT_CARER,
            given_on=FIRST,
        ),
        CaseStudy(
            id="story", subject=CaseSubject.PUPIL, title="A start", pupil_id=WREN, status=CaseStatus.PUBLISHED
        ),
    )
    ledger.take_back("case")
    assert diary.need(CaseStudy, "story").status is CaseStatus.PRIVATE


def test_the_card_asks_tells_and_takes_back(ledger, qtbot):
    from PySide6.QtWidgets import QWidget

    page = QWidget()
    page.resize(900, 700)
    qtbot.addWidget(page)
    card = LedgerCard(page, ledger, lambda _id: None)
    qtbot.addWidget(card)
    page.show()
    names = [button.accessibleName() for button in card.findChildren(QuietButton)]
    assert "Take back: Quotes, The pupil" in names
    sheet = card.ask("quote")
    told = [label.text() for kind in (Body, Muted) for label in sheet.findChildren(kind)]
    assert any("Mrs Dale" in words for words in told)
    assert "wren.pdf" in told
    sheet.button.click()
    assert "taken back" in card.told.words
    assert not ledger.lines()[1].stands
    card.told.buttons[0].click()
    assert all(line.stands for line in ledger.lines())
    assert page.findChild(TakeBackSheet) is None or not page.findChild(TakeBackSheet).isVisible()
