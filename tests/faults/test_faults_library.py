"""sqlite-utils on keyed connections: its own tests, and no way round the vault in ours (vault test 22)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest
from sizes import IS_FULL

ROOT = Path(__file__).resolve().parents[2]
ONLY_DOOR = ROOT / "tutordiary" / "vault" / "sqlcipher.py"
WAYS_ROUND = re.compile(r"sqlite3\.connect|dbapi2\.connect|\bDatabase\(|\.transform\(|\balter=True")

# What fails on SQLCipher, and why; none of it is used by the app.
KNOWN = {
    # no iterdump in the driver
    "test_cli.py::test_dump",
    "test_cli_memory.py::test_memory_dump[extra_args0]",
    "test_cli_memory.py::test_memory_dump[extra_args1]",
    "test_cli_memory.py::test_memory_save[extra_args0]",
    "test_cli_memory.py::test_memory_save[extra_args1]",
    "test_analyze_tables.py::test_analyze_table",
    "test_analyze_tables.py::test_analyze_table_save",
    # they name the error classes of the standard library
    "test_cli.py::test_transform_strict_option_with_invalid_data",
    "test_transform.py::test_transform_to_strict_with_invalid_data",
    "test_transform.py::test_transform_preserves_composite_unique_constraint",
    "test_transform.py::test_transform_preserves_column_unique_collation",
    "test_transform.py::test_transform_preserves_check_constraints",
    "test_transform.py::test_transform_preserves_check_ending_in_line_comment",
    "test_transform.py::test_transform_renames_columns_inside_check_constraints",
    # they look for a plain header
    "test_cli.py::test_create_database[False]",
    "test_cli.py::test_create_database[True]",
    # they start a process of their own, which has no key
    "test_cli_bulk.py::test_cli_bulk_batch_size",
    "test_cli_insert.py::test_insert_streaming_batch_size_1",
}


def ways_round(text: str) -> list[str]:
    """Return each way round the vault that a source text takes."""
    return WAYS_ROUND.findall(text)


def test_nothing_goes_round_the_vault(figure):
    sources = [path for folder in ("tutordiary", "ui") for path in sorted((ROOT / folder).rglob("*.py"))]
    found = {
        str(path.relative_to(ROOT)): ways
        for path in sources
        if path != ONLY_DOOR and (ways := ways_round(path.read_text(encoding="utf-8")))
    }
    figure(f"ways round the vault in {len(sources)} source files: {len(found)}")
    assert found == {}
    assert ways_round(ONLY_DOOR.read_text(encoding="utf-8")), "the door itself would not be seen"
    for way in ("sqlite3.connect(p)", "Database(p)", "db['t'].transform(x)", "insert(row, alter=True)"):
        assert ways_round(way)


@pytest.mark.skipif(not IS_FULL, reason="only with --full: downloads sqlite-utils' own tests")
def test_the_librarys_own_tests_on_keyed_connections(tmp_path, figure):
    wanted = version("sqlite-utils")
    pip = [sys.executable, "-m", "pip", "download", "--no-input", "--disable-pip-version-check"]
    pip += ["--no-binary", ":all:", "--no-deps", "-d", str(tmp_path), f"sqlite-utils=={wanted}"]
    if subprocess.run(pip, capture_output=True).returncode:
        pytest.skip("sqlite-utils' own tests could not be downloaded")
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = tmp_path / f"sqlite_utils-{wanted}"
    # Its tests, docs and nothing else: the library that is tested is the one the app uses.
    (unpacked / "sqlite_utils").rename(tmp_path / "not-this-one")
    (unpacked / "pyproject.toml").write_text("", encoding="utf-8")
    (unpacked / "setup.cfg").unlink()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "upstream_keyed",
        "-p",
        "no:randomly",
        "-p",
        "no:pytest-qt",
    ]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-q", "-rfE", "tests"],
        cwd=unpacked,
        env={**_environment(), "PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
    )
    failed = set(re.findall(r"^(?:FAILED|ERROR) tests/(\S+)", done.stdout, re.MULTILINE))
    passed = re.search(r"(\d+) passed", done.stdout)
    keyed = re.search(r"keyed connections: (\d+)", done.stdout)
    assert None not in (passed, keyed), done.stdout[-3000:] + done.stderr[-3000:]
    figure(
        f"sqlite-utils' own tests on {keyed[1]} keyed connections: {passed[1]} passed, {len(failed)} failed, "
        f"{len(failed - KNOWN)} of them not known"
    )
    for name in sorted(failed):
        figure(f"  fails: {name}{'' if name in KNOWN else ' (not known)'}")
    assert failed <= KNOWN
    assert len(failed) <= 20
    assert int(passed[1]) > 1400
    assert int(keyed[1]) > 1000


def _environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHONPATH"))
    }
