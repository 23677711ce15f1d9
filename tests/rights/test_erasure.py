"""Erasing a pupil: nothing of them stays in the diary's file, and nothing of anybody else goes."""

from __future__ import annotations

import re
import unicodedata

import pytest
from rights_pages import PAGE, all_cells, plain_pages

from tutordiary.diary import erasure
from tutordiary.diary.erasure import Treat
from tutordiary.errors import BadInput
from tutordiary.model import (
    RECORD_TYPES,
    Attendance,
    ConcernPointer,
    FamilyMember,
    Membership,
    Observation,
    Pupil,
    Reflection,
    Session,
    Voice,
    new_id,
)
from tutordiary.release import disclosures


def first(diary, name="Safiya"):
    return next(pupil for pupil in diary.all(Pupil) if pupil.first_name == name)


def own_words(diary, pupil):
    """Return words of seven letters and more that stand only in what is about this pupil."""
    theirs = [one.text for one in diary.find(Observation, pupil_id=pupil.id)]
    theirs += [one.words for one in diary.find(Voice, pupil_id=pupil.id)]
    others = " ".join(
        str(one).casefold()
        for kind in RECORD_TYPES
        for one in diary.all(kind)
        if pupil.id not in (getattr(one, "pupil_id", ""), one.id)
    )
    return sorted(word for word in set(re.findall(r"[a-z]{7,}", " ".join(theirs))) if word not in others)


ORDINARY = {"bright", "sky", "hope", "peel", "finch", "lark", "drew", "amber", "frank", "thorne", "chase"}
"""Names of the sample that are words too: they count only with a capital that opens no sentence."""


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def readable(name, text):
    whole = rf"(?<![^\W\d_]){re.escape(plain(name))}(?![^\W\d_])"
    if name.casefold() in ORDINARY:
        return re.search(rf"(?<=[a-z,;] ){whole}", plain(text))
    return re.search(whole, plain(text), re.IGNORECASE)


def test_nothing_of_an_erased_pupil_is_left_in_the_decrypted_pages(filled):
    pupil = first(filled)
    canaries = [pupil.first_name, pupil.last_name, *own_words(filled, pupil)[:3]]
    assert len(canaries) == 5
    filled.vault.checkpoint()
    before = plain_pages(filled)
    assert all(canary.encode() in before for canary in canaries)  # the reader sees what is there

    report = erasure.erase(filled, pupil.id)

    assert report.is_tidied
    after = plain_pages(filled)
    low = after.lower()
    assert [canary for canary in canaries if canary.lower().encode() in low] == []
    assert [canary for canary in canaries if canary.encode("utf-16-le") in after] == []
    cells = all_cells(filled)
    assert [
        canary for canary in canaries if any(canary.casefold() in cell.casefold() for cell in cells)
    ] == []
    with filled.vault.reading() as conn:
        assert conn.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert conn.execute("PRAGMA secure_delete").fetchone() == (1,)
    assert all(line.passed for line in filled.vault.full_check())
    pages = len(after) // PAGE + 1
    print(f"erased: 0 of {len(canaries)} words readable in {pages} decrypted pages and {len(cells)} cells")


def test_the_reader_would_see_what_an_ordinary_delete_leaves_behind(filled):
    with filled.vault.reading() as conn:
        conn.execute("PRAGMA secure_delete = OFF").fetchall()
    pupil = first(filled)
    word = next(
        one.text for one in filled.find(Observation, pupil_id=pupil.id) if len(one.text) > 60
    ).encode()
    filled.remove(pupil)
    with filled.vault.reading() as conn:
        conn.execute("DELETE FROM bin")
        conn.execute("DELETE FROM text_version")
    filled.vault.checkpoint()
    assert word[:40] in plain_pages(filled)


@pytest.mark.parametrize("number", range(17))
def test_erasing_any_pupil_of_the_sample_leaves_no_name_and_takes_nobody_elses(filled, number):
    pupil = filled.all(Pupil)[number]
    names = {pupil.first_name, pupil.last_name, *pupil.known_as} - {""}
    others = {
        part
        for one in (*filled.all(Pupil), *filled.all(FamilyMember))
        if getattr(one, "pupil_id", one.id) != pupil.id
        for name in (
            [one.name] if isinstance(one, FamilyMember) else [one.first_name, one.last_name, *one.known_as]
        )
        for part in (name, *name.split())
    }
    told = {kind: len(filled.find(kind, pupil_id=pupil.id)) for kind in (Attendance, Observation, Membership)}
    kept_before = {one.id: one for one in filled.all(Observation) if one.pupil_id != pupil.id}
    plan = erasure.plan(filled, pupil.id)
    changed = {one.record_id for one in plan.passages}

    erasure.erase(filled, pupil.id)

    for kind, count in told.items():
        assert plan.counts[kind.table] == count
        assert filled.find(kind, pupil_id=pupil.id) == []
    with filled.vault.reading() as conn:
        retired = conn.execute("SELECT count(*) FROM secret WHERE name LIKE ?", (f"%{pupil.id}",)).fetchone()
    assert retired == (told[Membership],)
    left = [cell for cell in all_cells(filled) if not cell.startswith("retired ")]
    assert not any(pupil.id in cell for cell in left)
    text = "\n".join(cell for cell in left if "«" not in cell)
    # The index keeps the first two and three letters of every word, and of a term only what differs from the
    # one before: three letters may be a piece of any word, and are searched for as a whole one.
    short = {name for name in names if len(name) < 4}
    assert [name for name in names - others - short if readable(name, text)] == []
    assert [name for name in short - others if filled.search(f"{name} ")] == []
    kept_after = {one.id: one for one in filled.all(Observation)}
    assert kept_after.keys() == kept_before.keys()
    assert [one for one in kept_before if kept_before[one] != kept_after[one] and one not in changed] == []
    assert len(filled.all(Pupil)) == 16


def test_what_stays_says_the_same_without_the_name(filled):
    pupil = first(filled)
    plan = erasure.plan(filled, pupil.id)
    passage = next(one for one in plan.passages if one.table == "reflection")
    other = next(one for one in plan.passages if one.table == "reflection" and one != passage)
    assert pupil.first_name in passage.text

    report = erasure.erase(filled, pupil.id, {other.id: Treat.REMOVE})

    text = filled.need(Reflection, passage.record_id).text
    assert "pupil who has left" in text
    assert (
        text.casefold().replace("a pupil who has left", pupil.first_name.casefold())
        == passage.text.casefold()
    )
    assert filled.need(Reflection, other.record_id).text == ""
    assert report.changed_passages == len(plan.passages)


def test_a_decision_about_another_passage_or_one_that_cannot_be_is_refused_with_nothing_done(filled):
    pupil = first(filled)
    passage = erasure.plan(filled, pupil.id).passages[0]
    before = filled.counts()
    for decisions in ({"no.such": Treat.REMOVE}, {passage.id: Treat.LEAVE}):
        with pytest.raises(BadInput):
            erasure.erase(filled, pupil.id, decisions)
    assert filled.counts() == before


def test_the_log_of_what_left_stays_whole_without_the_name(filled):
    pupil, other = first(filled), first(filled, "Dominic")
    for ids, name in (
        ([pupil.id], "Safiya.pdf"),
        ([pupil.id, other.id], "Safiya and Dom.pdf"),
        ([other.id], "x"),
    ):
        disclosures.note(
            filled, {"items": 1}, purpose="report_school", recipient_class="school", recipient="Safiya’s nan",
            file_name=name, file_sha256="0" * 64, pupil_ids=ids,
        )  # fmt: skip
    plan = erasure.plan(filled, pupil.id)
    assert [one.file_name for one in plan.given] == ["Safiya.pdf", "Safiya and Dom.pdf"]

    erasure.erase(filled, pupil.id)

    chain = disclosures.check_chain(filled)
    assert chain.is_whole
    assert chain.entries == 3
    assert not any("safiya" in cell.casefold() for cell in all_cells(filled))


def test_an_erasure_is_on_record_without_a_name(filled):
    pupil = first(filled)
    report = erasure.erase(filled, pupil.id, reason=erasure.Reason.NOT_NEEDED)
    from tutordiary.store import erasing

    with filled.vault.reading() as conn:
        ((at, reason, counts),) = erasing.erasures(conn)
    assert (at, reason) == (report.erased_at, "not_needed")
    assert counts == report.plan.counts
    assert counts["pupil"] == 1


def test_typing_earlier_texts_bin_and_preferences_go_too(filled):
    pupil, other = first(filled), first(filled, "Dominic")
    session = filled.all(Session)[0]
    sign = filled.find(Observation, pupil_id=pupil.id)[0]
    filled.keep_draft(f"log/{session.id}/moment/{pupil.id}", "quixotically half a sentence", 4)
    filled.keep_draft(f"log/{session.id}/next_time/everyone", "Ask Safiya and Dom about the gong", 4)
    filled.keep_preference("pupil_open", f"{pupil.id} sign {sign.id}")
    filled.keep_preference("pupil_close", f"{other.id}")
    with filled.vault.tx() as conn:
        for one, item, text in (("v1", sign.id, "quixotically early"), ("v2", "gone", "Safiya before")):
            conn.execute(
                "INSERT INTO text_version (id, item_table, item_id, field, text, saved_at)"
                " VALUES (?, 'observation', ?, 'text', ?, '2026-01-01T00:00:00+00:00')",
                (one, item, text),
            )
    thrown = filled.find(Observation, pupil_id=pupil.id)[1]
    filled.save(thrown.__class__(**{**_values(thrown), "text": "zygomorphic thing"}))
    filled.remove(filled.need(Observation, thrown.id))

    erasure.erase(filled, pupil.id)

    cells = "\n".join(all_cells(filled)).casefold()
    assert [one for one in ("quixotically", "zygomorphic", "safiya") if one in cells] == []
    assert [one.text for one in filled.drafts("log/")] == ["Ask a pupil who has left and Dom about the gong"]
    assert filled.preference("pupil_open") == ""
    assert filled.preference("pupil_close") == other.id


def _values(record):
    return {name: getattr(record, name) for name in ("id", *type(record).__slots__)}


def test_two_pupils_of_one_name_are_not_taken_for_each_other(diary):
    from datetime import date

    from tutordiary.model import Group, Setting

    diary.add(
        Setting(id="s", name="Hill School"),
        Group(id="g", setting_id="s", working_name="Tuesday"),
        Pupil(id="p1", first_name="Marek", last_name="Vance"),
        Pupil(id="p2", first_name="Marek", last_name="Oduya"),
        Session(id="d", group_id="g", held_on=date(2026, 10, 1)),
        Observation(id="o", pupil_id="p2", noted_on=date(2026, 10, 1), text="Marek Oduya smiled at the gong"),
        Reflection(
            id="r",
            session_id="d",
            prompt="went_well",
            text="Marek Vance led; Marek Oduya followed. Marek hummed.",
        ),
    )
    plan = erasure.plan(diary, "p1")
    erasure.erase(diary, "p1")
    assert diary.need(Observation, "o").text == "Marek Oduya smiled at the gong"
    text = diary.need(Reflection, "r").text
    assert text == "A pupil who has left led; Marek Oduya followed. Marek hummed."
    assert any(one.named.doubtful for one in plan.passages)


def test_no_letter_or_changed_name_of_an_erased_pupil_is_given_again(filled):
    from tutordiary.release.pseudonyms import Pseudonyms, Recipient

    group = filled.find(Membership, pupil_id=first(filled).id)[0].group_id
    members = [one.pupil_id for one in filled.find(Membership, group_id=group)]
    before = Pseudonyms.of(filled, Recipient.MANAGER).letters(members, group)
    for pupil_id in members[:2]:
        erasure.erase(filled, pupil_id, called=["Ivo"])
    after = Pseudonyms.of(filled, Recipient.MANAGER).letters(members[2:], group)
    assert after == {one: before[one] for one in members[2:]}
    assert erasure.is_retired(filled, "ivo ")
    assert not erasure.is_retired(filled, "Ivy")
    assert new_id() not in after


def test_a_pointer_to_a_worry_stays_and_points_at_nobody(filled):
    from datetime import UTC, datetime

    pupil = first(filled)
    filled.add(
        ConcernPointer(
            id="c",
            noted_at=datetime(2026, 10, 1, tzinfo=UTC),
            pupil_id=pupil.id,
            told_role="DSL",
            told_how="by telephone, about Safiya",
        )
    )
    erasure.erase(filled, pupil.id)
    pointer = filled.need(ConcernPointer, "c")
    assert pointer.pupil_id is None
    assert pointer.told_how == "by telephone, about a pupil who has left"
