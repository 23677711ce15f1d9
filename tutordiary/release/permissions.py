"""Whose words may leave, and in what use: permissions given and withdrawn, asked for each quote.

What counts is how they stand when something is about to leave, not how they stood in the days it tells of:
a permission that was taken back in autumn holds back the words of the summer too. Which passage needs which
permission is written down in ``docs/decisions/0012-permissions-by-passage-and-use.md``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import StrEnum

from tutordiary.evidence import Book, Period
from tutordiary.model import GivenBy, Membership, Permission, PermissionKind, Pupil
from tutordiary.release.passages import CHOSEN_FACE, Passage

NAMED_AT_MOST = 3
WHAT_THEY_SAID = "young_people_said"  # the diary prompt that asks for the pupils' words
FAMILY = frozenset({GivenBy.PARENT_CARER})
CHILD_OR_FAMILY = frozenset({GivenBy.PUPIL, GivenBy.PARENT_CARER})
ANYONE = frozenset(GivenBy)

NOBODY_KNOWN = (
    "It is not written down whose words these are, and not everybody in the group may be quoted. "
    "Write down who said it, or leave it out."
)
UNKNOWN = "It tells of a pupil this diary does not know, so nobody can be asked."
# What is not there, and what was there and was taken back; {} is the pupil.
_MISSING: dict[PermissionKind, str] = {
    PermissionKind.ANONYMOUS_USE: "Nobody has agreed yet that words about {} may leave without names.",
    PermissionKind.IDENTIFIABLE_CASE_STUDY: "Nobody has agreed yet that {} may be recognised in a story.",
    PermissionKind.QUOTE: "Nobody has agreed yet that {}’s own words are quoted.",
    PermissionKind.DRAWING: "Nobody has agreed yet that {}’s drawings are shown or told of.",
    PermissionKind.AUDIO: "Nobody has agreed yet that recordings of {} are used or told of.",
    PermissionKind.PHOTO: "Nobody has agreed yet that photos of {} are used or told of.",
}
_TAKEN_BACK: dict[PermissionKind, str] = {
    PermissionKind.ANONYMOUS_USE: "The permission for words about {} without names was taken back.",
    PermissionKind.IDENTIFIABLE_CASE_STUDY: "The permission to recognise {} in a story was taken back.",
    PermissionKind.QUOTE: "The permission to quote {}’s own words was taken back.",
    PermissionKind.DRAWING: "The permission for {}’s drawings was taken back.",
    PermissionKind.AUDIO: "The permission for recordings of {} was taken back.",
    PermissionKind.PHOTO: "The permission for photos of {} was taken back.",
}
_FAMILY_MISSING = "Nobody in the family has agreed yet that the words of {}’s family are quoted."

# Signs in the name of what hangs with a voice; other papers (a note, a lyric) are words and need QUOTE alone.
_ARTEFACTS: tuple[tuple[PermissionKind, re.Pattern[str]], ...] = (
    (PermissionKind.DRAWING, re.compile(r"draw|drew|picture|paint|sketch|cartoon|\bmap\b|\bart", re.I)),
    (PermissionKind.AUDIO, re.compile(r"audio|record|sound|track|voice note|\bmp3|\bwav", re.I)),
    (PermissionKind.PHOTO, re.compile(r"photo|video|film|snap|selfie", re.I)),
)
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|ask(?:s|ed|ing)?|told|tells?|shout(?:s|ed)?|whisper(?:s|ed)?|call(?:s|ed)|sang|sings?"
    r"|wr(?:ote|ites?)|written|answer(?:s|ed)?|repl(?:y|ies|ied)|mutter(?:s|ed)?|mumbl(?:es|ed)|announc(?:es|ed)"
    r"|explain(?:s|ed)?|yell(?:s|ed)?|add(?:s|ed)|goes|went)\b",
    re.I,
)
_MARKED = re.compile(
    r"[“\"](?P<double>[^“”\"\n]{2,300})[”\"]"
    r"|(?:(?<=[\s(:,])|^)[‘'](?P<single>(?:[^‘’'\n]|(?<=\w)[’'](?=\w)){2,300})[’'](?!\w)"
)
NEAR = 60
_CHILD = (
    r"(?:\[(?:pupil|person|name)[^\[\]]{0,20}\]|\b(?:he|she|they|child|children|pupil|boy|girl|kid"
    r"|one of them|somebody|someone)\b)"
)
_SPOKE = _SAYS.pattern.replace("|sang|sings?", "")  # what is sung is mostly the name of a song
# At most three words stand between them: "[pupil B] then quietly said to me".
_CHILD_SAYS = re.compile(rf"{_CHILD}(?:[ ,]+(?!I\b|we\b)[\w’']+){{0,3}}?[ ,]+{_SPOKE}[^.!?]{{0,24}}$", re.I)
_SAYS_CHILD = re.compile(
    rf"[,. ]*(?:{_CHILD}(?:[ ,]+(?!I\b|we\b)[\w’']+){{0,2}}?[ ,]+{_SPOKE}|{_SPOKE}[ ,]+(?:\w+ )?{_CHILD})",
    re.I,
)


class Use(StrEnum):
    """What a passage is about to be part of. Only RECOGNISABLE keeps a pupil who can be recognised."""

    BUNDLE = "bundle"
    PACK = "pack"
    CASE_STUDY = "case_study"
    RECOGNISABLE = "recognisable"


def _standing(book: Book, pupil_id: str, kind: PermissionKind) -> dict[GivenBy, bool]:
    """Return, for each who ever gave this permission, whether the newest one stands."""
    found: dict[GivenBy, tuple[date, bool]] = {}
    for permission in book.where(Permission, "pupil_id", pupil_id):
        if permission.kind is not kind:
            continue
        held = found.get(permission.given_by)
        if held is None or permission.given_on >= held[0]:
            found[permission.given_by] = (permission.given_on, permission.withdrawn_on is None)
    return {who: stands for who, (_, stands) in found.items()}


def stands(book: Book, pupil_id: str, kind: PermissionKind, by: Collection[GivenBy] = ANYONE) -> bool:
    """Return whether a permission stands: one of ``by`` gave it, and nobody at all took it back."""
    standing = _standing(book, pupil_id, kind)
    return all(standing.values()) and any(who in by for who in standing)


def may_leave(book: Book, pupil_id: str) -> bool:
    """Return whether words about a pupil may leave without names: someone agreed and nobody withdrew."""
    return stands(book, pupil_id, PermissionKind.ANONYMOUS_USE)


def has_withdrawn(book: Book, pupil_id: str) -> bool:
    """Return whether anyone withdrew the permission for use without names: then only counts may leave."""
    return not all(_standing(book, pupil_id, PermissionKind.ANONYMOUS_USE).values())


def why_not(book: Book, passage: Passage, use: Use, *, also: Iterable[str] = ()) -> str:
    """Return why a passage may not leave in a use, as sentences for the tutor; empty when it may.

    ``also`` are pupils found in its words besides those it is about. The passage's ``text`` is judged as it
    stands, so hand over the words that would leave: a quote told in other words is no quote.
    """
    told = {*passage.pupil_ids, *also}
    sentences: list[str] = []
    found = [pupil for one in told if (pupil := book.get(Pupil, one)) is not None]
    for pupil in sorted(found, key=lambda one: (one.first_name, one.id)):
        why = _why_not_about(book, passage, use, pupil)
        if why:
            sentences.append(why)
    if len(found) < len(told):
        sentences.append(UNKNOWN)
    if not told and _is_from_a_group(passage) and not _all_may_be_quoted(book, passage):
        sentences.append(NOBODY_KNOWN)
    if len(sentences) > NAMED_AT_MOST:
        rest = len(sentences) - NAMED_AT_MOST
        sentences[NAMED_AT_MOST:] = [f"It is the same with {rest} more."]
    return " ".join(dict.fromkeys(sentences))


def _why_not_about(book: Book, passage: Passage, use: Use, pupil: Pupil) -> str:
    for kind, by in _needed(passage, use, is_about=pupil.id in passage.pupil_ids):
        if stands(book, pupil.id, kind, by):
            continue
        name = pupil.first_name or "this pupil"
        if not all(_standing(book, pupil.id, kind).values()):
            return _TAKEN_BACK[kind].format(name)
        if by is FAMILY:
            return _FAMILY_MISSING.format(name)
        return _MISSING[kind].format(name)
    return ""


def _needed(
    passage: Passage, use: Use, *, is_about: bool
) -> Iterator[tuple[PermissionKind, frozenset[GivenBy]]]:
    """Yield every permission a passage needs for a pupil it tells of, and who can give it.

    Where it is written down who spoke, a pupil who is only named in the words has said none of them; in a
    note that quotes somebody, each pupil named may be the one.
    """
    yield PermissionKind.ANONYMOUS_USE, ANYONE
    if use is Use.RECOGNISABLE:
        yield PermissionKind.IDENTIFIABLE_CASE_STUDY, CHILD_OR_FAMILY
    if is_familys_words(passage):
        if is_about:
            yield PermissionKind.QUOTE, FAMILY
    elif is_childs_words(passage) and (is_about or passage.source != "pupil"):
        yield PermissionKind.QUOTE, CHILD_OR_FAMILY
    for kind, pattern in _ARTEFACTS:
        if is_about and pattern.search(passage.artefact):
            yield kind, CHILD_OR_FAMILY


def _is_from_a_group(passage: Passage) -> bool:
    """Return whether a child is quoted and nothing says which; talks and judgements are with adults."""
    return is_childs_words(passage) and passage.kind in ("voice", "reflection", "observation")


def is_familys_words(passage: Passage) -> bool:
    """Return whether the words are a parent's or carer's own."""
    return passage.source == "parent_carer"


def is_childs_words(passage: Passage) -> bool:
    """Return whether a child is quoted: their own words, or speech in quotation marks in somebody's note.

    A face that a child pointed at is told, and is no quote. What the school's people say is theirs.
    """
    if passage.about == CHOSEN_FACE or is_familys_words(passage):
        return False
    if passage.source == "pupil" or passage.about == WHAT_THEY_SAID:
        return True
    if passage.kind == "voice":
        return False
    if passage.is_own_practice or passage.kind in ("question", "activity"):
        return tells_speech_of_a_child(passage.text)
    return holds_speech(passage.text)


def tells_speech_of_a_child(text: str) -> bool:
    """Return whether a child is said to have said what stands in quotation marks, as in: [pupil B] said “no”.

    For what tutors write of themselves: there the marks are mostly about their own words, songs and titles.
    """
    for found in _MARKED.finditer(text):
        before, after = text[max(0, found.start() - NEAR) : found.start()], text[found.end() :][:NEAR]
        if _CHILD_SAYS.search(before) or _SAYS_CHILD.match(after):
            return True
    return False


def holds_speech(text: str) -> bool:
    """Return whether words in quotation marks stand beside a word of saying, as in: she said 'again'.

    Titles and single borrowed words ('groove') are none. Words that are quoted from the first letter to the
    last are the writer's own way of marking a whole remark, and are taken for speech.
    """
    for found in _MARKED.finditer(text):
        inside = found["double"] or found["single"] or ""
        before, after = text[max(0, found.start() - NEAR) : found.start()], text[found.end() :][:NEAR]
        if before.rstrip().endswith((":", ",")) or found.group(0) == text.strip():
            return True
        if inside.rstrip().endswith((".", "!", "?", ",", "…")) or _SAYS.search(before) or _SAYS.search(after):
            return True
    return False


def _all_may_be_quoted(book: Book, passage: Passage) -> bool:
    """Return whether everybody of the group on that day may be quoted, whoever of them spoke."""
    if passage.group_id is None:
        return False
    day = Period(passage.day, passage.day)
    there = {
        stay.pupil_id
        for stay in book.where(Membership, "group_id", passage.group_id)
        if day.touches(stay.joined_on, stay.left_on)
    }
    return bool(there) and all(
        may_leave(book, one) and stands(book, one, PermissionKind.QUOTE, CHILD_OR_FAMILY) for one in there
    )
