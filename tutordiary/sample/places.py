"""The invented tutor, places, adults and groups of the sample diary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tutordiary.model import Contact, ContactRole, Group, Setting, SettingKind, Slot, Tutor

TUTOR = Tutor(
    id="tutor-01",
    name="Bronagh Tully",
    known_as=("Bron", "Miss Tully"),
    service="Wexmoor Music Service",
    role="Guitar, voice and percussion tutor",
)

PROGRAMME_QUESTION = "What happens when I stop filling the silences and let the group decide what comes next?"
MANAGER = "Yvette Sandhu"


def settings(checked_on: date) -> tuple[Setting, ...]:
    """Return the three settings; ``checked_on`` is when their safeguarding routes were last looked at."""
    return (
        Setting(
            id="setting-01",
            name="Thistledown Primary School",
            aliases=("Thistledown", "TPS"),
            kind=SettingKind.SCHOOL,
            expectations="Sign in at the office. Mr Vickers brings the older group and stays when he can. "
            "Mrs Bhandal likes a two-minute word after each session and a written report at the end.",
            preferred_words="Learner of the week; 'ready, kind, safe'. Music group, never a label.",
            safeguarding_route="Mrs Harkness, room by the hall, same day and in person. Yellow form in the "
            "staff room. Then the music service lead.",
            route_checked_on=checked_on,
            controller="Wexmoor Music Service",
            retention_rule="Twelve months after the programme ends",
        ),
        Setting(
            id="setting-02",
            name="Kestrel Rise Junior School",
            aliases=("Kestrel Rise", "KRJ"),
            kind=SettingKind.SCHOOL,
            expectations="The hall is ours until lunch is laid out. Mr Langridge prefers email, short. "
            "Reports a fortnight before parents' evening.",
            preferred_words="They say 'crew' for class.",
            safeguarding_route="Miss Kell or, if she is out, the head. Phone from the office, do not email.",
            route_checked_on=checked_on,
            controller="Wexmoor Music Service",
            retention_rule="Twelve months after the programme ends",
        ),
        Setting(
            id="setting-03",
            name="The Lockside Centre",
            aliases=("Lockside",),
            kind=SettingKind.CENTRE,
            expectations="Mr Baptiste meets me at the door. Young people may leave the room and come back; "
            "someone is always in the corridor.",
            preferred_words="Young people, first names for everyone, no bells.",
            safeguarding_route="Mrs Maddox on extension 4, or the duty phone on the wall.",
            route_checked_on=checked_on - timedelta(days=200),
            controller="Wexmoor Music Service",
        ),
    )


def contacts() -> tuple[Contact, ...]:
    """Return the adults the tutor knows at each setting."""
    rows = (
        ("setting-01", ContactRole.SENCO, "Mrs", "Parminder", "Bhandal", (), "In person, after the session"),
        ("setting-01", ContactRole.TA, "Mr", "Colm", "Vickers", ("Mr V",), "At the door"),
        ("setting-01", ContactRole.CLASS_TEACHER, "Miss", "Ailsa", "Trent", (), "Pigeonhole in the office"),
        ("setting-01", ContactRole.CLASS_TEACHER, "Mr", "Dele", "Onwu", (), "At break, staff room"),
        ("setting-01", ContactRole.DSL, "Mrs", "Judith", "Harkness", (), "In person only"),
        ("setting-02", ContactRole.SENCO, "Mr", "Piers", "Langridge", (), "Email"),
        ("setting-02", ContactRole.TA, "Ms", "Tamsin", "Yeo", ("Tam",), "Before the session"),
        ("setting-02", ContactRole.CLASS_TEACHER, "Mrs", "Farrah", "Iqbal", (), "Through the office"),
        ("setting-02", ContactRole.DSL, "Miss", "Rhona", "Kell", (), "Phone"),
        ("setting-02", ContactRole.HEAD, "Dr", "Lucian", "Abara", (), "Through the office"),
        ("setting-03", ContactRole.LEARNING_MENTOR, "Mr", "Winston", "Baptiste", ("Winston",), "Any time"),
        ("setting-03", ContactRole.SENCO, "Ms", "Orla", "Finch", (), "Wednesdays only"),
        ("setting-03", ContactRole.CLASS_TEACHER, "Mr", "Huw", "Bowen", (), "Email"),
        ("setting-03", ContactRole.DSL, "Mrs", "Sue", "Maddox", (), "Extension 4"),
        ("setting-01", ContactRole.HEAD, "Mrs", "Hilary", "Lacey", (), "Through the office"),
        ("setting-01", ContactRole.OFFICE, "Mr", "Gordon", "Peel", (), "Hatch, before nine"),
    )
    return tuple(
        Contact(
            id=f"contact-{number:02}",
            setting_id=setting,
            role=role,
            title=title,
            first_name=first,
            last_name=last,
            known_as=known_as,
            channel=channel,
        )
        for number, (setting, role, title, first, last, known_as, channel) in enumerate(rows, start=1)
    )


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group, by the key the notes use, and its weekly time."""

    key: str
    group: Group
    slot: Slot


def groups(centre_weekday: int) -> tuple[GroupPlan, ...]:
    """Return the four groups; the centre's meets on the given weekday, so that today has a session."""
    return (
        GroupPlan(
            "quiets",
            Group(
                id="group-01",
                setting_id="setting-01",
                working_name="Thistledown older",
                programme_id="programme-01",
                pupils_name="The Loud Quiets",
                ground_rules="Nobody has to talk. Hands off other people's beaters. If it goes wrong, it is "
                "a "
                "remix. "
                "Owl hands means stop and listen.",
                action_research_question="What does taking part look like when it is not playing?",
            ),
            Slot(
                id="slot-01", group_id="group-01", weekday=1, starts_at="10:15", room="Music room by the hall"
            ),
        ),
        GroupPlan(
            "jelly",
            Group(
                id="group-02",
                setting_id="setting-01",
                working_name="Thistledown little ones",
                programme_id="programme-01",
                pupils_name="The Jelly Drums",
                ground_rules="Wobble, then freeze. One at a time on the big drum.",
                action_research_question="Can four very small people run a session from a box of picture "
                "cards?",
            ),
            Slot(
                id="slot-02", group_id="group-02", weekday=1, starts_at="11:00", room="Music room by the hall"
            ),
        ),
        GroupPlan(
            "static",
            Group(
                id="group-03",
                setting_id="setting-02",
                working_name="Kestrel Rise after lunch",
                programme_id="programme-01",
                pupils_name="The Static",
                ground_rules="No laughing at, only laughing with. Headphones are private. Whoever made it "
                "names "
                "it.",
                action_research_question="What do they choose to make when the laptop and the drum are both "
                "out?",
            ),
            Slot(id="slot-03", group_id="group-03", weekday=3, starts_at="13:20", room="Hall, stage end"),
        ),
        GroupPlan(
            "half",
            Group(
                id="group-04",
                setting_id="setting-03",
                working_name="Lockside",
                programme_id="programme-01",
                pupils_name="Half Past Nothing",
                planned_sessions=12,
                length_min=45,
                ground_rules="Come when you can, leave when you need. No phones in anyone's face. Ask "
                "before you "
                ""
                "press record.",
                action_research_question="How little can I plan before it stops being kind?",
            ),
            Slot(
                id="slot-04", group_id="group-04", weekday=centre_weekday, starts_at="10:30", room="Top room"
            ),
        ),
    )


def dated(plan: GroupPlan, days: tuple[date, ...]) -> Group:
    """Return a group with the day it began, and the day it ended if all its sessions are over."""
    over = len(days) >= plan.group.planned_sessions
    return replace(plan.group, starts_on=days[0], ends_on=days[-1] if over else None)


def slot(plan: GroupPlan, days: tuple[date, ...]) -> Slot:
    """Return a group's weekly time, ended if all its sessions are over."""
    over = len(days) >= plan.group.planned_sessions
    return replace(plan.slot, from_on=days[0], until_on=days[-1] if over else None)
