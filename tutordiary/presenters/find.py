"""Find: search as you type over everything written, with filters, stars and searches kept under a name.

What is looked up is looked up by a worker. Each question has a number; an answer to an older one is dropped,
and the question under way is broken off as soon as a newer one is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from tutordiary.diary import Diary
from tutordiary.diary.finding import COUNTED, NOTHING, Finder, Found, FoundPassage, set_star, whole_text
from tutordiary.diary.snippets import Piece, pieces_of
from tutordiary.errors import Stopped, TutorDiaryError, UserError
from tutordiary.model import SavedSearch, new_id
from tutordiary.presenters import find_asked
from tutordiary.presenters.find_asked import Asked, Choices
from tutordiary.presenters.find_lines import FoundLine, Landing, facts_of, landing_of, line_of
from tutordiary.presenters.history import Bin
from tutordiary.presenters.work import Runner

LAST = "find.last"  # a preference of the diary: what was asked last, and the row it was on
NAMING = "find/name"  # a draft: the name being typed for a search
NOTHING_FOUND = "No note says this. Try fewer letters."
NOTHING_SO = "Nothing was noted so. Take a filter away."
NO_STARS = "Stars are for small signs and for people’s words."
NOTHING_YET = "Nothing is written yet. What you write anywhere in the diary is found here."


@dataclass(frozen=True, slots=True)
class Results:
    """What was found so far. ``count`` says how many; ``empty`` is a sentence for when there is nothing.

    ``called`` are ids and names of pupils whose name was typed.
    """

    lines: tuple[FoundLine, ...]
    count: str
    empty: str
    is_all: bool
    called: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """One passage in full, those words apart that were looked for, with what else is known of it."""

    title: str
    about: str
    pieces: tuple[Piece, ...]
    facts: tuple[str, ...]

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Saved:
    """A search kept under a name, and what it asks in a line."""

    id: str
    name: str
    about: str


class FindView(Protocol):
    """What the page can be told."""

    def show_asked(self, asked: Asked) -> None:
        """Put the words into the box, as they were when the diary was put away."""

    def show_filters(self, asked: Asked, offered: Choices, own_days: tuple[date, date]) -> None:
        """Draw the filters as they are set, with what each can be set to."""

    def show_results(self, results: Results) -> None:
        """Draw what was found, from the top."""

    def add_results(self, results: Results) -> None:
        """Draw what was found with the new lines at the end; the old ones stay where they are."""

    def show_line(self, row: int, line: FoundLine) -> None:
        """Draw one row anew."""

    def say(self, sentence: str) -> None:
        """Say something that needs reading."""


class FindPresenter:
    """Knows what is asked and what was found. ``today`` gives the day for "this term"."""

    def __init__(self, diary: Diary, view: FindView, runner: Runner, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._today = today
        self._finder = Finder(diary)
        self._question = 0
        self._is_adding = False
        self._asked = find_asked.read(diary.preference(LAST))
        self._kept = self._asked
        self._lines: tuple[FoundLine, ...] = ()
        self._found: Found = NOTHING
        self._most = 0  # how many there are, as far as they were counted
        self._offered: Choices | None = None

    # Asking ---------------------------------------------------------------------------------------

    @property
    def asked(self) -> Asked:
        """What is asked now."""
        return self._asked

    def arrive(self) -> None:
        """Show what was asked last, and what answers it now."""
        if self._asked == self._kept and not self._diary.is_read_only:
            # As the diary has it: erasing somebody takes their name out of it.
            self._asked = self._kept = find_asked.read(self._diary.preference(LAST))
        self._view.show_asked(self._asked)
        self._offer()
        self._ask()

    def type(self, typed: str) -> None:
        """Look for other words."""
        if typed != self._asked.typed:
            before, self._asked = self._asked, replace(self._asked, typed=typed)
            if self._asked.words != before.words:
                self._ask()

    def set_filter(self, name: str, value: str) -> None:
        """Set one filter to a value it offers; empty takes it away."""
        values: dict[str, Any] = {name: value}
        self._set(replace(self._asked, **values))

    def set_days(self, first: date, last: date) -> None:
        """Look between two days; both count."""
        begins, ends = first.isoformat(), last.isoformat()
        self._set(replace(self._asked, when=find_asked.OWN, first=begins, last=ends))

    def set_starred(self, *, on: bool) -> None:
        """Look among what is starred alone, or among everything."""
        self._set(replace(self._asked, starred=on))

    def clear(self) -> None:
        """Take the words and every filter away."""
        self._set(Asked())
        self._view.show_asked(self._asked)

    def _set(self, asked: Asked) -> None:
        if asked != self._asked:
            self._asked = asked
            self._offer()
            self._ask()

    def _offer(self) -> None:
        today = self._today()
        self._offered = find_asked.choices(self._diary, today, self._asked)
        self._view.show_filters(self._asked, self._offered, find_asked.own_days(self._asked, today))

    # Finding --------------------------------------------------------------------------------------

    def _ask(self, after: FoundPassage | None = None) -> None:
        self._question += 1
        number, wanted = self._question, find_asked.wanted_of(self._diary, self._asked, self._today())
        self._is_adding = after is not None
        self._finder.stop()

        def look_up() -> Found | None:
            if number != self._question:
                return None
            return self._finder.find(wanted, after=after)

        self._runner.run(
            look_up,
            lambda found: self._on_found(number, found),
            lambda error: self._on_refused(number, error),
        )

    def _on_found(self, number: int, found: Found | None) -> None:
        if number != self._question or found is None:
            return
        lines = tuple(line_of(one) for one in found.passages)
        if self._is_adding:
            self._is_adding = False
            found = replace(found, called=self._found.called)
            self._most = len(self._lines) + found.count
            self._found, self._lines = found, self._lines + lines
            self._view.add_results(self._results(lines))
        else:
            self._found, self._lines, self._most = found, lines, found.count
            self._view.show_results(self._results(lines))

    def _on_refused(self, number: int, error: TutorDiaryError) -> None:
        if number == self._question and not isinstance(error, Stopped):
            self._is_adding = False
            self._view.say(str(error))

    def _results(self, lines: tuple[FoundLine, ...]) -> Results:
        empty = ""
        if not self._lines:
            asked = self._asked
            empty = NOTHING_FOUND if asked.words else NOTHING_SO if asked.has_filters else NOTHING_YET
        return Results(lines, self._count(), empty, self._found.is_all, self._called())

    def _count(self) -> str:
        if not self._asked.words and not self._asked.has_filters:
            return "The latest" if self._lines else ""
        number = f"{max(self._most, len(self._lines)):,}"
        return f"{number} found" if self._is_exact() else f"{number} and more found"

    def _is_exact(self) -> bool:
        return self._found.is_all or self._found.count < COUNTED

    def _called(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self._found.called if pair[0] != self._asked.pupil_id)

    def more(self) -> None:
        """Look up what comes after the last row; nothing happens when that is all, or on its way."""
        if self._lines and not self._found.is_all and not self._is_adding:
            self._ask(after=self._lines[-1].passage)

    # One passage ----------------------------------------------------------------------------------

    def whole(self, line: FoundLine) -> Whole:
        """Return all of a passage."""
        text = whole_text(self._diary, line.passage)
        pieces = pieces_of(text, line.passage.typed, most=sys.maxsize)
        return Whole(line.title, line.about, pieces, facts_of(self._diary, line.passage))

    def landing(self, line: FoundLine) -> Landing:
        """Return where a passage stands in the window."""
        return landing_of(self._diary, line.passage)

    def star(self, row: int) -> None:
        """Star the small sign or the words of a row, or take the star away; nothing else has stars."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        if line is None:
            return
        if not line.can_star:
            self._view.say(NO_STARS)
            return
        try:
            set_star(self._diary, line.passage, on=not line.starred)
        except UserError as error:
            self._view.say(str(error))
            return
        fresh = line_of(replace(line.passage, starred=not line.starred))
        self._lines = (*self._lines[:row], fresh, *self._lines[row + 1 :])
        self._view.show_line(row, fresh)

    # Searches kept under a name -------------------------------------------------------------------

    def saved(self) -> tuple[Saved, ...]:
        """Return the searches kept, by name."""
        offered = self._offered or find_asked.choices(self._diary, self._today(), self._asked)
        held = sorted(self._diary.all(SavedSearch), key=lambda one: one.name.casefold())
        return tuple(Saved(one.id, one.name, find_asked.in_words(_asked_of(one), offered)) for one in held)

    def now_in_words(self) -> str:
        """Return what is asked now, in a line; empty when nothing is."""
        offered = self._offered or find_asked.choices(self._diary, self._today(), self._asked)
        return find_asked.in_words(self._asked, offered)

    def naming(self) -> str:
        """Return the name that was being typed for a search."""
        return next((one.text for one in self._diary.drafts(NAMING) if one.key == NAMING), "")

    def keep_naming(self, name: str) -> None:
        """Keep the name being typed; an empty one is forgotten."""
        if name == self.naming() or self._diary.is_read_only:
            return
        if name:
            self._diary.keep_draft(NAMING, name, len(name))
        else:
            self._diary.drop_draft(NAMING)

    def save_search(self, name: str) -> str:
        """Keep what is asked now under a name, in place of what had it; return what is wrong, or nothing."""
        name = name.strip()
        if not name:
            return "Give the search a name. Nothing was kept yet."
        if self._asked == Asked():
            return "There is nothing to keep: type some words or set a filter first."
        same = [one for one in self._diary.all(SavedSearch) if one.name.casefold() == name.casefold()]
        filters = find_asked.written(self._asked.without_words)
        record_id = same[0].id if same else new_id()
        kept = SavedSearch(id=record_id, name=name, query=self._asked.typed, filters=filters)
        return self._refusal_of(lambda: self._diary.save(kept))

    def open_saved(self, search_id: str) -> None:
        """Ask what was kept under a name."""
        held = self._diary.get(SavedSearch, search_id)
        if held is not None:
            self._set(_asked_of(held))
            self._view.show_asked(self._asked)

    def rename_saved(self, search_id: str, name: str) -> str:
        """Give a kept search another name; return what is wrong, or nothing."""
        held = self._diary.get(SavedSearch, search_id)
        if not name.strip():
            return "Give the search a name. It keeps its old one until then."
        if held is None or held.name == name.strip():
            return ""
        renamed = replace(held, name=name.strip())
        return self._refusal_of(lambda: self._diary.save(renamed))

    def remove_saved(self, search_id: str) -> str:
        """Remove a kept search; return what brings it back."""
        held = self._diary.get(SavedSearch, search_id)
        try:
            return next(iter(self._diary.remove(held)), "") if held is not None else ""
        except UserError as error:
            self._view.say(str(error))
            return ""

    def _refusal_of(self, change: Callable[[], None]) -> str:
        try:
            change()
        except UserError as error:
            return str(error)
        return ""

    def bring_back(self, entry_id: str) -> tuple[bool, str]:
        """Bring a removed search back; return whether that was done, and a sentence that says so."""
        return Bin(self._diary, self._today).bring_back(entry_id)

    # Putting away ---------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is asked, for after a lock or another day."""
        if self._asked != self._kept:
            self._diary.keep_preference(LAST, find_asked.written(self._asked))
            self._kept = self._asked

    def rest(self) -> None:
        """Let no answer come any more: what is being looked up is broken off."""
        self._question += 1
        self._is_adding = False
        self._finder.stop()


def _asked_of(held: SavedSearch) -> Asked:
    return replace(find_asked.read(held.filters), typed=held.query)
