"""Which fields of the records hold a person's words, and which hold names, codes and ids.

Whoever has to look through everything that was written (erasing a pupil, telling a pupil all that is held)
goes by this list. Every field of text stands in one of the two, so that a new one cannot be forgotten.
"""

from __future__ import annotations

from tutordiary.model import (
    Action,
    Activity,
    CaseStudy,
    CaseStudySection,
    CaseStudyVersion,
    Closure,
    ConcernPointer,
    Contact,
    Conversation,
    Disclosure,
    ExternalScore,
    FamilyMember,
    Group,
    Judgement,
    Observation,
    Pack,
    PackItem,
    Permission,
    Phrase,
    PracticeLoop,
    Programme,
    Pupil,
    Record,
    Reflection,
    Report,
    ReportSection,
    RetentionReview,
    SelfProfile,
    ServiceTemplate,
    Session,
    Setting,
    Slot,
    StartPoint,
    Target,
    Tutor,
    Voice,
)

WORDS: dict[type[Record], tuple[str, ...]] = {
    Tutor: ("service", "role"),
    Programme: ("action_research_question",),
    Setting: ("expectations", "preferred_words", "safeguarding_route", "controller", "retention_rule"),
    Contact: ("channel",),
    Group: ("working_name", "pupils_name", "ground_rules", "action_research_question"),
    Slot: ("room",),
    Closure: ("name",),
    Pupil: (
        "class_name", "school_hopes", "interests_and_strengths", "what_helps", "still_hard", "next_step",
        "area_of_need", "school_plan_kind", "school_plan_ref", "monitoring",
    ),
    FamilyMember: ("relation",),
    Permission: ("note",),
    Session: ("tried_note", "adults_present", "group_question"),
    Reflection: ("text",),
    Activity: ("name", "note"),
    Observation: ("text", "what_i_did"),
    StartPoint: ("text",),
    Target: ("pupil_words", "adult_words", "set_with", "what_happened", "pupil_review"),
    Voice: ("words", "speaker_label", "captured_how", "scribed_by", "artefact"),
    Conversation: ("with_role", "summary"),
    Judgement: ("note",),
    ExternalScore: ("name", "scorer", "score"),
    CaseStudy: ("title", "two_sentences", "pull_quote", "cleared_by"),
    CaseStudySection: ("text",),
    CaseStudyVersion: ("note", "body"),
    Report: ("given_to",),
    ReportSection: ("text",),
    Pack: ("question",),
    PackItem: ("text",),
    Action: ("text", "who"),
    Disclosure: ("recipient", "file_name"),
    ConcernPointer: ("told_how",),
    RetentionReview: ("decision",),
    SelfProfile: ("line",),
    PracticeLoop: ("question", "tried", "saw", "learned", "advised", "did_it_help"),
    ServiceTemplate: ("name", "service_name", "body"),
    Phrase: ("words", "instead"),
}  # fmt: skip
"""The fields in which a tutor writes freely, and so may name anybody."""

NOT_WORDS = frozenset(
    {
        "Tutor.name", "Programme.name", "Programme.manager_name", "Setting.name", "Contact.title",
        "Contact.first_name", "Contact.last_name", "Contact.phone", "Pupil.first_name", "Pupil.last_name",
        "Pupil.pronouns", "Pupil.pseudonym", "FamilyMember.name", "CaseStudy.changed_name",
        "FrameworkVersion.framework", "FrameworkVersion.version", "FrameworkVersion.body", "Slot.starts_at",
        "Session.starts_at", "Reflection.prompt", "StartPoint.outcome", "Target.outcome",
        "Judgement.outcome", "CaseStudySection.section", "Report.file_sha256", "ReportSection.section",
        "PackItem.indicator", "Bundle.file_sha256", "Disclosure.purpose", "Disclosure.recipient_class",
        "Disclosure.file_sha256", "Disclosure.entry", "Disclosure.previous_digest", "Disclosure.digest",
        "ReviewDecision.content_hash", "ReviewDecision.word", "ReviewDecision.action",
        "ReviewDecision.replacement", "LearnedName.text", "LearnedName.kind", "ConcernPointer.told_role",
        "ConcernPointer.told_name", "SelfProfile.item", "SavedSearch.name", "SavedSearch.query",
        "SavedSearch.filters", "ServiceTemplate.logo",
    }
)  # fmt: skip
"""The other fields of text that are no id: names, codes, hashes, and what is dealt with apart."""


def words_of(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record that hold words, with the words; empty ones are left out."""
    found = ((name, getattr(record, name)) for name in WORDS.get(type(record), ()))
    return tuple((name, text) for name, text in found if text.strip())
