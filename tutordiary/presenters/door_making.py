"""Making a diary, and getting its recovery code on paper: at once, or at a later unlock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import settings as app_settings
from tutordiary.errors import TutorDiaryError, WrongSecret
from tutordiary.presenters import new_secret
from tutordiary.presenters.door_state import DoorState, Step, Threshold

if TYPE_CHECKING:
    from tutordiary.diary import Diary

NEVER_TYPED_BACK = (
    "The recovery code of this diary was never typed back, so nobody can be sure that it is on paper."
)
FRESH_AS_NEVER_TYPED = (
    "The code was never typed back, so here is a fresh one. An earlier one no longer works."
)
PAPER_USED = (
    "You came in with the code on your sheet. Whoever saw it then could use it too, so a fresh code can"
    " take its place."
)
FRESH_AS_PAPER_USED = "Here is a fresh code, because the old paper was used. The old code no longer works."


class Making(Threshold):
    """Decides what happens until a diary is made and its code is on paper."""

    _reason = ""
    _fresh_reason = ""

    def choose_make(self) -> None:
        """Begin a new diary: name, passphrase, where it lives."""
        self._folder = self._free_folder(app_settings.default_diary_folder())
        self._show_make()

    def new_words(self) -> None:
        """Offer five other words for a passphrase."""
        self._show_make()

    def weigh(self, typed: str, say: Callable[[str], None]) -> None:
        """Say how hard a new passphrase would be to guess."""
        new_secret.weigh(self._runner, typed, say)

    def look_at_place(self, folder: str, say: Callable[[str], None]) -> None:
        """Say what is unwise about a place for the diary, such as a synchronised folder; empty if nothing."""

        def work() -> str:
            from tutordiary.vault import place

            return " ".join(place.warnings(Path(folder).expanduser()))

        self._runner.run(work, say, lambda _: say(""))

    def _show_make(self, field: str = "", problem: str = "") -> None:
        from tutordiary.vault.passphrase import suggest_passphrase

        self._show(
            DoorState(
                Step.MAKE,
                field=field,
                problem=problem,
                folder=str(self._folder),
                offered="" if problem else suggest_passphrase(),
            )
        )

    def make(self, name: str, service: str, secret: str, again: str, folder: str) -> None:
        """Make the diary, and then show its recovery code."""
        from tutordiary.diary import Diary
        from tutordiary.vault import diary_folder
        from tutordiary.vault.ciphers import DEFAULT_COST

        if not name.strip():
            self._show_make("name", "Please give your name, as it should stand under a report.")
            return
        problem = diary_folder.passphrase_problem(secret)
        if problem:
            self._show_make("secret", problem)
            return
        if secret != again:
            self._show_make("again", "The two passphrases are not the same. Nothing was made yet.")
            return
        self._folder = Path(folder).expanduser()
        self._show(DoorState(Step.MAKE, busy="Making your diary…", folder=folder))

        def work() -> tuple[Diary, str]:
            diary, code = Diary.create(
                self._folder, secret, cost=self._cost or DEFAULT_COST, state_folder=self._state_folder
            )
            diary.name_tutor(name.strip(), service.strip())
            return diary, code

        def done(made: tuple[Diary, str]) -> None:
            self._waiting, self._code = made
            self._fresh_reason = ""
            # Known from now on: a window closed before the code is typed back must find its diary again.
            self._settings.change(diary_folder=str(self._folder))
            self._show_code()

        self._runner.run(work, done, lambda error: self._show_make("folder", str(error)))

    # The recovery code ----------------------------------------------------------------------------

    def write_sheet(self, target: Path) -> None:
        """Write the sheet of the code that is shown. Only until it is typed back."""
        from tutordiary.drafting import recovery_sheet

        diary, code = self._waiting, self._code
        if diary is None or not code:
            return
        vault_id, number, today = diary.vault.vault_id, recovery_sheet.number_of(diary), self._today()
        self._runner.run(
            lambda: recovery_sheet.write_sheet(target, code, vault_id, today, number=number),
            lambda _: self._show_code(
                praise=f"Written: {target.name}. Print it, put the paper away, then delete the file."
            ),
            lambda error: self._show_code(problem=str(error)),
        )

    def make_sheet(self, done: Callable[[bytes], None]) -> None:
        """Hand over the sheet of the code that is shown, to be printed. Only until it is typed back."""
        from tutordiary.drafting import recovery_sheet

        diary, code = self._waiting, self._code
        if diary is None or not code:
            return
        vault_id, number, today = diary.vault.vault_id, recovery_sheet.number_of(diary), self._today()
        self._runner.run(
            lambda: recovery_sheet.sheet_pdf(code, vault_id, today, number=number),
            done,
            lambda error: self._show_code(problem=str(error)),
        )

    def confirm_code(self, typed: str) -> None:
        """Go in when the code was typed back; the diary is already made either way."""
        from tutordiary.vault import recovery_code

        try:
            same = recovery_code.from_code(typed) == recovery_code.from_code(self._code)
        except WrongSecret as error:
            self._show_code("code", str(error))
            return
        if not same:
            self._show_code(
                "code", "That is a recovery code, but not this one. Compare it with the code above."
            )
            return
        self._note_code_and_enter()

    def ask_for_code(self, diary: Diary, why: str, why_fresh: str) -> None:
        """Hold an open diary back until something was said about its recovery code."""
        self._waiting, self._reason, self._fresh_reason = diary, why, why_fresh
        self._show_due()

    def check_paper(self, typed: str) -> None:
        """Go in when what was typed from the paper is the code in force."""
        from tutordiary.diary import keys

        if self._waiting is None:
            return
        try:
            keys.check_code(self._waiting, typed)
        except TutorDiaryError as error:
            self._show_due("code", str(error))
            return
        self._note_code_and_enter()

    def fresh_code(self) -> None:
        """Make a new code in place of the old one, and show it to be typed back."""
        from tutordiary.drafting import recovery_sheet

        diary = self._waiting
        if diary is None:
            return

        def done(code: str) -> None:
            self._code = code
            self._show_code()

        self._runner.run(
            lambda: recovery_sheet.fresh_code(diary), done, lambda error: self._show_due(problem=str(error))
        )

    def not_now(self) -> None:
        """Go in without the code on paper. It is asked for again at the next unlock."""
        self._go_in()

    def _show_code(self, field: str = "", problem: str = "", praise: str = "") -> None:
        self._show(
            DoorState(
                Step.RECOVERY,
                field=field,
                problem=problem,
                praise=praise,
                recovery_code=self._code,
                reason=self._fresh_reason,
                can_wait=bool(self._fresh_reason),
            )
        )

    def _show_due(self, field: str = "", problem: str = "") -> None:
        self._show(
            DoorState(
                Step.CODE_DUE,
                field=field,
                problem=problem,
                reason=self._reason,
                can_wait=True,
                asks_paper=self._reason == NEVER_TYPED_BACK,
            )
        )

    def _note_code_and_enter(self) -> None:
        from tutordiary.diary import keys

        if self._waiting is None:
            return
        try:
            keys.confirm_code(self._waiting)
        except TutorDiaryError as error:
            self._show_code(problem=str(error))
            return
        self._go_in()

    def _go_in(self) -> None:
        diary, self._waiting, self._code = self._waiting, None, ""
        if diary is not None:
            self._enter(diary)
