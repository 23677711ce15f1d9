"""The marks of a pupil who turned out to be away, put aside until the pupil is here after all.

They are held as a draft, so that a lock in between loses none. Only codes stand in it, no words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tutordiary.model import Audience, Direction, Observation, Scope, Session, Source

PREFIX = "log_aside/"


def prefix_of(session_id: str) -> str:
    """Return what the keys of a session's put-aside marks begin with; the pupil's id follows."""
    return f"{PREFIX}{session_id}/"


def to_text(marks: Iterable[Observation]) -> str:
    """Return marks of the grid as a text."""
    return json.dumps([_to_box(mark) for mark in marks])


def from_text(text: str, session: Session, pupil_id: str) -> list[Observation]:
    """Return the marks of a pupil that ``to_text`` wrote; none for an empty text."""
    return [_from_box(box, session, pupil_id) for box in json.loads(text or "[]")]


def _to_box(mark: Observation) -> dict[str, Any]:
    return {
        "id": mark.id,
        "indicator": mark.indicators[0],
        "step": mark.step,
        "scope": mark.scope,
        "direction": mark.direction,
        "source": mark.source,
        "audiences": sorted(mark.audiences),
        "starred": mark.starred,
        "at": mark.created_at.isoformat() if mark.created_at else "",
    }


def _from_box(box: dict[str, Any], session: Session, pupil_id: str) -> Observation:
    return Observation(
        id=box["id"],
        noted_on=session.held_on,
        pupil_id=pupil_id,
        group_id=session.group_id,
        session_id=session.id,
        indicators=(box["indicator"],),
        step=box["step"],
        scope=Scope(box["scope"]),
        direction=Direction(box["direction"]) if box["direction"] else None,
        source=Source(box["source"]),
        audiences=frozenset(Audience(one) for one in box["audiences"]),
        starred=box["starred"],
        created_at=datetime.fromisoformat(box["at"]) if box["at"] else None,
    )
