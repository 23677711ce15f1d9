"""What finding needs after twenty years: search that follows time, by beginnings, over all a tutor writes.

Self-contained for ever: a migration imports nothing of ours, because what it would import changes.
``passage.number`` follows the day of the words, so that "newest first" is the order the index lies in:
131,072 numbers for each day since 1970, and what has no day (people, places, groups) before all days.
``passage.tags`` lets search answer filters by itself. It is worked out from the other columns and takes no
room of its own; each tag is a letter and what it stands for: k the kind, p the pupil, g the group, c the
conversation itself, w who saw it, i an indicator or an outcome (a dot becomes an x), z a star.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
ALTER TABLE voice ADD COLUMN face_scale INTEGER;
UPDATE voice SET face_scale = 5 WHERE face IS NOT NULL;
CREATE TABLE passage (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, item_id TEXT NOT NULL, pupil_id TEXT, group_id TEXT,
    day TEXT, starred INTEGER NOT NULL, source TEXT NOT NULL, indicators TEXT NOT NULL, text TEXT NOT NULL,
    tags TEXT GENERATED ALWAYS AS (
        'k' || replace(kind, '_', '')
        || CASE WHEN kind = 'conversation' THEN ' c' || item_id ELSE '' END
        || CASE WHEN pupil_id IS NULL THEN '' ELSE ' p' || pupil_id END
        || CASE WHEN group_id IS NULL THEN '' ELSE ' g' || group_id END
        || CASE WHEN source = '' THEN '' ELSE ' w' || replace(source, '_', '') END
        || CASE WHEN indicators = '' THEN ''
           ELSE ' i' || replace(replace(indicators, '.', 'x'), ' ', ' i') END
        || CASE WHEN starred = 1 THEN ' zstarred' ELSE '' END
    ) VIRTUAL,
    UNIQUE (kind, item_id)
);
"""

# Each was measured in a diary of a million observations (tests/benchmarks/twenty_years.py).
INDEXES = """
DROP INDEX observation_by_pupil;
DROP INDEX voice_by_pupil;
CREATE INDEX observation_by_pupil ON observation (pupil_id, noted_on, indicators, scope, step);
CREATE INDEX observation_worded ON observation (pupil_id, noted_on, scope) WHERE text <> '';
CREATE INDEX observation_part ON observation (pupil_id, noted_on, part_taken) WHERE part_taken IS NOT NULL;
CREATE INDEX observation_starred ON observation (noted_on) WHERE starred = 1;
CREATE INDEX voice_by_pupil ON voice (pupil_id, said_on, speaker);
CREATE INDEX voice_starred ON voice (said_on) WHERE starred = 1;
CREATE INDEX action_open ON action (due_on) WHERE done_on IS NULL;
CREATE INDEX action_by_session ON action (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX action_by_conversation ON action (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX conversation_by_day ON conversation (held_on);
CREATE INDEX report_by_pupil ON report (pupil_id);
CREATE INDEX case_study_by_pupil ON case_study (pupil_id);
CREATE INDEX family_member_by_pupil ON family_member (pupil_id);
CREATE INDEX disclosure_subject_by_pupil ON disclosure_subject (pupil_id);
CREATE INDEX disclosure_subject_by_disclosure ON disclosure_subject (disclosure_id);
CREATE INDEX target_evidence_by_observation ON target_evidence (observation_id);
CREATE INDEX judgement_evidence_by_observation ON judgement_evidence (observation_id)
    WHERE observation_id IS NOT NULL;
CREATE INDEX judgement_evidence_by_voice ON judgement_evidence (voice_id) WHERE voice_id IS NOT NULL;
"""

SAY = "INSERT INTO passage_fts (rowid, text, tags) VALUES (new.number, new.text, new.tags);"
UNSAY = (
    "INSERT INTO passage_fts (passage_fts, rowid, text, tags)"
    " VALUES ('delete', old.number, old.text, old.tags);"
)
FTS = (
    "CREATE VIRTUAL TABLE passage_fts USING fts5 (text, tags, tokenize = 'unicode61 remove_diacritics 2',"
    " prefix = '2 3', columnsize = 0, content = 'passage', content_rowid = 'number')"
)
SEARCH = (
    FTS,
    f"CREATE TRIGGER passage_ai AFTER INSERT ON passage BEGIN {SAY} END",
    f"CREATE TRIGGER passage_ad AFTER DELETE ON passage BEGIN {UNSAY} END",
    f"CREATE TRIGGER passage_au AFTER UPDATE ON passage BEGIN {UNSAY} {SAY} END",
    "INSERT INTO passage_fts (passage_fts) VALUES ('rebuild')",
    # Erased words must not stay behind in the index's own pages.
    "INSERT INTO passage_fts (passage_fts, rank) VALUES ('secure-delete', 1)",
    "PRAGMA user_version = 3",
)

OF_SESSION = "(SELECT group_id FROM session s WHERE s.id = n.session_id)"
DAY_OF_SESSION = "(SELECT held_on FROM session s WHERE s.id = n.session_id)"
OF_CASE = "(SELECT {} FROM case_study c WHERE c.id = n.case_study_id)"
OF_REPORT = "(SELECT {} FROM report r WHERE r.id = n.report_id)"
NONE = "NULL"
NO_MARKS = ("0", "''", "''")
# What search finds: table, its words, whose and when they are, and marks. Concern pointers are left out on
# purpose; so are drafts, the bin, earlier texts and the way a setting handles worries.
Said = tuple[str, tuple[str, ...], str, str, str, tuple[str, str, str]]
SEARCHED: tuple[Said, ...] = (
    ("reflection", ("text",), NONE, OF_SESSION, DAY_OF_SESSION, NO_MARKS),
    ("observation", ("text", "what_i_did"), "n.pupil_id", "n.group_id", "n.noted_on",
     ("n.starred", "n.source", "n.indicators")),
    ("voice", ("words", "speaker_label"), "n.pupil_id", "n.group_id", "n.said_on", ("n.starred", "''", "''")),
    ("conversation", ("summary",), NONE, NONE, "n.held_on", NO_MARKS),
    ("start_point", ("text",), "n.pupil_id", NONE, "n.noted_on", ("0", "n.source", "''")),
    ("target", ("pupil_words", "adult_words", "what_happened", "pupil_review", "set_with"), "n.pupil_id",
     NONE, "n.set_on", NO_MARKS),
    ("judgement", ("note",), "n.pupil_id", NONE, "n.judged_on", NO_MARKS),
    ("activity", ("name", "note"), NONE, OF_SESSION, DAY_OF_SESSION, NO_MARKS),
    ("action", ("text", "who"), NONE, NONE, "n.due_on", NO_MARKS),
    ("pupil", ("first_name", "last_name", "*known_as", "class_name", "school_hopes",
               "interests_and_strengths", "what_helps", "still_hard", "next_step", "area_of_need",
               "school_plan_ref", "monitoring", "pseudonym"), "n.id", NONE, NONE, NO_MARKS),
    ("practice_loop", ("question", "tried", "saw", "learned", "advised", "did_it_help"), NONE, NONE,
     "n.started_on", NO_MARKS),
    ("case_study_section", ("text",), OF_CASE.format("pupil_id"), OF_CASE.format("group_id"), NONE,
     NO_MARKS),
    ("report_section", ("text",), OF_REPORT.format("pupil_id"), NONE, OF_REPORT.format("period_to"),
     NO_MARKS),
    ("case_study", ("title", "two_sentences", "pull_quote"), "n.pupil_id", "n.group_id", NONE, NO_MARKS),
    ("session", ("tried_note", "group_question", "adults_present"), NONE, "n.group_id", "n.held_on",
     NO_MARKS),
    ("pupil_group", ("working_name", "pupils_name", "ground_rules", "action_research_question"), NONE,
     "n.id", NONE, NO_MARKS),
    ("setting", ("name", "*aliases", "expectations", "preferred_words"), NONE, NONE, NONE, NO_MARKS),
    ("contact", ("title", "first_name", "last_name", "*known_as"), NONE, NONE, NONE, NO_MARKS),
    ("family_member", ("name", "relation"), "n.pupil_id", NONE, NONE, NO_MARKS),
    ("permission", ("note",), "n.pupil_id", NONE, "n.given_on", NO_MARKS),
    ("programme", ("name", "action_research_question", "manager_name"), NONE, NONE, NONE, NO_MARKS),
    ("pack", ("question",), NONE, "n.group_id", "n.meeting_on", NO_MARKS),
    ("self_profile", ("line",), NONE, NONE, "n.answered_on", NO_MARKS),
)  # fmt: skip
SEARCHED_BEFORE = (
    "reflection", "observation", "voice", "conversation", "start_point", "target", "judgement", "activity",
    "action", "pupil", "practice_loop", "case_study_section", "report_section",
)  # fmt: skip
# What takes its day, pupil or group from another record is said again when that one changes.
FOLLOWERS = (
    ("session", ("held_on", "group_id"), (("reflection", "session_id"), ("activity", "session_id"))),
    ("report", ("period_to", "pupil_id"), (("report_section", "report_id"),)),
    ("case_study", ("pupil_id", "group_id"), (("case_study_section", "case_study_id"),)),
)

A_DAY = 131072  # numbers
NO_DAY, LAST_DAY = 1, 65535  # days since 1970: before and after any lesson
COLUMNS = ("kind", "item_id", "pupil_id", "group_id", "day", "starred", "source", "indicators", "text")
FILLED = ", ".join(COLUMNS)


def m0003_finding(db: Database) -> None:
    """Give a face its scale, and search its new order and reach; every word is put into it again."""
    for table in SEARCHED_BEFORE:
        for name in ("said", "reworded", "unsaid"):
            db.execute(f"DROP TRIGGER {table}_{name}")
    db.execute("DROP TABLE passage_fts")
    db.execute("DROP TABLE passage")
    _run(db, TABLES)
    _fill(db)
    _run(db, INDEXES)
    for said in SEARCHED:
        _follow(db, said[0], _passage(*said))
    for table, columns, those in FOLLOWERS:
        changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
        again = " ".join(f"UPDATE {one} SET id = id WHERE {link} = new.id;" for one, link in those)
        db.execute(f"CREATE TRIGGER {table}_moved AFTER UPDATE ON {table} WHEN {changed} BEGIN {again} END")
    for statement in SEARCH:
        db.execute(statement)


def _passage(
    table: str, words: tuple[str, ...], pupil: str, group: str, day: str, marks: tuple[str, str, str]
) -> str:
    """Return the columns of a row's passage, named as in ``COLUMNS``; ``n`` is the row."""
    parts = [_list(f"n.{word[1:]}") if word.startswith("*") else f"n.{word}" for word in words]
    words_of_row = " || ' ' || ".join(parts)
    cells = (f"'{table}'", "n.id", pupil, group, day, *marks, f"trim({words_of_row})")
    return ", ".join(f"{cell} AS {name}" for cell, name in zip(cells, COLUMNS, strict=True))


def _list(column: str) -> str:
    """Return a list of words as text: it is kept as JSON."""
    return f"""replace(trim({column}, '[]"'), '", "', ', ')"""


def _first_number(day: str) -> str:
    days = f"CAST(strftime('%s', {day}) AS INTEGER) / 86400"
    return f"min(max(coalesce({days}, {NO_DAY}), {NO_DAY}), {LAST_DAY}) * {A_DAY}"


def _fill(db: Database) -> None:
    """Put every passage there is into search: by day, and within a day in the order it was written."""
    every = " UNION ALL ".join(f"SELECT {_passage(*one)} FROM {one[0]} n" for one in SEARCHED)
    db.execute(
        f"WITH said AS ({every}), placed AS (SELECT {_first_number('day')} AS first, * FROM said"
        f" WHERE text <> '') INSERT INTO passage (number, {FILLED})"
        f" SELECT first - 1 + row_number() OVER (PARTITION BY first ORDER BY item_id, kind), {FILLED}"
        " FROM placed ORDER BY 1"
    )


def _follow(db: Database, table: str, passage: str) -> None:
    """Let search follow what is written into a table; a number stays the same as long as its day does."""
    new = re.sub(r"\bn\.", "new.", passage)
    mine = f"kind = '{table}' AND item_id = old.id"
    fresh = f"SELECT *, {_first_number('day')} AS first FROM (SELECT {new}) WHERE text <> ''"
    last = f"(SELECT max(number) FROM passage WHERE number >= first AND number < first + {A_DAY})"
    free = (
        f"CASE WHEN last IS NULL THEN first WHEN last < first + {A_DAY - 1} THEN last + 1"
        " ELSE (SELECT max(number) + 1 FROM passage) END"
    )
    put = (
        f"INSERT INTO passage (number, {FILLED}) SELECT {free}, {FILLED} FROM"
        f" (SELECT *, {last} AS last FROM ({fresh}))"
    )
    stays = f"SELECT 1 FROM ({fresh}) WHERE number >= first AND number < first + {A_DAY}"
    drop = f"DELETE FROM passage WHERE {mine}"
    reword = f"UPDATE passage SET ({FILLED}) = (SELECT {FILLED} FROM ({fresh})) WHERE {mine}"
    again = f"{drop} AND NOT EXISTS ({stays}); {reword}; {put}"
    unless = f"NOT EXISTS (SELECT 1 FROM passage WHERE {mine})"
    db.execute(f"CREATE TRIGGER {table}_said AFTER INSERT ON {table} BEGIN {put}; END")
    db.execute(f"CREATE TRIGGER {table}_reworded AFTER UPDATE ON {table} BEGIN {again} WHERE {unless}; END")
    db.execute(f"CREATE TRIGGER {table}_unsaid AFTER DELETE ON {table} BEGIN {drop}; END")


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement)
