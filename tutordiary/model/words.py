"""The closed lists of the field: what a record may say where it does not take free words.

The values are what the exchange file holds; what a person reads for them is in ``wording``.
"""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who a passage may be shown to, besides the tutor."""

    SCHOOL = "school"
    FAMILY = "family"
    MANAGER = "manager"
    REFLECTION = "reflection"


class SettingKind(StrEnum):
    """What sort of place a setting is."""

    SCHOOL = "school"
    PRU = "pru"
    AP = "ap"
    CENTRE = "centre"


class ContactRole(StrEnum):
    """What a named adult at a setting does."""

    SENCO = "senco"
    TA = "ta"
    CLASS_TEACHER = "class_teacher"
    LEARNING_MENTOR = "learning_mentor"
    DSL = "dsl"
    DEPUTY_DSL = "deputy_dsl"
    HEAD = "head"
    OFFICE = "office"
    OTHER = "other"


class LeftReason(StrEnum):
    """Why a pupil left a group: a neutral list, never a judgement."""

    MOVED = "moved"
    TIMETABLE = "timetable"
    PUPIL_CHOICE = "pupil_choice"
    ENDED = "ended"


class PermissionKind(StrEnum):
    """What a permission allows. None of them is a condition of taking part."""

    ANONYMOUS_USE = "anonymous_use"
    IDENTIFIABLE_CASE_STUDY = "identifiable_case_study"
    QUOTE = "quote"
    DRAWING = "drawing"
    AUDIO = "audio"
    PHOTO = "photo"


class GivenBy(StrEnum):
    """Who gave a permission: the pupil's assent and an adult's consent are separate records."""

    PUPIL = "pupil"
    PARENT_CARER = "parent_carer"
    SCHOOL = "school"


class SessionStatus(StrEnum):
    """What became of a session."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    """How a pupil attended; the reason is never stored."""

    PRESENT = "present"
    ABSENT = "absent"
    LATE = "late"
    LEFT_EARLY = "left_early"


class Tried(StrEnum):
    """Whether last time's "next time" was tried."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"


class Where(StrEnum):
    """Where a small sign was noticed."""

    SESSION = "session"
    AROUND_SCHOOL = "around_school"
    CLASS = "class"
    PLAYGROUND = "playground"
    HOME = "home"


class Source(StrEnum):
    """Who saw or said it."""

    TUTOR = "tutor"
    PUPIL = "pupil"
    TA = "ta"
    CLASS_TEACHER = "class_teacher"
    LEARNING_MENTOR = "learning_mentor"
    SENCO = "senco"
    OTHER_STAFF = "other_staff"
    PARENT_CARER = "parent_carer"


class PartTaken(StrEnum):
    """How a pupil took part. Listening and stepping away are ways of taking part."""

    LED = "led"
    PLAYED = "played"
    GAVE_FEEDBACK = "gave_feedback"
    LISTENED = "listened"
    STEPPED_AWAY_CAME_BACK = "stepped_away_came_back"
    STEPPED_AWAY = "stepped_away"


class Direction(StrEnum):
    """How an observation compares with the pupil's usual."""

    STEP_ON = "step_on"
    SAME = "same"
    HARDER_DAY = "harder_day"


class Scope(StrEnum):
    """Whether a mark was set for one pupil or for everyone at once.

    Reports never present a group mark as individual evidence.
    """

    PUPIL = "pupil"
    GROUP = "group"


class TargetKind(StrEnum):
    """What a target is about."""

    MUSICAL = "musical"
    PERSONAL = "personal"
    SOCIAL = "social"
    OWN = "own"


class ReviewResult(StrEnum):
    """How a target was reviewed, in the pupil's direction: a dropped target can show agency."""

    GOT_THERE = "got_there"
    NEARLY = "nearly"
    CHANGED_MY_MIND = "changed_my_mind"
    STILL_GOING = "still_going"
    NOT_RIGHT_FOR_ME = "not_right_for_me"


class Speaker(StrEnum):
    """Whose words a voice records."""

    PUPIL = "pupil"
    SCHOOL_STAFF = "school_staff"
    PARENT_CARER = "parent_carer"


class Asked(StrEnum):
    """Whether words were asked for or offered."""

    ASKED = "asked"
    OFFERED = "offered"


class JudgementResult(StrEnum):
    """The tutor's dated decision about one outcome. Only ``INCREASED`` counts as increased."""

    INCREASED = "increased"
    EARLY_SIGNS = "early_signs"
    NO_CHANGE = "no_change"
    LESS = "less"
    NOT_ENOUGH = "not_enough"


class ReportAudience(StrEnum):
    """Who a report is written for."""

    SCHOOL = "school"
    FAMILY = "family"


class ReportPurpose(StrEnum):
    """Why a report is written."""

    TERMLY = "termly"
    ANNUAL_REVIEW = "annual_review"
    END_OF_PROGRAMME = "end_of_programme"


class ReportStatus(StrEnum):
    """How far a report has come."""

    DRAFT = "draft"
    CHECKED = "checked"
    GIVEN = "given"


class CaseSubject(StrEnum):
    """What a case study tells of."""

    PUPIL = "pupil"
    GROUP = "group"
    SESSIONS = "sessions"


class CaseStatus(StrEnum):
    """How far a case study may travel."""

    PRIVATE = "private"
    SHARED = "shared"
    PUBLISHED = "published"


class BundleMode(StrEnum):
    """How much a project manager's bundle holds."""

    COUNTS = "counts"
    PSEUDONYMISED = "pseudonymised"


class PackItemKind(StrEnum):
    """The parts of a reflection-group pack."""

    ACTIVITY = "activity"
    CHALLENGE = "challenge"
    LEARNING = "learning"
    OUTCOME_SIGN = "outcome_sign"
    TRIED = "tried"
    HAPPENED = "happened"
    NOTICED = "noticed"
    UNSURE = "unsure"
    ADVICE = "advice"


class SelfAnswer(StrEnum):
    """A tutor's private answer to one self-reflection item: words, no score."""

    STRENGTH = "strength"
    GROWING = "growing"
    WANT_HELP = "want_help"
    NOT_MY_CONTEXT = "not_my_context"


NOBODY: frozenset[Audience] = frozenset()
