"""Nobody is missing from the paper of a large group, and no sheet is made or asked for out of its time."""

from __future__ import annotations

import re
from datetime import timedelta

import pypdfium2
import pytest

from tests.presenters.log_samples import DAY, GROUP, new_diary
from tutordiary.diary import Diary
from tutordiary.drafting.paper_sheet import PaperSheet, sheets_pdf
from tutordiary.model import Session, SessionStatus
from tutordiary.presenters.paper import PaperPresenter
from tutordiary.presenters.paper_log import PaperLog
from tutordiary.presenters.paper_sheets import PaperSheets
from tutordiary.presenters.work import InlineRunner


class PaperWindow:
    """Remembers the last state."""

    def show_paper(self, state):
        self.state = state

    def print_sheets(self, data):
        self.data = data


@pytest.fixture
def samba(tmp_path):
    made = new_diary(tmp_path)
    yield made
    made.close()


def test_everyone_of_a_large_group_has_a_column():
    codes = tuple("ABCDEFGJKLM")
    data = sheets_pdf([PaperSheet(7, codes, (("Skill", ("Keeps a beat",)),), ("rarely",), ("listened",))])
    pdf = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    found = [re.findall(r"^([A-Z])\s+A moment to remember", page, re.MULTILINE) for page in pages]
    assert len(pages) == 2
    assert [code for some in found for code in some] == list(codes)


def test_a_sheet_printed_ahead_waits_only_from_its_day_on(samba):
    window, today = PaperWindow(), [DAY]
    presenter = PaperPresenter(samba, window, InlineRunner(), lambda: today[0])
    presenter.print_one(GROUP, DAY + timedelta(weeks=1))
    assert window.state.waiting == ()
    today[0] = DAY + timedelta(weeks=1)
    presenter.show()
    assert [one.number for one in window.state.waiting] == [1]


def test_a_cancelled_session_gets_no_sheet(samba):
    off = SessionStatus.CANCELLED
    samba.add(Session(id="off", group_id=GROUP, held_on=DAY, starts_at="13:30", status=off))
    window = PaperWindow()
    PaperPresenter(samba, window, InlineRunner(), lambda: DAY).show()
    assert window.state.lines == ()


def test_a_sheet_can_be_looked_at_where_nothing_can_be_written(samba, tmp_path):
    made = PaperSheets(samba).make(GROUP, DAY)
    samba.close()
    state = tmp_path / "state"
    copy = Diary.open(samba.folder, "four small drums rolling", state_folder=state, read_only=True)
    log = PaperLog(copy)
    log.open_sheet(made.number)
    assert log.sheet == made
    copy.close()
