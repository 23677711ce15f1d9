"""Commands about a diary's keys: passphrase, recovery, rekey, bring-keys."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from tutordiary.cli.console import DONE, Console, opened, read_secret
from tutordiary.diary import Diary, keys
from tutordiary.vault.passphrase import refuse_weak, strength

_KEEP = "Write the code down and keep it away from this computer. It is shown only this once."
_OLD_BACKUPS = "Backups made before today still open with the old passphrase and the old code."
_WEAK = 2


def passphrase(arguments: Namespace, console: Console) -> int:
    """Change the passphrase; ``--recovery-code`` opens the diary with the code instead of the old one."""
    if arguments.recovery_code:
        diary = Diary.open_with_recovery(
            Path(arguments.diary), read_secret(arguments), accept_older=arguments.accept_older
        )
        try:
            _change(diary, arguments, console)
        finally:
            diary.close()
    else:
        with opened(arguments) as diary:
            _change(diary, arguments, console)
    console.result(
        ["The passphrase is changed. The recovery code is the same.", _OLD_BACKUPS],
        {"diary": str(arguments.diary), "changed": True},
    )
    return DONE


def recovery(arguments: Namespace, console: Console) -> int:
    """Make a new recovery code and print it once; the old one is dead."""
    with opened(arguments) as diary:
        code = keys.new_recovery_code(diary)
    console.result(
        [f"Recovery code: {code}", _KEEP, "The code of before no longer opens this diary."],
        {"diary": str(arguments.diary), "recovery_code": code},
    )
    return DONE


def rekey(arguments: Namespace, console: Console) -> int:
    """Write the whole diary under new keys: a new passphrase and a new recovery code."""
    with opened(arguments) as diary:
        new = _new_passphrase(arguments, console)
        console.progress("Writing the diary under its new key, and checking every page. Let it finish…")
        code = keys.rekey(diary, new)
    console.result(
        [
            f"Recovery code: {code}",
            _KEEP,
            "The old passphrase and the old code open nothing new.",
            _OLD_BACKUPS,
        ],
        {"diary": str(arguments.diary), "recovery_code": code},
    )
    return DONE


def bring_keys(arguments: Namespace, console: Console) -> int:
    """Put the key file of a backup back into a diary that has lost its own; nothing else is changed."""
    diary = keys.open_with_keys_of_backup(
        Path(arguments.diary),
        Path(arguments.backup),
        read_secret(arguments),
        is_code=arguments.recovery_code,
        accept_older=arguments.accept_older,
    )
    total = sum(diary.counts().values())
    diary.close()
    console.result(
        [
            f"The key file is back: {total:,} records, and none written since the backup is lost.",
            "The passphrase and recovery code are those of the day of the backup.",
        ],
        {"diary": str(arguments.diary), "records": total},
    )
    return DONE


def _change(diary: Diary, arguments: Namespace, console: Console) -> None:
    keys.change_passphrase(diary, _new_passphrase(arguments, console))


def _new_passphrase(arguments: Namespace, console: Console) -> str:
    source = Namespace(passphrase_file=arguments.new_passphrase_file)
    new = read_secret(source, asked_twice=True, prompt="New passphrase: ")
    refuse_weak(new)
    found = strength(new)
    if found.level <= _WEAK:
        console.progress(found.sentence)
    return new
