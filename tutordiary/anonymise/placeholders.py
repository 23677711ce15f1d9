"""The grammar of our own placeholders: exactly these are passed over when an output is read again."""

from __future__ import annotations

import re

# Roles are a closed list: a role typed in by hand can hold a name, so it is never a placeholder.
ROLES = (
    "teaching assistant", "class teacher", "headteacher", "deputy headteacher", "SENCO",
    "educational psychologist",
    "learning mentor", "music teacher", "family support worker", "speech and language therapist", "office",
    "site manager", "teacher", "staff member",
)  # fmt: skip
PLAIN = (
    "pupil", "parent", "family member", "tutor", "school", "group", "person", "place", "phone",
    "email", "url",
    "handle", "postcode", "address", "date", "date of birth", "age", "year group", "class", "pupil number",
    "organisation", "name", "an earlier date", "a later date", "a detail left out", "a personal detail",
    "personal detail", "a family matter", "family matter", "a health matter", "health matter",
    "another language",
)  # fmt: skip
# The bands of ``wording.key_stage``; what is said of an age or a class never says more.
BANDS = ("early years", "KS1", "lower KS2", "upper KS2", "KS3", "KS4", "KS5")
_BAND = f"(?:{'|'.join(BANDS)})"
_WORDS = "|".join(sorted((*PLAIN, *ROLES), key=len, reverse=True))
_INSIDE = (
    rf"pupil [A-Z]{{1,2}}|(?:School|Group|school|group) [0-9]{{1,3}}|(?:a day in )?week [0-9]{{1,3}}|"
    rf"(?:an? )?{_BAND} class|(?:of )?{_BAND} age|{_BAND}(?: child(?:ren)?)?|{_WORDS}"
)
_GRAMMAR = re.compile(rf"\[(?:{_INSIDE})\]")
# As a person may type one: any case, brackets of any width, more spaces.
_LIKE = re.compile(
    rf"[\[［【⟦]\s{{0,3}}({_INSIDE})\s{{0,3}}[\]］】⟧]".replace(" ", r"[ _\u00a0-]{1,3}"), re.IGNORECASE
)


def find_placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """Return where our own placeholders stand, by exact grammar."""
    if "[" not in text:
        return ()
    return tuple((match.start(), match.end()) for match in _GRAMMAR.finditer(text))


def is_placeholder(text: str) -> bool:
    """Return whether a text is one placeholder and nothing else."""
    return _GRAMMAR.fullmatch(text) is not None


def find_typed(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text holds what a reader could take for a placeholder of ours, written by hand."""
    return tuple((match.start(), match.end()) for match in _LIKE.finditer(text))


def as_words(text: str) -> str:
    """Return typed placeholders as words in round brackets; one that stands for somebody loses its code."""
    return _LIKE.sub(lambda match: _harmless(match.group(1)), text)


def _harmless(inside: str) -> str:
    kind, _, code = " ".join(inside.replace("_", " ").replace("-", " ").split()).rpartition(" ")
    said = kind.lower()
    if said in ("pupil", "school", "group") and code:
        return f"(a {said})"
    return f"({inside})"
