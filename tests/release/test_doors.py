"""Which record can leave through which door: every word of every kind of record is planted and looked for."""

from __future__ import annotations

import dataclasses
import enum
import random
import types
import typing
from datetime import UTC, date, datetime, timedelta

import pytest

from tutordiary import model
from tutordiary.diary import Diary
from tutordiary.drafting import case as case_study
from tutordiary.drafting import pack
from tutordiary.drafting.case.story import compose, passages_of, reviewer, weave
from tutordiary.evidence import Period
from tutordiary.model import (
    RECORD_TYPES,
    Audience,
    BundleMode,
    GivenBy,
    Permission,
    PermissionKind,
    Pupil,
    SessionStatus,
    Source,
    Speaker,
)
from tutordiary.release import giving
from tutordiary.release.leakscan import pieces
from tutordiary.release.review import Decision, decide
from tutordiary.vault.ciphers import LOWEST_COST

DAY = date(2026, 10, 6)
PERIOD = Period(DAY - timedelta(days=30), DAY + timedelta(days=30))
BUNDLE, PACK, STORY = "bundle", "pack", "case study"

# The words of a record that may leave, by door; each has been labelled, permitted and read before.
DOORS: dict[type[model.Record], dict[str, set[str]]] = {
    model.Reflection: {"text": {BUNDLE, PACK, STORY}},
    model.Observation: {"text": {BUNDLE, PACK, STORY}, "what_i_did": {BUNDLE, PACK, STORY}},
    model.StartPoint: {"text": {BUNDLE, PACK, STORY}},
    model.Target: {
        "pupil_words": {BUNDLE, PACK, STORY},
        "adult_words": {BUNDLE, PACK, STORY},
        "what_happened": {BUNDLE, PACK, STORY},
        "pupil_review": {BUNDLE, PACK, STORY},
    },
    model.Voice: {"words": {BUNDLE, PACK, STORY}},
    model.Judgement: {"note": {BUNDLE, PACK, STORY}},
    model.Conversation: {"summary": {BUNDLE, PACK, STORY}},
    model.CaseStudy: {
        "title": {STORY},
        "two_sentences": {STORY},
        "pull_quote": {STORY},
        "changed_name": {STORY},
    },
    model.CaseStudySection: {"text": {STORY}},
    model.Session: {"group_question": {PACK}},
    model.Activity: {"name": {PACK}, "note": {PACK}},
    # The tutor's own practice, through the same review.
    model.PracticeLoop: {"question": {PACK}, "tried": {PACK}, "saw": {PACK}, "learned": {PACK}},
    # Advice the tutor got and wrote down in an earlier pack.
    model.Action: {"text": {PACK}},
}
# Kinds of which no word leaves, with what does: figures, codes, weeks, or nothing at all.
NO_WORDS: dict[type[model.Record], str] = {
    model.Tutor: "a code",
    model.FrameworkVersion: "the published framework's own names",
    model.Programme: "nothing",
    model.Setting: "a number",
    model.Contact: "nothing",
    model.Group: "a number, sessions planned",
    model.Slot: "nothing",
    model.Closure: "nothing",
    model.Pupil: "a code, a letter, a changed name, a key stage that others share",
    model.FamilyMember: "nothing",
    model.Membership: "figures, weeks of joining and leaving",
    model.Permission: "whether the rest may leave; in a story that somebody agreed",
    model.Attendance: "figures",
    model.TargetEvidence: "nothing",
    model.ConversationPupil: "nothing",
    model.JudgementEvidence: "figures: who stands behind a judgement",
    model.ExternalScore: "nothing",
    model.CaseStudyVersion: "nothing",
    model.ServiceTemplate: "nothing: the service’s own papers, with real names",
    model.Phrase: "nothing",
    model.Report: "nothing",
    model.ReportSection: "nothing",
    model.ReportChoice: "nothing",
    model.Pack: "nothing",
    model.PackItem: "nothing",
    model.Bundle: "nothing",
    model.Disclosure: "nothing: a bundle has a copy of its own entry without names",
    model.DisclosureSubject: "nothing",
    model.ReviewDecision: "a rewording, in place of the words it was made on",
    model.LearnedName: "nothing",
    model.ConcernPointer: "nothing, not even that there is one",
    model.RetentionReview: "nothing",
    model.SelfProfile: "nothing",
    model.SavedSearch: "nothing",
}
CHOSEN = {
    "status": SessionStatus.HELD, "source": Source.TUTOR, "speaker": Speaker.PUPIL, "outcome": "MUS",
    "bring_to_group": True, "about_home": False, "withdrawn_on": None, "left_on": None, "ends_on": None,
    "done_on": None, "closed_on": None, "prompt": "went_well", "indicators": ("MUS.1",), "face": None,
    "kind": None, "is_name": True, "entity_id": "", "captured_how": None, "framework_version_id": None,
    "starts_at": "09:00", "share": True, "file_sha256": "0" * 64, "year_group": 4,
}  # fmt: skip


def test_every_kind_of_record_has_its_door_or_none():
    assert set(RECORD_TYPES) == {*DOORS, *NO_WORDS}, "say for a new kind whether and how it can leave"
    assert not set(DOORS) & set(NO_WORDS)


class Planting:
    """Makes a record of a kind with a word of its own in every field of text.

    The words are long ones of no likeness, so that none is taken for another, or for a name.
    """

    def __init__(self):
        self.words = {}
        chance = random.Random(7)
        self._left = [
            "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(6))
            for _ in range(400)
        ]

    def word(self, kind, field):
        word = self._left.pop()
        self.words[word] = (kind, field)
        return word

    def make(self, kind, ids):
        hints = typing.get_type_hints(kind)
        values = {}
        for field in dataclasses.fields(kind):
            values[field.name] = self.value(kind, field.name, hints[field.name], ids)
        return kind(**values)

    def value(self, kind, name, hint, ids):
        if name == "id":
            return f"made-{kind.table}"
        if name == "status" and kind is not model.Session:
            return next(iter(hint))
        if CHOSEN.get(name) is not None or (name in CHOSEN and name not in ("kind", "captured_how")):
            return CHOSEN[name]
        if name.endswith("_id"):
            return ids.get(name.removesuffix("_id"), "" if hint is str else None)
        options = [each for each in typing.get_args(hint) if each is not type(None)]
        if isinstance(hint, types.UnionType):
            hint = options[0]
        if hint is str:
            return self.word(kind, name)
        if hint is bool:
            return False
        if hint is int:
            return 1
        if hint is date:
            return DAY
        if hint is datetime:
            return datetime(2026, 10, 6, 12, tzinfo=UTC)
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            return next(iter(hint))
        if typing.get_origin(hint) is frozenset:
            return frozenset(Audience)
        return ()


IDS = {
    "programme": "made-programme", "setting": "made-setting", "group": "made-pupil_group",
    "pupil": "made-pupil", "session": "made-session", "contact": "made-contact", "target": "made-target",
    "observation": "made-observation", "voice": "made-voice", "conversation": "made-conversation",
    "judgement": "made-judgement", "case_study": "made-case_study", "report": "made-report",
    "pack": "made-pack", "disclosure": "made-disclosure",
}  # fmt: skip


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """Return the words planted, and the text of everything that can leave, by door."""
    folder = tmp_path_factory.mktemp("doors")
    planting = Planting()
    diary, _ = Diary.create(folder / "diary", "four words that stay", cost=LOWEST_COST)
    try:
        kinds = [kind for kind in RECORD_TYPES if kind not in (model.FrameworkVersion, model.ReviewDecision)]
        diary.add(*(planting.make(kind, IDS) for kind in kinds))
        for number in range(4):
            diary.add(Pupil(id=f"p{number}", first_name=f"Nobody{'abcd'[number]}", setting_id="made-setting"))
            diary.add(
                model.Membership(
                    id=f"m{number}", pupil_id=f"p{number}", group_id="made-pupil_group", joined_on=DAY
                )
            )
        for kind in (PermissionKind.ANONYMOUS_USE, PermissionKind.QUOTE, PermissionKind.DRAWING):
            diary.add(
                Permission(
                    id=f"yes-{kind}",
                    pupil_id="made-pupil",
                    kind=kind,
                    given_by=GivenBy.PARENT_CARER,
                    given_on=DAY,
                )
            )
        yield planting.words, _outputs(diary)
    finally:
        diary.close()


def _outputs(diary):
    _read(diary, giving.review_for(diary, PERIOD))
    _read(diary, pack.review(diary, "made-pupil_group", PERIOD))
    _read(diary, case_study.review(diary, "made-pupil", PERIOD))
    bundles = [giving.make_bundle(diary, PERIOD, mode) for mode in BundleMode]
    texts = [
        "\n".join(getattr(piece, "text", "") for piece in pieces(data, "a.tdbundle")) for data in bundles
    ]
    made = pack.draft(diary, "made-pupil_group", PERIOD, with_agenda=True, with_facilitator=True)
    told = case_study.draft(diary, "made-pupil", PERIOD, DAY)
    kept = weave(diary, "made-case_study")
    for _ in range(2):
        items = reviewer(diary, kept).read(passages_of(kept))
        _read(diary, items)
    kept_story = compose(diary, kept, items, DAY)
    # What has no door changes nothing, not even a byte: worries, needs, school plans, scores.
    diary.add(
        *(
            dataclasses.replace(diary.all(kind)[0], id=f"another-{kind.table}")
            for kind in (model.ConcernPointer, model.ExternalScore, model.SelfProfile)
        )
    )
    pupil = diary.need(Pupil, "made-pupil")
    diary.save(
        dataclasses.replace(
            pupil, area_of_need="", school_plan_kind="", school_plan_ref="", monitoring="", still_hard=""
        )
    )
    assert [giving.make_bundle(diary, PERIOD, mode) for mode in BundleMode] == bundles
    story = repr(told.document) + repr(kept_story.document)
    return {"counts": texts[0], BUNDLE: texts[1], PACK: repr(made.document), STORY: story}


def _read(diary, items):
    for item in items:
        for question in item.questions:
            decide(diary, item, Decision.KEEP, word=question.word)
        decide(diary, item, Decision.READ)


def test_only_the_words_with_a_door_leave_and_only_through_it(left):
    words, outputs = left
    assert len(words) > 100
    for word, (kind, field) in words.items():
        doors = DOORS.get(kind, {}).get(field, set())
        seen = {door for door, text in outputs.items() if word in text.lower()}
        assert seen <= doors, (kind.__name__, field, seen - doors)


def test_the_doors_are_open_for_what_was_read(left):
    words, outputs = left
    seen = {
        (kind, field, door)
        for word, (kind, field) in words.items()
        for door, text in outputs.items()
        if word in text.lower()
    }
    for kind, field in ((model.Observation, "text"), (model.Voice, "words"), (model.Reflection, "text")):
        assert (kind, field, BUNDLE) in seen
    assert (model.Activity, "name", PACK) in seen
    assert (model.Voice, "words", STORY) in seen
    assert (model.CaseStudySection, "text", STORY) in seen
    assert not any(door == "counts" for *_, door in seen)
