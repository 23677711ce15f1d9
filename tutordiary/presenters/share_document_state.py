"""What the road for a document of the tutor's own shows, in words, and what its window must be able to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from tutordiary.anonymise.spans import Action
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_intruder import IntruderState
from tutordiary.presenters.share_state import RoadView
from tutordiary.release.document_review import Purpose
from tutordiary.release.documents_read import WORD, OwnDocument
from tutordiary.release.review import Decision, ItemState, ReviewItem

OPENING = "The document is being read. Esc stops it."
NOTHING_CHOSEN = "Choose a document first."
NOTHING_LEFT = "Every paragraph of it is left out, so there is nothing to save."
NO_PUPILS = "Your diary names no pupil yet, so there is nobody to look for. Add your pupils first."
SAME_FILE = "That is the document itself, which stays as it is. Choose another name for the copy."
TAKES = "The copy is pseudonymised: treat it as personal data. Whoever knows the pupils may recognise them."
STAYS = "Your document stays as it is. Its words are held in memory only, and so is where it lies."
PURPOSE_WORDS = {
    Purpose.REFLECTION: ("For my reflection group", "Noted here as given."),
    Purpose.MANAGER: ("For my project manager", "Noted here as given."),
    Purpose.KEEP: ("To keep", "Not noted. Keep it where only you can open it."),
}
_LEFT_BEHIND = {
    "pictures": ("picture, with what is written about it", "pictures, with what is written about them"),
    "comments": ("comment", "comments"),
    "deleted": (
        "place with deleted text that Word still kept",
        "places with deleted text that Word still kept",
    ),
    "hidden": ("place with hidden text", "places with hidden text"),
    "links": ("link: its words stay, its address goes", "links: their words stay, their addresses go"),
    "objects": ("chart, drawing or embedded file", "charts, drawings and embedded files"),
}


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group whose names can be looked for. ``about`` says how many pupils it has."""

    id: str
    words: str
    about: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """The first step. ``name`` is empty while no document is in hand.

    ``facts`` say what the document holds and ``left_behind`` what does not come along, a line each;
    ``trouble`` is a sentence when nothing can be done, ``again`` names a document to open once more.
    """

    name: str
    facts: tuple[str, ...]
    left_behind: tuple[str, ...]
    groups: tuple[GroupChoice, ...]
    looks_for_all: bool
    trouble: str = ""
    again: str = ""
    is_opening: bool = False


@dataclass(frozen=True, slots=True)
class DocumentGive:
    """The third step. ``blocked`` is the reason why nothing can be saved, or empty.

    ``needs_review`` says that the review is where to go on; ``intruder`` are the questions who could
    recognise a child, None where none are asked.
    """

    leaves: tuple[str, ...]
    takes: str
    purpose: Purpose
    blocked: str
    is_waiting: bool = False
    needs_review: bool = False
    intruder: IntruderState | None = None


class DocumentView(RoadView, Protocol):
    """What the window of this road can do."""

    def show_choice(self, state: DocumentChoice) -> None:
        """Draw the first step."""

    def show_give(self, state: DocumentGive) -> None:
        """Draw the third step."""


def facts_of(document: OwnDocument) -> tuple[str, ...]:
    """Return what a document holds, a line each."""
    texts = [text for text in document.texts if text.strip()]
    words = sum(len(text.split()) for text in texts)
    lines = [f"{plural(len(texts), 'paragraph')}, {words:,} words"]
    if document.word is not None:
        tables = sum(bool(block.rows) for block in document.word.blocks)
        headings = sum(bool(block.level) for block in document.word.blocks)
        parts = [plural(n, one) for n, one in ((headings, "heading"), (tables, "table")) if n]
        lines += [", ".join(parts)] if parts else []
    return tuple(lines)


def left_behind_of(document: OwnDocument) -> tuple[str, ...]:
    """Return what does not come along into a copy, a line each."""
    if document.kind != WORD:
        return ()
    left = document.left_behind
    found = [
        plural(number, *_LEFT_BEHIND[field.name])
        for field in fields(left)
        if (number := getattr(left, field.name))
    ]
    return (*found, "Who wrote it, when and with what; fonts and colours")


def leaves_of(document: OwnDocument, items: Sequence[ReviewItem]) -> tuple[str, ...]:
    """Return what would leave, counted, a line each."""
    used = [item for item in items if item.is_ready]
    spans = [span for item in used for span in item.spans if span.action is Action.REDACT]
    decided = [question.decision for item in used for question in item.questions]
    known = sum(span.entity is not None for span in spans)
    other = len(spans) - known + decided.count(Decision.NAME)
    reworded = sum(item.source_text != item.original for item in used) + decided.count(Decision.REWORD)
    kept = sum(q.type == "WORD?" and q.decision is Decision.KEEP for item in used for q in item.questions)
    out = sum(item.state is ItemState.LEFT_OUT for item in items)
    lines = [
        f"{plural(len(used), 'paragraph')} in the words you read",
        f"{plural(known, 'name')} your diary knows replaced, and {plural(other, 'other detail')}",
    ]
    if reworded:
        lines.append(f"{plural(reworded, 'place')} in your own wording")
    if kept:
        lines.append(f"{plural(kept, 'word')} kept although they equal a name")
    if out:
        lines.append(f"{plural(out, 'paragraph')} left out")
    behind = len(left_behind_of(document)) - 1
    if behind > 0:
        lines.append("No pictures, comments, deleted or hidden text, links or embedded files")
    return tuple(lines)
