"""Commands that write papers with names in them: pupil reports."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from tutordiary.cli.console import DONE, FOUND, Console, opened, place_for, pupil_named
from tutordiary.diary import Diary
from tutordiary.drafting import report_desk
from tutordiary.errors import BadInput, NotCleared
from tutordiary.model import (
    Membership,
    Pupil,
    ReportAudience,
    ReportPurpose,
    Session,
    SessionStatus,
)
from tutordiary.vault import files

AUDIENCES = {"senco": ReportAudience.SCHOOL, "family": ReportAudience.FAMILY}


def report(arguments: Namespace, console: Console) -> int:
    """Write one pupil's report, or every pupil's. With --all, one that is refused does not stop the rest."""
    if arguments.all == bool(arguments.pupil):
        raise BadInput("Say whose report: --pupil NAME, or --all with a folder. Nothing was written.")
    output = place_for(arguments.output, diary=arguments.diary)
    written: list[str] = []
    refused: list[str] = []
    warnings: list[str] = []
    with opened(arguments) as diary:
        if arguments.all:
            with files.mapped_os_errors("the folder for the reports"):
                output.mkdir(parents=True, exist_ok=True)
            pupils = [pupil for pupil in diary.all(Pupil) if diary.find(Membership, pupil_id=pupil.id)]
            for number, pupil in enumerate(pupils, start=1):
                name = f"{number:02d} {pupil.first_name[:1]}{pupil.last_name[:1]} {arguments.audience}"
                target = output / f"{name}.{arguments.format}"
                try:
                    warnings += [f"{name}: {one}" for one in _write(diary, pupil, arguments, target)]
                except NotCleared as error:
                    refused.append(f"{pupil.first_name}: {error}")
                else:
                    written.append(str(target))
                console.progress(f"Reports: {number} of {len(pupils)}")
        else:
            warnings += _write(diary, pupil_named(diary, arguments.pupil), arguments, output)
            written.append(str(output))
    console.result(
        [
            *(f"Written: {name}" for name in written),
            *(f"Look at: {words}" for words in warnings),
            *(f"Refused: {words}" for words in refused),
        ],
        {"written": written, "warnings": warnings, "refused": refused},
    )
    return FOUND if refused else DONE


def _write(diary: Diary, pupil: Pupil, arguments: Namespace, target: Path) -> tuple[str, ...]:
    """Write one report, and return what to look at in it: words cut to fit, characters that do not print."""
    first, last = period_of(diary, pupil.id, arguments.period)
    begun = report_desk.begin(
        diary, pupil.id, AUDIENCES[arguments.audience], first, last, ReportPurpose(arguments.purpose)
    )
    draft = report_desk.checked(diary, begun.id)
    today = date.today()  # noqa: DTZ011 (the tutor's own day)
    document = report_desk.compose(draft, today, large_print=arguments.large_print)
    rendered = report_desk.render(document, arguments.format)
    report_desk.hand_over(diary, draft, rendered, target, today, given_to=arguments.given_to)
    return rendered.warnings


def period_of(diary: Diary, pupil_id: str, given: tuple[date, date] | None) -> tuple[date, date]:
    """Return the days asked for, or else those of the pupil's latest group so far."""
    if given is not None:
        return given
    member = diary.find(Membership, order=("-joined_on", "-id"), pupil_id=pupil_id)
    held = [
        session.held_on
        for session in (
            diary.find(Session, order=("held_on",), group_id=member[0].group_id) if member else ()
        )
        if session.status is SessionStatus.HELD
    ]
    if not held:
        today = date.today()  # noqa: DTZ011 (the tutor's own day)
        return today, today
    return held[0], held[-1]
