"""The way back in the studio: how the story stood before each move. Words typed since then stay."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutordiary.diary.case_pieces import Standing

MOST = 100


@dataclass(frozen=True, slots=True)
class Stood:
    """How a story stood, with what was in hand; ``words`` say what was done then."""

    standing: Standing
    part: str
    piece: str
    words: str
    is_whole: bool


class CaseUndo:
    """Remembers up to a hundred changes, newest last."""

    def __init__(self) -> None:
        self._held: list[Stood] = []

    @property
    def words(self) -> str:
        """What would be taken back; empty when there is nothing."""
        return self._held[-1].words if self._held else ""

    def push(self, standing: Standing, part: str, piece: str, words: str, *, whole: bool) -> None:
        """Remember how it stood before a change; ``whole`` when the change was to words as well."""
        self._held.append(Stood(standing, part, piece, words, whole))
        del self._held[:-MOST]

    def pop(self, now: Standing) -> Stood | None:
        """Return how it stood before the last change, with the words of ``now``; None for no change."""
        if not self._held:
            return None
        stood = self._held.pop()
        if stood.is_whole:
            return stood
        texts = {one.id: one.text for one in now.pieces}
        pieces = tuple(replace(one, text=texts.get(one.id, one.text)) for one in stood.standing.pieces)
        return replace(stood, standing=Standing(now.study, pieces))

    def forget(self) -> None:
        """Begin with nothing to take back."""
        self._held.clear()
