"""The fixed sentences of the reflection pack and of the sheets for running the session.

None of them says a date, a school or a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from tutordiary.documents.content import Activity, Pack
from tutordiary.documents.wording import capital, joined

TITLE = "What I am bringing"
OVER = "Critical reflection group"
FOOTER = "For this reflection group only. Pseudonymised: treat as personal data. Please do not forward."
NO_QUESTION = "What would help me most to think about with you?"
NOTHING_HAPPENED = "Nothing written down yet."

QUESTION = "My question for the group"
HAPPENED = "What happened"
NOTICED = "What I noticed"
UNSURE = "What I am unsure about"
NOTICED_HEAD, UNSURE_HEAD = "Noticed", "Unsure"
NOTHING = "Nothing yet."
BOTH = "What I noticed, and what I am unsure about"
ADVICE = "Advice I would like"
LEARNED = "What I learned"
SINCE = "What I tried since last time"
ACTIVITY = "An activity to share"
SPACE = "Space for the group"

AGENDA_TITLE = "Agenda"
AGENDA_LINE = "Online, no recordings, no real names, settings or dates."


@dataclass(frozen=True, slots=True)
class AgendaPart:
    """One part of the session: how many minutes, its name, and what happens."""

    minutes: int
    name: str
    what: str


AGENDA = (
    AgendaPart(5, "Ground rules", "Read out by someone. Then: who would like a deep dive today?"),
    AgendaPart(15, "Check-in", "One small sign each, in a sentence or two. Nobody comments."),
    AgendaPart(
        40, "The round", "Each tutor in turn: an activity idea, a challenge, some learning and an outcome."
    ),
    AgendaPart(
        35,
        "Two deep dives",
        "Each 3 minutes to present, 10 for open questions, 3 for the presenter to name an action.",
    ),
    AgendaPart(15, "One indicator in the spotlight", "What did it look like? What else might it look like?"),
    AgendaPart(10, "One thing to try", "Each names one thing to try before next time. It is written down."),
)
AGENDA_MINUTES = sum(part.minutes for part in AGENDA)

RULES_TITLE = "Ground rules"
GROUND_RULES = (
    "No real names, settings or dates, and no recordings.",
    "What is said here stays here. Packs are not forwarded.",
    "Each tutor chooses what to bring, and what to leave out.",
    "Questions before advice: advice comes when it is asked for.",
    "The tutor who presents decides what to do about it.",
)
SESSION_CARDS = (
    ("What?", ("What happened, as a film would show it?", "Who was there, and who went quiet?")),
    ("So what?", ("What did you expect instead?", "What might it have felt like from the pupil’s chair?")),
    ("Now what?", ("What will you do first next week?", "How will you know that it helped?")),
)
LISTEN_TITLE = "To listen for"
LISTEN_FOR = (
    "What several packs have in common.",
    "A tutor who has not spoken yet.",
    "What somebody promised last time: ask how it went.",
)
SAFEGUARDING = (
    "If a concern about a child’s safety surfaces, stop. It leaves this group and goes to the designated "
    "safeguarding lead of the setting today. If this session was hard for you, tell someone you trust."
)

FACILITATOR_TITLE = "For whoever runs the session"
FACILITATOR_LINE = "Tutors stand here by code. Fill in the others as their packs arrive."
WHO_TITLE = "Who brings what"
WHO_HEADS = ("Tutor", "Question", "Activity", "Deep dive?")
WHO_SHARES = (14, 42, 28, 16)
WHO_ROWS = 4
QUESTIONS_TITLE = "Opening questions"
ACTIONS_TITLE = "What each will try"
ACTIONS_HEADS = ("Tutor", "Will try", "Will know by", "How it went")
ACTIONS_SHARES = (14, 36, 25, 25)
ACTIONS_ROWS = 5


def line(pack: Pack) -> str:
    """Return the line under the title."""
    when = f"{capital(pack.when)}. " if pack.when else ""
    return f"{when}No names, settings or dates. Pupils stand here by letter, tutors by code."


def activity_rows(activity: Activity) -> list[tuple[str, str]]:
    """Return the rows of the activity that say something."""
    rows = (
        ("Name", activity.name),
        ("Needs", activity.needs),
        ("How", activity.how),
        ("Why it helped", activity.why_it_helped),
    )
    return [(label, value) for label, value in rows if value]


def sign_title(pack: Pack) -> str:
    """Return the heading of the small sign, with its indicator and the ladder's word for it."""
    name = pack.indicator
    about = joined((f"{name[:1].lower()}{name[1:]}", pack.step))
    return f"A small sign: {about}" if about else "A small sign"


def spaces(pack: Pack) -> tuple[str, str]:
    """Return the headings over the empty lines."""
    return "What others saw or asked", f"What I will try before {pack.before or 'next time'}"


def agenda_rows() -> list[tuple[str, str, str]]:
    """Return the agenda as "0 to 5", its name and what happens; minutes count from the beginning."""
    ends = list(accumulate(part.minutes for part in AGENDA))
    return [
        (f"{end - part.minutes} to {end}", part.name, part.what)
        for part, end in zip(AGENDA, ends, strict=True)
    ]


def agenda_heading() -> str:
    """Return the heading over the agenda."""
    return f"{AGENDA_MINUTES} minutes"


def who_row(pack: Pack) -> tuple[str, str, str, str]:
    """Return this pack's own row of who brings what."""
    return pack.code or "Me", pack.question or NO_QUESTION, pack.activity.name, ""
