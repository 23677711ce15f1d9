"""Finds ages, however they are told: "he's nine", "rising five", "in her tenth year", "a boy of seven".

Bars, beats, times and counts of people stay: after the number must come the end of a phrase, or a word that
goes on with somebody's life.
"""

from __future__ import annotations

import re

from tutordiary.anonymise.page import Page
from tutordiary.anonymise.spans import Action

_WORDS = (
    "three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
)
_ORDINALS = (
    "third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|eighteenth"
)
_ORDINAL = rf"(?:{_ORDINALS}|[0-9]{{1,2}}(?:st|nd|rd|th))"
_NUMBER = rf"(?:1[0-8]|[3-9]|{_WORDS})"
_PART = r"(?: (?:and|&) (?:a half|(?:a|three) quarters?|a bit|[a-z]{3,6} months?)| ?[½¼¾])?"
_LATELY = r"(?:now|only|just|nearly|almost|still|about|barely|already|all|both|not even|not quite|not yet)"
_AGE = rf"(?P<age>(?:{_LATELY} )?{_NUMBER}{_PART}(?: ?(?:yrs?|years)\b)?)"
_ON = (
    r"on|now|and|next|this|last|today|tomorrow|yesterday|soon|so|but|already|in(?! a\b)|when|since|because|"
    r"he|she|they|years?|or|too|at the|yet|by|as|going|then|with|who|like|if|before|after|until|over"
)
_NO_ROW = rf"(?!,? (?:{_NUMBER}|[0-9])\b)(?! and (?:{_WORDS}|[0-9])\b)"
_END = rf"(?= ?[.,;!?)\"'…](?!\d)| ?-(?!\w)|,? (?:{_ON})\b|\s*$|\n){_NO_ROW}"
_WHO = (
    r"(?:he|she|they|who|kids?|child|children|boys?|girls?|lad|lass|sister|brother|baby|twins?|cousins?|son|"
    r"daughter|niece|nephew|youngest|eldest|oldest|pupil|both|all|everyone|mine)"
)
_IS = (
    r"(?: is|'s| was| are|'re| were|'d be|'ll be| will be| would be| would've been| turns?| becomes?| became|"
    r" hits?)"
)
_BIG = r"(?:a (?:big|tall|small|tiny|young|wise|mature) )?"
_UNITS = r"(?:day|week|wk|month|mth|year|yr)"
_FORMS = (
    rf"\b(?P<age>rising {_NUMBER})\b(?! \w+s\b)",
    # a seven-year-old, 8 yr olds, 8yo, nine years of age, two days old
    (
        rf"\b(?P<age>(?:{_NUMBER}|one|two|[12]|1[0-9]|2[0-9]){_PART}[ -]?{_UNITS}s?[ -]?(?:olds?\b|of age\b)"
        rf"|{_NUMBER}{_PART} ?(?:y/?o|y\.o\.?)s?(?![\w/])"
        rf"|{_NUMBER} years? and (?:[a-z]{{3,6}}|[0-9]{{1,2}}) months?)"
    ),
    # he's nine, they're six, my youngest is almost eight
    rf"\b{_WHO}{_IS} {{1,2}}(?:not )?{_BIG}{_AGE}{_END}",
    (
        rf"(?<!\bit)(?<!\bthat)(?<!\bthere)(?<!\bwe)(?: is| was|'s|'ll be| will be) {{1,2}}{_AGE}"
        r"(?= ?[.;!?)]|,? (?:on|now|and|next|this|today|tomorrow|soon|so|but|already|years?|in(?! a\b))\b|$)"
    ),
    rf"\bI(?:'m| am) {{1,2}}{_AGE}{_END}",
    rf"\bwe(?:'re| are) {{1,2}}{_AGE}(?= ?[\"']|,\"? (?:they|he|she) (?:said|told|say|tell))",
    # just turned 8, at the age of six, coming up to seven, going on eleven
    (
        r"\b(?:turn(?:s|ed|ing)?|becom(?:es|ing)|became|pushing|coming up (?:to|for)|getting on for|going on|"
        rf"age of|aged|ages?) {{1,2}}{_AGE}{_END}"
    ),
    rf"\b(?:aged?|age of) {{1,2}}{_AGE}(?![\w:%/-]| ?(?:am|pm|to one|times))",
    # her ninth birthday, in his tenth year
    rf"\b(?P<age>{_ORDINAL} (?:birthday|b'?day))\b",
    rf"\b(?:his|her|their|'s) (?P<age>{_ORDINAL} year)\b(?! (?:at|in|of|as|with|here))",
    rf"\b(?:birthday|b'?day)\b[^.!?\n0-9]{{0,24}}[ (]{_AGE}{_END}",
    # a boy of nine, kids of six or seven
    (
        rf"\b(?:child|boy|girl|kid|lad|lass|children|pupil)s? of (?P<age>{_NUMBER}"
        rf"(?: (?:or|and|to) {_NUMBER})?){_END}"
    ),
    # at six he can hold a pulse
    rf"\bat {_AGE}(?=,? (?:he|she|they) (?:can|could|already|reads?|has|have|is|was|plays?)\b)",
    # his brother, 15, drums; her sister (4)
    (
        r"\b(?:sister|brother|cousin|son|daughter|niece|nephew|baby|girl|boy|twin|friend|lad|lass|kid|child|mate)"
        rf"(?:, | \(){_AGE}(?=[,).;])"
    ),
    rf"(?<=[a-z]), {_AGE}(?=, (?:who|goes|lives|loves|wants|asked|told|plays)\b)",
    rf"\b(?:wee|little|young|tiny|small), {_AGE}{_END}",
)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE | re.MULTILINE) for form in _FORMS)
_COUNTS = frozenset((*_WORDS.split("|"), *_ORDINALS.split("|"), "one", "two"))
_AFTER_NAME = re.compile(rf"(?: \(|, ){_AGE}(?=[,);.]|$)", re.IGNORECASE)
_PEOPLE = frozenset(("PERSON", "PUPIL", "STAFF", "FAMILY", "TUTOR"))


def mark_age_phrases(page: Page) -> None:
    """Mark the ages that the words around them tell."""
    if not (any(char.isdigit() for char in page.text) or page.where(_COUNTS)):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(page.text):
            _take(page, match)


def mark_ages(page: Page) -> None:
    """Mark the age that stands after somebody's name: "Jude (9)", "Darragh, nearly six, got"."""
    for hit in [one for one in page.hits if one.action is Action.REDACT and one.type in _PEOPLE]:
        for end in (hit.end, hit.end + 1):
            found = _AFTER_NAME.match(page.text, end)
            if found:
                _take(page, found)


def _take(page: Page, match: re.Match[str]) -> None:
    if page.is_free(*match.span("age")):
        page.redact(*match.span("age"), "AGE", "age")
