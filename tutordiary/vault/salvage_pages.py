"""Opens the pages of a damaged database one by one, without SQLite, which gives up at the first that is gone.

Each page of SQLCipher is encrypted and sealed by itself: a page whose seal fits is just as it was written,
and one that is gone says nothing of the others. The log is laid over the file up to its last whole change.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from pathlib import Path

from tutordiary.errors import CannotWrite
from tutordiary.vault import layout
from tutordiary.vault.sqlcipher import PAGE_BYTES

IV_BYTES, SEAL_BYTES = 16, 64
USABLE_BYTES = PAGE_BYTES - IV_BYTES - SEAL_BYTES

_HEADER = b"SQLite format 3\0"  # what stands where SQLCipher keeps the salt
_SALT_MASK = 0x3A
_SEAL_KEY_ROUNDS = 2  # SQLCipher's own: the key is strong already
_LOG_MAGIC = (0x377F0682, 0x377F0683)
_LOG_HEADER, _FRAME_HEADER = struct.Struct(">8I"), struct.Struct(">6I")


class Pages:
    """The pages of one database and its log that can still be read, numbered from 1."""

    def __init__(self, database: Path, log: Path, data_key: bytes, vault_id: bytes) -> None:
        salt = bytes(byte ^ _SALT_MASK for byte in vault_id)
        self._key = data_key
        self._seal_key = hashlib.pbkdf2_hmac("sha512", data_key, salt, _SEAL_KEY_ROUNDS, len(data_key))
        self._file = _read(database)
        self._newer = self._from_log(_read(log)) if log.exists() else {}
        self._open: dict[int, bytes | None] = {}
        self.count = max(len(self._file) // PAGE_BYTES, max(self._newer, default=0))

    def get(self, number: int) -> bytes | None:
        """Return the 4,016 plain bytes of a page; None when it is gone or there is none of that number."""
        if number not in self._open:
            self._open[number] = self._opened(number)
        return self._open[number]

    def _opened(self, number: int) -> bytes | None:
        if not 0 < number <= self.count:
            return None
        start = (number - 1) * PAGE_BYTES
        for sealed in (self._newer.get(number, b""), self._file[start : start + PAGE_BYTES]):
            if self._is_sealed(number, sealed):
                return self._decrypted(number, sealed)
        return None

    def _is_sealed(self, number: int, page: bytes) -> bool:
        if len(page) != PAGE_BYTES:
            return False
        mac = hmac.new(self._seal_key, page[_offset(number) : -SEAL_BYTES], "sha512")
        mac.update(struct.pack("<I", number))
        return hmac.compare_digest(mac.digest(), page[-SEAL_BYTES:])

    def _decrypted(self, number: int, page: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        vector = page[USABLE_BYTES : USABLE_BYTES + IV_BYTES]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(vector)).decryptor()
        offset = _offset(number)
        return _HEADER[:offset] + decryptor.update(page[offset:USABLE_BYTES]) + decryptor.finalize()

    def _from_log(self, log: bytes) -> dict[int, bytes]:
        """Return the newest page of each number in the log, up to the last change that was finished."""
        if len(log) < _LOG_HEADER.size:
            return {}
        magic, _, page_bytes, _, salt1, salt2, _, _ = _LOG_HEADER.unpack_from(log)
        if magic not in _LOG_MAGIC or page_bytes != PAGE_BYTES:
            return {}
        done: dict[int, bytes] = {}
        pending: dict[int, bytes] = {}
        step = _FRAME_HEADER.size + PAGE_BYTES
        for start in range(_LOG_HEADER.size, len(log) - step + 1, step):
            number, commit, first, second, _, _ = _FRAME_HEADER.unpack_from(log, start)
            if (first, second) != (salt1, salt2):
                break  # what follows is left over from before the log began anew
            page = log[start + _FRAME_HEADER.size : start + step]
            if self._is_sealed(number, page):
                pending[number] = page
            if commit:
                done |= pending
                pending = {}
        return done


def _offset(number: int) -> int:
    return len(_HEADER) if number == 1 else 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        unreadable: CannotWrite = layout.unreadable("the damaged diary")
        raise unreadable from error
