"""Makes the diary of a tutor's twenty years, the same every time, written through the store in bulk.

What counts: an **entry** is a session or an answer to a prompt about one (100,000 together); an
**observation** is a mark in the grid or a small sign, one in four with words (1,000,000); the pupils are five
in each of twenty groups a year (2,000). Around them lie all the other records in the numbers such a tutor
would have: attendance, activities, voices, start points, targets, judgements with their evidence,
conversations and actions, permissions, reports, what left, weekly times and holidays.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from long_words import LATER_NAMES, Words

if TYPE_CHECKING:
    from tutordiary.diary import Diary

PASSPHRASE = "twenty years of music"
TODAY = date(2026, 11, 24)  # a Tuesday in term: four groups meet
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
PLACES = ("Primary", "School", "Academy", "Centre")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PROMPTS = (
    "went_well", "did_not", "engaged_differently", "musical_signs", "personal_social_signs",
    "young_people_said", "next_time", "choices_pupils_made", "my_question", "feelings", "look_plan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """How big a diary is to be made."""

    years: int = 20
    groups: int = 20
    pupils: int = 5
    entries: int = 100_000
    observations: int = 1_000_000
    settings: int = 40
    worded: float = 0.25


FULL = Scale()
SMALL = Scale(years=2, groups=2, entries=700, observations=6_000, settings=3)


class Maker:
    """Makes the records, year by year."""

    def __init__(self, scale: Scale, seed: int = 20) -> None:
        from tutordiary.framework import shipped_framework
        from tutordiary.sample.days import holidays

        self.scale = scale
        self.words = Words(seed)
        self.chance = random.Random(seed + 1)
        framework = shipped_framework()
        self.signs = [(one.id,) for one in framework.indicators]
        self.outcomes = [outcome.id for outcome in framework.outcomes]
        self.first_year = TODAY.year - scale.years + 1
        self.closures = holidays(date(self.first_year, 9, 1), date(TODAY.year + 1, 8, 31))
        self.days = {
            (year, group): self._days_of(year, group)
            for year in range(self.first_year, TODAY.year + 1)
            for group in range(scale.groups)
        }
        self.sessions_left = sum(len(days) for days in self.days.values())
        self.observations_left = scale.observations
        self.answers_left = scale.entries - self.sessions_left
        self._made = 0

    def _days_of(self, year: int, group: int) -> list[date]:
        day, found = date(year, 9, 2), []
        day += timedelta(days=(group % 5 - day.weekday()) % 7)
        while day < min(TODAY, date(year + 1, 7, 20)):
            if not any(one.from_on <= day <= one.until_on for one in self.closures):
                found.append(day)
            day += timedelta(days=7)
        return found

    def id_on(self, day: date) -> str:
        """Return an id as the app would have made it on a day: it sorts by time."""
        self._made += 1
        number = int(datetime(day.year, day.month, day.day, 18, tzinfo=UTC).timestamp() * 1000)
        number = ((number + self._made % 3_600_000) << 50) | self.chance.getrandbits(50)
        letters = []
        for _ in range(20):
            letters.append(CROCKFORD[number & 31])
            number >>= 5
        return "".join(reversed(letters))

    # The frame ------------------------------------------------------------------------------------

    def frame(self) -> Iterator[object]:
        """Yield what is there from the first day: places, people at them, holidays."""
        from tutordiary import model

        start = date(self.first_year, 9, 1)
        yield model.Tutor(id="tutor", name="Robin Sedge", service="Sedge Music")
        self.settings = [
            model.Setting(
                id=self.id_on(start),
                name=f"{LATER_NAMES[n % len(LATER_NAMES)]} {PLACES[n % 4]}",
                expectations=self.words.sentence("the group", 12),
                preferred_words=self.words.sentence("a pupil", 6),
            )
            for n in range(self.scale.settings)
        ]
        yield from self.settings
        for place in self.settings:
            for role in (model.ContactRole.SENCO, model.ContactRole.TA, model.ContactRole.DSL):
                yield model.Contact(
                    id=self.id_on(start),
                    setting_id=place.id,
                    role=role,
                    first_name=self._name(),
                    last_name=self._last_name(),
                )
        yield from self.closures

    def _name(self) -> str:
        return self.chance.choice(self.words.names)

    def _last_name(self) -> str:
        return f"{self.chance.choice(LATER_NAMES)}{self.chance.choice(('', 'son', 'ton', 'field', 'wood'))}"

    def year(self, year: int) -> Iterator[object]:
        """Yield one school year's records, by table in an order that can be written, then by day."""
        from tutordiary.model import RECORD_TYPES

        made: list[object] = list(self._year(year))
        turn = {kind: place for place, kind in enumerate(RECORD_TYPES)}
        made.sort(key=lambda one: (turn[type(one)], one.id))
        return iter(made)

    def _year(self, year: int) -> Iterator[object]:
        from tutordiary import model

        programme = model.Programme(
            id=self.id_on(date(year, 9, 1)),
            name=f"Nurture groups {year}",
            starts_on=date(year, 9, 1),
            ends_on=date(year + 1, 7, 20),
            action_research_question=self.words.sentence("a pupil", 8),
        )
        yield programme
        for number in range(self.scale.groups):
            yield from self._group(year, number, programme)

    # One group ------------------------------------------------------------------------------------

    def _group(self, year: int, number: int, programme: object) -> Iterator[object]:
        from tutordiary import model

        start, end = date(year, 9, 1), date(year + 1, 7, 20)
        place = self.settings[(number + year) % len(self.settings)]
        group = model.Group(
            id=self.id_on(start),
            setting_id=place.id,
            working_name=f"{place.name.split()[0]} {WEEKDAYS[number % 5]} {year % 100}",
            programme_id=programme.id,
            pupils_name=f"The {self.chance.choice(LATER_NAMES)} {self.chance.choice(LATER_NAMES)}s",
            starts_on=start,
            ends_on=end,
            ground_rules=self.words.sentence("everyone", 14),
        )
        yield group
        yield model.Slot(
            id=self.id_on(start), group_id=group.id, weekday=number % 5, starts_at=f"{9 + number // 5:02}:30"
        )
        pupils = [self._pupil(place.id, start) for _ in range(self.scale.pupils)]
        yield from pupils
        for pupil in pupils:
            yield model.Membership(
                id=self.id_on(start), pupil_id=pupil.id, group_id=group.id, joined_on=start, left_on=end,
                left_reason=model.LeftReason.ENDED,
            )  # fmt: skip
            yield from self._about(pupil, start)
        days, seen = self.days[year, number], []
        for session_number, day in enumerate(days):
            for record in self._session(group, pupils, day, f"{9 + number // 5:02}:30", session_number):
                yield record
                if isinstance(record, model.Observation) and record.scope is model.Scope.PUPIL:
                    seen.append(record)
        yield from self._looking_back(pupils, seen, place, days)

    def _pupil(self, setting_id: str, start: date) -> object:
        from tutordiary import model

        name = self._name()
        return model.Pupil(
            id=self.id_on(start),
            first_name=name,
            last_name=self._last_name(),
            setting_id=setting_id,
            year_group=self.chance.randrange(1, 9),
            school_hopes=self.words.sentence(name, 10),
            interests_and_strengths=self.words.sentence(name, 8),
            what_helps=self.words.sentence(name, 6),
        )

    def _about(self, pupil: object, start: date) -> Iterator[object]:
        from tutordiary import model

        yield model.FamilyMember(
            id=self.id_on(start), pupil_id=pupil.id, name=f"{self._name()} {pupil.last_name}", relation="mum"
        )
        for kind in (model.PermissionKind.ANONYMOUS_USE, model.PermissionKind.QUOTE):
            yield model.Permission(
                id=self.id_on(start), pupil_id=pupil.id, kind=kind, given_by=model.GivenBy.PARENT_CARER,
                given_on=start,
            )  # fmt: skip
        for outcome in self.outcomes:
            yield model.StartPoint(
                id=self.id_on(start), pupil_id=pupil.id, outcome=outcome, step=0,
                noted_on=start + timedelta(days=self.chance.randrange(21)),
                text=self.words.sentence(pupil.first_name, 8),
            )  # fmt: skip

    # One session ----------------------------------------------------------------------------------

    def _session(
        self, group: object, pupils: list[object], day: date, starts_at: str, number: int
    ) -> Iterator[object]:
        from tutordiary import model

        moment = datetime(day.year, day.month, day.day, 18, 40, tzinfo=UTC)
        session = model.Session(
            id=self.id_on(day), group_id=group.id, held_on=day, starts_at=starts_at, actual_min=30,
            tried_last=model.Tried.PARTLY if number else None, finished_at=moment,
            adults_present="Teaching assistant" if number % 3 else "",
        )  # fmt: skip
        yield session
        for pupil in pupils:
            away = self.chance.random() < 0.06
            yield model.Attendance(
                id=self.id_on(day), session_id=session.id, pupil_id=pupil.id,
                presence=model.Presence.ABSENT if away else model.Presence.PRESENT,
            )  # fmt: skip
        answers = min(round(self.answers_left / self.sessions_left), len(PROMPTS))
        answers = self.answers_left if self.sessions_left == 1 else answers
        for prompt in PROMPTS[:answers]:
            yield model.Reflection(
                id=self.id_on(day), session_id=session.id, prompt=prompt,
                text=self.words.sentence(self.chance.choice(pupils).first_name, 25),
                audiences=frozenset({model.Audience.MANAGER}) if self.chance.random() < 0.1 else frozenset(),
            )  # fmt: skip
        for _ in range(3):
            yield model.Activity(
                id=self.id_on(day), session_id=session.id,
                name=self.words.sentence("the group", 4).rsplit(" ", 3)[0][:60],
                pupil_led=self.chance.random() < 0.3,
            )  # fmt: skip
        if self.chance.random() < 0.5:
            speaker = self.chance.choice(pupils)
            yield model.Voice(
                id=self.id_on(day), speaker=model.Speaker.PUPIL, said_on=day, pupil_id=speaker.id,
                group_id=group.id, session_id=session.id, words=self.words.sentence("him", 5),
                asked=model.Asked.OFFERED, scribed_by="tutor", starred=self.chance.random() < 0.02,
            )  # fmt: skip
        count = round(self.observations_left / self.sessions_left)
        for place in range(count):
            yield self._observation(group, session, pupils, day, place)
        self.observations_left -= count
        self.answers_left -= answers
        self.sessions_left -= 1

    def _observation(
        self, group: object, session: object, pupils: list[object], day: date, place: int
    ) -> object:
        from tutordiary import model

        roll = self.chance.random
        pupil = pupils[int(roll() * len(pupils))]
        has_words = roll() < self.scale.worded
        for_all = not has_words and roll() < 0.4
        outside = has_words and roll() < 0.1
        return model.Observation(
            id=self.id_on(day),
            noted_on=day,
            pupil_id=pupil.id,
            group_id=group.id,
            session_id=None if outside else session.id,
            text=self.words.sentence(pupil.first_name, 8) if has_words else "",
            indicators=self.signs[int(roll() * len(self.signs))],
            step=1 + int(roll() * 3) if roll() < 0.7 else None,
            scope=model.Scope.GROUP if for_all else model.Scope.PUPIL,
            where_seen=model.Where.PLAYGROUND if outside else model.Where.SESSION,
            source=model.Source.TA if has_words and roll() < 0.1 else model.Source.TUTOR,
            part_taken=model.PartTaken.STEPPED_AWAY_CAME_BACK if roll() < 0.01 else None,
            direction=model.Direction.HARDER_DAY if roll() < 0.02 else None,
            what_i_did=self.words.sentence(pupil.first_name, 5) if has_words and roll() < 0.2 else "",
            audiences=frozenset({model.Audience.SCHOOL}) if has_words and roll() < 0.3 else frozenset(),
            starred=has_words and roll() < 0.02,
            created_at=datetime(day.year, day.month, day.day, 15, place % 60, tzinfo=UTC),
        )

    # Over the year --------------------------------------------------------------------------------

    def _looking_back(
        self, pupils: list[object], seen: list[object], place: object, days: list[date]
    ) -> Iterator[object]:
        from tutordiary import model

        if not days:
            return
        over = len(days) > 30
        for pupil in pupils:
            name, mine = pupil.first_name, [one for one in seen if one.pupil_id == pupil.id]
            for kind in (model.TargetKind.MUSICAL, model.TargetKind.SOCIAL):
                target = model.Target(
                    id=self.id_on(days[0]), pupil_id=pupil.id, kind=kind, set_on=days[0],
                    outcome=self.outcomes[0], pupil_words=self.words.sentence("me", 5),
                    adult_words=self.words.sentence(name, 8),
                    reviewed_on=days[-1] if over else None,
                    review_result=model.ReviewResult.NEARLY if over else None,
                )  # fmt: skip
                yield target
                for one in mine[:2]:
                    yield model.TargetEvidence(
                        id=self.id_on(days[0]), target_id=target.id, observation_id=one.id
                    )
            for speaker in (model.Speaker.SCHOOL_STAFF, model.Speaker.PARENT_CARER):
                if self.chance.random() < 0.7:
                    yield model.Voice(
                        id=self.id_on(days[-1]), speaker=speaker, said_on=days[-1], pupil_id=pupil.id,
                        words=self.words.sentence(name, 8), speaker_label="Class teacher",
                    )  # fmt: skip
            for at in (0, len(days) // 2):
                talk = model.Conversation(
                    id=self.id_on(days[at]), held_on=days[at], with_role="SENCO", setting_id=place.id,
                    summary=self.words.sentence(name, 18), minutes=15,
                )  # fmt: skip
                yield talk
                yield model.ConversationPupil(
                    id=self.id_on(days[at]), conversation_id=talk.id, pupil_id=pupil.id
                )
                yield model.Action(
                    id=self.id_on(days[at]), text=self.words.sentence(name, 6), conversation_id=talk.id,
                    due_on=days[at] + timedelta(days=10), done_on=days[at] if over or at else None,
                )  # fmt: skip
            if over:
                yield from self._paper(pupil, mine, days)

    def _paper(self, pupil: object, mine: list[object], days: list[date]) -> Iterator[object]:
        from tutordiary import model

        name, last = pupil.first_name, days[-1]
        for outcome in self.outcomes:
            judgement = model.Judgement(
                id=self.id_on(last), pupil_id=pupil.id, outcome=outcome, judged_on=last,
                result=self.chance.choice(list(model.JudgementResult)), note=self.words.sentence(name, 8),
            )  # fmt: skip
            yield judgement
            for one in mine[-3:]:
                yield model.JudgementEvidence(
                    id=self.id_on(last), judgement_id=judgement.id, observation_id=one.id
                )
        report = model.Report(
            id=self.id_on(last), pupil_id=pupil.id, audience=model.ReportAudience.SCHOOL,
            purpose=model.ReportPurpose.END_OF_PROGRAMME, period_from=days[0], period_to=last,
            status=model.ReportStatus.GIVEN, given_on=last, given_to="SENCO",
        )  # fmt: skip
        yield report
        for part in ("summary", "strengths", "next_steps"):
            yield model.ReportSection(
                id=self.id_on(last), report_id=report.id, section=part, text=self.words.sentence(name, 30)
            )
        for one in mine[-5:]:
            yield model.ReportChoice(id=self.id_on(last), report_id=report.id, item_id=one.id, included=True)


def make(folder: Path, state_folder: Path, scale: Scale = FULL, said: object = None) -> Diary:
    """Make the diary and return it open. ``said`` is called with a line after each year."""
    from tutordiary.diary import Diary, keys

    folder.parent.mkdir(parents=True, exist_ok=True)
    diary, _ = Diary.create(folder, PASSPHRASE, state_folder=state_folder)
    keys.confirm_code(diary)  # or the door asks for it
    maker = Maker(scale)
    write(diary, maker.frame())
    for year in range(maker.first_year, TODAY.year + 1):
        count = write(diary, maker.year(year))
        if callable(said):
            said(f"  {year}: {count:,} records")
    write(diary, left(diary))
    return diary


def write(diary: Diary, records_made: Iterable[object]) -> int:
    """Write records in one transaction, and return how many."""
    from tutordiary.store import records

    with diary.vault.tx() as conn:
        return records.insert(conn, records_made)


def left(diary: Diary) -> Iterator[object]:
    """Yield the log of what left: one entry for each report given, each tied to the one before."""
    from tutordiary import model
    from tutordiary.release.disclosures import canonical, digest_of

    previous = ""
    for number, report in enumerate(diary.find(model.Report, order=("given_on", "id"))):
        moment = datetime(report.given_on.year, report.given_on.month, report.given_on.day, 19, tzinfo=UTC)
        moment += timedelta(seconds=number % 3600)
        entry = canonical(
            {
                "v": 1, "utc": moment.isoformat(), "purpose": "report", "recipient_class": "school",
                "file_sha256": "",
            }
        )  # fmt: skip
        one = model.Disclosure(
            id=f"left-{number:06}", released_at=moment, purpose="report", recipient_class="school",
            file_name=f"report {number}.pdf", entry=entry, previous_digest=previous,
            digest=digest_of(previous, entry),
        )  # fmt: skip
        previous = one.digest
        yield one
        yield model.DisclosureSubject(
            id=f"left-about-{number:06}", disclosure_id=one.id, pupil_id=report.pupil_id
        )
