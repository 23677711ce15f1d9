"""The whole main job on the sample diary, without a window: from the door to the manager's table."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tutordiary import sample, timetable
from tutordiary.cli.console import DONE, Console
from tutordiary.diary import Diary
from tutordiary.drafting import case, giving, pack, report_desk
from tutordiary.errors import BadInput, BugError
from tutordiary.evidence import Period
from tutordiary.model import (
    BundleMode,
    Group,
    Membership,
    Pupil,
    Record,
    ReportAudience,
    ReportPurpose,
    Session,
    SessionStatus,
)
from tutordiary.presenters.door import SAMPLE_PASSPHRASE
from tutordiary.presenters.log import LogPresenter
from tutordiary.release.intruder import Intruder
from tutordiary.vault import files

if TYPE_CHECKING:
    from tutordiary.documents.writer import Format
    from tutordiary.release.review import Decision, ReviewItem

ROUNDS = 8
STEPS = 9
A_MONTH = timedelta(weeks=5)


@dataclass(slots=True)
class _Tour:
    folder: Path
    console: Console
    today: date
    made: list[tuple[Path, str]] = field(default_factory=list)
    decided: int = 0
    step: int = 0

    def begin(self, words: str) -> None:
        """Say which step begins."""
        self.step += 1
        self.console.progress(f"[{self.step}/{STEPS}] {words}")

    def note(self, path: Path, what: str) -> Path:
        """Remember a file that was made."""
        self.made.append((path, what))
        return path


def tour(arguments: Namespace, console: Console) -> int:
    """Do the whole job and list every file made. The folder must be new or empty."""
    folder = Path(arguments.folder).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{arguments.folder} is not empty. Nothing was written. Give a new or empty folder.")
    with files.mapped_os_errors("the folder"):
        folder.mkdir(parents=True, exist_ok=True)
    run = _Tour(folder, console, date.today())  # noqa: DTZ011 (the tutor's own day)
    run.begin("Making an encrypted diary and filling it with the sample")
    diary = _new_sample(folder / "diary", sample.sample_records(run.today))
    run.note(folder / "diary", f"the encrypted diary; its passphrase is: {SAMPLE_PASSPHRASE}")
    try:
        _log_a_session(run, diary)
        group, period = _full_programme(diary)
        _write_reports(run, diary, group, period)
        _write_story(run, diary, group, period)
        bundles = _give_bundles(run, diary, period, "a")
        _seal_one(run, diary, bundles[0])
        _care(run, diary)
    finally:
        diary.close()
    run.begin("Two more sample tutors give their bundles")
    for letter, name in zip("bc", sample.OTHER_TUTORS, strict=False):
        place = run.note(folder / f"other-diary-{letter}", "another sample tutor's diary")
        other = _new_sample(place, sample.sample_records_of(name, run.today))
        try:
            _, other_period = _full_programme(other)
            bundles += _give_bundles(run, other, other_period, letter, quiet=True)
        finally:
            other.close()
    _collate(run, bundles)
    _finish(run)
    return DONE


def _new_sample(folder: Path, records: tuple[Record, ...]) -> Diary:
    diary, _ = Diary.create(folder, SAMPLE_PASSPHRASE, is_sample=True)
    sample.fill(diary, records)
    return diary


def _log_a_session(run: _Tour, diary: Diary) -> None:
    """Log a session the way the window does, key by key."""
    run.begin("Logging a session by keys")
    due = [
        one
        for one in timetable.sessions_on(diary, run.today)
        if one.session is None or not one.session.finished_at
    ]
    if due:
        group = due[0].group
    else:
        group = max(diary.all(Group), key=lambda one: len(diary.find(Membership, group_id=one.id)))
    log = LogPresenter(diary)
    log.open_session(group_id=group.id, day=run.today)
    pupils = timetable.members_on(diary, group.id, run.today)
    keys = [str(1 + row % 3) for row in range(len(diary.framework.indicators))]
    for key in keys:
        log.type_key(key)
    log.finish()
    run.console.progress(f"      {group.working_name}: {len(pupils)} pupils, {len(keys)} keys")


def _full_programme(diary: Diary) -> tuple[Group, Period]:
    """Return the group with most sessions held, and the days of its first and last."""

    def held(group: Group) -> list[date]:
        sessions = diary.find(Session, order=("held_on",), group_id=group.id)
        return [one.held_on for one in sessions if one.status is SessionStatus.HELD]

    group = max(diary.all(Group), key=lambda one: len(held(one)))
    days = held(group)
    return group, Period(days[0], days[-1])


def _write_reports(run: _Tour, diary: Diary, group: Group, period: Period) -> None:
    run.begin("Writing pupil progress reports, PDF and Word")
    folder = run.folder / "reports"
    folder.mkdir()
    for number, pupil in enumerate(timetable.members_on(diary, group.id, period.last), start=1):
        for audience, word in ((ReportAudience.SCHOOL, "senco"), (ReportAudience.FAMILY, "family")):
            begun = report_desk.begin(
                diary, pupil.id, audience, period.first, period.last, ReportPurpose.END_OF_PROGRAMME
            )
            draft = report_desk.checked(diary, begun.id)
            document = report_desk.compose(draft, run.today)
            for fmt in report_desk.FORMATS:
                target = folder / f"{number:02d} {pupil.first_name[:1]}{pupil.last_name[:1]} {word}.{fmt}"
                rendered = report_desk.render(document, fmt)
                report_desk.hand_over(diary, draft, rendered, target, run.today)
                run.note(target, f"{word} report, {fmt.upper()}")


def _write_story(run: _Tour, diary: Diary, group: Group, period: Period) -> None:
    run.begin("Drafting a case study and a reflection-group pack")
    pupil = _most_told(diary, group, period)
    _settle(run, diary, lambda: case.review(diary, pupil.id, period))
    nobody = Intruder(stranger=False, colleague=False, school=False)  # they are invented
    stories: tuple[Format, ...] = ("pdf", "docx", "md")
    for fmt in stories:
        target = run.folder / f"case-study.{fmt}"
        giving.give_case_study(diary, pupil.id, period, run.today, fmt, target, intruder=nobody)
        run.note(target, f"case study draft, {fmt.upper()}")
    month = Period(period.last - A_MONTH, period.last)
    _settle(run, diary, lambda: pack.review(diary, group.id, month))
    for fmt in report_desk.FORMATS:
        target = run.folder / f"reflection-pack.{fmt}"
        giving.give_pack(diary, group.id, month, fmt, target)
        run.note(target, f"reflection-group pack, {fmt.upper()}")


def _most_told(diary: Diary, group: Group, period: Period) -> Pupil:
    """Return the pupil with most passages cleared for outside: the one a case study can be made of."""
    pupils = timetable.members_on(diary, group.id, period.last)
    told = {pupil.id: 0 for pupil in pupils}
    for pupil in pupils:
        told[pupil.id] = sum(
            pupil.id in item.passage.pupil_ids for item in case.review(diary, pupil.id, period)
        )
    return max(pupils, key=lambda pupil: (told[pupil.id], pupil.id))


def _give_bundles(
    run: _Tour, diary: Diary, period: Period, letter: str, *, quiet: bool = False
) -> list[Path]:
    from tutordiary.release import giving as releasing

    if not quiet:
        run.begin("Giving bundles to the project manager")
    made = []
    after = period.last + timedelta(days=1)
    nobody = releasing.Intruder(stranger=False, colleague=False, school=False)  # they are invented
    for mode in BundleMode:
        target = run.folder / f"bundle-{letter}-{mode}.tdbundle"
        if mode is BundleMode.PSEUDONYMISED:
            _settle(run, diary, lambda: releasing.review_for(diary, period))
        # Counts and rows by code of the same weeks do not both leave; the full programme's weeks are rows.
        days = period if quiet or mode is BundleMode.PSEUDONYMISED else Period(after, run.today)
        releasing.give_bundle(diary, days, mode, target, intruder=nobody)
        run.note(target, f"bundle, {mode}")
        if mode is BundleMode.PSEUDONYMISED:
            made.append(target)
    return made


def _seal_one(run: _Tour, diary: Diary, bundle: Path) -> None:
    """Seal a bundle the gate has passed for a receiving key, and open it with that key."""
    from tutordiary.release.bundle_check import check_file
    from tutordiary.release.receiving import make_own_key, opener_of
    from tutordiary.release.sealing import Sealing, place_of

    sealing = Sealing((make_own_key(diary).public,))
    target = place_of(bundle, sealing)
    files.write_document(target, sealing.seal(bundle.read_bytes()), "the bundle")
    check_file(target, opener_of(diary))
    run.note(target, "the same bundle, sealed for a key and opened again with it")


def _settle(run: _Tour, diary: Diary, review: Callable[[], tuple[ReviewItem, ...]]) -> None:
    """Decide every doubtful place of the sample the careful way, as a tutor would by hand.

    A word that may be a name becomes one; a word that equals a name but was read as a word is kept; anything
    rare, sensitive or about home is left out. Only ever done for the sample's invented people.
    """
    from tutordiary.release.review import decide

    if not diary.is_sample:
        raise BugError("the tour decides for the sample only")
    for _ in range(ROUNDS):
        waiting = [item for item in review() if item.is_blocking]
        if not waiting:
            return
        for item in waiting:
            for decision, word in _careful(item):
                decide(diary, item, decision, word=word)
                run.decided += 1
    raise BugError("the sample's passages could not be settled")


def _careful(item: ReviewItem) -> Iterator[tuple[Decision, str]]:
    from tutordiary.release.review import Decision, ItemState

    for question in item.open_questions:
        if question.type == "WORD?":
            yield Decision.KEEP, question.word
        elif question.type == "NAME?":
            yield Decision.NAME, question.word
        elif question.type in ("PRONOUN?", "CODE?"):
            yield Decision.GENERALISE, question.word
        else:
            yield Decision.LEAVE_OUT, ""
            return
    if not item.open_questions and item.state is ItemState.TO_DECIDE:
        yield Decision.LEAVE_OUT, ""
        return
    if not item.is_read:
        yield Decision.READ, ""


def _care(run: _Tour, diary: Diary) -> None:
    from tutordiary.exchange.transfer import export_file

    run.begin("Backing up, checking every page, exporting the tutor's own copy")
    target = run.folder / "backup.tdbackup"
    diary.back_up(target)
    run.note(target, "backup, proved by restoring it")
    if not all(line.passed for line in diary.vault.full_check()):
        raise BugError("the sample diary did not pass its own check")
    target = run.folder / "export.json"
    export_file(diary, target)
    run.note(target, "the tutor's own full copy, with (invented) names")


def _collate(run: _Tour, bundles: list[Path]) -> None:
    from tutordiary.release.bundle_check import check_file
    from tutordiary.release.collate import collate_files
    from tutordiary.release.collation_files import write_collation

    run.begin("The project manager checks the bundles and collates them")
    for bundle in bundles:
        check_file(bundle)
    for file in write_collation(collate_files(bundles), run.folder / "collation"):
        run.note(file, "collation of the tutors' bundles")


def _finish(run: _Tour) -> None:
    run.begin("Done")
    lines = [f"{_size(path):>9}  {path.relative_to(run.folder)}  ({what})" for path, what in run.made]
    lines.append(f"{len(run.made)} things made; {run.decided} decisions were made for the invented people.")
    run.console.result(
        lines,
        {
            "files": [{"file": str(path), "what": what} for path, what in run.made],
            "decisions": run.decided,
        },
    )


def _size(path: Path) -> str:
    size = sum(one.stat().st_size for one in path.rglob("*")) if path.is_dir() else path.stat().st_size
    return f"{size / 1000:,.1f} kB"
