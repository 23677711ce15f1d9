"""New keys for a whole diary, killed at any moment: one passphrase opens it and every row is there."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from test_vault_crash import script_of
from test_vault_rekey import NEW, assert_settled
from vault_diaries import PASSPHRASE

from tutordiary.vault import keyfile

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX processes")

KILLS = 8
REKEY = f"""
from tutordiary.vault import rekey
vault = diary.open({PASSPHRASE!r})
with vault.tx() as conn:
    for number in range(1500):
        conn.execute("INSERT INTO entry (body) VALUES (?)", (f"{{number}} " + "x" * 1500,))
vault.checkpoint()
os.write(1, b"ready\\n")
rekey.rekey(vault, {NEW!r}, cost=LOWEST_COST)
os.write(1, b"done\\n")
sys.stdin.read()
"""


def kill_while_rekeying(diary, after_s: float, *, is_aimed: bool) -> bool:
    """Kill a child some time after it began, or after it wrote its first key file; say if it had finished."""
    with subprocess.Popen(script_of(REKEY, diary), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"ready\n"
        deadline = time.monotonic() + 30
        while is_aimed and b'"next"' not in diary.paths.keys.read_bytes() and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(after_s)
        child.kill()
        rest = child.stdout.read()
    assert child.returncode == -9
    return rest == b"done\n"


def test_a_kill_at_any_moment_leaves_one_passphrase_and_every_row(original, tmp_path):
    rng = random.Random(11)
    aimed = [(after_s, True) for after_s in (0, 0.02, 0.05, 0.1)]
    anywhere = [(rng.uniform(0, 0.6), False) for _ in range(KILLS - len(aimed))]
    were_pending = 0
    for attempt, (after_s, is_aimed) in enumerate([*aimed, *anywhere]):
        diary = copy_of(original, tmp_path / str(attempt))
        was_done = kill_while_rekeying(diary, after_s, is_aimed=is_aimed)
        were_pending += keyfile.parse(diary.paths.keys.read_bytes()).next is not None
        passphrase = assert_settled(diary, 1520)
        assert passphrase == NEW or not was_done
    assert were_pending  # else no kill came in the middle


def copy_of(original, place: Path):
    shutil.copytree(original.folder, place / "diary")
    shutil.copytree(original.state, place / "state")
    return replace(original, folder=place / "diary", state=place / "state")
