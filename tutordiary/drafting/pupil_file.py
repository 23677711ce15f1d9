"""Everything the diary holds about one pupil in one stretch of time, gathered once.

A document is then made from this value alone, so that what was read is what is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tutordiary.diary import Diary
from tutordiary.framework import Framework
from tutordiary.model import (
    Action,
    Attendance,
    Audience,
    Contact,
    ContactRole,
    Conversation,
    ConversationPupil,
    Group,
    Judgement,
    JudgementEvidence,
    Membership,
    Observation,
    Permission,
    Presence,
    Programme,
    Pupil,
    Scope,
    Session,
    SessionStatus,
    Setting,
    StartPoint,
    Target,
    TargetEvidence,
    Tutor,
    Voice,
)


@dataclass(frozen=True, slots=True)
class PupilFile:
    """One pupil's records between two days (both count). Lists are oldest first.

    ``sessions`` are those held while the pupil belonged to the group: the ones offered to them.
    ``observations`` are about this pupil alone: marks set for everyone at once are in ``group_marks``.
    ``actions`` were agreed in the ``conversations``.
    """

    pupil: Pupil
    period_from: date
    period_to: date
    tutor: Tutor | None
    framework: Framework
    setting: Setting | None
    contacts: tuple[Contact, ...]
    group: Group | None
    membership: Membership | None
    group_size: int
    programme: Programme | None
    sessions: tuple[Session, ...]
    attendance: dict[str, Presence]
    observations: tuple[Observation, ...]
    group_marks: tuple[Observation, ...]
    start_points: tuple[StartPoint, ...]
    targets: tuple[Target, ...]
    target_evidence: tuple[TargetEvidence, ...]
    voices: tuple[Voice, ...]
    judgements: tuple[Judgement, ...]
    permissions: tuple[Permission, ...]
    conversations: tuple[Conversation, ...]
    is_sample: bool
    judgement_evidence: tuple[JudgementEvidence, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def recorded(self) -> tuple[Session, ...]:
        """The offered sessions whose attendance was written down; the others are claimed neither way."""
        return tuple(session for session in self.sessions if session.id in self.attendance)

    @property
    def attended(self) -> int:
        """How many of the recorded sessions the pupil came to; late and left early count."""
        return sum(self.attendance[session.id] is not Presence.ABSENT for session in self.recorded)

    def week_of(self, day: date) -> int:
        """Return the programme week of a day: 1 for the week of the group's first session."""
        start = self.group.starts_on if self.group and self.group.starts_on else self.period_from
        return max(1, (day - start).days // 7 + 1)

    def worded(self, audience: Audience) -> tuple[Observation, ...]:
        """Return the observations with words that may be shown to an audience."""
        return tuple(sign for sign in self.observations if sign.text and audience in sign.audiences)

    def dots(self, audience: Audience) -> tuple[Observation, ...]:
        """Return the observations that may stand as dots for an audience.

        A mark without words is a counted fact and may; worded ones only when they are labelled, because
        even a dot would tell of a passage that is "only me".
        """
        return tuple(sign for sign in self.observations if not sign.text or audience in sign.audiences)

    def latest_judgements(self) -> dict[str, Judgement]:
        """Return the newest judgement for each outcome id that has one."""
        return {judgement.outcome: judgement for judgement in self.judgements}

    def contact(self, *roles: ContactRole) -> Contact | None:
        """Return the first contact of the setting with one of the roles, in the order given."""
        for role in roles:
            for contact in self.contacts:
                if contact.role is role:
                    return contact
        return None


def name_of(contact: Contact | None) -> str:
    """Return "Mrs Pryce", or a first name where there is no title."""
    if contact is None:
        return ""
    if contact.title and contact.last_name:
        return f"{contact.title} {contact.last_name}"
    return f"{contact.first_name} {contact.last_name}".strip()


def gather(diary: Diary, pupil_id: str, period_from: date, period_to: date) -> PupilFile:
    """Gather a pupil's records for the days from ``period_from`` to ``period_to``, both counted."""
    pupil = diary.need(Pupil, pupil_id)
    memberships = diary.find(Membership, order=("joined_on", "id"), pupil_id=pupil_id)
    membership = _belonging(memberships, period_from, period_to)
    group = diary.get(Group, membership.group_id) if membership else None
    setting = diary.get(Setting, (group.setting_id if group else pupil.setting_id) or "")
    programme = diary.get(Programme, group.programme_id) if group and group.programme_id else None
    sessions = tuple(
        session
        for session in (
            diary.find(Session, order=("held_on", "starts_at"), group_id=group.id) if group else ()
        )
        if session.status is SessionStatus.HELD
        and period_from <= session.held_on <= period_to
        and membership is not None
        and _within(session.held_on, membership)
    )
    presence = {mark.session_id: mark.presence for mark in diary.find(Attendance, pupil_id=pupil_id)}
    observations = [
        sign
        for sign in diary.find(Observation, order=("noted_on", "id"), pupil_id=pupil_id)
        if period_from <= sign.noted_on <= period_to
    ]
    targets = [
        target
        for target in diary.find(Target, order=("set_on", "id"), pupil_id=pupil_id)
        if target.set_on <= period_to and (target.reviewed_on is None or target.reviewed_on >= period_from)
    ]
    judgements = tuple(
        judgement
        for judgement in diary.find(Judgement, order=("judged_on", "id"), pupil_id=pupil_id)
        if period_from <= judgement.judged_on <= period_to
    )
    talks = _talks(diary, pupil_id, period_from, period_to)
    return PupilFile(
        pupil=pupil,
        period_from=period_from,
        period_to=period_to,
        tutor=diary.tutor,
        framework=diary.framework,
        setting=setting,
        contacts=tuple(diary.find(Contact, setting_id=setting.id)) if setting else (),
        group=group,
        membership=membership,
        group_size=_size(diary, group, period_to),
        programme=programme,
        sessions=sessions,
        attendance=presence,
        observations=tuple(sign for sign in observations if sign.scope is Scope.PUPIL),
        group_marks=tuple(sign for sign in observations if sign.scope is Scope.GROUP),
        start_points=tuple(diary.find(StartPoint, order=("noted_on", "id"), pupil_id=pupil_id)),
        targets=tuple(targets),
        target_evidence=tuple(
            link for target in targets for link in diary.find(TargetEvidence, target_id=target.id)
        ),
        voices=tuple(
            voice
            for voice in diary.find(Voice, order=("said_on", "id"), pupil_id=pupil_id)
            if period_from <= voice.said_on <= period_to
        ),
        judgements=judgements,
        permissions=tuple(diary.find(Permission, order=("given_on", "id"), pupil_id=pupil_id)),
        conversations=talks,
        is_sample=diary.is_sample,
        judgement_evidence=tuple(
            link for one in judgements for link in diary.find(JudgementEvidence, judgement_id=one.id)
        ),
        actions=tuple(one for talk in talks for one in diary.find(Action, conversation_id=talk.id)),
    )


def _talks(diary: Diary, pupil_id: str, first: date, last: date) -> tuple[Conversation, ...]:
    links = diary.find(ConversationPupil, pupil_id=pupil_id)
    talks = [talk for link in links if (talk := diary.get(Conversation, link.conversation_id))]
    shown = [talk for talk in talks if first <= talk.held_on <= last]
    return tuple(sorted(shown, key=lambda one: (one.held_on, one.id)))


def _within(day: date, membership: Membership) -> bool:
    return (membership.joined_on is None or membership.joined_on <= day) and (
        membership.left_on is None or day <= membership.left_on
    )


def _belonging(memberships: list[Membership], period_from: date, period_to: date) -> Membership | None:
    """Return the membership that covers most of the period's end: the latest one begun before it ended."""
    fitting = [
        one
        for one in memberships
        if (one.joined_on is None or one.joined_on <= period_to)
        and (one.left_on is None or one.left_on >= period_from)
    ]
    return fitting[-1] if fitting else None


def _size(diary: Diary, group: Group | None, day: date) -> int:
    if group is None:
        return 0
    return sum(_within(day, one) for one in diary.find(Membership, group_id=group.id))
