"""A small diary with a setting, and a window that only remembers what it was told. All are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tutordiary.model import Contact, ContactRole, Group, Membership, Pupil, Setting, Slot, Tutor

DAY = date(2026, 11, 17)
CANARY = "Zzyzx sparrow under the stairs"


def records():
    return (
        Tutor(id="t", name="Ines Okoro", role="Drum tutor"),
        Setting(id="s", name="Alder Bank Primary", route_checked_on=DAY - timedelta(days=20)),
        Setting(id="s2", name="Beck House"),
        Contact(
            id="c",
            setting_id="s",
            role=ContactRole.DSL,
            title="Mrs",
            last_name="Thwaite",
            phone="01632 960 001",
        ),
        Group(id="g", setting_id="s", working_name="Tuesday drums"),
        Slot(id="sl", group_id="g", weekday=1, starts_at="13:30"),
        Pupil(id="p", first_name="Wren", last_name="Hale", setting_id="s"),
        Membership(id="m", pupil_id="p", group_id="g"),
    )


class Clock:
    """Goes on by a minute at each look."""

    def __init__(self):
        self.moment = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)

    def __call__(self):
        self.moment += timedelta(minutes=1)
        return self.moment


class FakeView:
    """Remembers what the presenter asked of the window."""

    def __init__(self):
        self.state = None
        self.problems = []
        self.said = []
        self.printed = []

    def show_concern(self, state):
        self.state = state

    def show_problem(self, field, sentence):
        self.problems.append((field, sentence))

    def say(self, sentence):
        self.said.append(sentence)

    def print_note(self, data):
        self.printed.append(data)
