"""Seals a finished file for whoever is to read it, with a key or a passphrase, and opens sealed ones.

Sealed files are age files: any age program opens them, too. A file is sealed only after the gate has read it,
and each sealed file is opened again before it is let go. Nothing here writes to the disk.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tutordiary import assets
from tutordiary.errors import BadInput, BugError
from tutordiary.release import age_format
from tutordiary.release.archive import MAX_FILE_BYTES

SUFFIX = ".age"
MAX_SEALED_BYTES = age_format.MAX_HEADER_BYTES + age_format.sealed_size(MAX_FILE_BYTES)
MAX_KEY_TEXT = 4_000
MAX_KEYS = 8
CHECK_WORDS = 6

_PUBLIC = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_KEY_LIKE = re.compile(r"(?<![a-z0-9])age1[a-z0-9]+", re.IGNORECASE)
_SECRET = re.compile(r"age-secret-key-", re.IGNORECASE)
_WORD_LIST = "words/passphrase.txt"
_CHECK_LABEL = b"tutordiary check words 1 "


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half of a key that may be passed on: whoever has it can seal a file, and open none."""

    text: str

    @property
    def check_words(self) -> tuple[str, ...]:
        """Six words to read out over the telephone: another key has other words."""
        words = _check_list()
        number = int.from_bytes(hashlib.sha256(_CHECK_LABEL + self.text.encode("ascii")).digest(), "big")
        found = []
        for _ in range(CHECK_WORDS):
            number, at = divmod(number, len(words))
            found.append(words[at])
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ReceivingKey:
    """Both halves. ``secret`` opens what is sealed for ``public``; the diary keeps it, and nothing else."""

    public: PublicKey
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sealing:
    """How a file is to travel: sealed for every one of ``keys``, or with a passphrase when there is none."""

    keys: tuple[PublicKey, ...] = ()
    passphrase: str = field(default="", repr=False)

    @property
    def way(self) -> str:
        """``key`` or ``passphrase``."""
        return "key" if self.keys else "passphrase"

    def seal(self, data: bytes) -> bytes:
        """Return the sealed file. With a passphrase it takes seconds. Raises: BadInput, OutOfMemory."""
        return seal_for_keys(data, self.keys) if self.keys else seal_with_passphrase(data, self.passphrase)


@dataclass(frozen=True, slots=True)
class Opener:
    """What sealed files are tried with; either or both may be missing."""

    key: ReceivingKey | None = None
    passphrase: str = field(default="", repr=False)


def place_of(target: Path, sealing: Sealing | None) -> Path:
    """Return where a file goes: the name of a sealed one ends in ``.age``.

    Raises: BadInput for a name that says so of a file that is not sealed.
    """
    if sealing is None and target.suffix.lower() == SUFFIX:
        raise BadInput(
            f"{target.name} ends as a sealed file does, but this one is not sealed. Choose another name."
        )
    if sealing is None or target.suffix.lower() == SUFFIX:
        return target
    return target.with_name(target.name + SUFFIX)


@cache
def _check_list() -> tuple[str, ...]:
    return tuple(assets.read_text(_WORD_LIST).split())


def make_key() -> ReceivingKey:
    """Return a new key."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return ReceivingKey(PublicKey(str(identity.to_public())), str(identity))


def key_of(secret: str) -> ReceivingKey:
    """Return the key with a secret that ``make_key`` made. Raises: BugError for any other."""
    from pyrage import IdentityError, x25519

    try:
        identity = x25519.Identity.from_str(secret)
    except IdentityError:
        raise BugError("the receiving key cannot be read") from None
    return ReceivingKey(PublicKey(str(identity.to_public())), secret)


def read_public_key(text: str) -> PublicKey:
    """Return the one key in a text: pasted alone or within a message, or of a key file.

    Raises: BadInput when there is none, more than one, a damaged one, or a secret one.
    """
    from pyrage import RecipientError, x25519

    if len(text) > MAX_KEY_TEXT:
        raise BadInput("This is too long for a key. A key is one line that begins with age1.")
    if _SECRET.search(text):
        raise BadInput(
            "This is the secret half of a key, which nobody should be given. Do not keep it. "
            "Ask for the line that begins with age1, from a new key."
        )
    found = list(dict.fromkeys(each.lower() for each in _KEY_LIKE.findall(text)))
    if not found:
        raise BadInput("There is no key here. A key is one line that begins with age1.")
    if len(found) > 1:
        raise BadInput("There is more than one key here. Put in the one that is meant.")
    if not _PUBLIC.fullmatch(found[0]):
        raise BadInput(
            "This key is not whole, or of a newer kind. Ask for the line that begins with age1 again."
        )
    try:
        return PublicKey(str(x25519.Recipient.from_str(found[0])))
    except RecipientError:
        raise BadInput(
            "A letter of this key is wrong or missing. Ask for it to be sent again, and copy the whole line."
        ) from None


def is_sealed(data: bytes) -> bool:
    """Return whether a file is sealed, in either of the forms age has."""
    return data.startswith((age_format.MAGIC, age_format.ARMOUR))


def needs_passphrase(data: bytes, title: str) -> bool:
    """Return whether a passphrase, and no key, opens a sealed file. Raises: BadInput as ``open_sealed``."""
    return _header(data, title).has(age_format.SCRYPT)


def seal_for_keys(data: bytes, keys: Sequence[PublicKey]) -> bytes:
    """Return a file that each of the keys opens, and that was opened again to these very bytes.

    It has one stanza more than keys: that of a key made to prove it, whose secret is forgotten on return.
    Raises: BadInput for no key or more than eight, or a file that is too big.
    """
    from pyrage import encrypt, x25519

    _check_size(data)
    if not 1 <= len(keys) <= MAX_KEYS:
        raise BadInput(f"A file is sealed for one to {MAX_KEYS} keys. Nothing was written.")
    proof = make_key()
    recipients = [x25519.Recipient.from_str(key.text) for key in (*dict.fromkeys(keys), proof.public)]
    sealed = bytes(encrypt(data, recipients))
    if open_sealed(sealed, "the file", Opener(proof)) != data:
        raise BugError("a sealed file did not open to what was sealed")
    return sealed


def seal_with_passphrase(data: bytes, passphrase: str, *, work: int = age_format.SEAL_WORK) -> bytes:
    """Return a file that a passphrase opens, and that was opened again to these very bytes.

    Takes two seconds and 256 MiB at the usual ``work``: not for the window's thread.
    Raises: BadInput for a passphrase that will not do or a file that is too big; OutOfMemory.
    """
    from tutordiary.vault.passphrase import passphrase_problem

    _check_size(data)
    if problem := passphrase_problem(passphrase):
        raise BadInput(f"{problem} Nothing was written.")
    sealed = age_format.seal(data, _plain(passphrase), work)
    if open_sealed(sealed, "the file", Opener(passphrase=passphrase)) != data:
        raise BugError("a sealed file did not open to what was sealed")
    return sealed


def open_sealed(data: bytes, title: str, opener: Opener) -> bytes:
    """Return what is in a sealed file; ``title`` names it in errors.

    Raises: BadInput for a file that is not sealed, changed, cut, too big, of another kind, or for somebody
    else; OutOfMemory. A passphrase takes up to two seconds and 512 MiB: not for the window's thread.
    """
    header = _header(data, title)
    if header.has(age_format.SCRYPT):
        return _open_with_passphrase(data, header, title, opener.passphrase)
    if not header.has(age_format.X25519):
        raise BadInput(f"{title} is sealed in a way this app does not know. It was not opened.")
    if opener.key is None:
        raise BadInput(
            f"{title} is sealed for a receiving key. Open it with the diary that has this key: "
            "a passphrase does not open it."
        )
    return _open_with_key(data, title, opener.key)


def _header(data: bytes, title: str) -> age_format.Header:
    if len(data) > MAX_SEALED_BYTES:
        raise BadInput(f"{title} is bigger than any sealed bundle can be. It was not opened.")
    if data.startswith(age_format.ARMOUR):
        raise BadInput(f"{title} is sealed in the form for mail text. Ask for the .age file itself.")
    return age_format.read_header(data, title)


def _open_with_passphrase(data: bytes, header: age_format.Header, title: str, passphrase: str) -> bytes:
    if not passphrase:
        raise BadInput(f"{title} is sealed with a passphrase. Ask whoever sealed it, and give it here.")
    for tried in dict.fromkeys((_plain(passphrase), passphrase.encode("utf-8", "surrogatepass"))):
        found = age_format.unseal(data, header, tried, title)
        if found is not None:
            return found
    raise BadInput(f"The passphrase does not open {title}. Ask for it again, by telephone.")


def _open_with_key(data: bytes, title: str, key: ReceivingKey) -> bytes:
    from pyrage import DecryptError, decrypt, x25519

    try:
        return bytes(decrypt(data, [x25519.Identity.from_str(key.secret)]))
    except DecryptError as error:
        if "No matching keys" in str(error):
            raise BadInput(
                f"{title} is sealed for another key than the one in this diary. "
                "Send your key again, read out the check words, and ask for a new file."
            ) from None
        raise age_format.damaged(title) from None


def _plain(passphrase: str) -> bytes:
    """Return the bytes of a passphrase, the same however its accents were typed."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def _check_size(data: bytes) -> None:
    if len(data) > MAX_FILE_BYTES:
        raise BadInput("The file is too big to be sealed. Nothing was written.")
