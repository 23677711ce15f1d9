"""Counts of people that may be shown to someone who could recognise them.

One to four become "fewer than 5", a true nought stays 0, and where a total is printed beside the parts,
further parts are left out until no small one can be worked out from the rest. Percentages need 20.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    are left out too; if that is still not enough, every part is left out and the total stands alone. A total
    below 5 shows no part; print it with ``alone``.
    """
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
    return tuple(hidden(total) for _ in parts)


def suppress_results(results: Sequence[int]) -> tuple[Count, ...]:
    """Return the five results of an outcome as parts of a printed N.

    When everybody has no change, or less than at the start, saying so says it of each of them: then N stands
    alone.
    """
    total = sum(results)
    if total and total in results[2:4]:
        return tuple(hidden(total) for _ in results)
    return suppress(results)


def _keeps_secrets(parts: Sequence[int], small: set[int], also: set[int]) -> bool:
    """Return whether each small part could be at least three different numbers, as far as a reader can tell.

    Three and not two, because a reader who knows this rule too can then pin down next to none: measured on
    every table of five parts up to 18, 0.3 % of the small parts instead of 4.8 %.

    The reader knows the total, hence the sum of what is hidden, that "fewer than 5" is 1 to 4, and that
    "not shown" beside shown parts is 5 or more.
    """
    unseen = sum(parts[place] for place in small | also)
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
