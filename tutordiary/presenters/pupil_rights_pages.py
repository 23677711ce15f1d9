"""What the sheets of a pupil's rights show, as plain values, and the words they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tutordiary import dates, wording
from tutordiary.diary.erasure import BackupHolding, ErasurePlan, GivenPaper, Reason, Treat
from tutordiary.drafting.access_document import AccessFormat
from tutordiary.drafting.access_words import HEADS, purpose_words, recipient_words, shown

TREATS = {
    Treat.REPLACE: "Say “a pupil who has left”",
    Treat.REPLACE_ALL: "Take the doubtful words out too",
    Treat.REMOVE: "Take the whole passage out",
    Treat.LEAVE: "Leave it: it is not their name",
}
REASONS = {
    Reason.ASKED: "The pupil or the family asked for it",
    Reason.NOT_NEEDED: "It is no longer needed",
    Reason.MISTAKE: "It was put in by mistake",
}
NOT_A_WITHDRAWAL = (
    "To take a permission back is something else: then their words stay in your diary and no longer leave it."
    " Erasing takes everything about them out of the diary, for good."
)
NO_BACKUP = "No backup is made first: it would keep what is to go. The copy is the way to keep it."
FORMATS: tuple[tuple[AccessFormat, str], ...] = (
    ("pdf", "PDF, to read"),
    ("docx", "Word"),
    ("json", "Records, for another program"),
)
_COUNTED = {
    "observation": ("small sign or mark", "small signs and marks"),
    "attendance": ("attendance mark", "attendance marks"),
    "voice": ("quote", "quotes"),
    "target": ("target", "targets"),
    "start_point": ("start point", "start points"),
    "judgement": ("judgement", "judgements"),
    "conversation": ("conversation about nobody else", "conversations about nobody else"),
    "action": ("agreement from one", "agreements from those"),
    "permission": ("permission", "permissions"),
    "family_member": ("family member", "family members"),
    "membership": ("time in a group", "times in a group"),
    "report": ("report", "reports"),
    "case_study": ("story", "stories"),
    "pack_item": ("part of a pack", "parts of packs"),
    "external_score": ("result from elsewhere", "results from elsewhere"),
    "draft": ("unfinished text", "unfinished texts"),
    "text_version": ("earlier text", "earlier texts"),
    "bin": ("thing in the bin", "things in the bin"),
}
_REST = ("smaller entry that hangs on these", "smaller entries that hang on these")


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word of a passage: what it became, and whether it stands in the copy now."""

    word: str
    instead: str
    is_in_copy: bool


@dataclass(frozen=True, slots=True)
class CopyPassage:
    """One passage to look at; ``number`` counts from 1. ``state`` is a word for how far it is."""

    number: int
    count: int
    about: str
    in_diary: str
    in_copy: str
    words: tuple[DoubtfulWord, ...]
    is_left_out: bool
    state: str


@dataclass(frozen=True, slots=True)
class CopyPage:
    """The copy as it stands. ``passage`` is None when none needs a look; ``blocked`` says why not yet."""

    name: str
    about: str
    left_out: tuple[str, ...]
    passage: CopyPassage | None
    blocked: str


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A passage about others that names the pupil: as it is, as it would be, and what may be done."""

    passage_id: str
    about: str
    text: str
    after: dict[str, str]
    choices: tuple[tuple[str, str], ...]
    default: str


@dataclass(frozen=True, slots=True)
class ErasePage:
    """What erasing would do, in plain words."""

    first_name: str
    goes: tuple[str, ...]
    named: tuple[NamedLine, ...]
    given: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup that still holds the pupil."""

    path: Path
    words: str
    can_be_deleted: bool


@dataclass(frozen=True, slots=True)
class ErasedPage:
    """What was done, and what is beyond the diary's reach."""

    done: tuple[str, ...]
    backups: tuple[BackupLine, ...]
    given: tuple[str, ...]


def goes(plan: ErasurePlan) -> tuple[str, ...]:
    """Return what goes, in one sentence."""
    lines = [
        f"{number} {_COUNTED[table][number != 1]}"
        for table, number in plan.counts.items()
        if table in _COUNTED
    ]
    rest = sum(number for table, number in plan.counts.items() if table not in {*_COUNTED, "pupil"})
    if rest:
        lines.append(f"{rest} {_REST[rest != 1]}")
    return (f"Their name and details, {wording.and_list(lines)}.",)


def about(kind: str, day: date | None) -> str:
    """Return what a passage is, and its day if it has one."""
    head = HEADS.get(kind, kind.replace("_", " "))
    return (
        f"{head[:1].upper()}{head[1:]}, {dates.day_and_month(day, year=True)}" if day else head.capitalize()
    )


def paper(given: GivenPaper) -> str:
    """Return something that was given away in one line."""
    what, whom = purpose_words(given.purpose), given.recipient or recipient_words(given.recipient_class)
    told = what if what.endswith(f"for {whom}") else f"{what}, for {whom}"
    name = f" ({given.file_name})" if given.file_name else ""
    return f"{shown(given.left_at)}: {told}{name}"


def backup(one: BackupHolding) -> BackupLine:
    """Return a backup that holds the pupil in words."""
    when = shown(one.made.made_at)
    if one.is_diary:
        words = f"{when}: {one.made.path}, this diary as it was then. Delete the folder once you are sure."
        return BackupLine(one.made.path, words, can_be_deleted=False)
    if not one.made.is_there:
        words = f"{when}: {one.made.path}. It cannot be seen now; it may be on a stick."
    elif one.is_sure:
        words = f"{when}: {one.made.path}"
    else:
        words = f"{when}: {one.made.path}. It could not be looked into, so it counts as holding them."
    return BackupLine(one.made.path, words, one.made.is_there)
