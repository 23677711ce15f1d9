"""How long a log takes to open and a key takes in it, in a diary of any age.

    python tests/benchmarks/log_keys.py DIARY PASSPHRASE-FILE [DAY]

DIARY is a folder that nobody else has open, and a copy: marks are written into it. DAY (2026-11-24 unless
given) is one on which groups run. Printed are milliseconds, drawing included, by the clock and (in brackets)
of the window's thread on its processor: of opening a session that nobody logged yet, and of a key with the
commit and without it. Not run by pytest.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tutordiary.diary import Diary, reading
from tutordiary.presenters.log import LogPresenter
from tutordiary.presenters.log_book import LogBook
from ui import theme
from ui.log.page import LogPage

MOST_GROUPS = 12


class Took(NamedTuple):
    """Milliseconds by the clock, and of this thread on its processor."""

    wall: float
    cpu: float

    def __add__(self, other: Took) -> Took:  # type: ignore[override]
        return Took(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: Took) -> Took:
        return Took(self.wall - other.wall, self.cpu - other.cpu)


def now() -> Took:
    """Return the two clocks."""
    return Took(time.perf_counter() * 1000, time.thread_time() * 1000)


def main(folder: Path, secret: Path, day: date) -> None:
    """Measure and print."""
    app = QApplication([])
    theme.apply_theme(app, "light", 12)
    diary = Diary.open(folder, secret.read_text(encoding="utf-8").strip())
    groups = sorted({one.group.id for one in reading.current_pupils(diary, day)})[:MOST_GROUPS]
    log = LogPresenter(diary)
    log.open_session(group_id=groups[0], day=day)
    page = LogPage(log)
    page.resize(1216, 700)
    page.show()
    QTest.qWait(100)

    def timed(do: Callable[[], object]) -> Took:
        begun = now()
        do()
        app.processEvents()
        return now() - begun

    opened = [
        timed(lambda one=group, on=day + timedelta(weeks=week): log.open_session(group_id=one, day=on))
        for week in range(1, 4)
        for group in groups
    ]
    committing = [Took(0, 0)]
    flush = LogBook.flush

    def flush_timed(book: LogBook) -> bool:
        begun = now()
        kept = flush(book)
        committing[0] += now() - begun
        return kept

    LogBook.flush = flush_timed  # type: ignore[method-assign]
    whole, window = [], []
    letters = [column.letter for column in page._state.columns[1:]] if page._state else []
    log.go(0, 0)
    for key in "2" * 11 + "".join(f"{letter}{step}" for step in "123" for letter in letters):
        committing[0] = Took(0, 0)
        took = timed(lambda key=key: log.type_key(key))
        whole.append(took)
        window.append(took - committing[0])
    for name, values in (("open a log", opened), ("a key", whole), ("a key, commit apart", window)):
        wall, cpu = [one.wall for one in values], [one.cpu for one in values]
        print(
            f"{name}: median {median(wall):.1f} ({median(cpu):.1f}) ms,"
            f" p95 {quantiles(wall, n=20)[-1]:.1f} ({quantiles(cpu, n=20)[-1]:.1f}) ms"
        )
    page.close()
    diary.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat((sys.argv[3:] or ["2026-11-24"])[0]))
