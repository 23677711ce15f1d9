"""What the child does on a disk it fills itself, page by page, before each kind of writing the app does."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from fault_jobs import Job
from fault_story import Story, read
from faults_kit import SECRET, Place

from tutordiary.diary import Diary, care, keys
from tutordiary.documents.writer import RenderedFile
from tutordiary.drafting import report_desk
from tutordiary.drafting.recovery_sheet import write_sheet
from tutordiary.errors import DiskFull, TutorDiaryError
from tutordiary.model import Disclosure, Report, ReportAudience, ReportStatus
from tutordiary.vault import ciphers

PAGE = 4096
STEPS_BEFORE = 12
NEW_SECRET = "brand new words of today"
FIRST, LAST = date(2026, 1, 1), date(2026, 11, 21)


_rendered: list[RenderedFile] = []


@dataclass
class Room:
    """The small disk, and the ballast that fills it."""

    root: Path

    def fill(self, pages_left: int, _diary: Diary) -> None:
        """Take all room but some pages."""
        with (self.root / "ballast").open("wb", buffering=0) as ballast:
            for size in (1 << 20, PAGE):
                with contextlib.suppress(OSError):
                    while ballast.write(bytes(size)) == size:
                        continue
            ballast.truncate(max(0, ballast.tell() // PAGE - pages_left) * PAGE)

    def empty(self, _diary: Diary) -> None:
        """Make room again."""
        (self.root / "ballast").unlink()


@dataclass
class CountedRoom(Room):
    """Stands in for a small disk where none can be mounted: counts what is written, and refuses in the end.

    It reaches what the app writes itself and what SQLite adds to the diary, not SQLite's other files.
    """

    _write = staticmethod(os.write)

    def fill(self, pages_left: int, diary: Diary) -> None:
        """Take all room but some pages."""
        left = pages_left * PAGE

        def write(descriptor: int, data: bytes) -> int:
            nonlocal left
            if not left:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            written = self._write(descriptor, memoryview(data)[:left])
            left -= written
            return written

        os.write = write
        pages = diary.vault.conn.execute("PRAGMA page_count").fetchone()[0]
        diary.vault.conn.execute(f"PRAGMA max_page_count = {pages + pages_left}")

    def empty(self, diary: Diary) -> None:
        """Make room again."""
        os.write = self._write
        diary.vault.conn.execute("PRAGMA max_page_count = 4294967294")


class Scene:
    """One diary on the small disk, and the story it was told so far."""

    def __init__(self, place: Place, seed: int) -> None:
        self.place, self.story = place, Story(seed)
        self.diary = place.open()
        self.secret = SECRET
        for _ in range(STEPS_BEFORE):
            self.step()
        self.report = self._report()
        self.kept = self.story.digests[-1]

    def _report(self) -> tuple[report_desk.ReportDraft, RenderedFile]:
        begun = report_desk.begin(self.diary, "p1", ReportAudience.FAMILY, FIRST, LAST)
        draft = report_desk.load(self.diary, begun.id)
        if not _rendered:  # the same file will do for every report
            _rendered.append(report_desk.render(report_desk.compose(draft, LAST), "pdf"))
        return draft, _rendered[0]

    def is_report_half_given(self) -> bool:
        """Say whether the file, the note and the report's own state tell different stories."""
        is_given = self.diary.all(Report)[0].status is ReportStatus.GIVEN
        return (
            len({is_given, bool(self.diary.all(Disclosure)), (self.place.root / "report.pdf").exists()}) > 1
        )

    def step(self) -> None:
        """Tell one more step; ``kept`` is what must be in the diary from now on."""
        step = self.story.next()
        step.make(self.diary)
        self.kept = self.story.digests[-1]


def words(scene: Scene) -> None:
    """Write on until the disk is full."""
    for _ in range(5000):
        scene.step()


def drafts(scene: Scene) -> None:
    """Type on and on; each pause keeps the draft."""
    for number in range(5000):
        key, text = f"log/{number % 3}", f"typed {number} " * (number % 40 + 1)
        scene.diary.keep_draft(key, text, number)
        scene.story.content.draft(key, (text, number))
        scene.kept = scene.story.content.digest()


def passphrase(scene: Scene) -> None:
    """Change the passphrase."""
    keys.change_passphrase(scene.diary, NEW_SECRET, cost=ciphers.LOWEST_COST)
    scene.secret = NEW_SECRET


def backup(scene: Scene) -> None:
    """Back up to the same disk."""
    care.back_up(scene.diary, scene.place.root / "one.tdbackup")


def sheet(scene: Scene) -> None:
    """Write the recovery sheet, a PDF."""
    write_sheet(scene.place.root / "sheet.pdf", scene.place.code, scene.diary.vault.vault_id, LAST)


def report(scene: Scene) -> None:
    """Give a report that is ready: a PDF, the note that it left, and the words as they were given."""
    draft, rendered = scene.report
    report_desk.hand_over(scene.diary, draft, rendered, scene.place.root / "report.pdf", LAST)


def opening(scene: Scene) -> None:
    """Open a diary that was cut off, with hardly any room."""
    scene.diary = scene.place.open()
    scene.step()


def careless(scene: Scene) -> None:
    """Write a PDF as an app does that never met a full disk, and say so as ours does."""
    try:
        (scene.place.root / "sheet.pdf").write_bytes(bytes(20 * PAGE))
    except OSError as error:
        raise DiskFull("full") from error


Action = tuple[Callable[[Scene], None], int, float]
ACTIONS: dict[str, Action] = {
    # what is done, the most pages left free before it, its share of the points
    "words": (words, 120, 0.25),
    "drafts": (drafts, 60, 0.2),
    "passphrase": (passphrase, 1, 0.05),
    "backup": (backup, 300, 0.2),
    "sheet": (sheet, 8, 0.1),
    "report": (report, 30, 0.1),
    "opening": (opening, 12, 0.1),
}


SETS: dict[str, dict[str, Action]] = {
    "all": ACTIONS,
    "counted": {name: ACTIONS[name] for name in ("words", "passphrase", "backup", "sheet", "report")},
    "careless": {"careless": (careless, 10, 1.0)},
}


def meet_full_disks(job: Job) -> None:
    """Meet a full disk at as many write points as asked, and acknowledge each with what came of it."""
    room = (CountedRoom if job["set"] == "counted" else Room)(Path(job["disk"]))
    dice = Random(job["seed"])
    for name, (act, most_pages, share) in SETS[job["set"]].items():
        wanted = max(1, round(share * job["points"]))
        for _ in range(wanted * 10):
            found = _meet(job, room, act, dice.randrange(most_pages), dice.randrange(2**32))
            if found["refused"]:
                job.acknowledge(json.dumps({"action": name, **found}))
                wanted -= 1
            if not wanted:
                break
        else:
            raise AssertionError(f"{name}: the disk was hardly ever full")


def _meet(job: Job, room: Room, act: Callable[[Scene], None], pages: int, seed: int) -> dict[str, object]:
    """Return what came of one thing done with so many pages of room; all but the first must be empty."""
    place = Place(room.root / "place", job["code"])
    shutil.copytree(job["template"], place.root)
    scene = Scene(place, seed)
    if act is opening:
        scene.diary.close()
    room.fill(pages, scene.diary)
    refusal = _refusal(act, scene)
    losses, half_given = [], False
    is_open = not scene.diary.vault.is_closed
    if is_open:  # it can be read while the disk is full
        losses.append(read(scene.diary).digest() != scene.kept)
        half_given = scene.is_report_half_given()
    if is_open and not isinstance(room, CountedRoom):
        scene.diary.close()
    room.empty(scene.diary)
    scene.diary.close()
    slow = act is passphrase  # stretching one takes a while
    diary = Diary.open(place.folder, scene.secret, state_folder=place.state) if slow else place.open()
    losses.append(read(diary).digest() != scene.kept)
    unwell = [line.name for line in diary.vault.full_check() if not line.passed]
    diary.keep_draft("room", "again", 0)
    diary.close()
    again = place.open()
    losses.append([one.text for one in again.drafts("room")] != ["again"])
    again.close()
    strays = place.strays() + [path.name for path in place.root.iterdir() if path.suffix]
    shutil.rmtree(place.root)
    return {
        "refused": refusal is not None,
        "lost": any(losses),
        "wrong_words": refusal not in (None, DiskFull.__name__) and refusal,
        "half_given": half_given,
        "unwell": unwell,
        "left_over": refusal and strays,
    }


def _refusal(act: Callable[[Scene], None], scene: Scene) -> str | None:
    try:
        act(scene)
    except TutorDiaryError as error:
        return type(error).__name__
    return None
