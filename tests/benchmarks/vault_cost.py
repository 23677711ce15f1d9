"""What encryption costs: everyday reading and saving, and unlocking, as ratios measured in the same run.

    python tests/benchmarks/vault_cost.py [OBSERVATIONS]

Two databases of the same rows and shape are made with the same library: one as the app makes it, one without
a key. Ten everyday queries are timed on both in turn; each ratio is between the best of the medians of five
rounds. Unlocking (Argon2id at the app's own cost, then opening) is held against opening a file whose key
SQLCipher derives by itself. The gates are 5.0 for each. Not run by pytest: a busy machine would make it red.
"""

from __future__ import annotations

import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GATE = 5.0
PUPILS, ROUNDS, TIMES, SAVES = 200, 5, 30, 40
PASSPHRASE = "kettle harbour lantern"
SENTENCE = (
    "held the beat led a call waited for a turn chose the drum smiled at the end said the rhyme aloud played"
    " softly with a friend asked to try again helped to carry the chimes sat nearer to the group sang alone"
)
WORDS = tuple(SENTENCE.split())


def rows(count: int) -> list[object]:
    """Return a setting, a group, pupils, sessions and ``count`` observations, the same every time."""
    from tutordiary import model

    dice, first = random.Random(1), date(2020, 9, 1)
    setting = model.Setting(id="s", name="Alder Bank")
    group = model.Group(id="g", setting_id="s", working_name="Tuesday drums")
    pupils = [model.Pupil(id=f"p{n}", first_name=f"Pupil{n}", setting_id="s") for n in range(PUPILS)]
    sessions = [
        model.Session(id=f"d{n}", group_id="g", held_on=first + timedelta(days=n))
        for n in range(max(1, count // 50))
    ]
    seen = [
        model.Observation(
            id=f"o{n}",
            noted_on=(session := sessions[n % len(sessions)]).held_on,
            pupil_id=f"p{dice.randrange(PUPILS)}",
            group_id="g",
            session_id=session.id,
            text=" ".join(dice.choices(WORDS, k=14)) + (" xylophone" if n % 1000 == 0 else ""),
            indicators=("MUS.1",),
        )
        for n in range(count)
    ]
    return [setting, group, *pupils, *sessions, *seen]


def plain_twin(file: Path) -> object:
    """Return a connection to a new database of the same shape, made by the same library without a key."""
    from tutordiary.store.migrations import migrate
    from tutordiary.vault import sqlcipher

    driver = sqlcipher._driver()
    connection = driver.connect(str(file), isolation_level=None)
    for pragma in (
        "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY",
        "cache_size = -65536",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")
    migrate(sqlcipher.database(connection))
    return connection


def queries(saved: Callable[[], object]) -> dict[str, Callable[[object], object]]:
    """Return the ten queries by name; each takes a connection."""
    from tutordiary import model
    from tutordiary.store import records, searching

    def save(connection: object) -> None:
        connection.execute("BEGIN IMMEDIATE")
        records.upsert(connection, saved())
        connection.execute("COMMIT")

    return {
        "a pupil by id": lambda c: records.get(c, model.Pupil, "p7"),
        "a session by id": lambda c: records.get(c, model.Session, "d3"),
        "all pupils": lambda c: records.find(c, model.Pupil, {}),
        "a pupil's observations": lambda c: records.find(
            c, model.Observation, {"pupil_id": "p7"}, order=("-noted_on",)
        ),
        "a session's observations": lambda c: records.find(c, model.Observation, {"session_id": "d3"}),
        "every session of a group": lambda c: records.find(
            c, model.Session, {"group_id": "g"}, order=("held_on",)
        ),
        "rows of every table": records.count_rows,
        "search, a rare word": lambda c: searching.search(c, "xylophone "),
        "search, two words": lambda c: searching.search(c, "drum softly "),
        "save one observation": save,
    }


def best(query: Callable[[object], object], connection: object, times: int) -> float:
    """Return the median seconds of one round."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        query(connection)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def unlocking(folder: Path, state: Path, twin: Path) -> tuple[float, float]:
    """Return the median seconds of unlocking, and of opening a file whose key SQLCipher derives."""
    from tutordiary.diary import Diary
    from tutordiary.vault import sqlcipher

    ours, theirs = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        diary = Diary.open(folder, PASSPHRASE, state_folder=state)
        ours.append(time.perf_counter() - begun)
        diary.close()
        begun = time.perf_counter()
        connection = sqlcipher._driver().connect(str(twin))
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
        connection.execute("CREATE TABLE IF NOT EXISTS t (a)")
        connection.close()
        theirs.append(time.perf_counter() - begun)
    return statistics.median(ours), statistics.median(theirs)


def main() -> int:
    """Measure and print. Returns 1 above a gate."""
    from tutordiary import model
    from tutordiary.diary import Diary
    from tutordiary.store import records

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    made = rows(count)
    number = iter(range(10**9))
    last = next(item for item in reversed(made) if isinstance(item, model.Observation))
    asked = queries(lambda: replace(last, id=f"new{next(number)}"))
    worst = 0.0
    with tempfile.TemporaryDirectory() as place:
        folder, state = Path(place) / "diary", Path(place) / "state"
        diary, _ = Diary.create(folder, PASSPHRASE, state_folder=state)
        plain = plain_twin(Path(place) / "plain.db")
        with diary.vault.tx() as conn:
            records.insert(conn, made)
        plain.execute("BEGIN")
        records.insert(plain, made)
        plain.execute("COMMIT")
        keyed = diary.vault.conn
        print(f"{count:,} observations of {PUPILS} pupils; best median of {ROUNDS} rounds, in turn")
        for name, query in asked.items():
            times = SAVES if name.startswith("save") else TIMES
            rounds = [(best(query, keyed, times), best(query, plain, times)) for _ in range(ROUNDS)]
            ours, floor = (min(column) for column in zip(*rounds, strict=True))
            worst = max(worst, ours / floor)
            print(f"  {name:26} {ours / floor:5.2f} x without a key ({ours * 1000:.2f} ms)")
        plain.close()
        diary.close()
        ours, theirs = unlocking(folder, state, Path(place) / "derived.db")
        print(f"  {'unlocking':26} {ours / theirs:5.2f} x SQLCipher's own derivation ({ours * 1000:.0f} ms)")
    print(f"Python {platform.python_version()}, warm cache; gates {GATE} each")
    return int(max(worst, ours / theirs) > GATE)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from tutordiary.vault.sqlcipher import load_sqlite_utils

    load_sqlite_utils()
    sys.exit(main())
