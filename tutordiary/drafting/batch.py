"""All the reports of a group, or of everybody: one after the other, and none that fails stops the rest.

Each is read, checked for other pupils' names, laid out in a process beside the app, written and noted in the
log of what left, exactly as a single one is. What was refused says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tutordiary import bugs
from tutordiary.diary import Diary
from tutordiary.documents.guarded import GuardedPress
from tutordiary.drafting import report_desk
from tutordiary.drafting.report_desk import FileFormat
from tutordiary.errors import NotCleared, Stopped, TutorDiaryError
from tutordiary.model import (
    Group,
    Membership,
    Pupil,
    Report,
    ReportAudience,
    ReportPurpose,
    ReportStatus,
    Session,
    SessionStatus,
)
from tutordiary.vault import files

OUR_FAULT = "Something in the app went wrong with this one, and that is our fault. Nothing of it was written."
GONE = "This pupil is no longer in the diary. Nothing was written."


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made of each pupil, and where it goes.

    ``label`` stands in the file names after the number and the initials; it names nobody. Without ``period``
    each is the draft being written, or else covers its pupil's latest group so far. ``over_old`` lets a file
    of the same name be replaced; else the new one gets a number.
    """

    audience: ReportAudience
    folder: Path
    label: str
    fmt: FileFormat = "pdf"
    purpose: ReportPurpose = ReportPurpose.TERMLY
    period: tuple[date, date] | None = None
    large_print: bool = False
    given_to: str = ""
    over_old: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was written. ``look_at`` are sentences on what was cut or does not print."""

    pupil_id: str
    name: str
    file: Path
    look_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that was not written, and why. ``by_name`` says that another pupil's name stands in it."""

    pupil_id: str
    name: str
    why: str
    by_name: bool = False


class Batch:
    """A pile of reports. ``step`` makes the next one; ``close`` it when done.

    One thread steps; ``stop`` may be called from any other.
    """

    def __init__(
        self,
        diary: Diary,
        pupils: Sequence[Pupil],
        order: Order,
        today: date,
        press: GuardedPress | None = None,
    ) -> None:
        self._diary = diary
        self._pupils = tuple(pupils)
        self._order = order
        self._today = today
        self._press = press or GuardedPress()
        self._is_stopped = False
        self.done = 0

    @property
    def total(self) -> int:
        """How many reports the pile had at the beginning."""
        return len(self._pupils)

    @property
    def is_over(self) -> bool:
        """Whether no more will be made: all are done, or it was stopped."""
        return self._is_stopped or self.done >= self.total

    def make_folder(self) -> None:
        """Make the folder for the files, if it is not there. Raises: CannotWrite, DiskFull."""
        with files.mapped_os_errors("the folder for the reports"):
            self._order.folder.mkdir(parents=True, exist_ok=True)

    def step(self) -> Made | Refused | None:
        """Make the next report; None when it was stopped meanwhile, or none is left."""
        if self.is_over:
            return None
        pupil = self._pupils[self.done]
        try:
            made: Made | Refused = self._one(pupil)
        except Stopped:
            self._is_stopped = True
            return None
        except TutorDiaryError as error:
            made = Refused(pupil.id, pupil.first_name, str(error), isinstance(error, NotCleared))
        except Exception as error:  # noqa: BLE001 (one that fails must not stop the rest)
            bugs.report(error, "in one of several reports: ")
            made = Refused(pupil.id, pupil.first_name, OUR_FAULT)
        self.done += 1
        return made

    def stop(self) -> None:
        """Make no more: the one under way is not written, those before it stay."""
        self._is_stopped = True
        self._press.stop()

    def close(self) -> None:
        """Let the process beside this one end."""
        self._press.close()

    def _one(self, pupil: Pupil) -> Made | Refused:
        if self._diary.get(Pupil, pupil.id) is None:
            return Refused(pupil.id, pupil.first_name, GONE)
        order = self._order
        draft = report_desk.checked(self._diary, self._begun(pupil).id)
        document = report_desk.compose(draft, self._today, large_print=order.large_print)
        rendered = self._press.write(document, order.fmt)
        if self._is_stopped:
            raise Stopped("Stopped. Nothing of this one was written.")
        target = self._place(pupil)
        report_desk.hand_over(self._diary, draft, rendered, target, self._today, given_to=order.given_to)
        return Made(pupil.id, pupil.first_name, target, rendered.warnings)

    def _begun(self, pupil: Pupil) -> Report:
        """Return the report to be given: the draft being written, one given on these days, or a new one."""
        order = self._order
        first, last = order.period or usual_period(self._diary, pupil.id, self._today)
        held = self._diary.find(
            Report,
            order=("-updated_at", "-id"),
            pupil_id=pupil.id,
            audience=order.audience,
            purpose=order.purpose,
        )
        if order.period is None and held:
            latest = held[0]
            # A draft from before this group was left lying; what was given keeps the tutor's own words.
            is_draft = latest.status is not ReportStatus.GIVEN and latest.period_to >= first
            if is_draft or (latest.period_from, latest.period_to) == (first, last):
                return report_desk.still_a_draft(self._diary, latest.id)
        return report_desk.begin(self._diary, pupil.id, order.audience, first, last, order.purpose)

    def _place(self, pupil: Pupil) -> Path:
        order = self._order
        initials = "".join(name[:1] for name in (pupil.first_name, pupil.last_name) if name[:1].isalnum())
        name = " ".join(part for part in (f"{self.done + 1:02d}", initials, order.label) if part)
        target = order.folder / f"{name}.{order.fmt}"
        number = 2
        while not order.over_old and target.exists():
            target = order.folder / f"{name} ({number}).{order.fmt}"
            number += 1
        return target


def everybody(diary: Diary) -> tuple[Pupil, ...]:
    """Return every pupil who is or was in a group, in the order they came into the diary."""
    members = {member.pupil_id for member in diary.all(Membership)}
    return tuple(pupil for pupil in diary.all(Pupil) if pupil.id in members)


def now_in(diary: Diary, today: date, group_id: str = "") -> tuple[Pupil, ...]:
    """Return who is in a group today, or without one who is in any group that runs, by first name."""
    members = diary.find(Membership, group_id=group_id) if group_id else diary.all(Membership)
    runs = {one.id for one in diary.all(Group) if one.ends_on is None or one.ends_on >= today}
    here = {
        member.pupil_id
        for member in members
        if (member.left_on is None or member.left_on >= today)
        and (member.group_id in runs or member.group_id == group_id)
    }
    pupils = [pupil for pupil in diary.all(Pupil) if pupil.id in here]
    return tuple(
        sorted(pupils, key=lambda one: (one.first_name.casefold(), one.last_name.casefold(), one.id))
    )


def usual_period(diary: Diary, pupil_id: str, today: date) -> tuple[date, date]:
    """Return the days of the first and last session so far of the latest group; today where there is none."""
    member = diary.find(Membership, order=("-joined_on", "-id"), pupil_id=pupil_id)
    held = [
        session.held_on
        for session in (
            diary.find(Session, order=("held_on",), group_id=member[0].group_id) if member else ()
        )
        if session.status is SessionStatus.HELD and session.held_on <= today
    ]
    return (held[0], held[-1]) if held else (today, today)
