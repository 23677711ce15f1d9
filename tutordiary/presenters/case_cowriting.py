"""What a co-writer sent back, offered to the tutor piece by piece: nothing is taken over unseen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.drafting.case import cowriting, parts
from tutordiary.drafting.case.cowriting import MOST_BYTES, Suggestion
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.errors import BadInput
from tutordiary.presenters.history import Piece, compare


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing a co-writer changed or added. ``pieces`` compare it with what the story says now."""

    number: int
    title: str
    words: str
    is_new: bool
    pieces: tuple[Piece, ...]


class CoWriting:
    """Holds what came back for one case study until each of it is taken or left."""

    def __init__(self, diary: Diary, desk: CaseDesk) -> None:
        self._diary = diary
        self._desk = desk
        self._held: dict[int, Suggestion] = {}

    def read(self, file: Path) -> None:
        """Read a file. Raises: BadInput when it cannot be read or belongs to no such case study."""
        try:
            with file.open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
        except OSError:
            raise BadInput(f"{file.name} cannot be read. Nothing was changed.") from None
        found = cowriting.read_back(self._diary, self._desk.woven, data, file.name)
        self._held = dict(enumerate(found))

    def offers(self) -> tuple[Offer, ...]:
        """Return what is not decided yet, in the order of the file."""
        return tuple(_offer(number, one) for number, one in self._held.items())

    def leave(self, number: int) -> None:
        """Leave one as it is."""
        self._held.pop(number, None)

    def take(self, number: int) -> str:
        """Take one into the story, and return the id of the piece; empty when it was decided before."""
        one = self._held.pop(number, None)
        if one is None:
            return ""
        if one.piece_id and self._desk.piece(one.piece_id) is not None:
            self._desk.reword(one.piece_id, one.after)
            return one.piece_id
        return self._desk.write(one.part, one.after)


def _offer(number: int, one: Suggestion) -> Offer:
    heading = parts.part_of(one.part).heading
    is_new = not one.piece_id
    title = f"New in {heading}" if is_new else f"Reworded in {heading}"
    # Here what comes is new, and what goes is what the story says now.
    return Offer(number, title, one.after, is_new, compare(one.before, one.after))
