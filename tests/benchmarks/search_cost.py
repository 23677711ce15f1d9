"""What search as you type costs in a diary of twenty years, held against plain SQLite FTS5 on the same rows.

    python tests/benchmarks/search_cost.py [full|quarter|small] [FOLDER]

FOLDER keeps the made diary for the next run (or holds one already); else a folder that is removed at the end
is used. The plain twin is the same library without a key: the passages' numbers and words in one table, an
FTS5 index over it with the same tokens and prefixes, and for each letter typed the same words looked for,
newest first, 201 rows with snippets. Ours is all that happens on the worker for that letter: names of pupils,
filters, rows, names to show, marks in the ten rows that can be seen. Both are asked in turn, each letter of
each search from the second on; the best of three rounds counts. Then a real page types the same letters, and
every turn of the window's event loop above 50 ms is counted. Gates: p95 at most 2.0 times plain, no turn
above 50 ms.
Not run by pytest: a busy machine would make it red.
"""

from __future__ import annotations

import os
import platform
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GATE, FRAME_S, ROUNDS, SEARCHES, LIMIT, SEEN = 2.0, 0.050, 3, 40, 201, 10
BETWEEN_KEYS_MS = 60
TOKENS = "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'"


def scales() -> dict[str, object]:
    """Return how big the diary may be made, by name."""
    from long_diary import FULL, SMALL

    quarter = replace(FULL, years=5, entries=25_000, observations=250_000)
    return {"full": FULL, "quarter": quarter, "small": SMALL}


def opened(scale: str, place: Path) -> object:
    """Return the diary in a folder, made first where there is none."""
    import long_diary

    from tutordiary.diary import Diary

    folder, state = place / "diary", place / "state"
    if folder.exists():
        return Diary.open(folder, long_diary.PASSPHRASE, state_folder=state)
    begun = time.perf_counter()
    made = long_diary.make(folder, state, scales()[scale])
    print(f"made in {time.perf_counter() - begun:.0f} s")
    return made


def plain_twin(diary: object, file: Path) -> object:
    """Return a connection to a database without a key that holds the same passages, indexed by plain FTS5."""
    from tutordiary.vault import sqlcipher

    twin = sqlcipher._driver().connect(str(file), isolation_level=None)
    for pragma in ("journal_mode = WAL", "cache_size = -65536", "temp_store = MEMORY"):
        twin.execute(f"PRAGMA {pragma}")
    twin.execute(
        "CREATE TABLE note (number INTEGER PRIMARY KEY, pupil_id TEXT, kind TEXT, text TEXT NOT NULL)"
    )
    rows = diary.vault.conn.execute("SELECT number, pupil_id, kind, text FROM passage ORDER BY number")
    twin.execute("BEGIN")
    twin.executemany("INSERT INTO note VALUES (?, ?, ?, ?)", rows)
    shape = f"text, {TOKENS}, content = 'note', content_rowid = 'number'"
    twin.execute(f"CREATE VIRTUAL TABLE note_fts USING fts5 ({shape})")
    twin.execute("INSERT INTO note_fts (note_fts) VALUES ('rebuild')")
    twin.execute("COMMIT")
    return twin


def typings(diary: object) -> list[str]:
    """Return what is typed: words of the diary, two, phrases, names with words; the same every time."""
    dice = random.Random(7)
    numbers = [
        row[0] for row in diary.vault.conn.execute("SELECT number FROM passage ORDER BY number").fetchall()
    ]
    names = [
        row[0] for row in diary.vault.conn.execute("SELECT first_name FROM pupil ORDER BY id").fetchall()
    ]
    found: list[str] = []
    while len(found) < SEARCHES:
        (text,) = diary.vault.conn.execute(
            "SELECT text FROM passage WHERE number = ?", (dice.choice(numbers),)
        ).fetchone()
        words = [word.strip(".,!?;:“”").lower() for word in text.split() if len(word) > 2]
        if len(words) < 4:
            continue
        at = dice.randrange(len(words) - 1)
        one, two = words[at], words[at + 1]
        found.append(
            (one, f"{one} {two}", f'"{one} {two}', f"{dice.choice(names).lower()} {one}")[len(found) % 4]
        )
    return found


def letters(typed: str) -> list[str]:
    """Return what stands in the box after each key, from the second letter on."""
    return [typed[:end] for end in range(2, len(typed) + 1) if sum(c.isalnum() for c in typed[:end]) >= 2]


def ask_plain(twin: object, typed: str) -> None:
    """Look for the words the plain way."""
    from tutordiary.store import searching

    wanted = " ".join(f'"{term.text}"{"*" if term.is_beginning else ""}' for term in searching.terms(typed))
    twin.execute(
        "SELECT rowid, snippet(note_fts, 0, '[', ']', '…', 24) FROM note_fts WHERE note_fts MATCH ?"
        " ORDER BY rowid DESC LIMIT ?",
        (wanted, LIMIT),
    ).fetchall()


def ask_ours(finder: object, wanted: object) -> None:
    """Look for what is wanted as the page does, and mark the words in the rows that can be seen."""
    for one in finder.find(wanted).passages[:SEEN]:
        one.pieces  # noqa: B018 (worked out each time it is asked for)


def timed(call: object, *given: object) -> float:
    """Return the seconds a call takes."""
    begun = time.perf_counter()
    call(*given)
    return time.perf_counter() - begun


def at(share: float, taken: list[float]) -> float:
    """Return the value below which a share of the times lie."""
    return sorted(taken)[min(len(taken) - 1, int(share * len(taken)))]


def measure_words(diary: object, twin: object) -> float:
    """Print both sides' times for each letter typed, and return the ratio of their p95."""
    from tutordiary.diary.finding import Finder, Wanted

    finder = Finder(diary)
    every = [step for typed in typings(diary) for step in letters(typed)]
    ours, plain = [float("inf")] * len(every), [float("inf")] * len(every)
    for _ in range(ROUNDS):
        for place, typed in enumerate(every):
            ours[place] = min(ours[place], timed(ask_ours, finder, Wanted(typed=typed)))
            plain[place] = min(plain[place], timed(ask_plain, twin, typed))
    ratio = at(0.95, ours) / at(0.95, plain)
    print(f"search as you type, {len(every)} letters of {SEARCHES} searches")
    for name, taken in (("ours", ours), ("plain FTS5", plain)):
        print(f"  {name:12} p50 {at(0.5, taken) * 1000:6.2f}  p95 {at(0.95, taken) * 1000:6.2f}"
              f"  worst {max(taken) * 1000:6.2f} ms")  # fmt: skip
    print(f"  p95 {ratio:.2f} x plain, p50 {at(0.5, ours) / at(0.5, plain):.2f} x (gate {GATE} for p95)")
    return ratio


def measure_filters(diary: object) -> None:
    """Print how long filters take, alone and with a common word."""
    from tutordiary.diary.finding import Finder, Wanted

    one = diary.vault.conn.execute
    pupil = one("SELECT pupil_id FROM observation ORDER BY id LIMIT 1 OFFSET 99").fetchone()[0]
    (group,) = one("SELECT group_id FROM observation WHERE pupil_id = ? LIMIT 1", (pupil,)).fetchone()
    (first,) = one("SELECT min(held_on) FROM session").fetchone()
    from datetime import date, timedelta

    begin = date.fromisoformat(first)
    asked = {
        "no filter": Wanted(),
        "a pupil of the first year": Wanted(pupil_id=pupil),
        "a group of the first year": Wanted(group_id=group),
        "an indicator": Wanted(indicator="AGE.1"),
        "an outcome, seen by a TA": Wanted(outcome="RES", source="ta"),
        "starred": Wanted(starred=True),
        "targets": Wanted(kinds=("target",)),
        "the first term": Wanted(first=begin, last=begin + timedelta(days=100)),
        "pupil and indicator and kind": Wanted(pupil_id=pupil, indicator="AGE.1", kinds=("sign",)),
    }
    finder = Finder(diary)
    print("filters alone, and with the common words “the” and “to” typed, best of three")
    for name, wanted in asked.items():
        alone = min(timed(ask_ours, finder, wanted) for _ in range(ROUNDS))
        worded = min(timed(ask_ours, finder, replace(wanted, typed="the to ")) for _ in range(ROUNDS))
        print(f"  {name:30} {alone * 1000:7.2f} ms   {worded * 1000:7.2f} ms")


def measure_window(diary: object) -> int:
    """Type into a real page, print the longest turns of its event loop, and return how many were too long."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from long_diary import TODAY
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tutordiary.presenters.find import FindPresenter
    from ui import theme
    from ui.find.page import FindPage

    app = QApplication.instance() or QApplication([])
    theme.apply_theme(app, "light", 12)
    page = FindPage()
    page.presenter = FindPresenter(diary, page, page.jobs, lambda: TODAY)
    page.resize(1216, 700)
    page.show()
    page.arrive()
    QTest.qWait(500)
    searches = typings(diary)[:16]
    turns: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        turns.append(now - last[0])
        last[0] = now

    clock = QTimer()
    clock.timeout.connect(tick)
    clock.start(0)
    for typed in searches:
        page.box.clear()
        for letter in typed:
            QTest.keyClicks(page.box, letter)
            QTest.qWait(BETWEEN_KEYS_MS)
    clock.stop()
    page.keep_everything()
    page.jobs.finish()
    page.close()
    late = sum(turn > FRAME_S for turn in turns)
    print(
        f"window while typing: longest turn {max(turns) * 1000:.1f} ms, {late} above {FRAME_S * 1000:.0f} ms"
    )
    return late


def main() -> int:
    """Measure and print. Returns 1 above a gate."""
    scale = next((one for one in sys.argv[1:] if one in scales()), "full")
    kept = next((Path(one) for one in sys.argv[1:] if one not in scales()), None)
    with tempfile.TemporaryDirectory() as scratch:
        diary = opened(scale, kept or Path(scratch))
        counts = diary.counts()
        (passages,) = diary.vault.conn.execute("SELECT count(*) FROM passage").fetchone()
        print(f"{counts['observation']:,} observations, {counts['pupil']:,} pupils, {passages:,} passages")
        twin = plain_twin(diary, Path(scratch) / "plain.db")
        ratio = measure_words(diary, twin)
        twin.close()
        measure_filters(diary)
        late = measure_window(diary)
        diary.close()
    print(f"Python {platform.python_version()}, warm cache")
    return int(ratio > GATE or late > 0)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    from tutordiary.vault.sqlcipher import load_sqlite_utils

    load_sqlite_utils()
    sys.exit(main())
