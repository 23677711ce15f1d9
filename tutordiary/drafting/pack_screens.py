"""The pages of a pack for a full screen: one thing on each, made of the cleared pack and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutordiary.diary import Diary
from tutordiary.documents import content
from tutordiary.documents import pack_words as words
from tutordiary.documents.cleaning import prepare
from tutordiary.drafting.pack import PackDraft
from tutordiary.release.gate import GateReport, gate_file
from tutordiary.release.known_names import Cleared
from tutordiary.release.rosters import whole_roster

MOST_LETTERS = 280
"""Most characters on one page: more cannot be read across a table."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"”’)])\s+")


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One page. ``title`` is small above; ``lines`` are read out; ``minutes`` of each line, in an agenda."""

    title: str
    lines: tuple[str, ...]
    minutes: tuple[int, ...] = ()

    @property
    def is_agenda(self) -> bool:
        """Whether it is the agenda, which may be timed."""
        return bool(self.minutes)


def screens(pack: content.Pack) -> tuple[ScreenPage, ...]:
    """Return the pages in the order in which they are presented; what the pack does not hold has none."""
    ready, _ = prepare(pack)
    activity = [f"{label}: {text}" for label, text in words.activity_rows(ready.activity)]
    found = [
        *_told(words.QUESTION, ready.question or words.NO_QUESTION),
        *_told(words.HAPPENED, ready.happened),
        *_listed(words.NOTICED, ready.noticed),
        *_listed(words.UNSURE, ready.unsure),
        *_told(words.ADVICE, ready.advice),
        *_told(words.LEARNED, ready.learned),
        *_told(words.sign_title(ready), ready.sign),
        *_told(words.SINCE, ready.since_last_time),
        *_listed(words.ACTIVITY, activity),
        ScreenPage(words.RULES_TITLE, words.GROUND_RULES),
        ScreenPage(
            f"{words.AGENDA_TITLE}, {words.AGENDA_MINUTES} minutes",
            tuple(part.name for part in words.AGENDA),
            tuple(part.minutes for part in words.AGENDA),
        ),
    ]
    return tuple(found)


def spoken(pages: Sequence[ScreenPage]) -> str:
    """Return every word of the pages, as the gate and a screen reader get them."""
    return "\n\n".join("\n".join((page.title, *page.lines)) for page in pages)


def gate_screens(diary: Diary, pages: Sequence[ScreenPage], draft: PackDraft) -> GateReport:
    """Return what the gate finds in all that would be shown."""
    shown = [line for page in pages for line in page.lines]
    # A page may hold a piece of a passage, or a passage under a label.
    pieces = [
        Cleared(line, one.words)
        for one in draft.cleared
        for line in shown
        if one.words and (line in one.passage or one.passage in line)
    ]
    return gate_file(
        spoken(pages).encode("utf-8", "replace"),
        whole_roster(diary),
        name="pack.txt",
        own=draft.own,
        cleared=(*draft.cleared, *pieces),
    )


def _told(title: str, text: str) -> list[ScreenPage]:
    return [ScreenPage(title, part) for part in _in_pages(text.split("\n\n")) if part]


def _listed(title: str, items: Sequence[str]) -> list[ScreenPage]:
    return [ScreenPage(title, part) for part in _in_pages(items) if part]


def _in_pages(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return texts in pages: as many on one as are easily read, long ones cut between sentences."""
    pages: list[list[str]] = [[]]
    for text in (part for whole in texts for part in _cut(" ".join(whole.split()))):
        if pages[-1] and sum(map(len, pages[-1])) + len(text) > MOST_LETTERS:
            pages.append([])
        pages[-1].append(text)
    return [tuple(page) for page in pages]


def _cut(text: str) -> list[str]:
    parts: list[str] = []
    for sentence in _SENTENCE.split(text) if text else []:
        if parts and len(parts[-1]) + len(sentence) < MOST_LETTERS:
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts.append(sentence)
    return parts
