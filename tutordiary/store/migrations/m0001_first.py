"""The first shape of the diary: every table of the field's model, and search over its words.

Self-contained for ever: a migration imports nothing of ours, because what it would import changes.
Ids are text made by the app; days are ``YYYY-MM-DD``, moments ISO 8601 in UTC; lists of words are JSON;
``audiences`` and ``indicators`` are words with single spaces between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1), vault TEXT NOT NULL, ctr INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL, is_sample INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE secret (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL);
CREATE TABLE preference (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE tutor (
    id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, known_as TEXT NOT NULL, service TEXT NOT NULL,
    role TEXT NOT NULL
);
CREATE TABLE framework_version (
    id TEXT PRIMARY KEY NOT NULL, framework TEXT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL,
    loaded_at TEXT NOT NULL
);
CREATE TABLE programme (
    id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, framework_version_id TEXT REFERENCES
    framework_version(id) ON DELETE SET NULL, starts_on TEXT, ends_on TEXT, planned_sessions INTEGER NOT
    NULL, length_min INTEGER NOT NULL, action_research_question TEXT NOT NULL, manager_name TEXT NOT
    NULL
);
CREATE TABLE setting (
    id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL, kind TEXT NOT NULL,
    expectations TEXT NOT NULL, preferred_words TEXT NOT NULL, safeguarding_route TEXT NOT NULL,
    route_checked_on TEXT, controller TEXT NOT NULL, retention_rule TEXT NOT NULL
);
CREATE TABLE contact (
    id TEXT PRIMARY KEY NOT NULL, setting_id TEXT NOT NULL REFERENCES setting(id) ON DELETE CASCADE,
    role TEXT NOT NULL, title TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL, known_as
    TEXT NOT NULL, phone TEXT NOT NULL, channel TEXT NOT NULL
);
CREATE TABLE pupil_group (
    id TEXT PRIMARY KEY NOT NULL, setting_id TEXT NOT NULL REFERENCES setting(id) ON DELETE CASCADE,
    working_name TEXT NOT NULL, programme_id TEXT REFERENCES programme(id) ON DELETE SET NULL,
    pupils_name TEXT NOT NULL, planned_sessions INTEGER NOT NULL, length_min INTEGER NOT NULL, starts_on
    TEXT, ends_on TEXT, ground_rules TEXT NOT NULL, action_research_question TEXT NOT NULL
);
CREATE TABLE slot (
    id TEXT PRIMARY KEY NOT NULL, group_id TEXT NOT NULL REFERENCES pupil_group(id) ON DELETE CASCADE,
    weekday INTEGER NOT NULL, starts_at TEXT NOT NULL, from_on TEXT, until_on TEXT, room TEXT NOT NULL
);
CREATE TABLE closure (
    id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL,
    setting_id TEXT REFERENCES setting(id) ON DELETE SET NULL
);
CREATE TABLE pupil (
    id TEXT PRIMARY KEY NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL, known_as TEXT NOT
    NULL, pronouns TEXT NOT NULL, pseudonym TEXT NOT NULL, setting_id TEXT REFERENCES setting(id) ON
    DELETE SET NULL, year_group INTEGER, class_name TEXT NOT NULL, school_hopes TEXT NOT NULL,
    school_hopes_on TEXT, interests_and_strengths TEXT NOT NULL, what_helps TEXT NOT NULL, still_hard
    TEXT NOT NULL, next_step TEXT NOT NULL, area_of_need TEXT NOT NULL, school_plan_kind TEXT NOT NULL,
    school_plan_ref TEXT NOT NULL, monitoring TEXT NOT NULL
);
CREATE TABLE family_member (
    id TEXT PRIMARY KEY NOT NULL, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE, name
    TEXT NOT NULL, relation TEXT NOT NULL
);
CREATE TABLE membership (
    id TEXT PRIMARY KEY NOT NULL, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE,
    group_id TEXT NOT NULL REFERENCES pupil_group(id) ON DELETE CASCADE, joined_on TEXT, left_on TEXT,
    left_reason TEXT
);
CREATE TABLE permission (
    id TEXT PRIMARY KEY NOT NULL, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE, kind
    TEXT NOT NULL, given_by TEXT NOT NULL, given_on TEXT NOT NULL, withdrawn_on TEXT, note TEXT NOT NULL
);
CREATE TABLE session (
    id TEXT PRIMARY KEY NOT NULL, group_id TEXT NOT NULL REFERENCES pupil_group(id) ON DELETE CASCADE,
    held_on TEXT NOT NULL, starts_at TEXT NOT NULL, status TEXT NOT NULL, planned_min INTEGER NOT NULL,
    actual_min INTEGER, tried_last TEXT, tried_note TEXT NOT NULL, adults_present TEXT NOT NULL,
    ingredients TEXT NOT NULL, bring_to_group INTEGER NOT NULL, group_question TEXT NOT NULL,
    minutes_spent INTEGER, finished_at TEXT, completed_later INTEGER NOT NULL
);
CREATE TABLE attendance (
    id TEXT PRIMARY KEY NOT NULL, session_id TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE, presence TEXT NOT NULL
);
CREATE TABLE reflection (
    id TEXT PRIMARY KEY NOT NULL, session_id TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    prompt TEXT NOT NULL, text TEXT NOT NULL, audiences TEXT NOT NULL
);
CREATE TABLE activity (
    id TEXT PRIMARY KEY NOT NULL, session_id TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    name TEXT NOT NULL, tags TEXT NOT NULL, pupil_led INTEGER NOT NULL, note TEXT NOT NULL
);
CREATE TABLE observation (
    id TEXT PRIMARY KEY NOT NULL, noted_on TEXT NOT NULL, pupil_id TEXT REFERENCES pupil(id) ON DELETE
    CASCADE, group_id TEXT REFERENCES pupil_group(id) ON DELETE SET NULL, session_id TEXT REFERENCES
    session(id) ON DELETE CASCADE, text TEXT NOT NULL, indicators TEXT NOT NULL, step INTEGER, scope
    TEXT NOT NULL, where_seen TEXT NOT NULL, source TEXT NOT NULL, part_taken TEXT, direction TEXT,
    what_i_did TEXT NOT NULL, audiences TEXT NOT NULL, starred INTEGER NOT NULL, created_at TEXT
);
CREATE TABLE start_point (
    id TEXT PRIMARY KEY NOT NULL, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE, outcome
    TEXT NOT NULL, noted_on TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL, step INTEGER,
    audiences TEXT NOT NULL
);
CREATE TABLE target (
    id TEXT PRIMARY KEY NOT NULL, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE, kind
    TEXT NOT NULL, pupil_words TEXT NOT NULL, adult_words TEXT NOT NULL, outcome TEXT NOT NULL, set_on
    TEXT NOT NULL, set_with TEXT NOT NULL, review_by TEXT, reviewed_on TEXT, review_result TEXT,
    what_happened TEXT NOT NULL, pupil_review TEXT NOT NULL, audiences TEXT NOT NULL
);
CREATE TABLE target_evidence (
    id TEXT PRIMARY KEY NOT NULL, target_id TEXT NOT NULL REFERENCES target(id) ON DELETE CASCADE,
    observation_id TEXT NOT NULL REFERENCES observation(id) ON DELETE CASCADE
);
CREATE TABLE voice (
    id TEXT PRIMARY KEY NOT NULL, speaker TEXT NOT NULL, words TEXT NOT NULL, said_on TEXT NOT NULL,
    pupil_id TEXT REFERENCES pupil(id) ON DELETE CASCADE, group_id TEXT REFERENCES pupil_group(id) ON
    DELETE SET NULL, session_id TEXT REFERENCES session(id) ON DELETE CASCADE, speaker_label TEXT NOT
    NULL, captured_how TEXT NOT NULL, scribed_by TEXT NOT NULL, asked TEXT, translated INTEGER NOT NULL,
    about_home INTEGER NOT NULL, face INTEGER, artefact TEXT NOT NULL, audiences TEXT NOT NULL, starred
    INTEGER NOT NULL
);
CREATE TABLE conversation (
    id TEXT PRIMARY KEY NOT NULL, held_on TEXT NOT NULL, with_role TEXT NOT NULL, summary TEXT NOT NULL,
    setting_id TEXT REFERENCES setting(id) ON DELETE SET NULL, contact_id TEXT REFERENCES contact(id) ON
    DELETE SET NULL, minutes INTEGER, audiences TEXT NOT NULL
);
CREATE TABLE conversation_pupil (
    id TEXT PRIMARY KEY NOT NULL, conversation_id TEXT NOT NULL REFERENCES conversation(id) ON DELETE
    CASCADE, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE
);
CREATE TABLE judgement (
    id TEXT PRIMARY KEY NOT NULL, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE, outcome
    TEXT NOT NULL, result TEXT NOT NULL, judged_on TEXT NOT NULL, programme_id TEXT REFERENCES
    programme(id) ON DELETE SET NULL, note TEXT NOT NULL, audiences TEXT NOT NULL
);
CREATE TABLE judgement_evidence (
    id TEXT PRIMARY KEY NOT NULL, judgement_id TEXT NOT NULL REFERENCES judgement(id) ON DELETE CASCADE,
    observation_id TEXT REFERENCES observation(id) ON DELETE CASCADE, voice_id TEXT REFERENCES voice(id)
    ON DELETE CASCADE
);
CREATE TABLE external_score (
    id TEXT PRIMARY KEY NOT NULL, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE, name
    TEXT NOT NULL, scored_on TEXT NOT NULL, scorer TEXT NOT NULL, score TEXT NOT NULL
);
CREATE TABLE case_study (
    id TEXT PRIMARY KEY NOT NULL, subject TEXT NOT NULL, title TEXT NOT NULL, pupil_id TEXT REFERENCES
    pupil(id) ON DELETE CASCADE, group_id TEXT REFERENCES pupil_group(id) ON DELETE SET NULL, status
    TEXT NOT NULL, changed_name TEXT NOT NULL, two_sentences TEXT NOT NULL, pull_quote TEXT NOT NULL,
    cleared_by TEXT NOT NULL, updated_at TEXT
);
CREATE TABLE case_study_section (
    id TEXT PRIMARY KEY NOT NULL, case_study_id TEXT NOT NULL REFERENCES case_study(id) ON DELETE
    CASCADE, section TEXT NOT NULL, text TEXT NOT NULL, evidence TEXT NOT NULL
);
CREATE TABLE report (
    id TEXT PRIMARY KEY NOT NULL, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE,
    audience TEXT NOT NULL, purpose TEXT NOT NULL, period_from TEXT NOT NULL, period_to TEXT NOT NULL,
    status TEXT NOT NULL, due_on TEXT, given_to TEXT NOT NULL, given_on TEXT, file_sha256 TEXT NOT NULL,
    updated_at TEXT
);
CREATE TABLE report_section (
    id TEXT PRIMARY KEY NOT NULL, report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    section TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE report_choice (
    id TEXT PRIMARY KEY NOT NULL, report_id TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    item_id TEXT NOT NULL, included INTEGER NOT NULL
);
CREATE TABLE pack (
    id TEXT PRIMARY KEY NOT NULL, meeting_on TEXT NOT NULL, period_from TEXT NOT NULL, period_to TEXT
    NOT NULL, group_id TEXT REFERENCES pupil_group(id) ON DELETE SET NULL, question TEXT NOT NULL
);
CREATE TABLE pack_item (
    id TEXT PRIMARY KEY NOT NULL, pack_id TEXT NOT NULL REFERENCES pack(id) ON DELETE CASCADE, kind TEXT
    NOT NULL, text TEXT NOT NULL, indicator TEXT NOT NULL, source_id TEXT NOT NULL
);
CREATE TABLE action (
    id TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, who TEXT NOT NULL, due_on TEXT, done_on TEXT,
    conversation_id TEXT REFERENCES conversation(id) ON DELETE SET NULL, session_id TEXT REFERENCES
    session(id) ON DELETE CASCADE, pack_id TEXT REFERENCES pack(id) ON DELETE SET NULL
);
CREATE TABLE bundle (
    id TEXT PRIMARY KEY NOT NULL, mode TEXT NOT NULL, period_from TEXT NOT NULL, period_to TEXT NOT
    NULL, made_at TEXT NOT NULL, programme_id TEXT REFERENCES programme(id) ON DELETE SET NULL,
    file_sha256 TEXT NOT NULL
);
CREATE TABLE disclosure (
    id TEXT PRIMARY KEY NOT NULL, released_at TEXT NOT NULL, purpose TEXT NOT NULL, recipient_class TEXT
    NOT NULL, recipient TEXT NOT NULL, file_name TEXT NOT NULL, file_sha256 TEXT NOT NULL, entry TEXT
    NOT NULL, previous_digest TEXT NOT NULL, digest TEXT NOT NULL
);
CREATE TABLE disclosure_subject (
    id TEXT PRIMARY KEY NOT NULL, disclosure_id TEXT NOT NULL REFERENCES disclosure(id) ON DELETE
    CASCADE, pupil_id TEXT NOT NULL REFERENCES pupil(id) ON DELETE CASCADE
);
CREATE TABLE review_decision (
    id TEXT PRIMARY KEY NOT NULL, content_hash TEXT NOT NULL, word TEXT NOT NULL, action TEXT NOT NULL,
    decided_at TEXT NOT NULL, replacement TEXT NOT NULL
);
CREATE TABLE learned_name (
    id TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, is_name INTEGER NOT NULL,
    entity_id TEXT NOT NULL
);
CREATE TABLE concern_pointer (
    id TEXT PRIMARY KEY NOT NULL, noted_at TEXT NOT NULL, setting_id TEXT REFERENCES setting(id) ON
    DELETE SET NULL, pupil_id TEXT REFERENCES pupil(id) ON DELETE SET NULL, told_role TEXT NOT NULL,
    told_name TEXT NOT NULL, told_how TEXT NOT NULL, told_at TEXT
);
CREATE TABLE retention_review (
    id TEXT PRIMARY KEY NOT NULL, due_on TEXT NOT NULL, programme_id TEXT REFERENCES programme(id) ON
    DELETE SET NULL, decided_on TEXT, decision TEXT NOT NULL
);
CREATE TABLE self_profile (
    id TEXT PRIMARY KEY NOT NULL, item TEXT NOT NULL, answered_on TEXT NOT NULL, answer TEXT, line TEXT
    NOT NULL, share INTEGER NOT NULL
);
CREATE TABLE practice_loop (
    id TEXT PRIMARY KEY NOT NULL, question TEXT NOT NULL, started_on TEXT NOT NULL, programme_id TEXT
    REFERENCES programme(id) ON DELETE SET NULL, tried TEXT NOT NULL, saw TEXT NOT NULL, learned TEXT
    NOT NULL, advised TEXT NOT NULL, did_it_help TEXT NOT NULL, closed_on TEXT
);
CREATE TABLE saved_search (
    id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, filters TEXT NOT NULL
);
CREATE TABLE draft (
    key TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, caret INTEGER NOT NULL, updated_at TEXT
);
CREATE TABLE text_version (
    id TEXT PRIMARY KEY NOT NULL, item_table TEXT NOT NULL, item_id TEXT NOT NULL, field TEXT NOT NULL,
    text TEXT NOT NULL, saved_at TEXT NOT NULL
);
CREATE TABLE bin (
    id TEXT PRIMARY KEY NOT NULL, item_table TEXT NOT NULL, item_id TEXT NOT NULL, body TEXT NOT NULL,
    deleted_at TEXT NOT NULL
);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, item_id TEXT NOT NULL, pupil_id TEXT, group_id TEXT,
    day TEXT, text TEXT NOT NULL, UNIQUE (kind, item_id)
);
"""

INDEXES = """
CREATE UNIQUE INDEX attendance_once ON attendance (session_id, pupil_id);
CREATE UNIQUE INDEX reflection_once ON reflection (session_id, prompt);
CREATE UNIQUE INDEX report_section_once ON report_section (report_id, section);
CREATE UNIQUE INDEX report_choice_once ON report_choice (report_id, item_id);
CREATE UNIQUE INDEX case_section_once ON case_study_section (case_study_id, section);
CREATE UNIQUE INDEX framework_once ON framework_version (framework, version);
CREATE INDEX observation_by_pupil ON observation (pupil_id, noted_on);
CREATE INDEX observation_by_session ON observation (session_id);
CREATE INDEX observation_by_day ON observation (noted_on);
CREATE INDEX session_by_group ON session (group_id, held_on);
CREATE INDEX session_by_day ON session (held_on);
CREATE INDEX attendance_by_pupil ON attendance (pupil_id);
CREATE INDEX membership_by_group ON membership (group_id);
CREATE INDEX membership_by_pupil ON membership (pupil_id);
CREATE INDEX voice_by_pupil ON voice (pupil_id, said_on);
CREATE INDEX voice_by_session ON voice (session_id);
CREATE INDEX target_by_pupil ON target (pupil_id);
CREATE INDEX start_point_by_pupil ON start_point (pupil_id);
CREATE INDEX judgement_by_pupil ON judgement (pupil_id, outcome);
CREATE INDEX permission_by_pupil ON permission (pupil_id);
CREATE INDEX activity_by_session ON activity (session_id);
CREATE INDEX conversation_pupil_by_pupil ON conversation_pupil (pupil_id);
CREATE INDEX conversation_pupil_by_conversation ON conversation_pupil (conversation_id);
CREATE INDEX target_evidence_by_target ON target_evidence (target_id);
CREATE INDEX judgement_evidence_by_judgement ON judgement_evidence (judgement_id);
CREATE INDEX contact_by_setting ON contact (setting_id);
CREATE INDEX text_version_by_item ON text_version (item_table, item_id, field, saved_at);
CREATE INDEX passage_by_pupil ON passage (pupil_id);
"""

# What search finds: table, its words, and whose and when they are. Concern pointers are left out on purpose.
OF_SESSION = "(SELECT group_id FROM session s WHERE s.id = n.session_id)"
DAY_OF_SESSION = "(SELECT held_on FROM session s WHERE s.id = n.session_id)"
SEARCHED = (
    ("reflection", ("text",), "NULL", OF_SESSION, DAY_OF_SESSION),
    ("observation", ("text", "what_i_did"), "n.pupil_id", "n.group_id", "n.noted_on"),
    ("voice", ("words",), "n.pupil_id", "n.group_id", "n.said_on"),
    ("conversation", ("summary",), "NULL", "NULL", "n.held_on"),
    ("start_point", ("text",), "n.pupil_id", "NULL", "n.noted_on"),
    ("target", ("pupil_words", "adult_words", "what_happened", "pupil_review"), "n.pupil_id", "NULL",
     "n.set_on"),
    ("judgement", ("note",), "n.pupil_id", "NULL", "n.judged_on"),
    ("activity", ("name", "note"), "NULL", OF_SESSION, DAY_OF_SESSION),
    ("action", ("text",), "NULL", "NULL", "n.due_on"),
    ("pupil", ("first_name", "last_name", "school_hopes", "interests_and_strengths", "what_helps",
               "still_hard", "next_step"), "n.id", "NULL", "NULL"),
    ("practice_loop", ("question", "tried", "saw", "learned"), "NULL", "NULL", "n.started_on"),
    ("case_study_section", ("text",), "(SELECT pupil_id FROM case_study c WHERE c.id = n.case_study_id)",
     "(SELECT group_id FROM case_study c WHERE c.id = n.case_study_id)", "NULL"),
    ("report_section", ("text",), "(SELECT pupil_id FROM report r WHERE r.id = n.report_id)", "NULL",
     "(SELECT period_to FROM report r WHERE r.id = n.report_id)"),
)  # fmt: skip


def m0001_first(db: Database) -> None:
    """Make every table, index and trigger of the first version."""
    _run(db, TABLES)
    _run(db, INDEXES)
    db.table("passage").enable_fts(["text"], tokenize="unicode61 remove_diacritics 2", create_triggers=True)
    # Erased words must not stay behind in the index's own pages.
    db.execute("INSERT INTO passage_fts(passage_fts, rank) VALUES ('secure-delete', 1)")
    for table, columns, pupil, group, day in SEARCHED:
        words = "trim(" + " || ' ' || ".join(f"n.{column}" for column in columns) + ")"
        put = (
            "INSERT INTO passage (kind, item_id, pupil_id, group_id, day, text)"
            f" SELECT '{table}', n.id, {pupil}, {group}, {day}, {words} FROM {table} n"
            f" WHERE n.id = new.id AND {words} <> '';"
        )
        drop = f"DELETE FROM passage WHERE kind = '{table}' AND item_id = old.id;"
        db.execute(f"CREATE TRIGGER {table}_said AFTER INSERT ON {table} BEGIN {put} END")
        db.execute(f"CREATE TRIGGER {table}_reworded AFTER UPDATE ON {table} BEGIN {drop} {put} END")
        db.execute(f"CREATE TRIGGER {table}_unsaid AFTER DELETE ON {table} BEGIN {drop} END")
    db.execute("PRAGMA user_version = 1")


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)
