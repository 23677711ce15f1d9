"""requirements.lock: complete, hashed, and silent about where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["dependencies"] + project["optional-dependencies"]["test"]


def named_in_pyproject() -> list[str]:
    return sorted({normal(Requirement(line).name) for line in requirements()})


@pytest.mark.parametrize("telltale", ["://", "index-url", "find-links", "file:", " @ "])
def test_no_address_in_the_lock(telltale):
    assert telltale not in LOCK


@pytest.mark.parametrize("name", named_in_pyproject())
def test_every_dependency_is_pinned(name):
    assert name in {found[0] for found in ENTRY.findall(LOCK)}


def test_every_pin_has_a_hash():
    blocks = re.split(r"^(?=[a-z0-9-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(ENTRY.findall(LOCK))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_qt_is_pinned_once_for_old_and_once_for_new_python():
    pins = {marker: version for name, version, marker in ENTRY.findall(LOCK) if name == "pyside6-essentials"}
    assert set(pins) == {"python_full_version < '3.12'", "python_full_version >= '3.12'"}
    assert pins["python_full_version < '3.12'"].startswith("6.11.")
    assert pins["python_full_version >= '3.12'"].startswith("6.12.")


@pytest.mark.parametrize("python", ["3.11.7", "3.12.1", "3.13.0"])
def test_the_pins_are_what_pyproject_asks_for(python):
    """Fails when somebody changes a dependency and forgets to make the lock again."""
    place = {"python_version": python.rpartition(".")[0], "python_full_version": python}
    pins = {
        name: version
        for name, version, marker in ENTRY.findall(LOCK)
        if not marker or Marker(marker).evaluate(place)
    }
    unmet = [
        str(asked)
        for asked in (Requirement(line) for line in requirements())
        if asked.marker is None or asked.marker.evaluate(place)
        if not asked.specifier.contains(pins[normal(asked.name)])
    ]
    assert unmet == []


def test_pip_itself_is_pinned():
    """sqlite-utils asks for it, and a hash-checked install refuses anything left out."""
    assert "pip" in {found[0] for found in ENTRY.findall(LOCK)}
