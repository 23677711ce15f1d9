"""One group of two pupils with four sessions, for the pupil's page, its sheets and reports. All invented."""

from __future__ import annotations

from datetime import date, timedelta

from tutordiary.model import (
    Attendance,
    Direction,
    Group,
    Membership,
    Observation,
    Presence,
    Pupil,
    Scope,
    Session,
    SessionStatus,
    Setting,
    Tutor,
)

TODAY = date(2026, 11, 20)
FIRST = date(2026, 10, 20)
WREN, OTIS = "wren", "otis"
MUSIC = "MUS.1"


def fill(diary) -> None:
    """Put the group into the diary: a mark, a worded sign, a harder day, one for everyone, one day away."""
    diary.add(
        Tutor(id="tutor", name="Marlow Quill"),
        Setting(id="setting", name="Bramblecote School"),
        Group(id="group", setting_id="setting", working_name="Tuesday players"),
        Pupil(id=WREN, first_name="Wren", last_name="Adair", year_group=4),
        Pupil(id=OTIS, first_name="Otis"),
    )
    for pupil in (WREN, OTIS):
        diary.add(Membership(id=f"m-{pupil}", pupil_id=pupil, group_id="group", joined_on=FIRST))
    for number in range(4):
        day = FIRST + timedelta(weeks=number)
        session = f"s{number}"
        diary.add(Session(id=session, group_id="group", held_on=day, status=SessionStatus.HELD))
        for pupil in (WREN, OTIS):
            away = Presence.ABSENT if (pupil, number) == (WREN, 3) else Presence.PRESENT
            diary.add(Attendance(id=f"a-{pupil}-{number}", session_id=session, pupil_id=pupil, presence=away))

    def sign(name: str, week: int, **more) -> Observation:
        values = {"pupil_id": WREN, "group_id": "group", "session_id": f"s{week}", "indicators": (MUSIC,)}
        return Observation(id=name, noted_on=FIRST + timedelta(weeks=week), **(values | more))

    diary.add(
        sign("mark", 0, step=1),
        sign("words", 1, step=2, text="Counted the others in."),
        sign("hard", 2, direction=Direction.HARDER_DAY, text="Left before the bell."),
        sign("all", 2, step=2, scope=Scope.GROUP, indicators=("MUS.2",)),
    )
