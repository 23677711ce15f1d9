"""What is typed in the studio beside the pieces: the title, the short forms, the name, notes of versions."""

from __future__ import annotations

from abc import ABC, abstractmethod

from tutordiary.diary import Diary, history
from tutordiary.drafting.case import desk as case_desk
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.errors import TutorDiaryError, UserError
from tutordiary.model import CaseStudySection
from tutordiary.presenters import case_studio_drawn as drawn
from tutordiary.presenters import case_studio_who
from tutordiary.presenters.case_studio_state import CaseLine, PartChange, StudioView, VersionRow
from tutordiary.presenters.case_typing import CaseTyping
from tutordiary.presenters.history import TextHistory, TextPlace

TITLE, TWO, QUOTE = "title", "two", "quote"


class CaseTexts(ABC):
    """Holds the desk of the case study in hand, and keeps what is typed about it as a whole."""

    def __init__(self, diary: Diary, view: StudioView) -> None:
        self._diary = diary
        self._view = view
        self._desk: CaseDesk | None = None
        self._typing = CaseTyping(diary)
        self._named: tuple[tuple[str, str], str] | None = None

    @property
    def is_read_only(self) -> bool:
        """Whether the diary is only looked at: then nothing can be typed."""
        return self._diary.is_read_only

    @abstractmethod
    def _draw(self) -> None:
        """Draw everything as it stands."""

    @abstractmethod
    def _draw_story(self) -> None:
        """Draw the story and the tray."""

    def _show_cases(self) -> None:
        lines = tuple(
            CaseLine(one.id, case_studio_who.line_words(one)) for one in case_desk.studies(self._diary)
        )
        self._view.show_cases(lines, self._desk.id if self._desk else "")

    def _called(self) -> str:
        """Return the name the pupil of the story goes by; empty for a group, and when none is left."""
        if self._desk is None or self._desk.study.pupil_id is None:
            return ""
        about = (self._desk.id, self._desk.study.changed_name)
        if self._named is None or self._named[0] != about:
            try:
                names = self._desk.changed_names()
            except TutorDiaryError:
                names = {}
            self._named = (about, next(iter(names.values()), ""))
        return self._named[1]

    def _draw_short(self) -> None:
        if self._desk is not None:
            self._view.show_short(drawn.short_of(self._desk, self._called()))

    # The short version --------------------------------------------------------------------------

    def reword_title(self, text: str) -> None:
        """Keep the title."""
        if self._desk is not None:
            self._desk.set_title(text)
            self._show_cases()
            self._draw_story()

    def reword_short(self, name: str, text: str) -> None:
        """Keep the two sentences ("two") or the line to quote ("quote")."""
        if self._desk is not None:
            (self._desk.set_short if name == TWO else self._desk.set_quote)(text)
            self._draw_short()

    def choose_quote(self, words: str) -> None:
        """Let words of the story be the line to quote."""
        self.reword_short(QUOTE, words)

    def offer_short(self) -> None:
        """Put two sentences of the story where there are none yet."""
        if self._desk is not None and not self._desk.study.two_sentences.strip():
            self.reword_short(TWO, self._desk.short_offer())

    def rename(self, name: str) -> str:
        """Let the pupil go by another name in the story. Returns why not, or nothing once it is done."""
        if self._desk is None:
            return ""
        try:
            self._desk.rename(name)
        except UserError as error:
            return str(error)
        self._draw()
        return ""

    # Typing -------------------------------------------------------------------------------------

    def hold(self, name: str, caret: int, steps: tuple[str, ...]) -> None:
        """Keep where the caret is in a field, and the texts before, for after a lock."""
        if self._desk is not None:
            self._typing.hold(self._desk.id, name, caret, steps)

    def let_go(self) -> None:
        """Note that nothing is being typed any more."""
        self._typing.let_go()

    def caret(self) -> tuple[str, int]:
        """Return the field that was being typed in, and the caret; an empty name when none was."""
        return self._typing.caret()

    def steps(self, name: str) -> tuple[str, ...]:
        """Return the texts before in a field that was being typed in, oldest first."""
        return self._typing.steps(self._desk.id, name) if self._desk else ()

    # Earlier words ------------------------------------------------------------------------------

    def earlier(self, piece_id: str) -> TextHistory | None:
        """Return the earlier texts of a piece; None when it is gone."""
        held = self._diary.get(CaseStudySection, piece_id) if piece_id else None
        return TextHistory(self._diary, TextPlace(CaseStudySection, held.id, "text")) if held else None

    def use_again(self, piece_id: str, text: str) -> None:
        """Let an earlier text stand in a piece again; what stands there now becomes an earlier one."""
        if self._desk is not None and self._desk.piece(piece_id) is not None:
            history.keep_version(self._diary, CaseStudySection, piece_id, "text")
            self._desk.reword(piece_id, text)
            self._draw()

    # Versions -----------------------------------------------------------------------------------

    def versions(self) -> tuple[VersionRow, ...]:
        """Return the versions kept, newest first."""
        return tuple(map(drawn.version_row, self._desk.versions())) if self._desk else ()

    def keep_version(self, note: str) -> tuple[VersionRow, ...]:
        """Keep a version, and return them all."""
        if self._desk is not None:
            self._desk.keep_version(note)
        return self.versions()

    def changes(self, number: str) -> tuple[PartChange, ...]:
        """Return what a version says otherwise than the story of now."""
        if self._desk is None:
            return ()
        try:
            return drawn.changes(self._desk.compare(int(number)))
        except UserError as error:
            self._view.say(str(error), "warn")
            return ()
