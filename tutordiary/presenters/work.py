"""How presenters hand over work that may take longer than a blink, without knowing about threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from tutordiary.errors import TutorDiaryError

T = TypeVar("T")


class Runner(Protocol):
    """Runs one piece of work at a time, off the window's thread."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[TutorDiaryError], None]
    ) -> None:
        """Do ``work``; then call ``done`` with its result, or ``failed`` with the diary's own error.

        Both are called on the window's thread. Any other exception is a bug and goes to the hook for bugs.
        """


class InlineRunner:
    """Does the work at once, for tests and the command line."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[TutorDiaryError], None]
    ) -> None:
        """Do ``work`` now and call one of the two."""
        try:
            result = work()
        except TutorDiaryError as error:
            failed(error)
        else:
            done(result)
