"""Three questions before anything leaves: who could recognise a child in it? Answers are for these words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutordiary.diary import Diary
from tutordiary.release.intruder import (
    COLLEAGUE,
    CONFIRMATION,
    PM_BUNDLE,
    QUESTIONS,
    SCHOOL,
    STRANGER,
    Intruder,
    intruder_blocks,
)
from tutordiary.release.review import ReviewItem

_AFTER = " Nothing was written."
_KEPT = {None: "-", True: "y", False: "n"}
_READ = {kept: answer for answer, kept in _KEPT.items()}
_FIELDS = (STRANGER, COLLEAGUE, SCHOOL)


@dataclass(frozen=True, slots=True)
class IntruderLine:
    """A question, with its answer once there is one."""

    key: str
    asks: str
    answer: bool | None


@dataclass(frozen=True, slots=True)
class IntruderState:
    """The questions. ``confirm`` is a sentence to tick, or empty; ``then`` says what an answer asks for."""

    lines: tuple[IntruderLine, ...]
    confirm: str = ""
    is_confirmed: bool = False
    then: str = ""


class IntruderDesk:
    """Keeps the answers for one road, under the words that would leave: other words open them again."""

    def __init__(self, diary: Diary, road: str) -> None:
        self._diary = diary
        self._preference = f"share intruder {road}"

    def answers(self, items: Sequence[ReviewItem]) -> Intruder:
        """Return what was answered for exactly these words."""
        digest, _, kept = self._diary.preference(self._preference).partition(" ")
        if digest != _digest(items) or len(kept) != len(_FIELDS) + 1:
            return Intruder()
        said = [_READ.get(letter) for letter in kept]
        return Intruder(said[0], said[1], said[2], confirmed=said[3] is True)

    def answer(self, items: Sequence[ReviewItem], key: str, *, yes: bool) -> None:
        """Take an answer."""
        held = self.answers(items)
        changed = {STRANGER: "stranger", COLLEAGUE: "colleague", SCHOOL: "school"}[key]
        self._keep(items, replace(held, **{changed: yes}))

    def confirm(self, items: Sequence[ReviewItem], *, on: bool) -> None:
        """Take the tick that goes with a yes for the school."""
        self._keep(items, replace(self.answers(items), confirmed=on))

    def _keep(self, items: Sequence[ReviewItem], held: Intruder) -> None:
        said = (held.stranger, held.colleague, held.school, held.confirmed)
        letters = "".join(_KEPT[one] for one in said)
        self._diary.keep_preference(self._preference, f"{_digest(items)} {letters}")

    def blocked(self, items: Sequence[ReviewItem], purpose: str) -> str:
        """Return what the answers ask for before anything may leave; empty when it may."""
        return intruder_blocks(self.answers(items), purpose).removesuffix(_AFTER)

    def state(self, items: Sequence[ReviewItem], purpose: str) -> IntruderState:
        """Return the questions as they are drawn."""
        held = self.answers(items)
        said = dict(zip(_FIELDS, (held.stranger, held.colleague, held.school), strict=True))
        is_asked = bool(held.school) and purpose == PM_BUNDLE
        so_far = replace(
            held, stranger=held.stranger is True, colleague=held.colleague is True, school=held.school is True
        )
        then = intruder_blocks(so_far, purpose).removesuffix(_AFTER)
        return IntruderState(
            lines=tuple(IntruderLine(key, QUESTIONS[key], said[key]) for key in _FIELDS),
            confirm=CONFIRMATION if is_asked else "",
            is_confirmed=held.confirmed,
            then=then,
        )


def _digest(items: Sequence[ReviewItem]) -> str:
    """Return what stands for the words that would leave."""
    words = sorted(item.rendered for item in items if item.is_ready)
    return hashlib.sha256("\n\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]
