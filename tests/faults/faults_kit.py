"""What the fault tests share: a diary to break, a process to kill, and the verdict on what is left."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fault_jobs import passphrase
from fault_story import Story, read, search_drift

from tutordiary.diary import Diary
from tutordiary.errors import DiaryDamaged, OlderCopy, WrongSecret
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.layout import DiaryPaths, is_log_hot

CHILD = Path(__file__).with_name("faults_child.py")
SECRET = "kettle harbour lantern seven"
WAIT_S = 120
ENDLESS = 10**9
KNOWN = re.compile(r"keys(\.copy)?\.json|diary\.db(-wal|-shm)?|diary\.lock|before-update-schema-\d\.tdbackup")


@dataclass(frozen=True)
class Place:
    """A closed diary on disk with what this computer remembers of it, and its recovery code."""

    root: Path
    code: str

    @property
    def folder(self) -> Path:
        return self.root / "diary"

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def paths(self) -> DiaryPaths:
        return DiaryPaths(self.folder)

    def open(self, *, accept_older: bool = False) -> Diary:
        return Diary.open_with_recovery(
            self.folder, self.code, state_folder=self.state, accept_older=accept_older
        )

    def copy(self, root: Path) -> Place:
        shutil.copytree(self.root, root)
        return Place(root, self.code)

    def strays(self) -> list[str]:
        """Return every file that has no business in the diary's folder, beside it or in the state folder."""
        found = [path for path in self.folder.iterdir() if not KNOWN.fullmatch(path.name)]
        found += [path for path in self.root.iterdir() if path.name.startswith(".")]
        found += [
            path for path in self.state.iterdir() if not path.name.endswith((".mark.json", ".keys.json"))
        ]
        return sorted(path.name for path in found)


def make_place(root: Path) -> Place:
    """Make a new diary at the lowest cost and close it."""
    diary, code = Diary.create(root / "diary", SECRET, cost=LOWEST_COST, state_folder=root / "state")
    diary.close()
    return Place(root, code)


def told(place: Place, seed: int, steps: int) -> Story:
    """Write a story's first steps into a diary and close it; return the story as far as it was told."""
    story = Story(seed)
    with_diary = place.open()
    for step in itertools.islice(story, steps):
        step.make(with_diary)
    with_diary.close()
    return story


def opens(place: Place, secret: str, *, is_code: bool = False) -> bool:
    """Say whether a passphrase, or a recovery code, opens the diary."""
    opening = Diary.open_with_recovery if is_code else Diary.open
    try:
        opening(place.folder, secret, state_folder=place.state).close()
    except WrongSecret:
        return False
    return True


class Doomed:
    """A child process at work, and what it has acknowledged so far."""

    def __init__(self, nursery: Nursery, pid: int, acks: Path) -> None:
        self._nursery, self._pid, self._acks = nursery, pid, acks

    def acknowledged(self) -> list[str]:
        """Return the lines acknowledged, whole ones only."""
        return self._acks.read_text().split("\n")[:-1] if self._acks.exists() else []

    def wait_for(self, word: str = "") -> None:
        """Wait until it has acknowledged a word; anything at all when none is given."""
        self.wait_until(lambda: word in self.acknowledged() if word else bool(self.acknowledged()))

    def wait_until(self, come: Callable[[], bool]) -> None:
        """Wait until something has come about."""
        until = time.monotonic() + WAIT_S
        while not come():
            self._raise_what_went_wrong()
            assert time.monotonic() < until, "the child never came so far"
            time.sleep(0.0005)

    def kill(self) -> list[str]:
        """End it as a power button ends a program, and return what it had acknowledged."""
        os.kill(self._pid, signal.SIGKILL)
        ended = self._nursery.wait(self._pid)
        self._raise_what_went_wrong()
        assert ended == -signal.SIGKILL, "it had ended before it was killed"
        return self.acknowledged()

    def kill_within(self, dice: Random, seconds: float) -> list[str]:
        """Kill it at a random moment after its first word."""
        self.wait_for()
        time.sleep(dice.uniform(0, seconds))
        return self.kill()

    def finish(self) -> list[str]:
        """Let it come to its end, and return what it acknowledged."""
        self._nursery.wait(self._pid)
        self._raise_what_went_wrong()
        return self.acknowledged()

    def _raise_what_went_wrong(self) -> None:
        trouble = Path(f"{self._acks}.went-wrong")
        assert not trouble.exists(), trouble.read_text()


class Nursery:
    """A process that has loaded the app and forks a child for each job: 500 kills need no 500 imports."""

    def __init__(self, scratch: Path) -> None:
        self._scratch, self._numbers = scratch, itertools.count()
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, verb: str, place: Place, **settings: object) -> Doomed:
        """Set a child to work."""
        acks = self._scratch / f"acks-{next(self._numbers)}"
        return Doomed(self, self._ask(job(verb, place, acks, **(WORKING | settings))), acks)

    def write(self, place: Place, seed: int, **settings: object) -> Doomed:
        """Set a child to tell a story."""
        return self.start("write", place, seed=seed, **settings)

    def wait(self, pid: int) -> int:
        """Return how a child ended: minus the signal, or its exit code."""
        return self._ask({"wait": pid})

    def close(self) -> None:
        """End the process that forks."""
        self._process.stdin.close()
        self._process.wait(WAIT_S)
        self._process.stdout.close()

    def _ask(self, question: dict[str, object]) -> int:
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


WORKING: dict[str, object] = {
    "start": 0,
    "steps": ENDLESS,
    "fault": "",
    "pages_between_checkpoints": 40,
    "steps_between_checkpoints": 25,
    "marks_the_end": False,
    "waits": False,
}


def job(verb: str, place: Place, acks: Path, **settings: object) -> dict[str, object]:
    """Return a job as the child process is told it."""
    fixed = {"verb": verb, "folder": str(place.folder), "state": str(place.state), "acks": str(acks)}
    return fixed | {"code": place.code} | settings


@dataclass
class Tally:
    """What a run of faults came to. ``silent`` counts losses the opener did not report."""

    faults: int = 0
    hot: int = 0
    lost: int = 0
    diaries_with_losses: int = 0
    corrupt: int = 0
    partial: int = 0
    drift: int = 0
    false_alarms: int = 0
    strays: int = 0
    notes: list[str] = field(default_factory=list)

    def troubles(self) -> dict[str, int]:
        """Return every count that must be 0."""
        names = ("lost", "corrupt", "partial", "drift", "false_alarms", "strays")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def judge(place: Place, story: Story, acknowledged: int, tally: Tally) -> int:
    """Open a diary after a fault and count what is wrong with it; return the step it now stands at.

    The story is told on to one step beyond the acknowledged one: that step may be there, whole, or not.
    """
    tally.faults += 1
    tally.hot += is_log_hot(place.paths)
    story.skip_to(acknowledged + 1)
    try:
        diary = place.open()
    except OlderCopy:
        tally.false_alarms += 1
        diary = place.open(accept_older=True)
    except DiaryDamaged as error:
        tally.corrupt += 1
        tally.notes.append(str(error))
        return acknowledged
    try:
        failed = [f"{line.name}: {line.detail}" for line in diary.vault.full_check() if not line.passed]
        tally.corrupt += bool(failed)
        tally.notes += failed
        found = read(diary)
        tally.drift += search_drift(diary, found)
    finally:
        diary.close()
    tally.strays += len(place.strays())
    return _place_in_story(found.digest(), story, acknowledged, tally)


def _place_in_story(digest: str, story: Story, acknowledged: int, tally: Tally) -> int:
    for step in (acknowledged, acknowledged + 1):
        if story.digests[step] == digest:
            return step
    if digest in story.digests:
        step = story.digests.index(digest)
        tally.lost += acknowledged - step
        tally.diaries_with_losses += 1
        return step
    tally.partial += 1
    return acknowledged


def judge_keys(place: Place, new_code: str, story: Story, dice: Random, found: Counter) -> None:
    """Count what is right about a diary that was being given new keys; ``new_code`` is empty until told.

    Until the first opening both passphrases may lead in; it settles which one does from then on.
    """
    ways = dice.sample((SECRET, passphrase(1)), 2)
    first = [opens(place, way) for way in ways]
    by_old, by_new = opens(place, SECRET), opens(place, passphrase(1))
    is_right = any(first) and by_old != by_new and opens(place, place.code, is_code=True) == by_old
    if new_code:
        found["acknowledged"] += 1
        was_dead = ways[0] != SECRET or not first[0]
        is_right = is_right and by_new and was_dead and opens(place, new_code, is_code=True)
    found["new unacknowledged"] += by_new and not new_code
    found["exactly one"] += is_right
    diary = Diary.open(place.folder, SECRET if by_old else passphrase(1), state_folder=place.state)
    found["whole"] += read(diary).digest() == story.digests[-1]
    found["checked"] += all(line.passed for line in diary.vault.full_check())
    diary.close()
    found["strays"] += len(place.strays())


def in_words(found: Counter) -> str:
    """Return what ``judge_keys`` counted."""
    return (
        f"exactly one set opens in {found['exactly one']} ({found['acknowledged']} acknowledged, "
        f"{found['new unacknowledged']} new unacknowledged), all words there in {found['whole']}, "
        f"checks passed in {found['checked']}, {found['strays']} stray files"
    )
