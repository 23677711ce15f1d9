"""What a decision was made on: what did not stand there when a passage was read, and of whom it told.

Decisions are kept by the words alone. The same words may leave more of themselves later, when a name is no
longer on the roster or for another reader, and they may stand in two passages about different pupils.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tutordiary.anonymise.render import Rendered
from tutordiary.release.passages import Passage
from tutordiary.release.review_states import Question

_HIDDEN, _ABOUT = "hidden: ", "about: "
Stretch = tuple[int, int]


def hidden_in(rendered: Rendered) -> tuple[Stretch, ...]:
    """Return the stretches of the source that do not leave as they are written."""
    return tuple((piece.raw_start, piece.raw_end) for piece in rendered.pieces if piece.replaced)


def note_of_hidden(hidden: Iterable[Stretch]) -> str:
    """Return what is kept with "I have read this"."""
    return _HIDDEN + " ".join(f"{start}-{end}" for start, end in hidden)


def was_seen(note: str, source: str, hidden: Iterable[Stretch], questions: Iterable[Question]) -> bool:
    """Return whether nothing stands there now that was hidden when the passage was read.

    What the tutor decided about since may stand; what was decided elsewhere may not. A reading that is kept
    without a note was of everything.
    """
    if not note.startswith(_HIDDEN):
        return True
    known = bytearray(len(source))
    decided = ((q.start, q.end) for q in questions if q.decision is not None and not q.is_remembered)
    for start, end in (*hidden, *decided):
        known[start:end] = b"\x01" * (min(end, len(source)) - start)
    for stretch in note.removeprefix(_HIDDEN).split():
        start, end = (int(place) for place in stretch.split("-"))
        if any(source[at].isalnum() and not known[at] for at in range(start, min(end, len(source)))):
            return False
    return True


def note_of_about(passage: Passage) -> str:
    """Return what is kept with a decision to keep a stretch: of whom the passage was, never by name."""
    about = "\n".join((passage.group_id or "", *sorted(passage.pupil_ids)))
    return _ABOUT + hashlib.sha256(about.encode()).hexdigest()[:16]


def is_of(note: str, passage: Passage) -> bool:
    """Return whether a decision was made on a passage about the same pupils of the same group."""
    return not note.startswith(_ABOUT) or note == note_of_about(passage)
