"""What the tutor chose for a pack, kept in the diary at once: groups, weeks, lines, order, own words.

Own words are drafts of the diary until the next pack is begun; nothing of them is a record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from tutordiary.diary import Diary, weeks
from tutordiary.drafting.pack_lines import PARTS, ROOM, PackLine, own_line
from tutordiary.evidence import Period
from tutordiary.model import Closure, Group, Pack, PackItemKind, SessionStatus, new_id
from tutordiary.presenters.share_period import OWN, TERM, term_start
from tutordiary.presenters.share_state import PeriodChoice

PREFERENCE = "share pack"
DRAFTS = "share/pack/"
MONTH, SINCE, EVERY = "month", "since", "every"
MONTH_LONG = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choice as it is written down. ``on`` and ``off`` are lines the tutor ticked and unticked.

    ``group`` is a group's id, ``EVERY`` for all that met in the weeks, or empty.
    """

    pack_id: str
    group: str = ""
    key: str = MONTH
    first: str = ""
    last: str = ""
    meeting: str = ""
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    fmt: str = "pdf"
    with_agenda: bool = True
    with_facilitator: bool = False


class PackChoice:
    """Holds one choice. Every change is in the diary when it returns, unless that is only looked at."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self.now = self._remembered()

    def change(self, chosen: Chosen) -> None:
        """Take another choice."""
        self.now = chosen
        if not self._diary.is_read_only:
            self._diary.keep_preference(PREFERENCE, json.dumps(asdict(chosen)))

    def begin_anew(self) -> None:
        """Forget ticks, order and own words: the next pack has letters of its own."""
        if self._diary.is_read_only:
            return
        for draft in self._diary.drafts(self._prefix):
            self._diary.drop_draft(draft.key)
        held = self.now
        self.change(replace(held, pack_id=new_id(), key=SINCE, on=(), off=(), order=(), meeting=""))

    # Groups and weeks ---------------------------------------------------------------------------

    def groups(self, days: Period) -> tuple[Group, ...]:
        """Return the groups that met in some days, by name."""
        met = {
            one.group_id
            for one in weeks.sessions_between(self._diary, days.first, days.last)
            if one.status is SessionStatus.HELD
        }
        found = weeks.groups_of(self._diary, met).values()
        return tuple(sorted(found, key=lambda group: (group.working_name.casefold(), group.id)))

    def group_ids(self, offered: Sequence[Group]) -> tuple[str, ...]:
        """Return the groups the pack is of; the only one where there is no choice, none before a choice."""
        ids = tuple(group.id for group in offered)
        if self.now.group == EVERY or len(ids) == 1:
            return ids
        return (self.now.group,) if self.now.group in ids else ()

    def periods(self, today: date) -> tuple[PeriodChoice, ...]:
        """Return what weeks can be chosen; the two dates typed last stand at the end."""
        found = [PeriodChoice(MONTH, "The last four weeks", today - MONTH_LONG, today)]
        earlier = [
            one for one in self._diary.all(Pack) if one.period_to < today and one.id != self.now.pack_id
        ]
        if earlier:
            after = max(one.period_to for one in earlier) + timedelta(days=1)
            found.append(PeriodChoice(SINCE, "Since the last pack", after, today))
        found.append(
            PeriodChoice(TERM, "This term so far", term_start(self._diary.all(Closure), today), today)
        )
        first, last = _day(self.now.first) or today - MONTH_LONG, _day(self.now.last) or today
        found.append(PeriodChoice(OWN, "Between two dates", min(first, last), max(first, last)))
        return tuple(found)

    def period(self, periods: Sequence[PeriodChoice]) -> PeriodChoice:
        """Return the weeks chosen."""
        return next((one for one in periods if one.key == self.now.key), periods[0])

    def meeting_on(self, today: date) -> date:
        """Return the day of the meeting; today until it is chosen."""
        return _day(self.now.meeting) or today

    # Lines --------------------------------------------------------------------------------------

    @property
    def _prefix(self) -> str:
        return f"{DRAFTS}{self.now.pack_id}/"

    def own_key(self, line_id: str) -> str:
        """Return the key under which a line of own words is a draft."""
        return f"{self._prefix}{line_id}"

    def new_own(self, kind: PackItemKind) -> str:
        """Return the id of a line of own words that is not yet written."""
        self.change(self.now)  # the drafts hang on the id of the pack: it is to last
        return f"{kind}/{new_id()}"

    def own_lines(self, groups: Sequence[str], days: Period) -> tuple[PackLine, ...]:
        """Return the own words typed for this pack."""
        found = []
        for draft in sorted(self._diary.drafts(self._prefix), key=lambda one: one.key):
            line_id = draft.key.removeprefix(self._prefix)
            kind = next((part for part in PARTS if part == line_id.partition("/")[0]), None)
            if kind is not None and draft.text.strip():
                group = groups[0] if len(groups) == 1 else None
                found.append(own_line(line_id, kind, draft.text, group, days.last))
        return tuple(found)

    def ordered(self, lines: Iterable[PackLine]) -> tuple[PackLine, ...]:
        """Return lines in the tutor's order within their parts; those never moved as they came."""
        place = {line_id: at for at, line_id in enumerate(self.now.order)}
        kept = list(lines)
        return tuple(
            line
            for part in PARTS
            for line in sorted(
                (one for one in kept if one.part is part), key=lambda one: place.get(one.id, len(place))
            )
        )

    def ticked(self, lines: Sequence[PackLine]) -> tuple[str, ...]:
        """Return the ids of the lines in the pack, in order; no part has more than its room."""
        found: list[str] = []
        for part in PARTS:
            of_part = [line for line in lines if line.part is part]
            by_hand = [line.id for line in of_part if line.id in self.now.on or line.is_own]
            wanted = [
                line.id
                for line in of_part
                if line.id not in self.now.off and (line.id in by_hand or line.is_usual)
            ]
            # What the tutor chose stands before what is only usual.
            over = len(wanted) - ROOM[part]
            for line_id in [one for one in wanted if one not in by_hand][: max(0, over)]:
                wanted.remove(line_id)
            found += wanted[: ROOM[part]]
        return tuple(found)

    def tick(self, lines: Sequence[PackLine], line_id: str, *, on: bool) -> bool:
        """Put a line in or take it out; False when its part is full. Where one fits, it takes its place."""
        line = next((one for one in lines if one.id == line_id), None)
        if line is None:
            return False
        others = [one for one in self.ticked(lines) if one != line_id and _part(lines, one) is line.part]
        off = set(self.now.off) - {line_id}
        wanted_on = set(self.now.on) - {line_id}
        if on and len(others) >= ROOM[line.part]:
            if ROOM[line.part] > 1:
                return False
            off |= set(others)
            wanted_on -= set(others)
        (wanted_on if on else off).add(line_id)
        self.change(replace(self.now, on=tuple(sorted(wanted_on)), off=tuple(sorted(off))))
        return True

    def take_place(self, lines: Sequence[PackLine], line_id: str, new_id: str) -> None:
        """Put a new line where another one stands, and take that one out."""
        part = _part(lines, line_id)
        ids = [line.id for line in lines if line.part is part and line.id != new_id]
        ids.insert(ids.index(line_id), new_id)
        rest = [one for one in self.now.order if one not in ids]
        self.change(
            replace(
                self.now,
                order=(*rest, *ids),
                on=tuple(sorted({*self.now.on, new_id} - {line_id})),
                off=tuple(sorted({*self.now.off, line_id})),
            )
        )

    def move(self, lines: Sequence[PackLine], line_id: str, by: int) -> bool:
        """Move a line up or down within its part; False at the ends."""
        part = _part(lines, line_id)
        ids = [line.id for line in lines if line.part is part]
        if line_id not in ids:
            return False
        at = ids.index(line_id)
        to = at + by
        if not 0 <= to < len(ids):
            return False
        ids[at], ids[to] = ids[to], ids[at]
        rest = [one for one in self.now.order if one not in ids]
        self.change(replace(self.now, order=(*rest, *ids)))
        return True

    def _remembered(self) -> Chosen:
        held = self._diary.preference(PREFERENCE)
        try:
            found: dict[str, Any] = {
                key: tuple(v) if isinstance(v, list) else v for key, v in json.loads(held).items()
            }
            return Chosen(**found)
        except (AttributeError, TypeError, ValueError):
            return Chosen(pack_id=new_id())


def _part(lines: Sequence[PackLine], line_id: str) -> PackItemKind | None:
    return next((line.part for line in lines if line.id == line_id), None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
