"""Where the dots of a strip stand, before anyone draws them: shared by the PDF and the Word pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tutordiary.documents.content import Dot, SencoReport, WeekChart
from tutordiary.documents.wording import ordered

JOIN_FROM = 3
"""Dots are joined by a line from this many up: two points are not a path."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days a strip runs over: the group's own programme, so that strips can be compared."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Return where a day falls, 0 at the first day and 1 at the last; days outside stand at the edge."""
        span = (self.last - self.first).days
        return min(1.0, max(0.0, (day - self.first).days / span)) if span > 0 else 0.5


@dataclass(frozen=True, slots=True)
class Spot:
    """One observation on a drawing: ``x`` from 0 to 1, its step (None: below the lines), a harder day."""

    x: float
    step: int | None
    harder: bool


def calendar_of(report: SencoReport) -> Calendar:
    """Return the days the strips of a report run over: its period, or else what was observed."""
    head = report.head
    days = [dot.day for row in report.rows for dot in row.dots]
    known = [day for day in (head.period_from, head.period_to, *days) if day is not None]
    known = known or [report.written_on or date(2000, 1, 1)]
    return Calendar(head.period_from or min(known), head.period_to or max(known))


def has_lane(report: SencoReport) -> bool:
    """Say whether any observation has no step, so that every strip needs room below its lines."""
    return any(_step(dot.step, len(report.ladder)) is None for row in report.rows for dot in row.dots)


def spots_of(dots: Sequence[Dot], levels: int, calendar: Calendar) -> list[Spot]:
    """Return the observations as spots, oldest first."""
    return [Spot(calendar.place(dot.day), _step(dot.step, levels), dot.harder) for dot in ordered(dots)]


def week_spots(chart: WeekChart) -> tuple[list[Spot], int]:
    """Return a chart's observations as spots, oldest first, and the last week the chart has to reach."""
    dots = sorted(chart.dots, key=lambda dot: dot.week)
    last = max(1, chart.weeks, *(dot.week for dot in dots)) if dots else max(1, chart.weeks)
    span = max(1, last - 1)
    levels = len(chart.ladder)
    return [Spot(max(0, dot.week - 1) / span, _step(dot.step, levels), dot.harder) for dot in dots], last


def across(spots: Sequence[Spot], width: float, side: float, aside: float) -> list[float]:
    """Return the x of each spot on a strip of this width, ``side`` kept free at both ends.

    Two notes of one day at one step would hide each other: they stand ``aside`` of one another, oldest first.
    """
    places = Counter((spot.x, spot.step) for spot in spots)
    seen: Counter[tuple[float, int | None]] = Counter()
    xs: list[float] = []
    for spot in spots:
        place = (spot.x, spot.step)
        # In the second half they grow to the left, so that the latest keeps its day.
        turn = seen[place] - (places[place] - 1 if spot.x > 0.5 else 0)
        seen[place] += 1
        xs.append(min(width - side, max(side, side + spot.x * (width - 2 * side) + turn * aside)))
    return xs


def _step(step: int | None, levels: int) -> int | None:
    return step if step is not None and 0 <= step < levels else None
