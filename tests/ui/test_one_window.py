"""Two starts of the window by one person, as two real processes: one window, whatever came before."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tutordiary.diary import Diary
from tutordiary.settings import SettingsFile
from tutordiary.vault import diary_folder
from tutordiary.vault.ciphers import LOWEST_COST
from ui import one_window
from ui.one_window import HERE, SHOW, OneWindow, Place

ROOT = Path(__file__).resolve().parents[2]
SECRET = "kettle harbour lantern seven"
# Tells when it can be found, and each time its window came up and how.
WINDOW = """
import sys, os
from pathlib import Path
import ui.app
from ui.one_window import OneWindow
told = Path(sys.argv[1])
def tell(word):
    with told.open("a") as out:
        print(word, os.getpid(), file=out, flush=True)
listen = OneWindow.listen
def listening(self, come_up):
    def coming():
        window = come_up.__self__
        was, done = window.isMinimized(), come_up()
        tell("up" if done and not window.isMinimized() else "not-up")
        if was:
            tell("was-minimised")
        return done
    is_new = self._server is None
    listen(self, coming)
    if is_new:
        tell("found")
OneWindow.listen = listening
if len(sys.argv) > 2:
    from ui.main_window import MainWindow
    MainWindow.show = MainWindow.showMaximized = MainWindow.showMinimized
sys.exit(ui.app.run())
"""
CALLER = """
import sys
from pathlib import Path
from ui.one_window import OneWindow, Place
sys.exit(0 if OneWindow(Place(sys.argv[1], Path(sys.argv[2]))).is_shown_by_another() else 3)
"""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals and socket files")


@dataclass
class Person:
    """Starts windows, and hears what they tell. ``home`` is short: a socket's path may not be long."""

    home: Path
    data: str = "data"
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        named = {"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": self.data}
        named |= {"XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run", "XDG_CACHE_HOME": "cache"}
        return {
            **os.environ,
            **{name: str(self.home / part) for name, part in named.items()},
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        made = subprocess.Popen(
            [sys.executable, "-B", "-c", WINDOW, str(self.home / "told"), *arguments],
            env=self.environment,
            cwd=self.home,
            stderr=subprocess.PIPE,
        )
        self.started.append(made)
        return made

    def told(self, word: str) -> list[int]:
        """Return the processes that told a word, in order."""
        path = self.home / "told"
        lines = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
        return [int(pid) for said, pid in lines if said == word]

    def until(self, word: str, count: int = 1) -> float:
        """Wait until a word was told so many times. Returns how long it took, in seconds."""
        begun = time.monotonic()
        while len(self.told(word)) < count:
            assert time.monotonic() - begun < 20, f"{word} was not told {count} times"
            time.sleep(0.01)
        return time.monotonic() - begun

    @property
    def socket(self) -> Path:
        return next(path for path in (self.home / "run").iterdir() if path.is_socket())

    def end(self) -> None:
        for one in self.started:
            if one.poll() is None:
                one.kill()
            one.communicate(timeout=20)


@pytest.fixture
def person(tmp_path_factory):
    import shutil
    import tempfile

    home = Path(
        tempfile.mkdtemp(prefix="td", dir="/tmp")
    )  # near the root: the name of a socket must be short
    (home / "run").mkdir(mode=0o700)
    made = Person(home)
    yield made
    made.end()
    shutil.rmtree(home)


@posix_only
def test_a_second_start_brings_the_window_up_and_ends(person):
    first = person.start("minimised")
    person.until("found")
    second = person.start()
    assert second.wait(timeout=20) == 0
    assert person.told("up") == [first.pid]
    assert person.told("was-minimised") == [first.pid]
    assert person.told("found") == [first.pid]
    assert first.poll() is None
    assert second.communicate()[1] == b""
    assert person.socket.stat().st_mode & 0o777 == 0o600


@posix_only
def test_twenty_starts_at_once_open_one_window(person):
    started = [person.start() for _ in range(20)]
    person.until("up", 19)
    ended = [one for one in started if one.poll() is not None or person.told("found") != [one.pid]]
    assert [one.wait(timeout=20) for one in ended] == [0] * 19
    assert len(person.told("found")) == 1


@posix_only
def test_after_a_kill_the_next_start_opens_as_fast_as_any(person):
    first = person.start()
    usual = person.until("found")
    first.kill()
    first.wait()
    assert person.socket.exists()
    second = person.start()
    assert person.until("found", 2) < usual + 1
    assert person.told("found") == [first.pid, second.pid]


@posix_only
def test_a_window_that_hangs_is_not_waited_for_and_the_next_one_takes_its_place(person):
    first = person.start()
    usual = person.until("found")
    first.send_signal(signal.SIGSTOP)
    second = person.start()
    assert person.until("found", 2) < usual + one_window.ANSWER_MS / 1000 + 1
    third = person.start()
    assert third.wait(timeout=20) == 0
    assert person.told("up") == [second.pid]


@posix_only
def test_what_is_not_the_one_word_is_ignored(person):
    first = person.start()
    person.until("found")
    for said in (b"hide", b"SHOW", b"showx", b"\0" * 100_000, b"sh"):
        with socket.socket(socket.AF_UNIX) as caller:
            caller.settimeout(5)
            caller.connect(str(person.socket))
            with contextlib.suppress(OSError):
                caller.sendall(said)
            answer = b""
            with contextlib.suppress(OSError):
                answer = caller.recv(100)
            assert answer == b"", said
    assert person.told("up") == []
    assert person.start().wait(timeout=20) == 0
    assert person.told("up") == [first.pid]


@posix_only
def test_other_data_folders_have_their_own_window(person):
    first = person.start()
    person.until("found")
    person.data = "other"
    second = person.start()
    person.until("found", 2)
    assert person.told("found") == [first.pid, second.pid]
    assert person.told("up") == []


# In this process ----------------------------------------------------------------------------------


@pytest.fixture
def place(person):
    return Place(str(person.home / "run" / "it"), person.home / "run" / "it.lock")


@posix_only
def test_looking_for_a_window_that_is_not_there_takes_no_time(place):
    from PySide6 import QtNetwork  # noqa: F401 (loaded once, and not counted)

    begun = time.perf_counter()
    first = OneWindow(place)
    assert not first.is_shown_by_another()
    missing = time.perf_counter() - begun
    first.leave()
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(place.socket)
    begun = time.perf_counter()
    one = OneWindow(place)
    assert not one.is_shown_by_another()
    assert max(missing, time.perf_counter() - begun) < 0.05  # about 0.001 on a quiet machine
    one.leave()


@posix_only
def test_a_window_that_is_closing_answers_nobody_and_is_waited_for(qtbot, place):
    asked = []
    first = OneWindow(place)
    assert not first.is_shown_by_another()
    first.listen(lambda: asked.append(1) is not None)
    caller = subprocess.Popen([sys.executable, "-c", CALLER, place.socket, place.lock], cwd=ROOT)
    qtbot.waitUntil(lambda: len(asked) > 2, timeout=20_000)
    assert caller.poll() is None
    first.leave()
    assert caller.wait(timeout=20) == 3


@posix_only
def test_the_place_is_private_and_bound_to_user_and_data(person, monkeypatch):
    for name, value in person.environment.items():
        monkeypatch.setenv(name, value)
    here = Place.of_this_user()
    assert here is not None
    assert Path(here.socket).parent == person.home / "run"
    monkeypatch.setenv("XDG_DATA_HOME", str(person.home / "another"))
    assert Place.of_this_user() != here
    monkeypatch.setattr(os, "getuid", lambda: person.home.stat().st_uid + 1)
    assert Place.of_this_user() is None  # the folders are somebody else's
    monkeypatch.undo()
    for name, value in person.environment.items():
        monkeypatch.setenv(name, value)
    (person.home / "run").chmod(0o777)
    there = Place.of_this_user()
    assert there is not None
    assert Path(there.socket).parent == person.home / "state" / "tutordiary"
    monkeypatch.setenv("XDG_STATE_HOME", str(person.home / ("long" * 30)))
    assert Place.of_this_user() is None
    assert not OneWindow(None).is_shown_by_another()


def test_the_two_words_are_fixed_and_say_nothing():
    assert (SHOW, HERE) == (b"show", b"here")


# The door -----------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)
def test_a_covered_window_comes_up_covered_and_a_locked_one_at_its_door(window, hands, qtbot):
    cover = window._made_guards().cover
    cover.lay()
    window.showMinimized()
    assert window.come_up()
    assert not window.isMinimized()
    assert cover.is_on
    cover.lift()
    window.lock()
    assert window.come_up()
    assert window.desk is None
    window.hide()
    assert not window.come_up()


def test_the_door_says_a_diary_is_open_elsewhere_before_anything_is_typed(window, settings, tmp_path, qtbot):
    folder = tmp_path / "elsewhere"
    diary, _ = Diary.create(folder, SECRET, cost=LOWEST_COST, state_folder=tmp_path / "state")
    seen = (folder / "diary.db").stat()
    settings.change(diary_folder=str(folder))
    window._door.start()
    window._door.make_ready()
    card = window._door_page.cards[window._door_page.step]
    qtbot.waitUntil(lambda: card.again.isVisible())
    assert "already open in another window" in card.notice.words
    assert not card.secret.isVisible()
    assert not card.buttons[0].isVisible()
    assert card.again.hasFocus()
    assert (folder / "diary.db").stat() == seen

    card.again.click()
    qtbot.wait(100)
    assert card.again.isVisible()
    diary.close()
    card.again.click()
    qtbot.waitUntil(lambda: card.secret.isVisible())
    assert not card.again.isVisible()
    assert not card.notice.isVisible()
    assert card.buttons[0].isVisible()


def test_asking_whether_a_diary_is_in_use_keeps_nothing(tmp_path):
    assert not diary_folder.is_in_use(tmp_path / "nowhere")
    folder = tmp_path / "diary"
    diary, _ = Diary.create(folder, SECRET, cost=LOWEST_COST, state_folder=tmp_path / "state")
    assert diary_folder.is_in_use(folder)
    diary.close()
    before = sorted(path.name for path in folder.iterdir())
    assert not diary_folder.is_in_use(folder)
    assert sorted(path.name for path in folder.iterdir()) == before
    Diary.open(folder, SECRET, state_folder=tmp_path / "state").close()
    (folder / "diary.lock").unlink()
    assert not diary_folder.is_in_use(folder)
    assert not (folder / "diary.lock").exists()
    assert SettingsFile(tmp_path / "none.json").settings.diary_folder == ""
