"""A small diary, made once at the lowest cost, copied for each test."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from vault_diaries import Diary, make_original

from tutordiary.vault import ciphers
from tutordiary.vault.vault import Vault


@pytest.fixture(scope="session")
def original(tmp_path_factory) -> Diary:
    return make_original(tmp_path_factory.mktemp("original"))


@pytest.fixture
def diary(original: Diary, tmp_path: Path) -> Diary:
    """A private copy of a closed diary with 20 entries."""
    folder, state = tmp_path / "diary", tmp_path / "state"
    shutil.copytree(original.folder, folder)
    shutil.copytree(original.state, state)
    return Diary(folder, state, original.recovery_code, original.vault_id)


@pytest.fixture
def vault(diary: Diary) -> Iterator[Vault]:
    with diary.open() as opened:
        yield opened


@pytest.fixture
def fast_kdf(monkeypatch) -> Callable[[], int]:
    """Swap Argon2id for a hash, so that thousands of key files can be tried; return a call counter."""
    calls: list[object] = []

    def quick(text, salt, cost):
        calls.append(cost)
        return hashlib.sha256(f"{text}{cost}".encode() + salt).digest()

    monkeypatch.setattr(ciphers, "stretch_passphrase", quick)
    return lambda: len(calls)
