"""What comment slips say, in order: shared by the page and the plain shape of them."""

from __future__ import annotations

from tutordiary.documents import wording
from tutordiary.documents.blocks import Block, Heading, Room, Text, Title
from tutordiary.documents.content import CommentSlips


def slips_title(slips: CommentSlips) -> str:
    """Return the title: about whose music it is."""
    return f"What do you think about {slips.name}’s music?" if slips.name else "What do you think?"


def hand_back(slips: CommentSlips) -> str:
    """Return to whom and by when a slip goes back; empty when neither is known."""
    to = f"Please give this back to {slips.back_to}" if slips.back_to else ""
    if not slips.back_by:
        return f"{to}." if to else ""
    return f"{to or 'Please give this back'} by {wording.on(slips.back_by)}."


def slips_blocks(slips: CommentSlips) -> list[Block]:
    """Return the slips as blocks."""
    blocks: list[Block] = [Title(slips_title(slips), "Comment slips")]
    for slip in slips.slips:
        blocks.append(Heading(slip.title))
        blocks += [Text(slip.opening)] if slip.opening else []
        blocks.append(Room((*slip.asks, "Name and date"), 3))
    back = hand_back(slips)
    return [*blocks, *([Text(back, "small")] if back else [])]
