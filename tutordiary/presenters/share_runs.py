"""Passages without anything to decide, put together into runs that are read through in one go.

Every word is still read to its end; what is saved is a key for each of a hundred clear passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tutordiary.presenters import share_marks
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_state import Mark, MarkKind, ReviewRow, RowState, RunState
from tutordiary.release.review import ItemState, ReviewItem
from tutordiary.release.review_kept import is_kept

LEAST_PASSAGES, MOST_PASSAGES = 3, 10
MOST_WORDS = 180  # about a minute's careful reading
_PREFIX = "run "


def fits(item: ReviewItem) -> bool:
    """Return whether a passage can stand in a run: there is and was nothing to decide about it.

    Words kept although they equal a name stand in a list of their own.
    """
    is_plain = item.state is ItemState.CLEAR or all(map(is_kept, item.questions))
    waits = share_marks.row_state(item) in (RowState.TO_READ, RowState.READY)
    return is_plain and waits and item.source_text == item.original


def runs_of(
    items: Iterable[ReviewItem], *, most: int = MOST_PASSAGES, most_words: int = MOST_WORDS
) -> dict[str, tuple[str, ...]]:
    """Return runs of neighbouring unread passages of one group, by a name of their own."""
    found: dict[str, tuple[str, ...]] = {}
    held: list[ReviewItem] = []
    words = 0

    def close() -> None:
        nonlocal words
        if len(held) >= LEAST_PASSAGES:
            found[f"{_PREFIX}{held[0].id}"] = tuple(item.id for item in held)
        held.clear()
        words = 0

    for item in items:
        if not fits(item) or item.is_read:
            close()
            continue
        length = len(item.rendered.split())
        apart = held and held[-1].passage.group_id != item.passage.group_id
        if apart or len(held) == most or words + length > most_words:
            close()
        held.append(item)
        words += length
    close()
    return found


def still(runs: dict[str, tuple[str, ...]], items: dict[str, ReviewItem]) -> dict[str, tuple[str, ...]]:
    """Return runs with those passages that still stand in them; one alone stands for itself."""
    left = {
        run: tuple(one for one in members if one in items and fits(items[one]))
        for run, members in runs.items()
    }
    return {run: members for run, members in left.items() if len(members) > 1}


def row(run: str, items: Sequence[ReviewItem], group: str) -> ReviewRow:
    """Return a run's line in the list."""
    state = _state(items)
    title = ", ".join(part for part in (f"{len(items)} clear passages", group) if part)
    first = share_marks.row(items[0], group)
    return ReviewRow(run, state, title, first.begins, share_marks.STATE_WORDS[state])


def state_of(run: str, items: Sequence[ReviewItem], group_of: Callable[[ReviewItem], str]) -> RunState:
    """Return a run as it is drawn: the passages as they would leave, each under its title."""
    text = ""
    marks: list[Mark] = []
    for item in items:
        passage = share_marks.passage(item, group_of(item), 0)
        start = len(text)
        text += f"{passage.title}\n"
        marks.append(Mark(start, len(text) - 1, MarkKind.TITLE, ""))
        shift = len(text)
        marks += [
            replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in passage.leaving_marks
        ]
        text += f"{passage.leaving}\n\n"
    state = _state(items)
    number = plural(len(items), "passage")
    return RunState(
        id=run,
        title=f"{number} without anything to decide",
        text=text.rstrip("\n"),
        marks=tuple(marks),
        status="Read and ready to leave."
        if state is RowState.READY
        else "Read them to their end, then say so. A name we missed? Select it and press N.",
        can_read=state is RowState.TO_READ,
    )


def _state(items: Sequence[ReviewItem]) -> RowState:
    return RowState.READY if all(item.is_read for item in items) else RowState.TO_READ
