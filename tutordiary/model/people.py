"""The tutor, the places, the people and the groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tutordiary.model.record import Record
from tutordiary.model.words import (
    ContactRole,
    GivenBy,
    LeftReason,
    PermissionKind,
    SettingKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tutor(Record):
    """The owner of the diary. There is exactly one."""

    table: ClassVar[str] = "tutor"
    name: str
    known_as: tuple[str, ...] = ()
    service: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkVersion(Record):
    """An outcomes framework as it stood when it was loaded; ``body`` is its JSON text."""

    table: ClassVar[str] = "framework_version"
    framework: str
    version: str
    body: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Record):
    """A funded run of sessions, with one framework version and one standing question."""

    table: ClassVar[str] = "programme"
    name: str
    framework_version_id: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    planned_sessions: int = 20
    length_min: int = 30
    action_research_question: str = ""
    manager_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """A school, PRU, alternative provision or centre."""

    table: ClassVar[str] = "setting"
    name: str
    aliases: tuple[str, ...] = ()
    kind: SettingKind = SettingKind.SCHOOL
    expectations: str = ""
    preferred_words: str = ""
    safeguarding_route: str = ""
    route_checked_on: date | None = None
    controller: str = ""
    retention_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """A named adult at a setting."""

    table: ClassVar[str] = "contact"
    setting_id: str
    role: ContactRole
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    known_as: tuple[str, ...] = ()
    phone: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Record):
    """Three to five pupils who make music together each week."""

    table: ClassVar[str] = "pupil_group"
    setting_id: str
    working_name: str
    programme_id: str | None = None
    pupils_name: str = ""
    planned_sessions: int = 20
    length_min: int = 30
    starts_on: date | None = None
    ends_on: date | None = None
    ground_rules: str = ""
    action_research_question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(Record):
    """A weekly time for a group. ``weekday`` is 0 for Monday; ``starts_at`` is ``HH:MM``."""

    table: ClassVar[str] = "slot"
    group_id: str
    weekday: int
    starts_at: str
    from_on: date | None = None
    until_on: date | None = None
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Record):
    """Days without sessions: a holiday, a half term, a training day. No setting means everywhere."""

    table: ClassVar[str] = "closure"
    name: str
    from_on: date
    until_on: date
    setting_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil(Record):
    """A child, by the least that identifies them. ``year_group`` is 0 (Reception) to 13."""

    table: ClassVar[str] = "pupil"
    first_name: str
    last_name: str = ""
    known_as: tuple[str, ...] = ()
    pronouns: str = ""
    pseudonym: str = ""
    setting_id: str | None = None
    year_group: int | None = None
    class_name: str = ""
    school_hopes: str = ""
    school_hopes_on: date | None = None
    interests_and_strengths: str = ""
    what_helps: str = ""
    still_hard: str = ""
    next_step: str = ""
    area_of_need: str = ""
    school_plan_kind: str = ""
    school_plan_ref: str = ""
    monitoring: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMember(Record):
    """A named person in a pupil's family: kept so that the name is known when something leaves."""

    table: ClassVar[str] = "family_member"
    pupil_id: str
    name: str
    relation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Record):
    """A pupil's time in a group."""

    table: ClassVar[str] = "membership"
    pupil_id: str
    group_id: str
    joined_on: date | None = None
    left_on: date | None = None
    left_reason: LeftReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission(Record):
    """A permission given, and perhaps withdrawn."""

    table: ClassVar[str] = "permission"
    pupil_id: str
    kind: PermissionKind
    given_by: GivenBy
    given_on: date
    withdrawn_on: date | None = None
    note: str = ""
