"""The evening half of an open session: the diary's prompts, what the tutor did, what goes to the group."""

from __future__ import annotations

from dataclasses import replace

from tutordiary import dates
from tutordiary.framework import prompts
from tutordiary.model import Observation, Reflection
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_evening_state import Evening, NotedSign, Question, QuestionPart
from tutordiary.presenters.log_fields import NEXT_TIME
from tutordiary.presenters.log_session import LogSession
from tutordiary.presenters.log_state import Field, Place
from tutordiary.presenters.log_words import LogWords


class LogEvening(LogSession):
    """The part of the log's presenter that the evening half is shown from."""

    def evening(self) -> Evening:
        """Return the evening half of the session: the prompts, and what the tutor did."""
        return evening_of(*self._need())

    def set_bring_to_group(self, *, on: bool) -> None:
        """Note whether this session goes to the reflection group."""
        book, _ = self._need()
        book.write(replace(book.session, bring_to_group=on))
        self._show()


def evening_of(book: LogBook, words: LogWords) -> Evening:
    """Return the evening half: the prompts by their parts, and the signs of the session in words."""
    parts: dict[str, list[Question]] = {}
    for prompt in prompts():
        place = Place(Field.PROMPT, prompt.id)
        if prompt.id == NEXT_TIME:
            place = Place(Field.NEXT_TIME)
        held = words.fields.held(place)
        audiences = held.audiences if isinstance(held, Reflection) else frozenset()
        question = Question(prompt.ask, words.fields.typed(place), audiences, held is not None)
        parts.setdefault(prompt.part or "If you like", []).append(question)
    signs = [
        NotedSign(
            words.name_of(sign.pupil_id or ""), sign.text, words.fields.typed(Place(Field.DID, sign.id))
        )
        for sign in book.of(Observation)
        if sign.text or sign.what_i_did
    ]
    session = book.session
    return Evening(
        title=f"{words.group.working_name}, {dates.long_day(session.held_on)}",
        parts=tuple(QuestionPart(title, tuple(asked)) for title, asked in parts.items()),
        signs=tuple(signs),
        bring_to_group=session.bring_to_group,
    )
