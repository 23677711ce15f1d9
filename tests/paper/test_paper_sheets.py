"""Letters are given once and stay; a sheet of paper names nobody; what is on it is written up as the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from tests.presenters.log_samples import DAY, GROUP, Clock, FakeView, new_diary
from tests.rights.rights_reading import found_names
from tutordiary import sample
from tutordiary.diary import Diary, erasure
from tutordiary.model import (
    Attendance,
    Contact,
    Group,
    Membership,
    Observation,
    PartTaken,
    Presence,
    Pupil,
    Scope,
    Session,
    Setting,
)
from tutordiary.presenters.log_state import Field, Place
from tutordiary.presenters.paper import PaperPresenter
from tutordiary.presenters.paper_log import PaperLog
from tutordiary.presenters.paper_sheets import ALPHABET, PaperSheets, letter
from tutordiary.presenters.work import InlineRunner
from tutordiary.vault.ciphers import LOWEST_COST


class PaperWindow:
    """Remembers what the presenter asked of the page."""

    def __init__(self):
        self.state = None
        self.printed = []
        self.said = []
        self.written_up = []

    def show_paper(self, state):
        self.state = state

    def print_sheets(self, data):
        self.printed.append(data)

    def say(self, sentence, *, is_good):
        self.said.append((sentence, is_good))

    def write_up(self, number):
        self.written_up.append(number)


@pytest.fixture
def samba(tmp_path):
    made = new_diary(tmp_path)
    yield made
    made.close()


def text_of(data):
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def test_letters_stay_when_somebody_joins_leaves_or_is_gone(samba):
    sheets = PaperSheets(samba)
    first = sheets.make(GROUP, DAY)
    assert [code for code, _ in first.codes] == ["A", "B", "C", "D", "E"]
    samba.add(
        Pupil(id="new", first_name="Aaron"),
        Membership(id="member-new", pupil_id="new", group_id=GROUP, joined_on=DAY - timedelta(days=1)),
    )
    samba.keep_preference("paper/1/B", "")  # as erasing leaves it
    again = sheets.make(GROUP, DAY)
    assert again.number == first.number
    assert again.codes == (first.codes[0], *first.codes[2:], ("F", "new"), ("G", "pupil-ben"))
    assert sheets.make(GROUP, DAY + timedelta(days=7)).number == 2


def test_the_letter_of_somebody_erased_is_given_to_nobody(samba):
    sheets = PaperSheets(samba)
    before = sheets.make(GROUP, DAY)
    erasure.erase(samba, "pupil-ben")
    assert sheets.make(GROUP, DAY).codes == (before.codes[0], *before.codes[2:])
    samba.add(
        Pupil(id="new", first_name="Aaron"),
        Membership(id="member-new", pupil_id="new", group_id=GROUP),
    )
    assert sheets.make(GROUP, DAY).codes[-1] == ("F", "new")


def test_no_letter_is_a_key_of_the_log_and_none_comes_twice():
    letters = [letter(at) for at in range(300)]
    assert len(set(letters)) == 300
    assert set("HNPIO").isdisjoint(ALPHABET)


def test_a_sheet_is_written_up_cell_by_cell_and_is_the_logs_own(samba):
    number = PaperSheets(samba).make(GROUP, DAY).number
    log, view = PaperLog(samba, Clock()), FakeView()
    log.attach(view)
    log.open_sheet(number)
    names = [column.name for column in view.state.columns]
    assert names == ["Everyone", "A  Amira", "B  Ben", "C  Chidi", "D  Dafydd", "E  Elsie"]
    assert [column.letter for column in view.state.columns[1:]] == list("abcde")
    for key in "c-":
        assert log.type_key(key)
    log.go(0, 0)
    for key in "1 3h20":  # all 1, A empty, B 3, past C who was away, D harder and 2, E empty
        assert log.type_key(key)
    assert view.state.cursor == (1, 0)
    assert view.state.rows[0].name.startswith("✓ ")
    marks = {
        (one.pupil_id, one.scope): (one.step, bool(one.direction))
        for one in samba.find(Observation, session_id=log.session_id)
    }
    assert marks["pupil-ben", Scope.PUPIL] == (3, False)
    assert marks["pupil-dafydd", Scope.PUPIL] == (2, True)
    assert marks["pupil-amira", Scope.GROUP] == (1, False)
    assert not [key for key in marks if key[0] == "pupil-chidi"]


def test_the_row_last_reached_is_where_it_goes_on_and_parts_follow_the_last(samba):
    number = PaperSheets(samba).make(GROUP, DAY).number
    log, view = PaperLog(samba, Clock()), FakeView()
    log.attach(view)
    log.open_sheet(number)
    for _ in range(6 * 4):
        log.type_key(" ")
    again, other = PaperLog(samba, Clock()), FakeView()
    again.attach(other)
    again.open_sheet(number)
    assert other.state.cursor == (4, 0)
    for _ in range(6 * (len(other.state.rows) - 4)):
        again.type_key(" ")
    assert other.state.asking is not None
    for key in "123":
        again.type_key(key)
    parts = {
        one.pupil_id: one.part_taken
        for one in samba.find(Observation, session_id=again.session_id)
        if one.part_taken
    }
    assert parts["pupil-amira"] is PartTaken.LED
    assert len(parts) == 3


def test_a_lock_in_the_middle_of_a_word_comes_back_to_it(samba):
    number = PaperSheets(samba).make(GROUP, DAY).number
    log, view = PaperLog(samba, Clock()), FakeView()
    log.attach(view)
    log.open_sheet(number)
    for key in "     ":
        log.type_key(key)
    log.keep_typing(Place(Field.MOMENT, "pupil-ben"), "Counted us", 7)
    again, other = PaperLog(samba, Clock()), FakeView()
    again.attach(other)
    again.open_sheet(number)
    assert other.focused[-1] == (Place(Field.MOMENT, "pupil-ben"), 7)
    assert other.state.cursor == (0, 2)
    assert other.state.panel.moment.text == "Counted us"


def test_finishing_says_that_it_was_written_up_later_and_ticks_the_sheet_off(samba):
    sheets = PaperSheets(samba)
    number = sheets.make(GROUP, DAY).number
    assert [one.number for one in sheets.waiting()] == [number]
    log, view = PaperLog(samba, Clock()), FakeView()  # on the very day
    log.attach(view)
    log.open_sheet(number)
    log.type_key("2")
    log.finish()
    (session,) = samba.find(Session, group_id=GROUP, held_on=DAY)
    assert session.completed_later
    assert session.finished_at is not None
    assert view.finished
    assert sheets.waiting() == ()
    here = samba.find(Attendance, session_id=session.id)
    assert {one.presence for one in here} == {Presence.PRESENT}


def test_the_order_is_that_of_the_letters_though_a_name_changed(samba):
    number = PaperSheets(samba).make(GROUP, DAY).number
    samba.save(replace(samba.need(Pupil, "pupil-amira"), first_name="Zora"))
    log, view = PaperLog(samba, Clock()), FakeView()
    log.attach(view)
    log.open_sheet(number)
    assert [column.name for column in view.state.columns[1:3]] == ["A  Zora", "B  Ben"]


def test_the_page_lists_the_week_and_what_waits_and_comes_back_to_what_was_open(samba):
    window = PaperWindow()
    presenter = PaperPresenter(samba, window, InlineRunner(), lambda: DAY)
    presenter.show()
    (line,) = window.state.lines
    assert (line.when, line.state, line.can_write_up) == (
        "Tuesday 13 October, 1:30 pm",
        "No sheet yet",
        False,
    )
    presenter.print_one(GROUP, DAY)
    (line,) = window.state.lines
    assert (line.state, line.can_write_up) == ("Sheet 1", True)
    presenter.turn(1)
    assert window.state.title == "Week of 19 October 2026"
    assert [one.number for one in window.state.waiting] == [1]
    presenter.show_session(GROUP, DAY + timedelta(days=3))  # no weekly time of the group
    assert [one.day for one in window.state.lines] == [DAY, DAY + timedelta(days=3)]
    presenter.write_up(1)
    other = PaperWindow()
    PaperPresenter(samba, other, InlineRunner(), lambda: DAY).come_back()
    assert other.written_up == [1]


def test_what_was_logged_on_the_screen_waits_for_nobody_and_is_not_printed_with_its_week(samba):
    window = PaperWindow()
    presenter = PaperPresenter(samba, window, InlineRunner(), lambda: DAY)
    presenter.print_one(GROUP, DAY)
    log = PaperLog(samba, Clock())
    log.open_session(group_id=GROUP, day=DAY)
    log.finish()
    samba.add(
        Group(id="other", setting_id="setting-oak", working_name="Other"),
        Session(id="other-1", group_id="other", held_on=DAY),
    )
    presenter.turn(1)
    assert window.state.waiting == ()
    presenter.turn(-1)
    assert [line.is_logged for line in window.state.lines] == [True, False]
    presenter.print_week()
    assert len(text_of(window.printed[-1])) == 1


def test_a_diary_that_is_only_looked_at_makes_no_sheet_and_says_why(samba, tmp_path):
    folder = samba.folder
    samba.close()
    looked_at = Diary.open(
        folder, "four small drums rolling", state_folder=tmp_path / "state", read_only=True
    )
    window = PaperWindow()
    PaperPresenter(looked_at, window, InlineRunner(), lambda: DAY).print_one(GROUP, DAY)
    assert window.printed == []
    assert window.said[0][1] is False
    looked_at.close()


TODAY = date(2026, 11, 20)


def test_no_sheet_of_the_whole_sample_names_anybody_or_any_place(tmp_path):
    diary, _ = Diary.create(
        tmp_path / "d",
        "kettle harbour lantern seven",
        cost=LOWEST_COST,
        state_folder=tmp_path / "s",
        is_sample=True,
    )
    sample.fill(diary, sample.sample_records(TODAY))
    window = PaperWindow()
    presenter = PaperPresenter(diary, window, InlineRunner(), lambda: TODAY)
    presenter.turn(1)  # a week of which nothing is logged
    sessions = len(window.state.lines)
    presenter.save_week(tmp_path / "week.pdf")
    data = (tmp_path / "week.pdf").read_bytes()
    pages = text_of(data)
    assert sessions >= 3
    assert len(pages) >= sessions
    names = {part for one in diary.all(Pupil) for part in (one.first_name, one.last_name, *one.known_as)}
    names |= {part for one in diary.all(Contact) for part in (one.first_name, one.last_name, *one.known_as)}
    names |= {part for one in diary.all(Setting) for part in (one.name, *one.aliases)}
    names |= {part for one in diary.all(Group) for part in (one.working_name, one.pupils_name)}
    assert len(names) > 50
    for page in pages:
        assert found_names(page, names - {""}) == []
        assert not any(month in page for month in ("November", "2026"))
    pdf = pypdfium2.PdfDocument(data)
    about = {key: pdf.get_metadata_value(key) for key in ("Title", "Author", "Subject", "Keywords")}
    pdf.close()
    diary.close()
    assert about == {"Title": "Session sheet", "Author": "Tutor Diary", "Subject": "", "Keywords": ""}
