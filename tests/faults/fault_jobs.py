"""What the child process does until it is killed, cut off or done; it acknowledges with lines of a file."""

from __future__ import annotations

import os
import time
from itertools import islice
from pathlib import Path
from typing import Any

from fault_story import Story

from tutordiary.diary import Diary
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
        """Say that all is done, and stay as it is until the kill."""
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
    if job["waits"]:
        job.wait()


def meet_full_disks(job: Job) -> None:
    """Meet a full disk again and again; only this job needs the app's documents."""
    import fault_full_disk

    fault_full_disk.meet_full_disks(job)


VERBS = {"write": write, "meet_full_disks": meet_full_disks}
