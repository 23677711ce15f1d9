"""The tour, made once in a process of its own: what it made, what it said, and every socket it touched."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from road_alone import LISTENER, Done, run_alone

TOUR = f"""{LISTENER}
from tutordiary.__main__ import main
sys.exit(main(["tour", sys.argv[2], "--json"]))
"""


@dataclass(frozen=True)
class Road:
    """What the tour left behind. ``home`` holds every folder it could write to, ``folder`` what it made."""

    home: Path
    folder: Path
    done: Done
    day: date

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
    """The finished tour."""
    home = tmp_path_factory.mktemp("road")
    day = date.today()
    done = run_alone(TOUR, home, str(home / "tour"))
    assert done.code == 0, done.err
    return Road(home, home / "tour", done, day)
