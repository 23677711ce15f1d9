"""What the two sheets know and do, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rights_sample import TODAY

from tutordiary.diary import care
from tutordiary.diary.erasure_plan import GivenPaper
from tutordiary.model import Disclosure, Pupil
from tutordiary.presenters.pupil_rights import PupilRights
from tutordiary.presenters.pupil_rights_pages import paper
from tutordiary.presenters.work import InlineRunner


class Sheet:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.copy = self.plan = self.erased = None
        self.busy: list[str] = []
        self.problems: list[str] = []
        self.given: list[str] = []

    def show_busy(self, words):
        self.busy.append(words)

    def show_problem(self, sentence):
        self.problems.append(sentence)

    def show_copy(self, page):
        self.copy = page

    def show_given(self, sentence):
        self.given.append(sentence)

    def show_plan(self, page):
        self.plan = page

    def show_erased(self, page):
        self.erased = page


@pytest.fixture
def sheet():
    return Sheet()


@pytest.fixture
def rights(filled, sheet, tmp_path):
    pupil = next(one for one in filled.all(Pupil) if one.first_name == "Safiya")
    return PupilRights(filled, sheet, InlineRunner(), lambda: TODAY, pupil.id, tmp_path)


def test_passages_are_read_one_after_another_until_the_copy_can_be_given(rights, sheet, filled, tmp_path):
    rights.open_copy()
    assert "wait for your eyes" in sheet.copy.blocked
    rights.give("json", tmp_path / "early.json", "")
    assert "still need your eyes" in sheet.problems[-1]
    assert not (tmp_path / "early.json").exists()

    seen = set()
    while sheet.copy.blocked:
        assert sheet.copy.passage.state == "To read"
        seen.add(sheet.copy.passage.number)
        rights.read()
    assert len(seen) == sheet.copy.passage.count
    rights.give("json", tmp_path / "copy.json", " Her nan ")
    assert "copy.json" in sheet.given[0]
    assert (tmp_path / "copy.json").exists()
    assert [one.recipient for one in filled.all(Disclosure)] == ["Her nan"]


def test_words_go_in_and_out_and_passages_too(rights, sheet):
    rights.open_copy()
    here = sheet.copy.passage
    word = here.words[0]
    assert not word.is_in_copy
    rights.switch_word(word.word)
    assert sheet.copy.passage.words[0].is_in_copy
    assert word.word in sheet.copy.passage.in_copy
    rights.switch_word(word.word)
    assert sheet.copy.passage == here

    other = next(one for one in here.in_copy.split() if one.isalpha() and len(one) > 3)
    rights.take_out(other)
    assert other not in sheet.copy.passage.in_copy.split()
    rights.take_out("not in it")
    assert "no such word" in sheet.problems[-1]

    rights.leave_out()
    assert sheet.copy.passage.is_left_out
    rights.leave_out()
    assert not sheet.copy.passage.is_left_out
    rights.go(1)
    assert sheet.copy.passage.number == here.number + 1
    rights.go(-5)
    assert sheet.copy.passage.number == 1


def test_erasing_wants_the_first_name_and_ends_with_what_is_out_of_reach(rights, sheet, filled, tmp_path):
    backup = tmp_path / "kept.tdbackup"
    care.back_up(filled, backup)
    rights.open_erase()
    page = sheet.plan
    assert "small signs" in page.goes[0]
    assert page.named[0].after["replace"] != page.named[0].text
    for typed in ("", "Saf", "Dominic"):
        rights.erase(typed, {}, "asked")
        assert sheet.erased is None
    assert len(filled.all(Pupil)) == 17

    rights.erase(" safiya ", {page.named[0].passage_id: "remove"}, "asked")
    assert len(filled.all(Pupil)) == 16
    assert sheet.erased.done[0].startswith("Safiya is no longer in this diary")
    assert [one.path for one in sheet.erased.backups] == [backup]
    rights.delete_backups((backup,))
    assert sheet.erased.backups == ()
    assert not Path(backup).exists()


def test_whom_a_paper_was_for_is_said_once():
    given = GivenPaper(datetime(2026, 11, 20, 9, tzinfo=UTC), "report_school", "school", "", "CU.pdf")
    assert paper(given) == "20 November 2026: Report for the school (CU.pdf)"
    assert ", for Mrs Bhandal (" in paper(replace(given, recipient="Mrs Bhandal"))
