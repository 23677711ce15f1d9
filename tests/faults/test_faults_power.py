"""The power goes while the app writes (vault tests 12 and 16)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fault_story import Story
from faults_kit import Tally, judge
from power_cut import STRACE, lay_out, record
from sizes import SIZES, dice

STEPS = 60
CUTS_IN_ONE_RECORDING = 60

pytestmark = pytest.mark.skipif(STRACE is None, reason="needs the program strace (Debian package strace)")


def cut_often(pristine, tmp_path: Path, cuts: int, fault: str = "") -> Tally:
    """Record a child that tells a story, and open what many power cuts would leave of its diary."""
    tally, rng = Tally(), dice(f"power {fault}")
    while tally.faults < cuts:
        seed = rng.randrange(2**32)
        place = pristine.copy(tmp_path / f"recorded-{seed}")
        recording, story = record("write", place, tmp_path, seed=seed, steps=STEPS, fault=fault), Story(seed)
        for _ in range(min(CUTS_IN_ONE_RECORDING, cuts - tally.faults)):
            moment = rng.choice(recording.moments())
            image = lay_out(recording.cut(moment, rng), place, tmp_path / "image")
            judge(image, story, recording.said(moment), tally)
            shutil.rmtree(image.root)
    return tally


def test_power_cuts_while_writing(pristine, tmp_path, figure):
    tally = cut_often(pristine, tmp_path, SIZES.power_cuts)
    figure(
        f"power cuts while writing: {tally.faults} of {SIZES.power_cuts}, {tally.hot} with a hot log, "
        f"{tally.lost} acknowledged changes lost, {tally.corrupt} corrupt, {tally.partial} partial, "
        f"{tally.drift} search drift, {tally.false_alarms} false alarms"
    )
    assert tally.troubles() == {}, tally.notes
    assert tally.hot > SIZES.power_cuts // 2


def test_power_cuts_would_see_a_diary_that_does_not_wait_for_the_disk(pristine, tmp_path, figure):
    tally = cut_often(pristine, tmp_path, SIZES.power_cuts_unsafe, "synchronous is NORMAL")
    figure(
        f"control, power cuts with synchronous NORMAL: {tally.diaries_with_losses} of {tally.faults} diaries "
        f"lost {tally.lost} acknowledged changes"
    )
    assert tally.lost
