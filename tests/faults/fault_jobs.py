"""What the child process does until it is killed, cut off or done; it acknowledges with lines of a file."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from fault_story import Story

from tutordiary.diary import Diary, care, keys, rescuing
from tutordiary.errors import DiaryInUse
from tutordiary.vault import ciphers, lockfile
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.layout import DiaryPaths
from tutordiary.vault.sqlcipher import load_sqlite_utils

load_sqlite_utils()


class Job:
    """A job as it was told: its place, its settings, and the file its acknowledgements go to."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.folder, self.state = Path(told["folder"]), Path(told["state"])
        self._acks = os.open(told["acks"], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def __getitem__(self, name: str) -> Any:
        return self.told[name]

    def acknowledge(self, text: object) -> None:
        """Say, where a kill of this process cannot take it back, that something has happened."""
        os.write(self._acks, f"{text}\n".encode())

    def wait(self) -> None:
        """Say that all is done and stay as it is until the kill, if there is to be one."""
        if self["waits"]:
            self.acknowledge("done")
            time.sleep(600)

    def open(self) -> Diary:
        """Open the job's diary with its recovery code, which is quicker than a passphrase."""
        return Diary.open_with_recovery(self.folder, self["code"], state_folder=self.state)


def write(job: Job) -> None:
    """Tell a story from a given step on; ``fault`` is a mistake to make, to see that the test finds it."""
    diary, fault = job.open(), job["fault"]
    conn = diary.vault.conn
    conn.execute(f"PRAGMA wal_autocheckpoint = {job['pages_between_checkpoints']}")
    if fault == "synchronous is NORMAL":
        conn.execute("PRAGMA synchronous = NORMAL")
    story = Story(job["seed"])
    story.skip_to(job["start"])
    job.acknowledge(job["start"])
    for step in islice(story, job["steps"]):
        if fault == "says so before it is done":
            job.acknowledge(step.number)
        step.make(diary, whole=fault != "saves in pieces")
        if fault != "says so before it is done":
            job.acknowledge(step.number)
        if step.number % 10 == 0:
            diary.vault.save_mark()
        if step.number % job["steps_between_checkpoints"] == 0:
            diary.vault.checkpoint()
    if job["marks_the_end"]:
        diary.vault.save_mark()
    job.wait()


def change_passphrases(job: Job) -> None:
    """Change the passphrase again and again; stretching it would take nearly all the time, so it is quick."""
    ciphers.stretch_passphrase = quick_stretch
    diary = job.open()
    job.acknowledge(0)
    for number in range(1, job["steps"] + 1):
        if job["fault"] == "says so before it is done":
            job.acknowledge(number)
        keys.change_passphrase(diary, passphrase(number), cost=LOWEST_COST)
        if not job["fault"]:
            job.acknowledge(number)


def rekey(job: Job) -> None:
    """Give the diary new keys, once."""
    ciphers.stretch_passphrase = quick_stretch
    diary = job.open()
    job.acknowledge("begun")
    job.acknowledge(keys.rekey(diary, passphrase(1), cost=LOWEST_COST))
    job.wait()


def update(job: Job) -> None:
    """Open a diary of an older form."""
    job.acknowledge("begun")
    job.open()
    job.wait()


def back_up(job: Job) -> None:
    """Tell a story and back up after each step, to the same shelf on the same day."""
    diary, story = job.open(), Story(job["seed"])
    story.skip_to(job["start"])
    job.acknowledge(job["start"])
    for step in islice(story, job["steps"]):
        step.make(diary)
        care.back_up_to_shelf(diary, Path(job["shelf"]), date.fromisoformat(job["day"]))
        job.acknowledge(step.number)


def restore(job: Job) -> None:
    """Bring a backup back, once."""
    ciphers.stretch_passphrase = quick_stretch
    job.acknowledge("begun")
    Diary.restore(Path(job["target"]), job.folder, job["code"], is_code=True, state_folder=job.state)
    job.wait()


def restore_in_place(job: Job) -> None:
    """Bring a backup back in the place of a damaged diary, once."""
    job.acknowledge("begun")
    day = date.fromisoformat(job["day"])
    rescuing.restore_in_place(
        Path(job["target"]), job.folder, job["code"], day, is_code=True, state_folder=job.state
    )
    job.wait()


def take(job: Job) -> None:
    """Open the diary, say whether that was allowed, and if so tell its story."""
    if job["fault"] == "no lock":
        lockfile._lock = lambda descriptor: None
    try:
        diary = job.open()
    except DiaryInUse:
        job.acknowledge("in use")
        time.sleep(600)
    story = Story(job["seed"])
    story.skip_to(job["start"])
    job.acknowledge("writing")
    for step in story:
        if not job["fault"]:
            step.make(diary)
            job.acknowledge(step.number)


def watch(job: Job) -> None:
    """Do a bit of everything, and acknowledge how many files Python opened, and how often diary.db."""
    diary, opened = job.open(), []

    def note(event: str, arguments: tuple) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            opened.append(os.fsdecode(arguments[0]))

    sys.addaudithook(note)
    for step in islice(Story(job["seed"]), 30):
        step.make(diary)
    for _ in range(3):
        care.back_up(diary, Path(job["target"]))
        care.rehearse(diary, Path(job["target"]))
        diary.vault.full_check()
        diary.vault.save_mark()
        diary.vault.checkpoint()
    keys.change_passphrase(diary, passphrase(1), cost=LOWEST_COST)
    keys.new_recovery_code(diary)
    with contextlib.suppress(DiaryInUse):
        job.open()
    database = str(DiaryPaths(job.folder).database)
    job.acknowledge(len(opened))
    job.acknowledge(sum(name.startswith(database) for name in opened))
    opened.clear()
    Path(database).read_bytes()  # what nothing in the app may do
    job.acknowledge(sum(name.startswith(database) for name in opened))


def passphrase(number: int) -> str:
    """Return the passphrase of a number."""
    return f"invented passphrase number {number}"


def quick_stretch(text: str, salt: bytes, cost: object) -> bytes:
    """Stand in for Argon2id, which would be all a kill ever meets."""
    return hashlib.sha256(f"{text}{cost}".encode() + salt).digest()


def meet_full_disks(job: Job) -> None:
    """Meet a full disk again and again; only this job needs the app's documents."""
    import fault_full_disk

    fault_full_disk.meet_full_disks(job)


VERBS = {
    "write": write,
    "change_passphrases": change_passphrases,
    "rekey": rekey,
    "update": update,
    "back_up": back_up,
    "restore": restore,
    "restore_in_place": restore_in_place,
    "take": take,
    "watch": watch,
    "meet_full_disks": meet_full_disks,
}
