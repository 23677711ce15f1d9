"""The container of a bundle: a ZIP file written in exactly one way, so that any changed byte shows.

Members lie in the order of their names, stored without compression, with one fixed date and no extras. A
reader writes what it read again and compares: nothing can be hidden in a header or behind the end.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from tutordiary.errors import BadInput

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_MEMBER_BYTES = 16 * 1024 * 1024
MAX_MEMBERS = 64
_END = struct.Struct("<4s4H2LH")  # the last record of a ZIP file
_MOST_LISTED_BYTES = MAX_MEMBERS * 200
_NAME = re.compile(r"[a-z0-9_]{1,40}(?:/[a-z0-9_]{1,40})?\.[a-z]{2,5}")
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    KeyError,
    MemoryError,
)


def write(members: Mapping[str, bytes]) -> bytes:
    """Return the members as one file; the same members always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, members[name])
    return buffer.getvalue()


def read(data: bytes, title: str) -> dict[str, bytes]:
    """Return the members of a file that ``write`` made; ``title`` names it in errors.

    Raises: BadInput naming the member for anything unreadable, too big, or written in another way.
    """
    if len(data) > MAX_FILE_BYTES:
        raise BadInput(f"{title} is bigger than any bundle can be. It was not opened.")
    try:
        _check_end(data, title)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_listing(infos, len(data), title)
            members = {info.filename: _read_member(archive, info, title) for info in infos}
    except BadInput:
        raise
    except _UNREADABLE as error:
        raise BadInput(
            f"{title} cannot be read as a bundle: {_cut(data)}. Ask for it to be sent again."
        ) from error
    again = write(members)
    if again != data:
        place = _where(again, data, infos)
        raise BadInput(f"{title} was changed after it was made: {place} is not as the app writes it.")
    return members


def _cut(data: bytes) -> str:
    if not data:
        return "the file is empty"
    if not data.startswith(b"PK\x03\x04"):
        return "it is not a bundle file"
    return "its table of contents is damaged or missing, perhaps because part of the file was lost"


def _check_end(data: bytes, title: str) -> None:
    """Look at the last record before anything is listed: a table of contents can hold a million members."""
    if len(data) < _END.size:
        return
    signature, _, _, _, members, size, _, comment = _END.unpack_from(data, len(data) - _END.size)
    if signature != b"PK\x05\x06" or comment:
        if b"PK\x05\x06" in data[-(65_535 + _END.size) :]:
            raise BadInput(
                f"{title} was changed after it was made: the end of the file is not as the app writes it."
            )
        return
    if members > MAX_MEMBERS or size > _MOST_LISTED_BYTES:
        raise BadInput(f"{title} holds {members} members or long names; a bundle has at most {MAX_MEMBERS}.")
    if data[-_END.size - 20 : -_END.size - 16] == b"PK\x06\x07":
        raise BadInput(
            f"{title} was changed after it was made: the end of the file is not as the app writes it."
        )


def _check_listing(infos: list[zipfile.ZipInfo], size: int, title: str) -> None:
    if not infos or len(infos) > MAX_MEMBERS:
        raise BadInput(f"{title} holds {len(infos)} members; a bundle has between 1 and {MAX_MEMBERS}.")
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if not _NAME.fullmatch(name):
            raise BadInput(f"{title} holds a member with a name no bundle has: {shown_name(name)}.")
        if name in seen:
            raise BadInput(f"{title} holds {name} twice.")
        seen.add(name)
        if info.flag_bits & 1:
            raise BadInput(f"{title} holds an encrypted member, {name}; bundles are never encrypted inside.")
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise BadInput(f"{title} holds a compressed member, {name}; bundles are not compressed.")
        if info.file_size > size:
            raise BadInput(f"{title} names a size for {name} that the file does not have.")
        if info.file_size > MAX_MEMBER_BYTES:
            raise BadInput(f"{title} holds a member bigger than any of a bundle, {name}.")
    if sum(info.file_size for info in infos) > size:
        raise BadInput(f"{title} holds members that lie over each other; those of a bundle never do.")


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, title: str) -> bytes:
    try:
        return archive.read(info)
    except _UNREADABLE as error:
        raise BadInput(
            f"{title} was changed or damaged after it was made: {info.filename} is not what it was."
        ) from error


def shown_name(name: str) -> str:
    """Return a stranger's member name so that it cannot disturb a sentence or a terminal."""
    plain = "".join(char if char.isprintable() else "?" for char in name)
    return f"“{plain[:60]}”"


def _where(again: bytes, data: bytes, infos: list[zipfile.ZipInfo]) -> str:
    """Return the name of the first part that differs."""
    first = next((at for at, (a, b) in enumerate(zip(again, data, strict=False)) if a != b), len(again))
    at = 0
    ordered = sorted(infos, key=lambda info: info.filename)
    for info in ordered:
        at += 30 + len(info.filename) + info.file_size
        if first < at:
            return info.filename
    for info in ordered:
        at += 46 + len(info.filename)
        if first < at:
            return f"the table of contents, at {info.filename},"
    return "the end of the file"
