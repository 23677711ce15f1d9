"""The fault tests' own fixtures, and the figures they print."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from fault_jobs import quick_stretch
from faults_kit import Nursery, Place, make_place
from sizes import IS_FULL, SEED

from tutordiary.vault import ciphers

FIGURE = "figure"


@pytest.fixture(scope="session")
def pristine(tmp_path_factory) -> Place:
    """A new, closed diary that no test changes."""
    return make_place(tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def place(pristine: Place, tmp_path) -> Place:
    """A private copy of a new, closed diary."""
    return pristine.copy(tmp_path / "place")


@pytest.fixture(scope="session")
def nursery(tmp_path_factory) -> Iterator[Nursery]:
    """The process that forks children to kill."""
    if os.name == "nt":
        pytest.skip("the faults need POSIX processes")
    made = Nursery(tmp_path_factory.mktemp("acks"))
    yield made
    made.close()


@pytest.fixture
def quick(monkeypatch):
    """Stand in for Argon2id on this side too: a kill would hardly ever meet anything else."""
    monkeypatch.setattr(ciphers, "stretch_passphrase", quick_stretch)


@pytest.fixture
def figure(record_property) -> Callable[[str], None]:
    """Return a function that prints what a test counted, when it ends and in the table at the end."""
    return lambda text: record_property(FIGURE, text)


def _figures(report) -> list[str]:
    return [text for name, text in report.user_properties if name == FIGURE]


@pytest.hookimpl(trylast=True)
def pytest_configure(config) -> None:
    """Print each figure as soon as it is known, where there is a terminal to print to."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None:
        config.pluginmanager.register(_AtOnce(terminal))


class _AtOnce:
    def __init__(self, terminal) -> None:
        self._terminal = terminal

    def pytest_runtest_logreport(self, report) -> None:
        if report.when == "call":
            for text in _figures(report):
                self._terminal.ensure_newline()
                self._terminal.write_line(text)


def pytest_terminal_summary(terminalreporter) -> None:
    """Print every figure, with what could not be run here."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    calls = [report for report in reports if getattr(report, "when", "") == "call"]
    figures = [text for report in calls for text in _figures(report)]
    if not figures:
        return
    seed = f", seed {SEED}" if IS_FULL else ""
    terminalreporter.section(f"faults, {'full' if IS_FULL else 'small'} sizes{seed}")
    for text in figures:
        terminalreporter.line(text)
    for report in terminalreporter.stats.get("skipped", []):
        if "tests/faults" in report.nodeid:
            terminalreporter.line(f"not run: {report.nodeid.split('::')[-1]}: {report.longrepr[2]}")
