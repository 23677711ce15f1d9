"""The keys of the studio: in short at its foot for each view, and all of them for the sheet behind F1."""

from __future__ import annotations

from tutordiary.presenters.case_studio_state import Sheet

CAPS = {
    Sheet.STORY: (
        ("Enter", "put in, reword"),
        ("Alt ↑ ↓", "move"),
        ("Alt ← →", "other part"),
        ("N", "own words"),
        ("Delete", "take out"),
        ("Ctrl Z", "undo"),
    ),
    Sheet.SHORT: (("Tab", "next"), ("Ctrl Z", "undo what you typed")),
    Sheet.PAGE: (("↑ ↓", "scroll"), ("Ctrl Enter", "review and give")),
}
KEYS = (
    ("Enter", "in the evidence: put it into the story. In the story: reword the piece"),
    ("Alt ↑  Alt ↓", "move the piece within its part"),
    ("Alt ←  Alt →", "move the piece to the part before or after"),
    ("N", "a piece in your own words, below the one in hand"),
    ("Delete", "take the piece out; it goes back to the evidence"),
    ("Ctrl Z", "undo the last move, or what you typed"),
    ("→  ←", "from the evidence to the story, and back"),
    ("Esc", "from the words back to the story"),
    ("Ctrl H", "earlier words of the piece"),
    ("Ctrl Shift B", "strong words; H a heading, 8 a list, 7 numbers"),
    ("Ctrl 1 2 3", "the story, in short, the page"),
    ("Ctrl Enter", "review and give"),
)
