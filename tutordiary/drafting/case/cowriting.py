"""Writing a case study in pairs: one text file, names changed, that another tutor edits and sends back.

Lines in ``<!-- -->`` mark the pieces and are left as they are; lines that begin with ``>`` only tell and are
not read back. What comes back is offered to the tutor piece by piece, and nothing is taken over unseen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tutordiary.diary import Diary
from tutordiary.documents import case_phrases
from tutordiary.drafting.case import facts, names, parts, story
from tutordiary.drafting.case.said import is_exact
from tutordiary.drafting.case.story import CaseDraft, Woven
from tutordiary.errors import BadInput
from tutordiary.model import CaseSubject, Pupil
from tutordiary.release.pseudonyms import CODE_PATTERN, Pseudonyms, Recipient
from tutordiary.release.review import ReviewItem

MOST_BYTES, MOST_PIECES, MOST_LETTERS = 1_000_000, 300, 20_000
SUFFIX = ".md"
_HEAD = "Tutor Diary, writing together 1"
_HOW = (
    "Names are changed, and weeks stand for days. Write as you like between the lines that begin with <!-- "
    "and leave those lines as they are. Lines that begin with > are for reading only. Under a heading you "
    "can add words of your own, after the line that says so. Then send the file back."
)
_ADD = "your own words for this part go below"
_HEADED = re.compile(rf"<!-- {_HEAD} ({CODE_PATTERN}) -->")
_MARK = re.compile(
    rf"<!-- (?:piece (?P<piece>{CODE_PATTERN}) (?P<said>{CODE_PATTERN})"
    rf"|part (?P<part>[a-z_]{{3,20}}): {_ADD}) -->"
)
_HEADING, _LOWERED = re.compile(r"^##(?= )", re.MULTILINE), re.compile(r"^### ?(?=\S)", re.MULTILINE)
_ONLY_TO_READ, _TO_READ_AFTER_ALL = re.compile(r"^>", re.MULTILINE), re.compile(r"^\\>", re.MULTILINE)
_PARTS = {part.heading: part.key for part in parts.PARTS}
_NOT_OURS = (
    "{name} is not a file for writing together that belongs to this case study. Nothing was changed: open "
    "the case study it was made from, or ask for the file again."
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A finished file for another tutor, which has not passed the gate yet, with its draft."""

    data: bytes
    draft: CaseDraft


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What came back for one piece. Without ``piece_id`` they are new words for ``part``.

    ``before`` is what the piece says in the diary now, ``after`` what it would say, with pupils' own names.
    """

    part: str
    before: str
    after: str
    piece_id: str = ""


def share(diary: Diary, made: Woven, items: Iterable[ReviewItem], draft: CaseDraft) -> Shared:
    """Return the file for another tutor; only pieces that were read and cleared are in it."""
    called = names.names_of(diary, made.study)
    told = story.told_words(diary, made, items, called)
    codes = Pseudonyms.of(diary, Recipient.CASE_STUDY, made.study.id)
    is_one = made.study.subject is CaseSubject.PUPIL
    lines = [
        f"<!-- {_HEAD} {codes.code(made.study.id)} -->",
        "",
        f"# {draft.document.title}",
        "",
        *((f"> {case_phrases.DRAFT}", "") if draft.document.is_draft else ()),
        f"> {_HOW}",
        "",
    ]
    for part in parts.PARTS:
        lines += [
            f"## {part.heading}",
            "",
            f"> Asks for {parts.prompt_of(part.key, is_one_pupil=is_one)}.",
            "",
        ]
        for piece in made.ordered:
            words = told.get(piece.id, "")
            if parts.part_of(piece.section).key != part.key or not words:
                continue
            source = made.of(piece)
            if source is not None and is_exact(source, piece.text):
                quote = f"{source.lead}: “{words}”"
                lines += [*(f"> {line}" for line in quote.split("\n")), ""]
                continue
            lines += [f"> {source.lead}", ""] if source is not None and source.lead else []
            words = _outward(words)
            lines += [f"<!-- piece {codes.code(piece.id)} {codes.code(_said(words))} -->", words, ""]
        lines += [f"<!-- part {part.key}: {_ADD} -->", "", ""]
    lines += [f"> {gap.what[:1].upper()}{gap.what[1:]}: not yet gathered." for gap in draft.document.gaps]
    text = "\n".join(lines).rstrip() + "\n"
    own = (*draft.own, *own_texts())
    return Shared(text.encode("utf-8"), story.with_own(draft, own))


def _outward(words: str) -> str:
    """Return the words of a piece so that no line of them is taken for a part or for a line to read only."""
    return _ONLY_TO_READ.sub(r"\\>", _HEADING.sub("###", words))


def _inward(words: str) -> str:
    return _LOWERED.sub("## ", _TO_READ_AFTER_ALL.sub(">", words))


def _said(words: str) -> str:
    return f"said {_bare(words)}"


def _bare(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


def own_texts() -> tuple[str, ...]:
    """Return every sentence of such a file that is the app's."""
    asks = (parts.prompt_of(key, is_one_pupil=is_one) for key in parts.KEYS for is_one in (True, False))
    marks = (f"<!-- part {key}: {_ADD} -->" for key in parts.KEYS)
    heads = [f"{quoted}{words}" for words in (_HOW, case_phrases.DRAFT) for quoted in ("> ", "")]
    return (*heads, *(f"> Asks for {ask}." for ask in asks), *marks, *facts.own_texts())


# Reading it back ------------------------------------------------------------------------------------


def read_back(diary: Diary, made: Woven, data: bytes, name: str) -> tuple[Suggestion, ...]:
    """Return what another tutor changed or added, in the order of the file. ``name`` is the file's own.

    Raises: BadInput when it is not such a file of this study, or too big.
    """
    text = _decoded(data, name)
    codes = Pseudonyms.of(diary, Recipient.CASE_STUDY, made.study.id)
    headed = _HEADED.search(text[:500])
    if headed is None or headed.group(1) != codes.code(made.study.id):
        raise BadInput(_NOT_OURS.format(name=name))
    pieces = {codes.code(piece.id): piece for piece in made.pieces}
    own = _with_own_names(diary, names.names_of(diary, made.study))
    held = {_bare(piece.text) for piece in made.pieces}
    found: list[Suggestion] = []
    part = parts.KEYS[0]
    for mark, heading, words in _stretches(text):
        part = _PARTS.get(heading, part)
        part = mark["part"] if mark["part"] in parts.KEYS else part
        code = mark["piece"]
        if code and codes.code(_said(words)) == mark["said"]:
            continue
        if len(words) > MOST_LETTERS:
            raise BadInput(
                f"{name} holds a piece of more than {MOST_LETTERS:,} letters. Nothing was changed."
            )
        after = own(_inward(words))
        piece = pieces.get(code or "")
        if not after or _bare(after) in held:
            continue
        if piece is None:
            found.append(Suggestion(part, "", after))
        else:
            found.append(Suggestion(piece.section, piece.text, after, piece.id))
    if len(found) > MOST_PIECES:
        raise BadInput(f"{name} holds more than {MOST_PIECES} changes. Nothing was changed.")
    return tuple(found)


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise BadInput(f"{name} is too big for a file for writing together. Nothing was changed.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(_NOT_OURS.format(name=name)) from None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # A space of another kind and a tab stay a space; what cannot be seen goes.
    spaced = (" " if sign.isspace() and sign != "\n" else sign for sign in text)
    return "".join(sign for sign in spaced if sign == "\n" or sign.isprintable())


def _stretches(text: str) -> Iterable[tuple[Mapping[str, str | None], str, str]]:
    """Yield each mark with the last heading before it and the words under it."""
    mark: Mapping[str, str | None] | None = None
    heading, marked_under, held = "", "", list[str]()
    for line in text.split("\n"):
        found = _MARK.fullmatch(line.strip())
        is_heading = line.startswith("## ") and line[3:].strip() in _PARTS
        if found or is_heading:
            if mark is not None:
                yield mark, marked_under, "\n".join(held).strip()
            mark, held = (found.groupdict() if found else None), []
            heading = line[3:].strip() if is_heading else heading
            marked_under = heading
        elif not line.startswith(">"):
            held.append(line)
    if mark is not None:
        yield mark, marked_under, "\n".join(held).strip()


def _with_own_names(diary: Diary, called: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts pupils' own names where the changed ones stand: the diary goes on in its own words."""
    own = {name: diary.need(Pupil, pupil_id).first_name for pupil_id, name in called.items()}
    longest = sorted(map(re.escape, own), key=len, reverse=True)
    if not longest:
        return str.strip
    pattern = re.compile(rf"\b(?:{'|'.join(longest)})\b")
    return lambda words: pattern.sub(lambda found: own[found.group()], words.strip())
