"""What stands in front of the copy of everything: what is left out and why, and what a person may ask for."""

from __future__ import annotations

from tutordiary import wording
from tutordiary.diary import Diary
from tutordiary.documents.wording import stop
from tutordiary.drafting.access_words import shown
from tutordiary.drafting.subject_access import Access
from tutordiary.model import (
    Disclosure,
    Group,
    Membership,
    Observation,
    Programme,
    RetentionReview,
    Setting,
    Voice,
)

ADULTS = """
Telephone numbers and addresses of other people. The names of adults at school stay, because they were
at work.
"""
SAFETY = """
Anything about a child’s safety. A worry is never written in this diary: it goes to the setting’s
safeguarding lead the same day, in their system. Ask them; this copy says neither that there was one nor
that there was none.
"""
OWN_KEEPING = "What the diary keeps for itself: ids, sums of files, and how its pages are arranged."
PURPOSE = """
To plan music sessions, to notice small signs, and to tell the pupil, the family, the school and the
programme how it goes
"""
ASK = """
A copy like this one. That a mistake is put right. That something is erased, or not used for a time. You
may object to its use. An answer is due within one month of asking.
"""
COMPLAIN = """
Speak to the tutor or their service first. You may complain to the Information Commissioner’s Office at
any time.
"""


def opening(name: str) -> str:
    """Return the sentence the copy begins with."""
    return (
        f"This is everything this diary holds about {name}, as it was written at the time: nothing was"
        " reworded. It was made for whoever asked on the pupil’s behalf, and for nobody else."
    )


def left_out(access: Access) -> tuple[str, ...]:
    """Return what is not in the copy and why; the same for everybody where a worry is concerned."""
    gone = [place for item in access.items if not item.is_left_out for place in item.told.places]
    taken = sum(place.is_replaced for place in gone)
    whole = sum(item.is_left_out for item in access.items)
    others = (
        f"Other children and their families. In {times(taken, 'place')} it says “another pupil” or words like"
        " that instead of a name, because what is written there is theirs too."
    )
    if whole:
        others += f" Left out whole, because of others they tell of: {times(whole, 'passage')}."
    return (others, _flat(ADULTS), _flat(SAFETY), OWN_KEEPING)


def about(diary: Diary, access: Access) -> tuple[tuple[str, str], ...]:
    """Return what a person may want to know of the diary, from what it says itself."""
    groups = [diary.get(Group, one.group_id) for one in access.of(Membership)]
    programmes = [diary.get(Programme, one.programme_id or "") for one in groups if one]
    settings = [diary.get(Setting, one.setting_id) for one in groups if one]
    settings += [diary.get(Setting, access.pupil.setting_id or "")]
    named = wording.and_list(sorted({one.name for one in programmes if one}))
    controllers = sorted({one.controller for one in settings if one and one.controller})
    sources = [shown(one.source) for one in access.of(Observation)]
    sources += [shown(one.speaker) for one in access.of(Voice)]
    given = len(access.of(Disclosure))
    told = f"{times(given, 'paper')} left the diary, listed here under “Given away”."
    return (
        ("What it is for", f"{_flat(PURPOSE)}{f' ({named})' if named else ''}."),
        (
            "Who answers for it",
            "; ".join(controllers) or "Not written down. Ask the tutor, or their service.",
        ),
        ("Where it comes from", stop(wording.and_list(sorted(set(sources))) or "the tutor")),
        ("Who was told", told if given else "Nothing has left the diary."),
        ("How long it is kept", _kept(diary, settings, {one.id for one in programmes if one})),
        ("What you can ask for", _flat(ASK)),
        ("If you are not content", _flat(COMPLAIN)),
    )


def _kept(diary: Diary, settings: list[Setting | None], programmes: set[str]) -> str:
    rules = sorted({one.retention_rule for one in settings if one and one.retention_rule})
    due = [
        shown(one.due_on)
        for one in diary.all(RetentionReview)
        if one.decided_on is None and (one.programme_id is None or one.programme_id in programmes)
    ]
    said = " ".join(stop(rule) for rule in rules) or "No rule is written down."
    return f"{said} To be looked at again on {wording.and_list(due)}." if due else said


def times(number: int, word: str) -> str:
    """Return "1 place" or "3 places"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _flat(text: str) -> str:
    return " ".join(text.split())
