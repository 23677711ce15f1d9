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
    "organisation", "name",
)  # fmt: skip
_GRAMMAR = re.compile(
    r"\[(?:pupil [A-Z]{1,2}|(?:School|Group|school|group) [0-9]{1,3}|week [0-9]{1,2}|"
    + "|".join(re.escape(word) for word in sorted((*PLAIN, *ROLES), key=len, reverse=True))
    + r")\]"
)


def find_placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """Return where our own placeholders stand, by exact grammar."""
    if "[" not in text:
        return ()
    return tuple((match.start(), match.end()) for match in _GRAMMAR.finditer(text))


def is_placeholder(text: str) -> bool:
    """Return whether a text is one placeholder and nothing else."""
    return _GRAMMAR.fullmatch(text) is not None
