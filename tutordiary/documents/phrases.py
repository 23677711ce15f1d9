"""The fixed sentences of the family page, the programme summary and the recovery sheet.

The family page never says "nurture", "at risk" or why a pupil was put forward. Those of the case study are in
``case_phrases``, those of the reflection pack in ``pack_words``.
"""

from __future__ import annotations

from tutordiary.documents.content import (
    CanDo,
    ClearedQuote,
    FamilyReport,
    FamilyTarget,
    OutcomeTally,
    RecoverySheet,
)
from tutordiary.documents.parts import FAMILY_PARTS
from tutordiary.documents.wording import (
    capital,
    joined,
    month,
    number_word,
    on,
    quoted,
    stop,
)

# The page for the family ----------------------------------------------------------------------------

NOTHING_TO_TELL = "It is early days. There will be more to tell next time."
FAMILY_SPACES = ("Space for me to draw or write", "Space for my family to write")


def family_over(report: FamilyReport) -> str:
    """Return the line over the title."""
    return f"For {report.name} and family" if report.name else "For you and your family"


def family_heading(report: FamilyReport, part: str) -> str:
    """Return the heading of a part of the family's page, in the service's own words if it has some."""
    usual = dict(FAMILY_PARTS)[part]
    if part == "can_do":
        usual = f"What {report.name or 'your child'} can do now"
    return report.style.heading(part, usual)


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
    company = ""
    if report.others_in_group > 0:
        company = f" with {count_word(report.others_in_group, 'other pupil')}"
    group = f" in a group called {report.group}" if report.group else ""
    music = f"makes music{company}{group}" if company or group else ""
    came = f"came to {report.attended} of our {report.offered} sessions" if report.offered else ""
    if came and music:
        return f"{name} {came}, and {music}."
    return f"{name} {came or music}." if came or music else f"This is what {name} did in music."


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


# The programme summary ------------------------------------------------------------------------------

CLEARED_WORDS = "What was said and written"
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
