"""What a case study is made of, as plain values: weeks and a key stage, never a date or a real name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tutordiary.documents.parts import LADDER, Gap, Style


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether one person agreed to this use. ``when`` is a month or a week, never needed to be a day."""

    who: str
    given: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class WeekDot:
    """One observation placed by programme week (1 is the first), so that no date is given away."""

    week: int
    step: int | None = None
    harder: bool = False


@dataclass(frozen=True, slots=True)
class WeekChart:
    """One indicator over the weeks of a programme."""

    indicator: str
    weeks: int
    dots: tuple[WeekDot, ...] = ()
    ladder: tuple[str, ...] = LADDER


@dataclass(frozen=True, slots=True)
class WeekQuote:
    """Exact words in a document that carries weeks instead of dates: "week 6, written down by the tutor"."""

    words: str
    who: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class CaseSection:
    """One part of a case study.

    ``text`` may hold paragraphs parted by empty lines. When it is empty, ``prompt`` is printed as a gap.
    The quote stands after the first paragraph (alone without one), the chart after the last.
    """

    heading: str
    text: str = ""
    prompt: str = ""
    quote: WeekQuote | None = None
    chart: WeekChart | None = None


@dataclass(frozen=True, slots=True)
class WeekEvidence:
    """Where something comes from, by week: ``when`` is "weeks 1 to 3"."""

    number: int
    source: str
    when: str = ""


CaseKind = Literal["pupil", "group", "sessions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudy:
    """A case study: weeks and a key stage, never dates, a year group, a school or a real name.

    It calls itself a draft until there is at least one consent and every one of them was given.
    ``short_draft`` is printed, and called a first draft, until ``short_version`` was written.
    """

    title: str
    subject: CaseKind = "pupil"
    tutor: str = ""
    service: str = ""
    written: str = ""
    pseudonym: str = ""
    key_stage: str = ""
    setting: str = ""
    outcomes: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    short_version: str = ""
    short_draft: str = ""
    quotable: str = ""
    sections: tuple[CaseSection, ...] = ()
    evidence: tuple[WeekEvidence, ...] = ()
    gaps: tuple[Gap, ...] = ()
    style: Style = field(default_factory=Style)

    @property
    def is_draft(self) -> bool:
        """True until consent for this use is recorded from everyone asked."""
        return not self.consents or not all(consent.given for consent in self.consents)
