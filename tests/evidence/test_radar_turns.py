"""Who the radar names first, and that a holiday hides nobody for longer than it lasted."""

from __future__ import annotations

from datetime import date

from tutordiary.evidence.radar import Freshness, Seen, closed_weeks, longest_quiet, radars, since
from tutordiary.framework import shipped_framework

FRAMEWORK = shipped_framework()
TODAY = date(2026, 11, 17)
HALF_TERM = (date(2026, 10, 26), date(2026, 10, 30))


def noticed(pupil_id: str, resilience: date, *, held: int) -> Seen:
    """Return a pupil in whom all was noticed today, but resilience on another day."""
    signs = {one.id: TODAY for one in FRAMEWORK.indicators}
    signs |= {key: resilience for key in signs if key.startswith("RES")}
    return Seen(pupil_id=pupil_id, name=pupil_id.title(), signs=signs, held=held)


def test_a_sign_of_the_holiday_itself_does_not_count_that_week_as_without_sessions():
    last = since(date(2026, 10, 27), TODAY, closed_weeks([HALF_TERM]))
    assert (last.weeks, last.closed, last.freshness) == (3, 0, Freshness.A_WHILE)


def test_who_went_quiet_longest_ago_comes_first_in_a_new_pupil_too():
    new = noticed("amy", date(2026, 9, 3), held=1)
    known = noticed("wren", date(2026, 10, 6), held=9)
    who, outcome = longest_quiet(radars([known, new], FRAMEWORK, TODAY), FRAMEWORK)
    assert (who.pupil_id, outcome) == ("amy", "RES")
