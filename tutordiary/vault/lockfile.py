"""One writer at a time: an empty file, locked by the operating system for as long as the diary is open.

The system lets go by itself when the process dies, so a crash never leaves a diary locked.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from tutordiary.errors import CannotWrite, DiaryInUse
from tutordiary.vault.files import mapped_os_errors

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


class WriterLock:
    """Held from construction until ``release``; a second one on the same file raises DiaryInUse.

    Raises: DiaryInUse, CannotWrite if the lock file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        with mapped_os_errors("the diary's lock file"):
            self._descriptor: int | None = os.open(path, _FLAGS, 0o600)
        try:
            _lock(self._descriptor)
        except OSError as error:
            self.release()
            if error.errno not in _HELD:
                raise CannotWrite(
                    "This folder cannot keep two windows from writing to the diary at once, "
                    "so it was not opened. Nothing was changed. Move the diary to a disk of this computer."
                ) from error
            raise DiaryInUse(
                "This diary is already open, here or in another window. Nothing was changed. "
                "Go to the window that has it, or close that one first."
            ) from error

    def release(self) -> None:
        """Let the next writer in. May be called twice."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
