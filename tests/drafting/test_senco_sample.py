"""The school reports of everybody in the sample diary: short, drafted at once, every sentence recorded."""

from __future__ import annotations

import time
from datetime import date

import pytest

from tutordiary import sample
from tutordiary.cli.papers import period_of
from tutordiary.diary import Diary
from tutordiary.documents.pdf import render_pdf
from tutordiary.drafting import senco
from tutordiary.drafting.pupil_file import gather
from tutordiary.model import RECORD_TYPES, Audience, Membership, Pupil
from tutordiary.vault.ciphers import LOWEST_COST

TODAY = date(2026, 11, 22)
TABLES = {kind.table: kind for kind in RECORD_TYPES}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    place = tmp_path_factory.mktemp("sample")
    diary, _ = Diary.create(place / "diary", "kettle harbour lantern seven", cost=LOWEST_COST,
                            state_folder=place / "state", is_sample=True)  # fmt: skip
    sample.fill(diary, sample.sample_records(TODAY))
    pupils = [one for one in diary.all(Pupil) if diary.find(Membership, pupil_id=one.id)]
    yield diary, [gather(diary, one.id, *period_of(diary, one.id, None)) for one in pupils]
    diary.close()


def laid_out(file):
    chosen = frozenset(one.item_id for one in senco.choosable(file) if one.included)
    return senco.senco_report(file, senco.first_texts(file), chosen, written_on=TODAY)


def test_reports_take_two_sides_at_most_and_one_for_most(files):
    pages = [render_pdf(laid_out(file)).pages for file in files[1]]
    assert max(pages) == 2
    assert pages.count(1) * 2 > len(pages)


def test_every_first_sentence_is_recorded_and_meant_for_the_school(files):
    diary, gathered = files
    for file in gathered:
        for sentences in senco.first_sentences(file).values():
            for one in sentences:
                for origin in one.origins:
                    record = diary.need(TABLES[origin.kind], origin.record_id)
                    assert Audience.SCHOOL in getattr(record, "audiences", {Audience.SCHOOL})
                    if origin.field in ("text", "note", "what_i_did", "pupil_words"):
                        assert one.words.rstrip(".") in getattr(record, origin.field)
                assert one.origins or one.text.startswith("Not judged yet: ")


def test_a_first_draft_is_there_at_once(files):
    started = time.process_time()
    for file in files[1]:
        laid_out(file)
    assert (time.process_time() - started) / len(files[1]) < 0.25
