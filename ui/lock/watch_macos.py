"""macOS: asks every two seconds whether the screen is locked or another person's session is shown.

Sleep is seen by the clock: a gap between two questions means that the computer slept.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from time import time
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ui.lock.handover import OnLock, Why

ASK_MS = 2_000
SLEPT_S = 20
UTF8 = 0x08000100
SCREEN_LOCKED, ON_CONSOLE = "CGSSessionScreenIsLocked", "kCGSSessionOnConsoleKey"


class MacSession:
    """The window server's description of this person's session."""

    def __init__(self) -> None:
        frameworks = "/System/Library/Frameworks"
        self._graphics = ctypes.CDLL(f"{frameworks}/ApplicationServices.framework/ApplicationServices")
        self._core = ctypes.CDLL(f"{frameworks}/CoreFoundation.framework/CoreFoundation")
        for function in (
            self._graphics.CGSessionCopyCurrentDictionary,
            self._core.CFStringCreateWithCString,
            self._core.CFDictionaryGetValue,
        ):
            function.restype = ctypes.c_void_p

    def is_away(self) -> bool:
        """Whether the screen is locked or shows somebody else's session."""
        held = self._graphics.CGSessionCopyCurrentDictionary()
        if not held:  # no session on the screen at all
            return True
        try:
            return self._flag(held, SCREEN_LOCKED, otherwise=False) or not self._flag(
                held, ON_CONSOLE, otherwise=True
            )
        finally:
            self._core.CFRelease(ctypes.c_void_p(held))

    def _flag(self, held: int, key: str, *, otherwise: bool) -> bool:
        name = self._core.CFStringCreateWithCString(None, key.encode(), UTF8)
        value = self._core.CFDictionaryGetValue(ctypes.c_void_p(held), ctypes.c_void_p(name))
        self._core.CFRelease(ctypes.c_void_p(name))
        return bool(self._core.CFBooleanGetValue(ctypes.c_void_p(value))) if value else otherwise


class MacWatch(QObject):
    """Asks while a diary is open. ``session`` and ``clock`` are for tests."""

    def __init__(self, session: Any = None, clock: Callable[[], float] = time) -> None:
        super().__init__()
        self._session = session
        self._clock = clock
        self._asked_at = 0.0
        self._on_lock: OnLock | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self.ask)

    def start(self, on_lock: OnLock) -> None:
        """Begin to ask."""
        if self._session is None:
            try:
                self._session = MacSession()
            except (OSError, AttributeError):
                return
        self._on_lock = on_lock
        self._asked_at = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._on_lock = None
        self._timer.stop()

    def ask(self) -> None:
        """Lock if nobody can be looking at this session, or if the computer slept since."""
        slept = self._clock() - self._asked_at > SLEPT_S
        self._asked_at = self._clock()
        if self._on_lock is not None and (slept or self._session.is_away()):
            self._on_lock(Why.SLEEP if slept else Why.SCREEN)
