"""Start points and the tutor's decisions: the rule is shown with what there is, and the tutor decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.diary.reading import book_of
from tutordiary.evidence import Book, Period, RuleState, rule_lines
from tutordiary.evidence.rule import LATER_DATES_NEEDED, START_POINT_SESSIONS
from tutordiary.model import (
    Judgement,
    JudgementEvidence,
    JudgementResult,
    Membership,
    Record,
    Session,
    SessionStatus,
    Source,
    Speaker,
    StartPoint,
)
from tutordiary.presenters.forms import Form, FormField, Forms, Problem
from tutordiary.presenters.pupil_links import link_judgement, signs_of, voices_of
from tutordiary.presenters.pupil_questions import WHO_MAY_SEE, choices, today_words

EVER = date(1, 1, 1)
NOT_MET = (
    "“Increased” needs a start point and small signs on two later dates, and here there is: {have}. Choose"
    " another decision, or first note what you saw. Nothing was kept yet."
)
THE_RULE = "“Increased” needs a start point and small signs on two later dates. Now {have}."


def rule_words(state: RuleState) -> str:
    """Return how far the rule is met: "start point: yes; two later dates: 1 of 2"."""
    start = "yes" if state.has_start_point else "no"
    if state.start_is_late:
        start = "yes, a late one"
    count = min(LATER_DATES_NEEDED, len(state.later_dates))
    return f"start point: {start}; two later dates: {count} of {LATER_DATES_NEEDED}"


def others_words(state: RuleState) -> str:
    """Return who else stands behind it; empty when only the tutor does."""
    names = [wording.SOURCE[one] if isinstance(one, Source) else wording.SPEAKER[Speaker(one)]
             for one in state.triangulated_by]  # fmt: skip
    return f"Also seen or said by: {wording.and_list(list(dict.fromkeys(names)))}." if names else ""


def sessions_so_far(book: Book, pupil_id: str) -> int:
    """Return how many sessions were held since the pupil joined."""
    return sum(
        session.status is SessionStatus.HELD
        and (stay.joined_on is None or session.held_on >= stay.joined_on)
        and (stay.left_on is None or session.held_on <= stay.left_on)
        for stay in book.where(Membership, "pupil_id", pupil_id)
        for session in book.where(Session, "group_id", stay.group_id)
    )


def missing_start(book: Book, pupil_id: str) -> str:
    """Return what to say where an outcome has no start point yet."""
    held = sessions_so_far(book, pupil_id)
    if held < START_POINT_SESSIONS:
        return f"No start point yet: sessions 1 to {START_POINT_SESSIONS} are the time."
    return "No start point yet. Note what you remember with its source: one written now is marked as late."


@dataclass(frozen=True, slots=True)
class DecisionExtra:
    """Refuses "increased" where the rule is not met; keeps the evidence that was ticked."""

    diary: Diary

    def problem(self, record: Record, _values: Mapping[str, str]) -> Problem | None:
        """Return what the rule still asks for when the decision is "increased"."""
        assert isinstance(record, Judgement)
        if record.result is not JudgementResult.INCREASED:
            return None
        book = book_of(self.diary, (record.pupil_id,))
        period = Period(EVER, record.judged_on)
        state = rule_lines(book, self.diary.framework, record.pupil_id, record.outcome, period)
        return None if state.allowed else Problem("result", NOT_MET.format(have=rule_words(state)))

    def keep(self, record: Record, values: Mapping[str, str]) -> None:
        """Link what is ticked."""
        link_judgement(self.diary, record, values)


def start_form(
    forms: Forms, diary: Diary, today: Callable[[], date], pupil_id: str, record_id: str, outcome: str
) -> Form:
    """Return the sheet for a start point; ``outcome`` is the one asked for on a new sheet."""
    held = {one.outcome for one in diary.find(StartPoint, pupil_id=pupil_id)}
    outcomes = diary.framework.outcomes
    free = next((one.id for one in outcomes if one.id not in held), outcomes[0].id)
    steps = tuple((str(rung.step), rung.words) for rung in diary.framework.ladder)
    questions = (
        FormField(
            "outcome", "Outcome", "choice", choices=tuple((one.id, one.name) for one in outcomes),
            is_needed=True,
        ),
        FormField(
            "text", "Where they began", "text", "What was seen or heard in sessions 1 to 3", is_needed=True
        ),
        FormField("noted_on", "When", is_needed=True),
        FormField("source", "Who saw or said it", "choice", choices=choices(wording.SOURCE)),
        FormField("step", "A step, if one fits", "choice", choices=(("", "No step chosen"), *steps)),
        WHO_MAY_SEE,
    )  # fmt: skip
    return forms.open(
        StartPoint,
        "A start point",
        questions,
        record=diary.get(StartPoint, record_id) if record_id else None,
        fixed={"pupil_id": pupil_id},
        first={
            "noted_on": today_words(today),
            "source": Source.TUTOR.value,
            "outcome": outcome or free,
        },
    )


def decision_form(
    forms: Forms, diary: Diary, today: Callable[[], date], pupil_id: str, record_id: str, outcome: str
) -> Form:
    """Return the sheet for a decision about one outcome, with the rule and the evidence beside it."""
    held = diary.get(Judgement, record_id) if record_id else None
    decided = {one.outcome for one in diary.find(Judgement, pupil_id=pupil_id)}
    ids = [one.id for one in diary.framework.outcomes]
    about = held.outcome if held else outcome or next((one for one in ids if one not in decided), ids[0])
    links = diary.find(JudgementEvidence, judgement_id=record_id or "-")
    signs = {one.observation_id for one in links if one.observation_id}
    voices = {one.voice_id for one in links if one.voice_id}
    state = rule_lines(book_of(diary, (pupil_id,)), diary.framework, pupil_id, about)
    days = wording.and_list([dates.day_and_month(day) for day in state.later_dates[-4:]])
    seen = f"Latest dates with a sign: {days}." if days else ""
    note = [THE_RULE.format(have=rule_words(state)), seen, others_words(state), "The decision is yours."]
    questions = (
        FormField("result", "Your decision", "choice", choices=choices(wording.JUDGEMENT)),
        FormField("judged_on", "Decided on", is_needed=True),
        FormField("note", "In a sentence", "text", "What changed, and how you know"),
        FormField(
            "signs", "What you saw", "links", "Tick what stands behind it",
            signs_of(diary, pupil_id, signs, about),
        ),
        FormField(
            "voices", "What others said", "links", "Somebody else’s words make it stronger",
            voices_of(diary, pupil_id, voices),
        ),
        WHO_MAY_SEE,
    )  # fmt: skip
    return forms.open(
        Judgement,
        f"Your decision: {diary.framework.outcome(about).name}",
        questions,
        record=held,
        fixed={"pupil_id": pupil_id, "outcome": about},
        first={
            "judged_on": today_words(today),
            "result": JudgementResult.NOT_ENOUGH.value,
            "signs": " ".join(sorted(signs)),
            "voices": " ".join(sorted(voices)),
        },
        note=" ".join(part for part in note if part),
        extra=DecisionExtra(diary),
    )
