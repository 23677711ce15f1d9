"""What the sheet for a worry about a child says: the four steps, the note's questions, the calm sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutordiary import dates

STALE_AFTER = timedelta(days=120)
STEPS = (
    "Listen, and let them say it in their own words. Do not lead them, and do not promise to keep it secret.",
    "Tell the DSL or the deputy today, before you leave the site. Tell your music service’s lead as well.",
    "Write it down in the setting’s own system, as they ask you to. This diary is not that system.",
    (
        "In immediate danger, ring 999. If it is about an adult there, tell the head; if it is about the"
        " head, the local authority’s designated officer (LADO)."
    ),
)
NO_LEAD = "Nobody is written down as DSL here. Ask at the office now, or go to the head."
NEEDED = "This is needed. Nothing was changed yet."
NOT_PLACED = {
    "told.day": "Write the day like 14 October. It cannot lie ahead.",
    "told.time": "Write the time like 2:05 pm.",
}
SAVED = (
    "The note is saved. The file is not locked: hand it over, then delete it there. The note stays here"
    " until you say that they were told."
)
MOST_BACKUPS = 3  # named one by one
GONE = "It is written down that they were told. The note is gone from this diary for good."
ONLY_TOLD = "It is written down that they were told. Nothing else is kept."
NOT_NEEDED = "Taken away, with all that was written. Nothing of it is kept."
ROLES = ("DSL", "Deputy DSL", "Head teacher", "Music service’s safeguarding lead", "LADO", "Police or 999")
HOWS = ("In person", "By phone", "In the setting’s own system", "On paper, handed over")
ABOUT_BACKUPS = (
    "While you write, these words are a draft inside the locked diary, and in any backup made meanwhile."
    " They are in no search, list, report or export. Once you say that the lead was told, they are removed"
    " for good."
)


@dataclass(frozen=True, slots=True)
class NoteField:
    """One question of the note. ``is_long`` ones take paragraphs."""

    key: str
    label: str
    hint: str = ""
    is_long: bool = False


NOTE = (
    NoteField("about", "Who it is about", "Full name and class: here real names are right"),
    NoteField("when", "When it was"),
    NoteField("where", "Where it was, and who was there"),
    NoteField("seen", "What I saw and heard", "Facts only, in the order they happened", is_long=True),
    NoteField("words", "The child’s own words", "Exactly as they said it", is_long=True),
    NoteField("answered", "What I said and did", is_long=True),
    NoteField("think", "What I think, kept apart from the facts", "This may stay empty", is_long=True),
    NoteField("signed", "Written by", "Your name and role"),
)


def gone_words(sentence: str, backups: Sequence[datetime]) -> str:
    """Return what to say once a note is gone, with the backups that may still hold it, newest first."""
    if not backups:
        return f"{sentence} No backup was made meanwhile."
    days = [f"{dates.day_and_month(one.astimezone().date())}, {dates.local_clock(one)}" for one in backups]
    shown = "; ".join(days[:MOST_BACKUPS])
    more = len(days) - MOST_BACKUPS
    listed = f"{shown}; and {more} more" if more > 0 else shown
    made = "One backup" if len(days) == 1 else f"{len(days)} backups"
    return (
        f"{sentence} {made} made meanwhile ({listed}) may still hold it, locked like the diary itself; the"
        " next one does not."
    )


def parse_clock(typed: str) -> tuple[int, int] | None:
    """Read a time as people write it: "2:05 pm", "14:05", "2pm", "14.05". None for what is no time."""
    words = typed.strip().casefold().replace(".", ":").replace(" ", "")
    late = words.endswith("pm")
    has_half = late or words.endswith("am")
    hour, _, minute = (words[:-2] if has_half else words).partition(":")
    if (
        not (hour.isdecimal() and hour.isascii())
        or not (minute or "0").isdecimal()
        or len(minute) not in (0, 2)
    ):
        return None
    hours, minutes = int(hour), int(minute or 0)
    if has_half and not 1 <= hours <= 12:
        return None
    if has_half:
        hours = hours % 12 + 12 * late
    return (hours, minutes) if hours < 24 and minutes < 60 else None
