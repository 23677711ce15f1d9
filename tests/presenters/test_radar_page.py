"""The radar's page, through its presenter: the cells, their words, and where each leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tutordiary.diary import Diary
from tutordiary.model import (
    Closure,
    Group,
    Judgement,
    JudgementResult,
    Membership,
    Observation,
    PartTaken,
    Pupil,
    Scope,
    Session,
    Setting,
    Slot,
    Speaker,
    StartPoint,
    Voice,
)
from tutordiary.presenters.pupil_forms import PupilForms
from tutordiary.presenters.radar import NO_GROUPS, PLACE, RadarPresenter, quiet_line
from tutordiary.presenters.radar_state import Tone, Way
from tutordiary.presenters.radar_words import NOTHING_YET
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 17)  # a Tuesday
FIRST = date(2026, 9, 1)


class FakeView:
    """Remembers what the presenter asked of the window."""

    def __init__(self):
        self.state = None
        self.went = []
        self.heard = 0

    def show_state(self, state):
        self.state = state

    def open_pupil(self, pupil_id, part, outcome):
        self.went.append((pupil_id, part, outcome))

    def open_log(self, group_id, day):
        self.went.append((group_id, day))

    def hear(self):
        self.heard += 1

    def row(self, key):
        return next(one for one in self.state.rows if one.key == key)

    def at(self, key):
        return [one.key for one in self.state.rows].index(key)

    def words(self, key):
        return [cell.words for cell in self.row(key).cells]


def sign(key, pupil_id, weeks, indicator="RES.1", **more):
    day = TODAY - timedelta(weeks=weeks)
    return Observation(id=key, noted_on=day, pupil_id=pupil_id, indicators=(indicator,), **more)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two groups: Monday's singers, and today's drummers with Sol and Wren in it, near their end."""
    folder = tmp_path_factory.mktemp("radar")
    diary, _ = Diary.create(
        folder / "diary", "four small drums rolling", cost=LOWEST_COST, state_folder=folder / "state"
    )
    diary.add(
        Setting(id="oak", name="Oakfield School"),
        Group(id="a", setting_id="oak", working_name="Singers"),
        Group(id="b", setting_id="oak", working_name="Drums", planned_sessions=12),
        Slot(id="s1", group_id="a", weekday=0, starts_at="09:00"),
        Slot(id="s2", group_id="b", weekday=1, starts_at="13:30"),
        Closure(id="half", name="Half term", from_on=date(2026, 10, 26), until_on=date(2026, 10, 30)),
    )
    for pupil_id, group in (("amy", "a"), ("wren", "b"), ("sol", "b")):
        diary.add(
            Pupil(id=pupil_id, first_name=pupil_id.title()),
            Membership(id=f"m-{pupil_id}", pupil_id=pupil_id, group_id=group, joined_on=FIRST),
        )
    diary.add(*(Session(id=f"h{n}", group_id="b", held_on=FIRST + timedelta(weeks=n)) for n in range(10)))
    diary.add(
        sign("o1", "wren", 0, "MUS.1", text="Counted us in"),
        sign("o2", "wren", 1, "RES.1"),
        sign("o3", "sol", 11, "RES.2"),
        sign("o4", "sol", 0, "RES.2", scope=Scope.GROUP, text="Everyone waited"),
        sign("o5", "sol", 0, "RES.2", step=0),
        sign("o6", "sol", 2, "AGE.1", part_taken=PartTaken.STEPPED_AWAY),
        sign("o7", "sol", 1, "AGE.1", part_taken=PartTaken.STEPPED_AWAY_CAME_BACK),
        Voice(id="v1", speaker=Speaker.PUPIL, words="Again!", said_on=TODAY, pupil_id="wren"),
        StartPoint(id="sp1", pupil_id="wren", outcome="MUS", noted_on=FIRST, text="Watched at first"),
        Judgement(
            id="j1",
            pupil_id="wren",
            outcome="MUS",
            result=JudgementResult.EARLY_SIGNS,
            judged_on=TODAY,
        ),
    )
    yield diary
    diary.close()


@pytest.fixture
def page(filled):
    view = FakeView()
    presenter = RadarPresenter(filled, view, lambda: TODAY)
    presenter.show()
    return presenter, view


def test_the_group_of_the_next_session_is_shown_and_its_pupils_by_name(page):
    _, view = page
    assert view.state.group_id == "b"
    assert [one.name for one in view.state.pupils] == ["Sol", "Wren"]
    assert [one.words for one in view.state.groups] == ["Drums", "Singers"]


def test_weeks_are_said_in_words_and_group_marks_never_count(page):
    _, view = page
    assert view.words("RES") == ["11 weeks", "1 week"]
    assert view.words("MUS") == ["not yet", "this week"]
    assert [cell.tone for cell in view.row("RES").cells] == [Tone.A_WHILE, Tone.NOTICED]
    assert view.row("RES").cells[0].said == (
        "Sol, Resilience: last noticed on 1 September, 11 weeks ago, 1 of them without sessions"
    )
    assert view.words("words") == ["not yet", "this week"]


def test_a_sentence_on_top_says_whom_nobody_noticed_and_who_was_written_about(page, filled):
    _, view = page
    assert view.state.sentence == "Nobody has noticed Skill in Sol yet. In words lately: Wren."
    wanted = "Nobody has noticed Skill in Sol yet. Nothing written lately about Sol."
    assert quiet_line(filled, "b", TODAY) == wanted
    assert quiet_line(filled, "a", TODAY) == ""
    assert quiet_line(filled, "nowhere", TODAY) == ""


def test_every_cell_leads_to_the_place_that_fills_it(page):
    presenter, view = page
    for key, column, way in (
        ("RES", 0, ("sol", "sign", "RES")),
        ("words", 0, ("sol", "sign", "")),
        ("voices", 1, ("wren", "voice", "")),
        ("starts", 1, ("wren", "start", "AGE")),
        ("decisions", 1, ("wren", "judgement", "AGE")),
        ("part", 0, ("sol", "", "")),
    ):
        presenter.go(view.at(key), column)
        assert view.went[-1] == way
    presenter.log()
    assert view.went[-1] == ("b", TODAY)
    presenter.go(99, 0)
    assert len(view.went) == 7


def test_the_sheet_a_cell_leads_to_offers_the_indicators_of_its_outcome_first(filled):
    form = PupilForms(filled, lambda: TODAY).open("sign", "sol", about="RES")
    (field,) = [one for one in form.fields if one.key == "indicators"]
    assert [key for key, _ in field.choices][:4] == ["RES.1", "RES.2", "RES.3", "MUS.1"]
    assert len(field.choices) == 11


def test_the_log_is_that_of_today_or_of_the_last_session(filled):
    view, wednesday = FakeView(), TODAY + timedelta(days=1)
    presenter = RadarPresenter(filled, view, lambda: wednesday)
    presenter.choose_group("b")
    presenter.log()
    assert view.went == [("b", FIRST + timedelta(weeks=9))]
    presenter.choose_group("a")
    presenter.log()
    assert view.went[-1] == ("a", wednesday)


def test_an_outcome_unfolds_into_its_indicators_and_folds_again(page):
    presenter, view = page
    before = len(view.state.rows)
    presenter.unfold(view.at("RES"))
    assert len(view.state.rows) == before + 3
    assert view.words("RES.2") == ["11 weeks", "not yet"]
    assert view.row("RES.2").signs
    presenter.unfold(view.at("RES.2"))
    assert len(view.state.rows) == before
    presenter.unfold(view.at("words"))
    assert len(view.state.rows) == before


def test_all_that_is_to_be_written_unfolds_and_leads_there(page):
    presenter, view = page
    for key in ("voices", "starts", "decisions", "part"):
        presenter.unfold(view.at(key))
    assert view.words("voice/pupil") == ["not yet", "heard"]
    assert view.words("start/MUS") == ["not yet", "there"]
    assert view.words("decide/MUS") == ["no start point", "decided"]
    assert view.row("decide/MUS").cells[0].way == Way("sol", "start", "MUS")
    assert view.words("part/2026-11-10") == ["stepped away and came back", "not noted"]
    assert view.words("part/2026-11-03") == ["stepped away", "not noted"]
    for key in ("voices", "starts", "decisions", "part"):
        presenter.unfold(view.at(key))


def test_the_notes_about_a_pupil_are_gentle_sentences(page):
    _, view = page
    sol, wren = view.state.pupils
    assert "Nothing in words lately." in sol.notes
    assert "Not heard yet: the school and the family." in wren.notes
    assert "It is not too late for a start point: Agency, Resilience and Community." in wren.notes
    said = " ".join(cell.said for row in view.state.rows for cell in row.cells)
    assert "%" not in said
    assert "average" not in said


def test_the_place_is_the_same_after_a_lock(page, filled):
    presenter, view = page
    presenter.unfold(view.at("RES"))
    presenter.move(view.at("RES.2"), 1)
    presenter.remember()
    other = FakeView()
    RadarPresenter(filled, other, lambda: TODAY).come_back()
    assert other.state.cursor == (other.at("RES.2"), 1)
    presenter.unfold(view.at("RES"))


def test_nobody_who_is_not_in_the_diary_is_remembered(page, filled):
    presenter, view = page
    filled.add(Pupil(id="zed", first_name="Zed"))
    filled.add(Membership(id="m-zed", pupil_id="zed", group_id=view.state.group_id))
    presenter.show()
    presenter.move(view.at("RES"), [one.pupil_id for one in view.state.pupils].index("zed"))
    presenter.remember()
    assert "zed" in filled.preference(PLACE)
    filled.remove(filled.get(Pupil, "zed"))
    presenter.remember()
    assert "zed" not in filled.preference(PLACE)


def test_other_groups_are_one_step_away_and_one_without_notes_says_what_to_do(page):
    presenter, view = page
    presenter.step_group(1)
    assert (view.state.group_id, view.state.sentence) == ("a", NOTHING_YET)
    assert view.words("starts") == ["0 of 4"]
    assert [cell.tone for cell in view.row("starts").cells] == [Tone.PLAIN]
    assert "decisions" not in [one.key for one in view.state.rows]
    presenter.step_group(1)
    assert view.state.group_id == "b"
    presenter.choose_group("a")
    assert view.state.group_id == "a"


def test_the_page_hears_of_a_new_sign_and_not_of_a_new_name(page, filled):
    presenter, view = page
    filled.save(Pupil(id="amy", first_name="Amy"))
    assert view.heard == 0
    filled.add(sign("new", "sol", 0, "MUS.1"))
    assert view.heard == 1
    presenter.show()
    assert view.words("MUS") == ["this week", "this week"]
    filled.remove(sign("new", "sol", 0, "MUS.1"))
    assert view.heard == 2


def test_a_diary_without_groups_says_what_to_do(diary):
    view = FakeView()
    presenter = RadarPresenter(diary, view, lambda: TODAY)
    presenter.show()
    assert view.state.sentence == NO_GROUPS
    presenter.go(0, 0)
    presenter.log()
    presenter.step_group(1)
    assert view.went == []
