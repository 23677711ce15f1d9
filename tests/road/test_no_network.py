"""The window on the sample, in a process of its own, opens no socket of the network."""

from __future__ import annotations

from datetime import date

from road_alone import LISTENER, run_alone
from road_people import canaries
from road_reading import needles, readable_in

WINDOW = f"""{LISTENER}
import os, time
from pathlib import Path
from PySide6.QtWidgets import QAbstractButton, QApplication
import ui.app

def pump(seconds, until=lambda: False):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        app.processEvents()
        time.sleep(0.01)

def look_around(*_):
    global app
    app = QApplication.instance()
    app.setQuitOnLastWindowClosed(False)
    window = next(one for one in app.topLevelWidgets() if one.objectName() == "main_window")
    way_in = next(
        one for one in window.findChildren(QAbstractButton)
        if "Show me around" in (one.text(), one.accessibleName().partition(".")[0])
    )
    report_bug, bugs = sys.excepthook, []
    sys.excepthook = lambda *bug: (bugs.append(bug), report_bug(*bug))
    way_in.click()
    pump(120, lambda: window.desk is not None or bugs)
    assert window.desk is not None, "the sample did not open"
    pump(2)
    assert not bugs
    print("held:", sorted(network_handles()))
    window.close()
    pump(1)
    return 0

def network_handles():
    if not os.path.isdir("/proc/self/net"):
        return set()
    handles = [f"/proc/self/fd/{{number}}" for number in os.listdir("/proc/self/fd")]
    ours = {{os.readlink(one) for one in handles if os.path.islink(one)}}
    known = set()
    for table in ("tcp", "tcp6", "udp", "udp6", "raw"):
        path = Path("/proc/self/net") / table
        lines = path.read_text().splitlines()[1:] if path.exists() else []
        known |= {{f"socket:[{{line.split()[9]}}]" for line in lines}}
    return ours & known

QApplication.exec = look_around
sys.exit(ui.app.run())
"""
NOISY = f"""{LISTENER}
box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
box.close()
try:
    socket.getaddrinfo("localhost", 80)
except OSError:
    pass
"""


def test_the_ear_hears(tmp_path):
    heard = run_alone(NOISY, tmp_path / "home").of_the_network
    assert any(line.startswith("socket.__new__") for line in heard)
    assert any(line.startswith("socket.getaddrinfo") for line in heard)


def test_the_window_touches_no_network(tmp_path):
    done = run_alone(WINDOW, tmp_path / "home", QT_QPA_PLATFORM="offscreen")
    assert done.code == 0, done.err
    assert done.out.splitlines()[-1] == "held: []"
    assert done.of_the_network == []
    # Nor does it leave a word of the diary lying about: in caches, settings or temporary files.
    wanted = needles([*canaries(date.today()), "Zofia", "Thistledown"])
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert "diary.db" in {path.name for path in files}
    assert {path.name: found for path in files if (found := readable_in(path.read_bytes(), wanted))} == {}
