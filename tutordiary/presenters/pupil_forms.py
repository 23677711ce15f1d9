"""The sheets on a pupil's page: details, signs outside sessions, words, targets, start points, decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tutordiary import dates, wording
from tutordiary.diary import Diary
from tutordiary.evidence import Book, rule_lines
from tutordiary.evidence.book import KINDS
from tutordiary.model import (
    Contact,
    ContactRole,
    GivenBy,
    Group,
    Judgement,
    Membership,
    Observation,
    Permission,
    PermissionKind,
    Pupil,
    Record,
    Setting,
    Source,
    Speaker,
    StartPoint,
    Target,
    Voice,
    Where,
)
from tutordiary.presenters.forms import Form, FormField, Forms

PERMISSION = {
    PermissionKind.ANONYMOUS_USE: "Words and signs, without names",
    PermissionKind.IDENTIFIABLE_CASE_STUDY: "A case study that can be recognised",
    PermissionKind.QUOTE: "Quotes",
    PermissionKind.DRAWING: "Drawings",
    PermissionKind.AUDIO: "Sound recordings",
    PermissionKind.PHOTO: "Photos",
}
GIVEN_BY = {
    GivenBy.PUPIL: "The pupil",
    GivenBy.PARENT_CARER: "A parent or carer",
    GivenBy.SCHOOL: "The school",
}
WHO_MAY_SEE = FormField("audiences", "Who may see it", "audiences", "Nobody ticked means only you")


def _choices(words: Mapping[Any, str], *, none: str = "") -> tuple[tuple[str, str], ...]:
    first = (("", none),) if none else ()
    return first + tuple((key.value, text[:1].upper() + text[1:]) for key, text in words.items())


class PupilForms:
    """Opens the sheets of one pupil's page. ``kind`` names are those of the page's parts."""

    def __init__(self, diary: Diary, today: Callable[[], date]) -> None:
        self.forms = Forms(diary, today)
        self._diary = diary
        self._today = today

    def open(self, kind: str, pupil_id: str, record_id: str = "") -> Form:
        """Return the sheet for a part of the page: on the record with ``record_id``, or on a new one."""
        makers = {
            "pupil": self._pupil,
            "sign": self._sign,
            "voice": self._voice,
            "target": self._target,
            "start": self._start,
            "judgement": self._judgement,
            "permission": self._permission,
            "contact": self._contact,
        }
        return makers[kind](pupil_id, record_id)

    def _held(self, kind: type[Record], record_id: str) -> Record | None:
        return self._diary.get(kind, record_id) if record_id else None

    def _today_words(self) -> str:
        return dates.day_and_month(self._today(), year=True)

    def _pupil(self, pupil_id: str, _record_id: str) -> Form:
        questions = (
            FormField("first_name", "First name", is_needed=True, hint="Or initials"),
            FormField("last_name", "Last name (may stay empty)"),
            FormField(
                "known_as", "Also called", hint="Nicknames, with commas. They are taken out of what leaves."
            ),
            FormField("pronouns", "Pronouns"),
            FormField("year_group", "Year", hint="A number; 0 is Reception"),
            FormField("interests_and_strengths", "Interests and strengths", "text", "Their words first"),
            FormField("what_helps", "What helps in music", "text"),
            FormField("still_hard", "What is still hard", "text"),
            FormField("next_step", "Next step", "text"),
            FormField(
                "school_hopes", "What the school hopes", "text", "The SENCO’s words. Never on family papers."
            ),
            FormField("school_hopes_on", "Said on"),
        )
        return self.forms.open(Pupil, "Details", questions, record=self._diary.need(Pupil, pupil_id))

    def _sign(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("text", "What was noticed?", "text", "What was seen or heard", is_needed=True),
            FormField("noted_on", "When", is_needed=True),
            FormField("where_seen", "Where", "choice", choices=_choices(wording.WHERE)),
            FormField("source", "Who saw or said it", "choice", choices=_choices(wording.SOURCE)),
            FormField("indicators", "Indicators", "many", "Up to three", self._indicators()),
            FormField("what_i_did", "What you did", "text"),
            WHO_MAY_SEE,
        )  # fmt: skip
        return self.forms.open(
            Observation,
            "A small sign",
            questions,
            record=self._held(Observation, record_id),
            fixed={"pupil_id": pupil_id, "group_id": self._group_id(pupil_id)},
            first={
                "noted_on": self._today_words(),
                "where_seen": Where.AROUND_SCHOOL.value,
                "source": Source.TUTOR.value,
            },
        )

    def _voice(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("words", "Exact words", "text", is_needed=True),
            FormField("speaker", "Whose words", "choice", choices=_choices(wording.SPEAKER)),
            FormField("speaker_label", "Name and role", hint="As in Mrs Dale, teaching assistant"),
            FormField("said_on", "When", is_needed=True),
            FormField("captured_how", "How it was caught", hint="As in: said at the door, a slip, a drawing"),
            FormField("scribed_by", "Written down by"),
            FormField(
                "asked", "Asked or offered", "choice", choices=_choices(wording.ASKED, none="Not known")
            ),
            FormField("about_home", "It is about home", "flag", "Only you can then put it in a document"),
            WHO_MAY_SEE,
        )  # fmt: skip
        return self.forms.open(
            Voice,
            "Their words",
            questions,
            record=self._held(Voice, record_id),
            fixed={"pupil_id": pupil_id},
            first={"said_on": self._today_words(), "speaker": Speaker.PUPIL.value},
        )

    def _target(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("pupil_words", "In the pupil’s words", "text", "I want to…", is_needed=True),
            FormField("adult_words", "What someone would see", "text", "A small step, by when"),
            FormField("kind", "What it is about", "choice", choices=_choices(wording.TARGET_KIND)),
            FormField("set_on", "Set on", is_needed=True),
            FormField("set_with", "Set with", hint="Who was in the room"),
            FormField("review_by", "Look again by"),
            FormField("what_happened", "What happened", "text"),
            FormField(
                "review_result", "How it was reviewed", "choice",
                choices=_choices(wording.REVIEW_RESULT, none="Not yet"),
            ),
            FormField("reviewed_on", "Reviewed on"),
            FormField("pupil_review", "The pupil’s own review", "text", "In their words"),
            WHO_MAY_SEE,
        )  # fmt: skip
        live = sum(1 for one in self._diary.find(Target, pupil_id=pupil_id) if one.reviewed_on is None)
        note = (
            "Three targets are alive already: three is plenty for a child."
            if live >= 3 and not record_id
            else ""
        )
        return self.forms.open(
            Target,
            "A target",
            questions,
            record=self._held(Target, record_id),
            fixed={"pupil_id": pupil_id},
            first={"set_on": self._today_words(), "kind": "musical"},
            note=note,
        )

    def _start(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("outcome", "Outcome", "choice", choices=self._outcomes(), is_needed=True),
            FormField("text", "Where they began", "text", "Sessions 1 to 3 are the time", is_needed=True),
            FormField("noted_on", "When", is_needed=True),
            FormField("source", "Who saw or said it", "choice", choices=_choices(wording.SOURCE)),
            WHO_MAY_SEE,
        )
        return self.forms.open(
            StartPoint,
            "A start point",
            questions,
            record=self._held(StartPoint, record_id),
            fixed={"pupil_id": pupil_id},
            first={
                "noted_on": self._today_words(),
                "source": Source.TUTOR.value,
                "outcome": self._diary.framework.outcomes[0].id,
            },
        )

    def _judgement(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("outcome", "Outcome", "choice", choices=self._outcomes(), is_needed=True),
            FormField("result", "Your decision", "choice", choices=_choices(wording.JUDGEMENT)),
            FormField("judged_on", "Decided on", is_needed=True),
            FormField("note", "In a sentence", "text", "What changed, and how you know"),
            WHO_MAY_SEE,
        )
        return self.forms.open(
            Judgement,
            "Your decision",
            questions,
            record=self._held(Judgement, record_id),
            fixed={"pupil_id": pupil_id},
            first={
                "judged_on": self._today_words(),
                "outcome": self._diary.framework.outcomes[0].id,
                "result": "not_enough",
            },
            note=self.rule_note(pupil_id),
        )

    def rule_note(self, pupil_id: str) -> str:
        """Return the rule for "increased" with what there is: the tutor decides, the app counts."""
        book = Book(record for kind in KINDS for record in self._diary.all(kind))
        lines = []
        for outcome in self._diary.framework.outcomes:
            state = rule_lines(book, self._diary.framework, pupil_id, outcome.id)
            start = "yes" if state.has_start_point else "no"
            lines.append(
                f"{outcome.name}: start point {start}, later dates {min(2, len(state.later_dates))} of 2"
            )
        return "“Increased” needs a start point and two later dates. " + "; ".join(lines) + "."

    def _permission(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("kind", "What it allows", "choice", choices=_choices(PERMISSION)),
            FormField("given_by", "Who said yes", "choice", choices=_choices(GIVEN_BY)),
            FormField("given_on", "On", is_needed=True),
            FormField("withdrawn_on", "Taken back on", hint="Leave empty while it stands"),
            FormField("note", "Note"),
        )
        return self.forms.open(
            Permission,
            "A permission",
            questions,
            record=self._held(Permission, record_id),
            fixed={"pupil_id": pupil_id},
            first={
                "given_on": self._today_words(),
                "kind": PermissionKind.ANONYMOUS_USE.value,
                "given_by": GivenBy.PUPIL.value,
            },
            note="Never a condition of taking part. Without one, words about this pupil stay here.",
        )

    def _contact(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("role", "Role", "choice", choices=_choices(wording.ROLE)),
            FormField("title", "Title", hint="Mrs, Mr, Miss, Dr…"),
            FormField("first_name", "First name"),
            FormField("last_name", "Last name", is_needed=True),
            FormField("known_as", "Also called", hint="For example Mr B"),
            FormField("phone", "Telephone"),
            FormField("channel", "How they like to hear"),
        )
        setting = self.setting_of(pupil_id)
        return self.forms.open(
            Contact,
            f"Somebody at {setting.name}" if setting else "Somebody at school",
            questions,
            record=self._held(Contact, record_id),
            fixed={"setting_id": setting.id if setting else ""},
            first={"role": ContactRole.SENCO.value},
        )

    def setting_of(self, pupil_id: str) -> Setting | None:
        """Return where the pupil's latest group meets, or the pupil's own setting."""
        group = self._diary.get(Group, self._group_id(pupil_id) or "")
        pupil = self._diary.need(Pupil, pupil_id)
        return self._diary.get(Setting, (group.setting_id if group else pupil.setting_id) or "")

    def _group_id(self, pupil_id: str) -> str | None:
        members = self._diary.find(Membership, order=("-joined_on", "-id"), pupil_id=pupil_id)
        return members[0].group_id if members else None

    def _indicators(self) -> tuple[tuple[str, str], ...]:
        return tuple((one.id, one.name) for one in self._diary.framework.indicators)

    def _outcomes(self) -> tuple[tuple[str, str], ...]:
        return tuple((outcome.id, outcome.name) for outcome in self._diary.framework.outcomes)
