"""What an age file looks like: its header, read within limits, and the form that a passphrase opens.

Keys are left to pyrage. The passphrase form is written and read here, from the same parts: pyrage holds the
interpreter while it stretches a passphrase, which stops the window for seconds, and it stretches less the
busier the computer is. Format: age-encryption.org/v1. Knows nothing of bundles and diaries.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from tutordiary.errors import BadInput, OutOfMemory

MAGIC = b"age-encryption.org/v1\n"
ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
SCRYPT, X25519 = "scrypt", "X25519"
MAX_HEADER_BYTES = 16 * 1024
MAX_STANZAS = 32
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEAL_WORK = 18  # 2 to this power; what the age program itself takes: 256 MiB and about a second
MAX_WORK = 19  # of a stranger's file: 512 MiB and two seconds

_SALT_BYTES = 16
_FILE_KEY_BYTES = 16
_SALT_LABEL = b"age-encryption.org/v1/scrypt"
_NONCE_OF_THE_KEY = bytes(12)
_LINE = 64
_STANZA = re.compile(rb"-> ([\x21-\x7e]+(?: [\x21-\x7e]+)*)\n")
_BODY = re.compile(rb"(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n")
_MAC = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")


@dataclass(frozen=True, slots=True)
class Stanza:
    """One way into a file: its kind with what follows it in its line, and its body in bytes."""

    arguments: tuple[str, ...]
    body: bytes

    @property
    def kind(self) -> str:
        """What opens it: ``X25519`` is a key, ``scrypt`` a passphrase."""
        return self.arguments[0]


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the sealed bytes, which begin at ``size``; ``signed`` is what ``mac`` is of."""

    stanzas: tuple[Stanza, ...]
    signed: bytes
    mac: bytes
    size: int

    def has(self, kind: str) -> bool:
        """Return whether one of the stanzas is of a kind."""
        return any(stanza.kind == kind for stanza in self.stanzas)


def read_header(data: bytes, title: str) -> Header:
    """Return the header of an age file; ``title`` names the file in errors.

    Raises: BadInput for anything else, and for a header that is too long or has too many stanzas.
    """
    if not data.startswith(MAGIC):
        raise BadInput(f"{title} is not a sealed file.")
    head, at = data[:MAX_HEADER_BYTES], len(MAGIC)
    stanzas: list[Stanza] = []
    while line := _STANZA.match(head, at):
        body = _BODY.match(head, line.end())
        if body is None or len(stanzas) == MAX_STANZAS:
            raise _odd(title, data)
        arguments = tuple(line[1].decode("ascii").split(" "))
        stanzas.append(Stanza(arguments, _unpadded(body[0].replace(b"\n", b""), title, data)))
        at = body.end()
    mac = _MAC.match(head, at)
    if mac is None or not stanzas:
        raise _odd(title, data)
    return Header(tuple(stanzas), head[: at + 3], _unpadded(mac[1], title, data), mac.end())


def _odd(title: str, data: bytes) -> BadInput:
    if len(data) <= MAX_HEADER_BYTES:
        return BadInput(f"{title} is cut short or damaged at its beginning. Ask for it to be sent again.")
    return BadInput(f"{title} begins in a way no sealed bundle does. It was not opened.")


def _unpadded(text: bytes, title: str, data: bytes) -> bytes:
    try:
        found = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise _odd(title, data) from error
    if _encoded(found) != text:  # more than one text for the same bytes
        raise _odd(title, data)
    return found


def _encoded(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def sealed_size(size: int) -> int:
    """Return how many bytes the sealed part of a file of ``size`` bytes has, its nonce included."""
    chunks = max(1, -(-size // CHUNK_BYTES))
    return _SALT_BYTES + size + chunks * TAG_BYTES


def seal(data: bytes, passphrase: bytes, work: int = SEAL_WORK) -> bytes:
    """Return an age file that the passphrase opens. Takes a second and 256 MiB: not for the window's thread.

    Raises: OutOfMemory.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, file_key = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_FILE_KEY_BYTES)
    wrapped = ChaCha20Poly1305(_stretch(passphrase, salt, work)).encrypt(_NONCE_OF_THE_KEY, file_key, None)
    stanza = b"-> scrypt %s %d\n%s\n" % (_encoded(salt), work, _encoded(wrapped))
    signed = MAGIC + stanza + b"---"
    nonce = secrets.token_bytes(_SALT_BYTES)
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    parts = [signed, b" ", _encoded(_mac(file_key, signed)), b"\n", nonce]
    count = max(1, -(-len(data) // CHUNK_BYTES))
    for number in range(count):
        chunk = data[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
        parts.append(cipher.encrypt(_chunk_nonce(number, is_last=number == count - 1), chunk, None))
    return b"".join(parts)


def unseal(data: bytes, header: Header, passphrase: bytes, title: str) -> bytes | None:
    """Return what is in a file that a passphrase opens, or None for the wrong passphrase.

    Takes as long as the file asks for, within ``MAX_WORK``: not for the window's thread.
    Raises: BadInput for a file that was changed or cut, or asks for more work; OutOfMemory.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, work, wrapped = _scrypt_stanza(header, title)
    try:
        file_key = ChaCha20Poly1305(_stretch(passphrase, salt, work)).decrypt(
            _NONCE_OF_THE_KEY, wrapped, None
        )
    except InvalidTag:
        return None
    if not hmac.compare_digest(_mac(file_key, header.signed), header.mac):
        raise damaged(title)
    nonce, rest = data[header.size : header.size + _SALT_BYTES], memoryview(data)[header.size + _SALT_BYTES :]
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    step = CHUNK_BYTES + TAG_BYTES
    count = max(1, -(-len(rest) // step))
    parts = []
    try:
        for number in range(count):
            chunk = rest[number * step : (number + 1) * step]
            parts.append(cipher.decrypt(_chunk_nonce(number, is_last=number == count - 1), chunk, None))
    except (InvalidTag, ValueError) as error:
        raise damaged(title) from error
    if count > 1 and not parts[-1]:  # the format has one way to cut a file into chunks
        raise damaged(title)
    return b"".join(parts)


def damaged(title: str) -> BadInput:
    """Return what is said of a file that the right key or passphrase opens and that is not what was made."""
    return BadInput(
        f"{title} was changed, or part of it was lost, after it was sealed. Ask for it to be sent again."
    )


def _scrypt_stanza(header: Header, title: str) -> tuple[bytes, int, bytes]:
    """Return salt, work and the wrapped key. Raises: BadInput."""
    stanza = header.stanzas[0]
    if len(header.stanzas) != 1 or stanza.kind != SCRYPT or len(stanza.arguments) != 3:
        raise BadInput(f"{title} is sealed in a way this app does not know. It was not opened.")
    _, salt_text, work_text = stanza.arguments
    if not re.fullmatch(r"[1-9][0-9]?", work_text):
        raise damaged(title)
    work = int(work_text)
    if work > MAX_WORK:
        raise BadInput(
            f"{title} asks for more memory to try a passphrase than this app gives to a stranger’s file. "
            "It was not opened. Ask for it to be sealed for your key."
        )
    salt = _unpadded(salt_text.encode("ascii"), title, b"")
    if len(salt) != _SALT_BYTES or len(stanza.body) != _FILE_KEY_BYTES + TAG_BYTES:
        raise damaged(title)
    return salt, work, stanza.body


def _stretch(passphrase: bytes, salt: bytes, work: int) -> bytes:
    size = 1 << work
    try:
        return hashlib.scrypt(
            passphrase, salt=_SALT_LABEL + salt, n=size, r=8, p=1, dklen=32, maxmem=size * 1024 + (1 << 24)
        )
    except MemoryError as error:
        raise OutOfMemory(
            "There is not enough free memory to work with a passphrase now. Nothing was written. "
            "Close other programs and try again."
        ) from error


def _derived(file_key: bytes, salt: bytes | None, label: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=label).derive(file_key)


def _mac(file_key: bytes, signed: bytes) -> bytes:
    return hmac.new(_derived(file_key, None, b"header"), signed, hashlib.sha256).digest()


def _chunk_nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
