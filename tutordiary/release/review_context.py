"""What a review knows around a passage: its group's weeks, key stages that may be said, who is "they"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from tutordiary import wording
from tutordiary.anonymise.generalise import Around
from tutordiary.anonymise.normalise import letters
from tutordiary.anonymise.roster import Roster
from tutordiary.diary import Diary
from tutordiary.evidence import Book, Period, group_week
from tutordiary.evidence.book import KINDS
from tutordiary.model import (
    Contact,
    FamilyMember,
    Group,
    Membership,
    Permission,
    Pupil,
    Session,
    SessionStatus,
    Setting,
)
from tutordiary.release.passages import Passage
from tutordiary.release.permissions import Use, has_withdrawn
from tutordiary.release.review_reading import Pronouns
from tutordiary.release.tables import KEY_STAGE_SHARED_BY

THEY_FOR_EVERYONE = "share they for everyone"
HE, SHE = "he", "she"
BOTH = frozenset({HE, SHE})
_PEOPLE = (Pupil, Permission, Membership, Group, Setting, Session)


def book_of_people(diary: Diary) -> Book:
    """Return the records that tell who may be told of, for passages of no period."""
    return Book(record for kind in KINDS if kind in _PEOPLE for record in diary.all(kind))


def names_of(roster: Roster) -> frozenset[str]:
    """Return every word of a name on a roster, in plain small letters."""
    names: list[str] = [one for p in roster.people() for one in (p.first, p.last, *p.known_as)]
    names += [one for place in (*roster.settings, *roster.groups) for one in place.names]
    names += [learned.text for learned in roster.learned]
    return frozenset(letters(part) for name in names for part in (name, *name.replace("-", " ").split()))


class GroupRosters:
    """Gives the people around each group as ``rosters.group_roster`` does, with the diary read only once."""

    def __init__(self, diary: Diary, book: Book, whole: Roster) -> None:
        self._book = book
        self._whole = whole
        self._pupil_of = {member.id: member.pupil_id for member in diary.all(FamilyMember)}
        self._setting_of = {contact.id: contact.setting_id for contact in diary.all(Contact)}

    def of(self, group_id: str) -> Roster:
        """Return the roster of one group: its pupils, their families, its setting's staff, every place."""
        group = self._book.get(Group, group_id)
        setting = group.setting_id if group else None
        pupils = {stay.pupil_id for stay in self._book.where(Membership, "group_id", group_id)}
        whole = self._whole
        return replace(
            whole,
            pupils=tuple(one for one in whole.pupils if one.entity in pupils),
            staff=tuple(
                one
                for one in whole.staff
                if one.entity not in self._setting_of
                or (group is not None and self._setting_of[one.entity] == setting)
            ),
            family=tuple(one for one in whole.family if self._pupil_of.get(one.entity) in pupils),
        )


class Context:
    """Answers what depends on the diary and not on the words; ``period`` is None for a document."""

    def __init__(self, diary: Diary, book: Book, use: Use, period: Period | None) -> None:
        self._book = book
        self._use = use
        self._period = period
        self._asks_they = diary.preference(THEY_FOR_EVERYONE) == "yes"
        self._groups: frozenset[str] | None = None
        self._bands = self._sayable_bands()
        self._ends: dict[str, tuple[date, date] | None] = {}

    def narrow(self, groups: frozenset[str] | None) -> None:
        """Count only pupils of some groups where enough must share a key stage; None for all groups."""
        if groups != self._groups:
            self._groups = groups
            self._bands = self._sayable_bands()

    @property
    def everyone_they(self) -> Pronouns:
        """What becomes "they" where nothing is known of groups: nothing, unless the tutor asked."""
        return Pronouns(BOTH if self._asks_they else frozenset())

    def around(self, passage: Passage) -> Around:
        """Return what is known around a passage; without a group nothing is said of weeks."""
        group = passage.group_id
        ends = self._work(group) if group else None
        pupil = self._book.get(Pupil, passage.pupil_ids[0]) if len(passage.pupil_ids) == 1 else None
        if ends is None:
            return Around(day=passage.day, bands=self._bands, year_group=pupil.year_group if pupil else None)
        first, last = ends
        return Around(
            day=passage.day,
            week_of=lambda day: group_week(self._book, group, day) if first <= day <= last else None,
            first=first,
            last=last,
            bands=self._bands,
            year_group=pupil.year_group if pupil else None,
        )

    def they(self, group_id: str | None, day: date, told_of: Iterable[str]) -> Pronouns:
        """Return what becomes "they" in a passage of a day that tells of some pupils."""
        told = [self._said_of(self._book.get(Pupil, one)) for one in told_of]
        if self._asks_they or self._use is Use.PACK:
            return Pronouns(BOTH)
        if self._use is not Use.BUNDLE:
            return Pronouns(BOTH if "they" in told else frozenset(), is_asked=True)
        if any(one not in BOTH for one in told):
            return Pronouns(BOTH)
        members = {
            stay.pupil_id
            for stay in self._book.where(Membership, "group_id", group_id)
            if Period(day, day).touches(stay.joined_on, stay.left_on)
        }
        known = Counter(self._said_of(self._book.get(Pupil, one)) for one in members)
        return Pronouns(frozenset(one for one in BOTH if known[one] < 2))

    def _said_of(self, pupil: Pupil | None) -> str:
        """Return "he", "she", "they", or nothing where it is not known."""
        said = (pupil.pronouns if pupil else "").lower().replace("/", " ").split()
        return said[0] if said and said[0] in (HE, SHE, "they") else ("they" if said else "")

    def _work(self, group_id: str) -> tuple[date, date] | None:
        """Return the Monday of a group's first held session and the Sunday of its last one of any kind."""
        if group_id not in self._ends:
            sessions = self._book.where(Session, "group_id", group_id)
            held = [one.held_on for one in sessions if one.status is SessionStatus.HELD]
            ends = None
            if held:
                first, last = min(held), max(one.held_on for one in sessions)
                ends = (first - timedelta(first.weekday()), last + timedelta(6 - last.weekday()))
            self._ends[group_id] = ends
        return self._ends[group_id]

    def _sayable_bands(self) -> frozenset[str]:
        """Return the key stages that may be said: in a story any, in a pack none, else what enough share."""
        pupils = self._book.all(Pupil)
        if self._use in (Use.CASE_STUDY, Use.RECOGNISABLE):
            return frozenset(wording.key_stage(pupil.year_group) for pupil in pupils) - {""}
        if self._use is not Use.BUNDLE or self._period is None:
            return frozenset()
        there = {
            stay.pupil_id
            for stay in self._book.all(Membership)
            if self._period.touches(stay.joined_on, stay.left_on)
            and (self._groups is None or stay.group_id in self._groups)
            and not has_withdrawn(self._book, stay.pupil_id)
        }
        shared = Counter(wording.key_stage(pupil.year_group) for pupil in pupils if pupil.id in there)
        return frozenset(band for band, count in shared.items() if band and count >= KEY_STAGE_SHARED_BY)
