"""What the evening half of a session shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from tutordiary.model import Audience
from tutordiary.presenters.log_state import Typed


@dataclass(frozen=True, slots=True)
class Question:
    """One prompt of the diary and its answer; ``has_words`` says whether a kept answer can be released."""

    ask: str
    typed: Typed
    audiences: frozenset[Audience]
    has_words: bool


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """The prompts that stand under one title: "What?"."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """A longer look: prompts that are folded away until they are wanted. ``about`` says what it is."""

    id: str
    title: str
    about: str
    questions: tuple[Question, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class NotedSign:
    """A sign of the session that has words, whom it is about, and what the tutor did before it."""

    about: str
    text: str
    did: Typed


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One thing the group did. ``tags`` are those of the framework it carries."""

    id: str
    name: Typed
    note: Typed
    tags: tuple[str, ...]
    pupil_led: bool


@dataclass(frozen=True, slots=True)
class Did:
    """What the group did. ``lately`` are names of what it did in the sessions before and not today."""

    lines: tuple[ActivityLine, ...]
    tags: tuple[str, ...]
    lately: tuple[str, ...]
    new: Typed
    choices: Question


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One thing a tutor may look at their own practice with, and whether it was at work."""

    id: str
    name: str
    on: bool


Families = tuple[tuple[str, tuple[Ingredient, ...]], ...]


@dataclass(frozen=True, slots=True)
class Ingredients:
    """The ingredients by family, and whether they are unfolded."""

    families: Families
    is_open: bool


@dataclass(frozen=True, slots=True)
class Evening:
    """The evening half of a session. ``my_question`` is this term's; empty when there is none yet.

    ``minutes_spent`` is what writing this took, None when it is not noted.
    """

    title: str
    my_question: str
    answer: Question
    parts: tuple[QuestionPart, ...]
    did: Did
    signs: tuple[NotedSign, ...]
    bring_to_group: bool
    group_question: Typed
    folds: tuple[Fold, ...]
    ingredients: Ingredients
    adults: Typed
    minutes_spent: int | None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every prompt of the diary, in the order shown."""
        asked = [question for part in self.parts for question in part.questions]
        folded = [question for fold in self.folds for question in fold.questions]
        return (self.answer, *asked, self.did.choices, *folded)

    @property
    def typed(self) -> tuple[Typed, ...]:
        """The words of every field, wherever it stands."""
        lines = [typed for line in self.did.lines for typed in (line.name, line.note)]
        others = [self.did.new, *lines, *(sign.did for sign in self.signs), self.group_question, self.adults]
        return (*(question.typed for question in self.questions), *others)
