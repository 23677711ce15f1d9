"""Whatever goes wrong, wherever: what the app says of it, and its fault file, hold no word somebody wrote."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from secret_words import in_bytes

ROOT = Path(__file__).resolve().parents[2]
NAME = "Zebedee Quillfeather"
WORDS = ("Zebedee", "Quillfeather")

# Each of these fails with an error whose message, as Python or a library makes it, quotes the name.
FAULTS = """
import datetime, json, sqlite3, warnings, logging, zipfile

def whole_number(): int(NAME)
def a_date(): datetime.date.fromisoformat(NAME)
def a_time(): datetime.datetime.strptime(NAME, "%Y")
def a_key(): {}[NAME]
def an_attribute(): getattr(object(), NAME)
def some_json(): json.loads(NAME)
def an_enum():
    import enum
    enum.Enum("E", "A")(NAME)
def letters(): (NAME + "\\u2019s").encode("ascii")
def bad_bytes(): (NAME.encode() + b"\\xff").decode("utf-8")
def a_path(): open("/nowhere/" + NAME)
def a_message(): raise RuntimeError(NAME, {"name": NAME})
def a_note():
    error = ValueError("no")
    error.add_note(NAME)
    raise error
def chained():
    try: int(NAME)
    except ValueError as error: raise KeyError(NAME) from error
def while_handling():
    try: int(NAME)
    except ValueError: raise KeyError(NAME)
def several(): raise ExceptionGroup(NAME, [ValueError(NAME), KeyError(NAME)])
def unpacking():
    one, two = {NAME: 1}
def an_assertion(): assert NAME == "Wren", NAME
def deep(name=None): deep(NAME)
def a_search():
    _plain().execute("SELECT * FROM f WHERE f MATCH ?", ("Zebedee-Quillfeather",))
def a_column():
    _plain().execute('SELECT Zebedee_Quillfeather FROM f')
def a_constraint():
    conn = _plain()
    conn.execute('CREATE TABLE "Zebedee Quillfeather" (a UNIQUE)')
    conn.execute('INSERT INTO "Zebedee Quillfeather" VALUES (1)')
    conn.execute('INSERT INTO "Zebedee Quillfeather" VALUES (1)')
def _plain():
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE f USING fts5(body)")
    return conn
def a_warning(): warnings.warn(NAME); raise ValueError(NAME)
def a_log_line():
    logging.getLogger("library").error("about %s", NAME, exc_info=True)
    logging.getLogger("library").error("%d", NAME)
    logging.warning(NAME)
    raise ValueError(NAME)
def in_passing():
    class Gone:
        def __init__(self, name): self.name = name
        def __del__(self): raise ValueError(self.name)
        def __repr__(self): return NAME
    Gone(NAME)
    raise ValueError(NAME)
def left_open():
    import socket, gc
    file = open(__import__("os").devnull); del file; gc.collect()
    raise ValueError(NAME)
def a_bug():
    from tutordiary.errors import BugError
    raise BugError(NAME)
def interrupted():
    raise KeyboardInterrupt(NAME)
def _is_one(thing): return callable(thing) and thing.__module__ == "__main__" and thing.__name__[0] != "_"
FAULTS = [fault for _, fault in sorted(globals().items()) if callable(fault) and _is_one(fault)]
"""

# A fault in an override that was itself called from an override is left out: PySide6 6.11 on Python 3.11 then
# loses the process, without a word.
IN_THE_WINDOW = """
import sys, threading
NAME = sys.argv[1]
{faults}
from PySide6.QtCore import QTimer, QObject, QEvent, QThread, Signal, qWarning, qCritical
from PySide6.QtCore import QRunnable, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from concurrent.futures import ThreadPoolExecutor
from ui import bug_hook
from ui.jobs import JobRunner
from ui.main_window import MainWindow

bug_hook.install()
app = QApplication([])
class Window(MainWindow):
    def __init__(self): QWidget.__init__(self)
    def closeEvent(self, event): event.accept()
window = Window()
told = []
window.complain = told.append

class Slots(QObject):
    fired = Signal(object)
class Pages(QWidget):
    fault = None
    def event(self, event):
        if event.type() == QEvent.Type.User and self.fault: self.fault()
        return super().event(event)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.User and self.fault: self.fault()
        return False
class Painted(QWidget):
    fault = None
    def paintEvent(self, event): self.fault()
class Own(QThread):
    fault = None
    def run(self): self.fault()
class Task(QRunnable):
    def __init__(self, fault): super().__init__(); self.fault = fault
    def run(self): self.fault()

slots = Slots()
jobs = JobRunner()
USER = QEvent.Type.User
kept = []

def steps(fault):
    slots.fired.connect(lambda _: fault()); slots.fired.emit(NAME)
    yield
    slots.fired.disconnect()
    QTimer.singleShot(0, fault)
    yield
    page = Pages(); page.fault = fault; kept.append(page)
    QApplication.postEvent(page, QEvent(USER))
    yield
    page.fault = None
    painted = Painted(); painted.fault = fault; painted.show(); kept.append(painted)
    yield
    painted.hide()
    watched = QWidget(); filtered = Pages(); filtered.fault = fault; watched.installEventFilter(filtered)
    kept.extend((watched, filtered))
    QApplication.postEvent(watched, QEvent(USER))
    yield
    filtered.fault = None
    thread = threading.Thread(target=fault, name=NAME); thread.start(); thread.join()
    jobs.run(fault, lambda _: None, lambda _: None)
    yield
    jobs.settle()
    own = Own(); own.fault = fault; own.setObjectName(NAME); own.start(); own.wait(); kept.append(own)
    yield
    task = Task(fault); task.setAutoDelete(False); kept.append(task)
    QThreadPool.globalInstance().start(task); QThreadPool.globalInstance().waitForDone()
    yield

def everything():
    for fault in FAULTS:
        if fault is interrupted: continue  # the person at the keyboard; it ends what it interrupts
        yield from steps(fault)
        done.append(fault)
    qWarning(NAME); qCritical(NAME)
    page = QWidget(); page.setStyleSheet("x{" + NAME); page.show()
    yield
    page.hide()
    def broken(sentence): raise ValueError(NAME + sentence)
    window.complain = broken
    QTimer.singleShot(0, whole_number)
    yield

done = []
work = everything()
def on():
    try: next(work)
    except StopIteration: app.quit(); return
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, on))
QTimer.singleShot(0, on)
app.exec()
jobs.finish()
assert told and all("Zebedee" not in sentence for sentence in told)
print(len(done))
sys.stdout.flush()
kept.clear(); window = None  # Qt's objects before Qt
if sys.argv[2:] == ["end"]: raise ValueError(NAME)
"""

IN_A_COMMAND = """
import sys
NAME = sys.argv[1]
{faults}
from tutordiary import bugs
from tutordiary.cli import diaries, main
bugs.guard()
count = 0
for fault in FAULTS:
    diaries.info = lambda *_: fault()
    assert main.run(["info", "nowhere"]) in (70, 130, 2), fault
    count += 1
print(count)
raise ValueError(NAME)
"""


def run(script: str, home: Path, *options: str, arguments: tuple[str, ...] = (), **more: str):
    """Run a script in a process and a home of its own."""
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    names = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    own = {name: str(home / name.lower()) for name in names} | {"TMPDIR": str(home / "tmp")}
    return subprocess.run(
        [sys.executable, "-B", *options, "-c", script.replace("{faults}", FAULTS), NAME, *arguments],
        cwd=home,
        env={**os.environ, **own, "PYTHONPATH": str(ROOT), **more},
        capture_output=True,
        timeout=120,
    )  # fmt: skip


def told(home: Path) -> bytes:
    """Return the fault file, where every fault of a run was kept."""
    return (home / "xdg_state_home" / "tutordiary" / "faults.txt").read_bytes()


LOUD = {
    "PYTHONFAULTHANDLER": "1",
    "PYTHONTRACEMALLOC": "10",
    "PYTHONWARNINGS": "always",
    "PYTHONASYNCIODEBUG": "1",
    "QT_LOGGING_RULES": "*.debug=true;*.info=true",
    "QT_LOGGING_TO_CONSOLE": "1",
    "QT_DEBUG_PLUGINS": "1",
    "QT_MESSAGE_PATTERN": "%{message} %{file} %{function} %{backtrace depth=5}",
}


@pytest.mark.parametrize(("options", "more"), [((), {}), (("-X", "dev"), LOUD)], ids=["usual", "loud"])
@pytest.mark.parametrize("script", [IN_THE_WINDOW, IN_A_COMMAND], ids=["window", "command"])
def test_no_fault_quotes_what_was_written(tmp_path, script, options, more):
    done = run(script, tmp_path, *options, arguments=("end",), **more)
    assert int(done.stdout.split()[-1]) >= 25, done.stderr.decode()[-3000:]
    assert done.returncode != 0
    assert done.stderr.count(b"tutordiary: ") >= 25
    assert b"ValueError" in done.stderr
    assert in_bytes(done.stdout + done.stderr, WORDS, "what was printed") == []
    kept = told(tmp_path)
    assert b"ValueError" in kept
    assert in_bytes(kept, WORDS, "the fault file") == []
    assert str(Path.home()).encode() not in kept
    assert len(kept.split(b"\n\n")) <= 20


def test_without_the_guard_the_words_would_be_there(tmp_path):
    """Shows that the faults above carry the words, so that the test can fail."""
    script = (
        "import sys, threading\nNAME = sys.argv[1]\n{faults}\nfor fault in FAULTS:\n"
        "    thread = threading.Thread(target=fault); thread.start(); thread.join()"
    )
    done = run(script, tmp_path)
    assert done.stderr.count(b"Quillfeather") > 30


def test_a_crash_inside_c_names_code_and_no_words(tmp_path):
    script = (
        "import sys\nNAME = sys.argv[1]\nfrom tutordiary import bugs\nbugs.guard()\n"
        "def writing(name):\n import faulthandler; faulthandler._sigsegv()\nwriting(NAME)"
    )
    done = run(script, tmp_path, "-X", "dev", PYTHONFAULTHANDLER="1")
    assert done.returncode < 0
    assert b"writing" in done.stderr
    assert in_bytes(done.stderr, WORDS, "what was printed") == []


def test_a_closed_or_missing_standard_error_is_no_reason_to_stumble(tmp_path):
    script = (
        "import sys\nNAME = sys.argv[1]\nfrom tutordiary import bugs\nbugs.guard()\n"
        "sys.stderr = None\ntry: int(NAME)\nexcept ValueError as error: bugs.report(error)\nprint(1)\n"
        "sys.stderr = sys.__stderr__; sys.stderr.close()\nint(NAME)"
    )
    done = run(script, tmp_path)
    assert done.stdout == b"1\n"
    assert in_bytes(done.stderr, WORDS, "what was printed") == []
    assert told(tmp_path).count(b"ValueError") == 2
