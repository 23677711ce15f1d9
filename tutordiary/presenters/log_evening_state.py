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
class NotedSign:
    """A sign of the session that has words, whom it is about, and what the tutor did before it."""

    about: str
    text: str
    did: Typed


@dataclass(frozen=True, slots=True)
class Evening:
    """The evening half of a session: the prompts, the signs to link, and whether to bring it to the group."""

    title: str
    parts: tuple[QuestionPart, ...]
    signs: tuple[NotedSign, ...]
    bring_to_group: bool
