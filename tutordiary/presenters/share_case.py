"""The road for a case study: choose one, read every word of it, give it to a reader or to a co-writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.documents.writer import Format
from tutordiary.drafting import giving
from tutordiary.drafting.case import desk as case_desk
from tutordiary.drafting.case import story
from tutordiary.drafting.case.story import CaseDraft
from tutordiary.errors import TutorDiaryError
from tutordiary.model import CaseStudy
from tutordiary.presenters import share_case_state as state
from tutordiary.presenters.case_studio_who import line_words
from tutordiary.presenters.share_case_made import CaseAbout, CaseMade, CaseReview, Written, making, writing
from tutordiary.presenters.share_case_state import CaseChoice, CaseChoiceLine, CaseGive, CaseView, Reader
from tutordiary.presenters.share_intruder import IntruderState
from tutordiary.presenters.share_road import Road
from tutordiary.presenters.share_state import GiveState
from tutordiary.presenters.share_words import READING
from tutordiary.presenters.work import Runner
from tutordiary.release.intruder import CASE_STUDY, Intruder, case_blocks

CHOICE = "share_case_choice"
READ_BY = "share_case_read_by"
_AFTER = " Nothing was written."


class CasePresenter(Road[CaseAbout, CaseMade]):
    """Holds which case study goes to whom, its review and the giving."""

    _view: CaseView
    _desk: CaseReview

    def __init__(self, diary: Diary, view: CaseView, runner: Runner, today: Callable[[], date]) -> None:
        super().__init__(diary, view, runner)
        self._today = today
        self._desk = CaseReview(diary)
        held, reader, fmt = (*diary.preference(CHOICE).split("|"), "", "", "")[:3]
        self._case = held
        self._reader = next((one for one in Reader if one == reader), Reader.READER)
        self.fmt: Format = next((one for one in state.FORMAT_WORDS if one == fmt), "pdf")
        self._composed: tuple[tuple[object, ...], CaseDraft | None] | None = None

    # Choosing -----------------------------------------------------------------------------------

    @property
    def _is_chosen(self) -> bool:
        return self._diary.get(CaseStudy, self._case) is not None

    @property
    def case_id(self) -> str:
        """The case study chosen; empty while none is."""
        return self._case if self._is_chosen else ""

    def choose(self, case_id: str) -> None:
        """Take a case study."""
        self._case = case_id
        self._keep_choice()
        self._draw_choice()

    def choose_reader(self, reader: Reader) -> None:
        """Say who it goes to."""
        self._reader = reader
        self._keep_choice()
        self._draw_choice()
        self._draw_give()

    def choose_format(self, fmt: Format) -> None:
        """Say as what it is written."""
        self.fmt = fmt
        self._keep_choice()
        self._draw_give()

    def go_on(self) -> None:
        """Go to the next step; says what is missing where nothing is chosen."""
        super().go_on()
        if not self._is_chosen:
            self._view.say(state.NOTHING_CHOSEN, "info")

    def _keep_choice(self) -> None:
        self._diary.keep_preference(CHOICE, f"{self._case}|{self._reader}|{self.fmt}")

    def _draw_choice(self) -> None:
        lines = tuple(CaseChoiceLine(one.id, line_words(one), "") for one in case_desk.studies(self._diary))
        chosen = self.case_id or (lines[0].id if lines else "")
        if chosen != self._case:
            self._case = chosen
        self._view.show_case_choice(CaseChoice(lines, chosen, self._reader, "" if lines else state.NONE_YET))

    # Reviewing ----------------------------------------------------------------------------------

    def _about(self) -> CaseAbout:
        return CaseAbout(self.case_id, self._desk.changes)

    def _work(self, about: CaseAbout, is_wanted: Callable[[], bool]) -> Callable[[], CaseMade | None]:
        return making(self._diary, self._desk, about, is_wanted)

    def _why_empty(self) -> str:
        return state.NOTHING_IN_IT if self._is_chosen else state.NOTHING_CHOSEN

    # Giving -------------------------------------------------------------------------------------

    def _draw_give(self) -> None:
        draft = self._draft()
        document = draft.document if draft is not None else None
        leaves = state.leaves_of(document, self._desk.items, self._reader) if document else ()
        self._view.show_case_give(
            CaseGive(
                give=GiveState(
                    leaves=leaves,
                    takes=state.TAKES,
                    blocked=self.blocked(),
                    earlier=state.earlier(self._diary),
                    is_waiting=self._is_reading,
                    needs_review=self.needs_review,
                    intruder=self.intruder(),
                ),
                fmt="md" if self._reader is Reader.CO_WRITER else self.fmt,
                reader=self._reader,
                consents=tuple(map(state.consent_line, document.consents)) if document else (),
                is_draft=document is None or document.is_draft,
                lacks=tuple(gap.what for gap in document.gaps) if document else (),
                asks_reader=self._answers().school is True,
                read_by=self.read_by,
            )
        )

    def _draft(self) -> CaseDraft | None:
        """Return the case study as it would leave now; None before its review is done."""
        if self._is_reading or self._made is None or self._made[1].woven is None or self._needs_eyes():
            return None
        items, answers = self._desk.items, self._answers()
        about = (self._made[0], tuple(item.rendered for item in items if item.is_ready), answers.school)
        if self._composed is None or self._composed[0] != about:
            try:
                made = story.compose(
                    self._diary,
                    self._made[1].woven,
                    items,
                    self._today(),
                    may_be_recognised=answers.school is True,
                )
            except TutorDiaryError as error:
                self._view.say(str(error), "warn")
                self._composed = (about, None)
            else:
                self._composed = (about, made)
        return self._composed[1]

    @property
    def _purpose(self) -> str:
        return CASE_STUDY

    def _answers(self) -> Intruder:
        return self._intruder.answers(self._desk.items)

    def intruder(self) -> IntruderState | None:
        """Return the questions who could recognise a child; None before the review is done."""
        asked = super().intruder()
        if asked is None:
            return None
        held = self._answers()
        so_far = Intruder(held.stranger is True, held.colleague is True, held.school is True)
        return replace(asked, then=self._case_blocks(so_far), confirm="")

    def _case_blocks(self, answers: Intruder) -> str:
        made = self._made[1].woven if self._made else None
        is_agreed = made is not None and story.recognition_is_agreed(made, self._desk.items)
        return case_blocks(answers, is_agreed=is_agreed, read_by=self.read_by).removesuffix(_AFTER)

    @property
    def read_by(self) -> str:
        """Who of the school read it, for the log; kept with the case study it was said of."""
        case_id, _, words = self._diary.preference(READ_BY).partition(" ")
        return words if case_id and case_id == self.case_id else ""

    def say_read_by(self, words: str) -> None:
        """Keep who of the school read it."""
        self._diary.keep_preference(READ_BY, f"{self.case_id} {' '.join(words.split())[:120]}")
        self._draw_give()

    def blocked(self) -> str:
        """Return why nothing can be given yet, as a sentence; empty when nothing stands in the way."""
        if self._is_reading:
            return READING
        if not self._is_chosen or self._made is None:
            return state.NOTHING_CHOSEN
        if waiting := self._needs_eyes():
            return waiting
        if not any(item.is_ready for item in self._desk.items):
            return state.NOTHING_LEFT
        return self._case_blocks(self._answers())

    def suggested_name(self) -> str:
        """Return a file name that names nobody."""
        return "case-study-to-write-together" if self._reader is Reader.CO_WRITER else "case-study"

    @property
    def kind(self) -> Format:
        """What the file ends in."""
        return "md" if self._reader is Reader.CO_WRITER else self.fmt

    def give(self, target: Path) -> None:
        """Lay it out, let the gate read it, write it and note it, unless something blocks it."""
        woven = self._made[1].woven if self._made else None
        if woven is None or not self._begin_giving():
            return
        about, answers, reader, case_id = self._about(), self._answers(), self._reader, self.case_id
        work = writing(
            self._diary,
            woven,
            self._desk.items,
            self._today(),
            self.kind,
            target,
            lambda: self._about() == about,
            may_be_recognised=answers.school is True,
            is_for_co_writer=reader is Reader.CO_WRITER,
        )

        def done(written: Written) -> None:
            self._is_giving = False
            try:
                self._note(written, target.name, case_id, answers, reader)
            except TutorDiaryError as error:
                self._view.say(f"{target.name} was written, but could not be noted here: {error}", "danger")
                return
            if self._can_draw():
                self._draw_give()
            as_what = "It says that it is a draft. " if written.draft.document.is_draft else ""
            self._view.say(
                f"Written: {target.name}, checked. {written.report.sentence} {as_what}"
                "The file is not locked: anyone who has it can read it.",
                "ok",
            )

        self._runner.run(work, done, self._refused)

    def _note(
        self, written: Written, file_name: str, case_id: str, answers: Intruder, reader: Reader
    ) -> None:
        if reader is Reader.CO_WRITER:
            giving.note_for_co_writer(self._diary, written.report, file_name, written.draft, intruder=answers)
            return
        giving.note_case_study(
            self._diary,
            written.report,
            file_name,
            written.draft,
            study_id=case_id,
            read_by=self.read_by,
            intruder=answers,
        )
