"""The check of a report: names of other pupils, words that label, what is not there yet, what leaves."""

from __future__ import annotations

from collections.abc import Mapping

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.documents import rich
from tutordiary.drafting import phrasebook, report_desk, report_style
from tutordiary.drafting.report_desk import OtherName, ReportDraft
from tutordiary.drafting.senco import Choosable
from tutordiary.model import ReportAudience
from tutordiary.presenters.find_lines import Landing
from tutordiary.presenters.report_state import CheckState, Finding, Place

FILL_IN = "Add it"
# What a gap speaks of, and the sheet of the pupil's page that fills it; the first that fits counts.
_FILLED_BY = (
    ("start point", "start"),
    ("target", "target"),
    ("hoped for", "pupil"),
    ("own words", "voice"),
    ("view", "voice"),
)
# What a gap speaks of, and the part of the report that fills it.
_WORDED_BY = (
    ("summary", "summary"),
    ("what helps", "what_helps"),
    ("still hard", "still_hard"),
    ("proud moment", "proud_moment"),
    ("gets hard", "tricky_helps"),
    ("comes next", "next_step"),
    ("at home", "try_at_home"),
)


def check(diary: Diary, draft: ReportDraft) -> CheckState:
    """Look over a whole report. Takes seconds in an old diary: everybody it ever knew is looked for."""
    return CheckState(
        names=tuple(_named(draft, one) for one in report_desk.other_names(diary, draft)),
        never=tuple(_never(draft, one) for one in report_desk.kept_from_family(diary, draft)),
        kinder=kinder_words(diary, draft),
        gaps=tuple(_gap(draft, one.what) for one in draft.missing),
        leaves=leaves(draft),
    )


def kinder_words(diary: Diary, draft: ReportDraft) -> tuple[Finding, ...]:
    """Return what the phrasebook of this reader says to words that would be printed."""
    book = phrasebook.wordbook(diary, draft.report.audience, without_must_go=True)
    found = []
    for key, title, _hint in draft.sections:
        if report_style.part_of(key) in _left_out(draft):
            continue
        for hint in book.hints(rich.plain(draft.texts.get(key, ""))):
            place = Place(section=key, word=hint.word)
            found.append(Finding(f"“{hint.word}”, under {title}: could be {hint.instead}", place))
    for item in draft.items:
        if item.included and item.kind != "voice":
            for hint in book.hints(item.text):
                where = f"{dates.day_and_month(item.day)}, noticed"
                place = Place(item_id=item.item_id, word=hint.word)
                found.append(Finding(f"“{hint.word}”, under {where}: could be {hint.instead}", place))
    return tuple(found)


def leaves(draft: ReportDraft) -> tuple[str, ...]:
    """Return what the file holds, one line for each kind of thing, counted."""
    chosen = [item for item in draft.items if item.included]
    voices = sum(item.kind == "voice" for item in chosen)
    worded = sum(bool(draft.texts.get(key)) for key, _, _ in draft.sections)
    is_school = draft.report.audience is ReportAudience.SCHOOL
    who = "Full name, school, year and group." if is_school else "First name and the group’s own name."
    out = [part.title for part in draft.parts if not part.is_on]
    return (
        who,
        f"{_count(worded, 'text', 'texts')} worded by you.",
        f"{_count(len(chosen) - voices, 'moment', 'moments')} noticed, with the day.",
        f"Words somebody said: {voices}.",
        *((f"Not printed: {', '.join(out)}.",) if out else ()),
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _left_out(draft: ReportDraft) -> frozenset[str]:
    return frozenset(part.key for part in draft.parts if not part.is_on)


def _named(draft: ReportDraft, found: OtherName) -> Finding:
    words = f"{found.name}, under {found.section}: “…{found.around}…”"
    return Finding(words, _place_of(draft, found.around, found.name, found.section))


def _never(draft: ReportDraft, found: phrasebook.Stopped) -> Finding:
    words = f"“{found.word}” in “…{found.around}…”: {found.why}"
    return Finding(words, _place_of(draft, found.around, found.word))


def _place_of(draft: ReportDraft, around: str, word: str, part: str = "") -> Place:
    """Return where words can be taken out: the part, the row, or the pupil's page they came from.

    ``part`` is the title they stand under, where that is known: the same words may stand in two places.
    """
    around = around.strip()
    for key, title, _hint in draft.sections:
        if part in ("", title) and _holds(draft.texts.get(key, ""), around):
            return Place(section=key, word=word)
    item = next((one for one in draft.items if one.included and _holds(one.text, around)), None)
    if item is not None:
        return Place(item_id=item.item_id, word=word, landing=_landing(draft, item))
    for target in draft.file.targets:
        texts = (target.pupil_words, target.adult_words, target.what_happened, target.pupil_review)
        if any(_holds(text, around) for text in (*texts, target.set_with)):
            return Place(landing=_on_page(draft, "target", target.id))
    for point in draft.file.start_points:
        if _holds(point.text, around):
            return Place(landing=_on_page(draft, "start", point.id))
    for judged in draft.file.judgements:
        if _holds(judged.note, around):
            return Place(landing=_on_page(draft, "judgement", judged.id))
    return Place(landing=_on_page(draft, "pupil"))


def _holds(text: str, around: str) -> bool:
    return bool(around) and around in rich.plain(text).replace("\n", " ")


def _landing(draft: ReportDraft, item: Choosable) -> Landing:
    return _on_page(draft, "voice" if item.kind == "voice" else "sign", item.item_id)


def _on_page(draft: ReportDraft, part: str, record_id: str = "") -> Landing:
    return Landing("pupil", pupil_id=draft.file.pupil.id, part=part, record_id=record_id)


def _gap(draft: ReportDraft, what: str) -> Finding:
    words = what[:1].upper() + what[1:]
    titles: Mapping[str, str] = {key: title for key, title, _ in draft.sections}
    for spoken, key in _WORDED_BY:
        if spoken in what and key in titles:
            return Finding(words, Place(section=key), FILL_IN)
    for spoken, part in _FILLED_BY:
        if spoken in what:
            return Finding(words, Place(landing=_on_page(draft, part)), FILL_IN)
    return Finding(words)
