"""What the log says of a review: how much was replaced, what was decided, by which rules. Never a word."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import tutordiary
from tutordiary import assets
from tutordiary.anonymise.roster import Roster
from tutordiary.anonymise.spans import Action
from tutordiary.diary import Diary
from tutordiary.release.intruder import Intruder
from tutordiary.release.pseudonyms import Pseudonyms
from tutordiary.release.review_context import THEY_FOR_EVERYONE
from tutordiary.release.review_reading import ASKED_PRONOUN, PRONOUN
from tutordiary.release.review_states import Decision, ReviewItem

LISTS = (
    "words/english.txt.gz", "words/tutor.txt", "words/pronouns.txt", "names/people.txt.gz",
    "names/short.txt", "names/changed_names.txt",
)  # fmt: skip
_TELLING = ("RARE", "SENSITIVE")


@cache
def rules_sha256() -> str:
    """Return the SHA-256 of the version and of every list the rules go by."""
    whole = hashlib.sha256(tutordiary.__version__.encode())
    for name in LISTS:
        whole.update(hashlib.sha256(assets.read_bytes(name)).digest())
    return whole.hexdigest()


def roster_revision(pseudonyms: Pseudonyms, roster: Roster) -> str:
    """Return a code that changes with the roster; keyed, so that no name can be tried against it."""
    return pseudonyms.code(
        f"roster {hashlib.sha256(repr(roster).encode('utf-8', 'surrogatepass')).hexdigest()}"
    )


def pronoun_rule(diary: Diary) -> str:
    """Return the rule that "he" and "she" were put to "they" by in a bundle."""
    return "they" if diary.preference(THEY_FOR_EVERYONE) == "yes" else "they-if-unique"


def summary(
    items: Sequence[ReviewItem], used: Sequence[ReviewItem], intruder: Intruder | None = None
) -> dict[str, Any]:
    """Return what a log entry says of a review: of all that was up, of what went along, and who may know it.

    What is kept back by its kind, such as a worry, is in neither and is not counted.
    """
    spans = [span for item in used for span in item.spans if span.action is Action.REDACT]
    questions = [question for item in used for question in item.questions]
    decisions = Counter((q.type, str(q.decision)) for q in questions if q.decision is not None)
    taken = [q for q in questions if q.decision is Decision.GENERALISE]
    names = [span for span in spans if span.type != PRONOUN]
    return {
        "items": len(items),
        "quotes": len(used),
        "counts": {
            "replaced_known": sum(span.entity is not None for span in names),
            "replaced_unknown": sum(span.entity is None for span in names),
            "generalised": sum(item.generalised for item in used)
            + sum(q.type != ASKED_PRONOUN for q in taken),
            "pronouns": len(spans) - len(names) + sum(q.type == ASKED_PRONOUN for q in taken),
            "kept_words": sum(q.type == "WORD?" and q.decision is Decision.KEEP for q in questions),
            "telling_kept": sum(q.type in _TELLING and q.decision is Decision.KEEP for q in questions),
            "reworded": sum(item.source_text != item.original for item in used)
            + sum(q.decision is Decision.REWORD for q in questions),
            "left_out": len(items) - len(used),
        },
        "decisions": [
            {"type": kind, "decision": decision, "number": number}
            for (kind, decision), number in sorted(decisions.items())
        ],
        "verifier": {"text": "pass", "reannotate": "pass"},
        "intruder": intruder.as_words() if intruder else {},
        "reviewer_confirmed": all(item.is_read for item in used),
    }
