"""Anonymises whole files: notes one a line, plain text, Word documents.

An output file appears only when every note in it has passed both readers of ``verify``; whatever is
undecided is replaced and counted. Input is checked whole before anything is written.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming, Rendered, default_naming, render_pieces
from tutordiary.anonymise.roster import Roster, roster_from_world
from tutordiary.anonymise.spans import Action, Span
from tutordiary.anonymise.verify import Finding, recheck, verify
from tutordiary.anonymise.word_blocks import with_texts
from tutordiary.anonymise.word_files import read_word
from tutordiary.anonymise.word_writing import write_blocks
from tutordiary.errors import BadInput, CannotWrite, NotCleared

Progress = Callable[[int, int], None]
_MOST_BYTES = 200_000_000
_MOST_NOTE = 1_000_000
_UNDECIDED = frozenset({"NAME?"})
_STAGES = 3  # of one document: read, made safe, written


@dataclass(frozen=True, slots=True)
class ScrubReport:
    """What was done: counts only. ``judge`` are flagged rare or sensitive stretches still in the output.

    ``left_behind`` are pictures, comments, deleted and hidden places, links and objects of a Word document.
    """

    notes: int
    replaced: int
    undecided: int
    kept: int
    judge: int
    tightened: int
    left_behind: int = 0

    def plus(self, other: ScrubReport) -> ScrubReport:
        """Return the sum of two reports."""
        return ScrubReport(
            self.notes + other.notes,
            self.replaced + other.replaced,
            self.undecided + other.undecided,
            self.kept + other.kept,
            self.judge + other.judge,
            self.tightened + other.tightened,
            self.left_behind + other.left_behind,
        )


NOTHING = ScrubReport(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """One text made safe, with the spans on the raw text that made it so."""

    output: str
    spans: tuple[Span, ...]
    report: ScrubReport


@dataclass(frozen=True, slots=True)
class Scrubber:
    """A recogniser with its roster and naming, ready to make texts safe."""

    roster: Roster
    recogniser: Recogniser
    naming: Naming

    @classmethod
    def for_roster(cls, roster: Roster, naming: Naming | None = None) -> Scrubber:
        """Make a scrubber with the default naming unless one is given."""
        return cls(roster, Recogniser(roster), naming or default_naming(roster))

    def scrub(self, text: str, *, keep_lines: bool = False) -> Scrubbed:
        """Return a text that both readers find clear.

        ``keep_lines`` keeps a name that runs over a line end from joining the lines.
        Raises NotCleared when a name stays readable after three further rounds of replacing.
        """
        spans = self.recogniser.annotate(text)
        asked = sum(span.type in _UNDECIDED for span in spans)
        tightened = 0
        for _round in range(4):
            if keep_lines:
                spans = _split_at_lines(text, spans)
            acted = tuple(replace(s, action=Action.REDACT) if s.type in _UNDECIDED else s for s in spans)
            rendered = render_pieces(text, acted, self.naming)
            findings = self._findings(rendered)
            if not findings:
                return Scrubbed(rendered.text, spans, _count(spans, asked, tightened))
            more = _raw_spans(rendered, findings)
            if not more:
                break
            tightened += len(more)
            spans = _with(spans, more)
        raise NotCleared("A name could still be read after every replacement. Nothing was written.")

    def _findings(self, rendered: Rendered) -> tuple[Finding, ...]:
        found = verify(rendered.text, (self.roster,), self.naming, rendered.kept)
        return found + recheck(rendered.text, self.recogniser, self.naming, rendered.kept)


def _split_at_lines(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Cut redacted spans at line ends; a part without a letter or a digit is left out."""
    found: list[Span] = []
    for span in spans:
        if span.action is Action.FLAG or "\n" not in text[span.start : span.end]:
            found.append(span)
            continue
        start = span.start
        for line in text[span.start : span.end].split("\n"):
            if any(map(str.isalnum, line)):
                found.append(replace(span, start=start, end=start + len(line)))
            start += len(line) + 1
    return tuple(found)


def _raw_spans(rendered: Rendered, findings: tuple[Finding, ...]) -> list[Span]:
    found = []
    for finding in findings:
        raw = rendered.raw_span(finding.start, finding.end) if finding.start < finding.end else None
        if raw is not None:
            found.append(Span(raw[0], raw[1], Action.REDACT, finding.type, finding.entity, "verifier"))
    return found


def _with(spans: tuple[Span, ...], more: list[Span]) -> tuple[Span, ...]:
    """Add spans; a kept word under a new span is kept no longer, and overlaps are merged."""
    result = [
        span
        for span in spans
        if not (span.kept and any(new.start < span.end and span.start < new.end for new in more))
    ]
    redacted = [span for span in result if span.action is Action.REDACT]
    for new in sorted(more, key=lambda s: (s.start, s.end)):
        touching = [span for span in redacted if span.start < new.end and new.start < span.end]
        for span in touching:
            redacted.remove(span)
            new = replace(new, start=min(new.start, span.start), end=max(new.end, span.end))
        redacted.append(new)
    flags = [span for span in result if span.action is Action.FLAG]
    return tuple(sorted([*redacted, *flags], key=lambda s: (s.start, s.end, s.action)))


def _count(spans: tuple[Span, ...], asked: int, tightened: int) -> ScrubReport:
    return ScrubReport(
        notes=1,
        replaced=sum(span.action is Action.REDACT for span in spans),
        undecided=asked,
        kept=sum(span.kept for span in spans),
        judge=sum(span.type in {"RARE", "SENSITIVE"} for span in spans),
        tightened=tightened,
    )


@dataclass(frozen=True, slots=True)
class _Note:
    id: str
    world: str
    text: str


def scrub_jsonl(
    roster_file: Path, notes_file: Path, out_file: Path, progress: Progress | None = None
) -> ScrubReport:
    """Anonymise notes, one JSON object a line with ``id`` and ``text`` (or ``input``), and ``world``.

    The roster file holds one roster, or rosters keyed by the notes' ``world``. ``progress`` is called with
    notes done and notes in all. Raises BadInput naming the line; NotCleared if a note stays readable.
    """
    rosters = read_rosters(roster_file)
    notes = list(_notes(notes_file, rosters))
    scrubbers: dict[str, Scrubber] = {}
    report = NOTHING
    with _new_file(out_file) as stream:
        for number, note in enumerate(notes, start=1):
            if note.world not in scrubbers:
                scrubbers[note.world] = Scrubber.for_roster(rosters.get(note.world) or rosters[""])
            try:
                done = scrubbers[note.world].scrub(note.text)
            except NotCleared as error:
                raise NotCleared(f"Note {number}: {error}") from None
            report = report.plus(done.report)
            stream.write(_line(note, done) + "\n")
            if progress is not None:
                progress(number, len(notes))
    return report


def _line(note: _Note, done: Scrubbed) -> str:
    spans = [
        {"start": span.start, "end": span.end, "action": span.action.value, "type": span.type}
        for span in done.spans
    ]
    return json.dumps({"id": note.id, "spans": spans, "output": done.output}, ensure_ascii=False)


def scrub_text(
    roster_file: Path, text_file: Path, out_file: Path, progress: Progress | None = None
) -> ScrubReport:
    """Anonymise a plain text file as one note. Raises BadInput, NotCleared, CannotWrite."""
    say = progress or _say_nothing
    scrubber = _only_scrubber(roster_file)
    text = _read_text(text_file)
    say(1, _STAGES)
    done = scrubber.scrub(text)
    say(2, _STAGES)
    with _new_file(out_file) as stream:
        stream.write(done.output)
    say(_STAGES, _STAGES)
    return done.report


def scrub_docx(
    roster_file: Path, word_file: Path, out_file: Path, progress: Progress | None = None
) -> ScrubReport:
    """Anonymise a Word document into a new, plain one with neutral properties.

    The whole document is read as one text, so that a name found once is found everywhere. Comments, deleted
    and hidden text and pictures are not carried over. Raises BadInput, NotCleared, CannotWrite.
    """
    say = progress or _say_nothing
    scrubber = _only_scrubber(roster_file)
    found = read_word(word_file)
    say(1, _STAGES)
    texts = [text for block in found.blocks for text in block.texts]
    done = scrubber.scrub("\n".join(texts), keep_lines=True)
    say(2, _STAGES)
    lines = iter(done.output.split("\n"))
    clean = ["\n".join(next(lines) for _ in range(text.count("\n") + 1)) for text in texts]
    with _new_file(out_file) as stream:
        write_blocks(stream.binary, with_texts(found.blocks, clean), page=found.page, language=found.language)
    say(_STAGES, _STAGES)
    return replace(done.report, left_behind=sum(astuple(found.left_behind)))


def _say_nothing(_done: int, _total: int) -> None:
    """Hear of progress where nobody wants to."""


def _only_scrubber(roster_file: Path) -> Scrubber:
    rosters = read_rosters(roster_file)
    if len(rosters) != 1:
        raise BadInput("This needs a file with exactly one roster; it holds several. Nothing was written.")
    return Scrubber.for_roster(next(iter(rosters.values())))


def read_rosters(roster_file: Path) -> dict[str, Roster]:
    """Read a roster file: one roster under the key "", or several by their world. Raises BadInput."""
    try:
        data = json.loads(_read_text(roster_file))
    except json.JSONDecodeError as error:
        raise BadInput(f"The roster file is not JSON (line {error.lineno}). Nothing was written.") from None
    except RecursionError:
        raise BadInput("The roster file is nested too deeply. Nothing was written.") from None
    if not isinstance(data, dict) or not data:
        raise BadInput(
            "The roster file should hold one object with at least one roster. Nothing was written."
        )
    if "pupils" in data:
        return {"": roster_from_world(data)}
    return {str(key): roster_from_world(value, str(key)) for key, value in data.items()}


def _read_text(file: Path) -> str:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{file.name} is larger than 200 MB. Nothing was written.")
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{file.name} is not UTF-8 text. Nothing was written.") from None
    except OSError as error:
        raise BadInput(f"{file.name} cannot be read ({error.strerror}). Nothing was written.") from None


def _notes(notes_file: Path, rosters: dict[str, Roster]) -> Iterator[_Note]:
    seen: set[str] = set()
    for number, line in enumerate(_read_text(notes_file).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            raise BadInput(f"Line {number} of {notes_file.name} is not JSON. Nothing was written.") from None
        yield _note(record, number, notes_file.name, rosters, seen)


def _note(record: object, number: int, name: str, rosters: dict[str, Roster], seen: set[str]) -> _Note:
    where = f"Line {number} of {name}"
    if not isinstance(record, dict):
        raise BadInput(f"{where} should be an object with id and text. Nothing was written.")
    note_id, world, text = record.get("id"), record.get("world", ""), record.get("text", record.get("input"))
    if not isinstance(note_id, str) or not note_id:
        raise BadInput(f"{where} has no id. Nothing was written.")
    if note_id in seen:
        raise BadInput(f"{where} repeats the id of an earlier line. Nothing was written.")
    if not isinstance(text, str):
        raise BadInput(f"{where} has no text. Nothing was written.")
    if len(text) > _MOST_NOTE:
        raise BadInput(f"{where} is longer than a million characters. Nothing was written.")
    if "" not in rosters and (not isinstance(world, str) or world not in rosters):
        raise BadInput(f"{where} names a world that is not in the roster file. Nothing was written.")
    seen.add(note_id)
    return _Note(note_id, world if isinstance(world, str) else "", text)


class _Writer:
    """Collects text or bytes for a file that does not exist yet."""

    def __init__(self, handle: int) -> None:
        self.binary = os.fdopen(handle, "wb")

    def write(self, text: str) -> None:
        """Add text as UTF-8; a lone surrogate becomes an escape."""
        self.binary.write(text.encode("utf-8", "backslashreplace"))

    def close(self) -> None:
        """Bring everything to disk."""
        if not self.binary.closed:
            self.binary.flush()
            os.fsync(self.binary.fileno())
            self.binary.close()


@contextmanager
def _new_file(out_file: Path) -> Iterator[_Writer]:
    """Open a file beside the wanted one and move it into place only when all went well."""
    try:
        handle, name = tempfile.mkstemp(dir=out_file.parent, prefix=".scrub-", suffix=".tmp")
    except OSError as error:
        raise CannotWrite(f"The folder of {out_file.name} cannot be written to ({error.strerror}).") from None
    writer = _Writer(handle)
    try:
        yield writer
        writer.close()
        Path(name).replace(out_file)
    except OSError as error:
        raise CannotWrite(
            f"{out_file.name} cannot be written ({error.strerror}). Nothing was written."
        ) from None
    finally:
        writer.binary.close()
        Path(name).unlink(missing_ok=True)
