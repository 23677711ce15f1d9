"""Reads a tutor's decisions from a JSON file, for giving things out without a window.

    [{"item": "<id>", "decision": "keep", "word": "Will"},
     {"item": "<id>", "decision": "reword", "word": "", "replacement": "…"},
     {"item": "*", "decision": "read"}]

The list may also stand in an object under ``decisions``. They are taken in their order. Beside it may stand
who could recognise a child: ``"intruder": {"stranger": "no", "colleague": "no", "school": "yes",
"confirmed": "yes"}``.
``keep``, ``name`` and ``generalise`` without a word answer every open question of the item. ``*`` stands for
every item that still needs the tutor, and only goes with ``read`` and ``leave_out``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tutordiary.diary import Diary
from tutordiary.errors import BadInput
from tutordiary.release.intruder import COLLEAGUE, SCHOOL, STRANGER, Intruder
from tutordiary.release.review import HOME, Decision, Question, ReviewItem, decide

EVERY = "*"
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class FiledDecision:
    """One entry of the file."""

    item: str
    decision: Decision
    word: str = ""
    replacement: str = ""


def read_decisions(path: Path) -> tuple[FiledDecision, ...]:
    """Return the decisions of a file in its order. Raises: BadInput naming the entry that is wrong."""
    data = _read(path)
    entries = data.get("decisions", []) if isinstance(data, dict) else data
    is_known = not isinstance(data, dict) or {"decisions", "intruder"} & set(data)
    if not isinstance(entries, list) or not is_known:
        raise BadInput(f"{path.name} should hold a list of decisions. Nothing was written.")
    return tuple(_entry(entry, number, path.name) for number, entry in enumerate(entries, start=1))


def read_intruder(path: Path) -> Intruder | None:
    """Return the answers in a file to who could recognise a child; None where it has none.

    Raises: BadInput for an answer that is neither "yes" nor "no".
    """
    data = _read(path)
    if not isinstance(data, dict) or "intruder" not in data:
        return None
    said = data["intruder"]
    known = {STRANGER, COLLEAGUE, SCHOOL, "confirmed"}
    is_clear = isinstance(said, dict) and set(said) <= known
    if not is_clear or any(answer not in ("yes", "no") for answer in said.values()):
        raise BadInput(
            f"Under intruder, {path.name} should say yes or no to stranger, colleague, school and confirmed. "
            "Nothing was written."
        )
    answers = {key: said[key] == "yes" for key in said}
    return Intruder(
        answers.get(STRANGER), answers.get(COLLEAGUE), answers.get(SCHOOL), answers.get("confirmed", False)
    )


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"{path.name} is too big for a file of decisions. Nothing was written.")
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read ({error.strerror}). Nothing was written.") from None
    except (ValueError, RecursionError):
        raise BadInput(f"{path.name} is not JSON. Nothing was written.") from None


def _entry(entry: object, number: int, name: str) -> FiledDecision:
    place = f"Decision {number} of {name}"
    if not isinstance(entry, dict):
        raise BadInput(f"{place} should be an object. Nothing was written.")
    texts = {key: entry.get(key, "") for key in ("item", "decision", "word", "replacement")}
    if not all(isinstance(value, str) for value in texts.values()) or not texts["item"]:
        raise BadInput(f"{place} needs an item, and every value should be text. Nothing was written.")
    decision = next((each for each in Decision if each == texts["decision"]), None)
    if decision is None:
        known = ", ".join(str(each) for each in list(Decision)[:-1])
        raise BadInput(f"{place} should say {known} or {Decision.READ}. Nothing was written.")
    if texts["item"] == EVERY and decision not in (Decision.READ, Decision.LEAVE_OUT):
        raise BadInput(f"{place}: only read and leave_out may be said of every item. Nothing was written.")
    if decision is Decision.REWORD and not texts["replacement"].strip():
        raise BadInput(f"{place} rewords without a replacement. Nothing was written.")
    return FiledDecision(texts["item"], decision, texts["word"], texts["replacement"])


def apply_decisions(diary: Diary, items: Sequence[ReviewItem], filed: Sequence[FiledDecision]) -> int:
    """Keep the filed decisions on the items they name, and return how many were kept.

    Raises: BadInput for an item or a word that is not up for review; then none is kept.
    """
    by_id = {item.id: item for item in items}
    kept = 0
    with diary.together():
        for entry in filed:
            if entry.item != EVERY and entry.item not in by_id:
                raise BadInput(f"There is no passage {entry.item[:60]} to decide about. Nothing was written.")
            chosen = (
                [by_id[entry.item]] if entry.item != EVERY else [i for i in by_id.values() if i.is_blocking]
            )
            for item in chosen:
                kept += _apply(diary, item, entry)
                if entry.decision is Decision.REWORD and not entry.word:
                    # What follows is said of the new words.
                    by_id[item.id] = replace(item, source_text=entry.replacement, hidden=())
    return kept


def _answers(decision: Decision, question: Question) -> bool:
    return decision is not Decision.GENERALISE or bool(question.offer)


def _apply(diary: Diary, item: ReviewItem, entry: FiledDecision) -> int:
    words = [entry.word]
    if entry.word and entry.word not in item.source_text and entry.word != HOME:
        raise BadInput(f"In {item.id} there is no such word to decide about. Nothing was written.")
    if not entry.word and entry.decision in (Decision.KEEP, Decision.NAME, Decision.GENERALISE):
        words = list(dict.fromkeys(q.word for q in item.open_questions if _answers(entry.decision, q)))
    for word in words:
        decide(diary, item, entry.decision, word=word, replacement=entry.replacement)
    return len(words)
