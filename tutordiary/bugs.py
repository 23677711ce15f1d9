"""What may be said of a fault of the app: the kind of error and the places in the code, never its message.

Messages and local variables of Python's own errors quote what somebody typed (a date that is none, a search),
so a usual traceback would put a child's name on the screen or into a log.
"""

from __future__ import annotations

import traceback
from pathlib import Path

APOLOGY = (
    "Something in the app went wrong, and that is our fault. What you wrote before is safe."
    " Close the app and open it again."
)
MOST_PLACES = 12


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
