"""The permissions of a pupil as a ledger: given, taken back in one step, and what had left by then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.drafting.access_words import purpose_words, recipient_words
from tutordiary.model import (
    NOBODY,
    CaseStatus,
    CaseStudy,
    Disclosure,
    DisclosureSubject,
    Permission,
    PermissionKind,
    Speaker,
    Voice,
)
from tutordiary.presenters.pupil_questions import GIVEN_BY, PERMISSION

CANNOT_UNDO = (
    "What has left cannot be called back from here. Tell those who have it, and ask them to delete it."
)
SHOWN = 5  # quotes read out before they are held back
NEVER_LEFT = "Nothing about this pupil has left the diary."


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """One permission. ``stands`` says that it was not taken back; ``story`` tells its days in words."""

    permission_id: str
    allows: str
    given_by: str
    story: str
    note: str
    stands: bool


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One thing that left: when, what it was and for whom, and the name of its file."""

    when: str
    what: str
    file_name: str


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What taking a permission back does: what stays here from now on, and what had already left."""

    permission_id: str
    question: str
    stays: tuple[str, ...]
    left: tuple[LeftLine, ...]


class Ledger:
    """The ledger of one pupil. Nothing in it is ever deleted by taking a permission back."""

    def __init__(self, diary: Diary, today: Callable[[], date], pupil_id: str) -> None:
        self._diary = diary
        self._today = today
        self._pupil_id = pupil_id
        self._undo: dict[str, tuple[Permission | Voice | CaseStudy, ...]] = {}

    def lines(self) -> tuple[PermissionLine, ...]:
        """Return every permission: those that stand first, the newest first."""
        held = self._diary.find(Permission, order=("-given_on", "-id"), pupil_id=self._pupil_id)
        held.sort(key=lambda one: one.withdrawn_on is not None)
        return tuple(
            PermissionLine(
                permission_id=one.id,
                allows=PERMISSION[one.kind],
                given_by=GIVEN_BY[one.given_by],
                story=_story(one),
                note=one.note,
                stands=one.withdrawn_on is None,
            )
            for one in held
        )

    def left(self) -> tuple[LeftLine, ...]:
        """Return what left about the pupil, the newest first."""
        subjects = self._diary.find(DisclosureSubject, pupil_id=self._pupil_id)
        found = [self._diary.get(Disclosure, one.disclosure_id) for one in subjects]
        papers = sorted((one for one in found if one is not None), key=lambda one: one.released_at)
        return tuple(_left(one) for one in reversed(papers))

    def taking_back(self, permission_id: str) -> TakingBack:
        """Return what taking a permission back would mean, to be read before it is done."""
        one = self._diary.need(Permission, permission_id)
        who = GIVEN_BY[one.given_by]
        return TakingBack(
            permission_id=permission_id,
            question=f"{PERMISSION[one.kind]}: {who[:1].lower()}{who[1:]} said yes on {_day(one.given_on)}.",
            stays=self._stays(one.kind),
            left=self.left(),
        )

    def take_back(self, permission_id: str) -> str:
        """Note that a permission was taken back today; what it allowed is for the tutor alone from now on.

        Returns a sentence that says so. ``put_back`` undoes all of it.
        """
        one = self._diary.need(Permission, permission_id)
        before = self._let_out(one.kind)
        with self._diary.together():
            self._diary.save(replace(one, withdrawn_on=self._today()), *(_held_back(each) for each in before))
        self._undo[permission_id] = (one, *before)
        return f"{PERMISSION[one.kind]}: taken back. Nothing of it leaves from now on."

    def put_back(self, permission_id: str) -> str:
        """Undo a taking back of this visit, labels and all; return a sentence, empty if there is none."""
        before = self._undo.pop(permission_id, ())
        self._diary.save(*before)
        return "It stands as before." if before else ""

    def _let_out(self, kind: PermissionKind) -> tuple[Voice | CaseStudy, ...]:
        """Return what is labelled for somebody under this permission.

        Words and signs without names keep their labels: ``release.permissions`` holds back all of a pupil's.
        """
        voices = self._diary.find(Voice, pupil_id=self._pupil_id)
        if kind is PermissionKind.QUOTE:
            return tuple(one for one in voices if one.speaker is Speaker.PUPIL and one.audiences)
        if kind in (PermissionKind.DRAWING, PermissionKind.AUDIO, PermissionKind.PHOTO):
            return tuple(one for one in voices if one.artefact and one.audiences)
        if kind is PermissionKind.IDENTIFIABLE_CASE_STUDY:
            studies = self._diary.find(CaseStudy, pupil_id=self._pupil_id)
            return tuple(one for one in studies if one.status is not CaseStatus.PRIVATE)
        return ()

    def _stays(self, kind: PermissionKind) -> tuple[str, ...]:
        if kind is PermissionKind.ANONYMOUS_USE:
            return ("No word or mark about this pupil goes into a bundle, a pack or a case study any more.",)
        found = self._let_out(kind)
        if not found:
            return ()
        what = "case study" if isinstance(found[0], CaseStudy) else "quote"
        many = "case studies" if isinstance(found[0], CaseStudy) else "quotes"
        first = (
            f"{len(found)} {what if len(found) == 1 else many} that somebody may see now will be only yours"
        )
        return (f"{first}.", *(f"“{one.words}”" for one in found[:SHOWN] if isinstance(one, Voice)))


def _held_back(one: Voice | CaseStudy) -> Voice | CaseStudy:
    if isinstance(one, Voice):
        return replace(one, audiences=NOBODY)
    return replace(one, status=CaseStatus.PRIVATE)


def _left(one: Disclosure) -> LeftLine:
    what = purpose_words(one.purpose)
    whom = one.recipient or recipient_words(one.recipient_class)
    return LeftLine(
        when=_day(one.released_at.astimezone().date()),
        what=f"{what[:1].upper()}{what[1:]}, for {whom}",
        file_name=one.file_name,
    )


def _story(one: Permission) -> str:
    given = f"Yes on {_day(one.given_on)}"
    return f"{given}, taken back on {_day(one.withdrawn_on)}" if one.withdrawn_on else given


def _day(day: date) -> str:
    return dates.day_and_month(day, year=True)
