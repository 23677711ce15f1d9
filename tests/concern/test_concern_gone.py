"""After the lead was told, no page of the diary's file holds a word of the note."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from tests.rights.rights_pages import all_cells, plain_pages
from tutordiary.diary import concern, history
from tutordiary.diary.quiet import has_changed
from tutordiary.model import ConcernPointer

NOW = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
CANARIES = ("zzyzxsparrow", "quixotrybench", "vellichorstair")


def write_much(diary, concern_id):
    """Type and retype a note in all sizes, among other drafts that come and go."""
    luck = random.Random(7)
    for _ in range(120):
        word = luck.choice(CANARIES)
        text = f"{word} " * luck.choice((1, 6, 40, 500))
        steps = tuple(f"{word} {number}" for number in range(luck.choice((0, 5, 60))))
        concern.keep_words(diary, concern_id, luck.choice(("seen", "words", "about")), text, 3, steps)
        diary.keep_draft(f"log/{luck.randrange(20)}", "drums " * luck.choice((1, 30, 300)))
        diary.drop_draft(f"log/{luck.randrange(20)}")


@pytest.mark.parametrize("way", ["told", "not needed"])
def test_no_decrypted_page_holds_a_word_of_it_afterwards(school, way):
    pointer = concern.begin(school, NOW, "s")
    write_much(school, pointer.id)
    concern.keep_words(school, pointer.id, "answered", " ".join(CANARIES), 0, CANARIES)
    school.vault.checkpoint()
    assert all(canary.encode() in plain_pages(school) for canary in CANARIES)
    if way == "told":
        concern.told(
            school, pointer.id, role="DSL", name="Mrs Thwaite", how="In person", at=NOW, pupil_id=None
        )
    else:
        concern.not_needed(school, pointer.id)
    pages = plain_pages(school).lower()
    assert [canary for canary in CANARIES if canary.encode() in pages] == []
    assert not [cell for cell in all_cells(school) if any(canary in cell for canary in CANARIES)]
    assert history.binned(school) == []
    assert len(school.all(ConcernPointer)) == (way == "told")
    assert all(line.passed for line in school.vault.full_check())


def test_a_next_backup_is_due_because_the_last_may_hold_it(school):
    pointer = concern.begin(school, NOW, "s")
    concern.keep_words(school, pointer.id, "seen", "zzyzxsparrow")
    concern.not_needed(school, pointer.id)
    assert has_changed(school)
