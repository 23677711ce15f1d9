"""What somebody asked Find for: the words typed and the filters, as they are kept and as they read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.diary.finding import KINDS, Wanted
from tutordiary.diary.reading import current_pupils
from tutordiary.model import Closure, Group, Pupil, Source
from tutordiary.presenters.find_lines import KIND_WORDS
from tutordiary.presenters.share_period import term_start
from tutordiary.wording import SOURCE

FEWEST_LETTERS = 2
TERM, YEAR, OWN = "term", "year", "own"
OUTCOME = "outcome "  # before an outcome's id, where an indicator's could stand
_YEAR_BEGINS = 9  # September, as a school's year does


@dataclass(frozen=True, slots=True)
class Asked:
    """The words typed and the filters set. An empty text is no filter.

    ``sign`` is an indicator's id, or "outcome " and an outcome's; ``when`` is ``TERM``, ``YEAR`` or ``OWN``,
    and ``first`` and ``last`` then are days as ISO text.
    """

    typed: str = ""
    kind: str = ""
    pupil_id: str = ""
    group_id: str = ""
    sign: str = ""
    source: str = ""
    when: str = ""
    first: str = ""
    last: str = ""
    starred: bool = False

    @property
    def words(self) -> str:
        """What is looked for in the words: nothing until two letters are typed."""
        letters = sum(sign.isalnum() for sign in self.typed)
        return self.typed if letters >= FEWEST_LETTERS else ""

    @property
    def has_filters(self) -> bool:
        """Whether anything but words is asked for."""
        return self.without_words != Asked()

    @property
    def without_words(self) -> Asked:
        """The filters alone."""
        return replace(self, typed="")


@dataclass(frozen=True, slots=True)
class Choices:
    """What each filter can be set to: pairs of a value and its words, the empty value first."""

    kind: tuple[tuple[str, str], ...]
    pupil_id: tuple[tuple[str, str], ...]
    group_id: tuple[tuple[str, str], ...]
    sign: tuple[tuple[str, str], ...]
    source: tuple[tuple[str, str], ...]
    when: tuple[tuple[str, str], ...]
    earlier_groups: tuple[tuple[str, str], ...] = ()


def choices(diary: Diary, today: date, asked: Asked) -> Choices:
    """Return what can be chosen: pupils of today's groups, and whoever is chosen already."""
    names = _current(diary, today)
    if asked.pupil_id and asked.pupil_id not in names:
        pupil = diary.get(Pupil, asked.pupil_id)
        names |= {asked.pupil_id: f"{pupil.first_name} {pupil.last_name}".strip()} if pupil else {}
    groups = sorted(diary.all(Group), key=lambda one: one.working_name.casefold())
    over = {one.id for one in groups if one.ends_on is not None and one.ends_on < today}
    framework = diary.framework
    signs = [
        pair
        for outcome in framework.outcomes
        for pair in (
            (OUTCOME + outcome.id, f"{outcome.name}: any sign"),
            *((one.id, one.name) for one in outcome.indicators),
        )
    ]
    by_name: Callable[[tuple[str, str]], str] = lambda pair: pair[1].casefold()  # noqa: E731
    return Choices(
        kind=(("", "Anything"), *KIND_WORDS.items()),
        pupil_id=(("", "Anybody"), *sorted(names.items(), key=by_name)),
        group_id=(("", "Any group"), *((one.id, one.working_name) for one in groups if one.id not in over)),
        sign=(("", "Any indicator"), *signs),
        source=(("", "Seen by anyone"), *((one.value, f"Seen by: {words}") for one, words in SOURCE.items())),
        when=(("", "Any time"), (TERM, "This term"), (YEAR, "This school year"), (OWN, "From … to …")),
        earlier_groups=tuple((one.id, one.working_name) for one in groups if one.id in over),
    )


def _current(diary: Diary, today: date) -> dict[str, str]:
    pupils = (one.pupil for one in current_pupils(diary, today))
    return {one.id: f"{one.first_name} {one.last_name}".strip() for one in pupils}


def days_of(diary: Diary, asked: Asked, today: date) -> tuple[date | None, date | None]:
    """Return the first and last day asked for; None for an open end."""
    if asked.when == TERM:
        return term_start(diary.all(Closure), today), today
    if asked.when == YEAR:
        year = today.year if today.month >= _YEAR_BEGINS else today.year - 1
        return date(year, _YEAR_BEGINS, 1), today
    if asked.when == OWN:
        first, last = _day(asked.first), _day(asked.last)
        if first and last and first > last:
            first, last = last, first
        return first, last
    return None, None


def own_days(asked: Asked, today: date) -> tuple[date, date]:
    """Return the two days to show where somebody sets their own: the last year at first."""
    return _day(asked.first) or today - timedelta(days=365), _day(asked.last) or today


def wanted_of(diary: Diary, asked: Asked, today: date) -> Wanted:
    """Return what to look up."""
    first, last = days_of(diary, asked, today)
    is_outcome = asked.sign.startswith(OUTCOME)
    return Wanted(
        typed=asked.words,
        pupil_id=asked.pupil_id,
        group_id=asked.group_id,
        indicator="" if is_outcome else asked.sign,
        outcome=asked.sign.removeprefix(OUTCOME) if is_outcome else "",
        source=Source(asked.source) if asked.source in set(Source) else None,
        kinds=(asked.kind,) if asked.kind in KINDS else (),
        first=first,
        last=last,
        starred=asked.starred,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def written(asked: Asked) -> str:
    """Return what was asked as text to keep."""
    held = {name: value for name, value in asdict(asked).items() if value}
    return json.dumps(held, ensure_ascii=False)


def read(text: str) -> Asked:
    """Return what was kept; what cannot be read asks for nothing."""
    try:
        held = json.loads(text) if text else {}
    except ValueError:
        return Asked()
    if not isinstance(held, dict):
        return Asked()
    plain = {name for name in Asked.__dataclass_fields__ if name != "starred"}
    texts = {name: value for name, value in held.items() if name in plain and isinstance(value, str)}
    return Asked(**texts, starred=held.get("starred") is True)


def in_words(asked: Asked, offered: Choices) -> str:
    """Return a search in a line: the words typed, then each filter."""
    parts = [f"“{asked.typed.strip()}”"] if asked.typed.strip() else []
    for name in ("kind", "pupil_id", "group_id", "sign", "source", "when"):
        value = getattr(asked, name)
        if value == OWN:
            days = [
                dates.day_and_month(day, year=True) for day in (_day(asked.first), _day(asked.last)) if day
            ]
            parts.append(" to ".join(days))
        elif value:
            earlier = offered.earlier_groups if name == "group_id" else ()
            parts.append(dict((*getattr(offered, name), *earlier)).get(value, ""))
    if asked.starred:
        parts.append("starred")
    return ", ".join(part for part in parts if part)
