"""A small diary for the Share page: one group, a few labelled words, a pupil whose name is also a word."""

from __future__ import annotations

from datetime import date

from tutordiary.model import (
    Audience,
    Contact,
    ContactRole,
    GivenBy,
    Group,
    Membership,
    Observation,
    Permission,
    PermissionKind,
    Programme,
    Pupil,
    Reflection,
    Session,
    SessionStatus,
    Setting,
    Source,
    Tutor,
)

TODAY = date(2026, 11, 20)
NAMES = ("Grace", "Otis", "Wanda", "Ferdy")
MANAGER = frozenset({Audience.MANAGER})


class View:
    """Records what a road's presenter shows."""

    def __init__(self):
        self.step = self.choice = self.review = self.passage = self.run = self.give = None
        self.asked = []
        self.said = ("", "info")

    def show_step(self, step):
        self.step = step

    def show_ready(self, step):
        self.step = step

    def show_choice(self, state):
        self.choice = state

    def show_review(self, state):
        self.review = state

    def show_passage(self, state):
        self.passage = state

    def show_run(self, state):
        self.run = state

    def show_give(self, state):
        self.give = state

    def ask_who(self, word, choices):
        self.asked.append((word, choices))

    def say(self, sentence, mood):
        self.said = (sentence, mood)


def fill(diary, *texts: str, audiences=MANAGER) -> None:
    """Put a group of four with permissions into the diary, and one labelled observation for each text."""
    diary.add(
        Tutor(id="tutor", name="Marlow Quill"),
        Programme(id="programme", name="Small groups", starts_on=date(2026, 9, 7)),
        Setting(id="setting", name="Bramblecote School"),
        Contact(id="ta", setting_id="setting", role=ContactRole.TA, title="Mrs", last_name="Ostrava"),
        Group(id="group", setting_id="setting", programme_id="programme", working_name="Tuesday players"),
    )
    for number, name in enumerate(NAMES):
        diary.add(
            Pupil(id=f"p{number}", first_name=name),
            Membership(id=f"m{number}", group_id="group", pupil_id=f"p{number}", joined_on=date(2026, 9, 7)),
            Permission(
                id=f"ok{number}",
                pupil_id=f"p{number}",
                kind=PermissionKind.ANONYMOUS_USE,
                given_by=GivenBy.PARENT_CARER,
                given_on=date(2026, 9, 1),
            ),
        )
    diary.add(
        Session(
            id="session",
            group_id="group",
            held_on=date(2026, 11, 10),
            status=SessionStatus.HELD,
            starts_at="09:30",
            planned_min=30,
        )
    )
    for number, text in enumerate(texts):
        diary.add(
            Observation(
                id=f"o{number}",
                noted_on=date(2026, 11, 10),
                session_id="session",
                group_id="group",
                pupil_id="p1",
                source=Source.TUTOR,
                text=text,
                audiences=audiences,
            )
        )


def reflect(diary, text: str) -> None:
    """Add a labelled answer to a prompt of the session."""
    diary.add(Reflection(id="r", session_id="session", prompt="went_well", text=text, audiences=MANAGER))
