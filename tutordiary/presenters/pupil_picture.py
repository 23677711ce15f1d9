"""The picture of one pupil: rows of dated dots, the days the arrows stop at, bands, and stretches to look at.

Nothing is averaged or joined: each observation is its own dot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tutordiary import dates
from tutordiary.drafting.pupil_file import PupilFile
from tutordiary.model import Closure, Direction, Observation, Presence, Scope
from tutordiary.presenters.pupil_state import Band, DayLine, PictureDay, PictureDot, PictureRow, Span

ALL, YEAR, HALF = "all", "year", "half"
LONG = 400  # days: a picture of more begins with the last year
LEAST_CLOSURE = 5  # days: a training day parts no terms
MOST_TERMS = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the picture holds: the chosen span, the others, and the ground behind the dots."""

    span: Span
    spans: tuple[Span, ...]
    bands: tuple[Band, ...]


def stretch(days: Sequence[date], closures: Iterable[Closure], wanted: str, today: date) -> Stretch:
    """Return the stretch of time to draw. Terms are what lies between known holidays; none is guessed."""
    first, last = min(days, default=today), max(days, default=today)
    terms = _terms(first, last, closures)
    spans = [Span(ALL, "All of it", first, last)]
    if (last - first).days > LONG:
        spans.append(Span(YEAR, "Last year", last - timedelta(days=365), last))
    if (last - first).days > 200:
        spans.append(Span(HALF, "Last six months", last - timedelta(days=183), last))
    spans += [
        Span(f"term-{one.first.isoformat()}", one.name, one.first, one.last)
        for one in terms[-MOST_TERMS:]
        if len(terms) > 1 and any(one.first <= day <= one.last for day in days)
    ]
    first_choice = YEAR if (last - first).days > LONG else ALL
    by_key = {one.key: one for one in spans}
    chosen = by_key.get(wanted) or by_key[first_choice]
    within = [
        Band(max(one.first, chosen.first), min(one.last, chosen.last), one.name)
        for one in (terms if len(terms) > 1 else _even(chosen.first, chosen.last))
        if one.first <= chosen.last and one.last >= chosen.first
    ]
    return Stretch(chosen, tuple(spans), tuple(within))


def _terms(first: date, last: date, closures: Iterable[Closure]) -> list[Band]:
    """Return what lies between the known holidays of some days, oldest first."""
    breaks = sorted(
        (max(one.from_on, first), min(one.until_on, last))
        for one in closures
        if (one.until_on - one.from_on).days + 1 >= LEAST_CLOSURE
        and one.from_on <= last
        and one.until_on >= first
    )
    found: list[Band] = []
    begins = first
    for start, end in breaks:
        if start > begins:
            found.append(_named(begins, start - timedelta(days=1)))
        begins = max(begins, end + timedelta(days=1))
    if begins <= last:
        found.append(_named(begins, last))
    return found


def _named(first: date, last: date) -> Band:
    begin, end = dates.MONTHS[first.month - 1][:3], dates.MONTHS[last.month - 1][:3]
    year = last.year
    same = (first.year, first.month) == (last.year, last.month)
    return Band(first, last, f"{begin} {year}" if same else f"{begin} to {end} {year}")


def _even(first: date, last: date) -> list[Band]:
    """Return months as bands, or years where months would be too narrow to tell apart."""
    found: list[Band] = []
    day = first
    by_year = (last - first).days > 2 * LONG
    while day <= last:
        if by_year:
            after, name = date(day.year + 1, 1, 1), str(day.year)
        else:
            after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            name = dates.MONTHS[day.month - 1][:3]
        found.append(Band(day, min(last, after - timedelta(days=1)), name))
        day = after
    return found


def marks_of(file: PupilFile) -> list[Observation]:
    """Return all observations that touch a pupil, those set for everyone too, oldest first."""
    return sorted((*file.observations, *file.group_marks), key=lambda sign: (sign.noted_on, sign.id))


def rows_of(file: PupilFile, marks: Sequence[Observation], span: Span) -> tuple[PictureRow, ...]:
    """Return a row for each indicator, with the dots that lie in a span."""
    within = [sign for sign in marks if span.first <= sign.noted_on <= span.last]
    return tuple(
        PictureRow(
            outcome.name,
            outcome.look,
            indicator.name,
            tuple(_dot(file, sign) for sign in within if indicator.id in sign.indicators),
        )
        for outcome in file.framework.outcomes
        for indicator in outcome.indicators
    )


def _dot(file: PupilFile, sign: Observation) -> PictureDot:
    return PictureDot(
        observation_id=sign.id,
        day=sign.noted_on,
        step=sign.step,
        is_group=sign.scope is Scope.GROUP,
        harder=sign.direction is Direction.HARDER_DAY,
        has_words=bool(sign.text),
        spoken=", ".join((dates.day_and_month(sign.noted_on), _words(file, sign))),
    )


def _words(file: PupilFile, sign: Observation) -> str:
    step = file.framework.words_for_step(sign.step) or "noticed, no step chosen"
    said = [step]
    if sign.scope is Scope.GROUP:
        said.append("set for everyone")
    if sign.direction is Direction.HARDER_DAY:
        said.append("a harder day")
    if sign.text:
        said.append(sign.text)
    return ", ".join(said)


def away_of(file: PupilFile, span: Span) -> tuple[date, ...]:
    """Return the days of a span on which the pupil was away."""
    return tuple(
        one.held_on
        for one in file.recorded
        if file.attendance[one.id] is Presence.ABSENT and span.first <= one.held_on <= span.last
    )


def days_of(file: PupilFile, marks: Sequence[Observation], span: Span) -> tuple[PictureDay, ...]:
    """Return the sessions and other days with observations of a span, oldest first."""
    by_day: dict[date, list[Observation]] = {
        one.held_on: [] for one in file.sessions if span.first <= one.held_on <= span.last
    }
    for sign in marks:
        if span.first <= sign.noted_on <= span.last:
            by_day.setdefault(sign.noted_on, []).append(sign)
    away = set(away_of(file, span))
    looks = {
        one.id: (outcome.look, one.name) for outcome in file.framework.outcomes for one in outcome.indicators
    }
    return tuple(_day(file, day, by_day[day], looks, is_away=day in away) for day in sorted(by_day))


def _day(
    file: PupilFile,
    day: date,
    signs: Sequence[Observation],
    looks: dict[str, tuple[str, str]],
    *,
    is_away: bool,
) -> PictureDay:
    lines: list[DayLine] = []
    for sign in signs:
        known = [looks[one] for one in sign.indicators if one in looks]
        name = ", ".join(name for _, name in known) or "No indicator"
        lines.append(DayLine(known[0][0] if known else "", name, _words(file, sign)))
    title = dates.long_day(day, year=True)
    said = [title]
    if is_away:
        said.append("away")
    if not lines and not is_away:
        said.append("nothing noted")
    said += [f"{line.indicator}: {line.words}" for line in lines]
    return PictureDay(day, title, ". ".join(said), tuple(lines), any(sign.text for sign in signs))
