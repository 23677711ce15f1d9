"""The phrasebook: words that label, or do not belong before a reader, and what could stand instead.

It begins with the app's own list and belongs to the tutor, who adds, rewords and switches off. There is one
for each reader of a report, because a family and a school are not told the same things in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from tutordiary import coaching, wording
from tutordiary.coaching import Advice
from tutordiary.diary import Diary
from tutordiary.documents import rich
from tutordiary.documents.content import FamilyReport, LearningPlan
from tutordiary.errors import BadInput
from tutordiary.model import Phrase, ReportAudience, new_id

MOST_WORDS, MOST_INSTEAD = 300, 300
_RUN = 5
"""So many words in a row that also stand in the school's hopes are those of the school."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
SCHOOLS_HOPES = "words from why the school chose this pupil"
NO_WORDS = "Write the word or words to look for. Nothing was kept."


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the phrasebook: phrases, and what could stand instead of them.

    ``phrase_id`` is the tutor's own record of it, empty while it is as the app has it. ``must_go`` words keep
    a paper for the family back while they are on.
    """

    words: tuple[str, ...]
    instead: str
    phrase_id: str = ""
    is_own: bool = False
    is_off: bool = False
    must_go: bool = False

    @property
    def title(self) -> str:
        """The phrases as one line."""
        return ", ".join(self.words)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Words that may not stand before a family. ``around`` shows where, ``why`` what could stand instead."""

    word: str
    around: str
    why: str


def entries(diary: Diary, audience: ReportAudience) -> tuple[Entry, ...]:
    """Return the phrasebook for a reader: the tutor's own lines by their words, then the app's in order.

    Those of the app that are for this reader alone come before those for everybody.
    """
    held = diary.find(Phrase, audience=audience)
    app = [one for one in coaching.advice() if audience.value in one.readers]
    app.sort(key=lambda one: len(one.readers))
    known = {_key(one.words): one for one in app}
    own = [
        Entry(split(one.words), one.instead, one.id, is_own=True, is_off=one.is_off)
        for one in sorted(held, key=lambda one: (one.words.casefold(), one.id))
        if _key(split(one.words)) not in known
    ]
    changed = {_key(split(one.words)): one for one in held}
    return (*own, *(_of_app(one, changed.get(_key(one.words))) for one in app))


def _of_app(advice: Advice, phrase: Phrase | None) -> Entry:
    if phrase is None:
        return Entry(advice.words, advice.instead, must_go=advice.must_go)
    instead = phrase.instead or advice.instead
    return Entry(advice.words, instead, phrase.id, is_off=phrase.is_off, must_go=advice.must_go)


def split(words: str) -> tuple[str, ...]:
    """Return phrases parted by commas or line ends, each once, without those that hold no letter."""
    parts = (" ".join(part.split()) for part in re.split(r"[,;\n]", words))
    return tuple(dict.fromkeys(part for part in parts if _WORD.search(part)))


def _key(words: Iterable[str]) -> frozenset[str]:
    return frozenset(coaching.spelled(one) for one in words)


# Changing it --------------------------------------------------------------------------------------------


def put(diary: Diary, audience: ReportAudience, words: str, instead: str, was: Entry | None = None) -> Entry:
    """Keep a new line, or another wording of one that was. Raises: BadInput when there is no word in it.

    The words of the app's own lines stay as they are; what to say instead may change.
    """
    phrases = split(words[:MOST_WORDS]) if was is None or was.is_own else was.words
    if not phrases:
        raise BadInput(NO_WORDS)
    held = _held(diary, audience, was.words if was is not None else phrases)
    said = " ".join(instead.split())[:MOST_INSTEAD]
    one = held or Phrase(id=new_id(), audience=audience, words="")
    diary.save(replace(one, words=", ".join(phrases), instead=said))
    return _entry(diary, audience, phrases)


def switch(diary: Diary, audience: ReportAudience, entry: Entry, *, on: bool) -> Entry:
    """Look for a line's words from now on, or leave them alone."""
    held = _held(diary, audience, entry.words)
    if held is not None and on and not entry.is_own and not held.instead:
        diary.remove(held)
    elif held is not None or not on:
        words = ", ".join(entry.words)
        one = held or Phrase(id=new_id(), audience=audience, words=words)
        diary.save(replace(one, is_off=not on))
    return _entry(diary, audience, entry.words)


def remove(diary: Diary, entry: Entry) -> None:
    """Take the tutor's own line out; of one of the app's, what the tutor changed about it."""
    phrase = diary.get(Phrase, entry.phrase_id) if entry.phrase_id else None
    if phrase is not None:
        diary.remove(phrase)


def _held(diary: Diary, audience: ReportAudience, words: Iterable[str]) -> Phrase | None:
    wanted = _key(words)
    return next(
        (one for one in diary.find(Phrase, audience=audience) if _key(split(one.words)) == wanted), None
    )


def _entry(diary: Diary, audience: ReportAudience, words: Iterable[str]) -> Entry:
    wanted = _key(words)
    return next(one for one in entries(diary, audience) if _key(one.words) == wanted)


# Looking with it ----------------------------------------------------------------------------------------


def wordbook(diary: Diary, audience: ReportAudience, *, without_must_go: bool = False) -> coaching.Wordbook:
    """Return what looks for the words of a phrasebook; those of the tutor's own lines come first.

    A phrase that is switched off in one line is not looked for in any. ``without_must_go`` leaves out what
    ``stopped`` looks for.
    """
    lines = entries(diary, audience)
    off = frozenset().union(*(_key(one.words) for one in lines if one.is_off))
    return coaching.Wordbook(
        Advice(tuple(word for word in one.words if coaching.spelled(word) not in off), one.instead)
        for one in lines
        if not one.is_off and not (without_must_go and one.must_go)
    )


def stopped(
    diary: Diary, document: FamilyReport | LearningPlan, school_hopes: str = ""
) -> tuple[Stopped, ...]:
    """Return what may not stand in a paper for the pupil and the family, wherever it would be printed.

    These are the words that must go and are not switched off, and runs of words taken from the school's
    hopes: they tell why a pupil was put forward.
    """
    on = [one for one in entries(diary, ReportAudience.FAMILY) if one.must_go and not one.is_off]
    book = coaching.Wordbook(Advice(one.words, one.instead) for one in on)
    found: list[Stopped] = []
    for text in dict.fromkeys(_texts(document)):
        plain = rich.plain(text)
        for hint in book.hints(plain, in_quotes=True):
            found.append(Stopped(hint.word, _around(plain, hint.start, hint.end), hint.instead))
        taken = _taken_from(plain, school_hopes)
        if taken is not None:
            start, end = taken
            found.append(Stopped(plain[start:end], _around(plain, start, end), SCHOOLS_HOPES))
    return tuple(found)


def refusal(found: Iterable[Stopped]) -> str:
    """Return the sentence that says why a paper for the family cannot be given yet."""
    words = list(dict.fromkeys(f"“{one.word}”" for one in found))[:4]
    return (
        f"The family’s page says {wording.and_list(words)}. Why a pupil was put forward stays between school"
        " and tutor. Nothing was written. Reword it, or switch the words off in the phrasebook, then give it"
        " again."
    )


def _texts(value: object, name: str = "") -> Iterator[str]:
    """Yield the texts of a document that say something; its look and the names under it do not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one, name)
    elif is_dataclass(value):
        for part in fields(value):
            if part.name not in ("style", "ask", "tutor", "service", "school"):
                yield from _texts(getattr(value, part.name), part.name)


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 30) : end + 30].replace("\n", " ")


def _taken_from(text: str, source: str) -> tuple[int, int] | None:
    """Return where the first run of words begins and ends that also stands in the source."""
    theirs = [word.group().casefold() for word in _WORD.finditer(source)]
    runs = {tuple(theirs[at : at + _RUN]) for at in range(len(theirs) - _RUN + 1)}
    if not runs:
        return None
    words = list(_WORD.finditer(text))
    spelled = [word.group().casefold() for word in words]
    for first in range(len(words) - _RUN + 1):
        last = first
        while tuple(spelled[last : last + _RUN]) in runs:
            last += 1
        if last > first:
            return words[first].start(), words[last + _RUN - 2].end()
    return None
