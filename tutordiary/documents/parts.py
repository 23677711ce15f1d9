"""The parts documents are made of: a dot, a target, a quote, a next step.

Plain values like :mod:`tutordiary.documents.content`, which hands them all on; import them from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["pupil", "staff", "family"]
Asked = Literal["asked", "offered", ""]
Attended = Literal["present", "absent", "late", "left early"]
Occasion = Literal["termly", "annual review", "end of programme"]
TargetResult = Literal["got there", "nearly", "changed my mind", "still going", "not right for me", ""]

LADDER = ("not yet seen", "a glimpse", "sometimes", "often")
"""The default steps, lowest first. Words, never numbers; a service may use its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who the report is about, who wrote it, and for when.

    ``purpose`` is "Termly report", "Contribution to the annual review" or "End of programme report".
    ``programme`` is what the school calls the work. ``group_size`` is 0 when not known. ``occasion`` decides
    how some parts are headed, ``purpose`` is how it is said.
    """

    pupil: str
    school: str = ""
    year: str = ""
    group: str = ""
    group_size: int = 0
    programme: str = ""
    tutor: str = ""
    service: str = ""
    purpose: str = "Pupil progress report"
    period_from: date | None = None
    period_to: date | None = None
    joined: date | None = None
    left: date | None = None
    occasion: Occasion = "termly"


@dataclass(frozen=True, slots=True)
class AttendanceMark:
    """One session offered to this pupil since joining. Late and left early count as attended."""

    day: date
    attended: Attended = "present"


@dataclass(frozen=True, slots=True)
class Dot:
    """One dated observation. ``step`` is a place on the ladder from 0 up, None when none was chosen."""

    day: date
    step: int | None = None
    harder: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of one outcome, with every observation made of it (in any order, possibly none)."""

    outcome: str
    indicator: str
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeNote:
    """Then, now, one dated observation, and who else saw it.

    ``judgement`` is the tutor's own five-way word ("increased", "some early signs", "no change seen",
    "less than at the start", "not enough evidence") or empty; software never fills it by itself.
    ``seen_under`` names the outcome under which the same observation is told already, instead of ``seen``.
    """

    outcome: str
    start: str = ""
    start_on: date | None = None
    now: str = ""
    seen: str = ""
    seen_on: date | None = None
    also_seen_by: str = ""
    judgement: str = ""
    judged_on: date | None = None
    evidence: tuple[int, ...] = ()
    seen_under: str = ""


@dataclass(frozen=True, slots=True)
class Hope:
    """What the school hoped for when it put the pupil forward, in its own words."""

    words: str
    who: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One target, in the pupil's words and in adult words (either may be empty), and its review."""

    pupil_words: str = ""
    adult_words: str = ""
    set_on: date | None = None
    set_with: str = ""
    happened: str = ""
    result: TargetResult = ""
    reviewed_on: date | None = None
    review_by: date | None = None
    pupil_review: str = ""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's exact words. ``how`` says how they were captured and who wrote them down.

    Without ``is_exact`` they tell of what somebody chose, and stand without quotation marks.
    """

    words: str
    who: str
    role: Role = "pupil"
    how: str = ""
    asked: Asked = ""
    day: date | None = None
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class EvidenceNote:
    """Where something comes from: "Diary", "Photo of the group map". ``text`` may quote the note itself."""

    number: int
    source: str
    day: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Assess, plan, do, review: each a few sentences, or empty for "To be agreed."."""

    assess: str = ""
    plan: str = ""
    do: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report rests on: how much was written, between which days, and who judged.

    ``by_others`` of the observations were made by someone other than the tutor.
    """

    entries: int = 0
    observations: int = 0
    first: date | None = None
    last: date | None = None
    judged_by: str = ""
    by_others: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Something nobody has gathered yet, printed as a gap instead of being invented.

    ``what`` completes "Not yet gathered: …".
    """

    what: str


@dataclass(frozen=True, slots=True)
class Style:
    """How the document is to look, whatever it says.

    ``is_sample`` prints "Sample diary: invented people" at the top and in the footer of every page. ``logo``
    is a PNG made by ``pictures_in``, or empty; ``service`` the words that stand for it. ``left_out`` are the
    keys of parts a document does not print (each document names its own); ``headings`` are a service's own
    words for headings, as key and words.
    """

    large_print: bool = False
    language: str = "en-GB"
    is_sample: bool = False
    logo: bytes = b""
    service: str = ""
    left_out: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()

    def has(self, part: str) -> bool:
        """Return whether a part is printed."""
        return part not in self.left_out

    def heading(self, part: str, usual: str) -> str:
        """Return the heading of a part: the service's own words, or the usual ones."""
        return dict(self.headings).get(part) or usual


SENCO_PARTS: tuple[tuple[str, str], ...] = (
    ("hopes", "What the school hoped for"),
    ("strengths", "Strengths and interests"),
    ("observed", "What was observed, by outcome"),
    ("then_and_now", "Then and now"),
    ("targets", "Targets and review"),
    ("voices", "In their words"),
    ("hard_and_helps", "Still hard, and what helps"),
    ("next_steps", "Next steps"),
    ("evidence", "Evidence"),
    ("comments", "Space for comments"),
)
"""The parts of the report for the school that can be left out or worded anew: key and usual heading."""

FAMILY_PARTS: tuple[tuple[str, str], ...] = (
    ("attendance", "How often they came"),
    ("can_do", "What they can do now"),
    ("proud", "A proud moment"),
    ("quote", "Their own words"),
    ("targets", "My targets"),
    ("easier", "What got easier"),
    ("tricky", "Still tricky"),
    ("next", "Next"),
    ("at_home", "To try at home"),
    ("spaces", "Space to draw and write"),
)
"""The parts of the family version that can be left out or worded anew: key and usual heading."""
