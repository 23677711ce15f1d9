"""Commands that write papers with names in them: pupil reports."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from tutordiary.cli.console import DONE, FOUND, Console, opened, place_for, pupil_named
from tutordiary.diary import Diary
from tutordiary.drafting import report_desk
from tutordiary.drafting.batch import Batch, Made, Order, everybody, usual_period
from tutordiary.errors import BadInput
from tutordiary.model import ReportAudience, ReportPurpose

AUDIENCES = {"senco": ReportAudience.SCHOOL, "family": ReportAudience.FAMILY}


def report(arguments: Namespace, console: Console) -> int:
    """Write one pupil's report, or every pupil's. With --all, one that is refused does not stop the rest."""
    if arguments.all == bool(arguments.pupil):
        raise BadInput("Say whose report: --pupil NAME, or --all with a folder. Nothing was written.")
    output = place_for(arguments.output, diary=arguments.diary)
    with opened(arguments) as diary:
        if arguments.all:
            made, refused = _write_all(diary, arguments, output, console)
        else:
            made, refused = [(str(output), _write_one(diary, arguments, output))], []
    written = [name for name, _ in made]
    warnings = [f"{Path(name).stem}: {one}" for name, given in made for one in given]
    console.result(
        [
            *(f"Written: {name}" for name in written),
            *(f"Look at: {words}" for words in warnings),
            *(f"Refused: {words}" for words in refused),
        ],
        {"written": written, "warnings": warnings, "refused": refused},
    )
    return FOUND if refused else DONE


Written = list[tuple[str, tuple[str, ...]]]
"""Each file that was written, with what to look at in it: words cut to fit, characters that do not print."""


def _write_all(
    diary: Diary, arguments: Namespace, folder: Path, console: Console
) -> tuple[Written, list[str]]:
    pile = Batch(diary, everybody(diary), _order(arguments, folder), _today())
    pile.make_folder()
    made: Written = []
    refused: list[str] = []
    try:
        while (one := pile.step()) is not None:
            if isinstance(one, Made):
                made.append((str(one.file), one.look_at))
            else:
                refused.append(f"{one.name}: {one.why}")
            console.progress(f"Reports: {pile.done} of {pile.total}")
    finally:
        pile.close()
    return made, refused


def _order(arguments: Namespace, folder: Path) -> Order:
    return Order(
        audience=AUDIENCES[arguments.audience],
        folder=folder,
        label=arguments.audience,
        fmt=arguments.format,
        purpose=ReportPurpose(arguments.purpose),
        period=arguments.period,
        large_print=arguments.large_print,
        given_to=arguments.given_to,
        over_old=True,
    )


def _write_one(diary: Diary, arguments: Namespace, target: Path) -> tuple[str, ...]:
    pupil = pupil_named(diary, arguments.pupil)
    first, last = period_of(diary, pupil.id, arguments.period)
    begun = report_desk.begin(
        diary, pupil.id, AUDIENCES[arguments.audience], first, last, ReportPurpose(arguments.purpose)
    )
    draft = report_desk.checked(diary, begun.id)
    document = report_desk.compose(draft, _today(), large_print=arguments.large_print)
    rendered = report_desk.render(document, arguments.format)
    report_desk.hand_over(diary, draft, rendered, target, _today(), given_to=arguments.given_to)
    return rendered.warnings


def period_of(diary: Diary, pupil_id: str, given: tuple[date, date] | None) -> tuple[date, date]:
    """Return the days asked for, or else those of the pupil's latest group so far."""
    return given or usual_period(diary, pupil_id, _today())


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the tutor's own day)
