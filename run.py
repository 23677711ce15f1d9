"""Sets Tutor Diary up, then opens it or tests it.

    python3 run.py                   set up the first time, then open the diary
    python3 run.py tour FOLDER       any word of the tutordiary command is passed on
    python3 run.py test              set up the first time, then run every check and test
    python3 run.py test tests/vault  only these tests; anything pytest understands may follow
    python3 run.py proofs FOLDER     every document, long and short, with pictures of its pages
    python3 run.py faults            kill it, cut its power, fill its disk; count (--full: hundreds of each)

Everything goes into the folder .venv beside this file: delete it and nothing is left behind. It is made again
when Python or requirements.lock changes. On a Debian-like Linux, as root, the libraries Qt needs come too.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "made-from.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What Qt loads, and the Debian package that carries it. Newer releases answer to the same package names.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}

IMPORTS = "from importlinter.cli import lint_imports_command as check; check()"  # it has no python -m form
CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    ("import contracts", ["-c", IMPORTS, "--no-logo"]),
)


def say(sentence: str) -> None:
    """Tell the person at the terminal, at once and apart from what the command itself prints."""
    print(sentence, file=sys.stderr, flush=True)


def apt_install(packages: list[str], purpose: str) -> None:
    """Install Debian packages when root, else name the line that does; leaves if they cannot be had."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"Run this line, then try again:\n  sudo {' '.join(command)}"
    if not shutil.which("apt-get"):
        sys.exit(
            f"{purpose} needs system libraries that are missing. Debian calls them {', '.join(packages)}: "
            "install their like with your system's package manager, then try again."
        )
    if os.geteuid() != 0:
        sys.exit(f"{purpose} needs system packages that are missing. {by_hand}")
    say(f"Installing system packages: {' '.join(packages)}")
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    quiet["env"] = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.call(command, stderr=subprocess.DEVNULL, **quiet) != 0:
        # A fresh system has no package lists yet.
        subprocess.call(["apt-get", "update"], **quiet)
        if subprocess.call(command, **quiet) != 0:
            sys.exit(f"{purpose} needs system packages that could not be installed. {by_hand}")


def has_library(name: str) -> bool:
    """Return whether the system can load a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def check_system(libraries: dict[str, str], purpose: str) -> None:
    """See that Linux has what the set-up and Qt need, and get all that is missing in one go."""
    missing = [package for name, package in libraries.items() if not has_library(name)]
    if not is_set_up() and importlib.util.find_spec("ensurepip") is None:
        missing.insert(0, f"python3.{sys.version_info[1]}-venv")  # Debian splits it off its Python
    if missing and sys.platform.startswith("linux"):
        apt_install(missing, purpose)


def check_python() -> None:
    """Leave with one sentence when this Python is too old or too new for the pinned packages."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(
            f"Tutor Diary needs Python 3.11, 3.12 or 3.13; this is Python {platform.python_version()}. "
            "Install one of those and start run.py with it, for example: python3.13 run.py"
        )


def check_display() -> None:
    """Leave with one sentence when there is no screen: Qt itself would abort without one."""
    from ui.runtime_check import problem_with_display

    if problem := problem_with_display():
        sys.exit(problem)


def wanted_stamp() -> str:
    """Return what .venv must have been made from to be of use now."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"Python {platform.python_version()}\nrequirements.lock {lock}\n"


def is_set_up() -> bool:
    """Return whether .venv was made, to the end, from this lock and this Python."""
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted_stamp()


def set_up() -> None:
    """Make .venv anew from requirements.lock."""
    say("Setting up Tutor Diary in .venv (about 150 MB to download, only this once) ...")
    shutil.rmtree(VENV, ignore_errors=True)
    base = getattr(sys, "_base_executable", sys.executable)  # not a .venv we may just have deleted
    install = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    install += ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    if not sys.stderr.isatty():
        install.append("--quiet")
    for command in ([base, "-m", "venv", str(VENV)], install):
        if subprocess.call(command, stdin=subprocess.DEVNULL, stdout=sys.stderr) != 0:
            sys.exit("The set-up did not finish; the lines above say why. Run it again to retry.")
    STAMP.write_text(wanted_stamp(), encoding="utf-8")


def run_python(arguments: list[str]) -> int:
    """Run the Python of .venv at the root of the checkout and return its exit code, never negative."""
    code = subprocess.call([str(PYTHON), *arguments], cwd=ROOT)
    return code if code >= 0 else 128 - code


def test(arguments: list[str]) -> int:
    """Run every check and then the tests, or with arguments only pytest; return the worst exit code.

    The checks all run even when one fails. pytest comes last, so its closing line is the last thing printed.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments:
        return run_python(["-m", "pytest", *arguments])
    codes = {}
    for name, command in CHECKS:
        say(f"== {name}")
        codes[name] = run_python(command)
    if failed := [name for name, code in codes.items() if code]:
        say(f"== failed so far: {', '.join(failed)}")
    say("== pytest")
    return max(run_python(["-m", "pytest", "-n", "2", "--dist", "loadfile"]), *codes.values())


def open_app(arguments: list[str]) -> int:
    """Start the app, or the subcommand named; relative paths mean the folder the person is in."""
    command = [str(PYTHON), "-P", "-m", "tutordiary", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)


def main(arguments: list[str]) -> int:
    """Set up what the arguments need, then do it; return the exit code."""
    check_python()
    testing = arguments[:1] in (["test"], ["faults"])
    if testing:
        check_system(DRAWING, "Testing")
    elif not arguments:
        check_display()
        check_system({**DRAWING, **WINDOW}, "Opening the window")
    else:
        check_system({}, "Setting up")
    if not is_set_up():
        set_up()
    os.environ["PYTHONPATH"] = str(ROOT)  # this checkout comes first, whatever folder we are in
    if arguments[:1] == ["faults"]:
        return run_python(["tests/faults", *arguments[1:]])
    if arguments[:1] == ["proofs"]:  # in the folder the person is in
        return subprocess.call([str(PYTHON), str(ROOT / "tests/documents/proofs.py"), *arguments[1:]])
    return test(arguments[1:]) if testing else open_app(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
