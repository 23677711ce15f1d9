"""A decision rests on what was there on its day, and Monday's gap is one of this week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.presenters.pupil_samples import FIRST, MUSIC, TODAY, WREN, fill
from tutordiary.model import Judgement, JudgementResult, Observation, Slot, StartPoint
from tutordiary.presenters.pupil_decisions import DecisionExtra
from tutordiary.presenters.today import TodayPresenter


@pytest.fixture
def filled(diary):
    fill(diary)
    return diary


def test_increased_counts_no_sign_of_a_later_day_than_the_decision(filled):
    filled.add(StartPoint(id="start", pupil_id=WREN, outcome="MUS", noted_on=FIRST, text="Copied."))
    filled.add(Observation(id="more", pupil_id=WREN, noted_on=TODAY, indicators=(MUSIC,), text="Led it."))

    def problem(day: date):
        made = Judgement(
            id="j", pupil_id=WREN, outcome="MUS", result=JudgementResult.INCREASED, judged_on=day
        )
        return DecisionExtra(filled).problem(made, {})

    assert "1 of 2" in problem(TODAY - timedelta(days=1)).sentence
    assert problem(TODAY) is None


class Shown:
    """Remembers the page."""

    def show_page(self, page):
        self.page = page


def test_what_monday_left_open_is_of_this_week_until_sunday(filled):
    monday = date(2026, 11, 16)
    filled.add(Slot(id="slot", group_id="group", weekday=0, starts_at="09:00", from_on=monday))
    for day, here in ((monday + timedelta(days=6), True), (monday + timedelta(days=7), False)):
        view = Shown()
        TodayPresenter(filled, view, lambda day=day: day, lambda: "08:00").show()
        assert (monday in [row.day for row in view.page.unfinished]) is here
        assert (monday in [row.day for row in view.page.earlier]) is not here
