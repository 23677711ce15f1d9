"""The report page: choose, draft, edit, check, give. The preview is the very file that would be given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tutordiary import dates, wording
from tutordiary.diary import Diary, history, reading
from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import report_desk, report_style
from tutordiary.drafting.report_desk import FileFormat, ReportDraft
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
from tutordiary.presenters.find_lines import Landing
from tutordiary.presenters.history import TextHistory, TextPlace
from tutordiary.presenters.phrasebook import PhrasebookPresenter
from tutordiary.presenters.report_check import check as look_over
from tutordiary.presenters.report_give import Given, Giving, suggested_name, words_of
from tutordiary.presenters.report_slips import Slips
from tutordiary.presenters.report_state import CheckState, PupilChoice, ReportPage, ReportView
from tutordiary.presenters.report_trace import Source, Traces
from tutordiary.presenters.work import Runner

A_TERM = timedelta(weeks=26)
SHEET = "report_sheet"  # a preference of the diary
CARET = "report_caret"  # a preference of the diary
STEPS = "report/"  # what the keys of its drafts begin with: they hold only the texts for undo


class ReportPresenter:
    """Holds which report is on the desk; every change goes into the diary at once."""

    def __init__(self, diary: Diary, view: ReportView, runner: Runner, today: Callable[[], date]) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._today = today
        self._report_id = ""
        self._wanted = 0
        self._draft: ReportDraft | None = None
        self._traces: Traces | None = None
        self.check = CheckState()

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

    def include_part(self, key: str, *, included: bool) -> None:
        """Print a part of the document or leave it out, and draw the file anew."""
        self.include(f"{report_style.PART}{key}", included=included)

    def set_large_print(self, *, on: bool) -> None:
        """Use large print for this report from now on, and draw the file anew."""
        self.include(report_style.LARGE_PRINT, included=on)

    def source_at(self, section: str, text: str, caret: int) -> Source | None:
        """Return the entry the sentence at a place of a part comes from; None when it is the tutor's own."""
        traces = self._traced()
        return traces.at(section, text, caret) if traces is not None else None

    def refresh(self, draft: ReportDraft | None = None) -> None:
        """Draw the finished file and check the draft; only the newest of several wishes is drawn.

        ``draft`` is the report as it was just read; without it the worker reads it.
        """
        report_id, today = self._report_id, self._today()
        held = [draft] if draft is not None else []
        self._wanted += 1
        number = self._wanted

        def is_wanted() -> bool:
            return number == self._wanted and self._is_there(report_id)

        def read() -> ReportDraft:
            if not held:
                held.append(report_desk.load(self._diary, report_id))
            return held[0]

        def drawn(made: tuple[RenderedFile, str] | None) -> None:
            if made is not None and number == self._wanted:
                self._hold(held[0])
                self._view.show_preview(made[0])
                self._view.show_words(made[1])

        def draw() -> tuple[RenderedFile, str] | None:
            if not is_wanted():
                return None
            rendered = report_desk.render(report_desk.compose(read(), today), "pdf")
            return rendered, words_of(read(), today)

        def checked(found: CheckState | None) -> None:
            if found is not None and number == self._wanted:
                self.check = found
                self._view.show_check(found)

        def check() -> CheckState | None:
            # Everybody the diary ever knew is looked for: seconds, after twenty years.
            return look_over(self._diary, read()) if is_wanted() else None

        self._runner.run(draw, drawn, self._refused)
        self._runner.run(check, checked, self._refused)

    def suggested_name(self, fmt: FileFormat) -> str:
        """Return a file name without a full name in it: file lists are read over shoulders."""
        return suggested_name(report_desk.load(self._diary, self._report_id), fmt)

    def phrasebook(self) -> PhrasebookPresenter:
        """Return the words the check looks for, for the reader of the report on the desk."""
        draft = self._draft
        return PhrasebookPresenter(self._diary, draft.report.audience if draft is not None else None)

    def giving(self) -> Giving:
        """Return what gives the report on the desk."""
        return Giving(self._diary, self._runner, self._today, self._report_id)

    def give(self, fmt: FileFormat, target: Path, given_to: str = "", password: str = "") -> None:
        """Write the file and note that it left, unless something blocks it."""

        def done(given: Given) -> None:
            self._view.show_given(given.sentence)

        self.giving().give(fmt, target, given_to, password, done, self._view.show_refused)

    def slips(self) -> Slips:
        """Return what types comment slips about the pupil on the desk back in."""
        return Slips(self._diary, self._today, self._report_id)

    def hold_sheet(self, kind: str) -> None:
        """Remember which sheet lies over the page, to come back to it after a lock; empty for none."""
        self._diary.keep_preference(SHEET, kind)

    @property
    def open_sheet(self) -> str:
        """Which sheet lay over the page when the diary was put away."""
        return self._diary.preference(SHEET)

    def landing_of(self, record_id: str) -> Landing | None:
        """Return where a record of the report was written down; None when it is not there any more."""
        traces = self._traced()
        source = traces.entries.of(record_id) if traces is not None else None
        return source.landing if source is not None else None

    def reload(self) -> None:
        """Draw the report anew with what the diary holds now, as after slips were typed in."""
        if not self._is_erased():
            self._open(self._diary.need(Report, self._report_id))

    def _refused(self, error: TutorDiaryError) -> None:
        self._view.show_refused(str(error))

    def _open(self, report: Report) -> None:
        self._report_id = report.id
        self.check = CheckState()  # nothing is known of this one yet
        draft = report_desk.load(self._diary, report.id)
        self._hold(draft)
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
                given=self._given(report.pupil_id, report.audience),
                parts=draft.parts,
                large_print=draft.is_large,
            )
        )
        self.refresh(draft)

    def _traced(self) -> Traces | None:
        if self._traces is None and self._draft is not None:
            self._traces = Traces(self._draft)
        return self._traces

    def _hold(self, draft: ReportDraft) -> None:
        self._draft, self._traces = draft, None

    def _given(self, pupil_id: str, audience: ReportAudience) -> str:
        given = self._last_given(pupil_id, audience)
        if given is None or given.given_on is None:
            return ""
        return f"Last given on {dates.day_and_month(given.given_on, year=True)}"

    def _last_given(self, pupil_id: str, audience: ReportAudience | None = None) -> Report | None:
        equals: dict[str, str] = {"pupil_id": pupil_id} if pupil_id else {}
        equals |= {"audience": audience} if audience is not None else {}
        given = self._diary.find(
            Report, order=("-given_on", "-updated_at", "-id"), status=ReportStatus.GIVEN, **equals
        )
        return given[0] if given else None

    def _latest(self, pupil_id: str) -> Report | None:
        equals = {"pupil_id": pupil_id} if pupil_id else {}
        drafts = self._diary.find(Report, order=("-updated_at", "-id"), status=ReportStatus.DRAFT, **equals)
        return drafts[0] if drafts else None

    def _choices(self) -> tuple[PupilChoice, ...]:
        """Return everybody a report can be made for: first those of a group that runs now."""
        now = {one.pupil.id for one in reading.current_pupils(self._diary, self._today())}
        choices = [
            PupilChoice(pupil_id, f"{name}, {group}" if group else name, is_current=pupil_id in now)
            for pupil_id, name, group in reading.names_of_all(self._diary)
        ]
        return tuple(sorted(choices, key=lambda one: (not one.is_current, one.words.casefold())))

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


def purpose_words() -> tuple[tuple[ReportPurpose, str], ...]:
    """Return the purposes a report for the school can have, with their words."""
    return tuple(wording.PURPOSE.items())
