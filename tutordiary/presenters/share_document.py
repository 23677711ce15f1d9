"""A document of the tutor's own on the Share page: open it, review it, save a copy with names replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.errors import NotCleared, TutorDiaryError
from tutordiary.model import Group, Membership
from tutordiary.presenters import share_document_state as state
from tutordiary.presenters.share_document_desk import DocumentDesk
from tutordiary.presenters.share_document_state import (
    DocumentChoice,
    DocumentGive,
    DocumentView,
    GroupChoice,
)
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_review import Reading
from tutordiary.presenters.share_road import Road
from tutordiary.presenters.share_state import Step
from tutordiary.presenters.work import Runner
from tutordiary.release.document_review import (
    PURPOSE,
    Copy,
    DocumentReviewer,
    Purpose,
    copy_document,
    note_copy,
    passages_of,
    release_copy,
)
from tutordiary.release.documents_read import OwnDocument, open_document
from tutordiary.release.gate import GateReport
from tutordiary.release.intruder import PM_BUNDLE
from tutordiary.release.rosters import whole_roster

IN_HAND = "share document in hand"  # the name of a document being worked on, to ask for it after a lock
GROUPS = "share document groups"


@dataclass(frozen=True, slots=True)
class DocumentAbout:
    """What a reading rests on: the words, whose names are looked for, and the changes of the diary so far."""

    digest: str
    groups: tuple[str, ...]
    changes: int


@dataclass(frozen=True, slots=True)
class DocumentMade:
    """The paragraphs read."""

    reading: Reading


class DocumentPresenter(Road[DocumentAbout, DocumentMade]):
    """Holds the document in hand, its review and the saving. The document itself is kept in memory only."""

    _view: DocumentView
    _desk: DocumentDesk

    def __init__(self, diary: Diary, view: DocumentView, runner: Runner, today: Callable[[], date]) -> None:
        super().__init__(diary, view, runner)
        self._today = today
        self._desk = DocumentDesk(diary)
        self._document: OwnDocument | None = None
        self._source: Path | None = None
        self._opening: Path | None = None
        self._trouble = ""
        self._groups = tuple(one for one in diary.preference(GROUPS).split() if diary.get(Group, one))
        self._for = Purpose.REFLECTION

    @property
    def _is_chosen(self) -> bool:
        return self._document is not None and not self._has_nobody

    @property
    def _has_nobody(self) -> bool:
        return whole_roster(self._diary).is_empty()

    def _on_put_away(self) -> None:
        self._opening = None

    def go_on(self) -> None:
        """Go to the next step; says what is missing where nothing is chosen."""
        super().go_on()
        if not self._is_chosen:
            self._view.say(state.NO_PUPILS if self._has_nobody else state.NOTHING_CHOSEN, "info")

    # Choosing -----------------------------------------------------------------------------------

    def open_file(self, file: Path) -> None:
        """Read a document; one in hand stays until the new one is there. Says so when it cannot be read."""
        self._opening, self._trouble = file, ""
        self._view.say("", "info")
        self._draw_choice()

        def done(document: OwnDocument | None) -> None:
            if document is None or self._opening != file:
                return
            self._opening, self._source = None, file
            self._take(document)

        def failed(error: TutorDiaryError) -> None:
            if self._opening == file:
                self._opening, self._trouble = None, str(error)
                self._draw_choice()

        self._runner.run(lambda: open_document(file) if self._opening == file else None, done, failed)

    def _take(self, document: OwnDocument | None) -> None:
        self._document = document
        self._wanted = self._made = None
        self._is_reading = False
        self._desk.clear()
        self._desk.put_in_hand(document, self._groups)
        self._diary.keep_preference(IN_HAND, document.name if document else "")
        if self._can_draw():
            self._step = Step.CHOOSE
            self.open_step(Step.CHOOSE)

    def stop(self) -> None:
        """Give up the reading of a document that is under way; what was in hand before stays."""
        if self._opening is not None:
            self._opening = None
        elif self._is_reading:
            self._wanted, self._is_reading = None, False
            self.open_step(Step.CHOOSE)
        self._draw_choice()

    def close_document(self) -> None:
        """Put the document out of hand; the decisions stay in the diary."""
        self._source = self._opening = None
        self._trouble = ""
        self._take(None)

    def choose_groups(self, groups: tuple[str, ...]) -> None:
        """Look for the names of these groups; for everybody's when there are none."""
        self._groups = groups
        self._diary.keep_preference(GROUPS, " ".join(groups))
        self._desk.put_in_hand(self._document, groups)
        self._draw_choice()

    def choose_purpose(self, purpose: Purpose) -> None:
        """Say what the copy is for."""
        self._for = purpose
        self._draw_give()

    def _draw_choice(self) -> None:
        document = self._document
        held = self._diary.preference(IN_HAND)
        self._view.show_choice(
            DocumentChoice(
                name=document.name if document else "",
                facts=state.facts_of(document) if document else (),
                left_behind=state.left_behind_of(document) if document else (),
                groups=self._group_choices(),
                looks_for_all=not self._groups,
                trouble=self._trouble or (state.NO_PUPILS if self._has_nobody else ""),
                again=held if document is None and self._opening is None else "",
                is_opening=self._opening is not None,
            )
        )

    def _group_choices(self) -> tuple[GroupChoice, ...]:
        members: dict[str, set[str]] = {}
        for stay in self._diary.all(Membership):
            members.setdefault(stay.group_id, set()).add(stay.pupil_id)
        return tuple(
            GroupChoice(
                group.id,
                group.working_name,
                plural(len(members.get(group.id, ())), "pupil"),
                group.id in self._groups,
            )
            for group in sorted(self._diary.all(Group), key=lambda one: (one.working_name, one.id))
        )

    # Reviewing ----------------------------------------------------------------------------------

    def _about(self) -> DocumentAbout:
        digest = self._document.digest if self._document else ""
        return DocumentAbout(digest, self._groups, self._desk.changes)

    def _work(self, about: DocumentAbout, is_wanted: Callable[[], bool]) -> Callable[[], DocumentMade | None]:
        document, diary, today = self._document, self._diary, self._today()
        bind = self._desk.reading((about.digest, about.groups))

        def work() -> DocumentMade | None:
            if document is None or not is_wanted():
                return None
            reviewer = DocumentReviewer(diary, document, about.groups or None)
            items = reviewer.read_while(passages_of(document, today), is_wanted)
            return None if items is None else DocumentMade(bind(reviewer, items))

        return work

    def _why_empty(self) -> str:
        return state.NOTHING_CHOSEN

    def _on_unread(self, error: TutorDiaryError) -> None:
        self._wanted, self._is_reading = None, False
        self._trouble = str(error)
        self._draw_review()
        self._draw_give()
        self.open_step(Step.CHOOSE)

    # Giving -------------------------------------------------------------------------------------

    def _draw_give(self) -> None:
        document = self._document
        leaves = state.leaves_of(document, self._desk.items) if document and not self._is_reading else ()
        self._view.show_give(
            DocumentGive(
                leaves,
                state.TAKES,
                self._for,
                self.blocked(),
                is_waiting=self._is_reading,
                needs_review=self.needs_review,
                intruder=self.intruder(),
            )
        )

    @property
    def _purpose(self) -> str:
        return {Purpose.MANAGER: PM_BUNDLE, Purpose.KEEP: ""}.get(self._for, PURPOSE)

    def blocked(self) -> str:
        """Return why no copy can be saved yet, as a sentence; empty when nothing stands in the way."""
        if self._is_reading:
            return state.OPENING
        if self._document is None or self._made is None:
            return state.NOTHING_CHOSEN
        if not self._needs_eyes() and not any(item.is_ready for item in self._desk.items):
            return state.NOTHING_LEFT
        return super().blocked()

    def suggested_name(self) -> str:
        """Return a file name that names nobody."""
        return f"diary-copy{self._document.kind if self._document else ''}"

    @property
    def kind(self) -> str:
        """The ending of the document in hand, and of its copy."""
        return self._document.kind if self._document else ""

    def give(self, target: Path) -> None:
        """Make the copy, let the gate read it, write it and note it, unless something blocks it."""
        if self._source is not None and _is_same(target, self._source):
            self._view.say(state.SAME_FILE, "warn")
            return
        document = self._document
        if document is None or not self._begin_giving():
            return
        about, items, purpose = self._about(), self._desk.items, self._for

        def work() -> tuple[Copy, GateReport]:
            copy = copy_document(document, items)
            return copy, release_copy(self._diary, copy, target, lambda: self._about() == about)

        def done(written: tuple[Copy, GateReport]) -> None:
            self._is_giving = False
            copy, report = written
            try:
                note_copy(self._diary, copy, report, target.name, purpose)
            except TutorDiaryError as error:
                self._view.say(f"{target.name} was written, but could not be noted here: {error}", "danger")
                return
            self._view.say(
                f"Written: {target.name}, checked. {report.sentence} "
                "It is pseudonymised: treat it as personal data.",
                "ok",
            )

        self._runner.run(work, done, self._refused)

    def _refused(self, error: TutorDiaryError) -> None:
        self._is_giving = False
        self._view.say(str(error), "warn" if isinstance(error, NotCleared) else "danger")


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False  # the copy is not there yet
