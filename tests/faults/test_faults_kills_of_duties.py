"""The app is killed while it changes keys, updates a diary, backs up or restores (vault test 13)."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from fault_jobs import passphrase
from fault_story import Story, read
from faults_kit import SECRET, Doomed, Place, Tally, in_words, judge, judge_keys, make_place, opens, told
from sizes import SEED, SIZES, dice

from tutordiary.diary import Diary, care
from tutordiary.diary.rescuing import restore_in_place
from tutordiary.store.migrations import NEWEST_SCHEMA
from tutordiary.vault import diary_folder
from tutordiary.vault.layout import looks_like_diary

GOLDEN = Path(__file__).resolve().parents[1] / "store" / "golden" / "schema-1.tdbackup"
GOLDEN_SECRET = "plain words for a test"
STEPS = 60
PAGE = 4096
DAY = date(2026, 11, 21)


def how_long(child: Doomed) -> float:
    """Return how long a child takes from its first word to its last, killing it at the end."""
    child.wait_for()
    begun = time.monotonic()
    child.wait_for("done")
    seconds = time.monotonic() - begun
    child.kill()
    return seconds


# --- passphrase -------------------------------------------------------------------------------------------


def change_and_kill(nursery, tmp_path, kills: int, fault: str = "") -> Counter:
    """Kill changes of the passphrase; count the diaries with exactly one that opens, and what is wrong."""
    found, rng = Counter(), dice(f"passphrase {fault}")
    original = make_place(tmp_path / "original")
    for number in range(kills):
        place = original.copy(tmp_path / f"place-{number}")
        child = nursery.start("change_passphrases", place, fault=fault)
        last = int(child.kill_within(rng, 0.08)[-1])
        texts = [path.read_bytes() for path in (place.paths.keys, place.paths.keys_copy)]
        found["copies differed"] += texts[0] != texts[1]
        now = [opens(place, passphrase(one) if one else SECRET) for one in (last, last + 1)]
        dead = [opens(place, passphrase(one) if one else SECRET) for one in range(max(0, last - 5), last)]
        found["exactly one"] += sum(now) == 1 and not any(dead)
        found["in flight"] += now[1]
        found["code dead"] += not opens(place, place.code, is_code=True)
        found["strays"] += len(place.strays())
        found["not healed"] += place.paths.keys.read_bytes() != place.paths.keys_copy.read_bytes()
        found["kills"] += 1
        if fault and found["exactly one"] < found["kills"]:
            break
    return found


def test_kills_while_changing_the_passphrase(nursery, quick, tmp_path, figure):
    found = change_and_kill(nursery, tmp_path, SIZES.kills_passphrase)
    figure(
        f"kills while changing the passphrase: {found['kills']}, exactly one opens in {found['exactly one']} "
        f"({found['in flight']} times the one in flight), recovery code dead in {found['code dead']}, "
        f"{found['copies differed']} with copies that differed, {found['not healed']} not healed, "
        f"{found['strays']} stray files"
    )
    assert found["exactly one"] == SIZES.kills_passphrase
    assert (found["code dead"], found["not healed"], found["strays"]) == (0, 0, 0)


def test_the_kills_would_see_a_passphrase_that_is_not_in_force(nursery, quick, tmp_path, figure):
    found = change_and_kill(nursery, tmp_path, 100, "says so before it is done")
    figure(f"control, a change that says so before it is done: seen after {found['kills']} kills")
    assert found["exactly one"] < found["kills"]


# --- new keys ---------------------------------------------------------------------------------------------


def test_kills_while_writing_the_diary_under_new_keys(nursery, quick, tmp_path, figure):
    found, rng = Counter(), dice("rekey")
    original = make_place(tmp_path / "original")
    story = told(original, SEED, STEPS)
    window = how_long(nursery.start("rekey", original.copy(tmp_path / "timed"), waits=True))
    for number in range(SIZES.kills_rekey):
        place = original.copy(tmp_path / f"place-{number}")
        said = nursery.start("rekey", place, waits=True).kill_within(rng, window * 1.05)
        judge_keys(place, said[1] if len(said) > 1 else "", story, rng, found)
    kills = SIZES.kills_rekey
    figure(f"kills while writing under new keys: {kills}, {in_words(found)}")
    assert [found[name] for name in ("exactly one", "whole", "checked")] == [kills] * 3, found
    assert found["strays"] == 0


# --- an older form ----------------------------------------------------------------------------------------


@pytest.fixture
def older(tmp_path) -> Place:
    """A closed diary of the first schema, with a recovery code of our own."""
    root = tmp_path / "older"
    root.mkdir()
    place = {"state_folder": root / "state"}
    Diary.restore(GOLDEN, root / "diary", GOLDEN_SECRET, **place)
    vault = diary_folder.open_with_passphrase(
        root / "diary", GOLDEN_SECRET, newest_schema=NEWEST_SCHEMA, **place
    )
    code = diary_folder.new_recovery_code(vault)
    vault.close()
    return Place(root, code)


def shape(diary: Diary) -> list[tuple]:
    return sorted(diary.vault.conn.execute("SELECT type, name, tbl_name FROM sqlite_master").fetchall())


def test_kills_while_bringing_a_diary_up_to_date(nursery, pristine, older, tmp_path, figure):
    rng, found = dice("migration"), Counter()
    copy = older.copy(tmp_path / "whole")
    diary = copy.open()
    counts, drafts = diary.counts(), [(one.key, one.text) for one in diary.drafts()]
    diary.close()
    fresh = pristine.copy(tmp_path / "fresh").open()
    wanted = shape(fresh)
    fresh.close()
    window = how_long(nursery.start("update", older.copy(tmp_path / "timed"), waits=True))
    for number in range(SIZES.kills_migration):
        place = older.copy(tmp_path / f"place-{number}")
        child = nursery.start("update", place, waits=True)
        if number % 2:  # the steps themselves come after the backup, and are soon over
            child.wait_until(lambda folder=place.folder: any(folder.glob("before-update*")))
            time.sleep(rng.uniform(0, 0.02))
            child.kill()
        else:
            child.kill_within(rng, window * 1.05)
        found["half way"] += not any(place.folder.glob("before-update*")) or bool(
            list(place.folder.glob(".*"))
        )
        diary = place.open()
        found["up to date"] += diary.vault.user_version == NEWEST_SCHEMA and shape(diary) == wanted
        found["whole"] += (diary.counts(), [(one.key, one.text) for one in diary.drafts()]) == (
            counts,
            drafts,
        )
        found["checked"] += all(line.passed for line in diary.vault.full_check())
        diary.close()
        found["strays"] += len(place.strays())
    kills = SIZES.kills_migration
    figure(
        f"kills while bringing a diary up to date: {kills}, up to date at next start {found['up to date']}, "
        f"all words there {found['whole']}, checks passed {found['checked']}, "
        f"{found['half way']} before the backup was done, {found['strays']} stray files"
    )
    assert [found[name] for name in ("up to date", "whole", "checked")] == [kills] * 3
    assert found["strays"] == 0


# --- backups ----------------------------------------------------------------------------------------------


def test_kills_while_backing_up(nursery, pristine, tmp_path, figure):
    rng, tally, found = dice("backup"), Tally(), Counter()
    for number in range(SIZES.kills_backup):
        place = pristine.copy(tmp_path / f"place-{number}")
        shelf = tmp_path / f"shelf-{number}"
        shelf.mkdir()
        target, story = shelf / f"{DAY}.tdbackup", Story(SEED + number)
        child = nursery.start("back_up", place, seed=SEED + number, start=0, shelf=str(shelf), day=str(DAY))
        child.wait_for(str(number % 2))  # every other time with an older backup on the shelf
        last = int(child.kill_within(rng, 0.25)[-1])
        judge(place, story, last, tally)
        if target.exists():
            back = tmp_path / f"back-{number}"
            Diary.restore(target, back / "diary", place.code, is_code=True, state_folder=back / "state")
            diary = Place(back, place.code).open()
            found["whole"] += read(diary).digest() in story.digests[last : last + 2]
            diary.close()
        else:
            found["none yet"] += last == 0
        found["left at the kill"] += len(list(shelf.glob(".*")))
        diary = place.open()
        care.sweep(diary, shelf)  # as the app does once it has opened a diary
        diary.close()
        found["strays"] += len(list(shelf.glob(".*")))
    figure(
        f"kills while backing up: {tally.faults}, backup whole {found['whole']}, "
        f"none made yet {found['none yet']}, "
        f"{tally.lost} changes lost, {found['left at the kill']} half files at the kill, "
        f"{found['strays']} after the next start"
    )
    assert tally.troubles() == {}, tally.notes
    assert found["whole"] + found["none yet"] == SIZES.kills_backup
    assert found["strays"] == 0


def test_kills_while_restoring(nursery, pristine, tmp_path, figure):
    rng, found = dice("restore"), Counter()
    source = pristine.copy(tmp_path / "source")
    story, target = told(source, SEED, STEPS), tmp_path / "one.tdbackup"
    diary = source.open()
    diary.back_up(target)
    diary.close()
    kills = SIZES.kills_restore
    places = [Place(tmp_path / f"back-{number}", source.code) for number in range(kills + 1)]
    for place in places:
        place.state.mkdir(parents=True)
    window = how_long(nursery.start("restore", places[-1], target=str(target), waits=True))
    for place in places[:kills]:
        nursery.start("restore", place, target=str(target), waits=True).kill_within(rng, window * 1.3)
        found["there"] += place.folder.exists()
        if not place.folder.exists():
            Diary.restore(target, place.folder, place.code, is_code=True, state_folder=place.state)
        diary = place.open()
        found["whole"] += read(diary).digest() == story.digests[-1]
        found["checked"] += all(line.passed for line in diary.vault.full_check())
        diary.close()
        found["strays"] += len(place.strays())
    figure(
        f"kills while restoring: {kills}, {found['there']} times the diary was there, "
        f"{kills - found['there']} not at all, whole {found['whole']}, checks passed {found['checked']}, "
        f"{found['strays']} stray files after the next start"
    )
    assert (found["whole"], found["checked"], found["strays"]) == (kills, kills, 0)


def test_kills_while_restoring_in_the_place_of_a_damaged_diary(nursery, pristine, tmp_path, figure):
    rng, found = dice("restore in place"), Counter()
    source = pristine.copy(tmp_path / "source")
    story, target = told(source, SEED, STEPS), tmp_path / "one.tdbackup"
    diary = source.open()
    diary.back_up(target)
    diary.close()
    damaged = source.paths.database.read_bytes()[:-PAGE]
    source.paths.database.write_bytes(damaged)
    settings = {"target": str(target), "day": str(DAY), "waits": True}
    window = how_long(nursery.start("restore_in_place", source.copy(tmp_path / "timed"), **settings))
    kills = SIZES.kills_restore
    for number in range(kills):
        place = source.copy(tmp_path / f"place-{number}")
        child = nursery.start("restore_in_place", place, **settings)
        if number % 2:  # the two renamings come last, and are soon over
            child.wait_until(lambda root=place.root: any(root.glob("diary.[rd]*")))
            time.sleep(rng.uniform(0, 0.005))
            child.kill()
        else:
            child.kill_within(rng, window * 1.2)
        held = [path.read_bytes() for path in place.root.glob("diary*/diary.db")]
        found["damaged kept"] += damaged in held
        found["between the names"] += not place.folder.exists()
        looks_like_diary(place.folder)  # as every start does
        if place.paths.database.read_bytes() == damaged:
            found["still damaged"] += 1
            args = (target, place.folder, place.code, DAY)
            restore_in_place(*args, is_code=True, state_folder=place.state)
        diary = place.open()
        found["whole"] += read(diary).digest() == story.digests[-1]
        diary.close()
        found["strays"] += len(place.strays())
    figure(
        f"kills while restoring in the place of a damaged diary: {kills}, the damaged one kept "
        f"{found['damaged kept']}, {found['still damaged']} not yet replaced, {found['between the names']} "
        f"between the two names, whole in the end {found['whole']}, {found['strays']} stray files"
    )
    assert (found["damaged kept"], found["whole"], found["strays"]) == (kills, kills, 0)
