"""The evening half of an open session: the diary's prompts, what was done, what goes to the group."""

from __future__ import annotations

from dataclasses import replace

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.framework import Prompt, prompt_folds, prompts, self_items
from tutordiary.model import Activity, Group, Observation, Programme, Reflection, Session, new_id
from tutordiary.presenters.group_sheet import PupilsSide, pupils_side
from tutordiary.presenters.log_book import LogBook
from tutordiary.presenters.log_evening_state import (
    ActivityLine,
    Did,
    Evening,
    Fold,
    Ingredient,
    Ingredients,
    NotedSign,
    Question,
    QuestionPart,
)
from tutordiary.presenters.log_fields import NEXT_TIME
from tutordiary.presenters.log_session import LogSession
from tutordiary.presenters.log_state import Field, Place
from tutordiary.presenters.log_words import LogWords

INGREDIENTS = "ingredients"  # the fold of that name; the others are those of the prompts
OPEN_FOLDS = "evening/open"  # a preference of the diary
EVENING_OPEN = "evening/session"  # likewise: the session whose evening half is open
LOOK_BACK = 6  # sessions
MOST_LATELY = 8


class LogEvening(LogSession):
    """The part of the log's presenter that the evening half is shown from."""

    _lately: tuple[str, tuple[Activity, ...]] = ("", ())

    def evening(self) -> Evening:
        """Return the evening half of the session as it is kept now."""
        book, words = self._need()
        read = _Reader(book, words)
        opened = frozenset(self._diary.preference(OPEN_FOLDS).split())
        session = book.session
        return Evening(
            title=f"{words.group.working_name}, {dates.long_day(session.held_on)}",
            my_question=question_of_the_term(self._diary, words.group),
            answer=read.question("my_question"),
            parts=read.parts(),
            did=read.did(self._diary.framework.activity_tags, self._done_lately()),
            signs=read.signs(),
            bring_to_group=session.bring_to_group,
            group_question=words.fields.typed(Place(Field.GROUP_QUESTION)),
            folds=read.folds(opened),
            ingredients=_ingredients(session, opened),
            adults=words.fields.typed(Place(Field.ADULTS)),
            minutes_spent=session.minutes_spent,
        )

    def pupils_side(self) -> PupilsSide:
        """Return what the pupils chose for their group: its name, and the rules in their words."""
        self._need()
        return pupils_side(self._diary.need(Group, self.group_id))

    # What is switched -----------------------------------------------------------------------------

    def set_bring_to_group(self, *, on: bool) -> None:
        """Note whether this session goes to the reflection group."""
        self._write_session(bring_to_group=on)

    def set_minutes_spent(self, minutes: int | None) -> None:
        """Note how many minutes the writing took; None for not noted."""
        self._write_session(minutes_spent=minutes)

    def set_ingredient(self, item_id: str, *, on: bool) -> None:
        """Note that an ingredient was at work in this session, or that it was not after all."""
        held = self._need()[0].session.ingredients
        kept = tuple(one for one in held if one != item_id)
        self._write_session(ingredients=(*kept, item_id) if on else kept)

    def set_fold(self, fold_id: str, *, is_open: bool) -> None:
        """Unfold a part or fold it away; it stays so, in other sessions too."""
        opened = set(self._diary.preference(OPEN_FOLDS).split())
        opened = opened | {fold_id} if is_open else opened - {fold_id}
        self._diary.keep_preference(OPEN_FOLDS, " ".join(sorted(opened)))

    def note_evening(self, *, is_open: bool) -> None:
        """Remember whether the evening half is open, to come back to it after a lock."""
        self._diary.keep_preference(EVENING_OPEN, self.session_id if is_open else "")

    @property
    def was_in_evening(self) -> bool:
        """Whether the evening half of this session was open when the diary was put away."""
        return bool(self.session_id) and self._diary.preference(EVENING_OPEN) == self.session_id

    # What the group did ---------------------------------------------------------------------------

    def add_activity(self, name: str) -> str:
        """Add something the group did, and return its id.

        A tag of the framework is its own tag; something the group did lately brings the tags it had.
        """
        book, _ = self._need()
        tags = (name,) if name in self._diary.framework.activity_tags else ()
        before = next((one for one in self._done_lately() if one.name == name), None)
        made = Activity(
            id=new_id(),
            session_id=self.session_id,
            name=name if before else name[:1].upper() + name[1:],
            tags=before.tags if before else tags,
        )
        book.change("an activity", save=[made], cursor=self._cursor)
        self._show()
        return made.id

    def tag_activity(self, activity_id: str, tag: str, *, on: bool) -> None:
        """Give an activity a tag of the framework, or take it off."""
        held = self._activity(activity_id)
        if held is not None:
            kept = tuple(one for one in held.tags if one != tag)
            self._change_activity(replace(held, tags=(*kept, tag) if on else kept))

    def set_pupil_led(self, activity_id: str, *, on: bool) -> None:
        """Note whether pupils led an activity."""
        held = self._activity(activity_id)
        if held is not None:
            self._change_activity(replace(held, pupil_led=on))

    def remove_activity(self, activity_id: str) -> Activity | None:
        """Take an activity out, into the bin, and return it; None when it was gone already."""
        book, words = self._need()
        held = self._activity(activity_id)
        if held is None:
            return None
        for field in (Field.ACTIVITY, Field.ACTIVITY_NOTE):
            key = words.fields.draft_key(Place(field, held.id))
            if words.fields.drafts.pop(key, None) is not None:
                book.change("", drop_draft=key)
        book.change("an activity", remove=[held], cursor=self._cursor)
        self._show()
        return held

    def put_back_activity(self, activity: Activity) -> None:
        """Put an activity back that was taken out."""
        self._change_activity(activity)

    # Inside ---------------------------------------------------------------------------------------

    def _activity(self, activity_id: str) -> Activity | None:
        book, _ = self._need()
        return next((one for one in book.of(Activity) if one.id == activity_id), None)

    def _change_activity(self, activity: Activity) -> None:
        self._need()[0].change("an activity", save=[activity], cursor=self._cursor)
        self._show()

    def _write_session(self, **values: object) -> None:
        book, _ = self._need()
        book.write(replace(book.session, **values))  # type: ignore[arg-type]
        self._show()

    def _done_lately(self) -> tuple[Activity, ...]:
        """Return the newest activity of each name in this group's last sessions before this one."""
        session = self._need()[0].session
        if self._lately[0] != session.id:
            self._lately = (session.id, done_lately(self._diary, session))
        return self._lately[1]


def question_of_the_term(diary: Diary, group: Group) -> str:
    """Return a group's action research question, else its programme's; empty when there is none."""
    if group.action_research_question.strip() or group.programme_id is None:
        return group.action_research_question.strip()
    programme = diary.get(Programme, group.programme_id)
    return programme.action_research_question.strip() if programme else ""


def done_lately(diary: Diary, session: Session) -> tuple[Activity, ...]:
    """Return what a group did in its last sessions before one, the newest of each name, newest first."""
    before = [
        one
        for one in diary.find(Session, order=("-held_on", "-id"), group_id=session.group_id)
        if one.held_on < session.held_on
    ]
    found: dict[str, Activity] = {}
    for one in before[:LOOK_BACK]:
        for activity in diary.find(Activity, session_id=one.id):
            found.setdefault(activity.name, activity)
    return tuple(found.values())[:MOST_LATELY]


class _Reader:
    """Reads the parts of the evening half out of the session's records and drafts."""

    def __init__(self, book: LogBook, words: LogWords) -> None:
        self._book = book
        self._words = words
        self._asks = {prompt.id: prompt for prompt in prompts()}

    def question(self, prompt_id: str) -> Question:
        """Return one prompt of the diary with its answer."""
        fields = self._words.fields
        place = Place(Field.NEXT_TIME) if prompt_id == NEXT_TIME else Place(Field.PROMPT, prompt_id)
        held = fields.held(place)
        audiences = held.audiences if isinstance(held, Reflection) else frozenset()
        return Question(self._asks[prompt_id].ask, fields.typed(place), audiences, held is not None)

    def parts(self) -> tuple[QuestionPart, ...]:
        """Return the seven prompts under their three titles."""
        found: dict[str, list[Prompt]] = {}
        for prompt in self._asks.values():
            if prompt.part:
                found.setdefault(prompt.part, []).append(prompt)
        return tuple(
            QuestionPart(title, tuple(self.question(prompt.id) for prompt in asked))
            for title, asked in found.items()
        )

    def folds(self, opened: frozenset[str]) -> tuple[Fold, ...]:
        """Return the longer looks; one that holds words is open."""
        found = []
        for fold in prompt_folds():
            questions = tuple(self.question(prompt.id) for prompt in fold.prompts)
            is_open = fold.id in opened or any(one.typed.text.strip() for one in questions)
            found.append(Fold(fold.id, fold.title, fold.about, questions, is_open))
        return tuple(found)

    def signs(self) -> tuple[NotedSign, ...]:
        """Return the signs of the session that have words, with what the tutor did before them."""
        return tuple(
            NotedSign(
                self._words.name_of(sign.pupil_id or ""),
                sign.text,
                self._words.fields.typed(Place(Field.DID, sign.id)),
            )
            for sign in self._book.of(Observation)
            if sign.text or sign.what_i_did
        )

    def did(self, tags: tuple[str, ...], lately: tuple[Activity, ...]) -> Did:
        """Return what the group did, with what it can be tagged with and what it did lately."""
        fields = self._words.fields
        held = self._book.of(Activity)
        names = {one.name.casefold() for one in held}
        return Did(
            lines=tuple(
                ActivityLine(
                    one.id,
                    fields.typed(Place(Field.ACTIVITY, one.id)),
                    fields.typed(Place(Field.ACTIVITY_NOTE, one.id)),
                    one.tags,
                    one.pupil_led,
                )
                for one in held
            ),
            tags=tags,
            lately=tuple(one.name for one in lately if one.name.casefold() not in names),
            new=fields.typed(Place(Field.NEW_ACTIVITY)),
            choices=self.question("choices_pupils_made"),
        )


def _ingredients(session: Session, opened: frozenset[str]) -> Ingredients:
    families: dict[str, list[Ingredient]] = {}
    for item in self_items():
        on = item.id in session.ingredients
        families.setdefault(item.family, []).append(Ingredient(item.id, item.name, on))
    is_open = INGREDIENTS in opened or bool(session.ingredients)
    return Ingredients(tuple((name, tuple(items)) for name, items in families.items()), is_open)
