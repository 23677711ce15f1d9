"""How a bundle travels: sealed for the project manager's key, sealed with a passphrase, or open.

A manager's key is kept for their programme. A passphrase is held here only until the file is written or the
page is left, and never kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from tutordiary.diary import Diary
from tutordiary.errors import BadInput
from tutordiary.model import Programme
from tutordiary.presenters import new_secret
from tutordiary.presenters.work import Runner
from tutordiary.release import receiving
from tutordiary.release.sealing import MAX_KEY_TEXT, SUFFIX, Sealing, read_public_key

_WAY = "seal_way/"  # a preference of the diary, followed by a programme's id


class Way(StrEnum):
    """How a file travels."""

    KEY = "key"
    PASSPHRASE = "passphrase"  # noqa: S105 (the name of a way)
    OPEN = "open"


WAY_WORDS = {
    Way.KEY: (
        "Sealed for the project manager",
        "Only their diary opens it. There is nothing to remember and nothing to tell.",
    ),
    Way.PASSPHRASE: (
        "Sealed with a passphrase",
        "Whoever has the file and the passphrase can open it.",
    ),
    Way.OPEN: (
        "Not sealed",
        "Whoever gets hold of the file can read it.",
    ),
}
UNDECIDED = "Choose how the file travels."
NO_KEY = "Put in the key of the project manager, or let the file travel another way."
TELL = (
    "Give it by telephone, never in the message with the file. It is kept nowhere: if you both forget it, "
    "give the bundle again."
)
RISK = (
    "A lost stick, a shared mailbox or a mistyped address is enough. Leave it open only if you hand it over "
    "yourself, or send it through a service your employer has approved."
)
COMPARE = "Ring them and read these six words to each other. Theirs stand beside their key, in Settings."


@dataclass(frozen=True, slots=True)
class SealState:
    """``way`` is None before the first choice; ``words`` are the check words of the manager's key.

    ``whose`` key it is stands in words. ``problem`` is a sentence about the key put in last.
    """

    way: Way | None
    whose: str
    key: str = ""
    words: tuple[str, ...] = ()
    problem: str = ""


class SealView(Protocol):
    """What the card must be able to do."""

    def show_seal(self, state: SealState) -> None:
        """Draw the choice and what belongs to it."""


class SealPresenter:
    """Holds the choice. ``changed`` is called when what stands in the way of giving may be another."""

    def __init__(
        self, diary: Diary, view: SealView, runner: Runner, changed: Callable[[], None] = lambda: None
    ) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._changed = changed
        self._programme_id: str | None = None
        self._typed = self._again = ""

    # Drawing ------------------------------------------------------------------------------------

    def arrive(self, programme_id: str | None) -> None:
        """Draw the choice for a programme, or for all of them."""
        self._programme_id = programme_id
        self._show()

    def _show(self, problem: str = "") -> None:
        key = receiving.manager_key(self._diary, self._programme_id)
        self._view.show_seal(
            SealState(
                way=self.way,
                whose=self._whose(),
                key=key.text if key else "",
                words=key.check_words if key else (),
                problem=problem,
            )
        )

    def _whose(self) -> str:
        programme = self._diary.get(Programme, self._programme_id) if self._programme_id else None
        return (programme.manager_name if programme else "") or "the project manager"

    @property
    def way(self) -> Way | None:
        """The way chosen, now or for this programme before; None before the first choice."""
        held = self._diary.preference(f"{_WAY}{self._programme_id or ''}")
        return next((way for way in Way if way == held), None)

    # Choosing -----------------------------------------------------------------------------------

    def choose(self, way: Way) -> None:
        """Let the file travel so, and the next ones of the programme."""
        self._diary.keep_preference(f"{_WAY}{self._programme_id or ''}", way)
        if way is not Way.PASSPHRASE:
            self.forget_typed()
        self._show()
        self._changed()

    def take_key(self, text: str) -> None:
        """Keep the key that was pasted, or say what is wrong with it; nothing happens for no text."""
        if text.strip():
            self._take(lambda: text)

    def take_key_file(self, path: Path) -> None:
        """Keep the key in a small file, or say what is wrong with it."""
        self._take(lambda: _text_of(path))

    def _take(self, text: Callable[[], str]) -> None:
        try:
            key = read_public_key(text())
        except BadInput as error:
            self._show(str(error))
            return
        receiving.keep_manager_key(self._diary, self._programme_id, key)
        self._show()
        self._changed()

    def forget_key(self) -> None:
        """Forget the manager's key, as when they have a new one."""
        receiving.keep_manager_key(self._diary, self._programme_id, None)
        self._show()
        self._changed()

    # The passphrase -----------------------------------------------------------------------------

    def type_passphrase(self, typed: str, again: str) -> None:
        """Hold what stands in the two fields."""
        self._typed, self._again = typed, again
        self._changed()

    def forget_typed(self) -> None:
        """Forget the passphrase: after the file was written, and when the page is left."""
        self._typed = self._again = ""

    def weigh(self, typed: str, say: Callable[[str], None]) -> None:
        """Call ``say`` with a sentence on how hard a passphrase is to guess."""
        new_secret.weigh(self._runner, typed, say)

    @staticmethod
    def suggested() -> str:
        """Return five plain words, other ones each time."""
        from tutordiary.vault.passphrase import suggest_passphrase

        return suggest_passphrase()

    # Giving -------------------------------------------------------------------------------------

    def blocked(self) -> str:
        """Return what stands in the way of giving, as a sentence; empty when nothing does."""
        way = self.way
        if way is None:
            return UNDECIDED
        if way is Way.KEY:
            return "" if receiving.manager_key(self._diary, self._programme_id) else NO_KEY
        if way is Way.PASSPHRASE:
            from tutordiary.vault.passphrase import passphrase_problem

            if not self._typed:
                return "Type a passphrase for the file, twice."
            return passphrase_problem(self._typed) or (
                "" if self._typed == self._again else "The two passphrases are not the same."
            )
        return ""

    def sealing(self) -> Sealing | None:
        """Return how to seal the file; None when it travels open. Only while nothing is ``blocked``."""
        key = receiving.manager_key(self._diary, self._programme_id)
        if self.way is Way.KEY and key is not None:
            return Sealing(keys=(key,))
        return Sealing(passphrase=self._typed) if self.way is Way.PASSPHRASE else None

    @property
    def suffix(self) -> str:
        """What the name of the file has at its end: ``.age`` when it is sealed."""
        return "" if self.way in (None, Way.OPEN) else SUFFIX


def _text_of(path: Path) -> str:
    try:
        if not path.is_file():
            raise BadInput("There is no such file.")
        with path.open("rb") as file:
            return file.read(MAX_KEY_TEXT + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("This file cannot be read as text. A key file is small and plain.") from error
