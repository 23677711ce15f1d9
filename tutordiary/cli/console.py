"""How commands talk: progress to standard error, results to standard output, secrets never as arguments."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tutordiary.diary import Diary, keys
from tutordiary.errors import BadInput
from tutordiary.model import Group, Pupil

DONE, FOUND, BAD = 0, 1, 2


class Console:
    """Prints for one command. With ``--json`` results are one JSON object, else plain lines."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def progress(self, words: str) -> None:
        """Say how far the work has come."""
        print(words, file=sys.stderr, flush=True)  # noqa: T201

    def percent(self, what: str) -> Progress:
        """Return something that says how far ``what`` has come, a tenth at a time."""
        return Progress(self, what)

    def result(self, lines: list[str], values: dict[str, Any]) -> None:
        """Print the result: the lines for a person, or the values for a program."""
        if self._as_json:
            print(json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True))  # noqa: T201
        else:
            for line in lines:
                print(line)  # noqa: T201


class Progress:
    """Hears percents and says each new tenth."""

    def __init__(self, console: Console, what: str) -> None:
        self._console = console
        self._what = what
        self._said = -10

    def __call__(self, percent: int) -> None:
        """Hear how far it is, 0 to 100."""
        if percent >= self._said + 10:
            self._said = percent // 10 * 10
            self._console.progress(f"{self._what}: {percent} %")


def read_secret(arguments: Namespace, *, asked_twice: bool = False, prompt: str = "Passphrase: ") -> str:
    """Return the passphrase: the first line of ``--passphrase-file``, or typed at a terminal.

    Of standard input each call takes the line that follows.

    Raises: BadInput when there is neither a file nor a terminal, or the two typed differ.
    """
    source: str | None = arguments.passphrase_file
    if source == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if source is not None:
        try:
            with Path(source).open(encoding="utf-8") as file:
                return file.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"The passphrase file {source} cannot be read. Nothing was done.") from error
    if not sys.stdin.isatty():
        raise BadInput(
            "A passphrase is needed and there is no terminal to ask at. Nothing was done."
            " Give --passphrase-file FILE, or - for standard input."
        )
    secret = getpass.getpass(prompt)
    if asked_twice and getpass.getpass("Again: ") != secret:
        raise BadInput("The two passphrases are not the same. Nothing was made.")
    return secret


def place_for(wanted: str, *, diary: str = "", read: Sequence[str] = ()) -> Path:
    """Return where a result is to be written.

    Raises: BadInput when that is in the diary's own folder, or is one of the files that are ``read``.
    """
    target = Path(wanted)
    place = target.resolve()
    if diary and any(_is_same(one, Path(diary)) for one in (place, *place.parents)):
        raise BadInput(
            f"{target} is in the diary's own folder. Nothing was written. Choose a place outside it."
        )
    if any(_is_same(place, Path(one)) for one in read):
        raise BadInput(f"{target} is the file to be read. Nothing was written. Choose another name.")
    return target


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False  # one of them is not there, so they are not the same


@contextmanager
def opened(arguments: Namespace) -> Iterator[Diary]:
    """Open the diary a command names, and put it away at the end whatever happens."""
    diary = Diary.open(
        Path(arguments.diary),
        read_secret(arguments),
        accept_older=arguments.accept_older,
        read_only=arguments.read_only,
    )
    try:
        if news := keys.news(diary):
            print(news, file=sys.stderr)  # noqa: T201
        yield diary
    finally:
        diary.close()


def pupil_named(diary: Diary, wanted: str) -> Pupil:
    """Return the pupil with an id or a name. Raises: BadInput when there is none, or more than one."""
    exact = diary.get(Pupil, wanted)
    if exact is not None:
        return exact
    name = wanted.strip().casefold()
    found = [
        pupil
        for pupil in diary.all(Pupil)
        if name in (pupil.first_name.casefold(), f"{pupil.first_name} {pupil.last_name}".strip().casefold())
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(f"No pupil is called {wanted}. Nothing was written. Use `info` to list the pupils.")
    ids = ", ".join(pupil.id for pupil in found)
    raise BadInput(f"{len(found)} pupils are called {wanted}. Nothing was written. Use an id: {ids}.")


def group_named(diary: Diary, wanted: str) -> Group:
    """Return the group with an id or a name. Raises: BadInput when there is none, or more than one."""
    exact = diary.get(Group, wanted)
    if exact is not None:
        return exact
    name = wanted.strip().casefold()
    found = [
        group
        for group in diary.all(Group)
        if name in (group.working_name.casefold(), group.pupils_name.casefold())
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(group.working_name for group in diary.all(Group)) or "none yet"
    raise BadInput(f"Which group is {wanted}? Nothing was written. The groups are: {known}.")
