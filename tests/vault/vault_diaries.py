"""What the vault's tests share: a closed diary on disk, and a stand-in for the store's tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tutordiary.vault import diary_folder
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.keyfile import Passphrase, RecoveryCode
from tutordiary.vault.layout import DiaryPaths, StatePaths
from tutordiary.vault.vault import Vault

PASSPHRASE = "plain words for a test"
SCHEMA = 3
CANARY = "Zephyrine-Quillfeather"


@dataclass(frozen=True)
class Diary:
    """A closed diary on disk and what opens it."""

    folder: Path
    state: Path
    recovery_code: str
    vault_id: bytes

    @property
    def paths(self) -> DiaryPaths:
        return DiaryPaths(self.folder)

    @property
    def state_paths(self) -> StatePaths:
        return StatePaths(self.state, self.vault_id)

    def open(
        self, passphrase: str | None = None, *, accept_older: bool = False, newest_schema: int = SCHEMA
    ) -> Vault:
        """Open with a passphrase, or else with the recovery code, which needs no stretching and is quick."""
        secret = Passphrase(passphrase) if passphrase else RecoveryCode(self.recovery_code)
        return diary_folder.open_diary(
            self.folder,
            secret,
            newest_schema=newest_schema,
            state_folder=self.state,
            accept_older=accept_older,
        )

    def files(self) -> dict[str, bytes]:
        """Return every file of the diary but the lock."""
        found = [path for path in self.folder.iterdir() if path.name != "diary.lock"]
        return {path.name: path.read_bytes() for path in found}


def make_original(place: Path) -> Diary:
    """Make a closed diary with 20 entries at the lowest cost."""
    made = diary_folder.create(place / "diary", PASSPHRASE, state_folder=place / "state", cost=LOWEST_COST)
    vault_id = bytes.fromhex(made.vault.vault_id)
    make_tables(made.vault)
    made.vault.close()
    return Diary(place / "diary", place / "state", made.recovery_code, vault_id)


def make_tables(vault: Vault) -> None:
    """Stand in for the store's first migration, with a few rows and a search index."""
    with vault.tx() as conn:
        conn.execute(
            "CREATE TABLE meta (one INTEGER PRIMARY KEY CHECK (one = 1), vault TEXT, ctr INTEGER, "
            "created_at TEXT, is_sample INTEGER)"
        )
        conn.execute("INSERT INTO meta VALUES (1, ?, 0, '2026-11-21', 0)", (vault.vault_id,))
        conn.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        conn.execute("CREATE TABLE part (id INTEGER PRIMARY KEY, entry INTEGER REFERENCES entry(id))")
        conn.execute("CREATE VIRTUAL TABLE entry_fts USING fts5(body, content=entry, content_rowid=id)")
        conn.execute(
            "CREATE TRIGGER entry_ai AFTER INSERT ON entry BEGIN "
            "INSERT INTO entry_fts(rowid, body) VALUES (new.id, new.body); END"
        )
        conn.execute(f"PRAGMA user_version = {SCHEMA}")
    for number in range(20):
        add_entry(vault, f"{CANARY} held the beat {number} times")


def add_entry(vault: Vault, body: str) -> None:
    with vault.tx() as conn:
        conn.execute("INSERT INTO entry (body) VALUES (?)", (body,))


def bodies(vault: Vault) -> list[str]:
    return [row[0] for row in vault.conn.execute("SELECT body FROM entry ORDER BY id").fetchall()]


def count_rows(connection) -> dict[str, int]:
    return {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("entry", "part")
    }
