"""Plain letters with a way back: undoes disguises of a text and remembers where each letter came from."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that no Unicode decomposition takes apart, and look-alikes from other alphabets.
_PLAIN = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ß": "ss", "ẞ": "SS",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H",
    "ŧ": "t", "Ŧ": "T", "ŋ": "ng", "ĸ": "k", "ƒ": "f", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʟ": "l", "ɴ": "n",
    "ʀ": "r", "ɪ": "i", "ʏ": "y", "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ɢ": "g", "ʜ": "h",
    "ᴊ": "j", "ᴋ": "k", "ᴍ": "m", "ᴏ": "o", "ᴘ": "p", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w", "ᴢ": "z",
    "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "Ɔ": "O", "Ɛ": "E", "Ɓ": "B", "Ɗ": "D", "Ƙ": "K",
    "а": "a", "А": "A", "в": "b", "В": "B", "с": "c", "С": "C", "е": "e", "Е": "E", "н": "h", "Н": "H",
    "і": "i", "І": "I", "ї": "i", "ј": "j", "Ј": "J", "к": "k", "К": "K", "м": "m", "М": "M", "о": "o",
    "О": "O", "р": "p", "Р": "P", "ѕ": "s", "Ѕ": "S", "т": "t", "Т": "T", "у": "y", "У": "Y", "ү": "y",
    "Ү": "Y", "х": "x", "Х": "X", "ԁ": "d", "ԛ": "q", "ԝ": "w", "һ": "h", "Һ": "H", "ԍ": "g", "п": "n",
    "ӏ": "l", "Ӏ": "I", "ь": "b", "г": "r", "ѵ": "v", "Ѵ": "V", "ё": "e", "Ё": "E", "ѡ": "w",
    "α": "a", "Α": "A", "β": "b", "Β": "B", "ε": "e", "Ε": "E", "ζ": "z", "Ζ": "Z", "η": "n", "Η": "H",
    "ι": "i", "Ι": "I", "κ": "k", "Κ": "K", "μ": "m", "Μ": "M", "ν": "v", "Ν": "N", "ο": "o", "Ο": "O",
    "ρ": "p", "Ρ": "P", "σ": "o", "τ": "t", "Τ": "T", "υ": "u", "Υ": "Y", "χ": "x", "Χ": "X", "γ": "y",
    "ω": "w", "ϲ": "c", "Ϲ": "C", "ϳ": "j", "ɯ": "w", "հ": "h", "ո": "n", "ս": "u", "օ": "o", "ց": "g",
    "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "‛": "'", "´": "'", "`": "'", "′": "'", "ˈ": "'", "＇": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "﹘": "-", "﹣": "-", "－": "-",
    "⁃": "-", "…": "...", "⁄": "/", "∕": "/", "•": "*",
    "ᅟ": "", "ᅠ": "", "ㅤ": "", "⠀": " ",
}  # fmt: skip
_PRIVATE_USE = {"Cf", "Mn", "Me", "Mc"}
# Only bare tags of HTML's own: "<Kyla>" is a name in brackets, and an attribute or a comment can hold one.
_TAGS = (
    "a|abbr|b|big|blockquote|body|br|center|code|del|div|em|font|h[1-6]|hr|html|i|ins|kbd|li|o:p|ol|p|pre|s|small|"
    "span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|wbr"
)
_MARKUP = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    rf"|</?(?i:{_TAGS})\s?/?>"
    r"|\*{1,3}|_{2,3}|~~"
)
_BLOCK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|th|h[1-6]|table)\b", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]{0,3}\r?\n[ \t]{0,8}(?=[a-z])")
_STRAY = re.compile(r"[^\x00-\x7f]|[&<*_~`]|-[ \t]{0,3}\r?\n|\r")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in plain letters. ``starts[i]`` and ``ends[i]`` are the raw code points of letter i."""

    raw: str
    text: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw stretch of plain letters ``start`` to ``end``, combining marks and tags included."""
        if start >= end:
            raise ValueError("an empty stretch has no place in the raw text")
        if isinstance(self.starts, range):
            return start, end
        first, last = self.starts[start], self.ends[end - 1]
        raw = self.raw
        while last < len(raw) and last < self._limit(end) and unicodedata.category(raw[last]) in _PRIVATE_USE:
            last += 1
        return self._with_tag_halves(first, last, start, end)

    def _limit(self, end: int) -> int:
        return self.starts[end] if end < len(self.starts) else len(self.raw)

    def _with_tag_halves(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """Grow over the closing half of a tag that opened inside, and the opening half of one that closed."""
        raw = self.raw
        lower = self.ends[start - 1] if start else 0
        before, inside, after = raw[lower:first], raw[first:last], raw[last : self._limit(end)]
        if len(before) > 400 or len(after) > 400:
            return first, last
        opened = inside.count("**") % 2 or len(_OPEN.findall(inside)) != len(_CLOSE.findall(inside))
        if opened and after:
            match = _TRAILING.match(after)
            last += match.end() if match else 0
        if opened and before:
            match = _LEADING.search(before)
            first -= len(before) - match.start() if match else 0
        return first, last


_OPEN = re.compile(rf"<(?i:{_TAGS})>")
_CLOSE = re.compile(rf"</(?i:{_TAGS})\s?>")
_TRAILING = re.compile(rf"\*\*|</(?i:{_TAGS})\s?>")
_LEADING = re.compile(rf"(?:\*\*|<(?i:{_TAGS})>)$")


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """Return the plain letters of one character: none, one or several."""
    if char < "\x80":
        return "'" if char == "`" else char
    plain = _PLAIN.get(char)
    if plain is not None:
        return plain
    category = unicodedata.category(char)
    if category in _PRIVATE_USE:
        return ""
    if category == "Zs":
        return " "
    if category in {"Zl", "Zp"}:
        return "\n"
    parts = []
    for part in unicodedata.normalize("NFKD", char):
        if part in _PLAIN:
            parts.append(_PLAIN[part])
        elif unicodedata.category(part) not in _PRIVATE_USE:
            parts.append(part)
    return "".join(parts)


def _pieces(raw: str) -> list[tuple[int, int, str]]:
    """Cut the raw text at markup and broken words; each piece comes with what it reads as."""
    cuts: list[tuple[int, int, str]] = []
    for match in _MARKUP.finditer(raw):
        found = match.group()
        reads = html.unescape(found) if found[0] == "&" else ("\n" if _BLOCK.match(found) else "")
        if found[0] == "&" and reads == found:
            continue
        if found in {"*", "__", "___"} and not _hugs(raw, match.start(), match.end()):
            continue
        cuts.append((match.start(), match.end(), "".join(map(fold_char, reads))))
    cuts.extend((match.start(), match.end(), "") for match in _BROKEN_WORD.finditer(raw))
    cuts.sort()
    return cuts


def _hugs(raw: str, start: int, end: int) -> bool:
    return (start > 0 and raw[start - 1].isalpha()) or (end < len(raw) and raw[end].isalpha())


def normalise(raw: str) -> Normalised:
    """Return the text in plain letters, case kept, with disguises undone and a map back to the raw text."""
    if not _STRAY.search(raw):
        return Normalised(raw, raw, range(len(raw)), range(1, len(raw) + 1))
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for start, end, reads in [*_pieces(raw), (len(raw), len(raw), "")]:
        if start < position:
            continue
        for index in range(position, start):
            for letter in fold_char(raw[index]):
                text.append(letter)
                starts.append(index)
                ends.append(index + 1)
        for letter in reads:
            text.append(letter)
            starts.append(start)
            ends.append(end)
        position = end
    return Normalised(raw, "".join(text), tuple(starts), tuple(ends))


def fold(text: str) -> str:
    """Return a text in plain lower-case letters, for comparing."""
    return normalise(text).text.lower()


def letters(text: str) -> str:
    """Return only the plain lower-case letters of a text."""
    return "".join(char for char in fold(text) if "a" <= char <= "z")


def is_unspaced(name: str) -> bool:
    """Return whether a name of two letters or more is in a script that puts no spaces between words.

    Such a name may stand in the middle of a run of letters, and has no capital to tell it by.
    """
    return len(name) > 1 and all(any(first <= ord(c) <= last for first, last in _UNSPACED) for c in name)


# Thai to Burmese, Khmer, kana and the Chinese characters.
_UNSPACED = ((0x0E00, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0x20000, 0x323AF))
