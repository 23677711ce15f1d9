"""Guards that stand behind another guard: each is asked alone, so that it is missed when it is gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from release_samples import LAST, MANAGER, START, day, records

from tests.presenters.share_samples import fill
from tutordiary.anonymise.render import Naming
from tutordiary.anonymise.roster import LearnedName, Person, Roster
from tutordiary.anonymise.verify import verify
from tutordiary.errors import BadInput
from tutordiary.evidence import Period
from tutordiary.model import Audience, Observation
from tutordiary.release import sealing
from tutordiary.release.bundle_check import check_file
from tutordiary.release.document_review import DocumentReviewer, passages_of
from tutordiary.release.documents_read import OwnDocument, copy_of, pieces_of
from tutordiary.release.known_names import NameFinder
from tutordiary.release.review import KeptWord, Reviewer, kept_digest

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
