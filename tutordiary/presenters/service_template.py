"""The service's templates: which one papers follow, and what each says. Every change is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from tutordiary.diary import Diary, history
from tutordiary.documents.content import RenderedFile
from tutordiary.drafting import service_template, template_file
from tutordiary.drafting.service_template import PARTS, WITHOUT_HEADING, Look, Template
from tutordiary.drafting.template_sample import sample_paper
from tutordiary.errors import TutorDiaryError
from tutordiary.model import ReportAudience
from tutordiary.presenters.work import Runner

APPS_OWN = ("", "As the app has them")
SHEET = "template_sheet"  # a preference of the diary
PAPERS = {ReportAudience.SCHOOL: "The report for the school", ReportAudience.FAMILY: "The family version"}


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a paper: whether it is printed, its usual heading, and the service's own or empty.

    Without ``has_heading`` the part stands on the page without one.
    """

    key: str
    usual: str
    own: str
    is_on: bool
    has_heading: bool = True


@dataclass(frozen=True, slots=True)
class TemplateState:
    """What the sheet shows. ``template_id`` is empty while none is open; ``choices`` are id and name."""

    choices: tuple[tuple[str, str], ...]
    active_id: str
    template_id: str = ""
    name: str = ""
    service_name: str = ""
    logo: bytes = b""
    parts: tuple[tuple[ReportAudience, tuple[PartLine, ...]], ...] = ()
    is_read_only: bool = False


class TemplateView(Protocol):
    """What the sheet's window can do."""

    def show_template(self, state: TemplateState) -> None:
        """Draw everything. Words being typed stay as they are."""

    def show_page(self, rendered: RenderedFile) -> None:
        """Draw the pages of an invented paper with the template on it."""

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """Say how something went."""

    def offer_back(self, sentence: str, back: Callable[[], None]) -> None:
        """Say what was removed, with a way to have it back."""


def was_open(diary: Diary) -> bool:
    """Return whether the sheet lay open and nobody closed it: a lock did."""
    return bool(diary.preference(SHEET))


class TemplatePresenter:
    """Holds which template is open. Nothing it does touches a report that was given."""

    def __init__(self, diary: Diary, view: TemplateView, runner: Runner) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._open_id = ""
        self._is_left = False
        self._wanted = 0
        self.shown = ReportAudience.SCHOOL

    def arrive(self) -> None:
        """Draw the template in use, if there is one."""
        self._diary.keep_preference(SHEET, "open")
        held = service_template.active(self._diary)
        self._open_id = held.template_id if held else ""
        self._draw()

    def leave(self) -> None:
        """Tell nobody any more: the sheet is gone."""
        self._is_left = True
        self._diary.keep_preference(SHEET, "")

    # Which one ------------------------------------------------------------------------------------

    def use(self, template_id: str) -> None:
        """Let papers follow a template from now on, and open it; an empty id means as the app has them."""
        service_template.use(self._diary, template_id)
        self._open_id = template_id
        self._draw()

    def make(self) -> None:
        """Begin a new template and use it."""
        tutor = self._diary.tutor
        made = service_template.make(self._diary, tutor.service if tutor else "")
        self.use(made.template_id)

    def remove(self) -> None:
        """Put the open template into the bin."""
        held = self._held()
        if held is None:
            return
        entries = service_template.remove(self._diary, held.template_id)
        self._open_id = ""
        self._draw()

        def back() -> None:
            for entry in entries:
                history.bring_back(self._diary, entry)
            self._open_id = held.template_id
            self._draw()

        self._view.offer_back(f"{held.name} is in the bin. Papers look as the app has them.", back)

    # What it says ---------------------------------------------------------------------------------

    def rename(self, name: str) -> None:
        """Call the open template something else. An empty name is not kept."""
        if name.strip():
            self._change(lambda held: replace(held, name=name))

    def name_service(self, name: str) -> None:
        """Write the service's name as papers have it; empty means the tutor's own words for it."""
        self._change(lambda held: replace(held, service_name=name))

    def print_part(self, audience: ReportAudience, key: str, *, is_on: bool) -> None:
        """Print a part of a paper, or leave it out of every one that follows the template."""

        def changed(held: Template) -> Template:
            look = held.look(audience)
            out = set(look.left_out) - {key} if is_on else {*look.left_out, key}
            return _with(held, audience, replace(look, left_out=tuple(out)))

        self._change(changed)

    def word_heading(self, audience: ReportAudience, key: str, words: str) -> None:
        """Give a part the service's own heading; empty goes back to the usual one."""

        def changed(held: Template) -> Template:
            look = held.look(audience)
            headings = {**dict(look.headings), key: words}
            return _with(held, audience, replace(look, headings=tuple(headings.items())))

        self._change(changed)

    def choose_logo(self, path: Path) -> None:
        """Read a picture beside the app, and put it on every paper."""
        template_id = self._open_id

        def done(logo: bytes) -> None:
            if self._open_id == template_id:
                self._change(lambda held: replace(held, logo=logo))
                self._draw()
                self._say("The logo is kept inside your diary. It stands at the top of each paper.")

        self._runner.run(lambda: template_file.read_logo(path), done, self._refused)

    def drop_logo(self) -> None:
        """Take the logo off."""
        self._change(lambda held: replace(held, logo=b""))
        self._draw()

    # As a file, and on a page ---------------------------------------------------------------------

    @property
    def file_name(self) -> str:
        """What a file of the open template is offered as."""
        held = self._held()
        words = "".join(one if one.isalnum() or one in " -" else " " for one in held.name) if held else ""
        return f"{' '.join(words.split()) or 'template'}{template_file.ENDING}"

    def export(self, target: Path) -> None:
        """Write the open template to a file for colleagues. No word of the diary is in it."""
        held = self._held()
        if held is None:
            return
        try:
            template_file.export(self._diary, held, target)
        except TutorDiaryError as error:
            self._refused(error)
            return
        self._say(f"Written: {target.name}. It holds the logo and the wording, and no word of your diary.")

    def bring_in(self, path: Path) -> None:
        """Read a template from a file, and open it. It is in use only when it is chosen."""

        def done(made: Template) -> None:
            self._open_id = made.template_id
            self._draw()
            self._say(f"{made.name} came in. It is used from when you choose it at the top.")

        self._runner.run(lambda: template_file.bring_in(self._diary, path), done, self._refused)

    def see(self, audience: ReportAudience) -> None:
        """Draw an invented paper with the open template on it; only the newest of several wishes counts."""
        held = self._held()
        if held is None:
            return
        self.shown = audience
        self._wanted += 1
        number = self._wanted

        def work() -> RenderedFile:
            from tutordiary.documents.writer import write

            return write(sample_paper(held, audience), "pdf")

        def done(rendered: RenderedFile) -> None:
            if number == self._wanted and not self._is_left:
                self._view.show_page(rendered)

        self._runner.run(work, done, self._refused)

    # Inside ---------------------------------------------------------------------------------------

    def _held(self) -> Template | None:
        return service_template.template(self._diary, self._open_id) if self._open_id else None

    def _change(self, change: Callable[[Template], Template]) -> None:
        held = self._held()
        if held is not None:
            try:
                service_template.keep(self._diary, change(held))
            except TutorDiaryError as error:
                self._refused(error)

    def _draw(self) -> None:
        if self._is_left:
            return
        all_of_them = service_template.templates(self._diary)
        in_use = service_template.active(self._diary)
        choices = (APPS_OWN, *((one.template_id, one.name) for one in all_of_them))
        state = TemplateState(
            choices, in_use.template_id if in_use else "", is_read_only=self._diary.is_read_only
        )
        held = self._held()
        if held is not None:
            state = replace(
                state,
                template_id=held.template_id,
                name=held.name,
                service_name=held.service_name,
                logo=held.logo,
                parts=tuple((audience, _lines(held, audience)) for audience in PARTS),
            )
        self._view.show_template(state)
        if held is not None:
            self.see(self.shown)

    def _say(self, sentence: str) -> None:
        if not self._is_left:
            self._view.say(sentence)

    def _refused(self, error: TutorDiaryError) -> None:
        if not self._is_left:
            self._view.say(str(error), is_problem=True)


def _with(held: Template, audience: ReportAudience, look: Look) -> Template:
    return replace(held, looks={**held.looks, audience: look})


def _lines(held: Template, audience: ReportAudience) -> tuple[PartLine, ...]:
    look = held.look(audience)
    own = dict(look.headings)
    return tuple(
        PartLine(
            key, usual, own.get(key, ""), key not in look.left_out, (audience, key) not in WITHOUT_HEADING
        )
        for key, usual in PARTS[audience]
    )
