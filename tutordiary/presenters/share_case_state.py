"""What the road for a case study shows, in words, and what its window must be able to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tutordiary import dates
from tutordiary.anonymise.spans import Action
from tutordiary.diary import Diary
from tutordiary.documents import rich
from tutordiary.documents.content import CaseStudy as CaseDocument
from tutordiary.documents.content import Consent
from tutordiary.documents.writer import Format
from tutordiary.drafting.giving import CASE_PURPOSE
from tutordiary.model import Disclosure
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_state import GiveState, RoadView
from tutordiary.release.review import Decision, ItemState, ReviewItem

NOTHING_CHOSEN = "Choose a case study first."
NONE_YET = (
    "There is no case study yet. Begin one under Reports, Case studies: it is laid out from your own notes."
)
NOTHING_IN_IT = "Nothing of it is read and cleared, so there is nothing to give."
NOTHING_LEFT = "Every passage of it is left out, so there is nothing to give."
CHANGED = "The diary changed while the case study was being made. Nothing was written. Give it again."
TAKES = "Names are changed and weeks stand for days. Whoever knows the pupils may still recognise them."
EARLIER_SHOWN = 6


class Reader(StrEnum):
    """Who a case study goes to."""

    READER = "reader"
    CO_WRITER = "co_writer"


READER_WORDS: dict[Reader, tuple[str, str]] = {
    Reader.READER: (
        "For somebody to read",
        "The finished page. Without every permission it says that it is a draft.",
    ),
    Reader.CO_WRITER: (
        "For a colleague to write with me",
        "One text file. What comes back is offered to you piece by piece: Case studies, Versions.",
    ),
}
FORMAT_WORDS: dict[Format, str] = {
    "pdf": "PDF, to print or send",
    "docx": "Word, to change",
    "md": "Plain text with marks (Markdown)",
}


@dataclass(frozen=True, slots=True)
class CaseChoiceLine:
    """A case study to choose: its words, and how long it is."""

    id: str
    words: str
    about: str


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """The first step. ``trouble`` is a sentence when there is nothing to choose."""

    cases: tuple[CaseChoiceLine, ...]
    chosen: str
    reader: Reader
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class CaseGive:
    """The third step. ``consents`` say who agreed, ``lacks`` what the story does not have, a line each.

    ``asks_reader`` says that somebody of the school is to have read it; ``read_by`` is who.
    """

    give: GiveState
    fmt: Format
    reader: Reader
    consents: tuple[str, ...]
    is_draft: bool
    lacks: tuple[str, ...]
    asks_reader: bool = False
    read_by: str = ""


class CaseView(RoadView, Protocol):
    """What the window of this road can do."""

    def show_case_choice(self, state: CaseChoice) -> None:
        """Draw the first step."""

    def show_case_give(self, state: CaseGive) -> None:
        """Draw the third step."""


def consent_line(one: Consent) -> str:
    """Return who agreed and when, or that nobody has yet."""
    return f"{one.who}: yes, {one.when}" if one.given and one.when else f"{one.who}: {_said(one)}"


def _said(one: Consent) -> str:
    return "yes" if one.given else "not yet"


def leaves_of(document: CaseDocument, items: Sequence[ReviewItem], reader: Reader) -> tuple[str, ...]:
    """Return what would leave, counted, a line each."""
    used = [item for item in items if item.is_ready]
    spans = [span for item in used for span in item.spans if span.action is Action.REDACT]
    reworded = [question.decision for item in used for question in item.questions].count(Decision.REWORD)
    out = sum(item.state is ItemState.LEFT_OUT for item in items)
    words = sum(len(rich.plain(section.text).split()) for section in document.sections)
    lines = [
        f"{plural(len(used), 'passage')} in the words you read, {words:,} words in all",
        f"{plural(len(spans), 'name or other detail', 'names and other details')} replaced",
    ]
    if document.pseudonym:
        lines.append(f"The pupil is called {document.pseudonym}")
    if reworded:
        lines.append(f"{plural(reworded, 'place')} in your own wording")
    if out:
        lines.append(f"{plural(out, 'passage')} left out")
    if reader is Reader.CO_WRITER:
        lines.append("Exact words that somebody said are shown to be read, not to be changed")
    else:
        lines.append("Where each part comes from, by week")
    return tuple(lines)


def earlier(diary: Diary) -> tuple[str, ...]:
    """Return what has left before, newest first."""
    given = diary.find(Disclosure, order=("-released_at", "-id"), purpose=CASE_PURPOSE)
    return tuple(
        f"{dates.day_and_month(one.released_at.astimezone().date(), year=True)}: {one.file_name}"
        for one in given[:EARLIER_SHOWN]
    )
