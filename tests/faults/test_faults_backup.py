"""Damaged backups are refused, and a backup made while the tutor writes is whole (vault test 20)."""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from fault_story import Content, Story, read
from faults_kit import SECRET, Place, told
from sizes import IS_FULL, SEED, SIZES, dice

from tutordiary.diary import Diary, care
from tutordiary.errors import TutorDiaryError

STEPS = 40
BACKUPS_MEANWHILE = 20 if IS_FULL else 5
MOST_TIMES_SLOWER = 10


@pytest.fixture(scope="module")
def source(pristine, tmp_path_factory) -> tuple[Place, Story, Path]:
    """A closed diary with a story in it, and a backup of it."""
    root = tmp_path_factory.mktemp("source")
    place, target = pristine.copy(root / "place"), root / "one.tdbackup"
    story = told(place, SEED, STEPS)
    diary = place.open()
    care.back_up(diary, target)
    diary.close()
    return place, story, target


def flip(data: bytearray, rng: Random) -> None:
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def flip_the_beginning(data: bytearray, rng: Random) -> None:
    data[rng.randrange(3000)] ^= 1 << rng.randrange(8)


def cut(data: bytearray, rng: Random) -> None:
    del data[rng.randrange(len(data)) :]


def lengthen(data: bytearray, rng: Random) -> None:
    data += rng.randbytes(rng.randrange(1, 5000))


def zero(data: bytearray, rng: Random) -> None:
    start, length = rng.randrange(len(data) - 5000), rng.randrange(1, 5000)
    data[start : start + length] = bytes(length)


def move(data: bytearray, rng: Random) -> None:
    one, other = rng.randrange(len(data) - 9000), rng.randrange(1, 4000)
    data[one : one + 4096], data[one + other : one + other + 4096] = (
        data[one + other : one + other + 4096],
        data[one : one + 4096],
    )


DAMAGES = (flip, flip_the_beginning, cut, lengthen, zero, move)


def bring_back(target: Path, root: Path, code: str) -> str | None:
    """Restore a backup and return the fingerprint of what came back; None when it was refused."""
    try:
        Diary.restore(target, root / "diary", code, is_code=True, state_folder=root / "state")
    except TutorDiaryError:
        assert not (root / "diary").exists(), "a refused backup left a diary behind"
        return None
    diary = Place(root, code).open()
    digest = read(diary).digest()
    diary.close()
    shutil.rmtree(root)
    return digest


def test_damaged_backups(source, tmp_path, figure):
    place, story, target = source
    whole, rng, accepted = target.read_bytes(), dice("damaged backups"), Counter()
    damaged = tmp_path / "damaged.tdbackup"
    for number in range(SIZES.damaged_backups):
        data, damage = bytearray(whole), DAMAGES[number % len(DAMAGES)]
        while data == whole:
            damage(data, rng)
        damaged.write_bytes(data)
        accepted[damage.__name__] += bring_back(damaged, tmp_path / "back", place.code) is not None
    undamaged = bring_back(target, tmp_path / "back", place.code) == story.digests[-1]
    root = tmp_path / "by passphrase"
    Diary.restore(target, root / "diary", SECRET, state_folder=root / "state")
    diary = Diary.open(root / "diary", SECRET, state_folder=root / "state")
    undamaged = undamaged and read(diary).digest() == story.digests[-1]
    diary.close()
    figure(
        f"damaged backups: {SIZES.damaged_backups}, {sum(accepted.values())} accepted; "
        f"the undamaged one comes back equal by code and by passphrase: {undamaged}"
    )
    assert sum(accepted.values()) == 0, accepted
    assert undamaged


def save_for(diary: Diary, story: Story, stop: threading.Event, waits: list[float], at_least: int) -> None:
    """Tell a story until stopped, noting how long each step took."""
    while not stop.is_set() or len(waits) < at_least:
        step = story.next()
        begun = time.perf_counter()
        step.make(diary)
        waits.append(time.perf_counter() - begun)
        time.sleep(0.002)  # nobody presses a button more often


def p99(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.99)]


def test_backing_up_while_the_tutor_writes(source, tmp_path, figure):
    original, _, _ = source
    place, whole, failures = original.copy(tmp_path / "place"), 0, []
    diary, story, idle, busy = place.open(), Story(SEED), [], []
    story.skip_to(STEPS)
    stop = threading.Event()
    stop.set()
    save_for(diary, story, stop, idle, 200)
    stop.clear()

    def write() -> None:
        try:
            save_for(diary, story, stop, busy, 1)
        except TutorDiaryError as error:
            failures.append(str(error))

    writer = threading.Thread(target=write)
    writer.start()
    targets = [tmp_path / f"{number}.tdbackup" for number in range(BACKUPS_MEANWHILE)]
    try:
        for target in targets:
            care.back_up(diary, target)
    finally:
        stop.set()
        writer.join(60)
    now = read(diary).digest()
    diary.close()
    for target in targets:
        whole += bring_back(target, tmp_path / "back", place.code) in {*story.digests, Content().digest()}
    slower = p99(busy) / p99(idle)
    figure(
        f"backups under continuous writing: {whole} of {len(targets)} whole at one moment, {len(busy)} saves "
        f"meanwhile, {len(failures)} refused, p99 of a save {slower:.1f} times that of an idle diary"
    )
    assert (whole, failures, now) == (len(targets), [], story.digests[-1])
    if IS_FULL:  # a time on a busy machine says nothing about a change of the code
        assert slower <= MOST_TIMES_SLOWER
