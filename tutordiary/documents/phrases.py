"""The fixed sentences of the family page, the case study and the recovery sheet.

The family page never says "nurture", "at risk" or why a pupil was put forward; the case study never says a
date, a school or a name. Those of the reflection pack are in ``pack_words``.
"""

from __future__ import annotations

from collections.abc import Sequence

from tutordiary.documents.content import (
    CanDo,
    CaseSection,
    CaseStudy,
    ClearedQuote,
    FamilyReport,
    FamilyTarget,
    Gap,
    OutcomeTally,
    RecoverySheet,
    WeekChart,
    WeekDot,
)
from tutordiary.documents.wording import (
    EVERY_MARK,
    capital,
    count,
    joined,
    month,
    number_word,
    on,
    quoted,
    step_word,
    stop,
)

# The page for the family ----------------------------------------------------------------------------

NOTHING_TO_TELL = "It is early days. There will be more to tell next time."
FAMILY_SPACES = ("Space for me to draw or write", "Space for my family to write")


def possessive(name: str) -> str:
    """Return "Rowan’s", "Idris’s"."""
    return f"{name}’s"


def owner(report: FamilyReport) -> str:
    """Return whose page it is: "Rowan’s", or "Your child’s" without a name."""
    return possessive(report.name or "Your child")


def family_title(report: FamilyReport) -> str:
    """Return "Rowan’s music, January to June"; the year is named when the period spans two."""
    title = f"{owner(report)} music"
    first, last = report.period_from, report.period_to
    if first is None or last is None:
        return title
    if first.year != last.year:
        return f"{title}, {month(first)} {first.year} to {month(last)} {last.year}"
    return f"{title}, {month(first)}" + (f" to {month(last)}" if first.month != last.month else "")


def family_opening(report: FamilyReport) -> str:
    """Return the tutor's opening, or counted facts: sessions (if they are to be told) and the group."""
    if report.opening:
        return report.opening
    name = report.name or "Your child"
    came = f"{name} came to {report.attended} of our {report.offered} sessions." if report.offered else ""
    company = ""
    if report.others_in_group > 0:
        company = f" with {count_word(report.others_in_group, 'other pupil')}"
    group = f" in a group called {report.group}" if report.group else ""
    music = (
        f"{name} makes music{company}{group}." if company or group else f"This is what {name} did in music."
    )
    return joined((came, music), " ")


def count_word(number: int, thing: str) -> str:
    """Return "three other pupils": small numbers in words."""
    return f"{number_word(number)} {thing if number == 1 else thing + 's'}"


def first_time(item: CanDo) -> str:
    """Return "First time: 24 April." when the day is known."""
    return f"First time: {on(item.day, year=False)}." if item.day else ""


def family_target(target: FamilyTarget) -> tuple[str, str]:
    """Return the target as the pupil said it, and how it went with the pupil's own review."""
    review = f"I say: {quoted(target.pupil_review)}" if target.pupil_review else ""
    return quoted(target.pupil_words), joined((stop(capital(target.result)), review), " ")


def thanks(report: FamilyReport) -> str:
    """Return who wrote the page, when, and whom to ask."""
    who = joined((report.tutor, report.service, on(report.written_on)))
    text = f"With thanks from {who}." if who else "With thanks."
    return text + (f" Questions or changes: please tell {stop(report.ask)}" if report.ask else "")


# The case study -------------------------------------------------------------------------------------

CASE_DRAFT = "Draft for checking. Names are changed. Not yet agreed for sharing."


def case_footer(study: CaseStudy) -> str:
    """Return the words of the footer: a draft says so on every page."""
    return "Case study draft, names changed" if study.is_draft else "Case study, names changed"


def case_byline(study: CaseStudy) -> str:
    """Return who wrote the study and when."""
    who = joined((study.tutor, study.service))
    return joined((stop(who), stop(study.written)), " ")


def case_facts(study: CaseStudy) -> list[tuple[str, str]]:
    """Return the facts in the box at the top, as label and value."""
    name = f"{quoted(study.pseudonym)} (name changed)" if study.pseudonym else "Name left out"
    return [
        ("Pupil", joined((name, study.key_stage))),
        ("Setting", study.setting or "Left out"),
        ("Outcomes in focus", " ".join(stop(outcome) for outcome in study.outcomes) or "None chosen yet"),
        ("Consent", case_consent(study)),
    ]


def case_consent(study: CaseStudy) -> str:
    """Return each consent in a few words."""
    parts = [
        f"{consent.who}: {joined(('yes' if consent.given else 'not yet', consent.when))}."
        for consent in study.consents
    ]
    return " ".join(parts) or "Nobody has been asked yet."


def gaps_sentence(gaps: Sequence[Gap]) -> str:
    """Return what nobody has gathered, as a gap and not a guess."""
    return f"Not yet gathered: {'; '.join(gap.what.rstrip('.') for gap in gaps)}."


def still_to_write(part: CaseSection) -> str:
    """Return the prompt that stands where a part has not been written."""
    words = part.prompt.rstrip(".") or "this part"
    return f"Still to write: {words[:1].lower()}{words[1:]}."


def week_alt(chart: WeekChart) -> str:
    """Return what the chart shows, in words: every observation with its week."""
    dots = sorted(chart.dots, key=lambda dot: dot.week)
    if not dots:
        return f"{chart.indicator}: not observed."
    points = "; ".join(_point(dot, chart) for dot in dots)
    return f"{chart.indicator}: {count(len(dots), 'observation')}. {capital(points)}."


def _point(dot: WeekDot, chart: WeekChart) -> str:
    hard = ", a harder day" if dot.harder else ""
    return f"week {dot.week}: {step_word(dot.step, chart.ladder)}{hard}"


def week_caption(chart: WeekChart) -> str:
    """Return the line under the chart that says how to read it."""
    hard = " Diamond: a harder day." if any(dot.harder for dot in chart.dots) else ""
    low = " Below the lines: seen, step not noted." if any(dot.step is None for dot in chart.dots) else ""
    seen = f"{chart.indicator}: {count(len(chart.dots), 'observation')} over {count(chart.weeks, 'week')}."
    return f"{seen} Open first, solid latest.{hard}{low} {EVERY_MARK.replace('dated note', 'note')}"


# The programme summary ------------------------------------------------------------------------------

COLLATION_FOOTER = "Programme summary"
NO_JUDGEMENTS = "No judgements were in the bundles."
NOT_DRAWN = "Not drawn: some of these counts are too small to show."


def tally_words(tally: OutcomeTally) -> str:
    """Return every part of a tally with its count: "increased: 12; some early signs: fewer than 5"."""
    return "; ".join(f"{part.word}: {part.text}" for part in tally.parts)


def tally_numbers(tally: OutcomeTally) -> tuple[int, ...]:
    """Return the counts to draw, or nothing when one of them is not given away or all are 0."""
    numbers = [part.number for part in tally.parts if part.number is not None]
    return tuple(numbers) if len(numbers) == len(tally.parts) and sum(numbers) > 0 else ()


def cleared_source(quote: ClearedQuote) -> str:
    """Return who said it in general words, and what it speaks to."""
    return joined((capital(quote.said_by), quote.indicator), "; ")


# The recovery sheet ---------------------------------------------------------------------------------

RECOVERY_STEPS = (
    "Open the app and choose “Use my recovery code instead”.",
    "Type the code in order. Capitals, spaces and dashes do not matter.",
    "Choose a new passphrase. The app then offers you a fresh sheet; once you make it, this one ends.",
)
RECOVERY_ALONE = "Nobody else can do this for you."
RECOVERY_WARNING = (
    "There is no online copy and no helpline with a key. Without the passphrase or this code the diary "
    "cannot be opened. Keep the sheet away from the computer: a locked drawer at home is better than a "
    "school office."
)


def code_groups(code: str) -> list[str]:
    """Return a recovery code in groups of five characters, whatever dashes or spaces it came with."""
    bare = "".join(letter for letter in code if letter.isalnum())
    return [bare[at : at + 5] for at in range(0, len(bare), 5)]


def recovery_line(sheet: RecoverySheet) -> str:
    """Return when the sheet was made, for which diary, its number, and which one to destroy."""
    made = f"Made on {sheet.made_on}" if sheet.made_on else "Made"
    name = f" for the diary called {quoted(sheet.diary_name)}" if sheet.diary_name else " for your diary"
    old = f" Destroy sheet {sheet.destroys}." if sheet.destroys is not None else ""
    return f"{made}{name}. Sheet number {sheet.sheet}.{old}"
