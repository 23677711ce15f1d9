"""Bundles I receive: the key to be given to tutors, and the bundles they gave, checked and put together.

Nothing of a bundle is kept in the diary: what was opened is forgotten when the page is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from tutordiary import dates
from tutordiary.diary import Diary
from tutordiary.errors import BadInput, TutorDiaryError
from tutordiary.presenters.share_give import plural
from tutordiary.presenters.share_state import Mood
from tutordiary.presenters.work import Runner
from tutordiary.release import bundle_check, receiving, sealing
from tutordiary.release.bundle_check import CheckedBundle
from tutordiary.release.collate import SetAside, collate
from tutordiary.release.collation_files import write_collation
from tutordiary.release.sealing import Opener
from tutordiary.vault import files

MOST_BUNDLES = 200
HOW_IT_WORKS = (
    "Make a key once: its secret half never leaves this diary.",
    "Send the other half to your tutors, copied or as a small file; anyone may see it.",
    "On the telephone, read the six check words to each other, so that both know it is your key.",
    "Your tutors give you bundles sealed for it, by mail or on a stick.",
    "Open them here: nobody else can.",
)
RENEW_WHY = (
    "Make a new key if a stranger may have had this diary open. What was sealed for the old one can then no "
    "longer be opened: collate those bundles first, and send your tutors the new key."
)


@dataclass(frozen=True, slots=True)
class BundleLine:
    """One file: its name, and either how it has to be taken with days and tutor, or what is wrong with it."""

    name: str
    about: str
    is_whole: bool
    needs_passphrase: bool = False


@dataclass(frozen=True, slots=True)
class ReceivingState:
    """The page. ``key`` and ``words`` are empty before a key was made; ``busy`` says what is under way."""

    key: str
    words: tuple[str, ...]
    lines: tuple[BundleLine, ...]
    summary: str
    busy: str = ""
    can_collate: bool = False
    can_make: bool = True

    @property
    def wants_passphrase(self) -> bool:
        """Whether one of the files is sealed with a passphrase that was not given yet."""
        return any(line.needs_passphrase for line in self.lines)


class ReceivingView(Protocol):
    """What the page must be able to do."""

    def show_receiving(self, state: ReceivingState) -> None:
        """Draw everything."""

    def say(self, sentence: str, mood: Mood) -> None:
        """Say how something went."""


@dataclass(frozen=True, slots=True)
class _Held:
    path: Path
    line: BundleLine
    checked: CheckedBundle | None = None


class Receiving:
    """Makes the key, opens bundles one after the other on the worker, and puts them together."""

    def __init__(self, diary: Diary, view: ReceivingView, runner: Runner) -> None:
        self._diary = diary
        self._view = view
        self._runner = runner
        self._held: list[_Held] = []
        self._busy = ""
        self._stay = 0  # how often everything was forgotten: late answers belong to an earlier stay

    def show(self) -> None:
        """Draw the page as it stands."""
        key = receiving.own_key(self._diary)
        whole = [one.checked for one in self._held if one.checked is not None]
        self._view.show_receiving(
            ReceivingState(
                key=key.public.text if key else "",
                words=key.public.check_words if key else (),
                lines=tuple(one.line for one in self._held),
                summary=self._summary(whole),
                busy=self._busy,
                can_collate=bool(whole) and not self._busy,
                can_make=not self._diary.is_read_only,
            )
        )

    def _summary(self, whole: Sequence[CheckedBundle]) -> str:
        if not self._held:
            return "None opened yet."
        tutors = len({one.head.tutor for one in whole})
        return f"{len(whole)} of {plural(len(self._held), 'file')} opened, from {plural(tutors, 'tutor')}."

    # The key ------------------------------------------------------------------------------------

    def make_key(self) -> None:
        """Make the key, if there is none."""
        self._with_key(receiving.make_own_key, "Your key is made. Send it to your tutors.")

    def renew_key(self) -> None:
        """Make a new key; the old one is erased."""
        self._with_key(
            receiving.renew_own_key,
            "A new key is made and the old one erased. Send the new one to your tutors.",
        )

    def _with_key(self, work: Callable[[Diary], object], sentence: str) -> None:
        try:
            work(self._diary)
        except TutorDiaryError as error:
            self._view.say(str(error), "danger")
            return
        self.show()
        self._view.say(sentence, "ok")

    @property
    def key_text(self) -> str:
        """The public key as one line, to be copied; empty before it was made."""
        key = receiving.own_key(self._diary)
        return key.public.text if key else ""

    def save_key(self, target: Path) -> None:
        """Write the public key to a small file to send."""
        key = receiving.own_key(self._diary)
        tutor = self._diary.tutor
        if key is None:
            return
        try:
            files.write_document(
                target, receiving.key_file(key.public, tutor.name if tutor else ""), "the key"
            )
        except TutorDiaryError as error:
            self._view.say(str(error), "danger")
            return
        self._view.say(f"Written: {target.name}. Send it to your tutors, then compare the check words.", "ok")

    # Opening ------------------------------------------------------------------------------------

    def open_bundles(self, paths: Sequence[Path]) -> None:
        """Open and check files, one after the other; those that are here already are left out."""
        known = {one.path for one in self._held}
        new = [path for path in dict.fromkeys(paths) if path not in known]
        room = MOST_BUNDLES - len(self._held)
        if len(new) > room:
            self._view.say(f"At most {MOST_BUNDLES} bundles fit here. The rest were left out.", "warn")
        self._open(new[: max(0, room)], "")

    def try_passphrase(self, passphrase: str) -> None:
        """Try a passphrase on every file that needs one. It is not kept."""
        waiting = [one.path for one in self._held if one.line.needs_passphrase]
        if passphrase and waiting:
            self._open(waiting, passphrase)

    def _open(self, paths: Sequence[Path], passphrase: str) -> None:
        if self._busy or not paths:
            return
        opener = receiving.opener_of(self._diary, passphrase)
        self._next(list(paths), 0, opener, self._stay)

    def _next(self, paths: list[Path], at: int, opener: Opener, stay: int) -> None:
        """Open one file on the worker, then the next: the page shows how far it is."""
        if stay != self._stay:
            return
        if at == len(paths):
            self._busy = ""
            self.show()
            return
        self._busy = f"Opening {at + 1} of {len(paths)}…"
        self.show()
        path = paths[at]

        def done(held: _Held) -> None:
            if stay == self._stay:
                self._put(held)
                self._next(paths, at + 1, opener, stay)

        def failed(error: TutorDiaryError) -> None:
            done(_Held(path, BundleLine(path.name, str(error), is_whole=False)))

        self._runner.run(lambda: _opened(path, opener), done, failed)

    def _put(self, held: _Held) -> None:
        places = [at for at, one in enumerate(self._held) if one.path == held.path]
        if places:
            self._held[places[0]] = held
        else:
            self._held.append(held)

    def take_out(self, at: int) -> None:
        """Take one file out of the list."""
        if not self._busy and 0 <= at < len(self._held):
            del self._held[at]
            self.show()

    # Collating ----------------------------------------------------------------------------------

    def collate(self, folder: Path) -> None:
        """Put together what could be opened and write it into a folder."""
        checked = [one.checked for one in self._held if one.checked is not None]
        refused = [SetAside(one.line.name, one.line.about) for one in self._held if one.checked is None]
        if self._busy or not checked:
            return
        stay = self._stay
        self._busy = "Putting the bundles together…"
        self.show()

        def work() -> tuple[int, int]:
            together = collate(checked, refused)
            return len(write_collation(together, folder)), together.tutors

        def done(made: tuple[int, int]) -> None:
            if stay == self._stay:
                self._end()
                written, tutors = made
                self._view.say(
                    f"{plural(written, 'file')} about {plural(tutors, 'tutor')} written into {folder.name}. "
                    "Open collation.html first.",
                    "ok",
                )

        def failed(error: TutorDiaryError) -> None:
            if stay == self._stay:
                self._end()
                self._view.say(str(error), "danger")

        self._runner.run(work, done, failed)

    def _end(self) -> None:
        self._busy = ""
        self.show()

    def forget(self) -> None:
        """Forget every bundle, as when the page is left."""
        self._stay += 1
        self._held, self._busy = [], ""


def _opened(path: Path, opener: Opener) -> _Held:
    """Open and check one file. Work for the worker."""
    try:
        checked = bundle_check.check_file(path, opener)
    except BadInput as error:
        line = BundleLine(path.name, str(error), is_whole=False)
        return _Held(path, replace(line, needs_passphrase=_asks_passphrase(path)))
    head = checked.head
    days = f"{dates.day_and_month(head.first, year=True)} to {dates.day_and_month(head.last, year=True)}"
    sealed = "  ·  came sealed" if checked.was_sealed else ""
    about = f"{head.label}  ·  tutor {head.tutor}  ·  {days}{sealed}"
    return _Held(path, BundleLine(path.name, about, is_whole=True), checked)


def _asks_passphrase(path: Path) -> bool:
    try:
        data = bundle_check.read_file(path)
        return sealing.is_sealed(data) and sealing.needs_passphrase(data, path.name)
    except BadInput:
        return False
