"""One run of the real window on one diary, in a process of its own, with no screen. Prints JSON.

    python tests/benchmarks/long_window.py unlock|pages FOLDER STATE TODAY

``unlock``: seconds from the key that sends the passphrase until Today is painted and nothing waits for the
window's thread, the unlocking alone, and the memory (PSS) at that moment and at the end of all background
work. ``pages``: milliseconds the window's thread worked (processor time, and by the clock) each time a page
was opened and drawn. Not run by pytest.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIMES, PUPILS, LONGEST_S = 20, 20, 120.0
PAGES = ("today", "log", "pupils", "radar", "timetable", "reports", "bundle", "find", "settings")


def kib(what: str) -> int:
    """Return a figure of this process's memory in KiB."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith(what):
            return int(line.split()[1])
    return 0


class Window:
    """The window at the door of one diary, as the app starts it."""

    def __init__(self, folder: Path, today: date) -> None:
        from PySide6.QtWidgets import QApplication

        from tutordiary.presenters.door import Door
        from tutordiary.settings import SettingsFile
        from ui.app import fill_sample
        from ui.main_window import MainWindow

        self.app = QApplication([])
        settings = SettingsFile()
        settings.change(diary_folder=str(folder), lock_after_min=60)
        self.window = MainWindow(
            settings,
            lambda page, jobs: Door(page, jobs, settings, fill_sample=fill_sample),
            today=lambda: today,
        )
        self.window.make_ready_when_painted()
        self.window.resize(1366, 768)
        self.window.show()
        self.turn_until(lambda: self.window._when_painted is None)
        self.wait(1.5)  # the rest of the app is loaded while somebody types

    def turn_until(self, wanted: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        begun = time.perf_counter()
        while not wanted():
            self.app.processEvents()
            if time.perf_counter() - begun > LONGEST_S:
                raise SystemExit("the window took too long")
            time.sleep(0.0005)

    def wait(self, seconds: float) -> None:
        """Let the window work for a while."""
        end = time.perf_counter() + seconds
        self.turn_until(lambda: time.perf_counter() > end)

    def draw(self) -> None:
        """Let the window do all that waits for it now, painting included."""
        from PySide6.QtCore import QCoreApplication

        for _ in range(3):
            QCoreApplication.sendPostedEvents()
            self.app.processEvents()
        self.window.repaint()
        self.app.processEvents()

    def unlock(self, passphrase: str) -> tuple[float, float]:
        """Send the passphrase; return the seconds until the diary was open, and until Today was usable."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        field = self.app.focusWidget()
        QTest.keyClicks(field, passphrase)
        self.draw()
        begun = time.perf_counter()
        QTest.keyClick(field, Qt.Key.Key_Return)
        opened = 0.0
        entered = self.window._on_door_entered

        def noticed(diary: object) -> None:
            nonlocal opened
            opened = time.perf_counter() - begun
            entered(diary)

        self.window._door_page.entered.disconnect()
        self.window._door_page.entered.connect(noticed)
        self.turn_until(lambda: self.window.desk is not None)
        self.draw()
        return opened, time.perf_counter() - begun

    def end(self) -> None:
        """Stop the backup, if one is still being made, and close the diary."""
        self.window.desk.care.stop()
        self.window.desk.finish()
        sys.stdout.flush()
        os._exit(0)


def unlock(one: Window, passphrase: str) -> dict[str, float]:
    """Unlock and say how long it took and what it needs."""
    opened, usable = one.unlock(passphrase)
    one.wait(0.3)
    at_today = kib("Pss:")
    one.window.desk.care.stop()
    one.turn_until(lambda: not one.window.desk.jobs.is_busy)
    return {"opened": opened, "usable": usable, "pss": at_today, "pss_end": kib("Pss:")}


def pages(one: Window, passphrase: str) -> dict[str, list[tuple[float, float]]]:
    """Open every page again and again; return processor and clock milliseconds of each opening, in order."""
    from tutordiary.model import Membership

    one.unlock(passphrase)
    desk = one.window.desk
    desk.care.stop()
    one.turn_until(lambda: not desk.jobs.is_busy)
    found: dict[str, list[tuple[float, float]]] = {}

    def timed(name: str, work: Callable[[], None]) -> None:
        spent, begun = time.thread_time(), time.perf_counter()
        try:
            work()
            one.draw()
        except Exception as error:  # noqa: BLE001 (a page that fails must not hide the others' figures)
            print(f"{name}: {error!r}", file=sys.stderr)
            return
        taken = ((time.thread_time() - spent) * 1000, (time.perf_counter() - begun) * 1000)
        found.setdefault(name, []).append(taken)
        one.turn_until(lambda: not desk.jobs.is_busy)
        one.wait(0.05)

    for _ in range(TIMES):
        for key in PAGES:
            timed(key, lambda key=key: desk.open_page(key))
    members = desk.diary.find(Membership, order=("-id",))
    for member in members[:: max(1, len(members) // PUPILS)][:PUPILS]:
        timed("a pupil", lambda member=member: desk.open_pupil(member.pupil_id))
        timed("a pupil's report", lambda member=member: desk.open_report(member.pupil_id))
    for member in members[:PUPILS]:
        timed("a session", lambda member=member: desk.open_log(member.group_id, desk.today()))
    return found


def main() -> None:
    """Do one run."""
    job, folder, state, today = sys.argv[1:5]
    with tempfile.TemporaryDirectory() as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home
        os.environ["XDG_STATE_HOME"] = state
        import long_diary

        one = Window(Path(folder), date.fromisoformat(today))
        run = {"unlock": unlock, "pages": pages}[job]
        print(json.dumps(run(one, long_diary.PASSPHRASE)), flush=True)
        one.end()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path[:0] = [str(ROOT)]
    from tutordiary.vault.sqlcipher import load_sqlite_utils

    load_sqlite_utils()
    main()
