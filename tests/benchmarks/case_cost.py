"""What the first draft of a case study costs: laid out, read and set as a page, from twenty sessions.

    python tests/benchmarks/case_cost.py [small|quarter|full] [FOLDER]

Without a word it is the sample diary's group of twenty sessions; with one, a group of the diary of twenty
years (or a smaller one, made as ``search_cost`` makes it, kept in FOLDER). Printed are the middle of five
rounds for: the first draft kept in pieces; its document with every piece read, names changed and gaps said;
the finished PDF. Gate: the first draft and its document together at most 1.0 s.
Not run by pytest: a busy machine would make it red.
"""

from __future__ import annotations

import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GATE_S, ROUNDS = 1.0, 5


def sample_diary(place: Path) -> object:
    """Return the sample diary, made in a folder."""
    from datetime import date

    from tutordiary import sample
    from tutordiary.diary import Diary
    from tutordiary.vault.ciphers import LOWEST_COST

    made, _ = Diary.create(
        place / "diary", "four words for a while", is_sample=True, cost=LOWEST_COST, state_folder=place
    )
    sample.fill(made, sample.sample_records(date(2026, 11, 24)))
    return made


def measure(diary: object) -> float:
    """Print what each step takes for the group with most sessions, and return draft and document together."""
    from tutordiary.drafting.case import facts
    from tutordiary.drafting.case.desk import CaseDesk
    from tutordiary.evidence import Period
    from tutordiary.model import CaseStudy, CaseSubject, Group, Membership, Session

    group = max(diary.all(Group), key=lambda one: len(diary.find(Session, group_id=one.id)))
    days = facts.period_of_group(diary, group.id)
    held = [one for one in diary.find(Session, group_id=group.id) if one.held_on in days]
    last = sorted(one.held_on for one in held)[-20:]
    period = Period(last[0], last[-1])
    pupil = diary.find(Membership, group_id=group.id)[0].pupil_id
    told = ((CaseSubject.PUPIL, pupil), (CaseSubject.GROUP, group.id), (CaseSubject.SESSIONS, group.id))
    worst = 0.0
    for subject, about in told:
        rounds = [_round(diary, subject, about, period) for _ in range(ROUNDS)]
        made, page, pdf = (statistics.median(each) for each in zip(*rounds, strict=True))
        desk = CaseDesk(diary, max(one.id for one in diary.all(CaseStudy)))
        print(
            f"{subject}: {len(desk.pieces())} pieces of {len(desk.tray()) + len(desk.pieces())} entries from"
            f" {len(last)} sessions; draft {made * 1000:.0f} ms, document {page * 1000:.0f} ms,"
            f" PDF {pdf * 1000:.0f} ms"
        )
        worst = max(worst, statistics.median(draft + page for draft, page, _ in rounds))
    return worst


def _round(diary: object, subject: object, about: str, period: object) -> tuple[float, float, float]:
    """Return how long the draft, its document and its PDF took once, in seconds."""
    from tutordiary.documents.writer import write
    from tutordiary.drafting.case.desk import CaseDesk

    begun = time.perf_counter()
    desk = CaseDesk.new(diary, subject, about, period)
    drafted = time.perf_counter()
    document = desk.preview(period.last).document
    laid_out = time.perf_counter()
    write(document, "pdf")
    return drafted - begun, laid_out - drafted, time.perf_counter() - laid_out


def main() -> int:
    """Measure and print. Returns 1 above the gate."""
    from search_cost import opened, scales

    scale = next((one for one in sys.argv[1:] if one in scales()), "")
    kept = next((Path(one) for one in sys.argv[1:] if one not in scales()), None)
    with tempfile.TemporaryDirectory() as scratch:
        diary = opened(scale, kept or Path(scratch)) if scale else sample_diary(Path(scratch))
        worst = measure(diary)
        diary.close()
    print(
        f"{worst:.2f} s at most for draft and document, gate {GATE_S} s. Python {platform.python_version()}"
    )
    return int(worst > GATE_S)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    from tutordiary.vault.sqlcipher import load_sqlite_utils

    load_sqlite_utils()
    sys.exit(main())
