"""The counting rules: what may be said about pupils and outcomes from the records of a diary.

Pure functions over a ``Book`` of records. Nothing here averages, ranks or infers: it counts, says of how
many, and says what is missing. A mark set for everyone at once is never evidence about one pupil.
"""

from __future__ import annotations

from tutordiary.evidence.book import Book, Period
from tutordiary.evidence.counts import (
    IndicatorCount,
    OutcomeCount,
    TargetCount,
    enrolled,
    indicator_counts,
    left_early,
    outcome_counts,
    target_counts,
)
from tutordiary.evidence.gaps import Gap, GapKind, gaps, missing_voices, weeks_since_noticed
from tutordiary.evidence.rule import METHOD, RuleState, judgement_of, rule_lines
from tutordiary.evidence.sessions import (
    GroupSessions,
    PupilSessions,
    group_sessions,
    group_week,
    pupil_sessions,
)

__all__ = [
    "METHOD",
    "Book",
    "Gap",
    "GapKind",
    "GroupSessions",
    "IndicatorCount",
    "OutcomeCount",
    "Period",
    "PupilSessions",
    "RuleState",
    "TargetCount",
    "enrolled",
    "gaps",
    "group_sessions",
    "group_week",
    "indicator_counts",
    "judgement_of",
    "left_early",
    "missing_voices",
    "outcome_counts",
    "pupil_sessions",
    "rule_lines",
    "target_counts",
    "weeks_since_noticed",
]
