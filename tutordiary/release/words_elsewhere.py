"""Ordinary words with a capital that are a name somewhere else in the diary, put into the list of such words.

Around one group they are nobody's name, and the recogniser says nothing of them. The gate, which knows the
whole diary, would refuse them: so the tutor is asked, and can answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutordiary.anonymise.spans import Action, Span
from tutordiary.release.review_kept import KEPT

_TOKEN = re.compile(r"[^\W\d_]+")
_SAID = frozenset((KEPT, "NAME?"))


def with_elsewhere(text: str, spans: Sequence[Span], names: frozenset[str]) -> tuple[Span, ...]:
    """Return the spans of a text with one more for each such word that none of them speaks of."""
    taken = [(span.start, span.end) for span in spans if span.action is Action.REDACT or span.type in _SAID]
    found = [
        Span(match.start(), match.end(), Action.FLAG, KEPT, None, "elsewhere", kept=True)
        for match in _TOKEN.finditer(text)
        if match.group()[0].isupper()
        and match.group().lower() in names
        and not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    return tuple(sorted((*spans, *found), key=lambda span: (span.start, span.end, span.action)))
