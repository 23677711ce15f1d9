"""What a reflection group advised, on its way back into the next session, and whether it helped.

Each line becomes an ``Action`` of the last session a group held, so that the next log asks about it under
"last time you wanted to try". The practice loop of the pack (it has the pack's own id) keeps the question,
the advice and, later, what came of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tutordiary.diary import Diary, weeks
from tutordiary.model import Action, Group, Pack, PracticeLoop, Record, Session, SessionStatus, new_id

MOST_LINES = 12
LATELY = timedelta(days=200)
_LAST_START = "99:99"  # later than any session of the day


@dataclass(frozen=True, slots=True)
class AdviceChange:
    """What one step wrote: ``added`` is new, ``before`` is what stood there and is to come back."""

    added: tuple[Record, ...]
    before: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Advised:
    """What is held of one pack: its lines, the group whose next session has them, whether it helped."""

    lines: tuple[str, ...] = ()
    group_id: str = ""
    helped: str = ""
    is_closed: bool = False


def packs_given(diary: Diary) -> list[Pack]:
    """Return the packs that were given, the newest meeting first."""
    return diary.find(Pack, order=("-meeting_on", "-id"))


def groups_to_try_in(diary: Diary, pack: Pack, today: date) -> tuple[Group, ...]:
    """Return the groups that met lately, or that the pack is of: only they have a next time. By name."""
    lately = weeks.sessions_between(diary, today - LATELY, today)
    met = {one.group_id for one in lately if one.status is SessionStatus.HELD}
    found = weeks.groups_of(diary, met | ({pack.group_id} if pack.group_id else set())).values()
    return tuple(sorted(found, key=lambda group: (group.working_name.casefold(), group.id)))


def advised(diary: Diary, pack: Pack) -> Advised:
    """Return what the group advised about a pack, as it stands in the diary."""
    actions = diary.find(Action, pack_id=pack.id)
    loop = diary.get(PracticeLoop, pack.id)
    if not actions and loop is None:
        return Advised(group_id=pack.group_id or "")
    session = diary.get(Session, actions[0].session_id) if actions and actions[0].session_id else None
    return Advised(
        lines=tuple(action.text for action in actions),
        group_id=session.group_id if session else pack.group_id or "",
        helped=loop.did_it_help if loop else "",
        is_closed=loop is not None and loop.closed_on is not None,
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return what was typed as lines: one for each piece of advice, without marks of a list."""
    found = (line.strip().lstrip("-–•*").strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in found if line))[:MOST_LINES]


def take_up(diary: Diary, pack: Pack, group_id: str, lines: Iterable[str], today: date) -> AdviceChange:
    """Put the advice into the group's next time, in the place of what stood there for this pack.

    Lines that were there before stay the same records. Without any line the advice is taken away.
    """
    wanted = tuple(lines)
    held = diary.find(Action, pack_id=pack.id)
    session = weeks.last_held(diary, group_id, today, _LAST_START) if group_id else None
    by_text = {action.text: action for action in held}
    actions = [
        replace(by_text[text], session_id=session.id if session else None)
        if text in by_text
        else Action(id=new_id(), text=text, session_id=session.id if session else None, pack_id=pack.id)
        for text in wanted
    ]
    gone = [action for action in held if action.text not in wanted]
    loop = diary.get(PracticeLoop, pack.id)
    group = diary.get(Group, group_id) if group_id else None
    fresh = replace(
        loop
        or PracticeLoop(
            id=pack.id,
            question=pack.question,
            started_on=pack.meeting_on,
            programme_id=group.programme_id if group else None,
        ),
        advised="\n".join(wanted),
    )
    kept_loop = (fresh,) if wanted or loop is not None else ()
    with diary.together():
        diary.remove(*gone)
        diary.save(*actions, *kept_loop)
    added = (*(one for one in actions if one.text not in by_text), *(kept_loop if loop is None else ()))
    return AdviceChange(added, (*held, *([loop] if loop else [])))


def say_whether_it_helped(diary: Diary, pack: Pack, words: str, today: date) -> AdviceChange:
    """Keep what came of the advice; empty words open the question again. Done actions are ticked."""
    loop = diary.get(PracticeLoop, pack.id)
    held = diary.find(Action, pack_id=pack.id)
    said = words.strip()
    fresh = replace(
        loop or PracticeLoop(id=pack.id, question=pack.question, started_on=pack.meeting_on),
        did_it_help=said,
        closed_on=max(today, pack.meeting_on) if said else None,
    )
    done = [replace(action, done_on=(action.done_on or today) if said else None) for action in held]
    diary.save(fresh, *done)
    return AdviceChange((fresh,) if loop is None else (), (*held, *([loop] if loop else [])))


def take_back(diary: Diary, change: AdviceChange) -> None:
    """Undo one step."""
    with diary.together():
        diary.remove(*change.added)
        diary.save(*change.before)
