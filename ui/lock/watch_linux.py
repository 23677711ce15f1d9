"""Linux: the login manager's signals for sleep and lock, and those of the desktops' screen savers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

from ui.lock.handover import OnLock, Why

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"
MANAGER = f"{LOGIN}.Manager"
SESSION = f"{LOGIN}.Session"
SAVERS = ("org.freedesktop", "org.gnome", "org.cinnamon", "org.mate")


class BusWatch(QObject):
    """Listens on the system's bus and the session's. Without a bus it is silent.

    While it listens it asks the login manager to put sleep off for the moment it takes to lock. Addresses are
    for tests; empty means the usual ones.
    """

    def __init__(self, *, system: str = "", session: str = "") -> None:
        super().__init__()
        self._on_lock: OnLock | None = None
        self._system_address, self._session_address = system, session
        self._system: QDBusConnection | None = None
        self._calls: list[QDBusPendingCallWatcher] = []
        self._delay: int | None = None  # a file the login manager waits for; closing it lets sleep begin

    def start(self, on_lock: OnLock) -> None:
        """Begin to listen."""
        self._on_lock = on_lock
        if self._system is None:
            self._system = self._connect_system()
            self._connect_session()
        if self._system.isConnected():
            self._ask_for_delay()

    def stop(self) -> None:
        """Hear nothing more, and let the computer sleep."""
        self._on_lock = None
        self._let_sleep()

    @property
    def delays_sleep(self) -> bool:
        """Whether the login manager agreed to wait for the lock."""
        return self._delay is not None

    def _connect_system(self) -> QDBusConnection:
        bus = (
            QDBusConnection.connectToBus(self._system_address, f"login at {self._system_address}")
            if self._system_address
            else QDBusConnection.systemBus()
        )
        if bus.isConnected():
            bus.connect(LOGIN, LOGIN_PATH, MANAGER, "PrepareForSleep", self, _slot("on_sleep(bool)"))
            self._listen_to_own_session(bus)
        return bus

    def _listen_to_own_session(self, bus: QDBusConnection) -> None:
        own = os.environ.get("XDG_SESSION_ID", "")
        if not own:
            bus.connect(LOGIN, "", SESSION, "Lock", self, _slot("on_session_locked()"))
            return
        call = QDBusMessage.createMethodCall(LOGIN, LOGIN_PATH, MANAGER, "GetSession")
        call.setArguments([own])

        def answered(watcher: QDBusPendingCallWatcher) -> None:
            held = watcher.reply().arguments()
            path = held[0].path() if held and isinstance(held[0], QDBusObjectPath) else ""
            bus.connect(LOGIN, path, SESSION, "Lock", self, _slot("on_session_locked()"))

        self._call(bus, call, answered)

    def _connect_session(self) -> None:
        address = self._session_address or _session_address()
        if not address:  # asking without one would start a bus of its own
            return
        bus = QDBusConnection.connectToBus(address, f"session at {address}")
        if bus.isConnected():
            for name in SAVERS:
                bus.connect("", "", f"{name}.ScreenSaver", "ActiveChanged", self, _slot("on_saver(bool)"))

    def _ask_for_delay(self) -> None:
        assert self._system is not None
        call = QDBusMessage.createMethodCall(LOGIN, LOGIN_PATH, MANAGER, "Inhibit")
        call.setArguments(["sleep", "Tutor Diary", "The diary is locked first", "delay"])

        def answered(watcher: QDBusPendingCallWatcher) -> None:
            held = watcher.reply().arguments()
            if self._on_lock is not None and held and isinstance(held[0], QDBusUnixFileDescriptor):
                self._let_sleep()
                self._delay = os.dup(held[0].fileDescriptor())

        self._call(self._system, call, answered)

    def _let_sleep(self) -> None:
        if self._delay is not None:
            os.close(self._delay)
            self._delay = None

    def _call(
        self, bus: QDBusConnection, call: QDBusMessage, answered: Callable[[QDBusPendingCallWatcher], None]
    ) -> None:
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call))

        def on_finished(_self: QDBusPendingCallWatcher) -> None:
            answered(watcher)
            self._calls.remove(watcher)  # with the answer goes its own copy of a file
            watcher.deleteLater()

        watcher.finished.connect(on_finished)
        self._calls.append(watcher)

    def _lock(self, why: Why) -> None:
        if self._on_lock is not None:
            self._on_lock(why)

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """The computer is about to sleep, or woke up."""
        if begins:
            self._lock(Why.SLEEP)
            self._let_sleep()

    @Slot()
    def on_session_locked(self) -> None:
        """The session was locked."""
        self._lock(Why.SCREEN)

    @Slot(bool)
    def on_saver(self, active: bool) -> None:
        """The screen saver came or went."""
        if active:
            self._lock(Why.SCREEN)


def _slot(signature: str) -> Any:
    return SLOT(signature)  # Any: the hints of PySide6 ask for bytes here, and its code for words


def _session_address() -> str:
    said = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    usual = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / "bus"
    return said or (f"unix:path={usual}" if usual.is_absolute() and usual.exists() else "")
