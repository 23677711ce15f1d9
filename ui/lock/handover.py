"""What a locked app leaves to the fresh process that takes its place, and how that process is started.

A locked window in the same process would still hold the diary's key and hundreds of copies of its words. So
the program starts itself anew, and only what is written here goes along: never a word of the diary.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar

T = TypeVar("T")

VARIABLE = "TUTORDIARY_HANDOVER"
LONGEST = 16_384  # characters; anything longer was not written by this app


class Why(StrEnum):
    """What made the diary lock."""

    BY_HAND = "by_hand"
    IDLE = "idle"
    SCREEN = "screen"
    SLEEP = "sleep"
    MINIMISED = "minimised"
    COPIED = "copied"


OnLock = Callable[[Why], None]


_SENTENCES = {
    Why.BY_HAND: "",
    Why.SCREEN: "Locked together with the screen.",
    Why.SLEEP: "Locked before the computer went to sleep.",
    Why.MINIMISED: "Locked when the window was put away.",
    Why.COPIED: "Locked. Your last words are in the copy you saved: bring it back as a backup.",
}


@dataclass(frozen=True, slots=True)
class Handover:
    """The diary to be opened next, and how the window stood.

    ``geometry`` is Qt's own description of place, size and screen in base64; ``had_focus`` says whether the
    person was working in this window, so that the new one comes to the front only then.
    """

    folder: Path
    is_sample: bool
    why: Why
    geometry: str = ""
    is_minimised: bool = False
    had_focus: bool = True

    def sentence(self, lock_after_min: int) -> str:
        """Return why it is locked, for the person who comes back; empty when they did it themselves."""
        if self.why is Why.IDLE:
            return f"Locked after {lock_after_min} minutes."
        return _SENTENCES[self.why]

    def to_text(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(
            {
                "folder": str(self.folder),
                "is_sample": self.is_sample,
                "why": self.why.value,
                "geometry": self.geometry,
                "is_minimised": self.is_minimised,
                "had_focus": self.had_focus,
            }
        )

    @classmethod
    def from_text(cls, text: str) -> Handover | None:
        """Read such a line; None for anything else, however it came there."""
        if len(text) > LONGEST:
            return None
        try:
            held = json.loads(text)
            found = cls(
                folder=Path(_of(held, "folder", str)),
                is_sample=_of(held, "is_sample", bool),
                why=Why(_of(held, "why", str)),
                geometry=_of(held, "geometry", str),
                is_minimised=_of(held, "is_minimised", bool),
                had_focus=_of(held, "had_focus", bool),
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        return found if found.folder.is_absolute() else None


def _of(held: dict[str, object], key: str, kind: type[T]) -> T:
    value = held[key]
    if not isinstance(value, kind):
        raise TypeError(key)
    return value


def receive(environment: MutableMapping[str, str] = os.environ) -> Handover | None:
    """Return what the process before left for this one, and take it out of the environment."""
    text = environment.pop(VARIABLE, "")
    return Handover.from_text(text) if text else None


# Starting anew ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Start:
    """How this program was started: the file to run, its arguments (the first names it), and where."""

    program: str
    arguments: tuple[str, ...]
    folder: str

    @classmethod
    def of_this_process(cls) -> Start:
        """Return how this process was started. To be asked early: folder and files may change later."""
        folder = ""
        with contextlib.suppress(OSError):
            folder = str(Path.cwd())
        program = _program()
        return cls(program, (program, *sys.orig_argv[1:]), folder)


def _program() -> str:
    # An installed program with Python inside may be told a wrong sys.executable; Linux knows better. Where
    # both mean the same file, the name Python was called by counts: it leads to the libraries beside it.
    itself = Path("/proc/self/exe")
    if sys.executable:
        try:
            is_right = Path(sys.executable).samefile(itself)
        except OSError:  # another system, which does not say
            is_right = True
        if is_right:
            return sys.executable
    with contextlib.suppress(OSError):
        return str(itself.readlink())
    return sys.orig_argv[0]


def start_anew(start: Start, handover: Handover) -> None:
    """Put a fresh process in the place of this one. Returns only if the system refused.

    The diary must be closed before. On POSIX the memory is replaced in place; on Windows a new process is
    started and this one ends.
    """
    environment = {**os.environ, VARIABLE: handover.to_text()}
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            _spawn_and_end(start, environment)
        else:
            _exec(start, environment)


def _exec(start: Start, environment: dict[str, str]) -> NoReturn:
    if start.folder:
        with contextlib.suppress(OSError):
            os.chdir(start.folder)
    _leave_no_file_open()
    os.execve(start.program, start.arguments, environment)  # noqa: S606 (no shell is what is wanted)


def _leave_no_file_open() -> None:
    """Mark every open file but the three standard ones to be closed when the fresh process begins.

    Marked, not closed: if the start is refused, this process goes on.
    """
    folder = Path("/proc/self/fd" if sys.platform.startswith("linux") else "/dev/fd")
    try:
        numbers = [int(one.name) for one in folder.iterdir()]
    except OSError:
        numbers = list(range(3, 1024))
    for number in numbers:
        if number > 2:
            with contextlib.suppress(OSError):  # the one that listed the folder is closed already
                os.set_inheritable(number, False)


def _spawn_and_end(start: Start, environment: dict[str, str]) -> None:
    import ctypes
    import subprocess

    child = subprocess.Popen(  # noqa: S603 (the very command this process was started by)
        list(start.arguments), executable=start.program, env=environment, cwd=start.folder or None
    )
    with contextlib.suppress(OSError, AttributeError):
        ctypes.WinDLL("user32").AllowSetForegroundWindow(child.pid)  # type: ignore[attr-defined]
    os._exit(0)  # at once: nothing of this memory shall outlive the lock
