"""What the recogniser hands back: stretches of the raw text, each to be replaced or to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """REDACT is replaced by default; FLAG stays and must be looked at."""

    REDACT = "redact"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of the raw text, ``start`` to ``end`` in code points, end left out.

    ``entity`` is None for someone or something not on the roster, and when a form fits two people.
    ``why`` is one of the recogniser's own rule words, never text from the note. ``kept`` marks a word that
    equals a known name and was left standing as an ordinary word. ``possessive`` says that the stretch ends
    in a bare s that stood for 's ("Kylas").
    """

    start: int
    end: int
    action: Action
    type: str
    entity: str | None
    why: str
    kept: bool = False
    possessive: bool = False
