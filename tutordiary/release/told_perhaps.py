"""Who may be meant where a passage does not say for certain: their permission is asked for, too.

A name may fit two children, a child may go by another form of their name, or belong to another group. That
the words leave without a name is not enough where the one who may be meant took their permission back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutordiary.anonymise.normalise import letters
from tutordiary.anonymise.pet_names import related
from tutordiary.anonymise.roster import Person, Roster
from tutordiary.anonymise.spans import Action, Span
from tutordiary.evidence import Book
from tutordiary.model import Membership, Permission
from tutordiary.release.passages import Passage
from tutordiary.release.permissions import has_withdrawn

_PEOPLE = frozenset({"PUPIL", "PERSON", "STAFF", "FAMILY", "TUTOR"})
_INITIALS = 2  # so many letters may be a child's initials


class PerhapsTold:
    """Finds the pupils a passage may tell of besides those it surely does."""

    def __init__(self, book: Book, roster: Roster) -> None:
        self._book = book
        self._pupils = {pupil.entity: pupil for pupil in roster.pupils}
        asked = {one.pupil_id for one in book.all(Permission) if one.withdrawn_on is not None}
        self._withdrawn = {one for one in asked & set(self._pupils) if has_withdrawn(book, one)}
        self._names: dict[str, frozenset[str]] = {}

    def of(self, passage: Passage, source: str, spans: Iterable[Span]) -> frozenset[str]:
        """Return the ids of pupils who may be meant.

        Of the passage's own group everybody a nameless stretch fits; of other groups, and where the
        stretch fits an adult, only who withdrew the permission for use without names.
        """
        stays = self._book.where(Membership, "group_id", passage.group_id) if passage.group_id else ()
        members = {stay.pupil_id for stay in stays} & set(self._pupils)
        found: set[str] = set()
        for span in spans:
            if span.action is Action.REDACT and span.type in _PEOPLE and span.entity not in self._pupils:
                found |= self._fitting(span, source[span.start : span.end], members)
        return frozenset(found)

    def _fitting(self, span: Span, written: str, members: set[str]) -> set[str]:
        said = {letters(part) for part in (written, *written.split())} - {""}
        said |= {one[:-1] for one in said if one.endswith("s")}
        asked = members | self._withdrawn if span.entity is None else members & self._withdrawn
        found = {one for one in asked if said & self._names_of(one)}
        if span.entity is None and span.type == "PUPIL":
            begins = {one[0] for one in said if len(one) <= _INITIALS}
            found |= {one for one in members if letters(self._pupils[one].first)[:1] in begins}
        return found

    def _names_of(self, pupil_id: str) -> frozenset[str]:
        held = self._names.get(pupil_id)
        if held is None:
            held = self._names[pupil_id] = frozenset(_all_names(self._pupils[pupil_id]))
        return held


def _all_names(pupil: Person) -> Iterator[str]:
    yield from related(pupil.first)
    for name in (pupil.first, *pupil.known_as, pupil.last, f"{pupil.first} {pupil.last}"):
        for part in (name, *name.replace("-", " ").split()):
            if len(letters(part)) > _INITIALS:
                yield letters(part)
