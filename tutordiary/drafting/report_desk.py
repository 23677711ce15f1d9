"""A report from its first draft to the file that was given: kept in the diary at every step."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from tutordiary import dates
from tutordiary.diary import Diary, history
from tutordiary.documents.content import Document, FamilyReport, RenderedFile, SencoReport, Style
from tutordiary.drafting import family, phrasebook, report_style, senco, service_template
from tutordiary.drafting.comment_slips import with_slips
from tutordiary.drafting.other_names import OtherName as OtherName
from tutordiary.drafting.other_names import names_in, refusal
from tutordiary.drafting.pupil_file import PupilFile, gather
from tutordiary.drafting.senco import Choosable, Missing
from tutordiary.errors import NotCleared
from tutordiary.framework import Framework, shipped_framework
from tutordiary.model import (
    Disclosure,
    Report,
    ReportAudience,
    ReportChoice,
    ReportPurpose,
    ReportSection,
    ReportStatus,
    new_id,
)
from tutordiary.release import disclosures
from tutordiary.vault import files

FileFormat = Literal["pdf", "docx"]
FORMATS: tuple[FileFormat, ...] = ("pdf", "docx")
Section = tuple[str, str, str]
COPIED = "copied as text"  # stands in the log where a file has its name


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report as it stands. ``texts`` are by section id, ``items`` what may be put in or taken out.

    ``choices`` are all that were made, of records and of style; ``base`` is the look they begin from.
    """

    report: Report
    file: PupilFile
    sections: tuple[Section, ...]
    texts: Mapping[str, str]
    items: tuple[Choosable, ...]
    missing: tuple[Missing, ...]
    choices: Mapping[str, bool] = field(default_factory=dict)
    base: Style = field(default_factory=Style)

    @property
    def parts(self) -> tuple[report_style.PartChoice, ...]:
        """The parts of the document, in order, and whether each is printed."""
        return report_style.parts_of(self.report.audience, self.choices, self.base)

    @property
    def is_large(self) -> bool:
        """Whether it is printed large."""
        return self.choices.get(report_style.LARGE_PRINT, self.base.large_print)

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of what goes in."""
        return frozenset(item.item_id for item in self.items if item.included)


def begin(
    diary: Diary,
    pupil_id: str,
    audience: ReportAudience,
    period_from: date,
    period_to: date,
    purpose: ReportPurpose = ReportPurpose.TERMLY,
) -> Report:
    """Return the report being drafted for these days, begun now if there is none yet."""
    for report in diary.find(
        Report, order=("-updated_at", "-id"), pupil_id=pupil_id, audience=audience, status=ReportStatus.DRAFT
    ):
        if (report.period_from, report.period_to, report.purpose) == (period_from, period_to, purpose):
            return report
    report = Report(
        id=new_id(),
        pupil_id=pupil_id,
        audience=audience,
        purpose=purpose,
        period_from=period_from,
        period_to=period_to,
        updated_at=dates.now(),
    )
    diary.add(report)
    return report


def still_a_draft(diary: Diary, report_id: str) -> Report:
    """Return the report, or once it was given a new draft that says the same: a given one stays."""
    report = diary.need(Report, report_id)
    if report.status is not ReportStatus.GIVEN:
        return report
    draft = replace(
        report,
        id=new_id(),
        status=ReportStatus.DRAFT,
        given_to="",
        given_on=None,
        file_sha256="",
        updated_at=dates.now(),
    )
    sections = diary.find(ReportSection, report_id=report_id)
    choices = diary.find(ReportChoice, report_id=report_id)
    diary.add(
        draft,
        *(replace(one, id=new_id(), report_id=draft.id) for one in sections),
        *(replace(one, id=new_id(), report_id=draft.id) for one in choices),
    )
    return draft


def load(diary: Diary, report_id: str) -> ReportDraft:
    """Return a report with the tutor's wording where there is some, and first drafts elsewhere."""
    report = diary.need(Report, report_id)
    file = with_slips(diary, gather(diary, report.pupil_id, report.period_from, report.period_to))
    is_school = report.audience is ReportAudience.SCHOOL
    kind = senco if is_school else family
    texts = senco.first_texts(file, report.purpose) if is_school else family.first_texts(file)
    texts |= {one.section: one.text for one in diary.find(ReportSection, report_id=report_id)}
    choices = {one.item_id: one.included for one in diary.find(ReportChoice, report_id=report_id)}
    items = tuple(
        replace(item, included=choices.get(item.item_id, item.included)) for item in kind.choosable(file)
    )
    gaps = senco.missing(file, texts, report.purpose) if is_school else family.missing(file, texts)
    sections = senco.sections(report.purpose) if is_school else family.SECTIONS
    base = service_template.style_of(diary, report.audience)
    return ReportDraft(report, file, sections, texts, items, gaps, choices, base)


def set_text(diary: Diary, report_id: str, section: str, text: str) -> None:
    """Keep the tutor's wording of one part. The first draft stays among its earlier texts."""
    held = diary.find(ReportSection, report_id=report_id, section=section)
    one = held[0] if held else ReportSection(id=new_id(), report_id=report_id, section=section, text="")
    first = "" if held else load(diary, report_id).texts.get(section, "")
    with diary.together():
        diary.save(replace(one, text=text))
        if first and first != text:
            history.keep_text(diary, ReportSection, one.id, "text", first)
        diary.save(replace(diary.need(Report, report_id), updated_at=dates.now()))


def set_choice(diary: Diary, report_id: str, item_id: str, *, included: bool) -> None:
    """Put one record or part into the report or take it out, or switch a style on or off."""
    held = diary.find(ReportChoice, report_id=report_id, item_id=item_id)
    one = (
        held[0]
        if held
        else ReportChoice(id=new_id(), report_id=report_id, item_id=item_id, included=included)
    )
    diary.save(replace(one, included=included))


def compose(draft: ReportDraft, written_on: date, *, large_print: bool = False) -> SencoReport | FamilyReport:
    """Lay the draft out as a document, as it was chosen to look. ``large_print`` asks for that anyway."""
    document: SencoReport | FamilyReport
    if draft.report.audience is ReportAudience.FAMILY:
        document = family.family_report(draft.file, draft.texts, draft.chosen, written_on=written_on)
    else:
        document = senco.senco_report(
            draft.file, draft.texts, draft.chosen, purpose=draft.report.purpose, written_on=written_on
        )
    choices = {**draft.choices, report_style.LARGE_PRINT: True} if large_print else draft.choices
    document = service_template.named(document, draft.base.service)
    return report_style.styled(document, choices, draft.base)


def render(document: Document, fmt: FileFormat) -> RenderedFile:
    """Return the finished file in memory. Very long words are laid out in a process beside this one.

    Raises: NotMade when that takes more than a minute, or cannot be done.
    """
    from tutordiary.documents import guarded
    from tutordiary.documents.writer import write

    if guarded.is_long(document):
        return guarded.write_once(document, fmt)
    return write(document, fmt)


def other_names(diary: Diary, draft: ReportDraft) -> tuple[OtherName, ...]:
    """Return every other pupil's name that would stand in the report. Anything found blocks giving it."""
    return names_in(diary, draft.report.pupil_id, _passages(draft))


def _passages(draft: ReportDraft) -> list[tuple[str, str]]:
    """Return all the words the document would print, with the part they stand in.

    What the tutor can reword comes with its own part; then whatever else is on the page, so that nothing
    printed goes unread.
    """
    titles = {key: title for key, title, _ in draft.sections}
    passages = [(titles[key], text) for key, text in draft.texts.items() if text and key in titles]
    passages += [
        ("In their words" if item.kind == "voice" else "What was observed", item.text)
        for item in draft.items
        if item.included
    ]
    for target in draft.file.targets:
        texts = (target.pupil_words, target.adult_words, target.what_happened, target.pupil_review)
        passages += [("Targets", text) for text in (*texts, target.set_with)]
    passages += [("Start points", point.text) for point in draft.file.start_points]
    passages += [("Judgements", one.note) for one in draft.file.latest_judgements().values()]
    passages.append(("The school’s hopes", draft.file.pupil.school_hopes))
    printed = dict.fromkeys(_words(compose(draft, draft.report.period_to)))
    parts = [(part, text) for part, text in passages if text in printed and text]
    named = {text for _, text in parts} | set(_own_words(shipped_framework()))
    return [*parts, *(("the rest of the page", text) for text in printed if text and text not in named)]


def _words(value: object) -> Iterator[str]:
    """Yield every piece of text a document holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Style):
        yield from (value.service, *(words for _, words in value.headings))  # the keys of parts are no words
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _words(getattr(value, part.name))


def _own_words(framework: Framework) -> Iterator[str]:
    """Yield the wording of the framework the app brings: another one can name somebody."""
    for outcome in framework.outcomes:
        yield outcome.name
        for indicator in outcome.indicators:
            yield indicator.name
            yield indicator.plain[:1].upper() + indicator.plain[1:]
    yield from (rung.words for rung in framework.ladder)


def checked(diary: Diary, report_id: str) -> ReportDraft:
    """Return a report that may be given.

    Raises: NotCleared when another pupil's name stands in it, or before a family what only a school is told.
    """
    draft = load(diary, report_id)
    found = other_names(diary, draft)
    if found:
        raise NotCleared(refusal(found))
    never = kept_from_family(diary, draft)
    if never:
        raise NotCleared(phrasebook.refusal(never))
    return draft


def kept_from_family(diary: Diary, draft: ReportDraft) -> tuple[phrasebook.Stopped, ...]:
    """Return what stands in a family's page and tells why the pupil was put forward. It blocks giving it."""
    document = compose(draft, draft.report.period_to)
    if not isinstance(document, FamilyReport):
        return ()
    return phrasebook.stopped(diary, document, draft.file.pupil.school_hopes)


def hand_over(
    diary: Diary,
    draft: ReportDraft,
    rendered: RenderedFile,
    target: Path,
    today: date,
    *,
    given_to: str = "",
    has_password: bool = False,
) -> Disclosure:
    """Write the finished file, note that it left, and mark the report as given.

    Raises: DiskFull, CannotWrite; then nothing left.
    """
    files.write_document(target, rendered.data, "the report")
    said = {"password": True} if has_password else {}
    with disclosures.taking_back(target):
        return _note(diary, draft, rendered.data, target.name, today, given_to, said)


def hand_over_text(
    diary: Diary, draft: ReportDraft, text: str, today: date, *, given_to: str = ""
) -> Disclosure:
    """Note that the words of a report were copied for pasting elsewhere; the same words are noted once."""
    data = text.encode("utf-8")
    digest = hashlib.sha256(data).hexdigest()
    before = diary.find(Disclosure, file_sha256=digest, recipient=given_to)
    return before[0] if before else _note(diary, draft, data, COPIED, today, given_to, {})


def _note(
    diary: Diary,
    draft: ReportDraft,
    data: bytes,
    file_name: str,
    today: date,
    given_to: str,
    said: Mapping[str, object],
) -> Disclosure:
    report = diary.need(Report, draft.report.id)
    digest = hashlib.sha256(data).hexdigest()
    given = replace(
        report,
        status=ReportStatus.GIVEN,
        given_to=given_to,
        given_on=today,
        file_sha256=digest,
        updated_at=dates.now(),
    )
    period = [str(report.period_from), str(report.period_to)]
    with diary.together():
        # What was typed since the draft was taken up is newer than the file, and is not written over.
        worded = {one.section for one in diary.find(ReportSection, report_id=report.id)}
        for section in draft.texts.keys() - worded:
            set_text(diary, report.id, section, draft.texts[section])
        return disclosures.note(
            diary,
            {"items": len(draft.chosen), "period": period, **said},
            purpose=f"report_{report.audience.value}",
            recipient_class=report.audience.value,
            recipient=given_to,
            file_name=file_name,
            file_sha256=digest,
            pupil_ids=(report.pupil_id,),
            also=(given,),
        )
