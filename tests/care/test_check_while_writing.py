"""The full check gives no false alarm while somebody writes and the log is folded in all the time."""

from __future__ import annotations

import threading

from tutordiary.model import Reflection

CHECKS, WRITES = 3, 12
REFLECTIONS = 300
WORDS = "She waited for the beat and came in with the others. " * 20


def reworded(number: int, words: str) -> Reflection:
    return Reflection(id=f"w{number}", session_id="e0", prompt=f"prompt {number}", text=words)


def test_writing_during_the_check_is_no_alarm(diary):
    diary.add(*(reworded(number, WORDS) for number in range(REFLECTIONS)))
    stop, written = threading.Event(), []

    def write() -> None:
        diary.vault.conn.execute("PRAGMA wal_autocheckpoint = 5")
        while not stop.is_set():
            turn = len(written)
            diary.save(*(reworded((turn * 7 + n * 113) % REFLECTIONS, f"{turn} {WORDS}") for n in range(10)))
            written.append(1)
            stop.wait(0.002)  # as long as a disk takes at least: files kept in memory leave the check no gap

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found, checked = [], 0
        while checked < CHECKS or (len(written) < WRITES and writer.is_alive()):
            found += diary.vault.full_check()
            checked += 1
    finally:
        stop.set()
        writer.join(60)
    # "log" only says that there was no quiet moment just then.
    assert [line for line in found if not line.passed and line.name != "log"] == []
    assert any(line.name == "structure" for line in found)
    assert len(written) >= WRITES
