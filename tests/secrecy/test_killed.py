"""Killed at any moment, the app leaves no word or secret in a file; what it was giving goes later."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from secret_words import in_files

from tutordiary.vault import files

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6
WORDS = ["Zebedee", "kingfishers", "zanzibar"]
WORK = """
import sys
from datetime import date
from pathlib import Path
from tutordiary.diary import Diary, care, keys
from tutordiary.model import Observation, Pupil, new_id
from tutordiary.vault.ciphers import LOWEST_COST

home, secret = Path(sys.argv[1]), "zanzibar teapot cathedral"
diary, code = Diary.create(home / "diary", secret, cost=LOWEST_COST, state_folder=home / "state")
print(code, flush=True)
diary.add(Pupil(id="p", first_name="Zebedee"))
while True:
    for number in range(20):
        words = f"Zebedee hummed of kingfishers {number} " * 20
        diary.add(Observation(id=new_id(), noted_on=date.today(), pupil_id="p", text=words))
    diary.keep_draft("draft", "kingfishers again")
    care.back_up(diary, home / "out" / "b.tdbackup")
    care.back_up_to_shelf(diary, home / "shelf", date.today())
    keys.change_passphrase(diary, secret, cost=LOWEST_COST)
    keys.rekey(diary, secret, cost=LOWEST_COST)
"""


def test_a_kill_leaves_nothing_to_read(tmp_path):
    chance = random.Random(7)
    half_made = 0
    for number in range(KILLS):
        home = tmp_path / str(number)
        for name in ("out", "tmp"):
            (home / name).mkdir(parents=True)
        child = subprocess.Popen(
            [sys.executable, "-B", "-c", WORK, str(home)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "HOME": str(home), "TMPDIR": str(home / "tmp"), "PYTHONPATH": str(ROOT)},
        )
        with child:
            code = child.stdout.readline().strip()
            time.sleep(chance.random())
            child.kill()
        assert in_files([home], [*WORDS, code, code.replace("-", "")]) == []
        assert list((home / "tmp").iterdir()) == []
        half_made += any(path.name.endswith((".tmp", "-wal")) for path in home.rglob("*"))
    assert half_made > KILLS // 2  # or nothing was tried: most were in the middle of their work


def test_what_a_kill_left_of_a_report_goes_when_the_next_is_given(tmp_path):
    left = files.temporary_beside(tmp_path / "report.pdf")
    left.write_bytes(b"Zebedee")
    os.utime(left, (0, 0))
    being_made, others = files.temporary_beside(tmp_path / "other.pdf"), tmp_path / ".notes.pdf.tmp"
    for path in (being_made, others):
        path.write_bytes(b"not ours to take")
    files.write_document(tmp_path / "again.pdf", b"%PDF", "the report")
    assert {path.name for path in tmp_path.iterdir()} == {"again.pdf", being_made.name, others.name}


def test_every_document_is_given_that_way():
    """Only what is encrypted, or says nothing, may be left beside its place."""
    plain = [
        path.name
        for folder in ("release", "drafting", "exchange", "presenters", "cli")
        for path in (ROOT / "tutordiary" / folder).rglob("*.py")
        if "write_atomic(" in path.read_text(encoding="utf-8")
    ]
    assert plain == []
