"""Looks for other pupils' names in a paper about one pupil, which may name nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tutordiary import wording
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.roster import Roster
from tutordiary.anonymise.spans import Action, Span
from tutordiary.anonymise.words import is_word
from tutordiary.diary import Diary
from tutordiary.documents import rich
from tutordiary.model import Pupil
from tutordiary.release.rosters import whole_roster


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another pupil's name found in a report: it blocks. ``around`` shows where."""

    name: str
    around: str
    section: str


def names_in(diary: Diary, pupil_id: str, passages: Iterable[tuple[str, str]]) -> tuple[OtherName, ...]:
    """Return every other pupil's name in passages of one pupil's paper, each with the part it stands in.

    An empty ``pupil_id`` is for a paper about nobody: there every pupil is another one.
    """
    # Staff and families are in the roster too, so that "Mrs Rai" is never taken for a pupil called Jai.
    roster = whole_roster(diary)
    known = {person.entity for person in roster.pupils if person.entity != pupil_id}
    if not known:
        return ()
    own = diary.need(Pupil, pupil_id) if pupil_id else Pupil(id="", first_name="")
    shared = {_bare(word) for word in (own.first_name, own.last_name, *own.known_as) if word}
    # Without the groups, because a group's name can be made of its pupils' names.
    recogniser = Recogniser(replace(roster, groups=()))
    groups = [name for group in roster.groups for name in group.names]
    only_own = Recogniser(Roster(pupils=tuple(one for one in roster.pupils if one.entity == own.id)))
    found = []
    for section, passage in passages:
        text = rich.plain(passage)
        for span in recogniser.annotate(text):
            word = text[span.start : span.end]
            # A name that fits two people is nobody's yet; it passes only when one of them is this pupil.
            torn = span.entity is None and span.type == "PUPIL"
            if not (torn or span.entity in known) or span.action is not Action.REDACT or span.kept:
                continue
            if _bare(word) in shared or _is_group_word(text, span, groups):
                continue
            if torn and any(one.entity == own.id for one in only_own.annotate(word)):
                continue
            around = text[max(0, span.start - 30) : span.end + 30].replace("\n", " ")
            found.append(OtherName(word, around, section))
    return tuple(found)


def _is_group_word(text: str, span: Span, groups: Iterable[str]) -> bool:
    """Return whether an ordinary word stands where a group's name does: the Melody Makers are nobody."""
    if not is_word(_bare(text[span.start : span.end])):
        return False
    return any(
        match.start() <= span.start and span.end <= match.end()
        for name in groups
        for match in re.finditer(re.escape(name), text, re.IGNORECASE)
    )


def _bare(word: str) -> str:
    """Return a name without its possessive, to compare it by."""
    word = word.casefold().replace("’", "'")
    return word.removesuffix("'s").removesuffix("'")


def refusal(found: tuple[OtherName, ...]) -> str:
    """Return the sentence that says why a report cannot be given yet."""
    words = sorted({one.name for one in found})
    parts = sorted({one.section for one in found})
    return (
        f"Another pupil’s name stands in this report ({wording.and_list(words)}, under"
        f" {wording.and_list(parts)}). Nothing was written. Reword it or take it out, then give it again."
    )
