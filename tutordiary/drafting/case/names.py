"""The names pupils go by in a story: chosen by the child or the tutor, or taken from the list."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from tutordiary.anonymise.normalise import letters
from tutordiary.diary import Diary, case_pieces, erasure
from tutordiary.errors import BadInput
from tutordiary.model import CaseStudy, CaseSubject, Disclosure, DisclosureSubject, Membership, Pupil
from tutordiary.release.pseudonyms import Pseudonyms, Recipient, is_safe_name
from tutordiary.release.rosters import whole_roster
from tutordiary.store import binned

LONGEST = 30


def pupils_told(diary: Diary, study: CaseStudy) -> tuple[str, ...]:
    """Return the pupils who go by a changed name in a story: one, all of a group, or nobody."""
    if study.subject is CaseSubject.PUPIL:
        return (study.pupil_id,) if study.pupil_id else ()
    if study.subject is CaseSubject.SESSIONS or study.group_id is None:
        return ()
    stays = diary.find(Membership, group_id=study.group_id)
    return tuple(sorted({stay.pupil_id for stay in stays}))


def names_of(diary: Diary, study: CaseStudy, found: Iterable[str] = ()) -> dict[str, str]:
    """Return the changed name of each pupil of a story, near no name of the diary and none ``found`` in it.

    The name chosen for a study of one pupil stands while it is nobody's. Raises: NotCleared when no name of
    the list is left.
    """
    known = [*_known(diary), *found]
    named: dict[str, str] = {}
    for pupil_id in pupils_told(diary, study):
        pupil = diary.get(Pupil, pupil_id)
        if pupil is None:
            continue
        if study.pupil_id == pupil_id and _is_nobodys(diary, study.changed_name, pupil, known):
            named[pupil_id] = study.changed_name
            continue
        pseudonyms = Pseudonyms.of(diary, Recipient.CASE_STUDY)
        named[pupil_id] = pseudonyms.changed_name(pupil_id, pupil.first_name, known, named.values())
    return named


def changed_name(diary: Diary, pupil: Pupil, found: Iterable[str] = ()) -> str:
    """Return the name a pupil goes by in a story where nobody chose one.

    Raises: NotCleared when no name of the list is left.
    """
    pseudonyms = Pseudonyms.of(diary, Recipient.CASE_STUDY)
    return pseudonyms.changed_name(pupil.id, pupil.first_name, [*_known(diary), *found])


def check_name(diary: Diary, pupil: Pupil, name: str) -> str:
    """Return a name that was chosen for a pupil in a story, trimmed. Raises: BadInput, saying why not."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or not all(part.isalpha() for part in name.replace("-", " ").split()):
        raise BadInput(
            f"A changed name is one or two words of letters, {LONGEST} at most. The name was not changed."
        )
    if letters(name)[:1] == letters(pupil.first_name)[:1]:
        raise BadInput("A changed name should not begin like the pupil’s own. The name was not changed.")
    if not _is_nobodys(diary, name, pupil, _known(diary)):
        raise BadInput(
            "That is an ordinary word, or too close to a name in this diary. Choose another: the name was "
            "not changed."
        )
    return name


def called_in_stories(diary: Diary, pupil_id: str) -> tuple[str, ...]:
    """Return every name a pupil went by in the stories that were given away; none when none was."""
    told = {one.disclosure_id for one in diary.find(DisclosureSubject, pupil_id=pupil_id)}
    if not any(one.id in told for one in diary.find(Disclosure, purpose="case_study")):
        return ()
    studies = [*diary.find(CaseStudy, pupil_id=pupil_id)]
    for stay in diary.find(Membership, pupil_id=pupil_id):
        studies += diary.find(CaseStudy, group_id=stay.group_id, subject=CaseSubject.GROUP)
    named = [names_of(diary, study).get(pupil_id, "") for study in studies]
    named.append(changed_name(diary, diary.need(Pupil, pupil_id)))
    named += _earlier_names(diary, pupil_id)
    return tuple(dict.fromkeys(name for name in named if name))


def _earlier_names(diary: Diary, pupil_id: str) -> list[str]:
    """Return the names chosen for a pupil in versions of their stories, and in stories in the bin."""
    found = []
    for study in diary.find(CaseStudy, pupil_id=pupil_id):
        for version in case_pieces.versions_of(diary, study.id):
            with contextlib.suppress(BadInput):
                found.append(case_pieces.standing_in(diary, version).study.changed_name)
    with diary.vault.reading() as conn:
        rows = [row for entry in binned.entries(conn) for row in entry.parcel.rows]
    theirs = (row for row in rows if row.table == CaseStudy.table and row.cells.get("pupil_id") == pupil_id)
    return [*found, *(str(row.cells.get("changed_name", "")) for row in theirs)]


def _known(diary: Diary) -> list[str]:
    roster = whole_roster(diary)
    names = [name for one in roster.people() for name in (one.first, one.last, *one.known_as) if name]
    return names + [learned.text for learned in roster.learned]


def _is_nobodys(diary: Diary, name: str, pupil: Pupil, known: Iterable[str]) -> bool:
    if not name or erasure.is_retired(diary, name):
        return False
    plain = {letters(part) for one in known for part in (one, *one.replace("-", " ").split())}
    return all(
        is_safe_name(part, pupil.first_name if at == 0 else "", frozenset(plain - {""}), frozenset())
        for at, part in enumerate(name.replace("-", " ").split())
    )
