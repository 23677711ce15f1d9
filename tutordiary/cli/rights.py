"""Commands for what a pupil may ask for: a copy of everything, and to be erased."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tutordiary.cli.console import DONE, FOUND, Console, opened, place_for, pupil_named
from tutordiary.diary import Diary, erasure
from tutordiary.diary.erasure import BackupHolding, ErasurePlan, GivenPaper, Reason, Treat
from tutordiary.drafting import access_document, subject_access
from tutordiary.drafting.access_document import FORMATS, AccessFormat
from tutordiary.drafting.access_words import HEADS, purpose_words, recipient_words, shown
from tutordiary.drafting.rights import erase_pupil
from tutordiary.errors import BadInput
from tutordiary.model import Pupil
from tutordiary.release.review_file import EVERY, FiledDecision, read_decisions


def access(arguments: Namespace, console: Console) -> int:
    """Write a copy of everything about one pupil, with others taken out, and note that it was given."""
    target = place_for(arguments.output, diary=arguments.diary)
    fmt = _format(target)
    with opened(arguments) as diary:
        pupil = pupil_named(diary, arguments.pupil)
        if arguments.decisions is not None:
            _decide(diary, pupil, read_decisions(Path(arguments.decisions)))
        left = access_document.give(diary, pupil.id, fmt, target, _today(), given_to=arguments.given_to)
    values: dict[str, Any] = json.loads(left.entry)
    console.result(
        [
            f"Written: {target}",
            (
                f"{values['records']} records and {values['passages']} passages that name the pupil;"
                f" others taken out in {values['taken_out']} places."
            ),
            "It holds real names, and is not locked.",
        ],
        {
            "file": str(target),
            "sha256": left.file_sha256,
            **{key: values[key] for key in ("records", "passages", "taken_out")},
        },
    )
    return DONE


def erase(arguments: Namespace, console: Console) -> int:
    """Erase a pupil for good with --yes; without it say what would go, and exit with 1."""
    with opened(arguments) as diary:
        pupil = pupil_named(diary, arguments.pupil)
        decisions = _treatments(arguments.decisions)
        if not arguments.yes:
            erasure.finish_tidying(diary)  # of an earlier one, if there was no room for it
            plan = erasure.plan(diary, pupil.id)
            console.progress("Looking into the backups…")
            _tell(console, plan, erasure.backups_holding(diary, pupil.id), done=False)
            return FOUND
        report = erase_pupil(diary, pupil.id, decisions, reason=Reason(arguments.reason))
        console.progress("Looking into the backups…")
        _tell(console, report.plan, erasure.backups_holding(diary, pupil.id), done=True)
        if not report.is_tidied:
            console.progress(
                "What was erased is overwritten. The file could not be written anew for want of room; that is"
                " done when there is some and this command is given again."
            )
    return DONE


def _tell(console: Console, plan: ErasurePlan, backups: tuple[BackupHolding, ...], *, done: bool) -> None:
    counts = {table: number for table, number in plan.counts.items() if number}
    lines = ["Erased." if done else "Nothing was erased. With --yes this goes for good:"]
    lines += [
        f"  {number} {HEADS.get(table, table.replace('_', ' ')).lower()}" for table, number in counts.items()
    ]
    lines.append(f"{'Reworded' if done else 'To be reworded'}: {len(plan.passages)} passages about others")
    if not done:
        lines += [
            f"  {one.id}  {HEADS.get(one.table, one.table)}: {one.named.without}" for one in plan.passages
        ]
    lines += _papers("Given away, and not to be called back:", plan.given)
    lines += _papers("Given away without a name, and counted there:", plan.nameless)
    lines.append("Backups that still hold them:" if backups else "No backup holds them.")
    lines += [f"  {_backup_words(one)}" for one in backups]
    console.result(
        lines,
        {
            "erased": done,
            "counts": counts,
            "passages": [
                {"item": one.id, "kind": one.table, "default": str(one.default), "without": one.named.without}
                for one in plan.passages
            ],
            "given": [_paper_values(one) for one in (*plan.given, *plan.nameless)],
            "backups": [{"file": str(one.made.path), "sure": one.is_sure} for one in backups],
        },
    )


def _papers(title: str, papers: tuple[GivenPaper, ...]) -> list[str]:
    if not papers:
        return []
    return [title, *(f"  {shown(one.left_at)}: {_paper_words(one)}" for one in papers)]


def _paper_words(paper: GivenPaper) -> str:
    whom = paper.recipient or recipient_words(paper.recipient_class)
    return f"{purpose_words(paper.purpose)}, for {whom} ({paper.file_name or 'no file name'})"


def _paper_values(paper: GivenPaper) -> dict[str, str]:
    return {
        "left_at": paper.left_at.isoformat(),
        "purpose": paper.purpose,
        "for": paper.recipient or paper.recipient_class,
        "file_name": paper.file_name,
    }


def _backup_words(one: BackupHolding) -> str:
    sure = "" if one.is_sure else " (could not be looked into)"
    return f"{shown(one.made.made_at)}: {one.made.path}{sure}"


def _decide(diary: Diary, pupil: Pupil, filed: tuple[FiledDecision, ...]) -> None:
    """Keep the filed decisions on the passages they name. Raises: BadInput; then none is kept."""
    found = subject_access.gather_all(diary, pupil.id)
    by_id = {item.id: item for item in found.items}
    with diary.together():
        for entry in filed:
            if entry.item != EVERY and entry.item not in by_id:
                raise BadInput(f"There is no passage {entry.item[:60]} to decide about. Nothing was written.")
            for item in found.waiting if entry.item == EVERY else (by_id[entry.item],):
                subject_access.decide(diary, pupil.id, item, str(entry.decision), entry.word)


def _treatments(name: str | None) -> Mapping[str, Treat]:
    """Return what a file of decisions says is to become of passages: {"<passage>": "remove", …}."""
    if name is None:
        return {}
    try:
        values = json.loads(Path(name).read_text(encoding="utf-8-sig"))
        return {str(passage): Treat(treat) for passage, treat in values.items()}
    except OSError as error:
        raise BadInput(f"{name} cannot be read ({error.strerror}). Nothing was erased.") from None
    except (ValueError, AttributeError, RecursionError):
        raise BadInput(
            f"{name} should hold an object from passages to replace, replace_all, remove or leave."
            " Nothing was erased."
        ) from None


def _format(target: Path) -> AccessFormat:
    for fmt in FORMATS:
        if target.suffix.lower() == f".{fmt}":
            return fmt
    raise BadInput("End the file name in .pdf, .docx or .json. Nothing was written.")


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the tutor's own day)
