"""Somebody's exact words inside what the tutor worded: they leave as those words may, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tutordiary.drafting.case.loom import Evidence
from tutordiary.model import Audience, Speaker, Target, Voice
from tutordiary.release.passages import Passage

if TYPE_CHECKING:
    from tutordiary.drafting.case.story import Woven

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Words of somebody's in a row that are taken for a quote inside the tutor's own. Kept words take more: what
# was never said to leave is only held back where it is surely meant.
_A_QUOTE, _KEPT_QUOTE, _LINE_TO_QUOTE = 3, 5, 2


@dataclass(frozen=True, slots=True)
class Said:
    """Words that somebody said. ``evidence`` is their entry where it is one of the story's.

    ``is_kept_back`` says that they are not labelled for the project manager, or that their entry is gone.
    ``least`` is how many words they must be to be found inside others.
    """

    passage: Passage
    evidence: Evidence | None = None
    is_kept_back: bool = False
    least: int = _A_QUOTE

    def goes_by(self, own: Passage) -> Passage:
        """Return the tutor's words that hold these, to be asked about as these are."""
        about = tuple(dict.fromkeys((*own.pupil_ids, *self.passage.pupil_ids)))
        passage = replace(
            own,
            source=self.passage.source,
            pupil_ids=about,
            about_home=own.about_home or self.passage.about_home,
            artefact=own.artefact or self.passage.artefact,
        )
        # Nobody knows who of the group said it: then everybody who was there is asked.
        return passage if about else replace(self.passage, id=own.id, text=own.text, about=own.about)


class Heard:
    """Knows all that was said around one story. It is read when it is first asked."""

    def __init__(self, made: Woven) -> None:
        self._made = made
        self._all: list[tuple[str, Said]] | None = None

    def said_in(self, text: str, *, is_line: bool = False) -> Said | None:
        """Return whose exact words a text holds enough of to be a quote; None when it holds none.

        ``is_line`` says that it is the line to quote: there a part of what was said is one, too.
        """
        bare = _bare(text)
        if not bare:
            return None
        if self._all is None:
            self._all = [(words, one) for one in _all_said(self._made) if (words := _bare(one.passage.text))]
        found = (one for words, one in self._all if _holds(bare, words, one, is_line=is_line))
        return next(found, None)


def is_exact(source: Evidence, text: str) -> bool:
    """Return whether a piece still says what was said, all of it or a part, so that it is a quote."""
    return source.is_said and f" {_bare(text)} " in f" {_bare(source.passage.text)} "


def said_whole(made: Woven) -> Evidence | None:
    """Return the entry the line to quote is word for word; None where the tutor worded it."""
    line = made.study.pull_quote
    said = Heard(made).said_in(line, is_line=True)
    is_whole = said is not None and _bare(said.passage.text) == _bare(line)
    return said.evidence if said is not None and is_whole else None


def _holds(bare: str, words: str, said: Said, *, is_line: bool) -> bool:
    if bare == words:
        return True
    if len(bare.split()) >= (_LINE_TO_QUOTE if is_line else _A_QUOTE) and f" {bare} " in f" {words} ":
        return True
    return len(words.split()) >= said.least and f" {words} " in f" {bare} "


def _all_said(made: Woven) -> Iterator[Said]:
    """Yield what was said: entries of the story first, then what is outside its days, then what is kept."""
    sources = [one for one in made.sources.values() if one.is_said]
    yield from (Said(one.passage, one) for one in sources)
    known = {one.passage.id for one in sources}
    others = [one for one in _of_the_book(made) if one.passage.id not in known]
    yield from sorted(others, key=lambda one: one.is_kept_back)
    for piece in made.pieces:
        if piece.id in made.lost:
            for words in (piece.text, *_SENTENCE.split(piece.text)):
                yield Said(_passage(made, piece.source_id, words, "tutor", None), is_kept_back=True)


def _of_the_book(made: Woven) -> Iterator[Said]:
    for voice in made.book.all(Voice):
        if voice.is_chosen_face:
            continue
        told = _passage(made, f"{voice.id}.words", voice.words, str(voice.speaker), voice.pupil_id)
        told = replace(
            told,
            day=voice.said_on,
            group_id=voice.group_id or made.group_id,
            about_home=voice.about_home and voice.speaker is Speaker.PUPIL,
            artefact=voice.artefact,
        )
        yield _labelled(told, is_kept_back=Audience.MANAGER not in voice.audiences)
    for target in made.book.all(Target):
        for field in ("pupil_words", "pupil_review"):
            words = getattr(target, field)
            told = _passage(made, f"{target.id}.{field}", words, "pupil", target.pupil_id)
            yield _labelled(told, is_kept_back=Audience.MANAGER not in target.audiences)


def _labelled(told: Passage, *, is_kept_back: bool) -> Said:
    return Said(told, is_kept_back=is_kept_back, least=_KEPT_QUOTE if is_kept_back else _A_QUOTE)


def _passage(made: Woven, record: str, text: str, source: str, pupil_id: str | None) -> Passage:
    return Passage(
        id=record,
        kind="voice",
        text=text,
        day=made.period.last,
        group_id=made.group_id,
        pupil_ids=(pupil_id,) if pupil_id else (),
        source=source,
    )


def _bare(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))
