"""Keeps the app's windows out of screenshots, screen sharing and recorders, where the system can do that.

Windows and macOS can; Linux has no such means. A screen reader that reads by pictures, or a lesson shown on a
projector, may need it off: it is let be seen for ten minutes and comes back by itself.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from time import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tutordiary.settings import SettingsFile

ALLOW_MIN = 10
AFFINITY_NONE, AFFINITY_MONITOR, AFFINITY_EXCLUDE = 0x0, 0x1, 0x11
SHARING_NONE, SHARING_READ_ONLY = 0, 1

HideWindow = Callable[[int, bool], bool]


class Capture(QObject):
    """Hides every window of the app from capture as the setting says. ``hide_window`` is for tests.

    ``hide_window`` takes the window's number and whether to hide it, and returns whether the system did.
    """

    def __init__(
        self,
        settings: SettingsFile,
        hide_window: HideWindow | None = None,
        clock: Callable[[], float] = time,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._hide_window = hide_window if hide_window is not None else means_of(sys.platform)
        self._clock = clock
        self._allowed_until = 0.0
        self._was_hiding = False
        self._back = QTimer(self, singleShot=True)
        self._back.timeout.connect(self.apply)

    @property
    def is_possible(self) -> bool:
        """Whether this system can do it at all."""
        return self._hide_window is not None

    @property
    def is_hiding(self) -> bool:
        """Whether windows are kept out of pictures now."""
        return self.is_possible and self._settings.settings.hide_from_capture and not self.allowed_for_min

    @property
    def allowed_for_min(self) -> int:
        """For how many more minutes, rounded up, it may be seen; 0 when it may not."""
        return max(0, -int(-(self._allowed_until - self._clock()) // 60))

    def begin(self) -> None:
        """Hide the windows there are and each that comes."""
        if self._hide_window is None:
            return
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self.apply()

    def end(self) -> None:
        """Take care of no more windows."""
        self._back.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def allow(self, minutes: int = ALLOW_MIN) -> None:
        """Let the app be seen for so long; then it hides again by itself."""
        self._allowed_until = self._clock() + minutes * 60
        self._back.start(minutes * 60_000)
        self.apply()

    def allow_no_more(self) -> None:
        """Hide again at once."""
        self._allowed_until = 0.0
        self._back.stop()
        self.apply()

    def apply(self) -> None:
        """Bring every window to what is wanted now. To be called when the setting changed."""
        self._was_hiding = self.is_hiding
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._apply_to(window)

    def follow(self) -> None:
        """Apply the setting if it was changed since the last time. Asked now and then."""
        if self.is_possible and self.is_hiding != self._was_hiding:
            self.apply()

    def _apply_to(self, window: QWidget) -> None:
        if self._hide_window is not None:
            self._hide_window(int(window.winId()), self.is_hiding)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take care of a window before it is on the screen."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._apply_to(watched)
        return False


def means_of(platform: str) -> HideWindow | None:
    """Return how a platform hides a window from capture; None where it cannot."""
    try:
        if platform == "win32":
            return windows_means(ctypes.WinDLL("user32"))  # type: ignore[attr-defined]
        if platform == "darwin":
            return macos_means(ctypes.CDLL("/usr/lib/libobjc.A.dylib"))
    except (OSError, AttributeError):
        return None
    return None


def windows_means(user32: Any) -> HideWindow:
    """Return the way of Windows. Before Windows 10 version 2004 the window is black in pictures instead."""

    def hide(window: int, hidden: bool) -> bool:
        wanted = (AFFINITY_EXCLUDE, AFFINITY_MONITOR) if hidden else (AFFINITY_NONE,)
        handle = ctypes.c_void_p(window)
        return any(user32.SetWindowDisplayAffinity(handle, one) for one in wanted)

    return hide


def macos_means(objc: Any) -> HideWindow:
    """Return the way of macOS: the sharing type of the view's window."""
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_msgSend.restype = ctypes.c_void_p

    def hide(view: int, hidden: bool) -> bool:
        window = objc.objc_msgSend(ctypes.c_void_p(view), ctypes.c_void_p(objc.sel_registerName(b"window")))
        if not window:
            return False
        sharing = ctypes.c_ulong(SHARING_NONE if hidden else SHARING_READ_ONLY)
        set_sharing = ctypes.c_void_p(objc.sel_registerName(b"setSharingType:"))
        objc.objc_msgSend(ctypes.c_void_p(window), set_sharing, sharing)
        return True

    return hide
