"""What a passphrase must be, and five plain words for whoever wants one made."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from tutordiary import assets

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 512
SUGGESTED_WORDS = 5

_WORD_LIST = "words/passphrase.txt"


def passphrase_problem(text: str) -> str | None:
    """Return one sentence on why ``text`` will not do as a new passphrase, or None if it will."""
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) < LEAST_CHARACTERS:
        return f"A passphrase needs at least {LEAST_CHARACTERS} characters; this has {len(plain)}."
    if len(plain) > MOST_CHARACTERS:
        return f"A passphrase has at most {MOST_CHARACTERS} characters; this has {len(plain)}."
    if len(set(plain.casefold()) - {" "}) < 4:
        return "A passphrase needs more than three different characters."
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in plain):
        return "A passphrase cannot hold a line break or another character that has no key."
    return None


def suggest_passphrase() -> str:
    """Return five plain words at random, joined by spaces: one of about 2 to the power 59."""
    words = _words()
    return " ".join(secrets.choice(words) for _ in range(SUGGESTED_WORDS))


@cache
def _words() -> tuple[str, ...]:
    return tuple(assets.read_text(_WORD_LIST).split())
