"""Lays documents out in a process beside this one, so that no text can freeze the app.

The process has neither the key nor the diary; it is handed one composed document at a time and gives a file
back. After the time limit it is ended, and a fresh one does the next piece of work.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import WeakSet

from tutordiary.documents import worker
from tutordiary.documents.content import Document, RenderedFile
from tutordiary.documents.pictures_in import LONG_SIDE_PX
from tutordiary.documents.worker import Answer, Format, Paper, Picture, Task
from tutordiary.errors import BadInput, NotMade, Stopped

LIMIT_S = 60.0
PICTURE_LIMIT_S = 10.0
LONG_TEXT = 10_000
"""From this many characters on, a single document is laid out in the process beside this one, too."""

_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from tutordiary.documents.worker import main; main()"
)


_open: WeakSet[GuardedPress] = WeakSet()


def stop_all() -> None:
    """End every piece of work under way: the diary is about to close, and must not wait for a page."""
    for press in tuple(_open):
        press.stop()


class GuardedPress:
    """A press in a process of its own, started with the first piece of work. ``close`` it when done.

    One thread works with it; ``stop`` may be called from any other.
    """

    def __init__(self, limit_s: float = LIMIT_S, command: Sequence[str] = ()) -> None:
        self._limit_s = limit_s
        self._command = tuple(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_stopped = False
        self._is_late = False
        _open.add(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, document: Document, fmt: Format) -> RenderedFile:
        """Return a document as a file.

        Raises: NotMade after the time limit or a fault, Stopped after ``stop``.
        """
        answer = self._done(Paper(document, fmt), self._limit_s, "The document")
        return RenderedFile(answer.data, answer.pages, answer.warnings)

    def picture(self, data: bytes, long_side_px: int = LONG_SIDE_PX) -> bytes:
        """Return a picture from outside made anew, as PNG.

        Raises: BadInput for one that cannot be used, NotMade after 10 seconds or a fault, Stopped.
        """
        limit_s = min(self._limit_s, PICTURE_LIMIT_S)
        return self._done(Picture(data, long_side_px), limit_s, "The picture").data

    def stop(self) -> None:
        """End the work under way and take no more, from whatever thread."""
        with self._lock:
            self._is_stopped = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Let the process end. A piece of work after this begins a fresh one."""
        with self._lock:
            ended, self._process = self._process, None
        if ended is not None:
            _put_away(ended)

    def _done(self, task: Task, limit_s: float, what: str) -> Answer:
        running = self._running()
        timer = threading.Timer(limit_s, self._end_late, (running,))
        timer.daemon = True
        timer.start()
        try:
            message = _asked(running, pickle.dumps(task))
        finally:
            timer.cancel()
        with self._lock:
            is_stopped, is_late, self._is_late = self._is_stopped, self._is_late, False
        if message is None or is_late or is_stopped:
            self.close()
        if is_stopped:
            raise Stopped("Stopped. Nothing of this one was written; what was made before is there.")
        if is_late and message is None:
            raise NotMade(
                f"{what} was not ready after {limit_s:.0f} seconds, so it was given up. Nothing was written,"
                " and all you typed is safe. Shorten its longest text, then try again."
            )
        answer = worker.unpacked(message) if message is not None else Answer(fault=True)
        if answer.fault:
            raise NotMade(
                f"{what} could not be made ready, and that is our fault. Nothing was written, and all you"
                " typed is safe. A shorter or plainer text may do."
            )
        if answer.refused:
            raise BadInput(answer.refused)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_stopped:
                raise Stopped("Stopped. What was made before is there.")
            if self._process is None or self._process.poll() is not None:
                if self._process is not None:
                    _put_away(self._process)
                self._process = _start(self._command or command())
            return self._process

    def _end_late(self, running: subprocess.Popen[bytes]) -> None:
        with self._lock:
            if self._process is running:
                self._is_late = True
                running.kill()


def write_once(document: Document, fmt: Format) -> RenderedFile:
    """Lay one document out in a process that ends with it. Raises: as ``GuardedPress.write``."""
    with GuardedPress() as press:
        return press.write(document, fmt)


def picture_once(data: bytes, long_side_px: int = LONG_SIDE_PX) -> bytes:
    """Make one picture anew in a process that ends with it. Raises: as ``GuardedPress.picture``."""
    with GuardedPress() as press:
        return press.picture(data, long_side_px)


def is_long(value: object) -> bool:
    """Return whether a document holds far more words than its pages: then it is laid out beside the app."""
    return _length(value) > LONG_TEXT


def _length(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(_length(one) for one in value)
    if is_dataclass(value):
        return sum(_length(getattr(value, part.name)) for part in fields(value))
    return 0


def command() -> tuple[str, ...]:
    """Return what starts the process: this Python with our code, or the installed program by its word."""
    program = sys.executable
    itself = Path("/proc/self/exe")
    with contextlib.suppress(OSError):
        # An installed program with Python inside may be told another Python's place.
        if not program or not Path(program).samefile(itself):
            program = str(itself.readlink())
    if Path(program).stem.lower().startswith("python"):
        return (program, "-c", _CODE, json.dumps(sys.path))
    return (program or sys.orig_argv[0], worker.WORD)


def _start(parts: Sequence[str]) -> subprocess.Popen[bytes]:
    flags = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
    try:
        return subprocess.Popen(  # noqa: S603 (this very program, and nothing a person typed)
            list(parts),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=flags if os.name == "nt" else 0,
        )
    except OSError as error:
        raise NotMade(
            "The system did not let the app start the part that lays papers out. Nothing was written, and all"
            " you typed is safe. Close other programs, then try again."
        ) from error


def _asked(running: subprocess.Popen[bytes], message: bytes) -> bytes | None:
    """Hand a piece of work over and wait for the answer; None when the process ended before."""
    assert running.stdin is not None
    assert running.stdout is not None
    try:
        worker.send(running.stdin, message)
        return worker.receive(running.stdout)
    except OSError:
        return None


def _put_away(ended: subprocess.Popen[bytes]) -> None:
    for stream in (ended.stdin, ended.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    try:
        ended.wait(timeout=2)
    except subprocess.TimeoutExpired:
        ended.kill()
        ended.wait()
