"""The first and the third step of the reflection group's road, as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.drafting import open_question
from tutordiary.drafting.giving import PACK_PURPOSE, SHOWN
from tutordiary.drafting.pack_lines import PARTS, ROOM, PackLine
from tutordiary.model import Disclosure, Group, PackItemKind
from tutordiary.presenters.share_give import EARLIER_SHOWN, plural
from tutordiary.presenters.share_intruder import IntruderState
from tutordiary.presenters.share_marks import KINDS
from tutordiary.presenters.share_pack_choice import EVERY, Chosen, PackChoice
from tutordiary.presenters.share_pack_state import (
    CHOOSE_GROUP,
    EVERY_GROUP,
    LABEL,
    NO_SESSIONS,
    NOTHING_LABELLED,
    PART_WORDS,
    AdviceState,
    Format,
    GroupLine,
    PackChoiceState,
    PackGiveState,
    PackPart,
    PackRow,
)
from tutordiary.presenters.share_state import GiveState
from tutordiary.release.review import ItemState, ReviewItem

LABEL_SHORT = "Treat it as personal data."
_NUMBERS = {1: "one", 2: "two", 3: "three"}


def choice(
    held: PackChoice,
    groups: Sequence[Group],
    lines: Sequence[PackLine],
    today: date,
    *,
    is_gathering: bool,
    was_given: bool,
    advice: AdviceState | None,
) -> PackChoiceState:
    """Return the first step."""
    periods = held.periods(today)
    chosen = held.group_ids(groups)
    ticked = held.ticked(lines)
    empty = "" if groups else NO_SESSIONS
    offers = any(not line.is_own for line in lines)
    lacks = bool(chosen) and not is_gathering and not offers
    return PackChoiceState(
        groups=_group_lines(held, groups, chosen),
        periods=periods,
        period=held.period(periods),
        meeting_on=held.meeting_on(today),
        parts=tuple(_part(kind, lines, ticked) for kind in PARTS) if chosen else (),
        empty=empty or (NOTHING_LABELLED if lacks else "" if chosen else CHOOSE_GROUP),
        needs_labels=bool(empty) or lacks,
        is_gathering=is_gathering,
        was_given=was_given,
        advice=advice,
    )


def full(kind: PackItemKind) -> str:
    """Return the sentence for a part that has no more room."""
    return f"“{PART_WORDS[kind]}” has room for {_NUMBERS[ROOM[kind]]}. Take one out first."


def give(
    diary: Diary,
    chosen: Chosen,
    lines: Sequence[PackLine],
    items: Sequence[ReviewItem],
    blocked: str,
    *,
    is_waiting: bool,
    needs_review: bool,
    intruder: IntruderState | None,
) -> PackGiveState:
    """Return the third step."""
    state = GiveState(
        leaves=() if is_waiting or not items else _leaves(chosen, lines, items),
        takes=LABEL if items else "",
        blocked=blocked,
        earlier=_earlier(diary),
        is_waiting=is_waiting,
        needs_review=needs_review,
        intruder=intruder,
    )
    fmt: Format = "docx" if chosen.fmt == "docx" else "pdf"
    return PackGiveState(state, fmt, chosen.with_agenda, chosen.with_facilitator)


def _group_lines(held: PackChoice, groups: Sequence[Group], chosen: tuple[str, ...]) -> tuple[GroupLine, ...]:
    every = held.now.group == EVERY and len(groups) > 1
    found = [GroupLine(one.id, one.working_name, not every and one.id in chosen) for one in groups]
    if len(groups) > 1:
        found.append(GroupLine(EVERY, EVERY_GROUP, every))
    return tuple(found)


def _part(kind: PackItemKind, lines: Sequence[PackLine], ticked: Sequence[str]) -> PackPart:
    of_part = [line for line in lines if line.part is kind]
    last = len(of_part) - 1
    rows = tuple(
        PackRow(
            id=line.id,
            words=" ".join(line.passage.text.split()),
            about=_about(line),
            is_ticked=line.id in ticked,
            is_own=line.is_own,
            can_go_up=place > 0,
            can_go_down=place < last,
        )
        for place, line in enumerate(of_part)
    )
    room = "" if ROOM[kind] == 1 else f"room for {_NUMBERS[ROOM[kind]]}"
    question = next((row.words for row in rows if row.is_ticked), "")
    hints = open_question.look(question).hints if kind is PackItemKind.CHALLENGE else ()
    return PackPart(kind, PART_WORDS[kind], room, rows, hints)


def _about(line: PackLine) -> str:
    if line.is_own:
        return "Your own words, for this pack"
    when = dates.day_and_month(line.passage.day)
    parts = (KINDS.get(line.passage.kind, "Words"), when, line.step, line.went)
    return ", ".join(part for part in parts if part)


def _leaves(chosen: Chosen, lines: Sequence[PackLine], items: Sequence[ReviewItem]) -> tuple[str, ...]:
    ready = {item.id for item in items if item.is_ready}
    out = sum(item.state is ItemState.LEFT_OUT for item in items)
    names = dict.fromkeys(PART_WORDS[line.part] for line in lines if line.id in ready)
    found = [
        f"{plural(len(ready), 'passage')} in the words you read" + (f", and {out} left out" if out else ""),
        *names,
        "Pupils as letters, you as a code: both for this pack alone",
        "Weeks of the group in place of days. No name, no school, no group, no date",
    ]
    found += ["The agenda of 120 minutes, with ground rules"] if chosen.with_agenda else []
    found += ["The sheet for whoever runs the session"] if chosen.with_facilitator else []
    return tuple(found)


def _earlier(diary: Diary) -> tuple[str, ...]:
    found = diary.find(Disclosure, order=("-released_at", "-id"), purpose=PACK_PURPOSE)
    return tuple(_line(each) for each in found[:EARLIER_SHOWN])


def _line(given: Disclosure) -> str:
    when = dates.day_and_month(given.released_at.astimezone().date(), year=True)
    what = SHOWN if given.file_name == SHOWN else given.file_name
    return f"{when}: {what}"
