"""Guards that stand behind another guard: each is asked alone, so that it is missed when it is gone."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from release_samples import LAST, MANAGER, START, day, pupil_id, records

from tests.presenters.share_samples import fill
from tutordiary.anonymise.recogniser import Recogniser
from tutordiary.anonymise.render import Naming
from tutordiary.anonymise.roster import LearnedName, Person, Roster
from tutordiary.anonymise.verify import verify
from tutordiary.diary import erasure
from tutordiary.errors import BadInput, DiskFull
from tutordiary.evidence import Book, Period
from tutordiary.framework import shipped_framework
from tutordiary.model import (
    Audience,
    BundleMode,
    GivenBy,
    Membership,
    Observation,
    Permission,
    PermissionKind,
    Pupil,
    Session,
    SessionStatus,
)
from tutordiary.release import age_format, archive, document_review, giving, sealing, tables
from tutordiary.release.bundle import as_json, scope_of
from tutordiary.release.bundle_check import check, check_file
from tutordiary.release.differencing import compare
from tutordiary.release.document_review import DocumentReviewer, Purpose, give_document, passages_of
from tutordiary.release.documents_read import OwnDocument, copy_of, pieces_of
from tutordiary.release.gate import gate_file
from tutordiary.release.known_names import NameFinder
from tutordiary.release.passages import Passage
from tutordiary.release.permissions import NOBODY_KNOWN, Use, why_not
from tutordiary.release.pseudonyms import Pseudonyms, Recipient
from tutordiary.release.review import Decision, KeptWord, Reviewer, decide, kept_digest
from tutordiary.release.rows import EnrolmentRow, ExcerptRow, TargetRow, WorkforceRow
from tutordiary.release.shown_before import Shown, figures_of
from tutordiary.release.small_numbers import exact
from tutordiary.release.tables import Tables

PUPIL = Person("p1", "pupil", "Niamh", "Eze")
ROSTER = Roster(pupils=(PUPIL,), learned=(LearnedName("Pebblewick", "place"),))


@pytest.mark.parametrize("text", ["niamh clapped", "then eze sang", "near pebblewick"])
def test_the_finder_of_the_gate_knows_a_name_without_its_capital(text):
    assert NameFinder(ROSTER).find(text)


def test_the_reader_of_letters_knows_what_the_tutor_pointed_out():
    assert verify("We met at Pebblewick again.", (ROSTER,), Naming())


def test_a_pupil_of_another_group_is_seen_in_small_letters_too(diary):
    diary.add(*records())
    diary.save(
        Observation(
            id="o-new", noted_on=day(3), pupil_id="p-00", group_id="g-1",
            text="Tamsin tried the penhaligon beat.", audiences=MANAGER,
        )
    )  # fmt: skip
    items = Reviewer(diary, Period(START, LAST), Audience.MANAGER).items(groups=["g-1"])
    leaving = next(item.rendered for item in items if item.id == "o-new.text").lower()
    assert not any(name in leaving for name in ("penhaligon", "tamsin"))


def test_words_looked_at_are_those_places_and_no_others():
    place = KeptWord("a ", "grace", " note", "x")
    others = [
        KeptWord("the ", "grace", " note", "x"),
        KeptWord("a ", "grace", " sang", "x"),
        KeptWord("a ", "grace", " note", "y"),
        KeptWord("a ", "hope", " note", "x"),
    ]
    assert len({kept_digest([place]), *(kept_digest([other]) for other in others)}) == 5
    assert kept_digest([place]) != kept_digest([place, place])


def test_the_pieces_of_a_text_stand_in_their_order_however_they_were_decided():
    document = OwnDocument("a.txt", ".txt", (" ".join(f"We played {number}." for number in range(300)),))
    pieces = [((piece.text_at, piece.at), piece.words) for piece in pieces_of(document)]
    assert len(pieces) > 2
    assert copy_of(document, dict(reversed(pieces))) == document.texts[0].encode()


def test_letters_of_one_document_say_nothing_of_those_in_another(diary):
    fill(diary)
    told = set()
    for number in range(6):
        document = OwnDocument("a.txt", ".txt", (f"Otis, Wanda, Grace and Ferdy sang {number}.",))
        reviewer = DocumentReviewer(diary, document)
        (item,) = reviewer.read_while(passages_of(document, date(2026, 11, 20)), lambda: True)
        told.add(item.rendered.partition(" sang")[0])
    assert len(told) > 1


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no such device")
def test_a_device_is_not_read():
    with pytest.raises(BadInput, match="no such file"):
        check_file(Path("/dev/null"))


def test_a_sealed_file_beyond_every_size_is_not_opened(monkeypatch):
    key = sealing.make_key()
    sealed = sealing.seal_for_keys(b"words", [key.public])
    assert sealing.open_sealed(sealed, "a.age", sealing.Opener(key)) == b"words"
    monkeypatch.setattr(sealing, "MAX_SEALED_BYTES", len(sealed) - 1)
    with pytest.raises(BadInput, match="bigger than any"):
        sealing.open_sealed(sealed, "a.age", sealing.Opener(key))


def full(*_args, **_more):
    raise DiskFull("The disk is full. Everything in the diary is safe. Make room, then try again.")


def test_a_bundle_that_cannot_be_noted_is_taken_away_again(diary, tmp_path, monkeypatch):
    diary.add(*records())
    monkeypatch.setattr(giving, "note_given", full)
    with pytest.raises(DiskFull):
        giving.give_bundle(diary, Period(START, LAST), BundleMode.COUNTS, tmp_path / "a.tdbundle")
    assert list(tmp_path.glob("*.tdbundle")) == []


def test_a_copy_that_cannot_be_noted_is_taken_away_again(diary, tmp_path, monkeypatch):
    fill(diary)
    document = OwnDocument("a.txt", ".txt", ("Otis sang.",))

    def read():
        found = passages_of(document, date(2026, 11, 20))
        return DocumentReviewer(diary, document).read_while(found, lambda: True)

    decide(diary, read()[0], Decision.READ)
    monkeypatch.setattr(document_review, "note_copy", full)
    with pytest.raises(DiskFull):
        give_document(diary, document, read(), tmp_path / "a.txt", Purpose.MANAGER)
    assert list(tmp_path.glob("*.txt")) == []


def test_nobody_may_have_said_it_whose_words_may_not_leave_at_all():
    day = date(2026, 10, 6)
    kinds = {"m": (PermissionKind.ANONYMOUS_USE, PermissionKind.QUOTE), "o": (PermissionKind.QUOTE,)}
    book = Book(
        record
        for pupil, held in kinds.items()
        for record in (
            Pupil(id=pupil, first_name=pupil),
            Membership(id=f"m{pupil}", pupil_id=pupil, group_id="g", joined_on=day),
            *(
                Permission(
                    id=f"{pupil}-{kind}",
                    pupil_id=pupil,
                    kind=kind,
                    given_by=GivenBy.PARENT_CARER,
                    given_on=day,
                )
                for kind in held
            ),
        )
    )
    said = Passage(id="x", kind="voice", text="Again!", day=day, group_id="g", pupil_ids=(), source="pupil")
    assert why_not(book, said, Use.BUNDLE) == NOBODY_KNOWN


def test_a_name_of_two_people_is_the_pupils():
    both = Roster(pupils=(PUPIL,), staff=(Person("s1", "staff", "Niamh", "Brannigan", title="Mrs"),))
    (span,) = Recogniser(both).annotate("Then Niamh counted in.")
    assert (span.type, span.entity) == ("PUPIL", "p1")


def test_a_finding_never_says_the_name_of_a_member():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data/niamh.csv", "a,b\nNiamh,2\n")
    report = gate_file(buffer.getvalue(), ROSTER, name="a.zip")
    assert not report.passed
    assert "niamh" not in f"{report.sentence} {report.leaks}".lower()


def test_bytes_behind_a_packed_stream_of_a_pdf_are_refused():
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as opened:
        contents = opened.pages[0].Contents
        packed = zlib.compress(bytes(contents.read_bytes())) + b"Eze"
        contents.write(packed, filter=pikepdf.Name.FlateDecode)
        opened.save(out, fix_metadata_version=False)
    assert "bytes behind" in gate_file(out.getvalue(), ROSTER, name="a.pdf").unreadable


def test_a_file_in_an_address_that_is_not_rightly_packed_is_not_let_go():
    page = b'<p><a href="data:text/plain;base64,QUI=QUJDRA">x</a></p>'
    assert "cannot be read" in gate_file(page, ROSTER, name="a.html").unreadable


def test_how_many_pupils_showed_a_sign_is_not_told_when_they_are_few(diary):
    diary.add(*records())
    for pupil in ("p-00", "p-01"):
        diary.add(Observation(id=f"o-rare-{pupil}", noted_on=day(4), pupil_id=pupil, indicators=("MUS.2",)))
    filled = tables.build(scope_of(diary, Period(START, LAST), BundleMode.COUNTS))
    rows = {row.indicator: row for row in filled.observations}
    assert rows["MUS.2"].pupils.text == "not shown"
    assert rows["MUS.1"].pupils.is_exact


def test_the_same_weeks_again_with_one_pupil_more_are_refused():
    def told(enrolled):
        return Tables(enrolment=(EnrolmentRow("all", exact(enrolled), exact(0)),))

    weeks = Period(START, LAST)
    before = Shown(START, (weeks,), BundleMode.COUNTS, frozenset("gh"), frozenset(), figures_of(told(12)))
    for groups in ("gh", "g"):
        scope = SimpleNamespace(
            mode=BundleMode.COUNTS,
            is_counts=True,
            is_few=False,
            period=weeks,
            group_ids=tuple(groups),
            pupils=tuple,
            framework=shipped_framework(),
            book=Book(()),
        )
        assert compare(scope, told(13), [before]).refused
        assert not compare(scope, told(12), [before]).refused
    records_of_h = [Session(id="s", group_id="h", held_on=START, status=SessionStatus.HELD)]
    for one in ("p", "q"):
        records_of_h += [Pupil(id=one, first_name=one), Membership(id=one, pupil_id=one, group_id="h")]
    assert compare(scope, told(12), [before], Book(records_of_h)).refused, "of other groups, two pupils"


def test_targets_are_laid_beside_those_of_any_other_weeks():
    def told(*numbers):
        counts = map(exact, (sum(numbers), *numbers, 0, 0, 0, 0))
        return Tables(targets=(TargetRow("musical", *counts),))

    autumn, spring = Period(START, LAST), Period(date(2027, 1, 5), date(2027, 3, 26))
    before = Shown(START, (autumn,), BundleMode.COUNTS, frozenset("g"), frozenset(), figures_of(told(6, 7)))
    scope = SimpleNamespace(
        mode=BundleMode.COUNTS,
        is_counts=True,
        is_few=False,
        period=spring,
        group_ids=("g",),
        pupils=tuple,
        framework=shipped_framework(),
        book=Book(()),
    )
    assert compare(scope, told(8, 7), [before]).notes


def test_counts_take_no_words_even_when_they_are_handed_some(diary):
    diary.add(*records())
    scope = scope_of(diary, Period(START, LAST), BundleMode.COUNTS)
    words = ExcerptRow(1, "", "", None, "", "voice", "tutor", "Counted in.")
    assert tables.build(scope, (words,), (WorkforceRow(1, None, "", "I waited."),)).excerpts == ()


def test_a_bundle_whose_manifest_gives_another_size_is_refused(diary):
    diary.add(*records())
    data = giving.make_bundle(diary, Period(START, LAST), BundleMode.COUNTS)
    members = archive.read(data, "a")
    manifest = json.loads(members["manifest.json"])
    manifest["members"][0]["bytes"] += 1
    with pytest.raises(BadInput, match="changed after it was made"):
        check(archive.write({**members, "manifest.json": as_json(manifest)}), "a")


def test_a_letter_of_an_erased_pupil_is_left_out_in_a_review_too(diary, monkeypatch):
    diary.add(*records())
    gone = tuple(f"gone-{number}" for number in range(60))
    monkeypatch.setattr(erasure, "retired_places", lambda _diary: {"g-1": gone})
    items = Reviewer(diary, Period(START, LAST), Audience.MANAGER).items(groups=["g-1"])
    leaving = next(item.rendered for item in items if item.id == "o-plain.text")
    members = [pupil_id(number) for number in range(5)]
    letters = Pseudonyms.of(diary, Recipient.MANAGER).letters(members, "g-1")
    assert re.findall(r"\[pupil (\w+)\]", leaving) == [letters["p-00"], letters["p-03"]]


def test_longer_names_are_found_in_bytes_of_two_for_each_letter():
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert NameFinder(ROSTER).find_raw("... pebblewick ...".encode(encoding))


def paper():
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(50, 800, "We counted in.")
    canvas.save()
    return buffer.getvalue()


def test_words_between_the_objects_of_a_pdf_are_read():
    data = paper()
    at = data.rindex(b"xref\n0")
    assert not gate_file(data, ROSTER, name="a.pdf").leaks
    remark = b"% niamh\n"
    start = data.index(b"startxref\n") + 10
    told = int(data[start:].split()[0])
    assert told == at
    moved = data[:at] + remark + data[at:start] + b"%d\n%%%%EOF\n" % (told + len(remark))
    report = gate_file(moved, ROSTER, name="a.pdf")
    assert (report.unreadable, [leak.kind for leak in report.leaks][:1]) == ("", ["a pupil’s name"])


def test_a_second_beginning_of_a_pdf_is_refused():
    twice = paper().replace(b"startxref", b"startxref\n0\nstartxref", 1)
    assert "earlier version" in gate_file(twice, ROSTER, name="a.pdf").unreadable


def test_a_sealed_file_cut_into_pieces_in_another_way_is_refused(monkeypatch):
    data = b"x" * age_format.CHUNK_BYTES
    monkeypatch.setattr(age_format, "max", lambda _least, count: count + 1, raising=False)
    sealed = age_format.seal(data, b"kettle", 4)
    monkeypatch.undo()
    with pytest.raises(BadInput, match="was changed"):
        age_format.unseal(sealed, age_format.read_header(sealed, "a.age"), b"kettle", "a.age")
    whole = age_format.seal(data, b"kettle", 4)
    assert age_format.unseal(whole, age_format.read_header(whole, "a.age"), b"kettle", "a.age") == data
