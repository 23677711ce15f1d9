"""The phrasebook on the screen: its lines for one reader, and the line being added or reworded."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tutordiary.diary import Diary
from tutordiary.drafting import phrasebook
from tutordiary.drafting.phrasebook import Entry
from tutordiary.errors import UserError
from tutordiary.model import ReportAudience

READERS: tuple[tuple[ReportAudience, str], ...] = (
    (ReportAudience.FAMILY, "Papers for the family"),
    (ReportAudience.SCHOOL, "Reports for the school"),
)
TYPING = "phrasebook"  # the key of its draft
READER = "phrasebook_reader"  # a preference of the diary
YOURS, KEEPS_BACK, OFF, REWORDED = "Yours", "Keeps the page back", "Not looked for", "Reworded by you"


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """One line as it is shown. ``note`` says whose it is and what it does, mostly empty."""

    entry: Entry
    title: str
    instead: str
    note: str

    @property
    def can_remove(self) -> bool:
        """Whether there is something of the tutor's to take out."""
        return bool(self.entry.phrase_id)


@dataclass(frozen=True, slots=True)
class PhraseTyping:
    """What stands in the two fields: a new line, or the wording of ``was`` (its words, empty for none).

    ``steps`` are the texts undo goes back to in ``field``.
    """

    words: str = ""
    instead: str = ""
    was: str = ""
    field: str = ""
    caret: int = 0
    steps: tuple[str, ...] = ()


class PhrasebookPresenter:
    """Reads and changes the phrasebook. Every change counts from the next look at a report on."""

    def __init__(self, diary: Diary, reader: ReportAudience | None = None) -> None:
        self._diary = diary
        known = {one.value: one for one, _ in READERS}
        held = known.get(diary.preference(READER), ReportAudience.FAMILY)
        # Words left unfinished come before the reader asked for: they belong to one.
        self.reader = known.get(self._said().get("reader", ""), reader or held)

    def choose(self, reader: ReportAudience) -> None:
        """Show the lines for another reader."""
        self.reader = reader
        self._diary.keep_preference(READER, reader.value)

    def lines(self, looked_for: str = "") -> tuple[PhraseLine, ...]:
        """Return the lines with some letters in them, all of them for none; the tutor's own come first."""
        wanted = " ".join(looked_for.split()).casefold()
        found = (_line(one) for one in phrasebook.entries(self._diary, self.reader))
        return tuple(one for one in found if wanted in f"{one.title} {one.instead}".casefold())

    def keep(self, typing: PhraseTyping) -> str:
        """Keep the line that was typed; return what is wrong with it, empty when it is kept."""
        try:
            phrasebook.put(self._diary, self.reader, typing.words, typing.instead, self._entry(typing.was))
        except UserError as error:
            return str(error)
        self.forget_typing()
        return ""

    def switch(self, line: PhraseLine, *, on: bool) -> str:
        """Look for a line's words, or leave them alone; return what happened."""
        try:
            phrasebook.switch(self._diary, self.reader, line.entry, on=on)
        except UserError as error:
            return str(error)
        return f"Looked for again: {line.title}." if on else f"Not looked for any more: {line.title}."

    def remove(self, line: PhraseLine) -> str:
        """Take the tutor's own line out, or put the app's wording back; return what happened."""
        try:
            phrasebook.remove(self._diary, line.entry)
        except UserError as error:
            return str(error)
        return f"Removed: {line.title}." if line.entry.is_own else f"As it was again: {line.title}."

    def typing(self) -> PhraseTyping:
        """Return what was being typed when the phrasebook was last closed or the diary put away."""
        held = self._diary.drafts(TYPING)
        said = self._said()
        typed = {key: said.get(key, "") for key in ("words", "instead", "was", "field")}
        return PhraseTyping(**typed, caret=held[0].caret, steps=held[0].steps) if said else PhraseTyping()

    def _said(self) -> dict[str, str]:
        held = self._diary.drafts(TYPING)
        try:
            return {key: str(one) for key, one in json.loads(held[0].text).items()} if held else {}
        except (ValueError, AttributeError):
            return {}

    def keep_typing(self, typing: PhraseTyping) -> None:
        """Keep what stands in the fields as a draft; nothing to keep when both are empty.

        A diary that is only looked at keeps nothing.
        """
        if self._diary.is_read_only:
            return
        if not (typing.words.strip() or typing.instead.strip()):
            self.forget_typing()
            return
        said = {
            "words": typing.words,
            "instead": typing.instead,
            "was": typing.was,
            "field": typing.field,
            "reader": self.reader.value,
        }
        self._diary.keep_draft(TYPING, json.dumps(said, ensure_ascii=False), typing.caret, typing.steps)

    def forget_typing(self) -> None:
        """Forget what was being typed."""
        if self._diary.drafts(TYPING) and not self._diary.is_read_only:
            self._diary.drop_draft(TYPING)

    def is_of_app(self, was: str) -> bool:
        """Return whether these are the words of one of the app's own lines, which stay as they are."""
        entry = self._entry(was)
        return entry is not None and not entry.is_own

    def _entry(self, title: str) -> Entry | None:
        lines = phrasebook.entries(self._diary, self.reader) if title else ()
        return next((one for one in lines if one.title == title), None)


def _line(entry: Entry) -> PhraseLine:
    notes = []
    if entry.is_own:
        notes.append(YOURS)
    elif entry.phrase_id and not entry.is_off:
        notes.append(REWORDED)
    if entry.must_go and not entry.is_off:
        notes.append(KEEPS_BACK)
    if entry.is_off:
        notes.append(OFF)
    return PhraseLine(entry, entry.title, entry.instead, "  ·  ".join(notes))
