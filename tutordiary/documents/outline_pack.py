"""The plain shape of a reflection pack, in reading order."""

from __future__ import annotations

from tutordiary.documents import pack_words as words
from tutordiary.documents.blocks import Block, Cell, Facts, Grid, Heading, Listing, Room, Text, Title
from tutordiary.documents.content import Pack


def pack_blocks(pack: Pack) -> list[Block]:
    """Return the page, then the agenda and the sheet for who runs the session where they are wanted."""
    happened = Text(pack.happened) if pack.happened else Text(words.NOTHING_HAPPENED, "quiet")
    blocks: list[Block] = [
        Title(pack.title or words.TITLE, words.OVER, words.line(pack)),
        Heading(words.QUESTION),
        Text(pack.question or words.NO_QUESTION, "question"),
        Heading(words.HAPPENED),
        happened,
    ]
    if pack.noticed or pack.unsure:
        blocks.append(Heading(words.BOTH))
        blocks += _numbered(words.NOTICED_HEAD, pack.noticed) + _numbered(words.UNSURE_HEAD, pack.unsure)
    told = (
        (words.ADVICE, pack.advice),
        (words.LEARNED, pack.learned),
        (words.sign_title(pack), pack.sign),
        (words.SINCE, pack.since_last_time),
    )
    for title, text in told:
        blocks += [Heading(title), Text(text)] if text else []
    rows = words.activity_rows(pack.activity)
    blocks += [Heading(words.ACTIVITY), Facts(tuple(rows))] if rows else []
    blocks += [Heading(words.SPACE), Room(words.spaces(pack), lines=2, side_by_side=True)]
    blocks += _agenda() if pack.with_agenda else []
    return blocks + (_facilitator(pack) if pack.with_facilitator else [])


def _numbered(title: str, items: tuple[str, ...]) -> list[Block]:
    if not items:
        return [Heading(title, 3), Text(words.NOTHING, "quiet")]
    return [Heading(title, 3), Listing(items, tuple(range(1, len(items) + 1)))]


def _agenda() -> list[Block]:
    rows = tuple((when, f"{name}. {what}") for when, name, what in words.agenda_rows())
    return [
        Heading(words.AGENDA_TITLE, new_page=True),
        Text(words.AGENDA_LINE, "quiet"),
        Heading(words.agenda_heading(), 3),
        Facts(rows),
        Heading(words.RULES_TITLE, 3),
        Listing(words.GROUND_RULES),
        Text(words.SAFEGUARDING, "warn"),
    ]


def _facilitator(pack: Pack) -> list[Block]:
    blocks: list[Block] = [
        Heading(words.FACILITATOR_TITLE, new_page=True),
        Text(words.FACILITATOR_LINE, "quiet"),
        Heading(words.WHO_TITLE, 3),
        Grid(
            words.WHO_HEADS,
            (tuple(Cell((Text(text),) if text else ()) for text in words.who_row(pack)),),
            words.WHO_SHARES,
            words.WHO_TITLE,
            blank_rows=words.WHO_ROWS,
        ),
        Heading(words.QUESTIONS_TITLE, 3),
    ]
    blocks += [Facts(tuple((title, " ".join(items)) for title, items in words.SESSION_CARDS))]
    blocks += [Heading(words.LISTEN_TITLE, 3), Listing(words.LISTEN_FOR)]
    blocks += [Heading(words.ACTIONS_TITLE, 3)]
    blocks += [
        Grid(
            words.ACTIONS_HEADS, (), words.ACTIONS_SHARES, words.ACTIONS_TITLE, blank_rows=words.ACTIONS_ROWS
        )
    ]
    return [*blocks, Text(words.SAFEGUARDING, "warn")]
