"""The sheets on a pupil's page: details, signs outside sessions, words, permissions, people, scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from tutordiary import wording
from tutordiary.diary import Diary
from tutordiary.model import (
    Action,
    Contact,
    ContactRole,
    ExternalScore,
    GivenBy,
    Group,
    Membership,
    Observation,
    Permission,
    PermissionKind,
    Pupil,
    Record,
    Setting,
    Source,
    Speaker,
    Voice,
    Where,
)
from tutordiary.presenters.forms import Form, FormField, Forms, Problem
from tutordiary.presenters.pupil_decisions import decision_form, start_form
from tutordiary.presenters.pupil_questions import GIVEN_BY, PERMISSION, WHO_MAY_SEE, choices, today_words
from tutordiary.presenters.pupil_talks import action_form, talk_form
from tutordiary.presenters.pupil_targets import Refusal, refusal, target_form

NO_SETTING = Refusal(
    "Somebody at school",
    "No school is noted for this pupil yet, so nobody can be noted there. Put the pupil into a group first:"
    " a group has its school.",
    "",
    (),
)

WHAT_IT_SHOWS = "Choose what it shows, or keep it without: the radar then stays as it is."


class Shows:
    """Asks once what a sign shows that was opened for an outcome; nothing is chosen for the tutor."""

    def __init__(self, indicators: frozenset[str]) -> None:
        self._indicators = indicators
        self._was_asked = False

    def problem(self, record: Record, _values: Mapping[str, str], /) -> Problem | None:
        """Return the question when none of the outcome's indicators is chosen; None after it was asked."""
        chosen = record.indicators if isinstance(record, Observation) else ()
        if self._was_asked or self._indicators.intersection(chosen):
            return None
        self._was_asked = True
        return Problem("indicators", WHAT_IT_SHOWS, is_question=True)

    def keep(self, record: Record, values: Mapping[str, str], /) -> None:
        """Write nothing more: a sign's indicators are its own."""


class PupilForms:
    """Opens the sheets of one pupil's page. ``kind`` names are those of the page's parts."""

    def __init__(self, diary: Diary, today: Callable[[], date]) -> None:
        self.forms = Forms(diary, today)
        self._diary = diary
        self._today = today

    def open(self, kind: str, pupil_id: str, record_id: str = "", about: str = "") -> Form:
        """Return the sheet for a part of the page: on the record with ``record_id``, or on a new one.

        ``about`` is the outcome a new sign, start point or decision is for, or the talk a new action is of.
        """
        shared = (self.forms, self._diary, self._today, pupil_id, record_id)
        match kind:
            case "target":
                return target_form(*shared)
            case "sign":
                return self._sign(pupil_id, record_id, about)
            case "start":
                return start_form(*shared, about)
            case "judgement":
                return decision_form(*shared, about)
            case "conversation":
                return talk_form(*shared, self.setting_of(pupil_id))
            case "action":
                held = self._diary.get(Action, record_id) if record_id else None
                talk = (held.conversation_id or "") if held else about
                return action_form(self.forms, self._diary, talk, record_id, self._today)
        makers = {
            "pupil": self._pupil,
            "voice": self._voice,
            "permission": self._permission,
            "contact": self._contact,
            "score": self._score,
        }
        return makers[kind](pupil_id, record_id)

    def refusal(self, kind: str, pupil_id: str, record_id: str = "") -> Refusal | None:
        """Return why a sheet is not opened now, or None when it is."""
        if kind == "target" and not record_id:
            return refusal(self._diary, pupil_id)
        if kind == "contact" and self.setting_of(pupil_id) is None:
            return NO_SETTING
        return None

    def _held(self, kind: type[Record], record_id: str) -> Record | None:
        return self._diary.get(kind, record_id) if record_id else None

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

    def _sign(self, pupil_id: str, record_id: str, about: str) -> Form:
        words = FormField("text", "What was noticed?", "text", "What was seen or heard", is_needed=True)
        shows = FormField("indicators", "Indicators", "many", "Up to three", self._indicators(about))
        circumstances = (
            FormField("noted_on", "When", is_needed=True),
            FormField("where_seen", "Where", "choice", choices=choices(wording.WHERE)),
            FormField("source", "Who saw or said it", "choice", choices=choices(wording.SOURCE)),
        )
        is_for_outcome = bool(about) and not record_id
        questions = (
            words,
            *((shows, *circumstances) if is_for_outcome else (*circumstances, shows)),
            FormField("direction", "Compared with other days", "choice",
                      choices=choices(wording.DIRECTION, none="Not said")),
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
                "noted_on": today_words(self._today),
                "where_seen": Where.AROUND_SCHOOL.value,
                "source": Source.TUTOR.value,
            },
            extra=self._shows(about) if is_for_outcome else None,
        )

    def _voice(self, pupil_id: str, record_id: str) -> Form:
        held = self._diary.get(Voice, record_id) if record_id else None
        if held is not None and held.is_chosen_face:
            # Nobody else changes what a child chose: who may see it can be said, and it can be removed.
            return self.forms.open(Voice, "The face chosen", (WHO_MAY_SEE,), record=held, note=held.words)
        questions = (
            FormField("words", "Exact words", "text", is_needed=True),
            FormField("speaker", "Whose words", "choice", choices=choices(wording.SPEAKER)),
            FormField("speaker_label", "Name and role", hint="As in Mrs Dale, teaching assistant"),
            FormField("said_on", "When", is_needed=True),
            FormField("captured_how", "How it was caught", hint="As in: said at the door, a slip, a drawing"),
            FormField("scribed_by", "Written down by"),
            FormField("translated", "It was translated", "flag"),
            FormField(
                "asked", "Asked or offered", "choice", choices=choices(wording.ASKED, none="Not known")
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
            first={"said_on": today_words(self._today), "speaker": Speaker.PUPIL.value},
        )

    def _permission(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("kind", "What it allows", "choice", choices=choices(PERMISSION)),
            FormField("given_by", "Who said yes", "choice", choices=choices(GIVEN_BY)),
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
                "given_on": today_words(self._today),
                "kind": PermissionKind.ANONYMOUS_USE.value,
                "given_by": GivenBy.PUPIL.value,
            },
            note="Never a condition of taking part. Without one, words about this pupil stay here.",
        )

    def _contact(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField("role", "Role", "choice", choices=choices(wording.ROLE)),
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

    def _score(self, pupil_id: str, record_id: str) -> Form:
        questions = (
            FormField(
                "name", "Name of the tool", hint="Its name only: this diary holds no scales", is_needed=True
            ),
            FormField("score", "The result, as it was told you", is_needed=True),
            FormField("scored_on", "Measured on", is_needed=True),
            FormField("scorer", "Who measured it", is_needed=True),
        )
        return self.forms.open(
            ExternalScore,
            "A result from elsewhere",
            questions,
            record=self._held(ExternalScore, record_id),
            fixed={"pupil_id": pupil_id},
            note="Obtained by somebody else, with their own tool. It is never worked into anything here.",
        )

    def setting_of(self, pupil_id: str) -> Setting | None:
        """Return where the pupil's latest group meets, or the pupil's own setting."""
        group = self._diary.get(Group, self._group_id(pupil_id) or "")
        pupil = self._diary.need(Pupil, pupil_id)
        return self._diary.get(Setting, (group.setting_id if group else pupil.setting_id) or "")

    def _group_id(self, pupil_id: str) -> str | None:
        members = self._diary.find(Membership, order=("-joined_on", "-id"), pupil_id=pupil_id)
        return members[0].group_id if members else None

    def _shows(self, outcome_id: str) -> Shows:
        return Shows(frozenset(one.id for one in self._diary.framework.outcome(outcome_id).indicators))

    def _indicators(self, first: str) -> tuple[tuple[str, str], ...]:
        """Return every indicator, those of the outcome that is looked for before the others."""
        found = sorted(self._diary.framework.indicators, key=lambda one: one.outcome_id != first)
        return tuple((one.id, one.name) for one in found)
