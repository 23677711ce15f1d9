"""The computer's keyring: only those that encrypt are asked, and whatever they do there is an answer in time.

Fakes stand in for keyrings that refuse, forget, lie and hang. With a Secret Service on this computer (a D-Bus
and gnome-keyring) the real one is tried in a session of its own; macOS, Windows and KDE have not been run.
"""

from __future__ import annotations

import base64
import importlib.util
import os
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from vault_diaries import PASSPHRASE

from tutordiary.diary import Diary, keys
from tutordiary.errors import KeyringSilent, WrongSecret
from tutordiary.vault import keyfile, system_keyring
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.layout import DiaryPaths

ROOT = Path(__file__).resolve().parents[2]
NEW = "brand new words here"
LIMIT_S = 0.3
MODULE = "keyring.backends.SecretService"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="stands in for the Secret Service")


class Good(KeyringBackend):
    """What a keyring should do."""

    priority = 5
    held: dict[tuple[str, str], str] = {}  # noqa: RUF012

    def get_password(self, service, username):
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password

    def delete_password(self, service, username):
        if self.held.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


class Locked(Good):
    def get_password(self, service, username):
        raise keyring.errors.KeyringLocked("Failed to unlock the collection!")

    set_password = delete_password = get_password


class Hanging(Good):
    def get_password(self, *_):
        threading.Event().wait(30)

    set_password = delete_password = get_password


class Lying(Good):
    def get_password(self, service, username):
        return base64.b64encode(bytes(32)).decode()


class Late(Good):
    """Answers a moment after nobody waits any more."""

    def set_password(self, *arguments):
        time.sleep(LIMIT_S + 0.2)
        super().set_password(*arguments)


class TooSmall(Good):
    def set_password(self, service, username, password):
        raise OSError(1783, "CredWrite", "The stub received bad data")


class Forgetful(Good):
    def set_password(self, *_):
        pass


class Plaintext(KeyringBackend):
    """As keyrings.alt has it: a file anybody can read."""

    priority = 9
    file = Path()

    def get_password(self, service, username):
        return self.file.read_text() if self.file.exists() else None

    def set_password(self, service, username, password):
        self.file.write_text(password)

    def delete_password(self, service, username):
        self.file.unlink()


def use(monkeypatch, kind, *, disguised: bool = True) -> None:
    """Put a fake where the Secret Service is looked for; ``disguised`` as the class that is allowed."""
    Good.held.clear()
    if disguised:
        kind = type(kind)("Keyring", (kind,), {"__module__": MODULE, "__qualname__": "Keyring"})
    monkeypatch.setattr(f"{MODULE}.Keyring", kind)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Wait a moment only, and ask the Secret Service again, of which tests know nothing."""
    ours = system_keyring._Allowed(
        system_keyring._secret_service, MODULE, "Keyring", "this computer's login keyring"
    )
    monkeypatch.setattr(system_keyring, "_ALLOWED", {"linux": (ours,)})
    monkeypatch.setattr(system_keyring, "LIMIT_S", LIMIT_S)


def test_the_list_of_keyrings_that_encrypt_and_the_time_they_get():
    spec = importlib.util.find_spec("tutordiary.vault.system_keyring")
    fresh = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, fresh.__name__, fresh)
        spec.loader.exec_module(fresh)
    allowed = {f"{one.module}.{one.kind}" for each in fresh._ALLOWED.values() for one in each}
    assert allowed == {
        f"keyring.backends.{name}"
        for name in (
            "SecretService.Keyring",
            "libsecret.Keyring",
            "kwallet.DBusKeyring",
            "macOS.Keyring",
            "Windows.WinVaultKeyring",
        )
    }
    for one in (one for each in fresh._ALLOWED.values() for one in each):
        assert issubclass(one.load(), KeyringBackend)
        assert (one.load().__module__, one.load().__qualname__) == (one.module, one.kind)
    assert fresh.LIMIT_S == 10


@pytest.fixture
def made(tmp_path):
    diary, code = Diary.create(
        tmp_path / "diary", PASSPHRASE, cost=LOWEST_COST, state_folder=tmp_path / "state"
    )
    yield diary, code
    diary.close()


def reopened(diary) -> Diary:
    return keys.open_with_keyring(diary.folder, state_folder=diary.folder.parent / "state")


def key_files(diary) -> bytes:
    return DiaryPaths(diary.folder).keys.read_bytes()


BAD = {
    "fail": (fail.Keyring, False),
    "null": (null.Keyring, False),
    "plaintext": (Plaintext, False),
    "chainer": (chainer.ChainerBackend, False),
    "forgetful": (Forgetful, True),
    "locked": (Locked, True),
    "hanging": (Hanging, True),
    "wrong value": (Lying, True),
    "late": (Late, True),
    "too small": (TooSmall, True),
}


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_keyring_that_will_not_do_is_refused_in_time_and_keeps_nothing(made, monkeypatch, tmp_path, kind):
    diary, _ = made
    fake, is_disguised = BAD[kind]
    monkeypatch.setattr(Plaintext, "file", tmp_path / "plain.txt")
    use(monkeypatch, fake, disguised=is_disguised)
    before = key_files(diary)
    began = time.monotonic()
    with pytest.raises(KeyringSilent) as caught:
        keys.keyring_on(diary)
    assert time.monotonic() - began < LIMIT_S + 0.7
    assert "passphrase" in str(caught.value)
    assert "Nothing was changed" in str(caught.value)
    assert not keys.keyring_is_on(diary)
    assert key_files(diary) == before
    assert not (tmp_path / "plain.txt").exists()
    if kind == "late":
        time.sleep(0.6)
    assert Good.held == {}


@pytest.mark.parametrize("kind", ["locked", "hanging", "wrong value", "fail", "null", "plaintext", "chainer"])
def test_a_keyring_that_fails_later_leads_back_to_the_passphrase(made, monkeypatch, tmp_path, kind):
    diary, _ = made
    use(monkeypatch, Good)
    keys.keyring_on(diary)
    diary.close()
    fake, is_disguised = BAD[kind]
    monkeypatch.setattr(Plaintext, "file", tmp_path / "plain.txt")
    use(monkeypatch, fake, disguised=is_disguised)
    with pytest.raises(KeyringSilent, match="Use the passphrase"):
        reopened(diary)
    Diary.open(diary.folder, PASSPHRASE, state_folder=tmp_path / "state").close()


def test_switched_on_it_opens_the_diary_and_holds_neither_key_nor_passphrase(made, monkeypatch):
    diary, code = made
    use(monkeypatch, Good)
    assert keys.keyring_name() == "this computer's login keyring"
    assert not keys.has_keyring(diary.folder)
    keys.keyring_on(diary)
    data_key = diary.vault.keys.data_key
    assert keys.keyring_is_on(diary)
    diary.close()
    assert keys.has_keyring(diary.folder)
    [((service, user), text)] = Good.held.items()
    assert (service, user) == ("Tutor Diary", diary_id(diary))
    assert len(text) == 44
    assert base64.b64decode(text) != data_key
    again = reopened(diary)
    assert again.vault.keys.data_key == data_key
    again.close()
    Diary.open(diary.folder, PASSPHRASE).close()
    Diary.open_with_recovery(diary.folder, code).close()


def diary_id(diary) -> str:
    return keyfile.parse(key_files(diary)).vault_id.hex()


def test_switched_off_neither_slot_nor_item_is_left(made, monkeypatch):
    diary, _ = made
    use(monkeypatch, Good)
    keys.keyring_on(diary)
    item = dict(Good.held)
    keys.keyring_off(diary)
    assert Good.held == {}
    assert not keys.keyring_is_on(diary)
    diary.close()
    Good.held.update(item)  # as if the keyring had not let go of it
    with pytest.raises(KeyringSilent, match="not opened by"):
        reopened(diary)


def test_switched_off_while_the_keyring_is_silent_the_slot_goes_all_the_same(made, monkeypatch):
    diary, _ = made
    use(monkeypatch, Good)
    keys.keyring_on(diary)
    use(monkeypatch, Hanging)
    keys.keyring_off(diary)
    assert not keys.keyring_is_on(diary)
    assert b"keyring" not in key_files(diary)


def test_a_new_passphrase_leaves_the_keyring_and_new_keys_drop_it(made, monkeypatch):
    diary, _ = made
    use(monkeypatch, Good)
    keys.keyring_on(diary)
    keys.change_passphrase(diary, NEW, cost=LOWEST_COST)
    keys.new_recovery_code(diary)
    assert keys.keyring_is_on(diary)
    diary.close()
    again = reopened(diary)
    keys.rekey(again, PASSPHRASE, cost=LOWEST_COST)
    assert not keys.keyring_is_on(again)
    assert Good.held == {}
    again.close()
    assert not keys.has_keyring(diary.folder)


def test_a_key_file_that_cannot_be_written_leaves_no_item(made, monkeypatch):
    diary, _ = made
    use(monkeypatch, Good)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(diary.vault, "replace_keys", full)
    with pytest.raises(OSError, match="No space"):
        keys.keyring_on(diary)
    assert Good.held == {}


def test_a_key_of_another_time_does_not_open_it(made, monkeypatch):
    diary, _ = made
    use(monkeypatch, Good)
    keys.keyring_on(diary)
    diary.close()
    for text in (base64.b64encode(bytes(32)).decode(), "not base64 \N{SNOWMAN}", "", "AAAA"):
        Good.held["Tutor Diary", diary_id(diary)] = text
        with pytest.raises(KeyringSilent):
            reopened(diary)


def test_a_keyring_slot_is_never_the_only_one(made, monkeypatch):
    diary, _ = made
    use(monkeypatch, Good)
    keys.keyring_on(diary)
    document = keyfile.parse(key_files(diary))
    assert [slot.kind for slot in document.slots] == ["passphrase", "recovery", "keyring"]
    for kept in (document.slots[2:], document.slots[1:], document.slots + document.slots[2:]):
        with pytest.raises(Exception, match="key file"):
            keyfile.parse(type(document)(document.vault_id, 9, kept, document.mac).to_bytes())
    with pytest.raises(WrongSecret):
        keyfile.unlock(keyfile.without_keyring(document, b"x" * 32), keyfile.KeyringKey(bytes(32)))


def test_the_environment_cannot_change_a_keyring(made, monkeypatch):
    diary, _ = made
    monkeypatch.setenv("KEYRING_PROPERTY_GET_PASSWORD", "mine")
    monkeypatch.setenv("KEYRING_PROPERTY_HELD", "mine")
    use(monkeypatch, Good)
    keys.keyring_on(diary)
    assert len(Good.held) == 1


def test_without_any_keyring_the_option_is_hidden(monkeypatch):
    monkeypatch.setattr(system_keyring, "_ALLOWED", {})
    assert keys.keyring_name() is None
    with pytest.raises(KeyringSilent, match="no keyring"):
        system_keyring.fetch("0" * 32)


def test_a_keyring_that_cannot_work_here_is_hidden(monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert keys.keyring_name() is None  # the real Secret Service, and no bus to find it on

    class Unfit(Good):
        priority = -1

    use(monkeypatch, Unfit)
    assert keys.keyring_name() is None


def test_a_folder_without_a_diary_has_no_keyring(tmp_path):
    assert not keys.has_keyring(tmp_path)
    with pytest.raises(KeyringSilent):
        keys.open_with_keyring(tmp_path)


PROPOSED = """
import os, sys
from pathlib import Path
from tutordiary.diary import Diary, keys
from tutordiary.errors import KeyringSilent
from tutordiary.vault.ciphers import LOWEST_COST
home = Path(os.environ["HOME"])
diary, _ = Diary.create(home / "diary", "plain words for a test", cost=LOWEST_COST)
try:
    keys.keyring_on(diary)
except KeyringSilent:
    print("refused")
print(keys.keyring_name(), "proposed" in sys.modules, "keyrings.alt.file" in sys.modules)
diary.close()
"""

PLAINTEXT = """
from pathlib import Path
import os
from keyring.backend import KeyringBackend
class PlaintextKeyring(KeyringBackend):
    priority = 9
    def set_password(self, *args): Path(os.environ["HOME"], "secret.txt").write_text(repr(args))
    def get_password(self, *args): return None
    def delete_password(self, *args): pass
"""


def test_a_keyring_the_environment_or_a_settings_file_proposes_is_not_even_loaded(tmp_path):
    """With a plain-text keyring named everywhere keyring looks for one: no secret on the disk."""
    home, code = tmp_path / "home", tmp_path / "code"
    (code / "keyrings" / "alt").mkdir(parents=True)
    (code / "keyrings" / "alt" / "file.py").write_text(PLAINTEXT)
    (code / "proposed.py").write_text(PLAINTEXT)
    settings = home / ".config" / "python_keyring" / "keyringrc.cfg"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[backend]\ndefault-keyring=proposed.PlaintextKeyring\nkeyring-path={code}\n")
    (home / ".local" / "share").mkdir(parents=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS", "XDG"))}
    environment |= {
        "HOME": str(home),
        "PYTHONPATH": f"{ROOT}:{code}",
        "PYTHON_KEYRING_BACKEND": "proposed.PlaintextKeyring",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }
    script = [sys.executable, "-c", PROPOSED]
    done = subprocess.run(script, capture_output=True, text=True, env=environment, timeout=60)
    assert done.stdout.splitlines() == ["refused", "None False False"], done.stderr
    assert not (home / "secret.txt").exists()
    kept = {path.relative_to(home).parts[0] for path in home.rglob("*") if path.is_file()}
    assert kept == {".config", ".local", "diary"}
    assert [path.name for path in (home / ".config").rglob("*") if path.is_file()] == ["keyringrc.cfg"]
    assert all("tutordiary" in str(path) for path in (home / ".local").rglob("*") if path.is_file())


REAL = """
import subprocess, sys
subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"login", check=True,
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
from pathlib import Path
from tutordiary.diary import Diary, keys
from tutordiary.errors import KeyringSilent
from tutordiary.vault.ciphers import LOWEST_COST
folder = Path(sys.argv[1])
diary, _ = Diary.create(folder, "plain words for a test", cost=LOWEST_COST)
print(keys.keyring_name())
keys.keyring_on(diary)
diary.close()
keys.open_with_keyring(folder).close()
diary = Diary.open(folder, "plain words for a test")
keys.keyring_off(diary)
diary.close()
try:
    from tutordiary.vault import system_keyring
    system_keyring.fetch(diary.vault._state.vault_id.hex())
except KeyringSilent as error:
    print(error)
"""


@pytest.mark.skipif(
    shutil.which("dbus-run-session") is None or shutil.which("gnome-keyring-daemon") is None,
    reason="no Secret Service on this computer",
)
def test_a_real_secret_service(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS", "XDG"))}
    environment |= {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", textwrap.dedent(REAL), str(tmp_path / "diary")],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )
    assert done.stdout.splitlines() == [
        "this computer's login keyring",
        "This computer's keyring holds no key for this diary. Nothing was changed. Use the passphrase.",
    ], done.stderr
