"""What Find asks and shows: counts, filters, pages of results, stars, kept searches, and putting away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tutordiary.diary import Diary
from tutordiary.diary.finding import KINDS, Wanted, find
from tutordiary.errors import Stopped
from tutordiary.model import (
    Action,
    Contact,
    Conversation,
    ConversationPupil,
    Group,
    Judgement,
    Membership,
    Observation,
    Pupil,
    Reflection,
    Report,
    ReportSection,
    SavedSearch,
    Session,
    Setting,
    Voice,
)
from tutordiary.presenters import find_asked
from tutordiary.presenters.find import LAST, NOTHING_FOUND, NOTHING_SO, NOTHING_YET, FindPresenter
from tutordiary.presenters.find_asked import OUTCOME, OWN, TERM, YEAR, Asked
from tutordiary.presenters.find_lines import KIND_WORDS, Landing, line_of
from tutordiary.presenters.work import InlineRunner
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 17)


class View:
    def __init__(self):
        self.asked = self.offered = self.results = None
        self.lines = []
        self.said = []

    def show_asked(self, asked):
        self.asked = asked

    def show_filters(self, asked, offered, own_days):
        self.offered, self.set, self.own_days = offered, asked, own_days

    def show_results(self, results):
        self.results, self.lines = results, list(results.lines)

    def add_results(self, results):
        self.results = results
        self.lines += results.lines

    def show_line(self, row, line):
        self.lines[row] = line

    def say(self, sentence):
        self.said.append(sentence)

    @property
    def ids(self):
        return [line.passage.item_id for line in self.lines]


class LaterRunner:
    """Keeps the work until it is told to do it, as a busy worker would."""

    def __init__(self):
        self.waiting = []

    def run(self, work, done, failed):
        self.waiting.append((work, done, failed))

    def work(self):
        while self.waiting:
            InlineRunner().run(*self.waiting.pop(0))


def seen(number, text, **more):
    return Observation(id=f"o{number}", noted_on=TODAY - timedelta(days=number), text=text, **more)


@pytest.fixture(scope="module")
def kept_diary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("find")
    diary, _ = Diary.create(
        folder / "d", "plain words for a test", cost=LOWEST_COST, state_folder=folder / "s"
    )
    diary.add(
        Setting(id="s", name="Alder Bank"),
        Group(id="g", setting_id="s", working_name="Tuesday drums"),
        Group(id="old", setting_id="s", working_name="Last year’s choir", ends_on=date(2025, 7, 1)),
        Pupil(id="p", first_name="Wren", last_name="Adair", setting_id="s"),
        Pupil(id="q", first_name="Sol", setting_id="s"),
        Membership(id="m", pupil_id="p", group_id="g", joined_on=date(2026, 9, 1)),
        Membership(
            id="n", pupil_id="q", group_id="old", joined_on=date(2024, 9, 1), left_on=date(2025, 7, 1)
        ),
        Session(id="d", group_id="g", held_on=date(2026, 11, 10)),
        Reflection(id="r", session_id="d", prompt="went_well", text="The break worked."),
        seen(1, "Wren led the break.", pupil_id="p", group_id="g", session_id="d", indicators=("MUS.1",)),
        seen(2, "Hummed it in the corridor.", pupil_id="p"),
        *(seen(number, f"clapped along, take {number}", group_id="g") for number in range(500, 950)),
        Voice(id="v", speaker="pupil", words="Faster!", said_on=TODAY, pupil_id="q"),
        Judgement(
            id="j", pupil_id="p", outcome="MUS", result="increased", judged_on=TODAY, note="The humming."
        ),
        Conversation(id="c", held_on=TODAY, with_role="SENCO", summary="A quiet corner for the humming."),
        ConversationPupil(id="cp", conversation_id="c", pupil_id="q"),
        Conversation(id="c2", held_on=TODAY, with_role="office", summary="The hall is free.", setting_id="s"),
        Action(id="a", text="Ask for the corner", conversation_id="c"),
        Contact(id="k", setting_id="s", role="senco", first_name="Marguerite"),
        Report(id="w", pupil_id="p", audience="school", purpose="termly", period_from=TODAY, period_to=TODAY),
        ReportSection(id="ws", report_id="w", section="next", text="A solo at the concert."),
    )
    yield diary
    diary.close()


@pytest.fixture
def page(kept_diary):
    kept_diary.keep_preference(LAST, "")
    for one in kept_diary.all(SavedSearch):
        kept_diary.remove(one)
    view = View()
    presenter = FindPresenter(kept_diary, view, InlineRunner(), lambda: TODAY)
    presenter.arrive()
    return presenter, view


def test_at_first_the_latest_stand_there(page):
    _, view = page
    assert view.results.count == "The latest"
    assert view.lines[0].passage.day == TODAY
    assert not view.results.is_all


def test_two_letters_begin_the_search(page):
    presenter, view = page
    presenter.type("h")
    assert view.results.count == "The latest"
    presenter.type("hu")
    assert (view.ids, view.results.count) == (["c", "j", "o2"], "3 found")


def test_nothing_found_says_what_to_do(page, diary):
    presenter, view = page
    presenter.type("xylophone")
    assert (view.lines, view.results.empty, view.results.count) == ([], NOTHING_FOUND, "0 found")
    presenter.clear()
    presenter.set_filter("kind", "target")
    assert view.results.empty == NOTHING_SO
    empty = View()
    FindPresenter(diary, empty, InlineRunner(), lambda: TODAY).arrive()
    assert (empty.results.empty, empty.results.count) == (NOTHING_YET, "")


def test_long_results_come_page_by_page_and_once(page):
    presenter, view = page
    presenter.type("clapped")
    assert (len(view.lines), view.results.count) == (50, "200 and more found")
    counts = []
    for _ in range(10):
        presenter.more()
        counts.append(view.results.count)
    assert counts[:3] == ["250 and more found", "300 and more found", "350 and more found"]
    assert (len(view.lines), len(set(view.ids)), view.results.count) == (450, 450, "450 found")
    assert view.ids == [f"o{number}" for number in range(500, 950)]


def test_filters_narrow_and_one_key_takes_all_away(page):
    presenter, view = page
    presenter.set_filter("pupil_id", "p")
    presenter.set_filter("kind", "sign")
    assert view.ids == ["o1", "o2"]
    presenter.set_filter("sign", OUTCOME + "MUS")
    assert view.ids == ["o1"]
    presenter.type("corridor")
    assert view.ids == []
    presenter.clear()
    assert (presenter.asked, view.asked, view.results.count) == (Asked(), Asked(), "The latest")


def test_what_is_offered_is_of_today_and_the_rest_one_step_away(page):
    presenter, view = page
    assert view.offered.pupil_id == (("", "Anybody"), ("p", "Wren Adair"))
    assert view.offered.group_id == (("", "Any group"), ("g", "Tuesday drums"))
    assert view.offered.earlier_groups == (("old", "Last year’s choir"),)
    assert [key for key, _ in view.offered.kind[1:]] == list(KIND_WORDS) == list(KINDS)
    presenter.type("sol")
    assert view.results.called == (("q", "Sol"),)
    presenter.set_filter("pupil_id", "q")
    assert ("q", "Sol") in view.offered.pupil_id
    assert view.results.called == ()
    assert set(view.ids) == {"v", "c", "q"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(), (None, None)),
        (Asked(when=TERM), (date(2026, 9, 1), TODAY)),
        (Asked(when=YEAR), (date(2026, 9, 1), TODAY)),
        (Asked(when=OWN, first="2026-10-31", last="2026-10-01"), (date(2026, 10, 1), date(2026, 10, 31))),
        (Asked(when=OWN, first="", last="nonsense"), (None, None)),
    ],
)
def test_days_are_a_term_a_year_or_ones_own(kept_diary, asked, expected):
    assert find_asked.days_of(kept_diary, asked, TODAY) == expected
    for day, year in ((date(2027, 8, 31), 2026), (date(2027, 9, 1), 2027)):
        assert find_asked.days_of(kept_diary, Asked(when=YEAR), day) == (date(year, 9, 1), day)


def test_a_star_is_set_and_taken_and_found_by(page):
    presenter, view = page
    presenter.type("hummed")
    presenter.star(0)
    assert view.lines[0].starred
    presenter.type("")
    presenter.set_starred(on=True)
    assert view.ids == ["o2"]
    presenter.star(0)
    presenter.arrive()
    assert view.ids == []
    presenter.clear()
    presenter.type("break worked")
    presenter.star(0)
    assert not view.lines[0].starred
    assert view.said == ["Stars are for small signs and for people’s words."]


def test_all_of_a_passage_with_what_else_is_known(page):
    presenter, view = page
    presenter.type("led the break")
    whole = presenter.whole(view.lines[0])
    assert (whole.title, whole.text) == ("Wren Adair", "Wren led the break.")
    assert "Seen by: tutor" in whole.facts
    assert "For: Only me" in whole.facts
    assert view.lines[0].spoken == (
        "Wren Adair, Small sign, Tuesday drums, 16 November 2026, Wren led the break."
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "led the break",
            Landing("log", group_id="g", day=date(2026, 11, 10), session_id="d", record_id="o1"),
        ),
        ("break worked", Landing("log", group_id="g", day=date(2026, 11, 10), session_id="d", record_id="r")),
        ("corridor", Landing("pupil", pupil_id="p", part="sign", record_id="o2")),
        ("faster", Landing("pupil", pupil_id="q", part="voice", record_id="v")),
        ("the humming", Landing("pupil", pupil_id="p", part="judgement", record_id="j")),
        ("quiet corner", Landing("pupil", pupil_id="q", part="conversation", record_id="c")),
        ("ask corner", Landing("pupil", pupil_id="q", part="conversation", record_id="c")),
        ("hall free", Landing("setting", setting_id="s", record_id="c2")),
        ("marguerite", Landing("setting", setting_id="s")),
        ("solo concert", Landing("report", pupil_id="p", record_id="w")),
        ("tuesday drums", Landing("group", group_id="g")),
        ("adair", Landing("pupil", pupil_id="p")),
    ],
)
def test_every_passage_is_opened_where_it_stands(kept_diary, page, typed, expected):
    presenter, _ = page
    found = find(kept_diary, Wanted(typed=typed)).passages
    assert expected in [presenter.landing(line_of(one)) for one in found]


def test_what_is_gone_by_now_opens_nothing(page):
    presenter, view = page
    presenter.type("led the break")
    line = view.lines[0]
    gone = replace(line, passage=replace(line.passage, item_id="gone"))
    assert presenter.landing(gone) == Landing("")
    assert presenter.whole(gone).text == ""


def test_searches_are_kept_opened_renamed_and_removed_with_undo(page):
    presenter, view = page
    assert presenter.save_search("Breaks") != ""  # nothing is asked yet
    presenter.type("break")
    presenter.set_filter("pupil_id", "p")
    assert presenter.save_search("  ") != ""
    assert presenter.save_search("Breaks") == ""
    assert presenter.save_search("breaks") == ""  # in place of the first
    (one,) = presenter.saved()
    assert (one.name, one.about) == ("breaks", "“break”, Wren Adair")
    presenter.clear()
    presenter.open_saved(one.id)
    assert view.asked == Asked(typed="break", pupil_id="p") == presenter.asked
    assert view.ids == ["o1"]
    assert presenter.rename_saved(one.id, " ") != ""
    assert presenter.rename_saved(one.id, "Led") == ""
    assert [each.name for each in presenter.saved()] == ["Led"]
    entry = presenter.remove_saved(one.id)
    assert presenter.saved() == ()
    assert presenter.bring_back(entry)[0]
    assert [each.name for each in presenter.saved()] == ["Led"]


def test_a_name_being_typed_is_kept_and_forgotten(kept_diary, page):
    presenter, _ = page
    presenter.keep_naming("Brea")
    assert FindPresenter(kept_diary, View(), InlineRunner(), lambda: TODAY).naming() == "Brea"
    presenter.keep_naming("")
    assert presenter.naming() == ""


def test_what_was_asked_is_there_after_a_lock(kept_diary, page):
    presenter, _ = page
    presenter.type("hum")
    presenter.set_filter("kind", "sign")
    presenter.keep()
    again = View()
    FindPresenter(kept_diary, again, InlineRunner(), lambda: TODAY).arrive()
    assert again.asked == Asked(typed="hum", kind="sign")
    assert again.ids == ["o2"]


def test_what_erasing_took_out_of_the_diary_does_not_come_back_from_the_page(kept_diary, page):
    presenter, view = page
    presenter.type("wren")
    presenter.set_filter("pupil_id", "p")
    presenter.keep()
    kept_diary.keep_preference(LAST, '{"typed": "a pupil who has left"}')
    presenter.arrive()
    assert view.asked == Asked(typed="a pupil who has left")
    presenter.set_filter("kind", "sign")
    presenter.keep()
    assert "wren" not in kept_diary.preference(LAST)


@pytest.mark.parametrize("held", ["", "{", "[]", '{"typed": 3, "starred": "yes", "nobody": "knows"}'])
def test_what_cannot_be_read_asks_for_nothing(held):
    assert find_asked.read(held) == Asked()


def test_an_answer_that_comes_too_late_is_dropped(kept_diary):
    kept_diary.keep_preference(LAST, "")
    runner, view = LaterRunner(), View()
    presenter = FindPresenter(kept_diary, view, runner, lambda: TODAY)
    presenter.arrive()
    presenter.type("clap")
    presenter.type("hum")
    runner.work()
    assert view.ids == ["c", "j", "o2"]
    presenter.type("clap")
    presenter.rest()  # the diary is locked
    runner.work()
    assert view.ids == ["c", "j", "o2"]


def test_one_that_was_broken_off_is_no_trouble_and_any_other_is_said(kept_diary, page):
    presenter, view = page

    class Failing:
        def __init__(self, error):
            self.error = error

        def run(self, work, done, failed):
            failed(self.error)

    for error, said in (
        (Stopped("stopped"), []),
        (Stopped.__base__("The disk is gone."), ["The disk is gone."]),
    ):
        presenter._runner = Failing(error)
        view.said.clear()
        presenter.type(f"hum{said}")
        assert view.said == said


def test_in_a_copy_that_is_only_looked_at_it_finds_and_keeps_nothing(tmp_path):
    made, _ = Diary.create(
        tmp_path / "d", "plain words for a test", cost=LOWEST_COST, state_folder=tmp_path / "s"
    )
    made.add(seen(1, "hummed"), SavedSearch(id="kept", name="Humming", query="hum"))
    made.close()
    diary = Diary.open(tmp_path / "d", "plain words for a test", state_folder=tmp_path / "s", read_only=True)
    view = View()
    presenter = FindPresenter(diary, view, InlineRunner(), lambda: TODAY)
    presenter.arrive()
    presenter.type("hum")
    assert view.ids == ["o1"]
    presenter.star(0)
    assert not view.lines[0].starred
    presenter.keep_naming("Anything")
    presenter.keep()
    assert presenter.save_search("Hums") != ""
    assert presenter.rename_saved("kept", "Other") != ""
    assert presenter.remove_saved("kept") == ""
    assert len(view.said) == 2
    diary.close()
