"""A small diary to log in, and a window that only remembers what it was told. All people are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tutordiary.diary import Diary
from tutordiary.model import (
    Group,
    Membership,
    Observation,
    Pupil,
    Reflection,
    Session,
    Setting,
    Slot,
)
from tutordiary.presenters.log_state import Finished, LogState, Place
from tutordiary.vault.ciphers import LOWEST_COST

DAY = date(2026, 10, 13)
NAMES = ("Amira", "Ben", "Chidi", "Dafydd", "Elsie")
GROUP = "group-samba"
LAST = "session-last"
MUSIC = "MUS.1"


def new_diary(folder, names=NAMES) -> Diary:
    """Make an encrypted diary with one group, last week's session and nothing yet for ``DAY``."""
    diary, _ = Diary.create(
        folder / "diary", "four small drums rolling", cost=LOWEST_COST, state_folder=folder / "state"
    )
    pupils = [Pupil(id=f"pupil-{name.casefold()}", first_name=name) for name in names]
    diary.add(
        Setting(id="setting-oak", name="Oakfield School"),
        Group(id=GROUP, setting_id="setting-oak", working_name="Samba group"),
        Slot(id="slot-1", group_id=GROUP, weekday=1, starts_at="13:30"),
        *pupils,
        *(
            Membership(id=f"member-{pupil.id}", pupil_id=pupil.id, group_id=GROUP, joined_on=date(2026, 9, 1))
            for pupil in pupils
        ),
    )
    if pupils:
        last = Session(id=LAST, group_id=GROUP, held_on=DAY - timedelta(days=7), starts_at="13:30")
        diary.add(
            last,
            Reflection(id="next-1", session_id=LAST, prompt="next_time", text="Count in more slowly"),
            Observation(
                id="mark-last",
                noted_on=last.held_on,
                pupil_id=pupils[-1].id,
                group_id=GROUP,
                session_id=LAST,
                indicators=(MUSIC,),
                step=2,
            ),
        )
    return diary


class Clock:
    """A clock that goes on by a second at each look."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 10, 13, 14, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


class FakeView:
    """Remembers what the presenter asked of the window."""

    def __init__(self) -> None:
        self.state: LogState | None = None
        self.said: list[str] = []
        self.focused: list[tuple[Place, int | None]] = []
        self.finished: list[Finished] = []
        self.grid_focused = 0

    def show_log(self, state: LogState) -> None:
        self.state = state

    def announce(self, words: str) -> None:
        self.said.append(words)

    def focus_place(self, place: Place, caret: int | None) -> None:
        self.focused.append((place, caret))

    def focus_grid(self) -> None:
        self.grid_focused += 1

    def show_finished(self, finished: Finished) -> None:
        self.finished.append(finished)
