"""Which first names may be one child's: the full name and its short and pet forms, in both directions."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from tutordiary import assets
from tutordiary.anonymise.normalise import letters


@cache
def _lines_by_name() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in assets.read_text("names/short.txt").splitlines():
        names = [] if line.startswith("#") else line.split()
        for name in names:
            found[name].update(names)
    return {name: frozenset(related) for name, related in found.items()}


def related(first_name: str) -> frozenset[str]:
    """Return every name a child may also go by, in plain small letters: "kate" brings "katie", "catherine".

    The name itself is among them, and so is what is short for several names; no order.
    """
    own = letters(first_name)
    return _lines_by_name().get(own, frozenset()) | {own}
