"""How long the unlock window takes to appear, as a ratio to a bare Qt window measured in the same run.

    python tests/benchmarks/start_up.py [PAIRS]

Starts pairs of processes in turn, each with no screen (offscreen): one shows an empty QWidget, one the real
app with a diary to unlock. A process is timed from before it is started to the end of its first painting. The
medians of the milliseconds and of the ratios of the pairs are printed. Not run by pytest: a busy machine
would make it red. The gate is a ratio of 2.0.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GATE = 2.0
LEAST_PAIRS = 9
STOP = """
def painted():
    import time
    print(time.monotonic_ns(), flush=True)
    QApplication.instance().quit()
"""
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Bare(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, painted)
app = QApplication([])
window = Bare()
window.show()
app.exec()
"""
APP = """
import ui.app
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.door_view import DoorPage
draw = DoorPage.paintEvent
def paint(self, event):
    draw(self, event)
    QTimer.singleShot(0, painted)
DoorPage.paintEvent = paint
ui.app.run()
"""


def milliseconds(program: str, home: Path) -> float:
    """Return the time from the start of a new process to the end of its first painting."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONPATH": str(ROOT),
    }
    begun = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", STOP + program],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return (int(done.stdout.split()[0]) - begun) / 1e6


def make_home(home: Path) -> None:
    """Lay out a home folder whose settings name a diary, so that the unlock window comes first."""
    from tutordiary.diary import Diary
    from tutordiary.vault.ciphers import LOWEST_COST

    diary, _ = Diary.create(
        home / "diary", "kettle harbour lantern", cost=LOWEST_COST, state_folder=home / "state"
    )
    diary.close()
    settings = home / "config" / "tutordiary" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"diary_folder": str(home / "diary")}), encoding="utf-8")


def main() -> int:
    """Measure and print. Returns 1 above the gate."""
    import PySide6

    pairs = max(LEAST_PAIRS, int(sys.argv[1]) if len(sys.argv) > 1 else LEAST_PAIRS)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_home(home)
        for program in (BARE, APP):
            milliseconds(program, home)  # warms the page cache and writes the .pyc files
        timed = [(milliseconds(BARE, home), milliseconds(APP, home)) for _ in range(pairs)]
    bare, app = (statistics.median(column) for column in zip(*timed, strict=True))
    ratios = [one[1] / one[0] for one in timed]
    ratio = statistics.median(ratios)
    print(f"unlock window {ratio:.2f} x a bare window (pairs from {min(ratios):.2f} to {max(ratios):.2f})")
    print(f"medians of {pairs} interleaved pairs, offscreen, warm: bare {bare:.0f} ms, app {app:.0f} ms")
    print(f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {os.cpu_count()} cores")
    return int(ratio > GATE)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
