"""A small diary with a few records, made once, and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tutordiary.diary import Diary
from tutordiary.model import Attendance, Group, Membership, Presence, Pupil, Reflection, Session, Setting
from tutordiary.vault.ciphers import LOWEST_COST

SECRET = "plain words for a test"


@dataclass(frozen=True)
class Made:
    """A closed diary on disk and what opens it."""

    folder: Path
    state: Path
    code: str

    def open(self, **more) -> Diary:
        return Diary.open_with_recovery(self.folder, self.code, state_folder=self.state, **more)

    def files(self) -> dict[str, bytes]:
        return {one.name: one.read_bytes() for one in self.folder.iterdir() if one.name != "diary.lock"}


def fill(diary: Diary, sessions: int = 3) -> None:
    diary.add(
        Setting(id="s", name="Alder Bank"),
        Group(id="g", setting_id="s", working_name="Tuesday drums"),
        *(Pupil(id=f"p{n}", first_name=f"Wren{n}", last_name="Adair") for n in range(4)),
        *(Membership(id=f"m{n}", pupil_id=f"p{n}", group_id="g") for n in range(4)),
    )
    for number in range(sessions):
        add_session(diary, number)


def add_session(diary: Diary, number: int) -> None:
    diary.add(
        Session(id=f"e{number}", group_id="g", held_on=date(2026, 9, 1 + number % 28)),
        Attendance(id=f"a{number}", session_id=f"e{number}", pupil_id="p1", presence=Presence.PRESENT),
        Reflection(
            id=f"r{number}", session_id=f"e{number}", prompt="noticed", text=f"She kept time {number}"
        ),
    )


@pytest.fixture(scope="session")
def first_made(tmp_path_factory) -> Made:
    place = tmp_path_factory.mktemp("first")
    diary, code = Diary.create(place / "diary", SECRET, cost=LOWEST_COST, state_folder=place / "state")
    fill(diary)
    diary.close()
    return Made(place / "diary", place / "state", code)


@pytest.fixture
def made(first_made: Made, tmp_path: Path) -> Made:
    shutil.copytree(first_made.folder, tmp_path / "diary")
    shutil.copytree(first_made.state, tmp_path / "state")
    return Made(tmp_path / "diary", tmp_path / "state", first_made.code)


@pytest.fixture
def diary(made: Made) -> Iterator[Diary]:
    opened = made.open()
    yield opened
    opened.close()


@pytest.fixture
def write() -> Callable[[Diary], None]:
    """Return what makes one change to a diary."""
    numbers = iter(range(100, 10_000))
    return lambda diary: add_session(diary, next(numbers))
