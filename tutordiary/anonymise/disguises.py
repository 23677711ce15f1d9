"""Finds known names written with digits and signs for letters: "Gr4ce", "M@rk"."""

from __future__ import annotations

import re
from itertools import product

from tutordiary.anonymise.forms import FormTable
from tutordiary.anonymise.page import Page

_MIXED = re.compile(
    r"(?<![\w@.])(?=[^\s]{0,24}[^\W\d_])[^\W_]{0,12}(?:[0-9@$!|][^\W\d_]{0,12}){1,4}(?![\w@])"
)
_READS = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g", "@": "a",
    "$": "s", "!": "i", "|": "il",
}  # fmt: skip
_WHOLE = frozenset(("first", "short", "last", "part", "full", "last_first", "place", "core"))


def mark_disguised(page: Page, table: FormTable) -> None:
    """Redact words that read as a known name once their digits and signs are read as letters."""
    if not any(sign in page.text for sign in _READS):
        return
    for match in _MIXED.finditer(page.text):
        word = match.group().lower()
        if sum(map(str.isalpha, word)) < 2 or word[-1] == "!":
            continue
        for letters in product(*(_READS.get(char, char) for char in word)):
            key = "".join(letters)
            forms = [form for form in table.by_key.get(key, ()) if form.how in _WHOLE]
            if forms and page.is_free(match.start(), match.end()):
                entities = {form.entity for form in forms}
                entity = forms[0].entity if len(entities) == 1 else None
                page.redact(match.start(), match.end(), forms[0].type, "disguised", entity)
                break
