"""Reads the arguments and calls the command they name."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module

from tutordiary import __version__, bugs
from tutordiary.cli.console import BAD, Console
from tutordiary.cli.seals import add_opening, add_sealing
from tutordiary.errors import UserError

FAULT = 70  # a fault of the app, as in sysexits.h
Command = Callable[[argparse.Namespace, Console], int]


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Errors are one sentence on standard error."""
    parsed = _parser().parse_args(arguments)
    console = Console(as_json=parsed.json)
    module, function = parsed.command
    command: Command = getattr(import_module(f"tutordiary.cli.{module}"), function)
    try:
        return command(parsed, console)
    except UserError as error:
        print(f"tutordiary: {error}", file=sys.stderr)  # noqa: T201
        return BAD
    except Exception as error:  # noqa: BLE001 (a traceback would quote what somebody typed)
        print(f"tutordiary: {bugs.APOLOGY}", file=sys.stderr)  # noqa: T201
        bugs.report(error)
        return FAULT
    except KeyboardInterrupt:
        print("tutordiary: stopped. What was kept before is safe.", file=sys.stderr)  # noqa: T201
        return 130


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2026-01-31") from None


def _period(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"{text} is not a period like 2026-01-01..2026-06-30")
    days = _day(first), _day(last)
    return min(days), max(days)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tutordiary",
        description="An offline, encrypted reflection diary for visiting music tutors."
        " Without a command it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"Tutor Diary {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_diary_commands(commands)
    _add_key_commands(commands)
    _add_paper_commands(commands)
    _add_sharing_commands(commands)
    _add_rights_commands(commands)
    return parser


Subparsers = argparse._SubParsersAction  # noqa: SLF001 (argparse gives its type no public name)


def _add(
    commands: Subparsers[argparse.ArgumentParser],
    name: str,
    help_text: str,
    module: str,
    function: str,
    *,
    diary: bool = True,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_text, description=help_text)
    command.add_argument("--json", action="store_true", help="results as JSON for a program")
    if diary:
        command.add_argument("diary", metavar="DIARY", help="the diary’s folder")
        _add_secret(command)
        command.add_argument(
            "--accept-older",
            action="store_true",
            help="open a copy although this computer has seen a newer one, and go on from it",
        )
        command.add_argument(
            "--read-only",
            action="store_true",
            help="look at a copy: of an older diary, or one in a folder you may not write to",
        )
    command.set_defaults(command=(module, function))
    return command


def _add_secret(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="read the passphrase from the first line of a file; - is standard input",
    )


def _add_diary_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    tour = _add(
        commands, "tour", "do the whole job on the sample, without a window", "tour", "tour", diary=False
    )
    tour.add_argument("folder", metavar="DIR", help="a new or empty folder for what is made")
    new = _add(commands, "new", "make an empty diary and print its recovery code once", "diaries", "new")
    new.add_argument("--tutor", metavar="NAME", default="", help="the tutor’s name")
    new.add_argument("--service", metavar="NAME", default="", help="the music service")
    _add(commands, "info", "counts, versions and sizes", "diaries", "info")
    _add(commands, "check", "read and check every page", "diaries", "check")
    load = _add(
        commands, "import", "load a JSON, CSV, XLSX or ICS file, all or nothing", "diaries", "import_file"
    )
    load.add_argument("file", metavar="FILE")
    save = _add(commands, "export", "everything as one JSON file, with names", "diaries", "export_file")
    save.add_argument("file", metavar="FILE")
    save.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    backup = _add(commands, "backup", "write a backup and prove it by restoring it", "diaries", "back_up")
    backup.add_argument("file", metavar="FILE")
    restore = _add(
        commands, "restore", "make a diary of a backup in a new folder", "diaries", "restore", diary=False
    )
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("diary", metavar="DIARY")
    restore.add_argument("--recovery-code", action="store_true", help="the secret given is the recovery code")
    restore.add_argument(
        "--in-place", action="store_true", help="replace the damaged diary there, and keep it beside"
    )
    _add_secret(restore)
    _add_care_commands(commands)


def _add_care_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    listing = _add(commands, "backups", "list the backups of a diary", "caring", "backups")
    listing.add_argument("--folder", metavar="DIR", help="look into this folder too")
    rehearse = _add(commands, "rehearse", "open a backup aside and count what is in it", "caring", "rehearse")
    rehearse.add_argument("file", metavar="FILE")
    rescue = _add(
        commands,
        "rescue",
        "read what can be read of a damaged diary into a new one",
        "caring",
        "rescue",
        diary=False,
    )
    rescue.add_argument("diary", metavar="DIARY", help="the damaged diary’s folder; it is not changed")
    rescue.add_argument("new", metavar="NEW", help="a folder that is missing or empty")
    rescue.add_argument("--recovery-code", action="store_true", help="the secret given is the recovery code")
    _add_secret(rescue)


def _add_key_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    change = _add(commands, "passphrase", "change the passphrase", "key_commands", "passphrase")
    change.add_argument("--recovery-code", action="store_true", help="the secret given is the recovery code")
    _add(commands, "recovery", "make a new recovery code and print it once", "key_commands", "recovery")
    renew = _add(commands, "rekey", "write the whole diary under new keys", "key_commands", "rekey")
    bring = _add(
        commands, "bring-keys", "put back a lost key file from a backup", "key_commands", "bring_keys"
    )
    bring.add_argument("backup", metavar="BACKUP")
    bring.add_argument("--recovery-code", action="store_true", help="the secret given is the recovery code")
    for command in (change, renew):
        command.add_argument(
            "--new-passphrase-file",
            metavar="FILE",
            help="read the new passphrase from the first line of a file; - is standard input, the line after",
        )


def _add_paper_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    report = _add(commands, "report", "a pupil progress report, with real names", "papers", "report")
    report.add_argument("--pupil", metavar="P", help="a name or an id")
    report.add_argument("--all", action="store_true", help="every pupil, into the folder given with -o")
    report.add_argument("--audience", choices=("senco", "family"), default="senco")
    report.add_argument("--format", choices=("pdf", "docx"), default="pdf")
    report.add_argument(
        "--purpose", choices=("termly", "annual_review", "end_of_programme"), default="termly"
    )
    report.add_argument("--period", type=_period, metavar="D..D", help="the days it covers")
    report.add_argument("--large-print", action="store_true")
    report.add_argument("--given-to", metavar="NAME", default="", help="who it is for, kept in the log")
    _add_output(report)
    _add_case_study(commands)
    pack = _add(commands, "pack", "a page for the reflection group, no names", "sharing", "pack")
    pack.add_argument(
        "--group",
        metavar="G",
        required=True,
        action="append",
        help="a name or an id; again for another group",
    )
    pack.add_argument("--from", dest="first", type=_day, metavar="D", required=True)
    pack.add_argument("--to", dest="last", type=_day, metavar="D", required=True)
    pack.add_argument("--format", choices=("pdf", "docx"), default="")
    pack.add_argument("--without-agenda", action="store_true", help="leave the agenda of 120 minutes out")
    pack.add_argument(
        "--with-facilitator", action="store_true", help="add the sheet for whoever runs the session"
    )
    _add_gated(pack)
    add_sealing(pack)


def _add_case_study(commands: Subparsers[argparse.ArgumentParser]) -> None:
    plan = _add(commands, "learning-plan", "a pupil’s targets on one side of paper", "plans", "plan")
    plan.add_argument("--pupil", metavar="P", required=True, help="a name or an id")
    plan.add_argument("--format", choices=("pdf", "docx"), default="pdf")
    plan.add_argument("--wall", action="store_true", help="only what a passer-by may read")
    plan.add_argument("--large-print", action="store_true")
    plan.add_argument("--given-to", metavar="NAME", default="", help="who it is for, kept in the log")
    _add_output(plan)
    case = _add(commands, "case-study", "a case study, names changed", "sharing", "case_study")
    about = case.add_mutually_exclusive_group(required=True)
    about.add_argument("--pupil", metavar="P", help="of a pupil: a name or an id")
    about.add_argument("--group", metavar="G", help="of a group: a name or an id")
    about.add_argument("--sessions", metavar="G", help="of how the sessions of a group developed")
    about.add_argument("--study", metavar="S", default="", help="one kept in the diary: its title or id")
    case.add_argument("--period", type=_period, metavar="D..D", help="the days it is woven from")
    case.add_argument("--format", choices=("pdf", "docx", "md"), default="")
    case.add_argument(
        "--read-by", metavar="NAME", default="", help="who at the school read it before it goes"
    )
    case.add_argument(
        "--for-co-writer", action="store_true", help="a file another tutor works on and sends back (.md)"
    )
    _add_gated(case)


def _add_rights_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    access = _add(commands, "access", "a copy of everything about one pupil", "rights", "access")
    access.add_argument("--pupil", metavar="P", required=True, help="a name or an id")
    access.add_argument("--given-to", metavar="NAME", default="", help="who it is for, kept in the log")
    _add_gated(access)
    erase = _add(commands, "erase", "erase a pupil; without --yes only say what goes", "rights", "erase")
    erase.add_argument("--pupil", metavar="P", required=True, help="a name or an id")
    erase.add_argument("--yes", action="store_true", help="really erase; there is no way back")
    erase.add_argument("--reason", choices=("asked", "not_needed", "mistake"), default="asked")
    erase.add_argument(
        "--decisions",
        metavar="FILE",
        help="what becomes of other passages that name the pupil, as JSON",
    )


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", metavar="FILE", required=True)


def _add_gated(command: argparse.ArgumentParser) -> None:
    _add_output(command)
    command.add_argument(
        "--decisions", metavar="FILE", help="the tutor’s decisions on doubtful places, as JSON"
    )


def _add_sharing_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    bundle = _add(commands, "bundle", "a bundle for the project manager, no names", "sharing", "bundle")
    bundle.add_argument("--period", type=_period, metavar="D..D", required=True)
    bundle.add_argument("--mode", choices=("counts", "pseudonymised"), required=True)
    _add_gated(bundle)
    add_sealing(bundle)
    receive = _add(
        commands, "receiving-key", "the key others seal bundles for you with", "seals", "receiving_key"
    )
    receive.add_argument("-o", "--output", metavar="FILE", default="", help="also a small file to send")
    verify = _add(
        commands, "bundle-check", "verify bundles on arrival", "sharing", "bundle_check", diary=False
    )
    verify.add_argument("files", metavar="FILE", nargs="+")
    add_opening(verify)
    collate = _add(
        commands, "collate", "merge bundles for the project manager", "sharing", "collate", diary=False
    )
    collate.add_argument("files", metavar="FILE", nargs="+")
    collate.add_argument("-o", "--output", metavar="DIR", required=True)
    add_opening(collate)
    scrub = _add(
        commands, "scrub", "take names out of notes: .jsonl, .txt or .docx", "sharing", "scrub", diary=False
    )
    scrub.add_argument("notes", metavar="NOTES")
    scrub.add_argument("--roster", metavar="ROSTER.json", required=True)
    scrub.add_argument("-o", "--output", metavar="OUT", required=True)
