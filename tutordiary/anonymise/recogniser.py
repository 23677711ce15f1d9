"""The recogniser: reads a note and says what is to be replaced and what must be looked at.

It knows nothing of replacements, files or windows. The same note with the same roster always gives the same
spans. Results are not to be kept across changes of the roster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tutordiary.anonymise.ages import mark_ages
from tutordiary.anonymise.cues import mark_cued, mark_titled
from tutordiary.anonymise.disguises import mark_disguised
from tutordiary.anonymise.forms import FormTable
from tutordiary.anonymise.fuzzy import Misspellings
from tutordiary.anonymise.initials import Initials, mark_strange_initials
from tutordiary.anonymise.joined import mark_joined, mark_repeats
from tutordiary.anonymise.known import KnownNames
from tutordiary.anonymise.lower import mark_lower
from tutordiary.anonymise.page import Page
from tutordiary.anonymise.patterns import mark_contacts, mark_quasi
from tutordiary.anonymise.placeholders import find_placeholders
from tutordiary.anonymise.places import mark_places, mark_shaped
from tutordiary.anonymise.possible import mark_possible
from tutordiary.anonymise.rare import mark_rare
from tutordiary.anonymise.roster import LearnedName, Roster
from tutordiary.anonymise.spans import Action, Span
from tutordiary.anonymise.titles import mark_bodies, mark_titles

__all__ = ["Action", "Recogniser", "Span"]


class Recogniser:
    """Finds known and unknown people and places in texts about one roster."""

    def __init__(self, roster: Roster, table: FormTable | None = None) -> None:
        table = table or FormTable(roster)
        self._roster = roster
        self._table = table
        self._not_names = roster.not_names
        self._known = KnownNames(table, roster.not_names)
        self._initials = Initials(table.initials)
        self._misspellings = Misspellings(table)

    def knowing(self, more: Sequence[LearnedName]) -> Recogniser:
        """Return a recogniser that knows more names besides; sooner made than one of a bigger roster."""
        roster = replace(self._roster, learned=(*self._roster.learned, *more))
        return Recogniser(roster, self._table.knowing(more))

    def annotate(self, text: str, own: Iterable[str] = ()) -> tuple[Span, ...]:
        """Return the spans of a text in order; our own placeholders in it are passed over.

        ``own`` are further replacement texts to pass over, such as changed names. Redacted spans never
        overlap each other; a flag may span redacted words.
        """
        masks = find_placeholders(text)
        if own:
            masks += _occurrences(text, own)
        page = Page(text, masks)
        mark_disguised(page, self._table)
        mark_contacts(page)
        mark_titles(page)
        self._known.mark(page)
        mark_quasi(page)
        mark_bodies(page)
        mark_shaped(page)
        self._initials.mark(page)
        self._misspellings.mark(page)
        mark_titled(page)
        mark_cued(page)
        mark_places(page)
        mark_strange_initials(page)
        mark_possible(page, self._not_names)
        mark_lower(page, self._not_names)
        mark_joined(page)
        mark_repeats(page)
        mark_ages(page)
        mark_rare(page)
        return page.spans()


def _occurrences(text: str, own: Iterable[str]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for words in sorted({word for word in own if word and word in text}, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        found.extend((match.start(), match.end()) for match in pattern.finditer(text))
    return tuple(found)
