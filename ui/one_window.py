"""One window for each person: a second start brings up the window that is there, and ends.

Starts of the same user with the same data folder meet in two places that hold no words: a lock file, which
says that one of them is coming up or going, and a socket of this computer that only the user can open. All
that is ever said there is ``SHOW`` one way and ``HERE`` back. No other module may load QtNetwork, and here
nothing is taken from it but the two classes for such sockets.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

SHOW, HERE = b"show", b"here"
ANSWER_MS = 1_000  # a window that says nothing for so long hangs; a caller who does is dropped
COMES_S = 10.0  # how long a start waits for another that is coming up or going
LOOK_S = 0.05
LATEST_MS = 1_000  # a window that is not painted, because it is minimised, is to be found as well
MOST_CALLERS = 64
LONGEST_PATH = 100  # bytes; systems take 104 to 108


class _Answer(Enum):
    SHOWN = auto()
    SILENT = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """Where starts meet. ``socket`` is a path, or on Windows the name of a pipe."""

    socket: str
    lock: Path

    @classmethod
    def of_this_user(cls) -> Place | None:
        """Return the place of this user and data folder; None where there is no private folder for it."""
        from tutordiary import settings

        folder = _private_folder()
        if folder is None:
            return None
        name = f"tutordiary-{_mark(settings.default_diary_folder().parent)}"
        if sys.platform == "win32":
            return cls(name, folder / f"{name}.lock")
        if len(os.fsencode(folder / name)) > LONGEST_PATH:
            return None
        return cls(str(folder / name), folder / f"{name}.lock")


def _mark(data_folder: Path) -> str:
    # Keeps a few folders of one person apart; against others the folder and the socket's rights stand.
    import zlib

    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else str(os.getuid())
    both = os.fsencode(f"{user} {data_folder.absolute()}")
    return f"{zlib.crc32(both):08x}"


def _private_folder() -> Path | None:
    given = os.environ.get("XDG_RUNTIME_DIR", "") if sys.platform.startswith("linux") else ""
    if given and _is_private(Path(given)):
        return Path(given)
    import appdirs

    folder = Path(appdirs.user_state_dir("tutordiary", appauthor=False))
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder if _is_private(folder) else None


def _is_private(folder: Path) -> bool:
    # A folder others may write to is no place to meet: they could be waiting there.
    try:
        seen = folder.stat()
    except OSError:
        return False
    if not folder.is_absolute() or not stat.S_ISDIR(seen.st_mode):
        return False
    return sys.platform == "win32" or (seen.st_uid == os.getuid() and not seen.st_mode & 0o022)


class OneWindow:
    """The part of this start: first a caller, and if nobody is there, the one who answers.

    A ``place`` of None is a computer where starts cannot meet: every one of them opens its window.
    """

    def __init__(self, place: Place | None) -> None:
        self._place = place
        self._lock: int | None = None
        self._server: QLocalServer | None = None

    # The caller -----------------------------------------------------------------------------------

    def is_shown_by_another(self) -> bool:
        """Ask the window that is there to come up. True: it did, and this start has nothing left to do.

        To be called before anything of a window is loaded. While another start is coming up or going it is
        waited for, at most ``COMES_S``.
        """
        place, until = self._place, time.monotonic() + COMES_S
        while place is not None:
            # A pipe cannot be looked at without calling it.
            if sys.platform == "win32" or os.path.lexists(place.socket):
                answer = _ask(place.socket)
                if answer is not _Answer.GONE:
                    return answer is _Answer.SHOWN
            if self._take_lock(place.lock) or time.monotonic() > until:
                break
            time.sleep(LOOK_S)
        return False

    def _take_lock(self, path: Path) -> bool:
        """Take the lock; False when another has it. Where there can be none, nobody else has it either."""
        if self._lock is not None:
            return True
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            held = os.open(path, flags, 0o600)
        except OSError:
            return True
        try:
            _lock(held)
        except OSError:
            os.close(held)
            return False
        self._lock = held
        return True

    # The one who answers --------------------------------------------------------------------------

    def listen(self, come_up: Callable[[], bool]) -> None:
        """Answer later starts from now on; a second call does nothing.

        ``come_up`` brings the window to the front. It returns False when there is none any more: that start
        is not answered, and waits for this one to end.
        """
        place = self._place
        if place is None or self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer

        self._take_lock(place.lock)
        QLocalServer.removeServer(place.socket)  # left by one that was killed, or that hangs
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: _receive(server, come_up))
        if not server.listen(place.socket):
            self.leave()
            return
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                Path(place.socket).chmod(0o600)
        self._server = server

    def leave(self) -> None:
        """Answer no more, and let another start take the place. May be called twice."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        held, self._lock = self._lock, None
        if held is not None:
            os.close(held)


def _receive(server: QLocalServer, come_up: Callable[[], bool]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtNetwork import QLocalSocket

    while server.hasPendingConnections():
        caller = server.nextPendingConnection()
        caller.setReadBufferSize(len(SHOW) + 1)
        caller.disconnected.connect(caller.deleteLater)
        if len(server.findChildren(QLocalSocket)) > MOST_CALLERS:
            caller.abort()
            continue
        caller.readyRead.connect(lambda one=caller: _hear(one, come_up))
        QTimer.singleShot(ANSWER_MS, caller, caller.abort)
        _hear(caller, come_up)  # what came along with the call


def _hear(caller: QLocalSocket, come_up: Callable[[], bool]) -> None:
    if caller.bytesAvailable() < len(SHOW):
        return
    if caller.read(len(SHOW) + 1).data() == SHOW and come_up():
        caller.write(HERE)
        caller.flush()
    caller.disconnectFromServer()


def _ask(name: str) -> _Answer:
    """Call the window and wait for its answer. No event loop is needed, nor an application."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.setReadBufferSize(len(HERE) + 1)
    socket.connectToServer(name)
    if not socket.waitForConnected(ANSWER_MS):
        is_late = socket.error() == QLocalSocket.LocalSocketError.SocketTimeoutError
        return _Answer.SILENT if is_late else _Answer.GONE
    _let_it_come_up()
    socket.write(SHOW)
    socket.flush()
    until = time.monotonic() + ANSWER_MS / 1000
    while socket.bytesAvailable() < len(HERE):
        left_ms = int((until - time.monotonic()) * 1000)
        if left_ms <= 0 or not socket.waitForReadyRead(left_ms):
            break
    heard = socket.read(len(HERE) + 1).data()
    if heard == HERE:
        return _Answer.SHOWN
    is_on = socket.state() == QLocalSocket.LocalSocketState.ConnectedState
    return _Answer.SILENT if heard or is_on else _Answer.GONE


def _let_it_come_up() -> None:
    # Windows lets only the program the person has just started bring a window to the front.
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.WinDLL("user32").AllowSetForegroundWindow(-1)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
