"""Giving a report: as a PDF, locked with a password or not, as Word, or copied as text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import report_desk
from tutordiary.drafting.pupil_file import PupilFile, name_of
from tutordiary.drafting.report_desk import FileFormat, ReportDraft
from tutordiary.errors import BadInput, TutorDiaryError
from tutordiary.model import ContactRole, Disclosure, ReportAudience
from tutordiary.presenters.report_check import leaves
from tutordiary.presenters.work import Runner

Way = Literal["pdf", "docx", "text"]
WAYS: tuple[tuple[Way, str, str], ...] = (
    ("pdf", "PDF", "Looks the same everywhere, and may have a password"),
    ("docx", "Word", "For a school that goes on writing in it"),
    ("text", "Copy as text", "To paste into the school’s own system"),
)
OPEN_FILE = "The file is not locked: anyone who has it can read it."
LOCKED_FILE = (
    "The file opens only with the password. Tell it to them by telephone, never in the same message;"
    " nobody can read the file without it, and it is not kept here."
)
WORDS_HINT = "Several words are easy to say on the telephone."
NOT_THE_SAME = "The two passwords are not the same."
DRAFTS = "report_give/"
COPIED = "Copied. Paste it within half a minute: then it is taken off the clipboard again."
BOX_CHOICES: tuple[tuple[int, str], ...] = (
    (0, "Any length"),
    *((most, f"{most:,} characters") for most in (4000, 2000, 1000, 500, 250)),
)
"""How much a box of a school's system takes, for a list to choose from; 0 is as much as there is."""


@dataclass(frozen=True, slots=True)
class GivePage:
    """What the sheet begins with: what leaves, to whom, how, and what stands in the way (empty: nothing)."""

    title: str
    leaves: tuple[str, ...]
    blocked: str
    given_to: str
    way: Way
    caret: int = 0
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class PasteLine:
    """One part of the report as text, in pieces that each fit a box."""

    title: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What was given: sentences to show, the digest of the file, and the line in the log."""

    sentence: str
    sha256: str
    log_line: str


class Giving:
    """Makes one report into a file, once it was checked again, and notes that it left."""

    def __init__(self, diary: Diary, runner: Runner, today: Callable[[], date], report_id: str) -> None:
        self._diary = diary
        self._runner = runner
        self._today = today
        self.report_id = report_id

    @property
    def _key(self) -> str:
        return f"{DRAFTS}{self.report_id}"

    def page(self, blocked: str) -> GivePage:
        """Return what the sheet begins with: as it was left, or with who usually gets it.

        ``blocked`` says what the check found that stands in the way; empty for nothing, so far.
        """
        draft = report_desk.load(self._diary, self.report_id)
        held = next(iter(self._diary.drafts(self._key)), None)
        typed: dict[str, str] = json.loads(held.text) if held else {}
        way: Way = next((one for one, _, _ in WAYS if one == typed.get("way")), "pdf")
        return GivePage(
            title=f"Give {draft.file.pupil.first_name}’s report",
            leaves=leaves(draft),
            blocked=blocked,
            given_to=typed.get("given_to", usually_for(draft.file, draft.report.audience)),
            way=way,
            caret=held.caret if held else 0,
            is_locked=bool(typed.get("locked")),
        )

    def keep_typing(self, given_to: str, way: Way, caret: int, *, is_locked: bool = False) -> None:
        """Keep to whom and how as a draft, unless the diary is only looked at.

        That a password is wanted is kept, the password never.
        """
        if self._diary.is_read_only:
            return
        held = {"given_to": given_to, "way": way, "locked": "yes" if is_locked else ""}
        self._diary.keep_draft(self._key, json.dumps(held, ensure_ascii=False), caret)

    def suggested_name(self, fmt: FileFormat) -> str:
        """Return a file name without a full name in it: file lists are read over shoulders."""
        return suggested_name(report_desk.load(self._diary, self.report_id), fmt)

    def give(
        self,
        fmt: FileFormat,
        target: Path,
        given_to: str,
        password: str,
        done: Callable[[Given], None],
        refused: Callable[[str], None],
    ) -> None:
        """Write the file and note that it left, unless something blocks it."""
        today = self._today()

        def work() -> tuple[ReportDraft, RenderedFile]:
            draft = report_desk.checked(self._diary, self.report_id)
            rendered = report_desk.render(report_desk.compose(draft, today), fmt)
            return draft, locked(rendered, password) if password and fmt == "pdf" else rendered

        def made(one: tuple[ReportDraft, RenderedFile]) -> None:
            draft, rendered = one
            try:
                left = report_desk.hand_over(
                    self._diary,
                    draft,
                    rendered,
                    target,
                    today,
                    given_to=given_to,
                    has_password=bool(password) and fmt == "pdf",
                )
            except TutorDiaryError as error:
                refused(str(error))
                return
            self._diary.drop_draft(self._key)
            mind = LOCKED_FILE if password and fmt == "pdf" else OPEN_FILE
            warnings = f" {' '.join(rendered.warnings)}" if rendered.warnings else ""
            done(Given(f"Written: {target.name}. {mind}{warnings}", left.file_sha256, log_line(left)))

        self._runner.run(work, made, lambda error: refused(str(error)))

    def parts(self, most: int) -> tuple[PasteLine, ...]:
        """Return the words part by part, in pieces of at most so many characters (0: in one)."""
        from tutordiary.documents import paste

        draft = report_desk.load(self._diary, self.report_id)
        parts = paste.paste_parts(report_desk.compose(draft, self._today()))
        return tuple(
            PasteLine(one.title, paste.boxes(one.text, most) if most else (one.text,)) for one in parts
        )

    def copy(
        self,
        given_to: str,
        done: Callable[[str, Given], None],
        refused: Callable[[str], None],
        piece: str = "",
    ) -> None:
        """Hand back the words of the report for pasting elsewhere, or a ``piece`` of them.

        They are noted in the log, once however many pieces there are, unless a name blocks.
        """
        today = self._today()

        def work() -> tuple[ReportDraft, str]:
            draft = report_desk.checked(self._diary, self.report_id)
            return draft, words_of(draft, today)

        def made(one: tuple[ReportDraft, str]) -> None:
            draft, text = one
            try:
                left = report_desk.hand_over_text(self._diary, draft, text, today, given_to=given_to)
            except TutorDiaryError as error:
                refused(str(error))
                return
            if not piece:
                self._diary.drop_draft(self._key)
            done(piece or text, Given(COPIED, left.file_sha256, log_line(left)))

        self._runner.run(work, made, lambda error: refused(str(error)))


def locked(rendered: RenderedFile, password: str) -> RenderedFile:
    """Return a PDF that opens only with a password."""
    from tutordiary.documents.writer import protect

    return replace(rendered, data=protect(rendered.data, password))


def words_of(draft: ReportDraft, today: date) -> str:
    """Return the whole document as plain text in reading order, each paragraph on a line of its own."""
    from tutordiary.documents.paste import pasted

    return pasted(report_desk.compose(draft, today))


def password_problem(password: str, again: str) -> tuple[str, bool]:
    """Return why a password will not do (empty when it will), and whether the second is what is wrong."""
    from tutordiary.documents.pdf.locking import checked

    try:
        checked(password)
    except BadInput as error:
        return str(error), False
    return (NOT_THE_SAME, True) if password != again else ("", False)


def usually_for(file: PupilFile, audience: ReportAudience) -> str:
    """Return who gets such a report: the SENCO, or the family."""
    if audience is ReportAudience.FAMILY:
        return f"{file.pupil.first_name} and family"
    senco = name_of(file.contact(ContactRole.SENCO))
    return f"{senco}, SENCO" if senco else ""


def suggested_name(draft: ReportDraft, fmt: FileFormat) -> str:
    """Return a file name without a full name in it: file lists are read over shoulders."""
    pupil = draft.file.pupil
    initials = (pupil.first_name[:1] + pupil.last_name[:1]).upper()
    kind = "progress report" if draft.report.audience is ReportAudience.SCHOOL else "music report"
    return f"{initials} {kind} {draft.report.period_to:%Y-%m}.{fmt}"


def log_line(left: Disclosure) -> str:
    """Return the entry of the log as a person reads it."""
    what = "Report for the school" if left.purpose.endswith("school") else "Report for the family"
    to = f", to {left.recipient}" if left.recipient else ""
    day = dates.day_and_month(left.released_at.astimezone().date(), year=True)
    return f"{day}, {dates.local_clock(left.released_at)}: {what}{to}, {left.file_name}"
