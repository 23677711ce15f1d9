# ruff: noqa: E501 - people's words are kept on one line
"""Every document six ways: typical, with almost no data, very long, names of many scripts, large, harder.

``PROOFS`` maps a file's name to the document; ``proofs.py`` writes them, and tests read them back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import document_samples as samples
from story_samples import CASE, COLLATION, EVERYTHING, FAMILY, PACK, PLAN, RECOVERY, SLIPS, tally

from tutordiary.documents.content import (
    Activity,
    CanDo,
    CaseSection,
    CaseStudy,
    ClearedQuote,
    CollationSummary,
    CommentSlips,
    Document,
    FamilyReport,
    FamilyTarget,
    Gap,
    GroupAttendance,
    HeldEntry,
    HeldPart,
    LearningPlan,
    Pack,
    PlanTarget,
    Quote,
    Style,
    Tricky,
    WeekChart,
    WeekDot,
    WeekQuote,
)

LARGE = Style(large_print=True)
SAMPLE = Style(is_sample=True)

LONG = (
    "Rowan listened to the whole piece before he said which part he wanted, and when another pupil took it he "
    "waited, looked at his card, and chose the low drum instead. "
)

RICH = (
    "She began **beside the door** and left it open.\n\n## What helped\n- a quiet **start**\n- a job on arrival\n\n"
    "1. first the box\n2. then the bells\n\nAnd then she led. 5 * 3 is 15 & <b>no mark</b>."
)
"""Words with every light mark, and some that are none."""

# The family version ---------------------------------------------------------------------------------

FAMILY_LITTLE = FamilyReport(name="Idris", tutor="Priya Lall", written_on=date(2026, 7, 2))
FAMILY_LONG = replace(
    FAMILY,
    name="Bartholomew Featherstonehaugh-Cholmondeley",
    opening=LONG * 3,
    can_do=tuple(replace(item, detail=LONG * 2) for item in FAMILY.can_do * 2),
    proud_moment=LONG * 3,
    quote=Quote(LONG, "Bartholomew", day=samples.week(19)),
    targets=FAMILY.targets * 2,
    tricky=(Tricky(LONG, LONG),) * 2,
    next_step=LONG * 2,
    try_at_home=LONG * 2,
)
FAMILY_NAMES = replace(
    FAMILY,
    name="Ọlọ́runfẹ́mi",
    group="Y Tylluanod Bŵt",
    quote=Quote("أحب الطبل الكبير", "Ọlọ́runfẹ́mi", day=samples.week(19)),
    can_do=(
        CanDo("Say 谢谢 to the drum 🥁", "Ọlọ́runfẹ́mi and his aunt Оксана drum together."),
        *FAMILY.can_do[1:],
    ),
    tutor="Łucja Şahin",
    ask="Γιάννης at school",
)
FAMILY_HARDER = replace(
    FAMILY,
    opening="This term was harder than the last one. Rowan kept coming, and he still sets out the chime bars.",
    can_do=FAMILY.can_do[:1],
    proud_moment="",
    targets=(
        FamilyTarget("I want to pick the beat and say why", "changed my mind", "Beats are boring now"),
        FamilyTarget("I want to stay when it gets noisy", "not right for me"),
    ),
    tricky=(
        Tricky("Noise. It has been harder since half term.", "Rowan shows his card and sits by the door."),
        Tricky("Choosing in front of others.", "Rowan writes it down first."),
    ),
)

# The learning plan and the slips --------------------------------------------------------------------

PLAN_LITTLE = LearningPlan(name="Idris", tutor="Priya Lall", made_on=date(2026, 1, 22))
PLAN_LONG = replace(
    PLAN,
    name="Bartholomew Featherstonehaugh-Cholmondeley",
    likes=LONG * 2,
    what_helps=LONG * 2,
    targets=tuple(
        replace(target, pupil_words=LONG, adult_words=LONG * 2, steps=(LONG, LONG, LONG), pupil_review=LONG)
        for target in PLAN.targets
    ),
)
PLAN_NAMES = replace(
    PLAN,
    name="Ọlọ́runfẹ́mi Nguyễn",
    group="Y Tylluanod Bŵt",
    targets=(
        PlanTarget("I want to teach my family’s song (बाजा, דָּוִד, محمد, 谢谢 🥁)", kind="my own"),
        *PLAN.targets[1:],
    ),
)
PLAN_HARDER = replace(
    PLAN,
    targets=(
        replace(
            PLAN.targets[0], result="changed my mind", pupil_review="Beats are boring now, I want to record"
        ),
        replace(PLAN.targets[1], result="not right for me", pupil_review="It made the noise worse"),
    ),
)
SLIPS_NAMES = replace(SLIPS, name="Ọlọ́runfẹ́mi", back_to="Łucja Şahin")
SLIPS_LONG = replace(
    SLIPS,
    name="Bartholomew Featherstonehaugh-Cholmondeley",
    slips=tuple(replace(slip, opening=LONG, asks=(LONG,) * 5) for slip in SLIPS.slips),
)

# The case study -------------------------------------------------------------------------------------

CASE_LITTLE = CaseStudy(
    title="One pupil, the first weeks",
    pseudonym="Teal",
    sections=tuple(
        CaseSection(heading=part.heading, prompt=part.prompt or "what you saw") for part in CASE.sections
    ),
    gaps=(Gap("a parent’s or carer’s view"), Gap("a comment from school staff")),
)
CASE_LONG = replace(
    CASE,
    title="“I’ll carry the box”: " + "how one pupil found a job and then a beat, " * 3,
    sections=tuple(replace(part, text="\n\n".join([LONG * 4] * 5)) for part in CASE.sections),
    short_version=LONG * 3,
    evidence=tuple(replace(CASE.evidence[index % 7], number=index + 1) for index in range(40)),
)
CASE_NAMES = replace(
    CASE,
    pseudonym="Ṣọlá",
    tutor="Łucja Şahin",
    sections=(
        replace(
            CASE.sections[2],
            quote=WeekQuote("Я понесу коробку 📦", "Ṣọlá", "week 6, in Ukrainian, written down by an aunt"),
        ),
        *CASE.sections[3:],
    ),
)
CASE_HARDER = replace(
    CASE,
    title="Twenty weeks that got harder",
    short_version="Teal chose readily until week 8 and less since. He kept coming. The plan was wrong before he was.",
    sections=(
        CASE.sections[0],
        CaseSection(
            "A hard patch",
            "By week 18 he chose less than in week 4, and he left the room more often. [3] [10]",
            chart=WeekChart(
                "Making choices through music",
                20,
                (
                    WeekDot(1, 3),
                    WeekDot(4, 3),
                    WeekDot(8, 2),
                    WeekDot(12, 1, True),
                    WeekDot(16, None, True),
                    WeekDot(19, 0, True),
                ),
            ),
        ),
        CASE.sections[6],
    ),
)

# The pack, the programme summary and the copy of everything -----------------------------------------

PACK_LITTLE = Pack(question="What do I do when nobody wants to start?")
PACK_LONG = replace(
    PACK,
    question=LONG * 2,
    happened=LONG * 10,
    noticed=(LONG,) * 6,
    unsure=(LONG,) * 6,
    learned=LONG * 3,
    activity=Activity("The volume hand", LONG, LONG * 3, LONG * 2),
)
COLLATION_LITTLE = CollationSummary(scope="One bundle of one tutor.", mode="Counts only")
COLLATION_LONG = replace(
    COLLATION,
    outcomes=tuple(tally(f"Outcome {number} with a name that goes on for a while", 12, 9, 5, 2, 1) for number in range(12)),
    attendance=tuple(GroupAttendance(f"Group {number}", "48", "44") for number in range(40)),
    quotes=(ClearedQuote(LONG, "a pupil, key stage 2", "Reviewing success and failure"),) * 12,
    learned=(LONG,) * 12,
)  # fmt: skip
EVERYTHING_LITTLE = replace(EVERYTHING, facts=(), held=(HeldPart("Observations", "Nothing is held."),))
EVERYTHING_LONG = replace(
    EVERYTHING, held=tuple(replace(part, entries=part.entries * 30) for part in EVERYTHING.held)
)

EVERYTHING_NAMES = replace(
    EVERYTHING,
    name="Ọlọ́runfẹ́mi Nguyễn",
    held=(
        HeldPart("Their own words", "", (HeldEntry("Said", samples.week(4), "أحب الطبل الكبير"),)),
        HeldPart(
            "Family", "", (HeldEntry("Оксана Шевченко", samples.week(9), "She says 谢谢 to the drum 🥁."),)
        ),
    ),
)

PROOFS: dict[str, Document] = {
    "senco_typical": samples.SENCO,
    "senco_full": samples.FULL,
    "senco_little": samples.LITTLE,
    "senco_empty": samples.EMPTY,
    "senco_long": samples.LONG,
    "senco_names": samples.NAMES,
    "senco_large": replace(samples.FULL, style=LARGE),
    "senco_harder": samples.HARDER,
    "senco_annual": samples.ANNUAL,
    "senco_ending": samples.ENDING,
    "senco_marks": replace(samples.SENCO, summary=RICH, still_hard=RICH),
    "senco_sample": replace(samples.FULL, style=SAMPLE),
    "family_typical": FAMILY,
    "family_little": FAMILY_LITTLE,
    "family_long": FAMILY_LONG,
    "family_names": FAMILY_NAMES,
    "family_large": replace(FAMILY, style=LARGE),
    "family_harder": FAMILY_HARDER,
    "plan_typical": PLAN,
    "plan_wall": replace(PLAN, for_wall=True),
    "plan_little": PLAN_LITTLE,
    "plan_long": PLAN_LONG,
    "plan_names": PLAN_NAMES,
    "plan_large": replace(PLAN, style=LARGE),
    "plan_harder": PLAN_HARDER,
    "slips_typical": SLIPS,
    "slips_little": CommentSlips(name="", slips=SLIPS.slips[:1]),
    "slips_long": SLIPS_LONG,
    "slips_names": SLIPS_NAMES,
    "slips_large": replace(SLIPS, style=LARGE),
    "case_typical": CASE,
    "case_little": CASE_LITTLE,
    "case_long": CASE_LONG,
    "case_names": CASE_NAMES,
    "case_large": replace(CASE, style=LARGE),
    "case_harder": CASE_HARDER,
    "case_marks": replace(CASE, sections=(replace(CASE.sections[0], text=RICH), *CASE.sections[1:])),
    "pack_typical": PACK,
    "pack_little": PACK_LITTLE,
    "pack_long": PACK_LONG,
    "pack_harder": replace(PACK, learned="It got harder, and I do not know why.", sign="", step=""),
    "pack_large": replace(PACK, style=LARGE),
    "pack_agenda": replace(PACK, with_agenda=True, with_facilitator=True),
    "collation_typical": COLLATION,
    "collation_little": COLLATION_LITTLE,
    "collation_long": COLLATION_LONG,
    "collation_large": replace(COLLATION, style=LARGE),
    "everything_typical": EVERYTHING,
    "everything_little": EVERYTHING_LITTLE,
    "everything_long": EVERYTHING_LONG,
    "everything_names": EVERYTHING_NAMES,
    "everything_large": replace(EVERYTHING, style=LARGE),
    "recovery_typical": RECOVERY,
    "recovery_large": replace(RECOVERY, style=LARGE),
}
