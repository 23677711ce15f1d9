"""The words of the log: moments to remember, what pupils said, the plan, and who may see which of it."""

from __future__ import annotations

from dataclasses import replace

from tutordiary import wording
from tutordiary.diary import history
from tutordiary.model import (
    Asked,
    Audience,
    Draft,
    Observation,
    Reflection,
    Source,
    Tried,
    Voice,
    Where,
    new_id,
)
from tutordiary.presenters.history import TextHistory, TextPlace
from tutordiary.presenters.log_fields import field_of
from tutordiary.presenters.log_panel import MOST_LINKS
from tutordiary.presenters.log_state import Field, Place
from tutordiary.presenters.log_who import LogWho

MOST_MINUTES = 24 * 60


class LogSaid(LogWho):
    """The part of the log's presenter that takes words and what is said about them."""

    # Typing ---------------------------------------------------------------------------------------

    def keep_typing(self, place: Place, text: str, caret: int, steps: tuple[str, ...] = ()) -> None:
        """Hold unfinished words, and the texts before them, so that nothing can lose them."""
        book, words = self._need()
        key = words.fields.draft_key(place)
        words.fields.drafts[key] = Draft(key, text, caret, steps, self._now())
        book.keep_draft(key, text, caret, steps)
        self._show()

    def commit_typing(self, place: Place, text: str) -> None:
        """Make words part of their record, and let the draft go. Empty words take the record away."""
        self._commit(place, text)
        self._show()

    def earlier(self, place: Place) -> TextHistory | None:
        """Return the earlier texts of a place; None while nothing is kept of it."""
        held = self._need()[1].fields.held(place)
        if held is None:
            return None
        return TextHistory(self._diary, TextPlace(type(held), held.id, field_of(held, place)))

    def use_again(self, place: Place, text: str) -> None:
        """Let an earlier text stand in a place again; what stands there now becomes an earlier one."""
        held = self._need()[1].fields.held(place)
        if held is not None:
            history.keep_version(self._diary, type(held), held.id, field_of(held, place))
        self.commit_typing(place, text)

    def set_audience(self, place: Place, audience: Audience, *, on: bool) -> None:
        """Release the words of a place to somebody, or keep them back again. They start as only me."""
        book, words = self._need()
        held = words.fields.held(place)
        if not isinstance(held, Observation | Reflection | Voice):
            return
        audiences = held.audiences | {audience} if on else held.audiences - {audience}
        book.change("who may see it", save=[replace(held, audiences=audiences)], cursor=self._cursor)
        who = wording.AUDIENCE[audience]
        self._say(f"{who} may see this" if on else f"{who} will not see this")
        self._show()

    # Several of a kind ----------------------------------------------------------------------------

    def open_item(self, field: Field, item: str) -> None:
        """Turn to another of the moments, or of the quotes, of the pupil under the cursor."""
        fields = self._need()[1].fields
        held = fields.moments(self._pupil_id) if field is Field.MOMENT else fields.quotes(self._pupil_id)
        is_first = bool(held) and held[0].id == item
        fields.items[field, self._pupil_id] = "" if is_first else item
        self._show()

    def another(self, field: Field) -> None:
        """Begin one more moment, or one more quote, of the pupil under the cursor, and go there to type.

        While there is none yet, or the one to type in is new and empty, that one is it.
        """
        fields = self._need()[1].fields
        place = fields.place(field, self._pupil_id)
        if fields.held(place) is not None:
            fields.items[field, self._pupil_id] = new_id()
        self._show()
        self._focus(field)

    def _focus(self, field: Field) -> None:
        if self._view is not None:
            fields = self._need()[1].fields
            place = Place(field) if field is Field.NEXT_TIME else fields.place(field, self._pupil_id)
            self._view.focus_place(place, None)

    # More about a moment --------------------------------------------------------------------------

    def switch_phrase(self, phrase: str, *, on: bool) -> None:
        """Put a ready phrase into the moment as a sentence of its own, or take it out again."""
        _, words = self._need()
        place = words.fields.place(Field.MOMENT, self._pupil_id)
        text = words.fields.typed(place).text
        sentence = f"{phrase}."
        if on and sentence not in text:
            text = f"{text} {sentence}".strip()
        elif not on:
            for found in (f" {sentence}", f"{sentence} ", sentence):
                text = text.replace(found, "")
            text = text.strip()
        self.commit_typing(place, text)

    def start_with_sign(self, sign: str) -> None:
        """Put an example of a small sign into the moment, to be made the tutor's own words; go there to type.

        It stays unfinished: nothing is noted before the tutor goes on. No indicator is set by it.
        """
        words = self._need()[1]
        place = words.fields.place(Field.MOMENT, self._pupil_id)
        typed = words.fields.typed(place).text.rstrip()
        text = f"{typed} {sign}".strip()
        self.keep_typing(place, text, len(text), (typed,))
        if self._view is not None:
            self._view.focus_place(place, len(text))

    def link_indicator(self, indicator_id: str, *, on: bool) -> None:
        """Say that the moment is about an indicator, or not after all; three at most."""
        moment = self._moment()
        if moment is None:
            return
        kept = tuple(one for one in moment.indicators if one != indicator_id)
        if on and len(kept) < MOST_LINKS:
            kept = (*kept, indicator_id)
        self._change("what the moment is about", replace(moment, indicators=kept))

    def set_where(self, where: Where) -> None:
        """Note where the moment was noticed."""
        moment = self._moment()
        if moment is not None:
            self._change("where it was noticed", replace(moment, where_seen=where))

    def set_source(self, source: Source) -> None:
        """Note who saw or said it."""
        moment = self._moment()
        if moment is not None:
            self._change("who saw it", replace(moment, source=source))

    def star(self, field: Field, *, on: bool) -> None:
        """Star the moment or the quote that is open, or take its star away."""
        held = self._moment() if field is Field.MOMENT else self._quote()
        if held is not None:
            self._change("a star", replace(held, starred=on))

    # More about their words -----------------------------------------------------------------------

    def set_asked(self, asked: Asked | None) -> None:
        """Note whether the words were asked for or offered; None is not noted."""
        quote = self._quote()
        if quote is not None:
            self._change("asked or offered", replace(quote, asked=asked))

    def set_about_home(self, *, on: bool) -> None:
        """Note that the words are about home: such words go into no document by themselves."""
        quote = self._quote()
        if quote is not None:
            self._change("about home", replace(quote, about_home=on))

    # The plan -------------------------------------------------------------------------------------

    def set_tried(self, tried: Tried | None) -> None:
        """Answer whether last time's "next time" was tried; None takes the answer back."""
        book, _ = self._need()
        book.write(replace(book.session, tried_last=tried))
        self._show()

    def set_minutes(self, minutes: int | None) -> None:
        """Note how long the session was, in minutes; None or what cannot be is not noted."""
        book, _ = self._need()
        kept = minutes if minutes is not None and 0 < minutes <= MOST_MINUTES else None
        book.write(replace(book.session, actual_min=kept))
        self._show()

    # Inside ---------------------------------------------------------------------------------------

    def _moment(self) -> Observation | None:
        fields = self._need()[1].fields
        held = fields.held(fields.place(Field.MOMENT, self._pupil_id))
        return held if isinstance(held, Observation) else None

    def _quote(self) -> Voice | None:
        fields = self._need()[1].fields
        held = fields.held(fields.place(Field.WORDS, self._pupil_id))
        return held if isinstance(held, Voice) else None

    def _change(self, name: str, changed: Observation | Voice) -> None:
        self._need()[0].change(name, save=[changed], cursor=self._cursor)
        self._show()
