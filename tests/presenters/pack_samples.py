"""A small diary for the road to the reflection group: one group, a question, a sign, what did not work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.presenters.share_samples import TODAY, fill
from tutordiary.model import Activity, Audience, Observation, Reflection, Session, SessionStatus, Tried

REFLECTION = frozenset({Audience.REFLECTION})
MEETING = date(2026, 11, 24)
QUESTION = "How can I keep Otis in the room when the drums begin?"
SIGN = "Otis held the beat on his own."
HARD = "I talked over the ending and Wanda gave up."
NEXT = "Begin with the quiet drum."


def fill_pack(diary) -> None:
    """Put the sample with a session to bring to the group into the diary."""
    fill(diary)
    diary.save(replace(diary.need(Session, "session"), bring_to_group=True, group_question=QUESTION))
    diary.add(
        Session(
            id="session2",
            group_id="group",
            held_on=date(2026, 11, 17),
            status=SessionStatus.HELD,
            tried_last=Tried.PARTLY,
        ),
        Activity(id="act", session_id="session", name="The volume hand", note="One hand leads, Grace first."),
        Observation(
            id="sign",
            noted_on=date(2026, 11, 10),
            session_id="session",
            group_id="group",
            pupil_id="p1",
            indicators=("MUS.1",),
            step=2,
            text=SIGN,
            audiences=REFLECTION,
        ),
        *(
            Reflection(id=prompt, session_id="session", prompt=prompt, text=text, audiences=REFLECTION)
            for prompt, text in (("did_not", HARD), ("next_time", NEXT))
        ),
    )


__all__ = ["HARD", "MEETING", "NEXT", "QUESTION", "SIGN", "TODAY", "fill_pack"]
