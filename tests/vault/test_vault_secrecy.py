"""Nothing that was written can be read from any file without a secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from vault_diaries import CANARY, PASSPHRASE

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

SESSION = """
import os, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {here!r}]
from vault_diaries import *
from tutordiary.vault import backup, diary_folder
from tutordiary.vault.ciphers import LOWEST_COST
home = Path({home!r})
made = diary_folder.create(home / "diary", PASSPHRASE, cost=LOWEST_COST)
vault = made.vault
make_tables(vault)
for number in range(300):
    with vault.tx():
        vault.db["entry"].insert({{"body": f"{{CANARY}} led the song {{number}}" + " and on" * 40}})
conn = vault.conn
conn.execute("SELECT body FROM entry ORDER BY body || random()").fetchall()
conn.execute("CREATE TEMP TABLE sorted AS SELECT * FROM entry ORDER BY body")
conn.execute("CREATE INDEX by_body ON entry(body)")
conn.execute("INSERT INTO entry_fts(entry_fts) VALUES ('optimize')")
conn.execute("VACUUM")
backup.write_backup(vault, home / "b.tdbackup", count_rows)
diary_folder.change_passphrase(vault, CANARY + " is long", cost=LOWEST_COST)
keys = vault.keys
print(made.recovery_code)
print(keys.data_key.hex())
sys.stdout.flush()
add_entry(vault, CANARY)
if "kill" in sys.argv:
    os._exit(9)
vault.close()
"""


@pytest.mark.parametrize("end", ["close", "kill"])
def test_no_word_key_or_secret_is_in_any_file(tmp_path, end):
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home / "tmp")}
    env |= {
        name: str(home / name.lower()) for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    }
    script = SESSION.format(root=str(ROOT), here=str(HERE), home=str(home))
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, end],
        capture_output=True,
        text=True,
        env=env,
        cwd=home,
        timeout=60,
    )
    code, data_key = done.stdout.split()
    hidden = [CANARY, "led the song", PASSPHRASE, code, code.replace("-", ""), data_key]
    needles = [text.encode(encoding) for text in hidden for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    needles.append(bytes.fromhex(data_key))
    files = [path for path in home.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"diary.db", "keys.json", "keys.copy.json", "b.tdbackup"} <= names
    assert ("diary.db-wal" in names) == (end == "kill")
    assert len(names) == len(files) <= 10
    for path in files:
        data = path.read_bytes()
        assert [needle for needle in needles if needle in data] == [], path.name
    assert not list((home / "tmp").iterdir())


def test_the_search_would_see_a_plain_word(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "plain.db") as plain:
        plain.execute("CREATE TABLE entry (body)")
        plain.execute("INSERT INTO entry VALUES (?)", (CANARY,))
    plain.close()
    assert CANARY.encode() in (tmp_path / "plain.db").read_bytes()
