"""What a passphrase must be, how long guessing it would take, and five plain words for whoever wants one."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache

from tutordiary import assets
from tutordiary.errors import BadInput

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 512
SUGGESTED_WORDS = 5

_WORD_LIST = "words/passphrase.txt"

# Stretching takes 256 MiB and half a second on one computer; a thief who hires a thousand tries this many.
_GUESSES_A_SECOND = 1_000
_LOOKED_AT_CHARACTERS = 72  # the estimator's work grows with the square; what follows can only make it harder
_WORDS_OF_A_LANGUAGE = 20_000
_HOUR_S, _DAY_S, _YEAR_S = 3_600, 86_400, 31_557_600


@dataclass(frozen=True, slots=True)
class Strength:
    """How long guessing would take: ``level`` 0 (minutes) to 4 (nobody would wait), and a plain sentence.

    The sentence is empty for an empty field; it ends with a suggestion only at the levels 0 to 2.
    """

    level: int
    sentence: str


_LEVELS = (  # the most seconds, and what they mean to whoever has stolen the computer
    (_HOUR_S, "A thief with many computers could guess this within the hour."),
    (30 * _DAY_S, "A thief with many computers could guess this within a month."),
    (20 * _YEAR_S, "A thief with many computers would need years to guess this."),
    (2_000 * _YEAR_S, "A thief with many computers would need a lifetime to guess this."),
)
_BEYOND = "Guessing this would take longer than anybody would go on trying."
_REASONS = {
    "repeat": "It says the same thing over and over.",
    "sequence": "It follows the alphabet or the figures in their order.",
    "spatial": "It follows the keys of the keyboard.",
}
_HIGHEST_LEVEL_TO_HELP = 2
_MORE_WORDS = "One or two more words, not a saying, would help most."


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


def refuse_weak(text: str) -> None:
    """Raise BadInput if ``text`` will not do as a new passphrase."""
    problem = passphrase_problem(text)
    if problem:
        raise BadInput(f"{problem} Nothing was changed.")


def strength(text: str) -> Strength:
    """Return how well ``text`` would keep out a thief with the diary and many computers; takes milliseconds.

    An estimate on the low side: it knows English words, names, keyboards and dates, and takes words of
    other languages for common ones. Only the first 72 characters are looked at. Says nothing of the
    rules of ``passphrase_problem``.
    """
    plain = unicodedata.normalize("NFKC", text)[:_LOOKED_AT_CHARACTERS]
    if not plain.strip():
        return Strength(level=0, sentence="")
    guesses, longest = _estimate(plain)
    seconds = min(guesses, _most_guesses_by_word(plain)) / 2 / _GUESSES_A_SECOND
    level = next((level for level, (most_s, _) in enumerate(_LEVELS) if seconds < most_s), len(_LEVELS))
    if level == len(_LEVELS):
        return Strength(level=level, sentence=_BEYOND)
    parts = [_LEVELS[level][1]]
    if level <= _HIGHEST_LEVEL_TO_HELP:
        parts += [_REASONS[longest]] if longest in _REASONS else []
        parts.append(_MORE_WORDS)
    return Strength(level=level, sentence=" ".join(parts))


def _estimate(plain: str) -> tuple[float, str]:
    from zxcvbn import zxcvbn  # its word lists are big, and only needed while somebody chooses a passphrase

    found = zxcvbn(plain, max_length=_LOOKED_AT_CHARACTERS)
    longest = max(found["sequence"], key=lambda match: len(match["token"]))
    return float(found["guesses"]), str(longest["pattern"])


def _most_guesses_by_word(plain: str) -> float:
    """Bound words the estimator has no list of; it would take them for random letters."""
    words = plain.split()
    # Scripts without capitals are left out: some of them put no spaces between words.
    is_cased = all(character.lower() != character.upper() for character in plain if character.isalpha())
    if plain.isascii() or not is_cased or not all(word.isalpha() for word in words):
        return float("inf")
    return float(_WORDS_OF_A_LANGUAGE) ** len(words)


def suggest_passphrase() -> str:
    """Return five plain words at random, joined by spaces: one of about 2 to the power 59."""
    words = _words()
    return " ".join(secrets.choice(words) for _ in range(SUGGESTED_WORDS))


@cache
def _words() -> tuple[str, ...]:
    return tuple(assets.read_text(_WORD_LIST).split())
