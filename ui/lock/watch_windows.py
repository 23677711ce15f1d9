"""Windows: the messages a window gets when the session is locked or switched, and before sleep."""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.lock.handover import OnLock, Why

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x4
WM_WTSSESSION_CHANGE = 0x02B1
CONSOLE_DISCONNECT, REMOTE_DISCONNECT, SESSION_LOGOFF, SESSION_LOCK = 0x2, 0x4, 0x6, 0x7
NOTIFY_FOR_THIS_SESSION = 0
_LOCKS = {
    **{(WM_WTSSESSION_CHANGE, one): Why.SCREEN for one in (CONSOLE_DISCONNECT, REMOTE_DISCONNECT)},
    (WM_WTSSESSION_CHANGE, SESSION_LOGOFF): Why.SCREEN,
    (WM_WTSSESSION_CHANGE, SESSION_LOCK): Why.SCREEN,
    (WM_POWERBROADCAST, PBT_APMSUSPEND): Why.SLEEP,
}


class Message(ctypes.Structure):
    """The beginning of Windows' MSG: all that is asked of it."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("number", ctypes.c_uint),
        ("w_param", ctypes.c_size_t),
        ("l_param", ctypes.c_ssize_t),
    )


class WindowsWatch(QAbstractNativeEventFilter):
    """Reads the window's messages. ``session_library`` is for tests."""

    def __init__(self, window: QWidget, session_library: Any = None) -> None:
        super().__init__()
        self._window = window
        self._library = session_library
        self._on_lock: OnLock | None = None

    def start(self, on_lock: OnLock) -> None:
        """Ask for the session's messages and begin to read."""
        if self._library is None:
            self._library = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined]
        self._on_lock = on_lock
        handle = ctypes.c_void_p(int(self._window.winId()))
        self._library.WTSRegisterSessionNotification(handle, NOTIFY_FOR_THIS_SESSION)
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self)

    def stop(self) -> None:
        """Read no more."""
        app = QCoreApplication.instance()
        if self._on_lock is None or app is None:
            return
        self._on_lock = None
        app.removeNativeEventFilter(self)
        self._library.WTSUnRegisterSessionNotification(ctypes.c_void_p(int(self._window.winId())))

    def nativeEventFilter(self, kind: Any, address: Any) -> Any:
        """Lock when the message says so; every message goes on to Qt."""
        if bytes(kind) in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            message = Message.from_address(int(address))
            self.hear(message.number, message.w_param)
        return False, 0

    def hear(self, number: int, w_param: int) -> None:
        """Take a message's number and first parameter."""
        why = _LOCKS.get((number, w_param))
        if why is not None and self._on_lock is not None:
            self._on_lock(why)
