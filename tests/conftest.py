"""What every test stands on: no screen, no home folder, no network, no window left behind.

Runs before anything of Qt is imported, in the main process and in each worker.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import pytest
from argon2 import low_level
from hypothesis import HealthCheck, settings

from tutordiary.vault import system_keyring
from tutordiary.vault.sqlcipher import load_sqlite_utils

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test may read or unlock the keyring of the person who runs it; tests of the keyring bring their own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
system_keyring._ALLOWED.clear()  # the app asks keyrings by their names, whatever that variable says

# The same examples every time, and no time limit: a busy machine must not turn a test red.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# For a long search by hand: HYPOTHESIS_PROFILE=deep python3 run.py test tests/...
settings.register_profile("deep", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


IN_MEMORY = Path("/dev/shm")
ROOM_IN_MEMORY = 4 << 30


def _place_in_memory() -> Path | None:
    """Return where files cost no wait for a disk, if all can be done there as elsewhere; else None.

    A diary waits for the disk at every word kept, which is a good part of the time of all tests.
    """
    if not (sys.platform == "linux" and IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK)):
        return None
    found = os.statvfs(IN_MEMORY)
    has_room = found.f_bavail * found.f_frsize >= ROOM_IN_MEMORY
    return IN_MEMORY if has_room and not found.f_flag & os.ST_NOEXEC else None


def _move_home() -> Path:
    """Point every folder an app may write to at a fresh one, so no test touches the user's own."""
    home = Path(tempfile.mkdtemp(prefix="tutordiary-tests-", dir=_place_in_memory())).resolve()
    for variable, name in {
        "HOME": "home",
        "USERPROFILE": "home",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "runtime",
        "APPDATA": "appdata",
        "LOCALAPPDATA": "localappdata",
        "TMPDIR": "tmp",
        "TEMP": "tmp",
        "TMP": "tmp",
    }.items():
        folder = home / name
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(folder)
    tempfile.tempdir = None  # it is remembered, and must be worked out anew
    return home


HOME = _move_home()


def pytest_unconfigure() -> None:
    """Remove the folder of this process; workers end before the main process does."""
    shutil.rmtree(HOME, ignore_errors=True)


# --- no network -------------------------------------------------------------------------------------------

NAME_LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
SENDING = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
network_uses: list[str] = []


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse and remember every use of the network; local sockets (Qt, the desktop's bus) are let through."""
    if not event.startswith("socket."):
        return
    if event in SENDING and arguments[0].family not in (socket.AF_INET, socket.AF_INET6):
        return
    if event in SENDING or event in NAME_LOOKUPS:
        network_uses.append(f"{event}\n{''.join(traceback.format_stack(limit=12))}")
        raise PermissionError(f"{event}: tests, like the app, never use the network")


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def no_network():
    """Fail a test during which anything reached for the network, even when the refusal was swallowed."""
    network_uses.clear()
    yield
    if network_uses:
        pytest.fail("the network was used:\n" + "\n".join(network_uses), pytrace=False)


# --- no window left behind --------------------------------------------------------------------------------


def _visible_windows() -> set[object]:
    """Return the windows now shown; empty, and Qt stays unloaded, where no test has loaded it."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return {window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()}


@pytest.fixture(autouse=True)
def no_window_left():
    """Fail a test that leaves a window open, where it would take the keys of the next test."""
    before = _visible_windows()
    yield
    left = _visible_windows() - before
    for window in left:
        window.hide()
    if left:
        names = sorted(f"{type(window).__name__} {window.objectName()!r}" for window in left)
        pytest.fail(f"windows left open: {', '.join(names)}", pytrace=False)


# --- Argon2id -------------------------------------------------------------------------------------------

# Even at its lowest cost it is half the work of making a diary, and most tests make one to test other things.
# It is the real one where it is proven or attacked, where other processes open what a test has made (these
# folders), and for every test marked ``argon2id``: old diaries, and children of a test.
REAL_ARGON2ID = frozenset({"faults", "lock", "road", "secrecy", "vault"})
_argon2id = low_level.hash_secret_raw
_is_real = True


def _cheap_argon2id(*, memory_cost: int, time_cost: int, parallelism: int, **given: Any) -> bytes:
    """Stretch as the app asks for it, or in the least memory there can be."""
    if not _is_real:
        memory_cost, time_cost = 8 * parallelism, 1
    return _argon2id(memory_cost=memory_cost, time_cost=time_cost, parallelism=parallelism, **given)


low_level.hash_secret_raw = _cheap_argon2id


def pytest_configure(config) -> None:
    config.addinivalue_line("markers", "argon2id: passphrases are stretched at their real cost")
    config.addinivalue_line("markers", "no_argon2id: they are not, although the folder proves it elsewhere")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item) -> None:
    """Choose how passphrases are stretched before any fixture makes a diary."""
    global _is_real
    _is_real = item.path.parent.name in REAL_ARGON2ID or item.get_closest_marker("argon2id") is not None
    _is_real = _is_real and item.get_closest_marker("no_argon2id") is None


# --- a diary ----------------------------------------------------------------------------------------------

SECRET = "kettle harbour lantern seven"


# The table library is loaded the way the app does it, before any test can load it without encryption.
load_sqlite_utils()


@pytest.fixture
def diary(tmp_path):
    """An open, empty, really encrypted diary in a folder of its own; its passphrase is ``SECRET``."""
    from tutordiary.diary import Diary
    from tutordiary.vault.ciphers import LOWEST_COST

    made, _ = Diary.create(tmp_path / "diary", SECRET, cost=LOWEST_COST, state_folder=tmp_path / "state")
    yield made
    made.close()
