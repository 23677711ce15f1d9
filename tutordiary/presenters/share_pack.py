"""The road to the reflection group: choose what to bring, read every word of it, give it or show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from tutordiary.diary import Diary
from tutordiary.drafting import giving, pack
from tutordiary.drafting.pack import PackDraft
from tutordiary.drafting.pack_lines import PackLine
from tutordiary.drafting.pack_screens import ScreenPage
from tutordiary.errors import TutorDiaryError
from tutordiary.evidence import Period
from tutordiary.model import Pack, PackItem, PackItemKind
from tutordiary.presenters import share_pack_drawn as drawn
from tutordiary.presenters.share_pack_advice import PackAdvice
from tutordiary.presenters.share_pack_choice import Chosen, PackChoice
from tutordiary.presenters.share_pack_made import (
    Gathering,
    PackAbout,
    PackMade,
    Sheets,
    making,
    showing,
    writing,
)
from tutordiary.presenters.share_pack_state import (
    CHOOSE_GROUP,
    NOTHING_CHOSEN,
    PART_WORDS,
    WRITE_WORDS,
    Format,
    OwnWords,
    PackView,
)
from tutordiary.presenters.share_period import OWN
from tutordiary.presenters.share_road import Road
from tutordiary.presenters.share_state import Step
from tutordiary.presenters.work import Runner
from tutordiary.release.gate import GateReport

OPEN_SHEET = "share pack sheet"


class PackPresenter(Road[PackAbout, PackMade]):
    """Holds the choice of lines, their review and the giving; every change goes into the diary at once."""

    _view: PackView

    def __init__(self, diary: Diary, view: PackView, runner: Runner, today: Callable[[], date]) -> None:
        super().__init__(diary, view, runner)
        self._today = today
        self._choice = PackChoice(diary)
        self.advice = PackAdvice(diary, today)
        self._gathering = Gathering(
            diary, runner, lambda: self._desk.changes, self._on_gathered, self._complain
        )
        self._dropped: tuple[str, str] | None = None

    def _on_put_away(self) -> None:
        self._gathering.stop()

    @property
    def _purpose(self) -> str:
        return giving.PACK_PURPOSE

    @property
    def _is_chosen(self) -> bool:
        return bool(self._groups())

    def open_step(self, step: Step) -> None:
        """Go to a step; before a group is chosen, say that this is first."""
        if step is not Step.CHOOSE and not self._is_chosen:
            self._view.say(CHOOSE_GROUP, "warn")
        super().open_step(step)

    # Choosing -----------------------------------------------------------------------------------

    def choose_group(self, group_id: str) -> None:
        """Take a group, or ``EVERY`` for all that met in the weeks."""
        self._change(replace(self._choice.now, group=group_id))

    def choose_period(self, key: str) -> None:
        """Take other weeks: a key of the choices on offer."""
        self._change(replace(self._choice.now, key=key))

    def choose_dates(self, first: date, last: date) -> None:
        """Take two dates of the tutor's own, in either order."""
        self._change(replace(self._choice.now, key=OWN, first=first.isoformat(), last=last.isoformat()))

    def choose_meeting(self, day: date) -> None:
        """Take the day of the meeting: for the tutor, it is in nothing that leaves."""
        self._change(replace(self._choice.now, meeting=day.isoformat()))

    def tick(self, line_id: str, *, on: bool) -> None:
        """Put a line into the pack or take it out; says so when its part is full."""
        lines = self._lines()
        part = next((line.part for line in lines if line.id == line_id), None)
        if part is not None and not self._choice.tick(lines, line_id, on=on):
            self._view.say(drawn.full(part), "warn")
        else:
            self._view.say("", "info")
        self._draw_choice()

    def move_line(self, line_id: str, by: int) -> None:
        """Move a line up or down within its part."""
        self._choice.move(self._lines(), line_id, by)
        self._draw_choice()

    def begin_anew(self) -> None:
        """Begin the next pack: no ticks, no own words, letters of its own."""
        self._choice.begin_anew()
        self._dropped = None
        self._view.say("A new pack. Pupils get other letters in it than in the one before.", "ok")
        self._draw_choice()

    def _change(self, chosen: Chosen) -> None:
        self._choice.change(chosen)
        self._draw_choice()

    @property
    def is_read_only(self) -> bool:
        """Whether the diary is only looked at: then nothing can be typed."""
        return self._diary.is_read_only

    @property
    def open_sheet(self) -> str:
        """Which sheet lies over the page, to come back to after a lock; empty for none."""
        return self._diary.preference(OPEN_SHEET)

    @open_sheet.setter
    def open_sheet(self, key: str) -> None:
        if not self._diary.is_read_only:
            self._diary.keep_preference(OPEN_SHEET, key)

    # Own words ----------------------------------------------------------------------------------

    def own_words(self, kind: PackItemKind, line_id: str = "") -> OwnWords:
        """Return what to type own words for a part with; with a line, those words to change."""
        title, hint = PART_WORDS[kind], WRITE_WORDS.get(kind, "They are read for names like every passage.")
        line = next((one for one in self._lines() if one.id == line_id), None)
        if line is not None and not line.is_own:  # in words of one's own in the place of a passage
            new_id = self._choice.new_own(kind)
            self._diary.keep_draft(self._choice.own_key(new_id), line.passage.text)
            self._choice.take_place(self._lines(), line.id, new_id)
            return OwnWords(new_id, kind, title, hint, line.passage.text, len(line.passage.text), ())
        if line is None:
            return OwnWords(self._choice.new_own(kind), kind, title, hint, "", 0, ())
        found = self._diary.drafts(self._choice.own_key(line_id))
        draft = found[0] if found else None
        caret, steps = (draft.caret, draft.steps) if draft else (0, ())
        return OwnWords(line_id, kind, title, hint, line.passage.text, caret, steps)

    def type_own(self, line_id: str, text: str, caret: int = 0, steps: tuple[str, ...] = ()) -> None:
        """Keep own words while they are typed."""
        if text.strip() or self._diary.drafts(self._choice.own_key(line_id)):
            self._diary.keep_draft(self._choice.own_key(line_id), text, caret, steps)

    def finish_own(self, line_id: str) -> None:
        """Draw the list with what was typed; words emptied are gone."""
        found = self._diary.drafts(self._choice.own_key(line_id))
        if found and not found[0].text.strip():
            self._diary.drop_draft(found[0].key)
        elif found:
            lines = self._lines()
            if line_id not in self._choice.ticked(lines):
                self._choice.tick(lines, line_id, on=True)
        self._draw_choice()

    def remove_own(self, line_id: str) -> None:
        """Take own words away; ``bring_back`` brings them back."""
        found = self._diary.drafts(self._choice.own_key(line_id))
        if found:
            self._dropped = (found[0].key, found[0].text)
            self._diary.drop_draft(found[0].key)
            self._view.say("Your words were taken out. Ctrl+Z brings them back.", "info")
            self._draw_choice()

    def bring_back(self) -> None:
        """Bring own words back that were taken away last."""
        if self._dropped is not None:
            self._diary.keep_draft(*self._dropped)
            self._dropped = None
            self._view.say("", "info")
            self._draw_choice()

    # What is chosen -----------------------------------------------------------------------------

    def _days(self) -> Period:
        period = self._choice.period(self._choice.periods(self._today()))
        return Period(period.first, period.last)

    def _groups(self) -> tuple[str, ...]:
        return self._choice.group_ids(self._choice.groups(self._days()))

    def _gathered(self) -> tuple[PackLine, ...] | None:
        groups = self._groups()
        return self._gathering.of(groups, self._days(), self._choice.now.pack_id) if groups else ()

    def _lines(self) -> tuple[PackLine, ...]:
        own = self._choice.own_lines(self._groups(), self._days())
        return self._choice.ordered((*(self._gathered() or ()), *own))

    def _about(self) -> PackAbout:
        lines = self._lines()
        by_id = {line.id: line for line in lines}
        chosen = tuple(by_id[line_id] for line_id in self._choice.ticked(lines))
        return PackAbout(self._choice.now.pack_id, self._groups(), self._days(), chosen, self._desk.changes)

    def _work(self, about: PackAbout, is_wanted: Callable[[], bool]) -> Callable[[], PackMade | None]:
        return making(self._diary, self._desk, about, is_wanted)

    def _on_gathered(self) -> None:
        if self._can_draw():
            self._draw_choice()
            if self._step is not Step.CHOOSE:
                self._load()

    def _draw_choice(self) -> None:
        groups = self._choice.groups(self._days())
        self._view.show_pack_choice(
            drawn.choice(
                self._choice,
                groups,
                self._lines(),
                self._today(),
                is_gathering=self._gathering.is_under_way,
                was_given=self._diary.get(Pack, self._choice.now.pack_id) is not None,
                advice=self.advice.state(),
            )
        )

    def _why_empty(self) -> str:
        return NOTHING_CHOSEN if self._is_chosen else CHOOSE_GROUP

    # Giving -------------------------------------------------------------------------------------

    def blocked(self) -> str:
        """Return why nothing can be given yet, as a sentence; empty when nothing stands in the way."""
        why = super().blocked()
        if why or self._is_reading:
            return why
        return "" if any(item.is_ready for item in self._desk.items) else self._why_empty()

    def choose_format(self, fmt: Format) -> None:
        """Take PDF or Word."""
        self._choice.change(replace(self._choice.now, fmt=fmt))
        self._draw_give()

    def choose_sheets(self, *, agenda: bool, facilitator: bool) -> None:
        """Take the agenda and the sheet for whoever runs the session along, or not."""
        self._choice.change(replace(self._choice.now, with_agenda=agenda, with_facilitator=facilitator))
        self._draw_give()

    @property
    def fmt(self) -> Format:
        """The kind of file chosen."""
        return "docx" if self._choice.now.fmt == "docx" else "pdf"

    def suggested_name(self) -> str:
        """Return a file name that names nobody."""
        code = pack.tutor_code(self._diary, self._choice.now.pack_id).lower()
        return f"reflection-pack-{code}.{self.fmt}"

    def _sheets(self) -> Sheets:
        return Sheets(self._choice.now.with_agenda, self._choice.now.with_facilitator)

    def _draw_give(self) -> None:
        self._view.show_pack_give(
            drawn.give(
                self._diary,
                self._choice.now,
                self._about().lines if not self._is_reading else (),
                self._desk.items,
                self.blocked(),
                is_waiting=self._is_reading,
                needs_review=self.needs_review,
                intruder=self.intruder(),
            )
        )

    def give(self, target: Path) -> None:
        """Make the file, let the gate read it, write it and note it, unless something blocks it."""
        if not self._begin_giving():
            return
        about, items = self._about(), self._desk.items
        work = writing(
            self._diary, about, items, self._sheets(), self.fmt, target, lambda: self._desk.changes
        )

        def done(made: tuple[PackDraft, GateReport]) -> None:
            if not self._noted(*made, about, target.name):
                target.unlink(missing_ok=True)  # what left and what the log says are to be the same
            else:
                self._view.say(
                    f"Written: {target.name}, checked. {made[1].sentence} {drawn.LABEL_SHORT}", "ok"
                )

        self._runner.run(work, done, self._refused)

    def show_full(self) -> None:
        """Let the gate read what a full screen would show, note it, and show it."""
        if not self._begin_giving():
            return
        about, items = self._about(), self._desk.items
        work = showing(self._diary, about, items, lambda: self._desk.changes)

        def done(made: tuple[PackDraft, GateReport, tuple[ScreenPage, ...]]) -> None:
            draft, report, pages = made
            if self._noted(draft, report, about, giving.SHOWN) and self._can_draw():
                self._view.say("", "info")
                self._view.show_screens(pages)

        self._runner.run(work, done, self._refused)

    def _noted(self, draft: PackDraft, report: GateReport, about: PackAbout, name: str) -> bool:
        """Write down that the pack left, with its parts in the words that left."""
        self._is_giving = False
        earlier = self._diary.find(PackItem, pack_id=about.pack_id)
        record, items = pack.records(
            draft,
            about.pack_id,
            self._choice.meeting_on(self._today()),
            about.days,
            about.groups[0] if len(about.groups) == 1 else None,
            earlier,
        )
        try:
            with self._diary.together():
                self._diary.remove(*earlier[len(items) :])
                giving.note_pack(
                    self._diary,
                    report,
                    name,
                    about.groups,
                    (record, *items),
                    draft=draft,
                    intruder=self._intruder.answers(draft.seen),
                )
        except TutorDiaryError as error:
            self._view.say(
                f"It could not be noted that the pack left, so it did not leave. {error}", "danger"
            )
            return False
        if self._can_draw():
            self._draw_give()
        return True

    # After the meeting --------------------------------------------------------------------------

    def take_up_advice(self) -> None:
        """Put what the group advised into the next session."""
        said = self.advice.take_up()
        self._draw_choice()
        if said:
            self._view.say(said, "ok" if said.startswith("Kept") else "warn")

    def undo_advice(self) -> None:
        """Take back what was kept of the advice last."""
        if self.advice.undo():
            self._view.say("Taken back.", "info")
            self._draw_choice()
