"""A gentle look at the question a tutor brings to a group: hints beside the field, never a bar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutordiary import coaching

OPEN_WORDS = frozenset({"how", "what", "when", "where", "which", "who", "whose", "why", "whether"})
CLOSED_WORDS = frozenset(
    {"am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must",
     "shall", "should", "was", "were", "will", "would", "isnt", "arent", "cant", "dont", "doesnt", "didnt",
     "wont", "shouldnt", "couldnt", "wouldnt"}
)  # fmt: skip
LONGEST_WORDS = 40
STARTERS = (
    "How can I…?",
    "What happens when…?",
    "What else could I try when…?",
    "What might it be like for a pupil when…?",
)

NO_MARK = "It is not a question yet: end it with a question mark."
SEVERAL = "There is more than one question in it. Which one matters most to you today?"
CLOSED = "It can be answered with yes or no. Try to begin with “How can I…” or “What happens when…”."
NOT_OPEN = "An open question often begins with how, what or when."
WHY = "“Why” can sound as if somebody is to blame. Try “What happens when…” or “What might it be like…”."
BLAME = "“{word}” may sound like blame. Try: {instead}."
FAULT = "“{word}” may sound like blame. What happens, and what could you try?"
LONG = "It is long to take in at once. Could it be said in one breath?"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FAULT = re.compile(
    r"\b(?:whose fault|fault|to blame|blames?|makes? (?:him|her|them) behave"
    r"|stop (?:him|her|them|\[pupil(?: [A-Z]{1,2})?\])|get rid of|put up with)\b",
    re.IGNORECASE,
)
# A clause before the question itself: "When a pupil leaves the room, how can I…?"
_LEAD_IN = re.compile(r"^(?:when|if|while|after|before|since|as)\b[^,?]*,\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionLook:
    """What stands out about a question, as sentences; none when it is an open one."""

    hints: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing stands out."""
        return not self.hints


def look(question: str) -> QuestionLook:
    """Return what could make a question more open: its form first, then words that may sound like blame.

    An empty question has no hints.
    """
    text = " ".join(question.split())
    if not text:
        return QuestionLook(())
    return QuestionLook((*_about_form(text), *_about_blame(text)))


def _about_form(text: str) -> list[str]:
    found = []
    marks = text.count("?")
    if not text.rstrip("”\"')").endswith("?"):
        found.append(NO_MARK)
    elif marks > 1:
        found.append(SEVERAL)
    asked = _LEAD_IN.sub("", text)
    first = next((_plain(word.group()) for word in _WORD.finditer(asked)), "")
    # "Am I protecting the group or giving up on the one who left?" cannot be answered with yes or no.
    is_choice = re.search(r"\bor\b(?! not\b)", asked) is not None
    if first == "why":
        found.append(WHY)
    elif first in CLOSED_WORDS and not is_choice:
        found.append(CLOSED)
    elif first not in OPEN_WORDS and first not in CLOSED_WORDS and not _asks_later(asked):
        found.append(NOT_OPEN)
    if len(_WORD.findall(text)) > LONGEST_WORDS:
        found.append(LONG)
    return found


def _plain(word: str) -> str:
    return word.lower().replace("’", "").replace("'", "")


def _asks_later(asked: str) -> bool:
    """Return whether an open word stands in the last sentence: "It falls flat. How can I…?"."""
    last = re.split(r"[.!…;:]\s+", asked)[-1]
    words = {word.group().lower() for word in _WORD.finditer(last)}
    return bool(words & (OPEN_WORDS - {"why", "whether"}))


def _about_blame(text: str) -> list[str]:
    found = [BLAME.format(word=hint.word, instead=hint.instead.rstrip(".")) for hint in coaching.hints(text)]
    fault = _FAULT.search(text)
    return [*found, *([FAULT.format(word=fault.group())] if fault else [])]
