"""The finished page of a case study as the studio shows it: laid out by the worker, the newest wish only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tutordiary.documents.content import RenderedFile
from tutordiary.documents.writer import write
from tutordiary.drafting.case.desk import CaseDesk
from tutordiary.errors import TutorDiaryError
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.work import Runner

MAKING = "The page is being laid out."
AS_IT_LEAVES = "This is the page as it would leave, names changed."


class CasePage:
    """Has the page laid out. ``show`` gets the page, or none and why."""

    def __init__(
        self,
        runner: Runner,
        today: Callable[[], date],
        show: Callable[[RenderedFile | None, str], None],
    ) -> None:
        self._runner = runner
        self._today = today
        self._show = show
        self._wanted = 0

    def draw(self, desk: CaseDesk) -> None:
        """Lay the page out as the story stands now."""
        self._wanted += 1
        number, today = self._wanted, self._today()
        if number == 1:
            self._show(None, MAKING)

        def work() -> tuple[RenderedFile, str] | None:
            if number != self._wanted:
                return None
            draft = desk.preview(today)
            waiting = sum(item.is_blocking for item in draft.seen)
            rendered = write(draft.document, "pdf")
            return rendered, " ".join((_words(waiting), *rendered.warnings)).strip()

        def done(made: tuple[RenderedFile, str] | None) -> None:
            if made is not None and number == self._wanted:
                self._show(*made)

        def failed(error: TutorDiaryError) -> None:
            if number == self._wanted:
                self._show(None, str(error))

        self._runner.run(work, done, failed)

    def stop(self) -> None:
        """Let no page come any more."""
        self._wanted += 1


def _words(waiting: int) -> str:
    if not waiting:
        return AS_IT_LEAVES
    return (
        f"{AS_IT_LEAVES} {plural(waiting, 'passage')} still to be read and decided in the review; "
        "until then nothing leaves."
    )
