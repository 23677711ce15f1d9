"""What the report page shows, and what its window can do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tutordiary.documents.content import RenderedFile
from tutordiary.drafting.report_desk import Section
from tutordiary.drafting.report_style import PartChoice
from tutordiary.drafting.senco import Choosable
from tutordiary.model import ReportAudience, ReportPurpose
from tutordiary.presenters.find_lines import Landing


@dataclass(frozen=True, slots=True)
class PupilChoice:
    """A pupil a report can be made for. Those of a group that runs now come before all others."""

    pupil_id: str
    words: str
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page shows. ``given`` says when a report was last given."""

    report_id: str
    pupil_id: str
    audience: ReportAudience
    purpose: ReportPurpose
    period_from: date
    period_to: date
    sections: tuple[Section, ...]
    texts: dict[str, str]
    items: tuple[Choosable, ...]
    given: str
    parts: tuple[PartChoice, ...]
    large_print: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go to put something right: words of a part, a record that goes in, or another page.

    ``word`` is what to mark in the part ``section``; ``item_id`` is a row of what goes in.
    """

    section: str = ""
    word: str = ""
    item_id: str = ""
    landing: Landing | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of the check, with where to put it right (None: nowhere) and the word for going there."""

    words: str
    place: Place | None = None
    action: str = "Go there"


@dataclass(frozen=True, slots=True)
class CheckState:
    """What a look over the report found. ``names`` block, and so do words ``never`` told to a family.

    ``kinder`` are words that label, ``gaps`` what is not there yet, ``leaves`` what the file holds, counted.
    """

    names: tuple[Finding, ...] = ()
    never: tuple[Finding, ...] = ()
    kinder: tuple[Finding, ...] = ()
    gaps: tuple[Finding, ...] = ()
    leaves: tuple[str, ...] = field(default_factory=tuple)

    @property
    def may_leave(self) -> bool:
        """Whether nothing stands in the way of giving it."""
        return not self.names and not self.never


class ReportView(Protocol):
    """What the page's window can do."""

    def show_pupils(self, pupils: tuple[PupilChoice, ...]) -> None:
        """Offer the pupils to choose from; none means there is nobody yet."""

    def show_report(self, page: ReportPage) -> None:
        """Draw another report's parts."""

    def show_preview(self, rendered: RenderedFile) -> None:
        """Draw the pages of the finished file."""

    def show_words(self, text: str) -> None:
        """Show the whole document as plain text, for reading aloud."""

    def show_check(self, check: CheckState) -> None:
        """Say what blocks giving, what could be put more kindly, what is not there yet, and what leaves."""

    def show_given(self, sentence: str) -> None:
        """Say that the file was written, and what to mind."""

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was written."""
