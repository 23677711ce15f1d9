"""The power goes while the app writes (vault tests 12 and 16)."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from fault_jobs import passphrase
from fault_story import Story, read
from faults_kit import SECRET, Place, Tally, in_words, judge, judge_keys, make_place, opens, told
from power_cut import lay_out, record, why_not
from sizes import SEED, SIZES, dice

from tutordiary.diary import Diary

STEPS = 60
CUTS_IN_ONE_RECORDING = 60

MISSING = why_not()

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


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


def test_power_cuts_while_changing_the_passphrase(quick, tmp_path, figure):
    rng, found, cuts = dice("power passphrase"), Counter(), SIZES.power_cuts_in_duties
    place = make_place(tmp_path / "recorded")
    recording = record("change_passphrases", place, tmp_path, steps=10)
    for _ in range(cuts):
        moment = rng.choice(recording.moments())
        image, last = lay_out(recording.cut(moment, rng), place, tmp_path / "image"), recording.said(moment)
        now = [opens(image, passphrase(one) if one else SECRET) for one in (last, last + 1)]
        dead = [opens(image, passphrase(one) if one else SECRET) for one in range(last)]
        found["exactly one"] += sum(now) == 1 and not any(dead)
        found["in flight"] += now[1]
        found["strays"] += len(image.strays())
        shutil.rmtree(image.root)
    figure(
        f"power cuts while changing the passphrase: {cuts}, exactly one opens in {found['exactly one']} "
        f"({found['in flight']} times the one in flight), {found['strays']} stray files"
    )
    assert (found["exactly one"], found["strays"]) == (cuts, 0)


def test_power_cuts_while_writing_the_diary_under_new_keys(quick, tmp_path, figure):
    rng, found, cuts = dice("power rekey"), Counter(), SIZES.power_cuts_in_duties
    place = make_place(tmp_path / "recorded")
    story = told(place, SEED, STEPS)
    recording = record("rekey", place, tmp_path)
    for _ in range(cuts):
        moment = rng.choice(recording.moments())
        image = lay_out(recording.cut(moment, rng), place, tmp_path / "image")
        said = recording.words(moment)
        judge_keys(image, said[1] if len(said) > 1 else "", story, rng, found)
        shutil.rmtree(image.root)
    figure(f"power cuts while writing under new keys: {cuts}, {in_words(found)}")
    assert [found[name] for name in ("exactly one", "whole", "checked")] == [cuts] * 3, found
    assert found["strays"] == 0


def test_power_cuts_while_backing_up(pristine, tmp_path, figure):
    rng, tally, whole, none_yet, cuts = dice("power backup"), Tally(), 0, 0, SIZES.power_cuts_in_duties
    place, seed = pristine.copy(tmp_path / "recorded"), rng.randrange(2**32)
    shelf, story = place.root / "shelf", Story(seed)
    shelf.mkdir()
    settings = {"seed": seed, "steps": 4, "shelf": str(shelf), "day": "2026-11-21"}
    recording = record("back_up", place, tmp_path, **settings)
    for _ in range(cuts):
        moment = rng.choice(recording.moments())
        image, last = lay_out(recording.cut(moment, rng), place, tmp_path / "image"), recording.said(moment)
        judge(image, story, last, tally)
        backup = image.root / "shelf" / "2026-11-21.tdbackup"
        if backup.exists():
            back = Place(image.root / "back", place.code)
            Diary.restore(backup, back.folder, place.code, is_code=True, state_folder=back.state)
            diary = back.open()
            whole += read(diary).digest() in story.digests[last : last + 2]
            diary.close()
        else:
            none_yet += last == 0
        shutil.rmtree(image.root)
    figure(
        f"power cuts while backing up: {cuts}, backup whole {whole}, none made yet {none_yet}, "
        f"{tally.lost} acknowledged changes lost, {tally.corrupt} corrupt"
    )
    assert tally.troubles() == {}, tally.notes
    assert whole + none_yet == cuts
