"""Importing in the window: what is shown of a file before anything is added, and what stops it."""

from __future__ import annotations

import pytest

from tutordiary.diary import Diary
from tutordiary.errors import DiskFull
from tutordiary.model import Group, Membership, Pupil, Session, Setting, Slot
from tutordiary.presenters.import_page import _CHUNK, Fate, ImportPresenter
from tutordiary.presenters.work import InlineRunner
from tutordiary.vault.ciphers import LOWEST_COST

GOOD = (
    "Pupil name,Year,School,Music group,Day,Time,UPN\n"
    "Wren Adair,4,Alder Bank,Drums,Tue,1.30pm,X1\n"
    "Sol Beck,Y5,Alder Bank,Drums,Tue,1.30pm,X2\n"
)
ONE_BAD = GOOD + "Jo Cole,banana,Alder Bank,Drums,Tue,1.30pm,X3\n"


class View:
    def __init__(self):
        self.page = None
        self.refused = self.added = ""
        self.can_undo = False

    def show_working(self, words):
        self.working = words

    def show_file(self, page):
        self.page = page

    def show_refused(self, file_name, words):
        self.page, self.refused = None, words

    def show_added(self, words, *, can_undo):
        self.added, self.can_undo = words, can_undo


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("import")
    diary, _ = Diary.create(
        folder / "diary", "four plain words here", cost=LOWEST_COST, state_folder=folder / "state"
    )
    yield diary
    diary.close()


@pytest.fixture
def desk(shared, tmp_path):
    view = View()
    presenter = ImportPresenter(shared, view, InlineRunner())

    def look(text, name="list.csv"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        presenter.look(file)
        return view.page

    yield presenter, view, look
    presenter.undo()
    for kind in (Setting, Pupil):
        shared.remove(*shared.all(kind))


def held(diary):
    return {kind: len(diary.all(kind)) for kind in (Setting, Group, Pupil, Membership, Slot, Session)}


def test_a_file_is_explained_column_by_column_and_row_by_row(desk, shared):
    _, _, look = desk
    page = look(GOOD)
    assert [(one.letters, one.field) for one in page.columns] == [
        ("A", "name"),
        ("B", "year_group"),
        ("C", "setting"),
        ("D", "group"),
        ("E", "weekday"),
        ("F", "starts_at"),
        ("G", ""),
    ]
    assert page.columns[6].why == "not used: the diary keeps the least that identifies a child"
    assert [(row.place, row.fate) for row in page.rows] == [("row 2", Fate.NEW), ("row 3", Fate.NEW)]
    assert page.rows[0].says == "Wren Adair, Year 4, Drums, Alder Bank, Tuesdays 1:30 pm"
    assert page.rows[1].why == "adds a pupil, place in a group"
    assert page.summary.startswith("2 rows read. New: 1 school or centre, 1 group, 2 pupils")
    assert page.can_add
    assert page.add_words == "Add 2 pupils and what belongs there"
    assert sum(held(shared).values()) == 0  # looking writes nothing


def test_every_row_is_counted_and_those_said_twice_are_named(desk):
    _, _, look = desk
    page = look(ONE_BAD + GOOD.partition("\n")[2])
    assert page.summary.startswith("5 rows read, 2 of them twice. New: ")
    assert page.summary.endswith("1 row cannot be used.")
    assert len(page.rows) == 3
    assert any("names the same pupil as row 2" in note for note in page.notes)


def test_all_is_added_once_and_taken_back_whole(desk, shared):
    presenter, view, look = desk
    look(GOOD)
    presenter.add()
    presenter.add()
    assert view.added == ("Added: 1 school or centre, 1 group, 2 pupils, 2 places in groups, 1 weekly time.")
    assert held(shared) == {Setting: 1, Group: 1, Pupil: 2, Membership: 2, Slot: 1, Session: 0}
    page = look(GOOD)
    assert {row.fate for row in page.rows} == {Fate.THERE}
    assert (page.can_add, page.add_words) == (False, "Nothing new to add")
    presenter.undo()
    assert view.added == "Taken back. Nothing of the file is in the diary."
    assert sum(held(shared).values()) == 0


def test_a_row_that_cannot_be_used_stops_all_until_it_is_left_out(desk, shared):
    presenter, view, look = desk
    page = look(ONE_BAD)
    assert (page.can_add, page.can_leave_out) == (False, True)
    (bad,) = [row for row in page.rows if row.fate is Fate.BAD]
    assert (bad.place, bad.why) == ("row 4", "year group: not a year group from Reception to 13")
    assert bad.says.startswith("Jo Cole, banana")
    presenter.add()
    assert sum(held(shared).values()) == 0
    presenter.leave_out(on=True)
    assert view.page.can_add
    presenter.add()
    assert sorted(pupil.first_name for pupil in shared.all(Pupil)) == ["Sol", "Wren"]


def test_a_column_can_be_chosen_by_hand_and_given_up(desk):
    presenter, view, look = desk
    page = look("Colour,Size\nRed,Alder\nBlue,Alder\n")
    assert not page.can_add
    assert page.whole_file[0].startswith("No row of column names was found.")
    presenter.use("A", "first_name")
    assert [row.says for row in view.page.rows] == ["Red", "Blue"]
    assert view.page.columns[0].why == "the pupil’s first name, as you chose"
    presenter.use("B", "setting")
    assert view.page.rows[0].says == "Red, Alder"
    presenter.use("B", "first_name")  # the later choice of the same is another column
    assert view.page.columns[1].field == "first_name"
    presenter.use("A", "")
    assert view.page.columns[0].why == "not used, as you chose"


def test_a_guess_gives_way_to_what_was_chosen(desk):
    presenter, view, look = desk
    look("First name,Called\nWren,Jenny\n")
    presenter.use("B", "first_name")
    assert [(one.field, one.why) for one in view.page.columns] == [
        ("", "not used: you chose another column for the pupil’s first name"),
        ("first_name", "the pupil’s first name, as you chose"),
    ]
    assert view.page.rows[0].says == "Jenny"


def test_a_calendar_has_a_fixed_mapping_and_names_its_problem(desk):
    _, _, look = desk
    page = look("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Drums\r\n", "term.ics")
    assert page.choices == ()
    assert page.whole_file == ("Line 2: what begins here has no end: the file is cut off.",)
    assert (page.can_add, page.can_leave_out) == (False, False)


def test_a_younger_child_of_the_same_name_is_not_taken_for_the_one_in_the_diary(desk):
    presenter, _, look = desk
    look(GOOD)
    presenter.add()
    (row,) = look("Pupil name,Year,School,Group\nWren Adair,2,Alder Bank,Voices\n").rows
    assert "has a pupil of this name in a higher year" in row.why
    (row,) = look("Pupil name,Year,School,Group\nWren Adair,5,Alder Bank,Voices\n").rows
    assert (row.fate, row.why) == (Fate.NEW, "adds a group, place in a group")  # a year on: the same child


@pytest.mark.parametrize("column", ["Class", "Year"])
def test_two_children_of_one_name_are_never_made_one(desk, column):
    _, _, look = desk
    one, other = ("4A", "4B") if column == "Class" else ("4", "5")
    page = look(f"Pupil name,{column},School,Group\nWren A,{one},Oak,Drums\nWren A,{other},Oak,Drums\n")
    (bad,) = [row for row in page.rows if row.fate is Fate.BAD]
    assert bad.place == "row 3"
    assert "add an initial to tell the two pupils apart" in bad.why
    assert not page.can_add


def test_a_child_is_put_into_no_group_while_two_schools_have_one_of_that_name(desk):
    presenter, _, look = desk
    look("School,Group\nOak,Drums\nElm,Drums\nElm,Keys\n")
    presenter.add()
    drums, keys = look("Pupil name,Group\nWren A,Drums\nSol B,Keys\n").rows
    assert (drums.fate, drums.why.partition(":")[0]) == (Fate.BAD, "the school of this group is not known")
    assert (keys.fate, keys.why) == (Fate.NEW, "adds a pupil, place in a group")


def test_what_the_diary_learned_meanwhile_stops_an_import_that_would_double_it(desk, shared):
    presenter, view, look = desk
    look(GOOD)
    shared.add(Setting(id="alder", name="Alder Bank"))
    presenter.add()
    assert view.refused == "The diary changed since the file was read. Nothing was added. Look again."
    assert shared.all(Pupil) == []


def test_an_import_that_breaks_off_in_the_middle_adds_nobody(desk, shared, monkeypatch):
    presenter, view, look = desk
    rows = (f"Child{number},Alder Bank,Voices" for number in range(_CHUNK))
    look("\n".join(("First name,School,Group", *rows)))
    add, parts = shared.add, []

    def add_until_full(*records):
        parts.append(len(records))
        if len(parts) > 1:
            raise DiskFull("The disk is full. Nothing was added.")
        add(*records)

    monkeypatch.setattr(shared, "add", add_until_full)
    presenter.add()
    assert parts[0] == _CHUNK
    assert view.refused == "The disk is full. Nothing was added."
    assert sum(held(shared).values()) == 0


def test_a_whole_diary_is_sent_to_the_command_line(desk):
    _, view, look = desk
    look("{}", "all.json")
    assert "command line" in view.refused


def test_a_new_terms_weekly_time_is_new_though_it_is_at_the_same_hour(desk, shared):
    presenter, _, look = desk
    head = "School,Group,Day,Time,From date,To date\n"
    look(head + "Alder Bank,Drums,Tue,13:30,07/01/2026,20/07/2026\n")
    presenter.add()
    (again,) = look(head + "Alder Bank,Drums,Tue,13:30,01/05/2026,20/07/2026\n").rows
    assert again.fate is Fate.THERE
    (new,) = look(head + "Alder Bank,Drums,Tue,13:30,01/09/2026,20/12/2026\n").rows
    assert (new.fate, new.why) == (Fate.NEW, "adds a weekly time")
    presenter.add()
    assert len(shared.all(Slot)) == 2


class Later:
    """Keeps the work until it is told to do it."""

    def __init__(self):
        self.waiting = []

    def run(self, work, done, failed):
        self.waiting.append(lambda: done(work()))

    def go(self):
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one()


def test_a_sheet_closed_while_it_adds_is_not_spoken_to_and_the_page_below_is(shared, tmp_path):
    view, later, drawn = View(), Later(), []
    presenter = ImportPresenter(shared, view, later)
    file = tmp_path / "list.csv"
    file.write_text(GOOD)
    presenter.look(file)
    later.go()
    presenter.add()
    presenter.look(file)  # nothing is read in between
    presenter.let_go(lambda: drawn.append("again"))
    later.go()
    assert (view.added, drawn, len(shared.all(Pupil))) == ("", ["again"], 2)
    presenter.undo()
    later.go()
    assert shared.all(Pupil) == []


def test_only_the_newest_look_is_shown(shared, tmp_path):
    view, later = View(), Later()
    presenter = ImportPresenter(shared, view, later)
    for name in ("first.csv", "second.csv"):
        (tmp_path / name).write_text(GOOD)
        presenter.look(tmp_path / name)
    later.waiting.reverse()
    later.go()
    assert view.page.file_name == "second.csv"
