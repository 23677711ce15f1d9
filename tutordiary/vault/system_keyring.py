"""Keeps one random key for a diary in the computer's own keyring, for whoever finds a passphrase too much.

Only keyrings that encrypt what they hold are ever asked, each by its own class: what the environment, a
settings file or an installed plug-in proposes does not count. Whatever a keyring does, an answer or
KeyringSilent comes within ten seconds; behind an unanswered question of the desktop it would else wait for
ever.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hmac
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from tutordiary.errors import KeyringSilent
from tutordiary.vault.ciphers import KEY_BYTES

SERVICE = "Tutor Diary"
LIMIT_S = 10.0

T = TypeVar("T")


class _Backend(Protocol):
    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


# Each module is imported by its own line and name, where a tool that packs the app can see it.


def _secret_service() -> type:
    from keyring.backends import SecretService

    return SecretService.Keyring


def _libsecret() -> type:
    from keyring.backends import libsecret

    return libsecret.Keyring


def _kwallet() -> type:
    from keyring.backends import kwallet

    return kwallet.DBusKeyring


def _macos() -> type:
    from keyring.backends import macOS

    return macOS.Keyring


def _windows() -> type:
    from keyring.backends import Windows

    return Windows.WinVaultKeyring


@dataclass(frozen=True, slots=True)
class _Allowed:
    """One class of keyring that may be used, and what people know it as."""

    load: Callable[[], type]
    module: str
    kind: str
    name: str


_ALLOWED = {
    "win32": (
        _Allowed(_windows, "keyring.backends.Windows", "WinVaultKeyring", "Windows Credential Manager"),
    ),
    "darwin": (_Allowed(_macos, "keyring.backends.macOS", "Keyring", "the macOS Keychain"),),
    "linux": (
        _Allowed(
            _secret_service, "keyring.backends.SecretService", "Keyring", "this computer's login keyring"
        ),
        _Allowed(_libsecret, "keyring.backends.libsecret", "Keyring", "this computer's login keyring"),
        _Allowed(_kwallet, "keyring.backends.kwallet", "DBusKeyring", "KDE Wallet"),
    ),
}


def name() -> str | None:
    """Return the name of the keyring that would be used, or None without one. Waits up to ``LIMIT_S``."""
    try:
        return _within(lambda: _find()[1])
    except KeyringSilent:
        return None


def keep(vault_id: str, key: bytes) -> None:
    """Put a key into the keyring, read it back and compare. Raises: KeyringSilent with nothing kept there."""
    text = base64.b64encode(key).decode("ascii")

    def put() -> bool:
        backend, _ = _find()
        try:
            backend.set_password(SERVICE, vault_id, text)
            held = backend.get_password(SERVICE, vault_id)
        except Exception:
            _take_out(vault_id)
            raise
        if held is not None and hmac.compare_digest(held.encode(), text.encode()):
            return True
        _take_out(vault_id)
        return False

    if not _within(put, undo=lambda: _take_out(vault_id)):
        raise KeyringSilent(
            "This computer's keyring did not give back what was put into it, so it is not used. "
            "Nothing was changed. The passphrase opens the diary as before."
        )


def fetch(vault_id: str) -> bytes:
    """Return the key the keyring holds for a diary. Raises: KeyringSilent."""
    held = _within(lambda: _find()[0].get_password(SERVICE, vault_id))
    try:
        key = base64.b64decode((held or "").encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyringSilent(
            "This computer's keyring holds no key for this diary. Nothing was changed. Use the passphrase."
        )
    return key


def forget(vault_id: str) -> None:
    """Take a diary's key out of the keyring; none there is as good. Raises: KeyringSilent."""

    def drop() -> None:
        backend, _ = _find()
        if backend.get_password(SERVICE, vault_id) is not None:
            backend.delete_password(SERVICE, vault_id)

    _within(drop)


def _take_out(vault_id: str) -> None:
    with contextlib.suppress(Exception):  # best effort: what is left there opens nothing
        _find()[0].delete_password(SERVICE, vault_id)


def _find() -> tuple[_Backend, str]:
    for allowed in _ALLOWED.get(sys.platform, ()):
        backend = _made(allowed)
        if backend is not None:
            return backend, allowed.name
    raise KeyringSilent(
        "This computer has no keyring that the diary may use. Nothing was changed. Use the passphrase."
    )


def _made(allowed: _Allowed) -> _Backend | None:
    """Return a keyring of just this class, or None if it does not work here."""
    try:
        kind: Any = allowed.load()
        if (kind.__module__, kind.__qualname__) != (allowed.module, allowed.kind):
            return None
        if kind.priority <= 0:  # asks the system; raises where it cannot work
            return None
        backend: _Backend = kind()
    except Exception:  # noqa: BLE001 (each library behind a keyring has errors of its own)
        return None
    # KEYRING_PROPERTY_… of the environment may have put something in place of its methods.
    vars(backend).clear()
    return backend


def _within(work: Callable[[], T], undo: Callable[[], None] | None = None) -> T:
    """Return what ``work`` returns, or raise KeyringSilent if it raises or has not ended in time.

    A call that hangs cannot be ended; it is left behind in a thread that does not keep the app alive, and if
    it does end after all, ``undo`` takes back what it did.
    """
    waiter = _Waiter(work, undo)
    threading.Thread(target=waiter.run, name="keyring", daemon=True).start()
    return waiter.wait()


class _Waiter(Generic[T]):
    """One call of a keyring and whoever waits for it, until one of the two gives up."""

    def __init__(self, work: Callable[[], T], undo: Callable[[], None] | None) -> None:
        self._work = work
        self._undo = undo
        self._guard = threading.Lock()
        self._done = threading.Event()
        self._is_given_up = False
        self._answers: list[T] = []
        self._refusal = _refused()

    def run(self) -> None:
        """Do the work, in its own thread."""
        try:
            answer = self._work()
        except KeyringSilent as error:
            self._refusal = error
        except Exception:  # noqa: BLE001, S110 (what it says may quote what it holds)
            pass
        else:
            with self._guard:
                self._answers.append(answer)
                is_late = self._is_given_up
            if is_late and self._undo is not None:
                self._undo()
        self._done.set()

    def wait(self) -> T:
        """Return the answer. Raises: KeyringSilent."""
        in_time = self._done.wait(LIMIT_S)
        with self._guard:
            self._is_given_up = not self._answers
        if self._answers:
            return self._answers[0]
        raise self._refusal if in_time else _no_answer()


def _no_answer() -> KeyringSilent:
    return KeyringSilent(
        f"This computer's keyring did not answer within {LIMIT_S:.0f} seconds. Nothing was changed. "
        "Use the passphrase."
    )


def _refused() -> KeyringSilent:
    return KeyringSilent(
        "This computer's keyring is locked, or it refused. Nothing was changed. Use the passphrase."
    )
