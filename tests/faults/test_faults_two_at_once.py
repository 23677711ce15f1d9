"""Two windows, many threads, and no second handle on the file (vault test 30)."""

from __future__ import annotations

import threading
import time
from collections import Counter

from fault_story import Story
from faults_kit import Tally, judge
from sizes import SEED, SIZES, dice

from tutordiary.errors import TutorDiaryError
from tutordiary.model import Observation, Pupil

THREADS = 4
LONGEST_START_S = 1.0


def race(nursery, place, story, rng, found, tally, step, fault="") -> int:
    """Start two at once on one diary; kill one of them, and see what the other and the next start do."""
    pair = [nursery.start("take", place, seed=story.seed, start=step, fault=fault) for _ in range(2)]
    for child in pair:
        child.wait_for()
    firsts = [child.acknowledged()[0] for child in pair]
    time.sleep(rng.uniform(0, 0.05))
    said = [child.kill() for child in pair]
    found["pairs"] += 1
    writers = sum(first == "writing" for first in firsts)
    found["two writers"] += writers == 2
    found["one writer"] += writers == 1
    found["said to be in use"] += sum(first == "in use" for first in firsts)
    if writers == 2:
        return step
    last = int(max(said, key=len)[-1]) if writers and len(max(said, key=len)) > 1 else step
    begun = time.monotonic()
    place.open().close()
    found["slow starts"] += time.monotonic() - begun > LONGEST_START_S
    return judge(place, story, last, tally)


def test_two_starts_at_once(nursery, pristine, tmp_path, figure):
    rng, found, tally, step = dice("two"), Counter(), Tally(), 0
    place, story = pristine.copy(tmp_path / "place"), Story(SEED)
    for _ in range(SIZES.starts_in_pairs):
        step = race(nursery, place, story, rng, found, tally, step)
    figure(
        f"two starts at once: {found['pairs']} pairs, {found['two writers']} times two writers, "
        f"{found['said to be in use']} told it is in use, {found['slow starts']} next starts over 1 s, "
        f"{tally.lost} changes lost"
    )
    assert (found["one writer"], found["two writers"], found["slow starts"]) == (found["pairs"], 0, 0)
    assert tally.troubles() == {}, tally.notes


def test_two_starts_would_see_two_writers(nursery, pristine, tmp_path, figure):
    found, place, tries = Counter(), pristine.copy(tmp_path / "place"), 0
    while not found["two writers"] and tries < 20:
        tries += 1
        race(nursery, place, Story(SEED), dice("two"), found, Tally(), 0, fault="no lock")
    figure(f"control, two starts without the lock: two writers seen after {tries}")
    assert found["two writers"]


def test_no_handle_of_ours_on_the_open_diary(nursery, place, tmp_path, figure):
    target = tmp_path / "one.tdbackup"
    said = nursery.start("watch", place, seed=SEED, target=str(target)).finish()
    files, diaries, control = (int(number) for number in said)
    figure(f"handles on diary.db while connected: {diaries} of {files} files opened; control {control} seen")
    assert files > 10
    assert diaries == 0
    assert control == 1


def test_many_threads_at_once(place, figure):
    operations, failures, lock = SIZES.operations_each_thread, [], threading.Lock()
    diary = place.open()
    diary.add(Pupil(id="p", first_name="Wren"))
    day = Story(SEED).new_sign(1).noted_on
    kept: set[str] = set()

    def work(number: int) -> None:
        mine = set()
        try:
            for turn in range(operations):
                name = f"{number}-{turn}"
                match turn % 5:
                    case 0 | 1:
                        diary.add(Observation(id=name, noted_on=day, pupil_id="p", text=f"sign {name}"))
                        mine.add(name)
                    case 2:
                        diary.save(diary.need(Observation, f"{number}-{turn - 1}"))
                    case 3:
                        diary.keep_draft(f"log/{number}", name, turn)
                    case _:
                        assert diary.search(f"sign {number}-{turn - 3}")
                        if turn % 2:
                            gone = f"{number}-{turn - 4}"
                            diary.remove(diary.need(Observation, gone))
                            mine.discard(gone)
        except (TutorDiaryError, AssertionError) as error:
            failures.append(f"{type(error).__name__}: {error}")
        with lock:
            kept.update(mine)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = {one.id for one in diary.all(Observation)}
    failed = [line.name for line in diary.vault.full_check() if not line.passed]
    diary.close()
    figure(
        f"threads: {THREADS} of {operations:,} operations, {len(failures)} refused, "
        f"{len(held ^ kept)} records astray, {len(failed)} checks not passed"
    )
    assert (failures, held ^ kept, failed) == ([], set(), [])
