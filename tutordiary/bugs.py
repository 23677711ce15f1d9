"""What may be said of a fault of the app: the kind of error and the places in the code, never its message.

Messages and local variables of Python's own errors quote what somebody typed (a date that is none, a search),
so a usual traceback would put a child's name on the screen or into a log. ``guard`` closes every way Python
has of saying something by itself. What is said goes to standard error and into one small file, so that a
tutor who started the app by its icon has something to send to whoever helps: no word of the diary is in it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import traceback
import warnings
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

APOLOGY = (
    "Something in the app went wrong, and that is our fault. What you wrote before is safe."
    " Close the app and open it again."
)
MOST_PLACES = 12
FAULT_FILE = "faults.txt"
MOST_KEPT = 20  # faults in the file


def describe(error: BaseException) -> str:
    """Return the error's kind and where it came from, innermost last, as ``module.py:12 function``."""
    kinds: list[str] = []
    current: BaseException | None = error
    while current is not None and len(kinds) < 4:
        kinds.append(type(current).__name__)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([" from ".join(kinds), *places])


def report(error: BaseException | None, said: str = "") -> None:
    """Say on standard error what kind of fault there was, and keep it in the fault file. Never raises.

    ``said`` goes before it and must be words of ours.
    """
    if error is None:
        return
    # Whatever were raised here, Python would print it together with the message of the first error.
    with contextlib.suppress(BaseException):
        told = said + describe(error)
        _keep(told)
        tell(told)


def tell(words: str) -> None:
    """Print words of ours, never the diary's, on standard error if there is one. Never raises."""
    with contextlib.suppress(BaseException):
        if sys.stderr is not None:  # as after a start by icon on Windows: print would take standard output
            print(f"tutordiary: {words}", file=sys.stderr)  # noqa: T201


def fault_file() -> Path:
    """Return where the last faults are written down: kind, place and time, no words. It may not exist."""
    import appdirs

    return Path(appdirs.user_state_dir("tutordiary", appauthor=False)) / FAULT_FILE


def _keep(told: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        file = fault_file()
        before = file.read_text(encoding="utf-8").split("\n\n") if file.exists() else []
        moment = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        kept = [*(block for block in before if block.strip()), f"{moment}\n{told}"][-MOST_KEPT:]
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write("\n\n".join(kept) + "\n")


def guard() -> None:
    """Let no error, warning or log line of Python or a library say more than its kind, on any thread.

    A crash inside C is left to ``faulthandler`` where the environment turns it on: it names code, not values.
    """
    sys.excepthook = _on_error
    sys.unraisablehook = lambda given: report(given.exc_value, "in passing: ")
    threading.excepthook = lambda given: report(given.exc_value, "on a thread: ")
    warnings.showwarning = _on_warning
    import logging

    logging.raiseExceptions = False  # else a log line that cannot be written is printed with its words
    logging.lastResort = None
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def _on_error(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if not isinstance(error, KeyboardInterrupt):
        report(error)


def _on_warning(
    message: Warning | str,  # noqa: ARG001 (the names are Python's)
    category: type[Warning],
    filename: str,
    lineno: int,
    file: Any = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    # For programmers only, who ask for it with -W or -X dev; it is not a fault and is not kept.
    tell(f"{category.__name__} at {Path(filename).name}:{lineno}")
