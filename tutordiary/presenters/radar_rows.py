"""Turns what the radar says of some pupils into the rows of its page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from tutordiary import dates, wording
from tutordiary.evidence.radar import DayPart, Freshness, PupilRadar, Since
from tutordiary.framework import Framework, Outcome
from tutordiary.model import Speaker
from tutordiary.presenters import radar_words as say
from tutordiary.presenters.radar_state import RadarCell, RadarPupil, RadarRow, Tone, Way

WORDS, VOICES, STARTS, DECISIONS, PART = "words", "voices", "starts", "decisions", "part"
TONES = {
    Freshness.LATELY: Tone.NOTICED,
    Freshness.A_WHILE: Tone.A_WHILE,
    Freshness.NEVER: Tone.OPEN,
}
MOST_DAYS = 6


class RadarRows:
    """Makes the rows for some pupils; ``unfolded`` are the keys of the rows shown with what is below them."""

    def __init__(
        self, found: Sequence[PupilRadar], framework: Framework, unfolded: Collection[str], *, decide: bool
    ) -> None:
        self._found = tuple(found)
        self._framework = framework
        self._unfolded = unfolded
        self._decide = decide

    def pupils(self) -> tuple[RadarPupil, ...]:
        """Return the heads of the columns."""
        return tuple(
            RadarPupil(
                one.pupil_id,
                one.name,
                f"only {self._framework.outcome(one.only_outcome).short}" if one.only_outcome else "",
                say.notes_about(one, self._framework),
            )
            for one in self._found
        )

    def rows(self) -> tuple[RadarRow, ...]:
        """Return every row that is shown, outcomes first."""
        rows: list[RadarRow] = []
        for outcome in self._framework.outcomes:
            rows += self._outcome(outcome)
        rows.append(self._row(WORDS, "In words", "notebook-pen", self._in_words))
        rows += self._voices()
        rows += self._starts()
        if self._decide:
            rows += self._decisions()
        return (*rows, *self._part())

    def _row(
        self,
        key: str,
        title: str,
        icon: str,
        cell: Callable[[PupilRadar], RadarCell],
        *,
        under: str = "",
        unfolds: bool = False,
        outcome: Outcome | None = None,
        signs: tuple[str, ...] = (),
    ) -> RadarRow:
        return RadarRow(
            key=key,
            title=title,
            short=outcome.short if outcome and not under else title,
            look=outcome.look if outcome else "",
            icon=icon,
            under=under,
            can_unfold=unfolds,
            is_unfolded=unfolds and key in self._unfolded,
            signs=signs,
            cells=tuple(cell(one) for one in self._found),
        )

    # What was noticed -----------------------------------------------------------------------------

    def _outcome(self, outcome: Outcome) -> list[RadarRow]:
        examples = tuple(indicator.signs[0] for indicator in outcome.indicators)

        def whole(one: PupilRadar) -> RadarCell:
            return _since_cell(one, outcome.short, one.outcomes[outcome.id], outcome.id)

        rows = [self._row(outcome.id, outcome.name, "", whole, unfolds=True, outcome=outcome, signs=examples)]
        if outcome.id not in self._unfolded:
            return rows
        for indicator in outcome.indicators:

            def part(one: PupilRadar, key: str = indicator.id, name: str = indicator.name) -> RadarCell:
                return _since_cell(one, name, one.indicators[key], outcome.id)

            rows.append(
                self._row(
                    indicator.id,
                    indicator.name,
                    "",
                    part,
                    under=outcome.id,
                    outcome=outcome,
                    signs=indicator.signs,
                )
            )
        return rows

    def _in_words(self, one: PupilRadar) -> RadarCell:
        said = say.since_sentence(one.in_words).replace("noticed", "written about")
        return RadarCell(
            say.weeks_words(one.in_words),
            f"{one.name}, in words: {said}",
            TONES[one.in_words.freshness],
            Way(one.pupil_id, "sign"),
        )

    # What is still to be written ------------------------------------------------------------------

    def _voices(self) -> list[RadarRow]:
        def whole(one: PupilRadar) -> RadarCell:
            missing = [say.WHOSE[speaker] for speaker in one.missing_voices]
            if not missing:
                return RadarCell("all heard", f"{one.name}, voices: all heard", Tone.NOTICED)
            words = f"not yet: {', '.join(missing)}"
            return RadarCell(words, f"{one.name}, voices: {words}", Tone.OPEN, Way(one.pupil_id, "voice"))

        rows = [self._row(VOICES, "Voices heard", "message-square-quote", whole, unfolds=True)]
        for speaker in Speaker if VOICES in self._unfolded else ():
            name = say.WHOSE[speaker][:1].upper() + say.WHOSE[speaker][1:]

            def part(one: PupilRadar, speaker: Speaker = speaker) -> RadarCell:
                words = "not yet" if speaker in one.missing_voices else "heard"
                tone = Tone.OPEN if speaker in one.missing_voices else Tone.NOTICED
                said = f"{one.name}, voice of the {say.WHOSE[speaker]}: {words}"
                return RadarCell(words, said, tone, Way(one.pupil_id, "voice"))

            rows.append(self._row(f"voice/{speaker}", name, "", part, under=VOICES))
        return rows

    def _starts(self) -> list[RadarRow]:
        shorts = {one.id: one.short for one in self._framework.outcomes}

        def whole(one: PupilRadar) -> RadarCell:
            missing = [shorts[key] for key in one.missing_starts]
            if not missing:
                return RadarCell("all there", f"{one.name}, start points: all there", Tone.NOTICED)
            there = f"{len(shorts) - len(missing)} of {len(shorts)}"
            when = "still to write" if one.starts_due else "sessions 1 to 3 are the time for"
            said = f"{one.name}, start points: {there}, {when} {wording.and_list(missing)}"
            tone = Tone.OPEN if one.starts_due else Tone.PLAIN
            return RadarCell(there, said, tone, Way(one.pupil_id, "start", one.missing_starts[0]))

        rows = [self._row(STARTS, "Start points", "flag", whole, unfolds=True)]
        for outcome in self._framework.outcomes if STARTS in self._unfolded else ():

            def part(one: PupilRadar, outcome: Outcome = outcome) -> RadarCell:
                missing = outcome.id in one.missing_starts
                words = "not yet" if missing else "there"
                tone = (Tone.OPEN if one.starts_due else Tone.PLAIN) if missing else Tone.NOTICED
                said = f"{one.name}, start point for {outcome.short}: {words}"
                return RadarCell(words, said, tone, Way(one.pupil_id, "start", outcome.id))

            rows.append(
                self._row(f"start/{outcome.id}", outcome.short, "", part, under=STARTS, outcome=outcome)
            )
        return rows

    def _decisions(self) -> list[RadarRow]:
        def whole(one: PupilRadar) -> RadarCell:
            left = len(one.undecided)
            words = f"{left} open" if left else "all decided"
            said = f"{one.name}, your decisions: {words}"
            way = Way(one.pupil_id, "judgement", one.undecided[0]) if left else None
            return RadarCell(words, said, Tone.OPEN if left else Tone.NOTICED, way)

        rows = [self._row(DECISIONS, "Your decisions", "circle-check", whole, unfolds=True)]
        for outcome in self._framework.outcomes if DECISIONS in self._unfolded else ():

            def part(one: PupilRadar, outcome: Outcome = outcome) -> RadarCell:
                has_start = outcome.id not in one.missing_starts
                words = say.decision_words(one, outcome.id, has_start=has_start)
                tone = Tone.OPEN if outcome.id in one.undecided else Tone.NOTICED
                said = f"{one.name}, your decision on {outcome.short}: {words}"
                return RadarCell(words, said, tone, self._way_to_decide(one, outcome.id, has_start=has_start))

            rows.append(
                self._row(f"decide/{outcome.id}", outcome.short, "", part, under=DECISIONS, outcome=outcome)
            )
        return rows

    @staticmethod
    def _way_to_decide(one: PupilRadar, outcome_id: str, *, has_start: bool) -> Way:
        """Return the place that fills the first thing a decision waits for."""
        return Way(one.pupil_id, "judgement" if has_start else "start", outcome_id)

    # How they took part ---------------------------------------------------------------------------

    def _part(self) -> list[RadarRow]:
        days = sorted({each.day for one in self._found for each in one.trend}, reverse=True)[:MOST_DAYS]

        def whole(one: PupilRadar) -> RadarCell:
            shown = tuple(each for each in one.trend if each.day in days)
            said = f"{one.name}, taking part: {say.trend_sentence(shown)}"
            return RadarCell("" if shown else "not noted", said, Tone.PLAIN, Way(one.pupil_id, ""), shown)

        rows = [self._row(PART, "Taking part", "users", whole, unfolds=bool(days))]
        for day in days if PART in self._unfolded else ():

            def part(one: PupilRadar, day: date = day) -> RadarCell:
                took = next((each for each in one.trend if each.day == day), None)
                words = say.TOOK[took.took] if took else "not noted"
                said = f"{one.name}, {dates.day_and_month(day)}: {words}"
                marks: tuple[DayPart, ...] = ()
                return RadarCell(words, said, Tone.PLAIN, Way(one.pupil_id, ""), marks)

            rows.append(self._row(f"part/{day}", dates.day_and_month(day), "", part, under=PART))
        return rows


def _since_cell(one: PupilRadar, what: str, since: Since, outcome_id: str) -> RadarCell:
    return RadarCell(
        say.weeks_words(since),
        f"{one.name}, {what}: {say.since_sentence(since)}",
        TONES[since.freshness],
        Way(one.pupil_id, "sign", outcome_id),
    )
