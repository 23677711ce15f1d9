"""Counts of people that may be shown to someone who could recognise them.

One to four become "fewer than 5", a true nought stays 0, and where a total is printed beside the parts,
further parts are left out until no small one can be worked out from the rest. Percentages need 20.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

THRESHOLD = 5
PERCENT_FROM = 20
FEWER = "fewer than 5"
NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Count:
    """A count as it may be shown: one number, or a stretch it lies in. ``low`` and ``high`` both count."""

    low: int
    high: int
    is_hidden: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether the number itself is shown."""
        return self.low == self.high and not self.is_hidden

    @property
    def is_fewer(self) -> bool:
        """Whether it is one to four, without saying which."""
        return not self.is_hidden and (self.low, self.high) == (1, THRESHOLD - 1)

    @property
    def text(self) -> str:
        """What is printed: "7", "fewer than 5", "not shown", or "12 to 15" for a sum of such counts."""
        if self.is_hidden:
            return NOT_SHOWN
        if self.is_exact:
            return str(self.low)
        return FEWER if self.is_fewer else f"{self.low} to {self.high}"


ZERO = Count(0, 0)


def exact(number: int) -> Count:
    """Return a count that shows its number."""
    return Count(number, number)


def fewer() -> Count:
    """Return "fewer than 5"."""
    return Count(1, THRESHOLD - 1)


def hidden(at_most: int) -> Count:
    """Return a count that is not shown, and cannot be above ``at_most``."""
    return Count(0, at_most, is_hidden=True)


def alone(number: int) -> Count:
    """Return a count that stands beside no total."""
    return fewer() if is_small(number) else exact(number)


def is_small(number: int) -> bool:
    """Return whether a number of people is too small to print."""
    return 0 < number < THRESHOLD


def suppress(parts: Sequence[int]) -> tuple[Count, ...]:
    """Return the parts of a printed total as they may be shown.

    Small parts become "fewer than 5". If that leaves one of them to be worked out, the smallest other parts
    are left out too; if that is still not enough, even for a reader who knows this rule, every part is left
    out and the total stands alone. A total below 5 shows no part; print it with ``alone``.
    """
    shown = _by_rule(parts)
    # Of two parts that are left bare with a total of 8, both would be 4: then the others of 8 are bare too.
    if len(parts) == 2 and sum(parts) == 2 * (THRESHOLD - 1) and not all(count.is_exact for count in shown):
        return _total_only(parts)
    if any(count.is_fewer for count in shown) and _gives_away(sum(parts), shown):
        return _total_only(parts)
    return shown


def _total_only(parts: Sequence[int]) -> tuple[Count, ...]:
    return tuple(hidden(sum(parts)) for _ in parts)


def _by_rule(parts: Sequence[int]) -> tuple[Count, ...]:
    total = sum(parts)
    small = {place for place, part in enumerate(parts) if is_small(part)}
    if not small:
        return tuple(exact(part) for part in parts)
    others = sorted((part, place) for place, part in enumerate(parts) if part >= THRESHOLD)
    also: set[int] = set()
    while total >= THRESHOLD:
        if _keeps_secrets(parts, small, also):
            return tuple(
                fewer() if place in small else hidden(total) if place in also else exact(part)
                for place, part in enumerate(parts)
            )
        if not others:
            break
        also.add(others.pop(0)[1])
    return _total_only(parts)


MOST_TRIED = 4_000


def _gives_away(total: int, shown: tuple[Count, ...]) -> bool:
    """Return whether a reader who knows the rule could name a small part, by trying every table it fits.

    What is tried depends on what is shown alone, so that a table left bare says only that some table of its
    kind gave something away. A part that has not shown two values after many tries counts as given away.
    """
    values: list[set[int]] = [set() for _ in shown]
    waiting = {place for place, count in enumerate(shown) if count.is_fewer}
    for table in itertools.islice(_tables_like(total, shown), MOST_TRIED):
        if _by_rule(table) != shown:
            continue
        for place in tuple(waiting):
            values[place].add(table[place])
            if len(values[place]) > 1:
                waiting.discard(place)
        if not waiting:
            return False
    return True


def _tables_like(total: int, shown: tuple[Count, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the tables that fit what is shown: 1 to 4 for "fewer than 5", 5 or more for "not shown"."""
    small = [place for place, count in enumerate(shown) if count.is_fewer]
    also = [place for place, count in enumerate(shown) if count.is_hidden]
    rest = total - sum(count.low for count in shown if count.is_exact)
    for low in itertools.product(range(1, THRESHOLD), repeat=len(small)):
        for high in _sums(rest - sum(low), len(also)):
            table = [count.low for count in shown]
            for place, number in zip((*small, *also), (*low, *high), strict=True):
                table[place] = number
            yield tuple(table)


def _sums(total: int, size: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to make a total of so many numbers of 5 or more."""
    if size == 0:
        if total == 0:
            yield ()
        return
    if size == 1:
        if total >= THRESHOLD:
            yield (total,)
        return
    for first in range(THRESHOLD, total + 1):
        for rest in _sums(total - first, size - 1):
            yield (first, *rest)


def suppress_results(results: Sequence[int]) -> tuple[Count, ...]:
    """Return the five results of an outcome as parts of a printed N.

    When everybody has no change or less than at the start, saying so says it of each of them: then N stands
    alone.
    """
    return _total_only(results) if is_said_of_all(results) else suppress(results)


def is_said_of_all(results: Sequence[int]) -> bool:
    """Return whether nobody judged has more than no change."""
    judged = sum(results[:5])
    return judged > 0 and results[2] + results[3] == judged


def _keeps_secrets(parts: Sequence[int], small: set[int], also: set[int]) -> bool:
    """Return whether each small part could be at least three different numbers, as far as a reader can tell.

    Three and not two, because a reader who knows this rule too can then pin down next to none; the few that
    are left, ``suppress`` finds by trying.

    The reader knows the total, hence the sum of what is hidden (which must itself be 5 or more), that "fewer
    than 5" is 1 to 4, and that "not shown" beside shown parts is 5 or more.
    """
    unseen = sum(parts[place] for place in small | also)
    if unseen < THRESHOLD:
        return False
    least = len(small) + THRESHOLD * len(also)
    most_of_small = THRESHOLD - 1
    for _ in small:
        highest = min(most_of_small, unseen - (least - 1))
        rest_at_most = unseen if also else most_of_small * (len(small) - 1)
        lowest = max(1, unseen - rest_at_most)
        if highest - lowest < 2:
            return False
    return True


def part_of(part: int, whole: int) -> Count:
    """Return a part of a printed whole: shown only when neither it nor the rest is small."""
    return suppress((part, whole - part))[0]


def part_or_nothing(part: int, whole: int) -> Count:
    """Return a part of a printed whole that another table bounds too: a number, or nothing about it."""
    return hidden(whole) if is_small(part) or is_small(whole - part) else exact(part)


def part_not_of_all(part: int, whole: int) -> Count:
    """Return a part that says something hard of a pupil: as ``part_of``, but never "all of them"."""
    return hidden(whole) if 0 < part == whole else part_of(part, whole)


def add(counts: Iterable[Count]) -> Count:
    """Return the sum of counts; a stretch where any of them is one."""
    low = high = 0
    for count in counts:
        low += count.low
        high += count.high
    return Count(low, high)


def share(part: Count, whole: Count) -> str:
    """Return "38%" when both numbers are shown and the whole is 20 or more; otherwise nothing."""
    if not part.is_exact or not whole.is_exact or whole.low < PERCENT_FROM:
        return ""
    return f"{round(100 * part.low / whole.low)}%"


def read(text: str, at_most: int) -> Count:
    """Read a printed count; "not shown" is anything up to ``at_most``.

    Raises: ValueError for anything else.
    """
    if text == FEWER:
        return fewer()
    if text == NOT_SHOWN:
        return hidden(at_most)
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError("not a count")
    return exact(int(text))
