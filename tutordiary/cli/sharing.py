"""Commands whose files leave the school: case study, pack, bundle, and the project manager's side.

Everything goes through the same review and gate as in the window: what was not read and decided blocks.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutordiary.cli.console import DONE, FOUND, Console, group_named, opened, place_for, pupil_named
from tutordiary.cli.papers import period_of
from tutordiary.cli.seals import keys_of, opener_of, sealing_of, target_of
from tutordiary.diary import Diary
from tutordiary.errors import BadInput, NotCleared

if TYPE_CHECKING:
    from tutordiary.documents.writer import Format
    from tutordiary.drafting.case.story import Woven
    from tutordiary.release.intruder import Intruder
    from tutordiary.release.review import ReviewItem

_SEALED = {
    "key": "Sealed for the key. It was opened again with a key made for that, to prove it.",
    "passphrase": "Sealed with the passphrase, and opened again with it. Give it by telephone.",
}


def case_study(arguments: Namespace, console: Console) -> int:
    """Write a case study: names are changed, days are weeks, gaps are prompts."""
    from tutordiary.drafting import giving
    from tutordiary.drafting.case import story
    from tutordiary.release import disclosures
    from tutordiary.release.intruder import case_blocks
    from tutordiary.release.review import require_cleared

    target = place_for(arguments.output, diary=arguments.diary)
    fmt = _format(arguments, target, ("md",) if arguments.for_co_writer else ("pdf", "docx", "md"))
    with opened(arguments) as diary:
        made = _woven(diary, arguments)
        _decide(diary, arguments, lambda: story.reviewer(diary, made).read(story.passages_of(made)))
        items = require_cleared(story.reviewer(diary, made).read(story.passages_of(made)))
        intruder = _intruder(arguments)
        agreed = story.recognition_is_agreed(made, items)
        why = case_blocks(intruder, is_agreed=agreed, read_by=arguments.read_by)
        if why:
            raise NotCleared(why)
        if arguments.for_co_writer:
            report = giving.give_to_co_writer(diary, made.study.id, _today(), target, intruder=intruder)
        else:
            known = intruder is not None and bool(intruder.school)
            draft = story.compose(diary, made, items, _today(), may_be_recognised=known)
            report = giving.write_case_study(diary, draft, fmt, target)
            with disclosures.taking_back(target):
                giving.note_case_study(
                    diary,
                    report,
                    target.name,
                    draft,
                    study_id=arguments.study,
                    read_by=arguments.read_by,
                    intruder=intruder,
                )
    console.result([f"Written: {target}", report.sentence], {"file": str(target), "sha256": report.sha256})
    return DONE


def _woven(diary: Diary, arguments: Namespace) -> Woven:
    """Return the kept study asked for, or the first draft of one. Raises: BadInput when there is none."""
    from tutordiary.drafting import case
    from tutordiary.drafting.case import facts, story
    from tutordiary.drafting.case.pieces import studies
    from tutordiary.evidence import Period
    from tutordiary.model import CaseSubject

    if arguments.study:
        wanted = arguments.study.strip().casefold()
        found = [one for one in studies(diary) if wanted in (one.id, one.title.casefold())]
        if len(found) != 1:
            raise BadInput("No single case study has that id or title. Nothing was written. Use its id.")
        arguments.study = found[0].id
        return story.weave(diary, found[0].id)
    if arguments.for_co_writer:
        raise BadInput("Only a case study that is kept can be written together: say which with --study.")
    if arguments.pupil:
        pupil = pupil_named(diary, arguments.pupil)
        period = Period(*period_of(diary, pupil.id, arguments.period))
        return case.first_draft(diary, pupil.id, period)
    subject = CaseSubject.GROUP if arguments.group else CaseSubject.SESSIONS
    group = group_named(diary, arguments.group or arguments.sessions)
    days = Period(*arguments.period) if arguments.period else facts.period_of_group(diary, group.id)
    return case.first_draft(diary, group.id, days, subject)


def pack(arguments: Namespace, console: Console) -> int:
    """Write a reflection-group pack: no names, settings or dates."""
    from tutordiary.drafting import pack as packing
    from tutordiary.drafting.giving import PACK_PURPOSE, give_pack
    from tutordiary.evidence import Period
    from tutordiary.release.intruder import intruder_blocks

    target, keys = target_of(arguments), keys_of(arguments)
    fmt = _format(arguments, target, ("pdf", "docx"))
    period = Period(min(arguments.first, arguments.last), max(arguments.first, arguments.last))
    with opened(arguments) as diary:
        groups = [group_named(diary, name).id for name in arguments.group]
        _decide(diary, arguments, lambda: packing.review(diary, groups[0], period, *groups[1:]))
        packing.draft(diary, groups[0], period, *groups[1:])  # says first what is still to be read
        intruder = _intruder(arguments)
        why = intruder_blocks(intruder, PACK_PURPOSE)
        if why:
            raise NotCleared(why)
        report = give_pack(
            diary,
            groups[0],
            period,
            fmt,
            target,
            *groups[1:],
            with_agenda=not arguments.without_agenda,
            with_facilitator=arguments.with_facilitator,
            sealing=sealing_of(arguments, keys),
            intruder=intruder,
        )
    console.result([f"Written: {target}", report.sentence], {"file": str(target), "sha256": report.sha256})
    return DONE


def bundle(arguments: Namespace, console: Console) -> int:
    """Write a bundle for the project manager and note that it left."""
    from tutordiary.evidence import Period
    from tutordiary.model import BundleMode
    from tutordiary.release import giving

    mode = BundleMode(arguments.mode)
    period = Period(*arguments.period)
    target, keys = target_of(arguments), keys_of(arguments)
    with opened(arguments) as diary:
        sealing = sealing_of(arguments, keys)
        if mode is BundleMode.PSEUDONYMISED:
            _decide(diary, arguments, lambda: giving.review_for(diary, period))
        console.progress("Making the bundle, then reading the finished file for every name the diary knows…")
        left = giving.give_bundle(diary, period, mode, target, sealing=sealing, intruder=_intruder(arguments))
    label = "Counts only." if mode is BundleMode.COUNTS else "Pseudonymised: treat as personal data."
    sealed = sealing.way if sealing else ""
    lines = [f"Written: {target}", label, *([_SEALED[sealed]] if sealed else [])]
    values = {"file": str(target), "sha256": left.file_sha256, "mode": mode, "sealed": sealed}
    console.result(lines, values)
    return DONE


def bundle_check(arguments: Namespace, console: Console) -> int:
    """Verify bundles on arrival. Exit code 1 when one of them is refused."""
    from tutordiary.release.bundle_check import check_file

    opener = opener_of(arguments)
    lines: list[str] = []
    values: list[dict[str, Any]] = []
    for name in arguments.files:
        try:
            found = check_file(Path(name), opener)
        except BadInput as error:
            lines.append(f"BAD  {error}")
            values.append({"file": str(name), "whole": False, "problem": str(error)})
        else:
            lines.append(f"ok   {Path(name).name}: {found.head.label}")
            values.append({"file": str(name), "whole": True, "label": found.head.label})
    console.result(lines, {"bundles": values})
    return DONE if all(value["whole"] for value in values) else FOUND


def collate(arguments: Namespace, console: Console) -> int:
    """Merge bundles: n of N per outcome, delivery, missing evidence, excerpts."""
    from tutordiary.release.collate import collate_files
    from tutordiary.release.collation_files import write_collation

    opener = opener_of(arguments)
    percent = console.percent("Checking")
    found = collate_files(
        [Path(name) for name in arguments.files],
        lambda done, total: percent(100 * done // max(1, total)),
        opener,
    )
    made = write_collation(found, Path(arguments.output))
    notes = [f"{one.title}: {one.why}" for one in (*found.refused, *found.set_aside)]
    label = "Pseudonymised: treat as personal data." if found.is_pseudonymised else "Counts only."
    console.result(
        [*(f"Written: {file}" for file in made), *notes, label],
        {"files": [str(file) for file in made], "notes": notes, "tutors": found.tutors},
    )
    return FOUND if found.refused else DONE


def scrub(arguments: Namespace, console: Console) -> int:
    """Take known names out of notes and show what would need the tutor's eyes."""
    from tutordiary.anonymise import scrub as scrubbing

    notes = Path(arguments.notes)
    output = place_for(arguments.output, read=(arguments.notes, arguments.roster))
    ways = {
        ".jsonl": scrubbing.scrub_jsonl,
        ".txt": scrubbing.scrub_text,
        ".docx": scrubbing.scrub_docx,
    }
    way = ways.get(notes.suffix.lower())
    if way is None:
        raise BadInput(f"{notes.name} is not a .jsonl, .txt or .docx file. Nothing was written.")
    percent = console.percent("Reading")
    report = way(
        Path(arguments.roster), notes, output, lambda done, total: percent(100 * done // max(1, total))
    )
    lines = [
        f"Written: {output}",
        f"{report.notes} notes: {report.replaced} places replaced, {report.undecided} to look at",
    ]
    if report.left_behind:
        lines.append(f"{report.left_behind} pictures, comments, links and hidden places left behind")
    console.result(
        [*lines, "Pseudonymised: treat as personal data."],
        {
            "file": str(output),
            "notes": report.notes,
            "replaced": report.replaced,
            "undecided": report.undecided,
            "kept": report.kept,
            "left_behind": report.left_behind,
        },
    )
    return DONE


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the tutor's own day)


def _format(arguments: Namespace, target: Path, known: Sequence[Format]) -> Format:
    wanted: str = arguments.format or Path(target.name.removesuffix(".age")).suffix.lower().lstrip(".")
    for fmt in known:
        if fmt == wanted:
            return fmt
    raise BadInput(f"End the file name in .{' or .'.join(known)}, or give --format. Nothing was written.")


def _decide(diary: Diary, arguments: Namespace, review: Callable[[], tuple[ReviewItem, ...]]) -> None:
    """Keep the decisions of a file given with --decisions; they are kept by content, as in the window."""
    if arguments.decisions is None:
        return
    from tutordiary.release.review_file import apply_decisions, read_decisions

    filed = read_decisions(Path(arguments.decisions))
    apply_decisions(diary, review(), filed)


def _intruder(arguments: Namespace) -> Intruder | None:
    """Return who could recognise a child, as the file given with --decisions answers it."""
    if arguments.decisions is None:
        return None
    from tutordiary.release.review_file import read_intruder

    return read_intruder(Path(arguments.decisions))
