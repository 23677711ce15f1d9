"""The radar in words: how long ago, what is missing, and the one sentence worth reading first."""

from __future__ import annotations

from collections.abc import Sequence

from tutordiary import dates, wording
from tutordiary.evidence.radar import DayPart, Freshness, PupilRadar, Since, Took, longest_quiet
from tutordiary.evidence.rule import LATER_DATES_NEEDED
from tutordiary.framework import Framework
from tutordiary.model import Speaker

TOOK = {
    Took.PART: "took part",
    Took.AWAY_AND_BACK: "stepped away and came back",
    Took.AWAY: "stepped away",
}
WHOSE = {Speaker.PUPIL: "pupil", Speaker.SCHOOL_STAFF: "school", Speaker.PARENT_CARER: "family"}
NOTHING_YET = "Nothing is noted in this group yet. After the first log this page shows who has gone quiet."
ALL_NOTICED = "Every outcome has been noticed in everybody lately."


def weeks_words(since: Since) -> str:
    """Return "this week", "1 week", "3 weeks" or "not yet"."""
    if since.weeks is None:
        return "not yet"
    if since.weeks == 0:
        return "this week"
    return "1 week" if since.weeks == 1 else f"{since.weeks} weeks"


def since_sentence(since: Since) -> str:
    """Return when something was last noticed, in words that stand after a colon."""
    if since.day is None:
        return "not yet"
    day = dates.day_and_month(since.day)
    if not since.weeks:
        return f"noticed this week, on {day}"
    closed = f", {since.closed} of them without sessions" if since.closed else ""
    return f"last noticed on {day}, {weeks_words(since)} ago{closed}"


def trend_sentence(trend: Sequence[DayPart]) -> str:
    """Return the days of a trend in words, newest first; what it says when there are none."""
    if not trend:
        return "nothing noted lately about how they took part"
    return "; ".join(f"{dates.day_and_month(one.day)} {TOOK[one.took]}" for one in reversed(trend))


def decision_words(one: PupilRadar, outcome_id: str, *, has_start: bool) -> str:
    """Return what a decision on an outcome still waits for."""
    if outcome_id not in one.undecided:
        return "decided"
    if not has_start:
        return "no start point"
    dates_there = one.later_dates.get(outcome_id, 0)
    if dates_there < LATER_DATES_NEEDED:
        return f"{dates_there} of {LATER_DATES_NEEDED} dates"
    return "to decide"


def quiet_sentence(found: Sequence[PupilRadar], framework: Framework) -> str:
    """Return who and what nobody has noticed for longest; empty when everything was noticed lately."""
    quiet = longest_quiet(found, framework)
    if quiet is None:
        return ""
    who, outcome_id = quiet
    since, outcome = who.outcomes[outcome_id], framework.outcome(outcome_id).short
    if since.day is None:
        return f"Nobody has noticed {outcome} in {who.name} yet."
    return f"Nobody has noticed {outcome} in {who.name} since {dates.day_and_month(since.day)}."


def top_sentence(found: Sequence[PupilRadar], framework: Framework) -> str:
    """Return what to read first: who has gone quiet, and who was written about lately."""
    if not any(one.day for each in found for one in (*each.outcomes.values(), each.in_words)):
        return NOTHING_YET
    lately = [each.name for each in found if each.in_words.freshness is Freshness.LATELY]
    words = f"In words lately: {', '.join(lately)}." if lately else "Nobody has been written about lately."
    if len(lately) == len(found):
        words = "Everybody has been written about lately."
    return f"{quiet_sentence(found, framework) or ALL_NOTICED} {words}"


def one_line(found: Sequence[PupilRadar], framework: Framework) -> str:
    """Return the radar in one line: who has gone quiet, and who is not written about; empty for nothing."""
    quiet = quiet_sentence(found, framework)
    wordless = [each.name for each in found if each.in_words.freshness is not Freshness.LATELY]
    words = f"Nothing written lately about {wording.and_list(wordless)}." if wordless else ""
    return " ".join(part for part in (quiet, words) if part)


def notes_about(one: PupilRadar, framework: Framework) -> tuple[str, ...]:
    """Return what else is worth knowing about a pupil, as gentle sentences."""
    found = []
    if one.only_outcome:
        found.append(f"Only {framework.outcome(one.only_outcome).short} has been noticed so far.")
    if one.in_words.freshness is not Freshness.LATELY:
        found.append("Nothing in words lately.")
    if one.missing_voices:
        whose = wording.and_list([f"the {WHOSE[speaker]}" for speaker in one.missing_voices])
        found.append(f"Not heard yet: {whose}.")
    if one.starts_due:
        names = wording.and_list([framework.outcome(key).short for key in one.missing_starts])
        found.append(f"It is not too late for a start point: {names}.")
    return tuple(found)
