"""Reads a diary's file page by page as it is once decrypted, free pages and slack included, by its own means.

SQLCipher's page: encrypted bytes, then a 16-byte initialisation vector and a 64-byte seal; the first page
begins with the salt in the clear.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16


def plain_pages(diary) -> bytes:
    """Return every page of the diary's file and of its log, decrypted; all changes must be checkpointed."""
    folder: Path = diary.folder
    log = folder / "diary.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    key = diary.vault.keys.data_key
    data = (folder / "diary.db").read_bytes()
    assert data
    assert len(data) % PAGE == 0
    return b"".join(_page(data[at : at + PAGE], key, first=at == 0) for at in range(0, len(data), PAGE))


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    start = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    reader = Cipher(algorithms.AES(key), modes.CBC(start)).decryptor()
    return reader.update(page[SALT if first else 0 : PAGE - RESERVED]) + reader.finalize()


def all_cells(diary) -> list[str]:
    """Return every cell of text or bytes of every table, those of the search index included."""
    with diary.vault.reading() as conn:
        tables = [
            row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        ]
        cells = []
        for table in tables:
            for row in conn.execute(f'SELECT * FROM "{table}"').fetchall():
                cells += [value for value in row if isinstance(value, str | bytes)]
    return [cell.decode("utf-8", "replace") if isinstance(cell, bytes) else cell for cell in cells]
