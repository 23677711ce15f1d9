"""A page of the diary is destroyed and nobody has a backup: what can be rescued (vault test 18)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

import pytest
from fault_story import Call, Content, Story, read
from faults_kit import Place, told
from sizes import SEED, SIZES, dice

from tutordiary.diary.rescuing import rescue
from tutordiary.errors import DiaryDamaged

PAGE = 4096
STEPS = 60
MORE_SIGNS = 3000
FEWER_SIGNS = 600
PAGES_OF_LIST_A_SALVAGE = 4
LEAST = 0.97


@pytest.fixture(scope="module")
def written(pristine, tmp_path_factory) -> tuple[Place, Story]:
    """A closed diary of some years: a story, and a few thousand small signs."""
    return _written(pristine.copy(tmp_path_factory.mktemp("written") / "place"), MORE_SIGNS)


def _written(place: Place, more_signs: int) -> tuple[Place, Story]:
    story = told(place, SEED, STEPS)
    signs = [story.new_sign(number) for number in range(STEPS + 1, STEPS + 1 + more_signs)]
    Call("add", tuple(signs)).tell(story.content)
    diary = place.open()
    diary.add(*signs)
    diary.close()
    return place, story


def destroy(place: Place, page: int, rng: Random) -> None:
    """Write noise over one page of a diary; pages count from 1."""
    with place.paths.database.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(rng.randbytes(PAGE))


def prints(folder: Path) -> dict[str, str]:
    """Return a fingerprint of every file of a diary but its empty lock."""
    found = [path for path in folder.iterdir() if path.suffix != ".lock"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def rescued(place: Place, root: Path) -> Content | None:
    """Rescue a damaged diary and return what the new one holds; None when nothing could be read."""
    try:
        rescue(place.folder, place.code, root / "diary", is_code=True, state_folder=place.state)
    except DiaryDamaged:
        return None
    new = Place(root, place.code)
    (root / "state").symlink_to(place.state)
    diary = new.open()
    assert all(line.passed for line in diary.vault.full_check())
    diary.close()
    diary = new.open()
    content = read(diary)
    diary.close()
    return content


def share(content: Content | None, whole: Content) -> float:
    """Return the share of records that came over word for word."""
    if content is None:
        return 0.0
    return sum(content.records.get(name) == one for name, one in whole.records.items()) / len(whole.records)


def test_rescues_with_one_page_destroyed(written, tmp_path, figure):
    original, story = written
    rng, shares, touched = dice("salvage"), [], 0
    pages = original.paths.database.stat().st_size // PAGE
    for number in range(SIZES.salvages):
        place = original.copy(tmp_path / f"place-{number}")
        destroy(place, rng.randrange(2, pages + 1), rng)
        before = prints(place.folder)
        content = rescued(place, tmp_path / f"new-{number}")
        touched += prints(place.folder) != before
        shares.append(share(content, story.content))
    undamaged = share(rescued(original.copy(tmp_path / "place"), tmp_path / "new"), story.content)
    mean = sum(shares) / len(shares)
    figure(
        f"rescues with one of {pages:,} pages destroyed: {SIZES.salvages}, {mean:.2%} of "
        f"{len(story.content.records):,} records word for word on average, {min(shares):.1%} at worst, "
        f"{sum(one == 1 for one in shares)} lost none; {undamaged:.0%} undamaged, {touched} originals changed"
    )
    assert mean >= LEAST
    assert (undamaged, touched) == (1, 0)


def test_rescues_with_the_list_of_tables_destroyed(pristine, tmp_path, figure):
    """Where the list lies is told by a new diary: on the pages at which no table or index begins."""
    original, story = _written(pristine.copy(tmp_path / "written"), FEWER_SIGNS)
    rng, shares, fresh = dice("salvage list"), [], pristine.copy(tmp_path / "fresh").open()
    conn = fresh.vault.conn
    begins = {row[0] for row in conn.execute("SELECT rootpage FROM sqlite_master").fetchall()}
    pages = max(begins)
    fresh.close()
    of_list = sorted(set(range(2, pages)) - begins)
    most = SIZES.salvages * PAGES_OF_LIST_A_SALVAGE
    for page in rng.sample(of_list, min(most, len(of_list))):
        place = original.copy(tmp_path / f"place-{page}")
        destroy(place, page, rng)
        shares.append(share(rescued(place, tmp_path / f"new-{page}"), story.content))
    figure(
        f"rescues with a page of the list of tables destroyed: {len(shares)} of {len(of_list)}, "
        f"{min(shares):.1%} of records at worst"
    )
    assert len(of_list) >= 5
    assert min(shares) >= LEAST
