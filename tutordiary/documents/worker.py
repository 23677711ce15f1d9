"""The process that lays documents out: it reads one piece of work at a time, and answers with bytes.

It is given a document that is already composed, or a picture, and never a key, a folder or a diary. It opens
no file of the person's and ends when the pipe it reads from closes. What it answers is plain: a line of JSON
and the bytes of the file, so that whatever a hostile text does to it, nothing but a file can come back.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import struct
import sys
from dataclasses import dataclass
from typing import IO, Literal

from tutordiary import bugs, process
from tutordiary.documents.content import Document
from tutordiary.errors import TutorDiaryError

WORD = "--lay-documents-out"
"""What an installed program, which has no Python to be told a module, is started with to be this process."""

LENGTH = struct.Struct(">Q")
MOST_MEMORY_BYTES = 3 << 30
Format = Literal["pdf", "docx", "text", "md"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be laid out."""

    document: Document
    fmt: Format


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from outside to be made anew."""

    data: bytes
    long_side_px: int


Task = Paper | Picture


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a piece of work. ``refused`` is a sentence for the person; ``fault`` says it was ours."""

    data: bytes = b""
    pages: int = 0
    warnings: tuple[str, ...] = ()
    refused: str = ""
    fault: bool = False


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one message, its length before it."""
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message whole; None when the other side has gone, even in the middle of it."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def packed(answer: Answer) -> bytes:
    """Return an answer as one message: a line of JSON, then the file."""
    head = json.dumps([answer.pages, list(answer.warnings), answer.refused, answer.fault])
    return head.encode("ascii") + b"\n" + answer.data


def unpacked(message: bytes) -> Answer:
    """Read an answer back. Raises: ValueError for anything else."""
    head, _, data = message.partition(b"\n")
    pages, warnings, refused, fault = json.loads(head)
    return Answer(data, int(pages), tuple(str(one) for one in warnings), str(refused), bool(fault))


def main() -> int:
    """Work until the other side closes the pipe."""
    process.harden()
    bugs.guard()
    with contextlib.suppress(OSError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that asked
    _hold_memory()
    asked = sys.stdin.buffer
    # Whatever a library prints goes nowhere: standard output is for answers alone.
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    with contextlib.suppress(BrokenPipeError), answers:
        while (message := receive(asked)) is not None:
            send(answers, packed(done(pickle.loads(message))))  # noqa: S301 (our own program's words)
    return 0


def done(task: Task) -> Answer:
    """Do one piece of work. A fault of ours is noted by kind and place, and answered as one."""
    try:
        return _laid_out(task) if isinstance(task, Paper) else _picture(task)
    except TutorDiaryError as error:
        return Answer(refused=str(error))
    except Exception as error:  # noqa: BLE001 (whatever it is, the next piece of work is to be done)
        bugs.report(error, "while a document was laid out: ")
        return Answer(fault=True)


def _laid_out(paper: Paper) -> Answer:
    from tutordiary.documents import writer

    made = writer.write(paper.document, paper.fmt)
    return Answer(made.data, made.pages, made.warnings)


def _picture(picture: Picture) -> Answer:
    from tutordiary.documents.pictures_in import clean_picture

    made = clean_picture(picture.data, picture.long_side_px)
    return Answer(made.png)


def _hold_memory() -> None:
    """Let a page that runs away fail before the computer has no memory left for anything else."""
    if sys.platform != "linux":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
