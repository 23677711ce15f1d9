"""Erases a pupil: everything about them, and their name wherever else it stands. There is no way back.

``plan`` says beforehand what would go and where else the pupil is named; ``erase`` does it in one
transaction, then writes the file anew. What cannot be reached from here (papers given away, backups) is
listed, not passed over. Withdrawing a permission is something else: nothing goes then.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import dates
from tutordiary.diary import care, concern
from tutordiary.diary.care import BackupMade
from tutordiary.diary.diary import Diary
from tutordiary.diary.erasing_words import nameless, records_with
from tutordiary.diary.erasure_plan import ErasurePlan, GivenPaper, NamedPassage, Treat, Work, work_out
from tutordiary.diary.fields import words_of
from tutordiary.diary.quiet import quietly
from tutordiary.errors import BadInput, CannotWrite, DiaryInUse, DiskFull, UserError
from tutordiary.model import (
    RECORD_TYPES,
    CaseStudy,
    CaseStudySection,
    CaseStudyVersion,
    Disclosure,
    DisclosureSubject,
    Group,
    Membership,
    Record,
    ServiceTemplate,
    new_id,
)
from tutordiary.store import binned, erasing, kept, records
from tutordiary.vault import backup, files

if TYPE_CHECKING:
    from tutordiary.vault.sqlcipher import Connection

__all__ = [
    "BackupHolding",
    "ErasurePlan",
    "ErasureReport",
    "GivenPaper",
    "NamedPassage",
    "Reason",
    "Treat",
    "backups_holding",
    "erase",
    "finish_tidying",
    "is_retired",
    "plan",
    "retired_places",
    "take_away",
]

TIDYING_DUE = "erasure_tidying_due"  # a preference of the diary
NOTE_WAITS = (
    "A note for a safeguarding lead is not handed on yet, and it may be about this pupil. Nothing was erased."
    " Open it under Concern; once they were told, it is gone, and you can erase."
)


class Reason(StrEnum):
    """Why a pupil was erased: all that is kept of it."""

    ASKED = "asked"
    NOT_NEEDED = "not_needed"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What was done. ``is_tidied`` is False when the file could not yet be written anew for want of room."""

    plan: ErasurePlan
    erased_at: datetime
    changed_passages: int
    is_tidied: bool


@dataclass(frozen=True, slots=True)
class BackupHolding:
    """A backup that holds the pupil. ``is_sure`` is False for one that could not be looked into."""

    made: BackupMade
    is_sure: bool

    @property
    def is_diary(self) -> bool:
        """Whether it is no backup but the folder of a whole diary, this one of another day."""
        return self.made.kind == kept.WHOLE_DIARY


def plan(diary: Diary, pupil_id: str) -> ErasurePlan:
    """Return what erasing a pupil would do, without doing it. Reads all words of the diary."""
    return work_out(diary, pupil_id).plan


def erase(
    diary: Diary,
    pupil_id: str,
    decisions: Mapping[str, Treat] | None = None,
    *,
    reason: Reason = Reason.ASKED,
    called: Iterable[str] = (),
) -> ErasureReport:
    """Erase a pupil. All of it is done, or nothing.

    ``decisions`` are by the ids of the plan's passages; what is not decided is done as its default says.
    ``called`` are changed names the pupil went by in stories: nobody gets them again.
    Raises: BadInput for a decision that a passage does not allow, or while a note for a safeguarding lead is
    not handed on; DiskFull, CannotWrite with nothing changed.
    """
    if diary.drafts(concern.NOTES):
        raise BadInput(NOTE_WAITS)
    work = work_out(diary, pupil_id)
    treated = _treated(work.plan.passages, decisions or {})
    changed = [(passage, text) for passage, text in treated if text != passage.text]
    moment = dates.now()
    diary.secret("retired_names")  # made before the transaction, which only uses it
    with diary.vault.reading() as conn:
        erasing.overwrite_deleted(conn)
    with diary.together():
        conn = diary.vault.conn
        groups = {one.group_id for one in diary.find(Membership, pupil_id=pupil_id)}
        _retire(diary, work, groups, called)
        _drop_words(diary, work, [passage.text for passage, _ in changed])
        # Past the diary's own ways of saving and removing: those would keep the old words for undo.
        _write_all(diary, _reworded(diary, changed))
        _write_all(diary, _unlinked(diary, work))  # reads what was just written
        _write_all(diary, (*_in_stories(diary, work), *_nameless_log(diary, work)))
        for kind in reversed(RECORD_TYPES):
            for one in sorted(work.gone.get(kind.table, ())):
                records.delete(conn, kind, one)
        erasing.note_erasure(conn, new_id(), moment, reason, work.plan.counts)
        diary.keep_preference(TIDYING_DUE, "yes")
        # Whoever shows the pupil or one of the groups hears that it is no longer as it was.
        diary.note(work.pupil)
        diary.save(*(group for group in diary.all(Group) if group.id in groups))
    return ErasureReport(work.plan, moment, len(changed), finish_tidying(diary))


def finish_tidying(diary: Diary) -> bool:
    """Write the file anew if an erasure is still to be followed by that; False when there is no room yet.

    What was erased is overwritten already; this also gives back its room and leaves no page as it was.
    """
    if not diary.preference(TIDYING_DUE):
        return True
    try:
        with diary.vault.reading() as conn:
            erasing.tidy(conn)
        diary.keep_preference(TIDYING_DUE, "")
        return diary.vault.checkpoint()
    except (DiskFull, CannotWrite, DiaryInUse):
        return False


def backups_holding(diary: Diary, pupil_id: str, folder: Path | None = None) -> tuple[BackupHolding, ...]:
    """Return the backups that hold a pupil, newest first; each that can be is opened and looked into.

    It takes seconds for each in a big diary. One that cannot be looked into now counts as holding them, and
    so does a whole diary of another day that lies beside this one, such as one a backup took the place of.
    May be asked after the pupil was erased. ``folder`` is where backups are put now.
    """
    found = []
    made_here = care.backups(diary, folder)
    known = {made.path for made in made_here}
    for made in (*made_here, *(one for one in care.other_selves(diary) if one.path not in known)):
        holds = None if made.kind == kept.WHOLE_DIARY else _holds(diary, made, pupil_id)
        if holds is not False:
            found.append(BackupHolding(made, holds is True))
    return tuple(found)


def take_away(diary: Diary, path: Path) -> None:
    """Delete one backup of this diary for good. Raises: BadInput for any other file; CannotWrite."""
    if backup.read_label(path).vault_id != diary.vault.vault_id:
        raise BadInput("This file is not a backup of this diary. It was not touched.")
    with files.mapped_os_errors("the backup"):
        path.unlink()
    with quietly(diary) as conn:
        kept.mark_gone(conn, (path,), dates.now())


def _holds(diary: Diary, made: BackupMade, pupil_id: str) -> bool | None:
    seen: list[bool] = []

    def look(conn: Connection) -> dict[str, int]:
        seen.append(erasing.tells_of(conn, pupil_id))
        return kept.count_openly(conn)

    if not made.is_there:
        return None
    try:
        backup.rehearse(diary.vault, made.path, look)
    except UserError:
        return None
    return any(seen)


def _write_all(diary: Diary, fresh: Iterable[Record]) -> None:
    for record in fresh:
        records.upsert(diary.vault.conn, record)


def _treated(
    passages: tuple[NamedPassage, ...], decisions: Mapping[str, Treat]
) -> list[tuple[NamedPassage, str]]:
    if set(decisions) - {one.id for one in passages}:
        raise BadInput(
            "There is a decision about a passage that does not name this pupil. Nothing was erased."
        )
    found = []
    for passage in passages:
        treat = decisions.get(passage.id, passage.default)
        if treat not in passage.choices:
            raise BadInput(
                f"“{treat}” cannot be done with {passage.table.replace('_', ' ')} {passage.id}."
                " Nothing was erased."
            )
        found.append((passage, passage.treated(treat)))
    return found


def _drop_words(diary: Diary, work: Work, reworded: list[str]) -> None:
    """Take away and rewrite what stands outside the records, and what was decided on words that go."""
    conn = diary.vault.conn
    texts = [
        text
        for kind in RECORD_TYPES
        for record in diary.all(kind)
        if record.id in work.gone.get(kind.table, ())
        for _, text in words_of(record)
    ]
    for record in records_with(diary, work.ids, [*texts, *reworded, *work.ends.thrown_away], work.name):
        records.delete(conn, type(record), record.id)
    for one in work.ends.dropped:
        erasing.drop_loose(conn, one)
    for one in work.ends.changed:
        erasing.write_loose(conn, one)
    for entry in (*work.ends.bin_dropped, *work.ends.bin_changed):
        binned.drop(conn, entry.id)
    for entry in work.ends.bin_changed:
        binned.put(conn, entry)


def _reworded(diary: Diary, changed: list[tuple[NamedPassage, str]]) -> list[Record]:
    kinds = {kind.table: kind for kind in RECORD_TYPES}
    by_record: dict[tuple[str, str], dict[str, str]] = {}
    for passage, text in changed:
        by_record.setdefault((passage.table, passage.record_id), {})[passage.field] = text
    return [
        replace(diary.need(kinds[table], record_id), **values)
        for (table, record_id), values in by_record.items()
    ]


def _unlinked(diary: Diary, work: Work) -> list[Record]:
    """Return the parts of stories about others, without what they rested on that goes."""
    return [
        replace(
            part,
            evidence=tuple(one for one in part.evidence if one not in work.ids),
            source_id="" if _record_of(part) in work.ids else part.source_id,
        )
        for part in diary.all(CaseStudySection)
        if part.id not in work.ids and work.ids & {*part.evidence, _record_of(part)}
    ]


def _in_stories(diary: Diary, work: Work) -> list[Record]:
    """Return stories of others without their words to quote, and papers kept whole without the name."""
    found: list[Record] = []
    papers: tuple[CaseStudyVersion | ServiceTemplate, ...] = (
        *diary.all(CaseStudyVersion),
        *diary.all(ServiceTemplate),
    )
    for record in papers:
        fresh = nameless(record.body, work.name) if record.id not in work.ids else record.body
        if fresh != record.body:
            found.append(replace(record, body=fresh))
    quoting = (one for one in diary.all(CaseStudy) if one.id not in work.ids)
    found += [replace(one, pull_quote="") for one in quoting if work.theirs.are_quoted(one.pull_quote)]
    return found


def _record_of(part: CaseStudySection) -> str:
    return part.source_id.partition(".")[0]


def _nameless_log(diary: Diary, work: Work) -> list[Record]:
    """Return the entries of the log without a name: what is chained to the next entry never held one."""
    subjects: dict[str, int] = {}
    for one in diary.all(DisclosureSubject):
        subjects[one.disclosure_id] = subjects.get(one.disclosure_id, 0) + 1
    found: list[Record] = []
    for paper in diary.all(Disclosure):
        alone = paper in work.papers and subjects[paper.id] == 1
        fresh = replace(
            paper,
            recipient="" if alone else work.name.replaced(paper.recipient),
            file_name="" if alone else work.name.replaced(paper.file_name),
        )
        if fresh != paper:
            found.append(fresh)
    return found


def _retire(diary: Diary, work: Work, groups: Iterable[str], called: Iterable[str]) -> None:
    """Keep what must not stand for another child: the pupil's place in each group, and made-up names."""
    conn = diary.vault.conn
    for group_id in sorted(groups):
        erasing.retire(conn, "place", f"{group_id} {work.pupil.id}")
    studies = diary.find(CaseStudy, pupil_id=work.pupil.id)
    for name in {*called, work.pupil.pseudonym, *(study.changed_name for study in studies)} - {""}:
        erasing.retire(conn, "name", _mark(diary, name))


def _mark(diary: Diary, name: str) -> str:
    """Return the mark a made-up name is remembered by; the name cannot be read from it."""
    key = diary.secret("retired_names")
    return hmac.new(key, name.strip().casefold().encode(), hashlib.sha256).hexdigest()


def retired_places(diary: Diary) -> dict[str, tuple[str, ...]]:
    """Return the bare ids of erased pupils by group, so that no letter of theirs is given to another."""
    with diary.vault.reading() as conn:
        pairs = [value.split(" ", 1) for value in erasing.retired(conn, "place")]
    found: dict[str, tuple[str, ...]] = {}
    for group_id, pupil_id in pairs:
        found[group_id] = (*found.get(group_id, ()), pupil_id)
    return found


def is_retired(diary: Diary, name: str) -> bool:
    """Return whether a made-up name once stood for a pupil who was erased."""
    with diary.vault.reading() as conn:
        return _mark(diary, name) in erasing.retired(conn, "name")
