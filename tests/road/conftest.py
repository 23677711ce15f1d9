"""The tour, made once in a process of its own: what it made, what it said, and every socket it touched."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from road_alone import LISTENER, Done, run_alone

from tests.secrecy import system_calls

TOUR = f"""{LISTENER}
from tutordiary.__main__ import main
sys.exit(main(["tour", sys.argv[2], "--json"]))
"""


@dataclass(frozen=True)
class Road:
    """What the tour left behind. ``home`` holds every folder it could write to, ``folder`` what it made.

    ``written`` are all paths it opened to write or gave as a name; None where nobody could look on.
    """

    home: Path
    folder: Path
    done: Done
    day: date
    written: set[str] | None

    @property
    def listed(self) -> list[Path]:
        """The files it says it made."""
        return [Path(one["file"]) for one in json.loads(self.done.out)["files"]]

    def files(self, *patterns: str) -> list[Path]:
        """Return the files it made with names like these, in order."""
        found = sorted({path for pattern in patterns for path in self.folder.glob(pattern)})
        assert found
        return found


@pytest.fixture(scope="session")
def road(tmp_path_factory):
    """The finished tour, made once however many processes test it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with _alone(shared / "road.lock"):
        told = shared / "road.pickle"
        if not told.exists():
            told.write_bytes(pickle.dumps(_made(shared / "road")))
        home, done, day, written = pickle.loads(told.read_bytes())
        return Road(home, home / "tour", Done(*done), day, written)


def _made(home: Path) -> tuple[Path, tuple[Any, ...], date, set[str] | None]:
    """Make the tour and return what ``Road`` is made of, in types that any process knows."""
    home.mkdir()
    day = date.today()
    trace = home.parent / "road.trace"
    watched = not system_calls.why_not()

    def watch(command: list[str]) -> list[str]:
        return system_calls.watched(command, trace, only_names=True) if watched else command

    done = run_alone(TOUR, home, str(home / "tour"), watch=watch)
    assert done.code == 0, done.err
    calls = system_calls.read(trace) if watched else None
    return home, astuple(done), day, calls.opened | calls.named if calls else None


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one process at a time through."""
    fcntl = pytest.importorskip("fcntl", reason="the tour is made once for all by a lock that Windows lacks")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
