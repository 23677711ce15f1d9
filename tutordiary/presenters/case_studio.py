"""The studio of the case studies: choose, lay out, reword, compare with the source, take back, see the page.

Every change is in the diary when a method returns; the way back from a move is held as long as the page is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.diary.case_pieces import Standing
from tutordiary.drafting.case import desk as case_desk
from tutordiary.drafting.case import parts
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.errors import UserError
from tutordiary.model import CaseStudy, CaseStudySection, CaseStudyVersion, CaseSubject, Pupil, Record
from tutordiary.presenters import case_studio_drawn as drawn
from tutordiary.presenters import case_studio_who
from tutordiary.presenters.case_cowriting import CoWriting, Offer
from tutordiary.presenters.case_page import CasePage
from tutordiary.presenters.case_studio_state import (
    RestLine,
    Sheet,
    StoryState,
    StudioView,
    WhoLine,
)
from tutordiary.presenters.case_texts import CaseTexts
from tutordiary.presenters.case_undo import CaseUndo
from tutordiary.presenters.work import Runner

PLACE = "case_studio"  # a preference of the diary: what is in hand
_ITS_OWN = (CaseStudy, CaseStudySection, CaseStudyVersion)


class CaseStudio(CaseTexts):
    """Holds which case study, part and piece are in hand."""

    def __init__(self, diary: Diary, view: StudioView, runner: Runner, today: Callable[[], date]) -> None:
        super().__init__(diary, view)
        self._page = CasePage(runner, today, view.show_page)
        self._undo = CaseUndo()
        self._together: CoWriting | None = None
        self._part, self._piece = parts.START, ""
        self._sheet = Sheet.STORY
        self._wanted, self._only_fitting = "", False
        self._is_stale = False
        diary.listen(self._on_change)

    # Coming and going ---------------------------------------------------------------------------

    def arrive(self, case_id: str = "") -> None:
        """Draw a case study: the one asked for, or the one last worked on, with what was in hand."""
        held, sheet, part, piece = (*self._diary.preference(PLACE).split("|"), "", "", "", "")[:4]
        known = {one.id for one in case_desk.studies(self._diary)}
        wanted = next((one for one in (case_id, held, *sorted(known)) if one in known), "")
        if wanted == held:
            self._part, self._piece = part or parts.START, piece
        self._sheet = next((one for one in Sheet if one == sheet), Sheet.STORY)
        self._take(wanted)

    def put_away(self) -> None:
        """Give up the page that is being laid out; everything else is kept already."""
        self._page.stop()
        self._remember()

    def choose(self, case_id: str) -> None:
        """Take up another case study, at its beginning."""
        self._part, self._piece = parts.START, ""
        self._take(case_id)

    def _take(self, case_id: str) -> None:
        if self._desk is None or self._desk.id != case_id:
            self._undo.forget()
            self._desk = CaseDesk(self._diary, case_id) if case_id else None
        if self._is_stale and self._desk is not None:
            self._desk.refresh()
        self._is_stale, self._named = False, None
        self._remember()
        self._show_cases()
        if self._desk is not None:
            self._view.show_sheet(self._sheet)
            self._draw()

    def _remember(self) -> None:
        case_id = self._desk.id if self._desk else ""
        self._diary.keep_preference(PLACE, "|".join((case_id, self._sheet, self._part, self._piece)))

    @property
    def _about(self) -> str:
        """Whom the story tells of, by the name the tutor knows."""
        lines = case_desk.studies(self._diary)
        return next((one.about for one in lines if self._desk and one.id == self._desk.id), "")

    def _on_change(self, changed: tuple[Record, ...]) -> None:
        self._is_stale = self._is_stale or not all(isinstance(one, _ITS_OWN) for one in changed)
        pupils = (one for one in changed if isinstance(one, Pupil))
        if any(self._diary.get(Pupil, one.id) is None for one in pupils):
            # How the story stood before, and what came from a co-writer, may hold words of who was erased.
            self._undo.forget()
            self._together = None

    # Beginning and ending -----------------------------------------------------------------------

    def who(self) -> tuple[WhoLine, ...]:
        """Return of whom or what a case study can tell: those of the groups there are now first."""
        return case_studio_who.choices(self._diary)

    def begin(self, line: WhoLine) -> None:
        """Begin a case study with its first draft laid out."""
        try:
            self._desk = CaseDesk.new(self._diary, CaseSubject(line.kind), line.id)
        except UserError as error:  # such as a copy that is only looked at
            self._view.say(str(error), "warn")
            return
        self._undo.forget()
        self._part, self._piece, self._sheet = parts.START, "", Sheet.STORY
        self._take(self._desk.id)
        self._view.say("The first draft is laid out from your own notes. Move, reword, take out.", "ok")

    def remove(self) -> None:
        """Put the case study into the bin and take up the next."""
        if self._desk is not None:
            self._diary.remove(self._desk.study)
            self._desk = None
            self._part, self._piece = parts.START, ""
            self.arrive()
            self._view.say("The case study is in the bin, under Settings.", "ok")

    # The story ----------------------------------------------------------------------------------

    def select(self, part: str, piece_id: str) -> None:
        """Take a piece in hand, or a part by its heading."""
        changed = part != self._part
        self._part, self._piece = part, piece_id
        self._remember()
        self._view.say("", "info")
        if changed:
            self._draw_story()  # the tray puts those first that fit this part
        self._draw_in_hand()

    def find(self, wanted: str) -> None:
        """Show of the tray only what says these words."""
        self._wanted = wanted
        self._draw_story()

    def only_fitting(self, *, on: bool) -> None:
        """Show of the tray only what fits the part in hand, or everything."""
        self._only_fitting = on
        self._draw_story()

    def put(self, entry_id: str, part: str = "", before: str = "") -> None:
        """Put an entry into a part before a piece, or below the piece in hand where no part is named."""

        def work(desk: CaseDesk) -> None:
            to_part = part or self._part
            place = self._place_of(before) if part else self._below()
            self._part, self._piece = to_part, desk.put(entry_id, to_part, place)

        self._change("It is in the story", work)

    def move_to(self, piece_id: str, part: str, before: str = "") -> None:
        """Take a piece to a part, before a piece there or to its end."""

        def work(desk: CaseDesk) -> None:
            place = self._place_of(before)
            held = desk.piece(piece_id)
            if place is not None and held is not None and held.part == part and held.place < place:
                place -= 1  # it leaves its old place free
            desk.move(piece_id, part, place)
            self._part, self._piece = part, piece_id

        if piece_id != before:
            self._change("Moved", work)

    def move(self, by: int) -> None:
        """Move the piece in hand up (-1) or down (1), past the edge of its part into the next."""
        self._shift(lambda desk: desk.shift(self._piece, by))

    def change_part(self, by: int) -> None:
        """Move the piece in hand to the end of the part before (-1), or to the end of the part after (1)."""
        self._shift(lambda desk: desk.shift_part(self._piece, by))

    def _shift(self, how: Callable[[CaseDesk], None]) -> None:
        def work(desk: CaseDesk) -> None:
            how(desk)
            piece = desk.piece(self._piece)
            self._part = piece.part if piece else self._part

        if self._piece:
            self._change("Moved", work)

    def write_own(self) -> None:
        """Begin a piece of the tutor's own words below the piece in hand."""

        def work(desk: CaseDesk) -> None:
            self._piece = desk.write(self._part, place=self._below())

        self._change("A piece of your own", work)

    def take_out(self) -> None:
        """Take the piece in hand out; the next one is in hand then."""

        def work(desk: CaseDesk) -> None:
            there = [one.id for one in desk.pieces() if one.part == self._part]
            at = there.index(self._piece) if self._piece in there else 0
            desk.take_out(self._piece)
            left = [one for one in there if one != self._piece]
            self._piece = left[min(at, len(left) - 1)] if left else ""

        if self._piece:
            self._change("Taken out", work)

    def take_back(self) -> None:
        """Let the piece in hand say what the diary says."""
        self._change("The diary’s words stand again", lambda desk: desk.take_back(self._piece), whole=True)

    def reword(self, piece_id: str, text: str) -> None:
        """Keep the tutor's wording of a piece."""
        if self._desk is not None and self._desk.piece(piece_id) is not None:
            self._desk.reword(piece_id, text)
            self._draw_story()
            self._draw_in_hand()

    def undo(self) -> None:
        """Take back the last change of the story; words typed since stay."""
        stood = self._undo.pop(self._desk.standing()) if self._desk else None
        if self._desk is None or stood is None:
            self._view.say("There is nothing to undo.", "info")
            return
        self._desk.go_back(stood.standing)
        self._part, self._piece = stood.part, stood.piece
        self._view.say("", "info")
        self._draw()

    def rests(self) -> tuple[RestLine, ...]:
        """Return the entries the piece in hand may rest on, where it is the tutor's own."""
        return drawn.rests_of(self._desk, self._piece) if self._desk and self._piece else ()

    def rest_on(self, entries: tuple[str, ...]) -> None:
        """Let the piece in hand rest on these entries: the page gives their numbers."""
        self._change("What it rests on", lambda desk: desk.rest_on(self._piece, entries))

    def lay_out_again(self) -> None:
        """Lay the first draft out anew; what stands now is kept as a version first."""
        self._change("Laid out anew", lambda desk: desk.lay_out_again(), whole=True)

    def go_back(self, number: str) -> None:
        """Let the story stand as a version has it; what stands now is kept as one first."""
        self._change("Gone back to a version", lambda desk: desk.take_back_version(int(number)), whole=True)

    # Writing together -------------------------------------------------------------------------------

    def bring_in(self, file: Path) -> tuple[Offer, ...]:
        """Read what a co-writer sent back, and return what it offers; says so when there is nothing."""
        if self._desk is None:
            return ()
        self._together = CoWriting(self._diary, self._desk)
        try:
            self._together.read(file)
        except UserError as error:
            self._view.say(str(error), "warn")
            return ()
        offers = self._together.offers()
        if not offers:
            self._view.say(f"{file.name} says what your story says: there is nothing to take over.", "info")
        return offers

    def take_offer(self, number: int) -> tuple[Offer, ...]:
        """Take one offer into the story, and return those that are left."""
        together = self._together
        if together is None:
            return ()

        def work(_desk: CaseDesk) -> None:
            piece = together.take(number)
            held = self._desk.piece(piece) if self._desk else None
            if held is not None:
                self._part, self._piece = held.part, held.id

        self._change("Taken from a co-writer", work, whole=True)
        return together.offers()

    def leave_offer(self, number: int) -> tuple[Offer, ...]:
        """Leave one offer, and return those that are left."""
        if self._together is None:
            return ()
        self._together.leave(number)
        return self._together.offers()

    # Changing -----------------------------------------------------------------------------------

    def _change(self, words: str, work: Callable[[CaseDesk], None], *, whole: bool = False) -> None:
        """Do something to the story and remember how it stood; ``whole`` also takes words back."""
        if self._desk is None:
            return
        before, part, piece = self._desk.standing(), self._part, self._piece
        try:
            work(self._desk)
        except UserError as error:
            self._view.say(str(error), "warn")
            return
        if not self._same(before):
            self._undo.push(before, part, piece, words, whole=whole)
        self._view.say("", "info")
        self._remember()
        self._draw()

    def _same(self, before: Standing) -> bool:
        return self._desk is not None and self._desk.standing().pieces == before.pieces

    def _place_of(self, piece_id: str) -> int | None:
        piece = self._desk.piece(piece_id) if self._desk and piece_id else None
        return piece.place if piece else None

    def _below(self) -> int | None:
        """Return the place below the piece in hand; the first of the part while its heading is."""
        place = self._place_of(self._piece)
        if place is not None:
            return place + 1
        return 0 if not self._piece else None

    # Drawing ------------------------------------------------------------------------------------

    def open_sheet(self, sheet: Sheet) -> None:
        """Bring one of the three views to the front, drawn as things stand now."""
        self._sheet = sheet
        self._remember()
        self._view.say("", "info")
        self._view.show_sheet(sheet)
        if self._desk is not None:
            self._draw()

    def _draw(self) -> None:
        self._draw_story()
        self._draw_in_hand()
        self._draw_short()
        if self._sheet is Sheet.PAGE and self._desk is not None:
            self._page.draw(self._desk)

    def _draw_story(self) -> None:
        if self._desk is None:
            return
        made = self._desk.woven
        if all(one.id != self._piece for one in made.pieces):
            self._piece = ""
        self._view.show_story(
            StoryState(
                case_id=self._desk.id,
                title=made.study.title,
                told=drawn.told(made.study, self._about, self._called()),
                words=drawn.words_in(self._desk.words),
                lanes=drawn.lanes_of(self._desk),
                tray=drawn.tray_of(
                    self._desk.tray(), self._part, self._wanted, only_fitting=self._only_fitting
                ),
                part=self._part,
                piece=self._piece,
                weeks=drawn.weeks_of(made.sources.values()),
                undo=self._undo.words,
                kept_back=drawn.kept_back(self._desk.kept_back),
            )
        )

    def _draw_in_hand(self) -> None:
        self._view.show_in_hand(drawn.in_hand(self._desk, self._piece) if self._desk else None)
