"""What comment slips say, in order: shared by the page and the plain shape of them."""

from __future__ import annotations

from tutordiary.documents import wording
from tutordiary.documents.blocks import Block, Heading, Room, Text, Title
from tutordiary.documents.content import CommentSlip, CommentSlips
from tutordiary.documents.parts import Role

NAME_AND_DATE = "Name and date"
SHARED: dict[Role, tuple[str, tuple[str, ...]]] = {
    "pupil": ("Who may read this", ("my school", "my family", "only my music tutor")),
    "staff": ("May these words stand in a report", ("yes", "yes, without my name", "no")),
    "family": ("May these words stand in a report", ("yes", "yes, without my name", "no")),
}
"""What each is asked about their own words, and the answers to choose from: sharing is asked for."""


def slips_title(slips: CommentSlips) -> str:
    """Return the title: about whose music it is."""
    return f"What do you think about {slips.name}’s music?" if slips.name else "What do you think?"


def about(slips: CommentSlips, slip: CommentSlip) -> str:
    """Return the line that lets a slip stand by itself: whose music it asks about, and who asks."""
    who = "" if slip.role == "pupil" else slips.name
    whose = f"About {who}’s music" if who else ""
    return wording.joined((whose, slips.service), " · ")


def hand_back(slips: CommentSlips) -> str:
    """Return to whom and by when a slip goes back; empty when neither is known."""
    to = f"Please give this back to {slips.back_to}" if slips.back_to else ""
    if not slips.back_by:
        return f"{to}." if to else ""
    return f"{to or 'Please give this back'} by {wording.on(slips.back_by)}."


def slips_blocks(slips: CommentSlips) -> list[Block]:
    """Return the slips as blocks, each on a page of its own."""
    blocks: list[Block] = [Title(slips_title(slips), "Comment slips")]
    back = hand_back(slips)
    for place, slip in enumerate(slips.slips):
        label, choices = SHARED[slip.role]
        blocks.append(Heading(slip.title, new_page=place > 0))
        blocks += [Text(line, "small") for line in (about(slips, slip),) if line]
        blocks += [Text(slip.opening)] if slip.opening else []
        blocks.append(Room((*slip.asks, NAME_AND_DATE), 3))
        blocks.append(Text(f"{label}? {' / '.join(choices)}"))
        blocks += [Text(back, "small")] if back else []
    return blocks
