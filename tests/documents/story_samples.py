# ruff: noqa: E501 - people's words are kept on one line
"""The family page, plan, slips, case study, pack and recovery sheet of an invented pupil, for proofs and tests."""

from __future__ import annotations

from datetime import date, timedelta

from tutordiary.documents.content import (
    Activity,
    CanDo,
    CaseSection,
    CaseStudy,
    ClearedQuote,
    CollationSummary,
    CommentSlip,
    CommentSlips,
    Consent,
    EverythingHeld,
    FamilyReport,
    FamilyTarget,
    Gap,
    GroupAttendance,
    HeldEntry,
    HeldPart,
    LearningPlan,
    OutcomeTally,
    Pack,
    PlanTarget,
    Quote,
    RecoverySheet,
    Tally,
    Tricky,
    WeekChart,
    WeekDot,
    WeekEvidence,
    WeekQuote,
)

START = date(2026, 1, 8)


def week(number: int) -> date:
    """Return the Thursday of a programme week, half terms skipped."""
    skipped = (number > 5) + (number > 10) * 2 + (number > 15)
    return START + timedelta(weeks=number - 1 + skipped)


FAMILY = FamilyReport(
    name="Rowan",
    group="The Night Owls",
    others_in_group=3,
    period_from=week(1),
    period_to=week(20),
    attended=18,
    offered=20,
    can_do=(
        CanDo("Set the beat", "Rowan starts it, and the others follow. First time: 16 April."),
        CanDo("Choose and explain", "He picks an instrument and says why. He taught us the word samba."),
        CanDo(
            "Ask for other people’s ideas", "In June he asked a friend to show a rhythm before he played his."
        ),
    ),
    proud_moment="Rowan counted everyone in for the school concert rehearsal, and waited until they were ready.",
    quote=Quote(
        "I like it when they all do my beat. I was scared of the gong and now it’s me that hits it.",
        "Rowan",
        day=week(19),
    ),
    targets=(
        FamilyTarget("I want to pick the beat and say why", "got there", "easy now"),
        FamilyTarget("I want to stay when it gets noisy", "nearly"),
    ),
    tricky=(Tricky("Waiting for a turn.", "Rowan shows his card, and the wait gets a number."),),
    next_step="After the holiday Rowan wants to say one thing he would change in a song.",
    try_at_home="Ask Rowan to be the “beat boss”: he taps a beat on the table and you keep it going while he stops.",
    tutor="Priya Lall",
    service="Wexcombe Music Service",
    written_on=date(2026, 7, 2),
    ask="Mr Achebe at school",
)

PLAN = LearningPlan(
    name="Rowan",
    group="The Night Owls",
    school="Fernhill Primary School",
    likes="Samba, low drums, and being the one who counts in.",
    what_helps="A seat near the door. A card to show before a loud part. A job on arrival.",
    targets=(
        PlanTarget(
            "I want to pick the beat and say why",
            kind="musical",
            adult_words="By half term Rowan chooses a beat first in three sessions of four and gives a reason.",
            set_on=week(3),
            review_by=week(10),
            steps=("Pick from two beats", "Pick from any beat", "Tell the group why"),
        ),
        PlanTarget(
            "I want to stay when it gets noisy",
            kind="personal",
            adult_words="By half term Rowan shows his card and stays for one loud part in each session.",
            set_on=week(3),
            review_by=week(10),
            steps=("Show my card", "Stay for one loud part"),
            pupil_review="It works if I sit by the door",
            result="nearly",
        ),
        PlanTarget("I want to record our song", kind="my own", set_on=week(10), review_by=week(19)),
    ),
    tutor="Priya Lall",
    service="Wexcombe Music Service",
    made_on=week(3),
)

SLIPS = CommentSlips(
    name="Rowan",
    slips=(
        CommentSlip(
            "pupil", "What I think", ("What I liked best", "What was hard", "What I want to do next")
        ),
        CommentSlip(
            "staff",
            "What school has seen",
            ("What have you noticed since January?", "Where, and when?"),
            "Please write what you saw. A few words are enough.",
        ),
        CommentSlip(
            "family",
            "What you have noticed at home",
            ("What does Rowan say or do about music at home?", "Anything we should know?"),
            "There is no right answer, and you need not answer.",
        ),
    ),
    back_to="Priya Lall",
    back_by=week(20),
    service="Wexcombe Music Service",
)

EVERYTHING = EverythingHeld(
    name="Rowan T.",
    made="2 July 2026",
    facts=(("School", "Fernhill Primary School"), ("Group", "The Night Owls")),
    opening="This is every record the diary holds about Rowan. Other children are left out.",
    left_out=("The names of other children.", "Notes that are about somebody else."),
    about=(
        ("Who keeps it", "Priya Lall, Wexcombe Music Service"),
        ("What can I ask for", "To have it put right."),
    ),
    held=(
        HeldPart(
            "Observations",
            "What the tutor noticed, oldest first.",
            (
                HeldEntry(
                    "Observation", week(4), "Chose the low drum and said why.", (("Where", "in the session"),)
                ),
                HeldEntry(
                    "Observation",
                    week(8),
                    "Left the room, and came back by himself.",
                    (("Step", "a glimpse"),),
                ),
            ),
        ),
        HeldPart(
            "Their own words", "", (HeldEntry("Said", week(19), "I like it when they all do my beat."),)
        ),
    ),
)

CASE = CaseStudy(
    title="“I’ll carry the box”: how one pupil found a job and then a beat",
    tutor="Priya Lall",
    service="Wexcombe Music Service",
    written="Summer term",
    pseudonym="Teal",
    key_stage="Key Stage 2",
    setting="Musical nurture group, four pupils, weekly 30 minutes, 20 sessions",
    outcomes=("Agency", "Building a musical community"),
    consents=(
        Consent("Parent or carer", given=True, when="week 19"),
        Consent("Pupil", given=True, when="week 19"),
        Consent("School"),
    ),
    short_version=(
        "Teal spent the first weeks watching. Once the job of carrying the box was his, he had a reason to come in, "
        "and by the end he was setting the tempo."
    ),
    quotable="A choice can come before a note.",
    sections=(
        CaseSection(
            "How it began",
            "Teal sat in the book corner for three weeks and answered with a shrug. I had planned a name game with "
            "solos. He did not play, and I noticed that I was waiting for him to get it wrong. [1]\n\n"
            "**Week 2, class teacher.** Mornings are hard for him. She hoped he would find one adult to look for. [2]",
        ),
        CaseSection(
            "What I tried, week by week",
            "**Week 4.** I stopped asking for solos. Listening counted as taking part, and I said so aloud. [3]\n\n"
            "**Week 5.** I asked which instruments should come next week. He said the bells were babyish, and we left "
            "them out. [4]\n\n"
            "**Week 9.** He asked to carry the box. It was a way in that did not depend on playing. [5]",
        ),
        CaseSection(
            "First signs",
            "**Week 6.** Looked into the box before anybody else did, and put the drum beside his own chair. [6]\n\n"
            "**Week 10, at lunch, class teacher.** Sat with two of the group and showed them the four-beat with a "
            "spoon. [7]",
            quote=WeekQuote("The baby ones are gone. I said and they went.", "Teal", "week 6, written down by the tutor"),
        ),
        CaseSection(
            "A turning point",
            "**Week 14.** Set the tempo with one hand, waited until all were ready, and asked somebody else for a "
            "rhythm. [8]",
            chart=WeekChart(
                "Becoming part of a musical community",
                20,
                (WeekDot(1, 0), WeekDot(4, 1), WeekDot(7, 1), WeekDot(10, 2), WeekDot(12, 1, True), WeekDot(14, 3), WeekDot(20, 3)),
            ),
        ),
        CaseSection(
            "A hard patch",
            "**Week 12.** Loud changes still send him out of the room. He left without his coat, and I had gone on "
            "playing. [9]\n\n"
            "**Week 19.** Left again, and came back in under a minute. [10]",
        ),
        CaseSection(
            "What others saw",
            "**Week 18, class teacher:** “He told me which table he wanted. At first he stood until somebody sat "
            "him down.” [11]",
        ),
        CaseSection(
            "What I learned",
            "I had thought of a musical outcome as something I could hear. For Teal it was a bell left in the cupboard "
            "because he said so. I now plan the choice before I plan the music.",
        ),
        CaseSection("What happens next", prompt="what the pupil wants to do next"),
    ),
    evidence=(
        WeekEvidence(1, "Diary", "weeks 1 to 3"),
        WeekEvidence(2, "Start point, class teacher", "week 2"),
        WeekEvidence(3, "Diary", "week 4"),
        WeekEvidence(4, "Diary", "week 5"),
        WeekEvidence(5, "Diary", "week 9"),
        WeekEvidence(6, "Group map drawn by the pupils", "week 6"),
        WeekEvidence(7, "Diary, class teacher", "week 10"),
        WeekEvidence(8, "Diary", "week 14"),
        WeekEvidence(9, "Diary", "week 12"),
        WeekEvidence(10, "Diary", "week 19"),
        WeekEvidence(11, "Words written down, class teacher", "week 18"),
    ),
    gaps=(Gap("a parent’s or carer’s view"),),
)  # fmt: skip

PACK = Pack(
    title="What I am bringing",
    when="weeks 11 to 14",
    question="When a pupil leaves the room, am I protecting the group or giving up on the one who left?",
    happened=(
        "In week 14 [pupil A] covered both ears when the drums came in. I lowered the volume with my arm, as we had "
        "agreed. Two others kept going. [pupil A] left. I followed with my eyes and carried on.\n\n"
        "The door opened again after about a minute. Nobody said anything. I felt relieved, then guilty about "
        "being relieved."
    ),
    noticed=(
        "The agreed signal worked for three of the four.",
        "[pupil A] came back without being fetched.",
        "The quiet instrument is the way back in.",
    ),
    unsure=(
        "Whether my relief showed.",
        "Whether the others learned that leaving is allowed.",
        "What I would do if nobody came back.",
    ),
    learned="Agreeing the signal when it is quiet matters more than the signal.",
    indicator="Moderating emotion",
    sign="[pupil B] put the lid on the drum before the loud part, and nodded.",
    since_last_time="I tried the two-minute start the group suggested. It helped twice and fell flat once.",
    activity=Activity(
        "The volume hand",
        "Nothing. Any number of pupils.",
        "One pupil raises or lowers a flat hand; everyone plays to its height. Swap every eight beats.",
        "The pupil who fears noise is the one who controls it.",
    ),
)

RECOVERY = RecoverySheet(
    diary_name="Thursday groups",
    code="7H2KQ-9VWXM-4BD3T-8NRCJ-5PFGY-6SAZE-1K2M8-Q4",
    made_on="21 November 2026 at 19:30",
    sheet=2,
    destroys=1,
)

RESULTS = ("increased", "some early signs", "no change seen", "less than at the start", "not enough evidence")


def tally(outcome: str, *numbers: int) -> OutcomeTally:
    parts = tuple(Tally(word, str(number), number) for word, number in zip(RESULTS, numbers, strict=True))
    total = sum(numbers)
    sentence = f"{numbers[0]} of {total} pupils judged were observed to have increased (28 enrolled; 2 left; {28 - total} not judged)."
    return OutcomeTally(outcome, parts, sentence)


COLLATION = CollationSummary(
    title="What the programme saw",
    scope="Bundles of four tutors from nine groups in six settings, autumn term. 28 pupils enrolled, 2 left.",
    mode="Counts only",
    facts=(("Period", "1 September to 18 December 2026"), ("Sessions given", "86 of 90 planned")),
    outcomes=(
        tally("Musical skill and knowledge", 12, 9, 5, 0, 0),
        tally("Agency", 8, 6, 6, 0, 5),
        OutcomeTally(
            "Resilience",
            (Tally("increased", "9", 9), Tally("no change seen", "fewer than 5")),
            "9 pupils judged were observed to have increased.",
        ),
    ),
    attendance=(GroupAttendance("Group 1", "48", "44"), GroupAttendance("Group 2", "40", "not shown")),
    quotes=(
        ClearedQuote("Can we keep the mistake in?", "a pupil, key stage 2", "Reviewing success and failure"),
    ),
    learned=("Agreeing a signal when it is quiet matters more than the signal.",),
    missing=("No family words from two groups.", "Five pupils without a start point."),
    method=(
        "Increased is the tutor’s dated judgement, with a start point and at least two later observations on two "
        "dates. Counts of one to four are shown as fewer than 5."
    ),
)
