"""What stands beside the grid, read from the records of the session: moments, words, what may be added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutordiary.model import Observation, Voice
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_fields import LogFields, one_of, part_of
from tutordiary.presenters.log_state import (
    Field,
    Link,
    Mark,
    MomentMore,
    Panel,
    Place,
    Said,
    WordsMore,
)

if TYPE_CHECKING:
    from tutordiary.presenters.log_words import LogWords

MOST_LINKS = 3
LONGEST_OPENING = 40  # letters


def panel_of(book: LogBook, words: LogWords, row: int, column: int) -> Panel:
    """Return what stands beside the grid while the cursor is in a cell."""
    fields, who, shown = words.fields, words.columns()[column], words.rows[row]
    mark = words.cell(row, column).mark
    own = mark if mark is not None and (column == 0 or not words.is_for_all(mark)) else None
    moment_place = fields.place(Field.MOMENT, who.pupil_id)
    quote_place = fields.place(Field.WORDS, who.pupil_id)
    moments, quotes = fields.moments(who.pupil_id), fields.quotes(who.pupil_id)
    moment, quote = one_of(moments, moment_place.item), one_of(quotes, quote_place.item)
    typed = fields.typed(moment_place)
    part = part_of(book, who.pupil_id)
    return Panel(
        who=who.name,
        what=shown.name,
        step=own.step if own else None,
        harder=own.harder if own else False,
        can_mark=not who.is_away and bool(words.marks.here()),
        last_time=words.last_time(row, who.pupil_id),
        for_all=_for_all(words, mark) if column else "",
        signs=shown.signs,
        moment=typed,
        phrases_on=tuple(phrase for phrase in words.phrases if f"{phrase}." in typed.text),
        links=_links(words, moment, row),
        part=part.part_taken if part else None,
        moment_audiences=moment.audiences if moment else frozenset(),
        has_moment=moment is not None,
        words=fields.typed(quote_place),
        words_audiences=quote.audiences if quote else frozenset(),
        has_words=quote is not None,
        next_time=fields.typed(Place(Field.NEXT_TIME)),
        moments=_lines(fields, moment_place, moments, moment),
        moment_more=_moment_more(fields, moment),
        quotes=_lines(fields, quote_place, quotes, quote),
        words_more=_words_more(fields, quote),
    )


def _for_all(words: LogWords, mark: Mark | None) -> str:
    """Return in words what was set for everyone at once, where a pupil's cell holds it."""
    if mark is None:
        return ""
    below = mark if words.is_for_all(mark) else mark.under
    return f"For everyone: {words.say_mark(below)}" if below is not None else ""


def _links(words: LogWords, moment: Observation | None, row: int) -> tuple[Link, ...]:
    """Return the indicators a moment is about, then the one under the cursor while it may have more."""
    names = {one.indicator_id: one.name for one in words.rows}
    on = [one for one in (moment.indicators if moment else ()) if one in names]
    links = [Link(one, names[one], on=True) for one in on]
    here = words.rows[row].indicator_id
    if here not in on and len(on) < MOST_LINKS:
        links.append(Link(here, names[here], on=False))
    return tuple(links)


def _lines(
    fields: LogFields,
    place: Place,
    held: Sequence[Observation | Voice],
    open_one: Observation | Voice | None,
) -> tuple[Said, ...]:
    """Return a line for each of several; a last one for the new one that is not written down yet."""
    lines = []
    for record in held:
        text = record.words if isinstance(record, Voice) else record.text or record.what_i_did
        lines.append(Said(record.id, _opening(text), record is open_one, record.starred))
    if open_one is None and held:
        lines.append(Said(place.item, _opening(fields.typed(place).text) or "A new one", True, False))
    return tuple(lines) if len(lines) > 1 else ()


def _opening(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_OPENING else f"{line[:LONGEST_OPENING].rstrip()}…"


def _moment_more(fields: LogFields, moment: Observation | None) -> MomentMore | None:
    if moment is None:
        return None
    did = fields.typed(Place(Field.DID_HERE, moment.id))
    return MomentMore(moment.where_seen, moment.source, moment.starred, did)


def _words_more(fields: LogFields, quote: Voice | None) -> WordsMore | None:
    if quote is None:
        return None
    return WordsMore(
        quote.asked,
        quote.about_home,
        quote.starred,
        fields.typed(Place(Field.SCRIBED, quote.id)),
        fields.typed(Place(Field.CAUGHT, quote.id)),
    )
