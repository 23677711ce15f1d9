"""Commands about a diary as a whole: new, info, check, import, export, backup, restore."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from tutordiary import process
from tutordiary.cli.console import DONE, FOUND, Console, opened, place_for, read_secret
from tutordiary.diary import Diary
from tutordiary.errors import BadInput
from tutordiary.model import ConcernPointer
from tutordiary.store.migrations import NEWEST_SCHEMA


def new(arguments: Namespace, console: Console) -> int:
    """Make an empty diary and print its recovery code once."""
    secret = read_secret(arguments, asked_twice=True)
    console.progress("Making the diary. This takes a second or two on purpose: it slows a thief down.")
    diary, code = Diary.create(Path(arguments.diary), secret)
    try:
        if arguments.tutor:
            diary.name_tutor(arguments.tutor, arguments.service)
        console.result(
            [
                f"Made: {arguments.diary}",
                f"Recovery code: {code}",
                "Write the code down and keep it away from this computer. It is shown only this once.",
            ],
            {"diary": str(arguments.diary), "vault": diary.vault.vault_id, "recovery_code": code},
        )
    finally:
        diary.close()
    return DONE


def info(arguments: Namespace, console: Console) -> int:
    """Print what a diary holds: counts, versions, sizes. No names of people, and nothing of concerns."""
    with opened(arguments) as diary:
        held = diary.counts()
        counts = {table: held[table] for table in held if held[table] and table != ConcernPointer.table}
        framework = diary.framework
        size = (diary.folder / "diary.db").stat().st_size
        values = {
            "vault": diary.vault.vault_id,
            "schema": diary.vault.user_version,
            "newest_schema": NEWEST_SCHEMA,
            "changes": diary.vault.counter(),
            "size_bytes": size,
            "is_sample": diary.is_sample,
            "framework": f"{framework.id} {framework.version}",
            "counts": counts,
        }
    closed = process.hardened()
    if closed is not None:
        values["memory_is_unreadable"], values["leaves_no_dump"] = closed.is_unreadable, closed.leaves_no_dump
    lines = ["Sample diary: invented people"] if values["is_sample"] else []
    lines += [
        f"Diary {values['vault']}",
        f"Schema {values['schema']} of {NEWEST_SCHEMA}, {values['changes']} saved changes",
        f"Size {size / 1e6:.1f} MB",
        f"Framework {values['framework']}",
        *(f"  {table.replace('_', ' '):24}{number:>8,}" for table, number in counts.items()),
        *([closed.sentence] if closed is not None else []),
    ]
    console.result(lines, values)
    return DONE


def check(arguments: Namespace, console: Console) -> int:
    """Check every page, row and index of a diary. Exit code 1 when something is wrong."""
    from tutordiary.release import disclosures
    from tutordiary.vault.checks import CheckLine

    with opened(arguments) as diary:
        console.progress("Checking every page…")
        found = diary.vault.full_check()
        log = disclosures.check_chain(diary)
    detail = f"{log.entries} entries" if log.is_whole else "an entry was changed, removed or slipped in"
    found = (*found, CheckLine("log of what left", log.is_whole, detail))
    good = all(line.passed for line in found)
    lines = [f"{'ok  ' if line.passed else 'BAD '} {line.name}  {line.detail}".rstrip() for line in found]
    lines.append(
        "Everything was read and is whole."
        if good
        else "The diary is damaged. It was not changed. Restore the newest backup into a new folder."
    )
    console.result(
        lines,
        {
            "whole": good,
            "checks": [{"name": line.name, "passed": line.passed, "detail": line.detail} for line in found],
        },
    )
    return DONE if good else FOUND


def import_file(arguments: Namespace, console: Console) -> int:
    """Load an exchange file, a table of pupils, or a timetable: all of it or nothing."""
    from tutordiary.exchange.transfer import import_file as load

    with opened(arguments) as diary:
        report = load(diary, Path(arguments.file), console.percent("Importing"))
    lines = [f"{number:>6,} {name.replace('_', ' ')}" for name, number in report.counts if number]
    if report.skipped:
        lines.append(f"{report.skipped:>6,} were in the diary already")
    lines += list(report.warnings)
    console.result(
        lines or ["The file held nothing new."],
        {
            "added": {name: number for name, number in report.counts if number},
            "skipped": report.skipped,
            "warnings": list(report.warnings),
        },
    )
    return DONE


def export_file(arguments: Namespace, console: Console) -> int:
    """Write everything as one JSON file: the tutor's own full copy, with names."""
    from tutordiary.exchange.transfer import export_file as write

    target = place_for(arguments.file, diary=arguments.diary)
    with opened(arguments) as diary:
        report = write(diary, target, overwrite=arguments.overwrite)
    console.result(
        [
            f"Written: {arguments.file} ({sum(number for _, number in report.counts):,} records)",
            "This file is not encrypted and holds children’s names. Keep it as you keep the diary.",
            *report.warnings,
        ],
        {
            "file": str(arguments.file),
            "counts": dict(report.counts),
            "warnings": list(report.warnings),
        },
    )
    return DONE


def back_up(arguments: Namespace, console: Console) -> int:
    """Write a backup and prove it by restoring it."""
    target = place_for(arguments.file, diary=arguments.diary)
    if target.exists():
        raise BadInput(f"{target.name} is there already. Nothing was written. Choose another name.")
    with opened(arguments) as diary:
        console.progress("Writing the backup, then restoring it to prove it…")
        report = diary.back_up(target)
    total = sum(report.counts.values())
    console.result(
        [f"Backup {target.name}: opened, {total:,} of {total:,} records, {report.size_bytes / 1e6:.1f} MB"],
        {"file": str(target), "records": total, "size_bytes": report.size_bytes, "changes": report.counter},
    )
    return DONE


def restore(arguments: Namespace, console: Console) -> int:
    """Make a diary of a backup in a new folder, or in the place of a damaged one, which is kept."""
    secret = read_secret(arguments)
    console.progress("Restoring, and checking every page before it appears…")
    if arguments.in_place:
        return _restore_in_place(arguments, console, secret)
    report = Diary.restore(
        Path(arguments.file), Path(arguments.diary), secret, is_code=arguments.recovery_code
    )
    total = sum(report.counts.values())
    console.result(
        [f"Restored to {arguments.diary}: {total:,} records, all checks passed"],
        {"diary": str(arguments.diary), "records": total, "changes": report.counter},
    )
    return DONE


def _restore_in_place(arguments: Namespace, console: Console, secret: str) -> int:
    from datetime import date

    from tutordiary.diary import rescuing

    report, kept = rescuing.restore_in_place(
        Path(arguments.file),
        Path(arguments.diary),
        secret,
        date.today(),  # noqa: DTZ011 (the day as the person has it)
        is_code=arguments.recovery_code,
    )
    total = sum(report.counts.values())
    console.result(
        [
            f"Restored to {arguments.diary}: {total:,} records, all checks passed",
            f"The diary that was there is kept as {kept.name}. Keep it until you see that all is there.",
        ],
        {
            "diary": str(arguments.diary),
            "kept": str(kept),
            "records": total,
            "changes": report.counter,
        },
    )
    return DONE
