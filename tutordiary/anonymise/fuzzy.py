"""Finds misspelt names: one slip in a short name, two in a long one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tutordiary.anonymise import words
from tutordiary.anonymise.forms import Form, FormTable
from tutordiary.anonymise.page import Page, Token

_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_PEOPLE = frozenset({"PUPIL", "STAFF", "FAMILY", "TUTOR", "SETTING", "PERSON"})


@dataclass(frozen=True, slots=True)
class _Near:
    distance: int
    form: Form


class Misspellings:
    """Marks words that are close to a known name and are no ordinary word where they stand."""

    def __init__(self, table: FormTable) -> None:
        self._by_length: dict[int, list[Form]] = defaultdict(list)
        self._seen: dict[str, tuple[_Near, ...]] = {}
        for form in table.single_words():
            if form.type in _PEOPLE and len(form.key) >= 3:
                self._by_length[len(form.key)].append(form)
        for forms in table.by_key.values():
            for form in forms:
                if (form.how in {"place", "core"} and len(form.cuts) == 1 and len(form.key) >= 5) or (
                    form.how == "full" and form.type == "PUPIL"
                ):
                    self._by_length[len(form.key)].append(form)
        self._keys = {length: [form.key for form in forms] for length, forms in self._by_length.items()}

    def mark(self, page: Page) -> None:
        """Mark misspelt names on a page."""
        for index in range(len(page.tokens) - 1):
            self._compound(page, index)
        for index, token in enumerate(page.tokens):
            if len(token.text) < 2 or len(token.text) > 40 or page.taken[token.start]:
                continue
            if _is_innocent(page, token):
                continue
            self._settle(page, index, token)

    def _compound(self, page: Page, index: int) -> None:
        """Mark a misspelt double name: "Mi-Ling"."""
        left, right = page.tokens[index], page.tokens[index + 1]
        if right.gap != "-" or not left.cap or len(left.text) + len(right.text) > 40:
            return
        if page.taken[left.start] and page.taken[right.start]:
            return
        if words.is_common(left.low) and not page.taken[right.start]:
            return
        near = [one for one in self.near(left.low + right.low) if len(one.form.cuts) > 1]
        if near:
            entities = {one.form.entity for one in near if one.distance == near[0].distance}
            entity = near[0].form.entity if len(entities) == 1 else None
            page.redact(left.start, right.end, near[0].form.type, "misspelt", entity)

    def _settle(self, page: Page, index: int, token: Token) -> None:
        known = words.is_word(token.low)
        for tail in (0, 1):
            low = token.low[: len(token.low) - tail]
            if tail and (not token.low.endswith("s") or len(low) < 3):
                return
            near = self.near(low)
            if len(low) == 3 and not token.cap:
                near = tuple(one for one in near if len(one.form.key) > 3)
            if known:
                near = tuple(one for one in near if self._real_word_slip(page, index, token, one))
            if not near:
                continue
            best = [one for one in near if one.distance == near[0].distance]
            rank = "PUPIL" if any(one.form.type == "PUPIL" for one in best) else best[0].form.type
            best = [one for one in best if one.form.type == rank]
            entities = {one.form.entity for one in best}
            entity = best[0].form.entity if len(entities) == 1 else None
            start = _with_title(page, index) if rank == "STAFF" else token.start
            page.redact(start, token.end, rank, "misspelt", entity, possessive=bool(tail))
            return

    def near(self, low: str) -> tuple[_Near, ...]:
        """Return the known names close to a word, closest first."""
        found = self._seen.get(low)
        if found is None:
            if len(self._seen) > 20_000:
                self._seen.clear()
            close = self._search(low) or (self._search(_calm(low)) if _calm(low) != low else [])
            found = self._seen[low] = tuple(sorted(close, key=lambda one: one.distance))
        return found

    def _search(self, low: str) -> list[_Near]:
        found = []
        for length in range(len(low) - 2, len(low) + 3):
            forms = self._by_length.get(length)
            limit = _limit(length, low)
            if not forms or not limit:
                continue
            for key, distance, at in process.extract(
                low, self._keys[length], scorer=OSA.distance, score_cutoff=limit, limit=None
            ):
                if distance < 2 or _alike(low, key):
                    found.append(_Near(int(distance), forms[at]))
        return found

    @staticmethod
    def _real_word_slip(page: Page, index: int, token: Token, near: _Near) -> bool:
        """Return whether a dictionary word may be a slip for a pupil's name here: "Murk", "Zany"."""
        form = near.form
        if near.distance > 1 or form.how != "first" or token.shout:
            return False
        if not token.cap:
            return form.type == "PUPIL" and _is_handed(page, index)
        if words.is_common(token.low) and token.opens:
            beside = page.near(index + 2)
            paired = page.low(index + 1) == "and" and beside is not None and page.taken[beside.start] == 1
            human = page.low(index + 1) in words.listed("human_verb") and token.low not in words.listed(
                "stop"
            )
            return (paired or human) and form.type == "PUPIL"
        if not token.opens:
            return len(form.key) >= 3
        return form.type == "PUPIL" and _acts(page, index)


def _is_handed(page: Page, index: int) -> bool:
    """Return whether something is passed to whoever stands here: "passed it to inns"."""
    handed = {"passed", "gave", "handed", "lent", "showed", "told", "said", "offered", "spoke", "talked"}
    if page.low(index - 1) in {"told", "asked", "gave", "thanked"}:
        return page.near(index + 1) is None or page.low(index + 1) not in {"of", "to"}
    return page.low(index - 1) in {"to", "with"} and any(
        page.low(at) in handed for at in (index - 2, index - 3)
    )


def _acts(page: Page, index: int) -> bool:
    """Return whether the opening word is followed by what follows a name: a deed, an 's, another name."""
    token, after = page.tokens[index], page.near(index + 1)
    if after is None:
        return False
    if after.gap == "'" and after.low == "s":
        return True
    if after.gap == " (":
        return True
    if after.gap in {", ", " & ", " + "}:
        return after.cap and page.taken[after.start] == 1
    acting = after.low in words.listed("verb") or after.low == "and" or after.low.endswith("ed")
    return after.gap == " " and acting and token.cap


def _calm(low: str) -> str:
    """Return a cried-out word without its drawn-out letters: "kylaaaa" as "kyla"."""
    return _DRAWN_OUT.sub(r"\1", low)


def _with_title(page: Page, index: int) -> int:
    """Return the start of a misspelt surname, its title included."""
    token, before = page.tokens[index], page.near(index - 1)
    if before is not None and before.low in words.listed("formal") and token.gap in {" ", ". "}:
        return before.start if not page.taken[before.start] else token.start
    return token.start


def _limit(length: int, low: str) -> int:
    """Return how many slips a name of some length may have."""
    if length < 3 or len(low) < 2:
        return 0
    return 1 if length < 6 else 2


def _alike(low: str, key: str) -> bool:
    """Return whether two slips leave enough of a name: the first letter, or nearly all of the rest."""
    return low[0] == key[0] or low[-3:] == key[-3:] or sorted(low) == sorted(key)


def _is_innocent(page: Page, token: Token) -> bool:
    """Return whether a word is out of question: everyday, or an ordinary word where no name would stand."""
    low = token.low
    if not token.cap and words.is_word(low) and not words.is_common(low) and len(low) >= 4:
        return low in words.listed("field") or low in words.listed("stop")
    if (not token.cap or token.shout) and words.is_word(low):
        return True
    if low == "mx" and not page.after(token, 2).strip()[:1].isupper():
        return False
    if token.opens and low in words.listed("field"):
        return True
    if low in words.listed("stop") or low in words.listed("capital") or low in words.listed("calendar"):
        return True
    if token.text.isupper() and len(low) <= 3:
        return True
    before = page.text[token.start - 1 : token.start]
    if before == "'" and low in {"s", "t", "d", "m", "ll", "ve", "re"}:
        return True
    return len(low) <= 3 and not token.cap and (len(low) < 3 or words.is_word(low))
