"""Lets the writers of one diary in one after the other, in the order in which they came.

SQLite makes a second writer sleep and look again; among busy ones it can sleep until its time is up.
"""

from __future__ import annotations

import threading
from collections import deque


class Turns:
    """A lock that is fair. The thread that has it must not ask for it again."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()

    def take(self, wait_s: float) -> bool:
        """Wait for the turn, at most so many seconds; return whether it came. It ends with ``give``."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=wait_s):
            return True
        with self._guard:
            is_late = mine in self._waiting
            if is_late:
                self._waiting.remove(mine)
        return not is_late  # else it was handed over at the last moment

    def give(self) -> None:
        """Hand the turn on to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
