"""Runs a script in a process and a home of its own, and hears every socket it touches."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTENER = """
import socket, sys
log = open(sys.argv[1], "a", buffering=1)
def hear(event, given):
    if event == "socket.__new__":
        log.write(f"{event} {int(given[1])}\\n")
    elif event.startswith("socket."):
        family = int(given[0].family) if isinstance(given[0], socket.socket) else "-"
        log.write(f"{event} {family}\\n")
sys.addaudithook(hear)
"""
LOCAL = f" {int(getattr(socket, 'AF_UNIX', -1))}"


@dataclass(frozen=True)
class Done:
    """A process that has ended, and the sockets it touched."""

    code: int
    out: str
    err: str
    sockets: tuple[str, ...]

    @property
    def of_the_network(self) -> list[str]:
        """What was heard but the sockets of this computer alone, by which programs speak to a desktop."""
        return [line for line in self.sockets if not line.endswith(LOCAL)]


def run_alone(
    script: str, home: Path, *arguments: str, watch: Callable[[list[str]], list[str]] = list, **more: str
) -> Done:
    """Run a script that begins with ``LISTENER`` in a process with a home of its own.

    ``watch`` makes the command one that somebody looks on at.
    """
    folders = {
        name: home / name.lower()
        for name in (
            "HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
        )
    }  # fmt: skip
    for folder in folders.values():
        folder.mkdir(parents=True, mode=0o700)
    heard = home / "sockets.txt"
    heard.touch()
    done = subprocess.run(
        watch([sys.executable, "-B", "-c", script, str(heard), *arguments]),
        cwd=home,
        env={
            **os.environ,
            **{name: str(folder) for name, folder in folders.items()},
            "PYTHONPATH": str(ROOT),
            **more,
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    sockets = tuple(heard.read_text().splitlines())
    heard.unlink()
    return Done(done.returncode, done.stdout, done.stderr, sockets)
