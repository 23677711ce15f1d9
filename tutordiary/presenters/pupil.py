"""The pupils, and one pupil's page: start points, every observation as its own dated dot, words, targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.drafting.pupil_file import PupilFile, gather, name_of
from tutordiary.model import (
    Contact,
    Direction,
    Group,
    Judgement,
    Membership,
    Observation,
    Permission,
    Presence,
    Pupil,
    Scope,
    Setting,
    Speaker,
    StartPoint,
    Target,
    Voice,
)
from tutordiary.presenters.pupil_questions import GIVEN_BY, PERMISSION

LONG_AGO = date(2000, 1, 1)
PLACE = "pupil_open"  # a preference of the diary


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil in the list. ``note`` says how lately somebody wrote words about them."""

    pupil_id: str
    name: str
    group: str
    setting: str
    note: str


@dataclass(frozen=True, slots=True)
class PictureDot:
    """One observation in the picture; ``step`` is None when none was chosen."""

    observation_id: str
    day: date
    step: int | None
    is_group: bool
    harder: bool
    has_words: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One indicator over time. ``look`` names the outcome's colour and icon."""

    outcome: str
    look: str
    indicator: str
    dots: tuple[PictureDot, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something to read on the page, and the id of the record it is."""

    record_id: str
    day: date
    when: str
    kind: str
    title: str
    text: str
    seen_by: str


@dataclass(frozen=True, slots=True)
class PupilPage:
    """The whole page. ``ladder`` holds the words of the steps, lowest first."""

    pupil_id: str
    name: str
    about: str
    picture_from: date
    picture_to: date
    ladder: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    away_days: tuple[date, ...]
    start_points: tuple[Moment, ...]
    moments: tuple[Moment, ...]
    voices: tuple[Moment, ...]
    targets: tuple[Moment, ...]
    judgements: tuple[Moment, ...]
    permissions: tuple[Moment, ...]
    people: tuple[Moment, ...]
    what_helps: str
    is_sample: bool


class PupilView(Protocol):
    """What the pages' window can do."""

    def show_list(self, lines: tuple[PupilLine, ...]) -> None:
        """Draw the list of pupils."""

    def show_page(self, page: PupilPage) -> None:
        """Draw one pupil's page."""


class PupilPresenter:
    """Gathers the list or a page afresh each time it is shown."""

    def __init__(self, diary: Diary, view: PupilView, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._today = today

    def hold_place(self, pupil_id: str, kind: str = "", record_id: str = "") -> None:
        """Keep which pupil's page and which sheet on it are open, to come back to after a lock."""
        self._diary.keep_preference(PLACE, " ".join((pupil_id, kind, record_id)).strip())

    def place(self) -> tuple[str, str, str]:
        """Return what ``hold_place`` kept; the pupil's id is empty for the list or when the pupil is gone."""
        pupil_id, kind, record_id = (*self._diary.preference(PLACE).split(" "), "", "")[:3]
        if not pupil_id or self._diary.get(Pupil, pupil_id) is None:
            return "", "", ""
        return pupil_id, kind, record_id

    def show_list(self) -> None:
        """Draw every pupil, by group and first name."""
        self.hold_place("")
        groups = {group.id: group for group in self._diary.all(Group)}
        settings = {setting.id: setting for setting in self._diary.all(Setting)}
        belongs: dict[str, Group] = {}
        for one in self._diary.find(Membership, order=("joined_on", "id")):
            belongs[one.pupil_id] = groups[one.group_id]
        lines = []
        for pupil in self._diary.all(Pupil):
            group = belongs.get(pupil.id)
            setting = settings.get((group.setting_id if group else pupil.setting_id) or "")
            lines.append(
                PupilLine(
                    pupil_id=pupil.id,
                    name=f"{pupil.first_name} {pupil.last_name}".strip(),
                    group=group.working_name if group else "No group",
                    setting=setting.name if setting else "",
                    note=self._lately(pupil.id),
                )
            )
        self._view.show_list(
            tuple(sorted(lines, key=lambda line: (line.group.casefold(), line.name.casefold())))
        )

    def open(self, pupil_id: str) -> None:
        """Draw one pupil's page, over all the time the diary holds."""
        self.hold_place(pupil_id)
        today = self._today()
        file = gather(self._diary, pupil_id, LONG_AGO, today)
        marks = (*file.observations, *file.group_marks)
        days = [sign.noted_on for sign in marks] + [session.held_on for session in file.sessions]
        self._view.show_page(
            PupilPage(
                pupil_id=pupil_id,
                name=f"{file.pupil.first_name} {file.pupil.last_name}".strip(),
                about=_about(file),
                picture_from=min(days, default=today),
                picture_to=max(days, default=today),
                ladder=tuple(rung.words for rung in file.framework.ladder),
                rows=_rows(file),
                away_days=tuple(s.held_on for s in file.recorded if file.attendance[s.id] is Presence.ABSENT),
                start_points=tuple(_start(file, point) for point in file.start_points),
                moments=tuple(_moment(file, sign) for sign in reversed(file.observations) if sign.text),
                voices=tuple(_voice(file, voice) for voice in reversed(file.voices)),
                targets=tuple(_target(target) for target in file.targets),
                judgements=tuple(_judgement(file, one) for one in file.latest_judgements().values()),
                permissions=tuple(_permission(one) for one in file.permissions),
                people=tuple(_person(one, today) for one in file.contacts),
                what_helps=file.pupil.what_helps,
                is_sample=file.is_sample,
            )
        )

    def _lately(self, pupil_id: str) -> str:
        worded = [
            sign
            for sign in self._diary.find(Observation, order=("-noted_on",), pupil_id=pupil_id)
            if sign.text
        ]
        if not worded:
            return "Nothing in words yet"
        weeks = (self._today() - worded[0].noted_on).days // 7
        if weeks < 1:
            return "Noticed this week"
        return f"Last noticed {weeks} week{'s' if weeks > 1 else ''} ago"


def _about(file: PupilFile) -> str:
    parts = []
    if file.group:
        parts.append(file.group.working_name)
    if file.setting:
        parts.append(file.setting.name)
    if file.pupil.year_group is not None:
        parts.append(wording.year_words(file.pupil.year_group))
    if file.recorded:
        parts.append(f"here for {file.attended} of {len(file.recorded)} sessions")
    return "  ·  ".join(parts)


def _rows(file: PupilFile) -> tuple[PictureRow, ...]:
    marks = sorted((*file.observations, *file.group_marks), key=lambda sign: (sign.noted_on, sign.id))
    return tuple(
        PictureRow(
            outcome.name,
            outcome.look,
            indicator.name,
            tuple(_dot(file, sign) for sign in marks if indicator.id in sign.indicators),
        )
        for outcome in file.framework.outcomes
        for indicator in outcome.indicators
    )


def _dot(file: PupilFile, sign: Observation) -> PictureDot:
    step = file.framework.words_for_step(sign.step) or "noticed, no step chosen"
    said = [dates.day_and_month(sign.noted_on), step]
    if sign.scope is Scope.GROUP:
        said.append("set for everyone")
    if sign.direction is Direction.HARDER_DAY:
        said.append("a harder day")
    if sign.text:
        said.append(sign.text)
    return PictureDot(
        observation_id=sign.id,
        day=sign.noted_on,
        step=sign.step,
        is_group=sign.scope is Scope.GROUP,
        harder=sign.direction is Direction.HARDER_DAY,
        has_words=bool(sign.text),
        spoken=", ".join(said),
    )


def _moment(file: PupilFile, sign: Observation) -> Moment:
    names = {indicator.id: indicator.name for indicator in file.framework.indicators}
    title = ", ".join(names[one] for one in sign.indicators if one in names)
    seen = wording.SOURCE[sign.source] if sign.source.value != "tutor" else ""
    place = wording.WHERE[sign.where_seen] if sign.where_seen.value != "session" else ""
    kind = "harder" if sign.direction is Direction.HARDER_DAY else "sign"
    seen_by = ", ".join(part for part in (place, seen) if part)
    return Moment(sign.id, sign.noted_on, _day(sign.noted_on), kind, title, sign.text, seen_by)


def _voice(file: PupilFile, voice: Voice) -> Moment:
    who = voice.speaker_label or wording.SPEAKER[voice.speaker].capitalize()
    if voice.speaker is Speaker.PUPIL:
        who = file.pupil.first_name
    how = ", ".join(
        part for part in (voice.captured_how, wording.ASKED[voice.asked] if voice.asked else "") if part
    )
    return Moment(voice.id, voice.said_on, _day(voice.said_on), "voice", who, voice.words, how)


def _start(file: PupilFile, point: StartPoint) -> Moment:
    title = file.framework.outcome(point.outcome).name
    return Moment(
        point.id,
        point.noted_on,
        _day(point.noted_on),
        "start",
        title,
        point.text,
        wording.SOURCE[point.source],
    )


def _judgement(file: PupilFile, judgement: Judgement) -> Moment:
    title = file.framework.outcome(judgement.outcome).name
    text = f"{wording.JUDGEMENT[judgement.result].capitalize()}. {judgement.note}".strip()
    return Moment(
        judgement.id,
        judgement.judged_on,
        _day(judgement.judged_on),
        "judgement",
        title,
        text,
        "your decision",
    )


def _target(target: Target) -> Moment:
    result = (
        wording.REVIEW_RESULT[target.review_result].capitalize() if target.review_result else "Still going"
    )
    return Moment(
        target.id,
        target.set_on,
        _day(target.set_on),
        "target",
        result,
        target.pupil_words,
        target.adult_words,
    )


def _permission(one: Permission) -> Moment:
    text = PERMISSION[one.kind]
    if one.withdrawn_on:
        text += f". Taken back on {_day(one.withdrawn_on)}"
    return Moment(
        one.id, one.given_on, _day(one.given_on), "permission", GIVEN_BY[one.given_by], text, one.note
    )


def _person(one: Contact, today: date) -> Moment:
    role = wording.ROLE[one.role]
    return Moment(one.id, today, "", "contact", role[:1].upper() + role[1:], name_of(one), one.phone)


def _day(day: date) -> str:
    return dates.day_and_month(day, year=True)
