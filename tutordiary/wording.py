"""What people read for the closed lists of the model, in the field's own terms."""

from __future__ import annotations

from tutordiary.model import (
    Asked,
    Audience,
    ContactRole,
    Direction,
    JudgementResult,
    PartTaken,
    Presence,
    ReportPurpose,
    ReviewResult,
    Source,
    Speaker,
    TargetKind,
    Tried,
    Where,
)

AUDIENCE = {
    Audience.SCHOOL: "School",
    Audience.FAMILY: "Family",
    Audience.MANAGER: "Project manager",
    Audience.REFLECTION: "Reflection group",
}
ONLY_ME = "Only me"

ROLE = {
    ContactRole.SENCO: "SENCO",
    ContactRole.TA: "teaching assistant",
    ContactRole.CLASS_TEACHER: "class teacher",
    ContactRole.LEARNING_MENTOR: "learning mentor",
    ContactRole.DSL: "DSL",
    ContactRole.DEPUTY_DSL: "deputy DSL",
    ContactRole.HEAD: "head teacher",
    ContactRole.OFFICE: "office",
    ContactRole.OTHER: "staff",
}

PRESENCE = {
    Presence.PRESENT: "here",
    Presence.ABSENT: "away",
    Presence.LATE: "late",
    Presence.LEFT_EARLY: "left early",
}

WHERE = {
    Where.SESSION: "in the session",
    Where.AROUND_SCHOOL: "around school",
    Where.CLASS: "in class",
    Where.PLAYGROUND: "in the playground",
    Where.HOME: "at home",
}

SOURCE = {
    Source.TUTOR: "tutor",
    Source.PUPIL: "pupil",
    Source.TA: "teaching assistant",
    Source.CLASS_TEACHER: "class teacher",
    Source.LEARNING_MENTOR: "learning mentor",
    Source.SENCO: "SENCO",
    Source.OTHER_STAFF: "school staff",
    Source.PARENT_CARER: "parent or carer",
}

PART_TAKEN = {
    PartTaken.LED: "led",
    PartTaken.PLAYED: "played",
    PartTaken.GAVE_FEEDBACK: "gave feedback",
    PartTaken.LISTENED: "listened",
    PartTaken.STEPPED_AWAY_CAME_BACK: "stepped away and came back",
    PartTaken.STEPPED_AWAY: "stepped away",
}

DIRECTION = {
    Direction.STEP_ON: "a step on",
    Direction.SAME: "much as before",
    Direction.HARDER_DAY: "a harder day",
}

REVIEW_RESULT = {
    ReviewResult.GOT_THERE: "got there",
    ReviewResult.NEARLY: "nearly",
    ReviewResult.CHANGED_MY_MIND: "changed my mind",
    ReviewResult.STILL_GOING: "still going",
    ReviewResult.NOT_RIGHT_FOR_ME: "not right for me",
}

JUDGEMENT = {
    JudgementResult.INCREASED: "increased",
    JudgementResult.EARLY_SIGNS: "some early signs",
    JudgementResult.NO_CHANGE: "no change seen",
    JudgementResult.LESS: "less than at the start",
    JudgementResult.NOT_ENOUGH: "not enough evidence",
}

TARGET_KIND = {
    TargetKind.MUSICAL: "musical",
    TargetKind.PERSONAL: "personal",
    TargetKind.SOCIAL: "social",
    TargetKind.OWN: "the pupil’s own",
}

SPEAKER = {
    Speaker.PUPIL: "pupil",
    Speaker.SCHOOL_STAFF: "school staff",
    Speaker.PARENT_CARER: "parent or carer",
}

ASKED = {Asked.ASKED: "asked", Asked.OFFERED: "offered"}

TRIED = {Tried.YES: "Yes", Tried.PARTLY: "Partly", Tried.NOT_YET: "Not yet"}

PURPOSE = {
    ReportPurpose.TERMLY: "Termly report",
    ReportPurpose.ANNUAL_REVIEW: "Contribution to the annual review",
    ReportPurpose.END_OF_PROGRAMME: "End of programme report",
}


def year_words(year_group: int | None) -> str:
    """Return "Reception", "Year 4", or nothing when it is not known."""
    if year_group is None:
        return ""
    return "Reception" if year_group == 0 else f"Year {year_group}"


def key_stage(year_group: int | None) -> str:
    """Return the band an export may show, from "early years" and "KS1" to "KS5"; empty when not known."""
    if year_group is None:
        return ""
    bands = ((0, "early years"), (2, "KS1"), (4, "lower KS2"), (6, "upper KS2"), (9, "KS3"), (11, "KS4"))
    return next((name for last, name in bands if year_group <= last), "KS5")


def and_list(words: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
