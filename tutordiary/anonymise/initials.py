"""Finds people written as initials: "K.", "KM", "K.M.", "M-R"."""

from __future__ import annotations

from dataclasses import dataclass

from tutordiary.anonymise import words
from tutordiary.anonymise.forms import Form
from tutordiary.anonymise.page import Page, Token

_DIGRAPHS = frozenset(("Ll", "Ch", "Th", "Ff", "Dd", "Rh", "Sh", "Ng", "Cs", "Sz", "Zs", "Gy", "Ny", "Nh"))
_ORDER = {"PUPIL": 0, "STAFF": 1, "FAMILY": 2, "TUTOR": 3}


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whom a run of initials stands for; ``entity`` is None when it fits two."""

    type: str
    entity: str | None


class Initials:
    """Marks runs of initials that fit someone on the roster."""

    def __init__(self, table: dict[str, list[Form]]) -> None:
        self._table = {key: _owner(forms) for key, forms in table.items()}
        self._longest = max(map(len, table), default=0)
        self._starts = frozenset(key[:length] for key in table for length in range(1, len(key) + 1))

    def mark(self, page: Page) -> None:
        """Mark initials on a page; musical letters and school shorthand are kept and listed."""
        index, count = 0, len(page.tokens)
        while index < count:
            token = page.tokens[index]
            last = self._run(page, index) if token.cap and token.text.isupper() else None
            if last is None:
                index += 1
                continue
            self._settle(page, index, last)
            index = last + 1

    def _run(self, page: Page, first: int) -> int | None:
        """Return the last token of the longest run of initials that starts here and is in the table."""
        token = page.tokens[first]
        if (
            page.text[token.start - 1 : token.start] == "'"
            and page.text[token.start - 2 : token.start - 1].isalpha()
        ):
            return None
        if len(token.text) > self._longest or page.taken[token.start]:
            return None
        if (
            len(token.text) == 1
            and token.gap in {" ", ". "}
            and page.low(first - 1) in words.listed("formal")
        ):
            return None  # "Miss K" is somebody else than K.
        found = first if token.low in self._table else None
        joined = token.low
        for last in range(first + 1, min(first + 4, len(page.tokens))):
            after = page.tokens[last]
            particle = after.gap == "." and joined + after.low in self._table
            if len(after.text) != 1 or not (after.cap or particle) or page.taken[after.start]:
                break
            if after.gap not in {".", "-", ". ", ".-", " "} or (
                after.gap == " " and len(page.tokens[first].text) > 1
            ):
                break
            joined += after.low
            if joined in self._table:
                found = last
            elif after.gap == "." and found == last - 1:
                found = None  # "J.T." is somebody else than J.
            if joined not in self._starts:
                break
        return found

    def _settle(self, page: Page, first: int, last: int) -> None:
        tokens = page.tokens[first : last + 1]
        key = "".join(token.low for token in tokens)
        owner = self._table[key]
        dotted = page.after(tokens[-1], 1) == "." and (len(tokens) > 1 or _dot_is_own(page, last))
        if tokens[0].shout and not dotted and (len(key) == 1 or words.is_common(key)):
            return
        if len(key) == 1 and self._is_letter(page, first, dotted=dotted):
            if self._is_plain_word(page, first):
                return
            page.keep(tokens[0].start, tokens[-1].end, "letter", owner.entity)
            return
        if len(key) > 1 and _is_row_of_notes(page, first, last):
            page.keep(tokens[0].start, tokens[-1].end, "letter", owner.entity)
            return
        spread = any("." in token.gap for token in tokens[1:])
        if not spread and not (dotted and len(key) == 1) and self._is_shorthand(page, first, last, key):
            page.keep(tokens[0].start, tokens[-1].end, "shorthand", owner.entity)
            return
        end = with_own_dot(page, tokens[-1], swallow=spread)
        why = "initials" if len(key) > 1 or dotted else "check"
        page.redact(tokens[0].start, end, owner.type, why, owner.entity)

    @staticmethod
    def _is_plain_word(page: Page, first: int) -> bool:
        """Return whether A or I is the article or the pronoun."""
        token, after = page.tokens[first], page.near(first + 1)
        if token.low not in {"a", "i"}:
            return False
        if token.low == "i" or _before_number_or_mask(page, token):
            return True
        return (
            after is not None
            and after.gap == " "
            and after.low not in words.listed("music")
            and page.text[token.end] == " "
        )

    @staticmethod
    def _is_letter(page: Page, first: int, *, dotted: bool) -> bool:
        """Return whether a single capital is a note, a chord, an article or the pronoun I."""
        token = page.tokens[first]
        low = token.low
        if low in {"a", "i"} and Initials._is_plain_word(page, first) and not dotted:
            return True
        if low == "i":
            return not dotted
        marks = page.text[token.start - 1 : token.start], page.after(token, 1)
        if (marks[0] in {"'", "#"} or marks[1] in {"'", "#", "/"}) and page.low(first + 1) != "s":
            return True
        if low not in "abcdefg":
            return False
        after = page.near(first + 1)
        if (
            dotted
            and after is not None
            and not after.cap
            and after.low not in words.listed("music")
            and after.low != "then"
        ):
            return False
        return _musical(page, first)

    @staticmethod
    def _is_shorthand(page: Page, first: int, last: int, key: str) -> bool:
        """Return whether a run like TA or EP is school shorthand rather than a child."""
        if key not in words.listed("acronym"):
            return False
        token, after = page.tokens[first], page.near(last + 1)
        before = page.low(first - 1) if token.gap in {" ", "-"} else ""
        earlier = page.low(first - 2)
        if page.after(page.tokens[last], 1) in {"-", "/"}:
            return True
        if before in words.listed("article") or (
            earlier in words.listed("article") and before in words.listed("staff_adjective")
        ):
            return True
        if after is not None and after.cap and after.gap == " ":
            return False
        if after is not None and after.gap == " " and after.low in words.listed("report_noun"):
            return True
        return token.shout


def _is_row_of_notes(page: Page, first: int, last: int) -> bool:
    """Return whether single letters stand in a row of notes: "A D A E"."""
    tokens = page.tokens[first : last + 1]
    if any(len(one.text) != 1 or one.low not in "abcdefg" for one in tokens):
        return False
    if any(one.gap != " " for one in tokens[1:]):
        return False
    beside = ((page.near(first - 1), tokens[0].gap), (page.near(last + 1), None))
    for one, gap in beside:
        note = one is not None and one.cap and len(one.text) == 1 and one.low in "abcdefg"
        if one is not None and note and (one.gap if gap is None else gap) in {" ", ", "}:
            return True
    return False


def _before_number_or_mask(page: Page, token: Token) -> bool:
    """Return whether "A 10-year-old" or "A [pupil B] moment" stands here."""
    following = page.text[token.end : token.end + 2].strip()
    return following.isdigit() or following == "\x00"


def _owner(forms: list[Form]) -> _Owner:
    rank = min(_ORDER[form.type] for form in forms)
    best = [form for form in forms if _ORDER[form.type] == rank]
    entities = {form.entity for form in best}
    return _Owner(best[0].type, best[0].entity if len(entities) == 1 else None)


def with_own_dot(page: Page, token: Token, *, swallow: bool) -> int:
    """Return the end of an initial, with its full stop where that does not end the sentence.

    ``swallow`` takes the full stop at the very end of the text too.
    """
    if len(token.text) != 1 or page.text[token.end : token.end + 1] != ".":
        return token.end
    rest = page.text[token.end + 1 : token.end + 3]
    if not rest.strip():
        return token.end + 1 if swallow and "\n" not in rest else token.end
    if rest[0] in "',;:?!)" or (rest[0] == " " and rest[1].islower()):
        return token.end + 1
    return token.end


def _dot_is_own(page: Page, last: int) -> bool:
    after = page.near(last + 1)
    return after is None or not after.cap or after.gap != ". "


def _musical(page: Page, first: int) -> bool:
    """Return whether the words around a letter A to G speak of notes."""
    for near in (first - 3, first - 2, first - 1, first + 1, first + 2):
        other = page.near(near)
        if other is None or page.taken[other.start] == 1:
            continue
        if other.low in words.listed("music"):
            return True
        if (
            near in {first - 2, first - 1, first + 1, first + 2}
            and other.text in {*"ABCDEFG"}
            and near != first
        ):
            between = page.text[
                min(other.end, page.tokens[first].end) : max(other.start, page.tokens[first].start)
            ]
            if len(between) <= 8 and "." not in between:
                return True
    return False


def mark_strange_initials(page: Page) -> None:
    """Redact dotted initials nobody listed, "J.T. from next door", and a letter that acts like a person."""
    tokens, index = page.tokens, 0
    while index < len(tokens):
        token = tokens[index]
        if token.text in _DIGRAPHS and _in_initials(page, index):
            page.redact(token.start, token.end, "PERSON", "strange_initials")
        if len(token.text) != 1 or not token.cap or page.taken[token.start]:
            index += 1
            continue
        last = index
        while last - index < 3 and _goes_on(page, last):
            last += 1
        if last > index and not _is_usual_run(page, index, last) and not page.taken[tokens[last].start]:
            end = with_own_dot(page, tokens[last], swallow=True)
            page.redact(token.start, end, "PERSON", "strange_initials")
        elif last == index and _is_somebody(page, index):
            page.redact(token.start, with_own_dot(page, token, swallow=False), "PERSON", "strange_initials")
        index = last + 1


def _is_usual_run(page: Page, first: int, last: int) -> bool:
    """Return whether a run of letters is shorthand that everybody writes: "T.A."."""
    key = "".join(one.low for one in page.tokens[first : last + 1])
    return key in words.listed("acronym") or key in words.listed("capital")


def _in_initials(page: Page, index: int) -> bool:
    """Return whether "Ll" stands among initials: "M.Ll.R"."""
    token, before, after = page.tokens[index], page.near(index - 1), page.near(index + 1)
    left = before is not None and token.gap == "." and len(before.text) == 1 and before.cap
    right = after is not None and after.gap == "." and len(after.text) == 1 and after.cap
    return (left or right) and not page.taken[token.start]


def _goes_on(page: Page, last: int) -> bool:
    after = page.near(last + 1)
    return (
        after is not None
        and len(after.text) == 1
        and after.cap
        and after.gap == "."
        and not page.taken[after.start]
    )


def _is_somebody(page: Page, index: int) -> bool:
    """Return whether a single letter stands for somebody: "T said", "asked J"."""
    token, after = page.tokens[index], page.near(index + 1)
    if token.low in {"a", "i"}:
        return False
    acts = (
        after is not None
        and not after.cap
        and after.gap in {" ", ". "}
        and after.low in words.listed("human_verb")
    )
    told = token.gap == " " and page.low(index - 1) in words.listed("tells")
    return (acts or told) and not _musical(page, index)
