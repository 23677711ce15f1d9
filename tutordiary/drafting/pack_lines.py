"""What a reflection-group pack can be made of: labelled passages, what the group advised, own words.

Each is a line of one part of the pack. Which lines go in, and in which order, is the tutor's; ``usual`` says
what is taken where nobody chose. Nothing here is fit to leave: that is for the review to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tutordiary import wording
from tutordiary.diary import Diary
from tutordiary.evidence import Book, Period, group_week
from tutordiary.model import Action, Audience, Observation, PackItemKind, PracticeLoop, Session
from tutordiary.model import Pack as PackRecord
from tutordiary.release import passages
from tutordiary.release.passages import LOOKED_LONGER, WHAT_I_DID, Passage

LEARNED = LOOKED_LONGER | {"assumptions", "went_well"}
OWN, ADVISED = "own_words", "advice"

# The parts in the order of the page, and how many lines each has room for.
PARTS = (
    PackItemKind.CHALLENGE,
    PackItemKind.HAPPENED,
    PackItemKind.NOTICED,
    PackItemKind.UNSURE,
    PackItemKind.ADVICE,
    PackItemKind.LEARNING,
    PackItemKind.OUTCOME_SIGN,
    PackItemKind.TRIED,
    PackItemKind.ACTIVITY,
)
ROOM = {
    PackItemKind.CHALLENGE: 1,
    PackItemKind.HAPPENED: 2,
    PackItemKind.NOTICED: 3,
    PackItemKind.UNSURE: 3,
    PackItemKind.ADVICE: 1,
    PackItemKind.LEARNING: 2,
    PackItemKind.OUTCOME_SIGN: 1,
    PackItemKind.TRIED: 2,
    PackItemKind.ACTIVITY: 1,
}
_BY_KIND = {
    "question": PackItemKind.CHALLENGE,
    "activity": PackItemKind.ACTIVITY,
    ADVISED: PackItemKind.TRIED,
}
_BY_PROMPT = {
    "engaged_differently": PackItemKind.HAPPENED,
    WHAT_I_DID: PackItemKind.HAPPENED,
    "did_not": PackItemKind.UNSURE,
    "next_time": PackItemKind.TRIED,
    **dict.fromkeys(LEARNED, PackItemKind.LEARNING),
}


@dataclass(frozen=True, slots=True)
class PackLine:
    """One thing that could stand in a part of the pack.

    ``went`` says in the app's own words how it went when it was tried ("Tried: partly"), or is empty.
    ``step`` is the ladder's word for a small sign, or empty; ``week`` is of the group's calendar, or None.
    ``is_usual`` marks what is taken unless the tutor says otherwise.
    """

    passage: Passage
    part: PackItemKind
    went: str = ""
    step: str = ""
    week: int | None = None
    is_usual: bool = False

    @property
    def id(self) -> str:
        """What the line is known by: the id of its passage."""
        return self.passage.id

    @property
    def is_own(self) -> bool:
        """Whether it was typed for this pack."""
        return self.passage.kind == OWN


def own_line(line_id: str, part: PackItemKind, text: str, group_id: str | None, day: date) -> PackLine:
    """Return the tutor's own words for a part, to be read like any other passage."""
    passage = Passage(
        id=line_id,
        kind=OWN,
        text=text.strip(),
        day=day,
        group_id=group_id,
        pupil_ids=(),
        source="tutor",
        about=str(part),
    )
    return PackLine(passage, part, is_usual=True)


def gather(
    diary: Diary, book: Book, group_ids: Iterable[str], period: Period, *, but_pack: str = ""
) -> tuple[PackLine, ...]:
    """Return every line these weeks offer, oldest first within its part, in the order of the parts.

    ``but_pack`` is the pack being made: what was advised about it is for the one after it.
    """
    wanted = frozenset(group_ids)
    found = [
        passage
        for passage in passages.collect(diary, book, period, Audience.REFLECTION)
        if passage.group_id in wanted
    ]
    found += _advised(diary, wanted, period, but_pack)
    lines = [_line(diary, book, passage) for passage in found]
    lines = _with_sign(lines)
    kept = sorted(lines, key=lambda line: (PARTS.index(line.part), line.passage.day))
    return _with_usual(kept)


def usual(lines: Iterable[PackLine]) -> tuple[str, ...]:
    """Return the ids of the lines that are taken where nobody chose, in their order."""
    return tuple(line.id for line in lines if line.is_usual)


def _line(diary: Diary, book: Book, passage: Passage) -> PackLine:
    part = _BY_KIND.get(passage.kind) or _BY_PROMPT.get(passage.about) or PackItemKind.NOTICED
    went = _went(book, passage) if passage.about == "next_time" else ""
    step = ""
    if passage.kind == "observation" and passage.about == "":
        sign = book.get(Observation, passage.id.partition(".")[0])
        step = diary.framework.words_for_step(sign.step) if sign and sign.step is not None else ""
    return PackLine(passage, part, went, step, group_week(book, passage.group_id, passage.day))


def _went(book: Book, passage: Passage) -> str:
    """Return how it went in the group's next session, where the tutor answered that."""
    later = [
        session
        for session in book.where(Session, "group_id", passage.group_id)
        if session.held_on > passage.day and session.tried_last is not None
    ]
    first = min(later, key=lambda session: (session.held_on, session.starts_at), default=None)
    if first is None or first.tried_last is None:
        return ""
    return f"Tried: {wording.TRIED[first.tried_last].lower()}"


def _advised(diary: Diary, group_ids: frozenset[str], period: Period, but_pack: str) -> list[Passage]:
    """Return what the group advised before, with what the tutor said later of whether it helped."""
    found = []
    for action in diary.all(Action):
        pack = diary.get(PackRecord, action.pack_id) if action.pack_id else None
        session = diary.get(Session, action.session_id) if action.session_id else None
        group_id = session.group_id if session else (pack.group_id if pack else None)
        if pack is None or group_id not in group_ids or pack.meeting_on > period.last:
            continue
        if pack.id == but_pack:
            continue
        loop = diary.get(PracticeLoop, pack.id)
        helped = loop.did_it_help.strip() if loop else ""
        text = f"{action.text.rstrip('.')}. {helped}" if helped else action.text
        found.append(
            Passage(
                id=f"{action.id}.text",
                kind=ADVISED,
                text=text,
                day=max(period.first, min(pack.meeting_on, period.last)),
                group_id=group_id,
                pupil_ids=(),
                source="tutor",
                about=ADVISED,
            )
        )
    return found


def _with_sign(lines: Sequence[PackLine]) -> list[PackLine]:
    """Make the newest small sign with an indicator the sign of the pack; the others were noticed."""
    signs = [line for line in lines if _is_sign(line) and line.passage.indicators]
    newest = max(signs, key=lambda line: (line.passage.day, line.id), default=None)
    return [replace(line, part=PackItemKind.OUTCOME_SIGN) if line is newest else line for line in lines]


def _is_sign(line: PackLine) -> bool:
    return line.passage.kind == "observation" and line.passage.about == ""


def _with_usual(lines: Sequence[PackLine]) -> tuple[PackLine, ...]:
    """Mark the newest lines of each part, as many as it has room for.

    What the tutor did about one pupil stands for what happened only where no answer does; quotes, targets
    and the like wait for the tutor to choose them.
    """
    chosen: set[str] = set()
    for part in PARTS:
        of_part = [line for line in lines if line.part is part]
        if part is PackItemKind.HAPPENED:
            answers = [line for line in of_part if line.passage.about == "engaged_differently"]
            of_part = answers or of_part
        if part is PackItemKind.TRIED:  # what is still to be tried is brought only where nothing was tried
            of_part = [line for line in of_part if line.went or line.passage.kind == ADVISED] or of_part
        if part is PackItemKind.NOTICED:
            of_part = [line for line in of_part if _is_sign(line)]
        chosen |= {line.id for line in of_part[-ROOM[part] :]}
    return tuple(replace(line, is_usual=line.id in chosen) for line in lines)
