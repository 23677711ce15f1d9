"""The sample diary, made once and copied for each test."""

from __future__ import annotations

import shutil

import pytest
from rights_sample import SECRET, TODAY

from tutordiary import sample
from tutordiary.diary import Diary
from tutordiary.vault.ciphers import LOWEST_COST


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory):
    """A closed sample diary and its state folder."""
    place = tmp_path_factory.mktemp("sample")
    made, _ = Diary.create(
        place / "diary", SECRET, cost=LOWEST_COST, state_folder=place / "state", is_sample=True
    )
    sample.fill(made, sample.sample_records(TODAY))
    made.close()
    return place


@pytest.fixture
def filled(filled_folder, tmp_path):
    """An open sample diary of its own."""
    for name in ("diary", "state"):
        shutil.copytree(filled_folder / name, tmp_path / name)
    opened = Diary.open(tmp_path / "diary", SECRET, state_folder=tmp_path / "state")
    yield opened
    opened.close()
