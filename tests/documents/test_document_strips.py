"""Where dots stand: each on its own day, none hidden, none invented."""

from __future__ import annotations

from datetime import date

import document_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.documents.content import Dot, WeekChart, WeekDot
from tutordiary.documents.strips import Calendar, Spot, across, calendar_of, spots_of, week_spots
from tutordiary.documents.wording import first_to_latest

YEAR = Calendar(date(2026, 1, 1), date(2026, 12, 31))
DOTS = st.lists(
    st.builds(
        Dot,
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.one_of(st.none(), st.integers(-1, 9)),
        st.booleans(),
    ),
    max_size=30,
)


@given(DOTS)
def test_every_observation_is_one_spot_oldest_first(dots):
    spots = spots_of(dots, 4, YEAR)
    assert len(spots) == len(dots)
    assert [spot.x for spot in spots] == sorted(spot.x for spot in spots)
    assert all(spot.step is None or 0 <= spot.step < 4 for spot in spots)


@given(DOTS)
def test_spots_stay_on_the_strip(dots):
    xs = across(spots_of(dots, 4, YEAR), 120.0, 3.0, 4.0)
    assert all(3.0 <= x <= 117.0 for x in xs)


def test_two_notes_of_one_day_stand_side_by_side_in_order():
    early, late = Spot(0.2, 1, False), Spot(0.9, 1, False)
    assert across([early, early, early], 110.0, 5.0, 4.0) == [25.0, 29.0, 33.0]
    assert across([late, late], 110.0, 5.0, 4.0) == [91.0, 95.0]


def test_a_day_outside_the_period_stands_at_the_edge():
    assert YEAR.place(date(2025, 6, 1)) == 0.0
    assert YEAR.place(date(2027, 6, 1)) == 1.0
    assert Calendar(date(2026, 1, 1), date(2026, 1, 1)).place(date(2026, 1, 1)) == 0.5


def test_the_calendar_is_the_period_of_the_report():
    assert calendar_of(samples.SENCO) == Calendar(samples.week(1), samples.week(20))


def test_a_chart_reaches_its_last_week():
    spots, last = week_spots(WeekChart("Trust", 4, (WeekDot(9, 1), WeekDot(1, 0))))
    assert last == 9
    assert [spot.x for spot in spots] == [0.0, 1.0]


def test_first_to_latest_never_averages():
    ladder = ("not yet seen", "a glimpse", "sometimes", "often")

    def told(*steps):
        return first_to_latest(tuple(Dot(samples.week(n + 1), step) for n, step in enumerate(steps)), ladder)

    assert told() == ("Not observed", "")
    assert told(1) == ("A glimpse", "once")
    assert told(None) == ("Seen, step not noted", "once")
    assert told(None, 2, None) == ("Sometimes", "one step noted")
    assert told(1, 3, 1) == ("A glimpse, no change", "")
    assert told(3, 0) == ("Often to not yet seen", "")
    assert told(0, None, 3, 9) == ("Not yet seen to often", "")
