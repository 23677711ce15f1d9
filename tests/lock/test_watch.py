"""The diary locks with the screen and before sleep: on a real bus, and by fakes for other systems."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from ui.lock.handover import Why
from ui.lock.watch import NoWatch, watch_for_this_system
from ui.lock.watch_macos import MacWatch
from ui.lock.watch_windows import PBT_APMSUSPEND, WM_POWERBROADCAST, Message, WindowsWatch

LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
OWN, OTHERS = f"{LOGIN_PATH}/session/_31", f"{LOGIN_PATH}/session/_32"

bus = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="there is no dbus-daemon to start")
CONFIG = """<busconfig><type>session</type><listen>unix:path={path}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""


def answers(path: Path) -> bool:
    """Whether somebody listens: the file is there a moment before that."""
    with socket.socket(socket.AF_UNIX) as caller:
        return caller.connect_ex(str(path)) == 0


@pytest.fixture
def address():
    """A private bus. Its folder is near the root: the name of a socket must be short."""
    with tempfile.TemporaryDirectory(prefix="td-", dir="/tmp") as near:
        path, config = Path(near) / "bus", Path(near) / "bus.conf"
        config.write_text(CONFIG.format(path=path))
        daemon = subprocess.Popen(
            ["dbus-daemon", "--nofork", f"--config-file={config}"], stderr=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + 30
            while not answers(path):
                assert time.monotonic() < deadline
                time.sleep(0.01)
            yield f"unix:path={path}"
        finally:
            daemon.terminate()
            daemon.wait()


class Login:
    """A login manager and a screen saver on the private bus."""

    def __init__(self, address):
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVirtualObject

        self._message = QDBusMessage
        self.bus = QDBusConnection.connectToBus(address, f"login of {address}")
        assert self.bus.registerService(LOGIN)
        self.asked, self.delays = [], []
        login = self

        class Manager(QDBusVirtualObject):
            def introspect(self, _path):
                return ""

            def handleMessage(self, message, connection):  # noqa: N802 (Qt's name)
                connection.send(login.answer(message))
                return True

        self._manager = Manager()
        assert self.bus.registerVirtualObject(LOGIN_PATH, self._manager)

    def answer(self, message):
        from PySide6.QtDBus import QDBusObjectPath, QDBusUnixFileDescriptor

        self.asked.append((message.member(), *message.arguments()))
        reply = message.createReply()
        if message.member() == "Inhibit":
            mine, theirs = os.pipe()
            self.delays.append(mine)
            reply.setArguments([QDBusUnixFileDescriptor(theirs)])
            os.close(theirs)
        else:
            reply.setArguments([QDBusObjectPath(OWN)])
        return reply

    def is_delayed(self) -> bool:
        """Whether the other end of the last delay is still held."""
        os.set_blocking(self.delays[-1], False)
        try:
            return os.read(self.delays[-1], 1) != b""
        except BlockingIOError:
            return True

    def say(self, path, interface, signal, *values):
        message = self._message.createSignal(path, interface, signal)
        message.setArguments(list(values))
        self.bus.send(message)


@pytest.fixture
def login(qapp, address, monkeypatch):
    monkeypatch.setenv("XDG_SESSION_ID", "1")
    made = Login(address)
    yield made
    for one in made.delays:
        os.close(one)


@pytest.fixture
def watch(login, address):
    from ui.lock.watch_linux import BusWatch

    made = BusWatch(system=address, session=address)
    yield made
    made.stop()


@bus
def test_sleep_waits_until_the_diary_is_locked(qtbot, login, watch):
    heard = []
    watch.start(lambda why: heard.append((why, login.is_delayed())))
    qtbot.waitUntil(lambda: watch.delays_sleep)
    assert ("Inhibit", "sleep", "Tutor Diary", "The diary is locked first", "delay") in login.asked
    login.say(LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", False)
    login.say(LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", True)
    began = time.monotonic()
    qtbot.waitUntil(lambda: bool(heard))
    assert time.monotonic() - began < 2
    assert heard == [(Why.SLEEP, True)]  # sleep still waited while the diary was being locked
    qtbot.waitUntil(lambda: not login.is_delayed())


@bus
def test_the_own_session_locks_and_not_somebody_elses(qtbot, login, watch):
    heard = []
    watch.start(heard.append)
    qtbot.waitUntil(lambda: watch.delays_sleep)  # asked after the session's name: that is known by now
    login.say(OTHERS, f"{LOGIN}.Session", "Lock")
    login.say(OWN, f"{LOGIN}.Session", "Lock")
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(50)
    assert heard == [Why.SCREEN]


@bus
@pytest.mark.parametrize("desktop", ["freedesktop", "gnome", "cinnamon", "mate"])
def test_the_desktops_screen_savers_lock(qtbot, login, watch, desktop):
    heard = []
    watch.start(heard.append)
    qtbot.waitUntil(lambda: watch.delays_sleep)
    name = f"org.{desktop}.ScreenSaver"
    login.say("/" + name.replace(".", "/"), name, "ActiveChanged", False)
    login.say("/" + name.replace(".", "/"), name, "ActiveChanged", True)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [Why.SCREEN]


@bus
def test_once_stopped_it_hears_nothing_and_lets_the_computer_sleep(qtbot, login, watch):
    heard = []
    watch.start(heard.append)
    qtbot.waitUntil(lambda: watch.delays_sleep)
    watch.stop()
    qtbot.waitUntil(lambda: not login.is_delayed())
    login.say(LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", True)
    qtbot.wait(100)
    assert heard == []
    watch.start(heard.append)
    qtbot.waitUntil(lambda: watch.delays_sleep)


def test_without_a_bus_it_is_silent(qtbot, tmp_path):
    from ui.lock.watch_linux import BusWatch

    nowhere = f"unix:path={tmp_path / 'nothing'}"
    watch = BusWatch(system=nowhere, session=nowhere)
    watch.start(lambda _why: pytest.fail("nothing can be heard"))
    assert not watch.delays_sleep
    watch.stop()


class Sessions:
    """Windows' library for sessions."""

    def __init__(self):
        self.calls = []

    def WTSRegisterSessionNotification(self, _window, which):  # noqa: N802
        self.calls.append(("on", which))

    def WTSUnRegisterSessionNotification(self, _window):  # noqa: N802
        self.calls.append(("off",))


@pytest.fixture
def widget(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("number", "w_param", "why"),
    [
        (0x02B1, 0x7, Why.SCREEN),
        (0x02B1, 0x2, Why.SCREEN),
        (0x02B1, 0x4, Why.SCREEN),
        (0x0218, 0x4, Why.SLEEP),
        (0x02B1, 0x8, None),  # unlocked
        (0x0218, 0x12, None),  # awake again
        (0x0100, 0x7, None),  # a key
    ],
)
def test_windows_messages_in_and_locks_out(widget, number, w_param, why):
    heard, library = [], Sessions()
    watch = WindowsWatch(widget, library)
    watch.start(heard.append)
    message = Message(None, number, w_param, 0)
    taken = watch.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))
    assert taken == (False, 0)
    assert heard == ([why] if why else [])
    watch.stop()
    watch.hear(WM_POWERBROADCAST, PBT_APMSUSPEND)
    assert len(heard) == bool(why)
    assert library.calls == [("on", 0), ("off",)]


class MacFake:
    away = False

    def is_away(self):
        return self.away


def test_macos_is_asked_and_a_gap_between_questions_was_sleep(qtbot):
    session, heard, now = MacFake(), [], [1000.0]
    watch = MacWatch(session, lambda: now[0])
    watch.start(heard.append)
    assert watch._timer.interval() <= 2000
    now[0] += 2
    watch.ask()
    assert heard == []
    session.away = True
    watch.ask()
    session.away = False
    now[0] += 600
    watch.ask()
    assert heard == [Why.SCREEN, Why.SLEEP]
    watch.stop()
    assert not watch._timer.isActive()


def test_each_system_has_its_own(widget):
    assert isinstance(watch_for_this_system(widget, "win32"), WindowsWatch)
    assert isinstance(watch_for_this_system(widget, "darwin"), MacWatch)
    assert not isinstance(watch_for_this_system(widget, "linux"), WindowsWatch | MacWatch)
    quiet = NoWatch()
    quiet.start(lambda _why: None)
    quiet.stop()
