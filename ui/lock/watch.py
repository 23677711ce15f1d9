"""Hears from the system that the screen is locked or sleep begins. One small class for each system."""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ui.lock.handover import OnLock


class Watch(Protocol):
    """Listens while a diary is open. May be started and stopped many times."""

    def start(self, on_lock: OnLock) -> None:
        """Begin: ``on_lock`` is called on the window's thread, and returns once the diary is locked."""

    def stop(self) -> None:
        """Hear nothing more."""


class NoWatch:
    """For a system that tells nothing: the clock still locks."""

    def start(self, on_lock: OnLock) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""


def watch_for_this_system(window: QWidget, platform: str = sys.platform) -> Watch:
    """Return what this system has. Parts that are missing make it hear less, never fail."""
    if platform == "win32":
        from ui.lock.watch_windows import WindowsWatch

        return WindowsWatch(window)
    if platform == "darwin":
        from ui.lock.watch_macos import MacWatch

        return MacWatch()
    try:
        from ui.lock.watch_linux import BusWatch
    except ImportError:  # a system without the bus library
        return NoWatch()
    return BusWatch()
