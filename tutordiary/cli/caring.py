"""Commands that look after a diary: its backups, a rehearsal, and rescue from a damaged one."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from tutordiary.cli.console import DONE, FOUND, Console, opened, read_secret
from tutordiary.dates import local_clock, long_day


def backups(arguments: Namespace, console: Console) -> int:
    """List the backups of a diary, newest first. Exit code 1 when there is none to be seen."""
    from tutordiary.diary import care

    with opened(arguments) as diary:
        listed = care.backups(diary, Path(arguments.folder) if arguments.folder else None)
    lines = [
        f"{long_day(made.made_at.astimezone().date(), year=True)}, {local_clock(made.made_at)}"
        f"  {made.records:>6,} records  {made.size_bytes / 1e6:.1f} MB  {made.path}"
        f"{'' if made.is_there else '  (not there now)'}"
        for made in listed
    ]
    console.result(
        lines or ["This diary has no backup. Make one with `backup`."],
        {
            "backups": [
                {
                    "file": str(made.path),
                    "made_at": made.made_at.isoformat(),
                    "records": made.records,
                    "changes": made.counter,
                    "size_bytes": made.size_bytes,
                    "kind": made.kind,
                    "is_there": made.is_there,
                }
                for made in listed
            ]
        },
    )
    return DONE if any(made.is_there for made in listed) else FOUND


def rehearse(arguments: Namespace, console: Console) -> int:
    """Open a backup aside, check every page and count. Nothing of it stays."""
    from tutordiary.diary import care

    with opened(arguments) as diary:
        console.progress("Restoring the backup aside, and checking every page…")
        report = care.rehearse(diary, Path(arguments.file))
    total = sum(report.counts.values())
    console.result(
        [f"{Path(arguments.file).name}: opened, {total:,} of {total:,} records"],
        {"file": str(arguments.file), "records": total, "changes": report.counter},
    )
    return DONE


def rescue(arguments: Namespace, console: Console) -> int:
    """Read what can be read of a damaged diary into a new one. Exit code 1 when some rows are gone."""
    from tutordiary.diary import rescuing

    secret = read_secret(arguments)
    console.progress("Reading what can still be read. The damaged diary is copied first and not touched…")
    report = rescuing.rescue(
        Path(arguments.diary), secret, Path(arguments.new), is_code=arguments.recovery_code
    )
    lost = [table for table in report.tables if table.read < table.of]
    lines = [f"Rescued to {arguments.new}: {report.read:,} of {report.of:,} rows"]
    lines += [f"  {table.name.replace('_', ' '):24}{table.read:>8,} of {table.of:,}" for table in lost]
    if report.stand_ins:
        lines.append(f"  {report.stand_ins:,} stand-ins, for what is gone but others hang on")
    if report.from_search:
        lines.append(f"  {report.from_search:,} passages were found in search and are observations now")
    if report.left_out:
        lines.append(f"  {report.left_out:,} rows left out, with nothing left to hang on")
    lines.append("Keep the damaged diary until you have seen that all is there.")
    console.result(
        lines,
        {
            "diary": str(arguments.new),
            "read": report.read,
            "of": report.of,
            "tables": {table.name: [table.read, table.of] for table in report.tables},
            "stand_ins": report.stand_ins,
            "left_out": report.left_out,
            "from_search": report.from_search,
        },
    )
    return FOUND if lost or report.left_out else DONE
