"""Comment slips: printed for pupil, staff and family, and typed back in as their own words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import comment_slips, report_desk
from tutordiary.drafting.comment_slips import COMMENT_SLIP
from tutordiary.errors import UserError
from tutordiary.model import Asked, Audience, Pupil, Report, ReportAudience, Speaker, Voice, new_id

DRAFTS = "slips/"
NO_DAY = "Write the day like 14 October 2026 or 14/10/2026. Nothing was kept yet; the words are still here."
NOTHING_TYPED = "No slip has words on it yet. Type at least one; nothing was kept."


@dataclass(frozen=True, slots=True)
class SlipAsked:
    """One slip to type back: whose it is, and how to ask for the words and the name."""

    key: str
    speaker: Speaker
    title: str
    who_hint: str


ASKED = (
    SlipAsked("pupil", Speaker.PUPIL, "The pupil’s slip", ""),
    SlipAsked("staff", Speaker.SCHOOL_STAFF, "The school’s slip", "As in Mrs Dale, teaching assistant"),
    SlipAsked("family", Speaker.PARENT_CARER, "The family’s slip", "As in her mother, or her carer"),
)


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """Typing slips back in. ``values`` are what stands in the fields; ``caret_in`` is one of them.

    ``steps`` are the texts that stood in that field before, oldest first.
    """

    pupil_id: str
    name: str
    values: Mapping[str, str]
    audiences: frozenset[Audience]
    caret_in: str = ""
    caret: int = 0
    steps: tuple[str, ...] = ()
    was_typed: bool = False


class Slips:
    """Keeps what is typed from slips, first as a draft and then as voices of three kinds."""

    def __init__(self, diary: Diary, today: Callable[[], date], report_id: str) -> None:
        self._diary = diary
        self._today = today
        self._report = diary.need(Report, report_id)
        self.pupil_id = self._report.pupil_id

    @property
    def _key(self) -> str:
        return f"{DRAFTS}{self.pupil_id}"

    def page(self) -> SlipsPage:
        """Return what stands on the sheet, with what was typed before and not kept."""
        pupil = self._diary.need(Pupil, self.pupil_id)
        reader = Audience.FAMILY if self._report.audience is ReportAudience.FAMILY else Audience.SCHOOL
        values = {"said_on": dates.day_and_month(self._today(), year=True)}
        held = next(iter(self._diary.drafts(self._key)), None)
        typed: dict[str, str] = json.loads(held.text) if held else {}
        audiences = typed.pop("audiences", reader.value)
        caret_in = typed.pop("caret_in", "")
        return SlipsPage(
            pupil_id=self.pupil_id,
            name=pupil.first_name or "the pupil",
            values=values | typed,
            audiences=frozenset(Audience(one) for one in audiences.split()),
            caret_in=caret_in,
            caret=held.caret if held else 0,
            steps=held.steps if held else (),
            was_typed=any(typed.get(one.key) for one in ASKED),
        )

    @property
    def suggested_name(self) -> str:
        """A file name without a name in it."""
        return f"comment slips {self._today():%Y-%m}.pdf"

    def paper(self) -> RenderedFile:
        """Return the slips as a PDF to print and fill in. Raises: NotCleared for another pupil's name."""
        draft = report_desk.load(self._diary, self._report.id)
        slips = comment_slips.comment_slips(draft.file, draft.base)
        return report_desk.render(comment_slips.checked(self._diary, self.pupil_id, slips), "pdf")

    def save_paper(self, target: Path) -> None:
        """Write the slips to a file, and note that they left with a first name and who asks.

        Raises: NotCleared, DiskFull, CannotWrite.
        """
        comment_slips.hand_over(self._diary, self.pupil_id, self.paper(), target)

    def printed(self, paper: RenderedFile) -> None:
        """Note that the slips went to the printer."""
        comment_slips.note_printed(self._diary, self.pupil_id, paper)

    def keep_typing(
        self,
        values: Mapping[str, str],
        audiences: frozenset[Audience],
        caret_in: str,
        caret: int,
        steps: tuple[str, ...] = (),
    ) -> None:
        """Keep what is typed as a draft, with the caret and the texts before in one of the fields.

        Nothing happens in a diary that is only looked at.
        """
        if self._diary.is_read_only:
            return
        labels = " ".join(sorted(one.value for one in audiences))
        held = {**values, "audiences": labels, "caret_in": caret_in}
        self._diary.keep_draft(self._key, json.dumps(held, ensure_ascii=False), caret, steps)

    def keep(self, values: Mapping[str, str], audiences: frozenset[Audience]) -> int:
        """Write a voice for each slip with words on it, and return how many.

        Raises: UserError when no slip has words, or the day is none.
        """
        said_on = dates.parse_day(values.get("said_on", ""), self._today())
        if said_on is None:
            raise UserError(NO_DAY)
        voices = [
            Voice(
                id=new_id(),
                speaker=one.speaker,
                words=words,
                said_on=said_on,
                pupil_id=self.pupil_id,
                speaker_label=values.get(f"{one.key}_who", "").strip(),
                captured_how=COMMENT_SLIP,
                asked=Asked.ASKED,
                audiences=audiences,
            )
            for one in ASKED
            if (words := values.get(one.key, "").strip())
        ]
        if not voices:
            raise UserError(NOTHING_TYPED)
        with self._diary.together():
            self._diary.add(*voices)
            self._diary.drop_draft(self._key)
        return len(voices)
