"""The app is killed at random moments while it writes (vault tests 11 and 16)."""

from __future__ import annotations

from itertools import islice

from fault_story import Story
from faults_kit import Tally, judge
from sizes import SEED, SIZES, dice

KILLS_IN_ONE_DIARY = 12
MOMENT_S = 0.12
MOST_TRIES = 200


def kill_often(nursery, pristine, tmp_path, kills, *, fault="", until=None) -> Tally:
    """Kill a writing child again and again, each time going on with the diary the last one left."""
    tally, rng = Tally(), dice(f"kills {fault}")
    while tally.faults < kills:
        seed = rng.randrange(2**32)
        place, story, step = pristine.copy(tmp_path / f"place-{seed}"), Story(seed), 0
        for _ in range(min(KILLS_IN_ONE_DIARY, kills - tally.faults)):
            child = nursery.write(place, seed, start=step, fault=fault)
            step = judge(place, story, int(child.kill_within(rng, MOMENT_S)[-1]), tally)
            if tally.troubles():
                break  # its story no longer fits
        if until and getattr(tally, until):
            return tally
    return tally


def test_kills_while_writing(nursery, pristine, tmp_path, figure):
    tally = kill_often(nursery, pristine, tmp_path, SIZES.kills_writing)
    figure(
        f"kills while writing: {tally.faults} of {SIZES.kills_writing}, {tally.hot} with a hot log, "
        f"{tally.lost} acknowledged changes lost, {tally.corrupt} corrupt, {tally.partial} partial, "
        f"{tally.drift} search drift, {tally.false_alarms} false alarms"
    )
    assert tally.troubles() == {}, tally.notes
    assert tally.hot > SIZES.kills_writing // 4, "the kills came too late to try anything"


def test_the_kills_would_see_a_change_that_was_lost(nursery, pristine, tmp_path, figure):
    fault = "says so before it is done"
    tally = kill_often(nursery, pristine, tmp_path, MOST_TRIES, fault=fault, until="lost")
    figure(f"control, a writer that {fault}: seen after {tally.faults} kills")
    assert tally.lost


def test_the_kills_would_see_half_a_change(nursery, pristine, tmp_path, figure):
    fault = "saves in pieces"
    tally = kill_often(nursery, pristine, tmp_path, MOST_TRIES, fault=fault, until="partial")
    figure(f"control, a writer that {fault}: seen after {tally.faults} kills")
    assert tally.partial


def test_the_kills_would_see_search_fall_behind(place, figure):
    tally, story = Tally(), Story(SEED)
    diary = place.open()
    story.next().make(diary)
    diary.vault.conn.execute("DROP TRIGGER observation_said")
    for step in islice(story, 20):
        step.make(diary)
    diary.close()
    judge(place, story, step.number, tally)
    figure(f"control, a diary without a search trigger: {tally.drift} passages seen astray")
    assert tally.drift
