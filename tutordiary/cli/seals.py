"""What commands share about sealed files: the options that seal or open one, and the receiving key."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary.cli.console import DONE, Console, opened, place_for, read_secret
from tutordiary.errors import BadInput

if TYPE_CHECKING:
    from tutordiary.release.sealing import Opener, PublicKey, Sealing


Options = argparse._ActionsContainer  # noqa: SLF001 (argparse gives its type no public name)


def add_sealing(command: ArgumentParser) -> None:
    """Give a command the options that seal what it writes."""
    ways = command.add_mutually_exclusive_group()
    ways.add_argument(
        "--seal-for",
        metavar="KEY",
        action="append",
        help="seal the file for a key: a line that begins with age1, or a file with it; may be repeated",
    )
    _add_passphrase(ways, "seal the file with the passphrase in the first line of a file")


def add_opening(command: ArgumentParser) -> None:
    """Give a command the options that open sealed files."""
    command.add_argument(
        "--diary", metavar="DIARY", default="", help="open sealed files with this diary’s key"
    )
    command.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="read the diary’s passphrase from the first line of a file; - is standard input",
    )
    _add_passphrase(command, "open sealed files with the passphrase in the first line of a file")
    command.set_defaults(accept_older=False, read_only=False)


def _add_passphrase(command: Options, words: str) -> None:
    command.add_argument(
        "--seal-passphrase-file",
        metavar="FILE",
        help=f"{words}; - is standard input, the line after the diary’s own",
    )


def keys_of(arguments: Namespace) -> tuple[PublicKey, ...]:
    """Return the keys a file is to be sealed for. Raises: BadInput for one that will not do."""
    from tutordiary.release.sealing import read_public_key

    return tuple(read_public_key(_key_text(wanted)) for wanted in arguments.seal_for or ())


def _key_text(wanted: str) -> str:
    if wanted.strip().lower().startswith("age"):
        return wanted
    from tutordiary.release.sealing import MAX_KEY_TEXT

    try:
        with Path(wanted).open(encoding="utf-8-sig") as file:
            return file.read(MAX_KEY_TEXT + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The key file {wanted} cannot be read. Nothing was written.") from error


def sealing_of(arguments: Namespace, keys: tuple[PublicKey, ...]) -> Sealing | None:
    """Return how a file is to be sealed, or None. Reads the passphrase: after that of the diary."""
    from tutordiary.release.sealing import Sealing

    if keys:
        return Sealing(keys=keys)
    if arguments.seal_passphrase_file is not None:
        return Sealing(passphrase=_seal_passphrase(arguments))
    return None


def opener_of(arguments: Namespace) -> Opener:
    """Return what sealed files are opened with. Raises: BadInput when the diary has no receiving key."""
    from tutordiary.release.receiving import own_key
    from tutordiary.release.sealing import Opener

    key = None
    if arguments.diary:
        with opened(arguments) as diary:
            key = own_key(diary)
        if key is None:
            raise BadInput("This diary has no receiving key yet. Make one with `receiving-key`.")
    passphrase = "" if arguments.seal_passphrase_file is None else _seal_passphrase(arguments)
    return Opener(key, passphrase)


def _seal_passphrase(arguments: Namespace) -> str:
    return read_secret(Namespace(passphrase_file=arguments.seal_passphrase_file))


def is_sealing(arguments: Namespace) -> bool:
    """Return whether a command was asked to seal what it writes."""
    return bool(arguments.seal_for) or arguments.seal_passphrase_file is not None


def target_of(arguments: Namespace) -> Path:
    """Return where a file goes, with ``.age`` behind its name when it is to be sealed.

    Raises: BadInput as ``place_for``, or for a name that says sealed of a file that will not be.
    """
    from tutordiary.release.sealing import Sealing, place_of

    target = place_for(arguments.output, diary=arguments.diary)
    return place_of(target, Sealing() if is_sealing(arguments) else None)


def receiving_key(arguments: Namespace, console: Console) -> int:
    """Print the public key that bundles for this diary’s owner are sealed with, made now if there is none."""
    from tutordiary.release.receiving import key_file, make_own_key
    from tutordiary.vault import files

    target = place_for(arguments.output, diary=arguments.diary) if arguments.output else None
    with opened(arguments) as diary:
        key = make_own_key(diary).public
        tutor = diary.tutor
    if target is not None:
        files.write_document(target, key_file(key, tutor.name if tutor else ""), "the key")
    words = " ".join(key.check_words)
    lines = [key.text, f"Check words: {words}"]
    values = {"key": key.text, "check_words": list(key.check_words)}
    if target is not None:
        lines.append(f"Written: {target}")
        values["file"] = str(target)
    console.result(lines, values)
    return DONE
