"""Runs the fault tests and prints what each counted: ``python3 run.py faults``, or ``faults --full``.

Anything pytest understands may follow, as ``-k power``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Run pytest on this folder in the size asked for; return its exit code."""
    if "--full" in arguments:
        os.environ["TUTORDIARY_FAULTS"] = "full"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform.startswith("linux") and not shutil.which("strace"):
        print("Power cuts will not be run: they need the system package strace.", file=sys.stderr, flush=True)
    words = [word for word in arguments if word != "--full"]
    command = [sys.executable, "-m", "pytest", "-p", "no:randomly", "tests/faults", *words]
    return subprocess.call(command, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
