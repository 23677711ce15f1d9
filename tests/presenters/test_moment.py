"""A moment outside sessions, through its presenter: who, what, drafts, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tutordiary.diary import Diary
from tutordiary.errors import DiskFull
from tutordiary.model import (
    Asked,
    Audience,
    Direction,
    Group,
    Membership,
    Observation,
    Pupil,
    Setting,
    Source,
    Speaker,
    Voice,
    Where,
)
from tutordiary.presenters.moment import DRAFT, NOBODY, ONLY_TO_LOOK, MomentForm, MomentPresenter
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 17)


class FakeView:
    """Remembers what the presenter asked of the sheet."""

    def __init__(self):
        self.problems = []
        self.done = []

    def show_problem(self, field, sentence):
        self.problems.append((field, sentence))

    def kept(self, kept, *, go_on):
        self.done.append((kept, go_on))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two schools, two pupils called Sol, one who left."""
    folder = tmp_path_factory.mktemp("moment")
    diary, _ = Diary.create(
        folder / "diary", "four small drums rolling", cost=LOWEST_COST, state_folder=folder / "state"
    )
    diary.add(
        Setting(id="oak", name="Oakfield School"),
        Setting(id="elm", name="Elm House"),
        Group(id="drums", setting_id="oak", working_name="Drums"),
        Group(id="keys", setting_id="elm", working_name="Keys"),
    )
    for pupil_id, first, last, year, group, left in (
        ("wren", "Wren", "Adair", 4, "drums", None),
        ("sol-o", "Sol", "Oakes", 4, "drums", None),
        ("sol-p", "Sol", "Pike", 2, "keys", None),
        ("elodie", "Élodie", "", None, "keys", None),
        ("gone", "Gwen", "Wright", 6, "keys", date(2026, 7, 1)),
    ):
        diary.add(
            Pupil(id=pupil_id, first_name=first, last_name=last, year_group=year),
            Membership(
                id=f"m-{pupil_id}",
                pupil_id=pupil_id,
                group_id=group,
                joined_on=date(2026, 1, 6),
                left_on=left,
            ),
        )
    yield diary
    diary.close()


@pytest.fixture
def sheet(filled):
    for draft in filled.drafts(DRAFT):
        filled.drop_draft(draft.key)
    filled.keep_preference("moment_recent", "")
    view = FakeView()
    return MomentPresenter(filled, view, TODAY), view


def lines(presenter, typed):
    return [one.line for one in presenter.people.candidates(typed)]


def test_the_first_letters_find_a_pupil_and_namesakes_are_told_apart(sheet):
    presenter, _ = sheet
    assert lines(presenter, "w") == ["Wren, Drums, Oakfield School"]
    assert lines(presenter, "so") == [
        "Sol Oakes, Drums, Oakfield School, Year 4",
        "Sol Pike, Keys, Elm House, Year 2",
    ]
    assert lines(presenter, "sol p") == ["Sol, Keys, Elm House"]
    assert lines(presenter, "elo") == ["Élodie, Keys, Elm House"]
    assert len(lines(presenter, "")) == 4


def test_the_pupil_whose_page_is_open_is_offered_first(filled):
    for first, line in (("wren", "Wren, Drums, Oakfield School"), ("gone", "Gwen, not in a group today")):
        presenter = MomentPresenter(filled, FakeView(), TODAY, first)
        assert lines(presenter, "")[0] == line
        assert len(lines(presenter, "")) == 4 + (first == "gone")
    namesakes = MomentPresenter(filled, FakeView(), TODAY, "sol-p")
    assert lines(namesakes, "so")[0].startswith("Sol Pike")


def test_who_left_is_found_only_when_nobody_of_today_fits(sheet):
    presenter, _ = sheet
    assert lines(presenter, "g") == []
    assert lines(presenter, "gw") == ["Gwen, not in a group today"]
    assert lines(presenter, "zz") == []


def test_a_sign_is_kept_with_what_goes_without_saying(sheet, filled):
    presenter, view = sheet
    presenter.keep(MomentForm(pupil_id="wren", text="  Hummed the riff in the corridor "), go_on=False)
    kept, go_on = view.done[0]
    sign = filled.get(Observation, kept.record.id)
    assert not go_on
    assert sign.text == "Hummed the riff in the corridor"
    assert (sign.where_seen, sign.source, sign.noted_on) == (Where.AROUND_SCHOOL, Source.TUTOR, TODAY)
    assert (sign.group_id, sign.session_id, sign.audiences) == ("drums", None, frozenset())
    assert kept.words == "It is kept for Wren, around school, today. To be seen by you alone."
    assert presenter.undo(kept).startswith("Taken back.")
    assert filled.get(Observation, sign.id) is None
    assert presenter.undo(kept) == "It was taken back already."


def test_everything_else_can_be_said_too(sheet, filled):
    presenter, view = sheet
    form = MomentForm(
        pupil_id="sol-p",
        text="Waited for a turn",
        where="playground",
        day="yesterday",
        source="ta",
        indicators=("RES.1", "COM.1"),
        is_harder_day=True,
        what_i_did="Nodded",
        is_starred=True,
        audiences=("school", "family"),
    )
    presenter.keep(form, go_on=True)
    kept, go_on = view.done[0]
    sign = filled.get(Observation, kept.record.id)
    assert go_on
    assert (sign.where_seen, sign.source) == (Where.PLAYGROUND, Source.TA)
    assert sign.noted_on == TODAY - timedelta(days=1)
    assert sign.indicators == ("RES.1", "COM.1")
    assert (sign.direction, sign.what_i_did, sign.starred) == (Direction.HARDER_DAY, "Nodded", True)
    assert sign.audiences == {Audience.SCHOOL, Audience.FAMILY}
    assert kept.words.endswith("on 16 November. To be seen by you, school and family.")


def test_their_words_are_a_voice_with_who_asked_and_who_wrote(sheet, filled):
    presenter, view = sheet
    form = MomentForm(
        pupil_id="wren",
        is_words=True,
        text="Can we do it faster?",
        where="class",
        asked="offered",
        scribed_by="Mrs Dale",
        indicators=("RES.1",),
        is_about_home=True,
        audiences=("school",),
    )
    presenter.keep(form, go_on=False)
    voice = filled.get(Voice, view.done[0][0].record.id)
    assert (voice.words, voice.speaker, voice.asked) == ("Can we do it faster?", Speaker.PUPIL, Asked.OFFERED)
    assert (voice.scribed_by, voice.captured_how, voice.said_on) == ("Mrs Dale", "said in class", TODAY)
    assert (voice.about_home, voice.audiences) == (True, {Audience.SCHOOL})
    presenter.keep(replace(form, is_about_home=False, audiences=()), go_on=False)
    plain = filled.get(Voice, view.done[1][0].record.id)
    assert (plain.about_home, plain.audiences) == (False, frozenset())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pupil_id": ""}, "who"),
        ({"text": " "}, "text"),
        ({"day": "the other day"}, "day"),
        ({"day": "18/11/2026"}, "day"),
        ({"indicators": ("MUS.1", "AGE.1", "RES.1", "COM.1")}, "indicators"),
        ({"pupil_id": "nobody"}, "who"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_written(sheet, filled, change, field):
    presenter, view = sheet
    before = len(filled.all(Observation))
    presenter.keep(replace(MomentForm(pupil_id="wren", text="Hummed"), **change), go_on=False)
    assert [place for place, _ in view.problems] == [field]
    assert view.done == []
    assert len(filled.all(Observation)) == before


def test_a_draft_comes_back_with_caret_and_steps_and_is_gone_once_kept(sheet, filled):
    presenter, _ = sheet
    form = MomentForm(who="wr", text="Hummed", indicators=("RES.1",), shows_more=True)
    presenter.keep_typing(form, "text", 3, ("Hum",))
    presenter.keep_typing(replace(form, pupil_id="wren"), "text", 6, ("Hum",))
    assert [one.key for one in filled.drafts(DRAFT)] == [f"{DRAFT}wren"]
    view = FakeView()
    other = MomentPresenter(filled, view, TODAY)
    typed = other.typed()
    assert (typed.form.text, typed.form.pupil_id, typed.form.indicators) == ("Hummed", "wren", ("RES.1",))
    assert (typed.field, typed.caret, typed.steps) == ("text", 6, ("Hum",))
    other.keep(typed.form, go_on=False)
    assert view.done
    assert filled.drafts(DRAFT) == []


def test_today_stays_the_day_it_was_typed_on(sheet, filled):
    presenter, _ = sheet
    presenter.keep_typing(MomentForm(pupil_id="wren", text="Hummed"))
    later = TODAY + timedelta(days=1)
    form = MomentPresenter(filled, FakeView(), later).typed().form
    assert (form.day, form.shows_more) == ("17 November 2026", True)
    presenter.keep_typing(replace(form, day="yesterday"))
    other = MomentPresenter(filled, view := FakeView(), later)
    other.keep(other.typed().form, go_on=False)
    assert view.done[0][0].record.noted_on == TODAY - timedelta(days=1)


def test_when_the_disk_is_full_it_is_kept_once_or_not_at_all(sheet, filled, monkeypatch):
    def refuse(*_given):
        raise DiskFull("The disk is full.")

    presenter, _ = sheet
    presenter.keep_typing(MomentForm(pupil_id="wren", text="Sang the whole verse"))
    with monkeypatch.context() as patch:
        patch.setattr(filled, "keep_preference", refuse)
        with pytest.raises(DiskFull):
            presenter.keep(presenter.typed().form, go_on=False)
    presenter.keep(presenter.typed().form, go_on=False)
    assert [one.text for one in filled.all(Observation)].count("Sang the whole verse") == 1
    assert filled.drafts(DRAFT) == []


def test_a_name_alone_survives_a_lock_and_is_forgotten_when_the_sheet_is_left(sheet, filled):
    presenter, _ = sheet
    presenter.keep_typing(MomentForm(pupil_id="wren"), "text")
    assert presenter.typed().form.pupil_id == "wren"
    presenter.forget_typing()
    assert filled.drafts(DRAFT) == []
    assert presenter.typed() is None
    presenter.forget_typing()


def test_pupils_written_about_last_come_first(sheet):
    presenter, _ = sheet
    for pupil_id in ("sol-p", "wren"):
        presenter.keep(MomentForm(pupil_id=pupil_id, text="Hummed"), go_on=True)
    assert [one.pupil_id for one in presenter.people.candidates("")][:2] == ["wren", "sol-p"]
    assert presenter.people.candidates("s")[0].pupil_id == "sol-p"


def test_indicators_are_found_by_any_word_of_theirs_and_those_on_come_first(sheet):
    presenter, _ = sheet
    assert len(presenter.spots("", ())) == 11
    assert [one.indicator_id for one in presenter.spots("trust", ())] == ["RES.1"]
    found = presenter.spots("trust", ("MUS.1",))
    assert [(one.indicator_id, one.is_on) for one in found] == [("MUS.1", True), ("RES.1", False)]


def test_a_copy_that_is_only_looked_at_says_why_not(sheet, filled, tmp_path):
    filled.back_up(tmp_path / "copy.tutordiary")
    Diary.restore(
        tmp_path / "copy.tutordiary", tmp_path / "copy", "four small drums rolling", state_folder=tmp_path
    )
    copy = Diary.open(
        tmp_path / "copy", "four small drums rolling", state_folder=tmp_path / "other", read_only=True
    )
    try:
        view = FakeView()
        presenter = MomentPresenter(copy, view, TODAY)
        assert presenter.why_not() == ONLY_TO_LOOK
        presenter.keep_typing(MomentForm(pupil_id="wren", text="Hummed"))
        presenter.keep(MomentForm(pupil_id="wren", text="Hummed"), go_on=False)
        assert view.problems == [("text", ONLY_TO_LOOK)]
        assert copy.drafts(DRAFT) == []
    finally:
        copy.close()


def test_a_diary_without_pupils_says_what_to_do_first(diary):
    assert MomentPresenter(diary, FakeView(), TODAY).why_not() == NOBODY
