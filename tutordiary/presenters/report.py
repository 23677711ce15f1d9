"""The report page: choose, draft, edit, check, give. The preview is the very file that would be given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from tutordiary import dates, wording
from tutordiary.diary import Diary, history, reading
from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import report_desk
from tutordiary.drafting.report_desk import FileFormat, OtherName, ReportDraft, Section
from tutordiary.drafting.senco import Choosable
from tutordiary.errors import TutorDiaryError
from tutordiary.model import (
    Membership,
    Report,
    ReportAudience,
    ReportPurpose,
    ReportSection,
    ReportStatus,
    Session,
    SessionStatus,
)
from tutordiary.presenters.history import TextHistory, TextPlace
from tutordiary.presenters.work import Runner

A_TERM = timedelta(weeks=26)
CARET = "report_caret"  # a preference of the diary
STEPS = "report/"  # what the keys of its drafts begin with: they hold only the texts for undo


@dataclass(frozen=True, slots=True)
class PupilChoice:
    """A pupil a report can be made for."""

    pupil_id: str
    words: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page shows. ``gaps`` are prompts, ``given`` says when a report was last given."""

    report_id: str
    pupil_id: str
    audience: ReportAudience
    purpose: ReportPurpose
    period_from: date
    period_to: date
    sections: tuple[Section, ...]
    texts: dict[str, str]
    items: tuple[Choosable, ...]
    gaps: tuple[str, ...]
    given: str


class ReportView(Protocol):
    """What the page's window can do."""

    def show_pupils(self, pupils: tuple[PupilChoice, ...]) -> None:
        """Offer the pupils to choose from; none means there is nobody yet."""

    def show_report(self, page: ReportPage) -> None:
        """Draw another report's parts."""

    def show_preview(self, rendered: RenderedFile) -> None:
        """Draw the pages of the finished file."""

    def show_check(self, problems: tuple[OtherName, ...], gaps: tuple[str, ...]) -> None:
        """Say what blocks giving, and what is not there yet."""

    def show_given(self, sentence: str) -> None:
        """Say that the file was written, and what to mind."""

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was written."""


class ReportPresenter:
    """Holds which report is on the desk; every change goes into the diary at once."""

    def __init__(self, diary: Diary, view: ReportView, runner: Runner, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._today = today
        self._report_id = ""
        self._large_print = False
        self._wanted = 0

    def arrive(self, pupil_id: str = "") -> None:
        """Offer the pupils, and draw the report last worked on or the one asked for."""
        choices = self._choices()
        self._view.show_pupils(choices)
        if not choices:
            return
        latest = self._latest(pupil_id)
        if latest is not None:
            self._open(latest)
            return
        given = self._last_given(pupil_id)
        wanted = pupil_id or (given.pupil_id if given else choices[0].pupil_id)
        first, last = self._usual_period(wanted)
        if given is not None and given.period_to >= last:  # nothing happened since: no reason for another
            self._open(given)
            return
        self.choose(wanted, ReportAudience.SCHOOL, ReportPurpose.TERMLY, first, last)

    def choose(
        self, pupil_id: str, audience: ReportAudience, purpose: ReportPurpose, first: date, last: date
    ) -> None:
        """Take up the draft for these choices, begun now if there is none."""
        if first > last:
            first, last = last, first
        self._open(report_desk.begin(self._diary, pupil_id, audience, first, last, purpose))

    def choose_pupil(self, pupil_id: str, audience: ReportAudience, purpose: ReportPurpose) -> None:
        """Take up the draft for another pupil, over the days that pupil was here."""
        first, last = self._usual_period(pupil_id)
        self.choose(pupil_id, audience, purpose, first, last)

    def reword(self, section: str, text: str) -> None:
        """Keep the tutor's wording of one part, and draw the file anew."""
        if self._is_erased():
            return
        self._report_id = report_desk.still_a_draft(self._diary, self._report_id).id
        report_desk.set_text(self._diary, self._report_id, section, text)
        self.refresh()

    def hold_caret(self, section: str, caret: int, steps: tuple[str, ...] = ()) -> None:
        """Keep where the caret is while a part is being reworded, and the texts before, for after a lock."""
        self._diary.keep_preference(CARET, f"{section} {caret}" if section else "")
        for draft in self._diary.drafts(STEPS):
            self._diary.drop_draft(draft.key)
        if section and not self._is_erased():
            self._diary.keep_draft(f"{STEPS}{self._report_id}/{section}", "", caret, steps)

    def _is_erased(self) -> bool:
        """Say whether the report went with its pupil while on the page: its words must not come back."""
        return not self._is_there(self._report_id)

    def _is_there(self, report_id: str) -> bool:
        return self._diary.get(Report, report_id) is not None

    def caret(self) -> tuple[str, int]:
        """Return the part being reworded and the caret in it; empty when none was."""
        section, _, caret = self._diary.preference(CARET).partition(" ")
        return section, int(caret or 0)

    def steps(self, section: str) -> tuple[str, ...]:
        """Return the texts before in the part that was being reworded, oldest first."""
        drafts = self._diary.drafts(f"{STEPS}{self._report_id}/{section}")
        return drafts[0].steps if section and drafts else ()

    def earlier(self, section: str) -> TextHistory | None:
        """Return the earlier texts of a part; None before it was first reworded."""
        held = self._diary.find(ReportSection, report_id=self._report_id, section=section)
        return TextHistory(self._diary, TextPlace(ReportSection, held[0].id, "text")) if held else None

    def use_again(self, section: str, text: str) -> None:
        """Let an earlier text stand in a part again; what stands there now becomes an earlier one."""
        for held in self._diary.find(ReportSection, report_id=self._report_id, section=section):
            history.keep_version(self._diary, ReportSection, held.id, "text")
        self.reword(section, text)

    def include(self, item_id: str, *, included: bool) -> None:
        """Put one record in or take it out, and draw the file anew."""
        self._report_id = report_desk.still_a_draft(self._diary, self._report_id).id
        report_desk.set_choice(self._diary, self._report_id, item_id, included=included)
        self.refresh()

    def set_large_print(self, *, on: bool) -> None:
        """Use large print from now on, and draw the file anew."""
        self._large_print = on
        self.refresh()

    def refresh(self, draft: ReportDraft | None = None) -> None:
        """Draw the finished file and check the draft; only the newest of several wishes is drawn.

        ``draft`` is the report as it was just read; without it the worker reads it.
        """
        report_id, today, large_print = self._report_id, self._today(), self._large_print
        held = [draft] if draft is not None else []
        self._wanted += 1
        number = self._wanted

        def read() -> ReportDraft:
            if not held:
                held.append(report_desk.load(self._diary, report_id))
            return held[0]

        def drawn(rendered: RenderedFile | None) -> None:
            if rendered is not None and number == self._wanted:
                self._view.show_preview(rendered)

        def draw() -> RenderedFile | None:
            if number != self._wanted or not self._is_there(report_id):
                return None
            return report_desk.render(report_desk.compose(read(), today, large_print=large_print), "pdf")

        def checked(found: tuple[tuple[OtherName, ...], tuple[str, ...]] | None) -> None:
            if found is not None and number == self._wanted:
                self._view.show_check(*found)

        def check() -> tuple[tuple[OtherName, ...], tuple[str, ...]] | None:
            # Everybody the diary ever knew is looked for: seconds, after twenty years.
            if number != self._wanted or not self._is_there(report_id):
                return None
            return report_desk.other_names(self._diary, read()), _gaps(read())

        self._runner.run(draw, drawn, self._refused)
        self._runner.run(check, checked, self._refused)

    def suggested_name(self, fmt: FileFormat) -> str:
        """Return a file name without a full name in it: file lists are read over shoulders."""
        draft = report_desk.load(self._diary, self._report_id)
        pupil = draft.file.pupil
        initials = (pupil.first_name[:1] + pupil.last_name[:1]).upper()
        kind = "progress report" if draft.report.audience is ReportAudience.SCHOOL else "music report"
        return f"{initials} {kind} {draft.report.period_to:%Y-%m}.{fmt}"

    def give(self, fmt: FileFormat, target: Path, given_to: str = "") -> None:
        """Write the file and note that it left, unless something blocks it."""
        report_id, large_print, today = self._report_id, self._large_print, self._today()

        def work() -> tuple[report_desk.ReportDraft, RenderedFile]:
            draft = report_desk.checked(self._diary, report_id)
            document = report_desk.compose(draft, today, large_print=large_print)
            return draft, report_desk.render(document, fmt)

        def done(made: tuple[report_desk.ReportDraft, RenderedFile]) -> None:
            draft, rendered = made
            try:
                report_desk.hand_over(self._diary, draft, rendered, target, today, given_to=given_to)
            except TutorDiaryError as error:
                self._refused(error)
                return
            warnings = f" {' '.join(rendered.warnings)}" if rendered.warnings else ""
            self._view.show_given(
                f"Written: {target.name}. The file is not locked: anyone who has it can read it.{warnings}"
            )

        self._runner.run(work, done, self._refused)

    def _refused(self, error: TutorDiaryError) -> None:
        self._view.show_refused(str(error))

    def _open(self, report: Report) -> None:
        self._report_id = report.id
        draft = report_desk.load(self._diary, report.id)
        self._view.show_report(
            ReportPage(
                report_id=report.id,
                pupil_id=report.pupil_id,
                audience=report.audience,
                purpose=report.purpose,
                period_from=report.period_from,
                period_to=report.period_to,
                sections=draft.sections,
                texts=dict(draft.texts),
                items=draft.items,
                gaps=_gaps(draft),
                given=self._given(report.pupil_id),
            )
        )
        self.refresh(draft)

    def _given(self, pupil_id: str) -> str:
        given = self._last_given(pupil_id)
        if given is None or given.given_on is None:
            return ""
        return f"Last given on {dates.day_and_month(given.given_on, year=True)}"

    def _last_given(self, pupil_id: str) -> Report | None:
        equals = {"pupil_id": pupil_id} if pupil_id else {}
        given = self._diary.find(
            Report, order=("-given_on", "-updated_at", "-id"), status=ReportStatus.GIVEN, **equals
        )
        return given[0] if given else None

    def _latest(self, pupil_id: str) -> Report | None:
        equals = {"pupil_id": pupil_id} if pupil_id else {}
        drafts = self._diary.find(Report, order=("-updated_at", "-id"), status=ReportStatus.DRAFT, **equals)
        return drafts[0] if drafts else None

    def _choices(self) -> tuple[PupilChoice, ...]:
        choices = [
            PupilChoice(pupil_id, f"{name}, {group}" if group else name)
            for pupil_id, name, group in reading.names_of_all(self._diary)
        ]
        return tuple(sorted(choices, key=lambda one: one.words.casefold()))

    def _usual_period(self, pupil_id: str) -> tuple[date, date]:
        """Return the days of the pupil's latest group so far, at most half a year."""
        member = self._diary.find(Membership, order=("-joined_on", "-id"), pupil_id=pupil_id)
        today = self._today()
        if member:
            held = [
                session.held_on
                for session in self._diary.find(Session, order=("held_on",), group_id=member[0].group_id)
                if session.status is SessionStatus.HELD and session.held_on <= today
            ]
            if held:
                return held[0], held[-1]
        return today - A_TERM, today


def _gaps(draft: ReportDraft) -> tuple[str, ...]:
    return tuple(one.what for one in draft.missing)


def purpose_words() -> tuple[tuple[ReportPurpose, str], ...]:
    """Return the purposes a report for the school can have, with their words."""
    return tuple(wording.PURPOSE.items())
