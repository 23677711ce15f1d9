"""What is said while a new passphrase is typed: one calm sentence, worked out off the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from tutordiary.errors import TutorDiaryError
from tutordiary.presenters.work import Runner


def weigh(runner: Runner, typed: str, say: Callable[[str], None]) -> None:
    """Call ``say`` with a sentence on how hard it is to guess; empty while it is too short to tell."""

    def work() -> str:
        from tutordiary.vault.passphrase import LEAST_CHARACTERS, strength

        return strength(typed).sentence if len(typed) >= LEAST_CHARACTERS else ""

    def nothing(_: TutorDiaryError) -> None:
        say("")

    runner.run(work, say, nothing)
