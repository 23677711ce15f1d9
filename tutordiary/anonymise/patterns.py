"""Finds what identifies by its shape: addresses, numbers, dates, ages, classes.

Every quantifier is bounded and every pattern starts at a word's edge, so that a hostile text costs no more
than a long one.
"""

from __future__ import annotations

import re

from tutordiary.anonymise import words
from tutordiary.anonymise.ages import mark_age_phrases
from tutordiary.anonymise.page import Page

_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
)
_DAYS = r"(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs)?|thur|fri|sat(?:ur)?|sun)(?:day)?"
_ORDINAL = r"[0-3]?[0-9](?:st|nd|rd|th)"
_WEB_ENDS = (
    r"(?:com|org|net|uk|example|sch|edu|info|io|co|me|eu|school|academy|app|tv|ac|gov|ie|scot|wales|link|"
    r"ly|be)"
)

_EMAIL_HEAD = re.compile(r"[A-Za-z0-9._%+'-]{1,64}$")
_EMAIL_TAIL = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}")
_DOT = r" ?[\[(]?\bdot\b[\])]? ?"
_EMAIL_SPOKEN = re.compile(
    rf"(?<![\w.])(?:[\w+-]{{1,30}}{_DOT}){{0,2}}[\w.+-]{{1,64}} ?[\[(]?\bat\b[\])]? ?[\w-]{{1,63}}"
    rf"(?:{_DOT}[\w-]{{1,20}}){{1,3}}",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"@[A-Za-z0-9_][A-Za-z0-9_.]{1,40}")
_HANDLE_CUE = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|roblox|discord|username|handle|gamertag|youtube channel)"
    r"(?: name| handle| account| user)?(?: is|'s|:)? {1,2}"
    r"([a-z0-9][a-z0-9_.]{2,30}[_.0-9][a-z0-9_.]{0,20})\b",
    re.IGNORECASE,
)
_URL = re.compile(r"(?<![\w.@-])(?:https?://|www\.)[^\s<>\"]{1,300}", re.IGNORECASE)
_BARE_DOMAIN = re.compile(
    r"(?<![\w.@-])[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,4}\."
    + _WEB_ENDS
    + r"(?![\w-])(?:/[^\s<>\"]{0,300})?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.+])(?:(?:\+|00)?44[\s.-]{0,2}(?:\(0\)[\s.-]?)?[1-9]|\(0[1-9][0-9]{1,4}\)|0[1-9])"
    r"(?:[\s.-]{0,2}[0-9]){5,10}(?![0-9])"
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? {0,2}[0-9][A-Z]{2}\b", re.IGNORECASE)
_UPN = re.compile(r"\b[A-Z][0-9]{11,13}[A-Z0-9]?\b", re.IGNORECASE)
_NUMBER_ID = re.compile(
    r"\b(?:nhs|upn|uln|ni)(?: (?:no|number|num))?\.?:? {0,2}([A-Z]{0,2} ?[0-9][0-9 ]{5,14}[A-Z]?)\b",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(
    r"\b(?:[0-3]?[0-9][/.-][01]?[0-9][/.-](?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])\b"
)
_NAMED_DATE = re.compile(
    r"\b(?:(?P<day>" + _DAYS + r"),? {1,2}(?:the {1,2})?)?"
    r"(?:(?:the {1,2})?[0-3]?[0-9](?:st|nd|rd|th)?(?: of)? {0,2}"
    + _MONTHS
    + r"\b\.?(?:,? {0,2}(?:19|20)[0-9]{2}\b)?"
    r"|" + _MONTHS + r" {1,2}(?:the {1,2})?[0-3]?[0-9](?:st|nd|rd|th)?\b(?!:)(?:,? {0,2}(?:19|20)[0-9]{2}\b)?"
    r"|" + _MONTHS + r" {1,2}(?:19|20)[0-9]{2}\b)",
    re.IGNORECASE,
)
# "the 19th" is a day, "the 2nd verse" is none.
_DAY_MEANT = (
    r"\b(?= ?(?:[^\w ]|$)| (?:of|and|but|at|in|on|to|so|for|is|was|which|because|now|not|if|then|instead|"
    r"rather|or|with|when|we|they|i|he|she|it|as|by|from|until|till|after|before|this|next|please|that|will|works)\b)"
)
_DAY_ORDINAL = re.compile(
    r"\b(?:" + _DAYS + r" {1,2}(?:the {1,2})?" + _ORDINAL + r"|the {1,2}" + _ORDINAL + _DAY_MEANT + r")\b",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(r"(?<![\w/])(?:[12]?[0-9]|3[01])/(?:1[0-2]|0?[1-9])(?![\w/])")
_DATE_CUE = re.compile(
    r"(?:\b(?:on|by|due|since|until|till|from|before|after|w/c|wc|dated?|week|session|lesson|of|for)|[-:(]|\n|^)"
    r"[ \t]{0,3}$",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:sharing|assembly|concert|meeting|review|performance|show|gig|workshop|visit|trip|fair|fete|inset|deadline|"
    r"appointment|party|exam|hearing|due|w/c|date)s?:? {0,2}(?:is |was |on |now |moved |to ){0,2}$",
    re.IGNORECASE,
)
_STRONG_CUE = re.compile(
    r"\b(?:on|by|due|since|until|till|before|after|w/c|wc|dated?|d\.?o\.?b\.?|born)[ \t:]{1,3}$",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"\b(?:d\.?o\.?b\.?|born|birth(?:day|date)?|date of birth)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:years? ?|yrs?\.? ?|y\.? ?)(?:[1-9]|1[0-3]|one|two|three|four|five|six|seven|eight|nine|ten|eleven)"
    r"(?:(?: ?/ ?| and | ?& ?|-)(?:[1-9]|1[0-3]))?(?:s|'s)?\b",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"(?<![\w.£$/-])(?:1[0-3]|[1-9])(?:/[1-9])?[A-Z]{1,2}\b(?![.']?\w)|\b(?:R|Y[1-9])[A-Z]{1,2}\b(?=,| class)"
)
_CLASS_TAKEN = re.compile(r"^(?:[1-9]D|3D|2D|[0-9]+(?:AM|PM|TH|ST|ND|RD|MM|CM|KG|LB|K|X|MB|GB|OZ))$")
_CLASS_NAME = re.compile(r"\b([A-Z][a-z]{2,14}) ([Cc]lass)\b")
_BUS = re.compile(
    r"\b(?:(?:the |no\.? ?|[Nn]umber |the [Nn]umber )([0-9]{1,3}[A-Z]?|[A-Z][0-9]{1,3}) (?:bus|tram|coach)"
    r"|(?:bus|tram|[Cc]aught|catch|catches|gets?|[Gg]ot|takes?|took) (?:the |no\.? ?|number )"
    r"([0-9]{2,3}|[A-Z][0-9]{1,2})"
    r"(?= (?:bus|tram|from|to|home|into|in|back)\b|[.,;!?]|$))",
)
_CALENDAR_YEAR = re.compile(
    r"\b(?:in|since|from|until|till|by|before|after|of) ((?:19|20)[0-9]{2})\b(?![:%.]?[0-9])"
)
_RECEPTION = re.compile(
    r"\b(?:[Ii]n|from|into|[Ff]rom|to|started|starts|starting) (Reception|Nursery)\b(?! (?:desk|area))"
)
_FORM = re.compile(r"\b(?:class|form|dosbarth|blwyddyn|tutor group) [0-9]{1,2}[A-Za-z]?\b", re.IGNORECASE)
_SCOTS = re.compile(
    r"\b(?:P[1-7][A-Za-z]|(?<=in )P[1-7]|(?<=to )P[1-7]|(?<=from )P[1-7]|(?<=into )P[1-7])\b", re.IGNORECASE
)
_NAMED_FORM = re.compile(r"\b(?:in|from|of|into|with|to|by|class|year) ([1-9] [A-Z][a-z]{2,12})\b")
_CUED_CLASS = re.compile(r"\b(?:in|from|of|into|out of|class) ([1-9][KX])\b(?! run)")
_DUE = re.compile(r"\b(?:due|until|till|since)(?: on| by)? (the " + _ORDINAL + r")\b", re.IGNORECASE)
_UNDERSCORED = re.compile(r"(?<![\w.@/\\])[A-Za-z0-9]{1,30}(?:_[A-Za-z0-9]{1,30}){1,4}(?![\w.])")
_POSTCODE_PART = re.compile(r"\b(?:postcode|postal code)\b.{0,20}?\b([A-Z]{1,2}[0-9][0-9A-Z]?)\b")


def mark_contacts(page: Page) -> None:
    """Mark e-mail and web addresses, handles, telephone numbers, postcodes and pupil numbers."""
    _mark_emails(page)
    _mark(page, _URL, "URL", "web_address", trim=".,;:!?)'\"")
    _mark(page, _BARE_DOMAIN, "URL", "web_address", trim=".,;:!?)'\"")
    if "@" in page.text:
        _mark(page, _HANDLE, "HANDLE", "handle", trim=".")
    _mark(page, _HANDLE_CUE, "HANDLE", "handle", group=1)
    if " dot " in page.text or "(dot)" in page.text or "[dot]" in page.text:
        _mark(page, _EMAIL_SPOKEN, "EMAIL", "e-mail")
    _mark(page, _UPN, "UPN", "pupil_number")
    _mark(page, _NUMBER_ID, "UPN", "pupil_number", group=1)
    _mark(page, _PHONE, "PHONE", "telephone")
    _mark(page, _POSTCODE, "POSTCODE", "postcode")


def mark_quasi(page: Page) -> None:
    """Mark dates, dates of birth, ages, school years and classes."""
    if any(char.isdigit() for char in page.text):
        _mark_dates(page)
    _mark(page, _YEAR, "YEAR", "school_year")
    for match in _CLASS.finditer(page.text):
        if not _CLASS_TAKEN.match(match.group().upper()) and page.is_free(match.start(), match.end()):
            page.redact(match.start(), match.end(), "CLASS", "class")
    _mark(page, _DUE, "DATE", "date", group=1)
    _mark(page, _FORM, "CLASS", "class")
    _mark(page, _SCOTS, "CLASS", "class")
    _mark(page, _CUED_CLASS, "CLASS", "class", group=1)
    for match in _NAMED_FORM.finditer(page.text):
        low = match.group(1)[2:].lower()
        usual = low in words.listed("calendar") or low in words.listed("stop") or low in words.listed("field")
        if not usual and page.is_free(*match.span(1)):
            page.redact(*match.span(1), "CLASS", "class")
    for match in _CLASS_NAME.finditer(page.text):
        low = match.group(1).lower()
        if (
            low not in words.listed("stop")
            and low not in words.listed("calendar")
            and page.is_free(*match.span(1))
        ):
            page.redact(match.start(), match.end(), "CLASS", "class")
    _mark(page, _BUS, "PLACE", "bus", group=1)
    _mark(page, _BUS, "PLACE", "bus", group=2)
    _mark(page, _CALENDAR_YEAR, "DATE", "date", group=1)
    _mark(page, _RECEPTION, "YEAR", "school_year", group=1)
    if "_" in page.text:
        _mark(page, _UNDERSCORED, "HANDLE", "handle")
    mark_age_phrases(page)


def _mark_dates(page: Page) -> None:
    for pattern in (_FULL_DATE, _NAMED_DATE, _DAY_ORDINAL, _SHORT_DATE):
        for match in pattern.finditer(page.text):
            if not page.is_undecided(match.start(), match.end()):
                continue
            cued = _DATE_CUE.search(page.text, max(0, match.start() - 16), match.start())
            if pattern is _SHORT_DATE and not _is_day(page, match, cued=bool(cued)):
                continue  # "10/10" is a mark, "on 10/10" a day
            birth = _BIRTH.search(page.text, max(0, match.start() - 30), match.start())
            type_name = "DOB" if birth or (pattern is _FULL_DATE and _is_long_ago(match.group())) else "DATE"
            page.redact(match.start(), match.end(), type_name, "date")


def _is_day(page: Page, match: re.Match[str], *, cued: bool) -> bool:
    """Return whether "6/8" is a day here rather than a time signature or a mark."""
    if _EVENT.search(page.text, max(0, match.start() - 24), match.start()):
        return True
    if match.group().split("/")[1] in {"2", "4", "8", "04", "08"}:
        return bool(_STRONG_CUE.search(page.text, max(0, match.start() - 16), match.start()))
    return cued


def _is_long_ago(date: str) -> bool:
    """Return whether a written date gives a full year: a child's birth, not next week."""
    return bool(re.search(r"(?:19|20)[0-9]{2}", date))


def _mark(
    page: Page, pattern: re.Pattern[str], type_name: str, why: str, *, group: int | str = 0, trim: str = ""
) -> None:
    for match in pattern.finditer(page.text):
        start, end = match.span(group)
        if start < 0:
            continue
        while trim and end > start + 1 and page.text[end - 1] in trim:
            end -= 1
        if page.is_free(start, end):
            page.redact(start, end, type_name, why)


def _mark_emails(page: Page) -> None:
    at = page.text.find("@")
    while at >= 0:
        head = _EMAIL_HEAD.search(page.text, max(0, at - 64), at)
        tail = _EMAIL_TAIL.match(page.text, at + 1)
        if head and tail and "." in tail.group() and page.is_free(head.start(), tail.end()):
            page.redact(head.start(), tail.end(), "EMAIL", "e-mail")
        at = page.text.find("@", at + 1)
