"""What twenty years of diary cost against an empty diary and a bare file: opening, pages, saving, memory.

    python tests/benchmarks/twenty_years.py [FOLDER] [--fresh] [--small] [--rounds N]

The diary (long_diary.py says what is in it) is made once and kept in FOLDER, else in the system's cache
folder; --fresh makes it anew. Each opening is a process of its own with the real window and no screen
(long_window.py), on copies of the two diaries, in turn; medians count. Gates: unlock to Today 2.0 times and
memory 1.5 times an empty diary; any page p95 100 ms of the window's thread; one observation saved durably 2.0
times the bare insert and commit, in SQLCipher, of the same row into a table with nothing but its id indexed.
What search costs is measured by search_cost.py. Not run by pytest: a busy machine would make it red.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GATES = {"unlock": 2.0, "memory": 1.5, "page": 100.0, "save": 2.0}
SAVES, BATCH = 400, 20


def kept(place: Path, *, fresh: bool, small: bool) -> Path:
    """Return the folder with the diary of twenty years and an empty one beside it, made if need be."""
    import long_diary

    from tutordiary.diary import Diary, keys

    if fresh:
        shutil.rmtree(place, ignore_errors=True)
    if not (place / "done").exists():
        shutil.rmtree(place, ignore_errors=True)
        begun = time.perf_counter()
        scale = long_diary.SMALL if small else long_diary.FULL
        long_diary.make(place / "diary", place / "state", scale, print).close()
        empty, _ = Diary.create(place / "empty", long_diary.PASSPHRASE, state_folder=place / "state")
        keys.confirm_code(empty)
        empty.close()
        (place / "done").touch()
        print(f"made in {time.perf_counter() - begun:.0f} s")
    return place


def run(job: str, folder: Path) -> dict[str, object]:
    """Do one run of the window in a process of its own, on this diary."""
    import long_diary

    with tempfile.TemporaryDirectory() as state:
        done = subprocess.run(
            [sys.executable, str(ROOT / "tests/benchmarks/long_window.py"), job, str(folder), state,
             long_diary.TODAY.isoformat()],
            capture_output=True, text=True, check=False, timeout=1800,
        )  # fmt: skip
    if not done.stdout:
        raise SystemExit(f"the window gave no figures:\n{done.stderr}")
    found: dict[str, object] = json.loads(done.stdout)
    return found


def opening(full: Path, empty: Path, rounds: int) -> list[tuple[str, float, str]]:
    """Return the lines on unlocking and on memory."""
    run("unlock", empty)  # warms the page cache
    pairs = [(run("unlock", empty), run("unlock", full)) for _ in range(rounds)]

    def line(name: str, what: str, gate: str, unit: str, scale: float) -> tuple[str, float, str]:
        bare, ours = (statistics.median(float(one[at][what]) for one in pairs) * scale for at in (0, 1))
        ratio = statistics.median(float(one[1][what]) / float(one[0][what]) for one in pairs)
        return name, ratio, f"{ratio:5.2f} x  ({ours:.0f} / {bare:.0f} {unit}; gate {GATES[gate]})"

    return [
        line("unlock to Today usable", "usable", "unlock", "ms", 1000),
        line("memory at Today", "pss", "memory", "MB", 1 / 1024),
        line("memory after the first background work", "pss_end", "memory", "MB", 1 / 1024),
    ]


def openings(full: Path) -> list[tuple[str, float, str]]:
    """Return a line for each page: p95, median and first of the window thread's work."""
    lines = []
    for name, taken in run("pages", full).items():
        spent = [one[0] for one in taken]
        p95 = sorted(spent)[max(0, round(len(spent) * 0.95) - 1)]
        clock = sorted(one[1] for one in taken)[max(0, round(len(taken) * 0.95) - 1)]
        told = (
            f"{p95:5.0f} ms p95  (median {statistics.median(spent):.0f}, first {spent[0]:.0f},"
            f" by the clock p95 {clock:.0f}; {len(spent)} times; gate {GATES['page']:.0f})"
        )
        lines.append((f"open {name}", p95, told))
    return lines


def saving(full: Path, state: Path) -> list[tuple[str, float, str]]:
    """Return the lines on saving one observation: a mark in the grid, and a sign with words."""
    import long_diary

    from tutordiary.diary import Diary
    from tutordiary.model import Observation, Session, new_id
    from tutordiary.store import records
    from tutordiary.vault import sqlcipher

    diary = Diary.open(full, long_diary.PASSPHRASE, state_folder=state, accept_older=True)
    last = diary.find(Session, order=("-held_on", "-id"))[:4]
    seen = [one for session in last for one in diary.find(Observation, session_id=session.id)]
    columns = [rule.name for rule in records.rules(Observation)]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "bare.db"
        file.touch()
        bare = sqlcipher.connect(file, sqlcipher.raw_key(secrets.token_bytes(32), secrets.token_bytes(16)))
        bare.execute(f"CREATE TABLE observation (id TEXT PRIMARY KEY, {', '.join(columns[1:])})")
        insert = f"INSERT INTO observation VALUES ({', '.join('?' * len(columns))})"

        def plainly(one: Observation) -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(insert, records.to_row(one))
            bare.execute("COMMIT")

        lines = []
        for name, pool in (
            ("save a mark", [one for one in seen if not one.text]),
            ("save a sign with words", [one for one in seen if one.text]),
            ("save as they come, one in four with words", seen),
        ):
            fresh = [replace(pool[at % len(pool)], id=new_id()) for at in range(SAVES)]
            floor, ours = [], []
            for at in range(0, SAVES, BATCH):
                floor += [_timed(lambda one=one: plainly(one)) for one in fresh[at : at + BATCH]]
                ours += [_timed(lambda one=one: diary.save(one)) for one in fresh[at : at + BATCH]]
            ours_ms, floor_ms = (statistics.median(taken) * 1000 for taken in (ours, floor))
            told = (
                f"{ours_ms / floor_ms:5.2f} x  ({ours_ms:.2f} / {floor_ms:.2f} ms,"
                f" p95 {sorted(ours)[round(SAVES * 0.95)] * 1000:.2f}; gate {GATES['save']})"
            )
            lines.append((name, ours_ms / floor_ms, told))
        bare.close()
    diary.close()
    return lines


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def gate_of(name: str) -> float:
    """Return the gate of a line."""
    return next(GATES[key] for key, start in _KINDS if name.startswith(start))


_KINDS = (("unlock", "unlock"), ("memory", "memory"), ("save", "save"), ("page", "open"))


def main() -> int:
    """Measure and print. Returns 1 above a gate."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--fresh", action="store_true")
    asked.add_argument("--small", action="store_true")
    asked.add_argument("--rounds", type=int, default=5)
    wanted = asked.parse_args()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tutordiary-measured"
    place = kept(
        wanted.folder or cache / ("small" if wanted.small else "twenty"),
        fresh=wanted.fresh,
        small=wanted.small,
    )
    missed = 0
    with tempfile.TemporaryDirectory() as copies:
        for name in ("diary", "empty"):
            shutil.copytree(place / name, Path(copies) / name)
        full, empty = Path(copies) / "diary", Path(copies) / "empty"
        print(f"file {(full / 'diary.db').stat().st_size / 2**20:.0f} MB; {os.cpu_count()} cores")
        for part in (
            lambda: opening(full, empty, wanted.rounds),
            lambda: saving(full, Path(copies) / "state"),
            lambda: openings(full),
        ):
            for name, figure, told in part():
                is_over = figure > gate_of(name)
                missed += is_over
                print(f"{'over' if is_over else ' ok '} {name:42} {told}", flush=True)
    print(f"Python {platform.python_version()}, Linux, no screen; medians of {wanted.rounds} rounds in turn")
    return int(missed > 0)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from tutordiary.vault.sqlcipher import load_sqlite_utils

    load_sqlite_utils()
    sys.exit(main())
