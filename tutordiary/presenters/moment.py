"""A moment outside sessions: a small sign in the corridor, or somebody's words, kept in a few keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.model import (
    Asked,
    Audience,
    Direction,
    Observation,
    Pupil,
    Source,
    Speaker,
    Voice,
    Where,
    new_id,
)
from tutordiary.presenters.forms import MOST_INDICATORS
from tutordiary.presenters.moment_people import MomentPeople

DRAFT = "moment/"  # with the pupil's id after it, so that erasing the pupil takes the words with it
ONLY_TO_LOOK = "This copy is open to look at, so nothing new can be kept in it. Your own diary is unchanged."
NOBODY = "There are no pupils in this diary yet. Add a group first, with Ctrl+N."
TODAY = "today"
PLACES = (Where.AROUND_SCHOOL, Where.CLASS, Where.PLAYGROUND, Where.HOME)


@dataclass(frozen=True, slots=True)
class MomentForm:
    """What stands on the sheet. ``who`` is what was typed for a pupil, ``pupil_id`` who was chosen.

    ``is_words`` says that ``text`` is what somebody said, not what was seen. ``day`` is as typed.
    """

    who: str = ""
    pupil_id: str = ""
    is_words: bool = False
    text: str = ""
    where: str = Where.AROUND_SCHOOL.value
    day: str = TODAY
    source: str = Source.TUTOR.value
    indicators: tuple[str, ...] = ()
    is_harder_day: bool = False
    what_i_did: str = ""
    speaker: str = Speaker.PUPIL.value
    speaker_label: str = ""
    asked: str = ""
    scribed_by: str = ""
    is_about_home: bool = False
    is_starred: bool = False
    audiences: tuple[str, ...] = ()
    shows_more: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no word stands on the sheet that would be missed."""
        return not (self.text.strip() or self.what_i_did.strip())


@dataclass(frozen=True, slots=True)
class Typed:
    """A form brought back, and where the caret stood: ``steps`` are earlier texts of that field."""

    form: MomentForm
    field: str
    caret: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept, and a sentence that says so."""

    record: Observation | Voice
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """An indicator that can be chosen."""

    indicator_id: str
    words: str
    is_on: bool


class MomentView(Protocol):
    """What the sheet's window can do."""

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong beside a field; what was typed stays."""

    def kept(self, kept: Kept, *, go_on: bool) -> None:
        """Say that it is kept, and close the sheet or make room for the next one (``go_on``)."""


@dataclass(slots=True)
class _Read:
    """A form as values; ``problem`` is the field that cannot be read and why."""

    values: dict[str, Any] = field(default_factory=dict)
    problem: tuple[str, str] | None = None


class MomentPresenter:
    """Chooses the pupil, keeps what is typed as a draft, and writes the record.

    ``first`` is the pupil whose page is open, who is offered before the others.
    """

    def __init__(self, diary: Diary, view: MomentView, today: date, first: str = "") -> None:
        self._diary = diary
        self._view = view
        self._today = today
        self.people = MomentPeople(diary, today, first)
        self._draft_key = ""

    def why_not(self) -> str:
        """Return why nothing can be kept here now; empty when it can."""
        if self._diary.is_read_only:
            return ONLY_TO_LOOK
        return "" if self.people.candidates("") or self._diary.all(Pupil) else NOBODY

    # What is typed --------------------------------------------------------------------------------

    def typed(self) -> Typed | None:
        """Return what was typed before and not kept yet; None when there is nothing."""
        drafts = self._diary.drafts(DRAFT)
        if not drafts:
            return None
        newest = max(drafts, key=lambda one: one.updated_at or dates.now())
        self._draft_key = newest.key
        held = json.loads(newest.text)
        form = self._of_that_day(_form_of(held["form"]), held.get("on", ""))
        return Typed(form, held["field"], newest.caret, newest.steps)

    def _of_that_day(self, form: MomentForm, on: str) -> MomentForm:
        """Return a form typed on an earlier day with its "today" as that day, in sight."""
        written = date.fromisoformat(on) if on else self._today
        day = dates.parse_day(form.day or TODAY, written)
        if written == self._today or day is None:
            return form
        return replace(form, day=dates.day_and_month(day, year=True), shows_more=True)

    def keep_typing(
        self, form: MomentForm, at: str = "text", caret: int = 0, steps: tuple[str, ...] = ()
    ) -> None:
        """Keep what stands on the sheet, the field the caret is in, and that field's earlier texts."""
        if self._diary.is_read_only:
            return
        key = DRAFT + form.pupil_id
        held = {"form": asdict(form), "field": at, "on": self._today.isoformat()}
        text = json.dumps(held, ensure_ascii=False)
        with self._diary.together():
            if self._draft_key and self._draft_key != key:
                self._diary.drop_draft(self._draft_key)
            self._diary.keep_draft(key, text, caret, steps)
        self._draft_key = key

    def forget_typing(self) -> None:
        """Forget the draft: the sheet is left with no word on it that would be missed."""
        if self._draft_key and not self._diary.is_read_only:
            self._diary.drop_draft(self._draft_key)
            self._draft_key = ""

    def spots(self, typed: str, chosen: tuple[str, ...]) -> tuple[Spot, ...]:
        """Return the indicators chosen, then those whose name, outcome or examples hold every word typed.

        Without anything typed every indicator is offered.
        """
        words = typed.casefold().split()
        on, found = [], []
        for outcome in self._diary.framework.outcomes:
            for one in outcome.indicators:
                spot = Spot(one.id, one.name, one.id in chosen)
                told = " ".join((one.name, outcome.name, outcome.short, *one.signs)).casefold()
                if spot.is_on:
                    on.append(spot)
                elif all(word in told for word in words):
                    found.append(spot)
        return (*on, *found)

    # Keeping --------------------------------------------------------------------------------------

    def keep(self, form: MomentForm, *, go_on: bool) -> None:
        """Write the record, or say what is missing and write nothing."""
        if self._diary.is_read_only:
            self._view.show_problem("text", ONLY_TO_LOOK)
            return
        read = self._read(form)
        if read.problem is not None:
            self._view.show_problem(*read.problem)
            return
        pupil = self._diary.get(Pupil, form.pupil_id)
        if pupil is None:
            self._view.show_problem("who", "This pupil is no longer in the diary. Choose another.")
            return
        record = self._voice(form, read.values) if form.is_words else self._sign(form, read.values)
        with self._diary.together():
            self._diary.add(record)
            if self._draft_key:
                self._diary.drop_draft(self._draft_key)
            self.people.used(pupil.id)  # together: a full disk here must not have it kept twice
        self._draft_key = ""
        self._view.kept(Kept(record, self._sentence(pupil, form, read.values["day"])), go_on=go_on)

    def undo(self, kept: Kept) -> str:
        """Take back what was kept, into the bin, and return a sentence that says so."""
        record = self._diary.get(type(kept.record), kept.record.id)
        if record is None:
            return "It was taken back already."
        self._diary.remove(record)
        return "Taken back. It stays under Settings, Recently removed, for thirty days."

    def _read(self, form: MomentForm) -> _Read:
        day = dates.parse_day(form.day or TODAY, self._today)
        wrong = (
            ("who", not form.pupil_id, "Who was it? Type the first letters of a name and press Enter."),
            ("text", not form.text.strip(), "Write a few words: what was seen, or what was said."),
            ("day", day is None, "Write the day like 14 October, or today, or yesterday."),
            ("day", day is not None and day > self._today, "That day has not come yet."),
            (
                "indicators",
                len(form.indicators) > MOST_INDICATORS,
                "Three indicators are the most for one small sign.",
            ),
        )
        for at, is_wrong, sentence in wrong:
            if is_wrong:
                return _Read(problem=(at, sentence))
        return _Read({"day": day})

    def _sign(self, form: MomentForm, values: Mapping[str, Any]) -> Observation:
        known = {one.id for one in self._diary.framework.indicators}
        return Observation(
            id=new_id(),
            noted_on=values["day"],
            pupil_id=form.pupil_id,
            group_id=self.people.group_of(form.pupil_id),
            text=form.text.strip(),
            indicators=tuple(one for one in form.indicators if one in known),
            where_seen=Where(form.where),
            source=Source(form.source),
            direction=Direction.HARDER_DAY if form.is_harder_day else None,
            what_i_did=form.what_i_did.strip(),
            audiences=frozenset(Audience(one) for one in form.audiences),
            starred=form.is_starred,
            created_at=dates.now(),
        )

    def _voice(self, form: MomentForm, values: Mapping[str, Any]) -> Voice:
        return Voice(
            id=new_id(),
            speaker=Speaker(form.speaker),
            words=form.text.strip(),
            said_on=values["day"],
            pupil_id=form.pupil_id,
            group_id=self.people.group_of(form.pupil_id),
            speaker_label=form.speaker_label.strip(),
            captured_how=f"said {wording.WHERE[Where(form.where)]}",
            scribed_by=form.scribed_by.strip(),
            asked=Asked(form.asked) if form.asked else None,
            about_home=form.is_about_home,
            audiences=frozenset(Audience(one) for one in form.audiences),
            starred=form.is_starred,
        )

    def _sentence(self, pupil: Pupil, form: MomentForm, day: date) -> str:
        what = "Their words are" if form.is_words else "It is"
        when = "today" if day == self._today else f"on {dates.day_and_month(day)}"
        who = [words.lower() for key, words in wording.AUDIENCE.items() if key in form.audiences]
        seen_by = wording.and_list(["you", *who]) if who else "you alone"
        where = wording.WHERE[Where(form.where)]
        return f"{what} kept for {pupil.first_name}, {where}, {when}. To be seen by {seen_by}."


def _form_of(held: Mapping[str, Any]) -> MomentForm:
    """Return a form from what a draft holds; lists become tuples, what is unknown is left out."""
    known = MomentForm.__dataclass_fields__
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in held.items() if key in known
    }
    return MomentForm(**values)
