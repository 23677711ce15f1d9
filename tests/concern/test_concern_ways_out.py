"""A note that waits, and that there is one, is in nothing that leaves, is listed or can be found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from tests.release.release_samples import LAST, START, records
from tutordiary.__main__ import main
from tutordiary.diary import concern, erasure, finding, history
from tutordiary.diary.finding import Wanted
from tutordiary.drafting import pack, subject_access
from tutordiary.drafting.pupil_file import gather
from tutordiary.errors import BadInput, NotCleared
from tutordiary.evidence import Period
from tutordiary.exchange import transfer
from tutordiary.model import BundleMode, ConcernPointer, Group, Pupil
from tutordiary.presenters.radar import RadarPresenter
from tutordiary.release import giving
from tutordiary.release.review import Decision, decide

PERIOD = Period(START, LAST)
TODAY = date(2026, 12, 20)
WORD = "Zzyzx"
SECRET = "kettle harbour lantern seven"


def exported(diary, folder):
    transfer.export_file(diary, folder / "own.json", overwrite=True)
    return (folder / "own.json").read_bytes()


def bundled(diary, mode):
    return repr(giving.make_bundle(diary, PERIOD, mode, made_on=TODAY))


def packed(diary):
    try:
        return repr(pack.draft(diary, diary.all(Group)[0].id, PERIOD))
    except NotCleared as refused:
        return str(refused)


def listed(diary):
    """Return what the copies for every pupil would hold."""
    return [repr(subject_access.gather_all(diary, pupil.id)) for pupil in diary.all(Pupil)]


class RadarWindow:
    """Takes what the radar shows."""

    state = None

    def show_state(self, state):
        self.state = state

    def hear(self):
        """Nothing is drawn anew by itself."""


def radar_page(diary):
    window = RadarWindow()
    RadarPresenter(diary, window, lambda: LAST).show()
    assert window.state is not None
    return window.state


def told_openly(diary, folder, name):
    return diary.back_up(folder / name).counts


@pytest.fixture
def full(diary):
    diary.add(*(one for one in records() if not isinstance(one, ConcernPointer)))
    for item in giving.review_for(diary, PERIOD):
        for question in item.questions:
            decide(diary, item, Decision.KEEP, word=question.word)
        decide(diary, item, Decision.READ)
    return diary


def ways_out(folder):
    return {
        "the full export": lambda diary: exported(diary, folder),
        "a bundle of counts, which collation reads": lambda diary: bundled(diary, BundleMode.COUNTS),
        "a pseudonymised bundle": lambda diary: bundled(diary, BundleMode.PSEUDONYMISED),
        "a reflection pack": packed,
        "reports": lambda diary: [repr(gather(diary, one.id, START, LAST)) for one in diary.all(Pupil)],
        "copies for the pupils": listed,
        "search": lambda diary: [diary.search(word) for word in (WORD, "DSL", "Thwaite")],
        "Find": lambda diary: [finding.find(diary, Wanted(typed=word)) for word in (WORD, "said so")],
        "the radar": lambda diary: repr(radar_page(diary)),
        "the bin": lambda diary: history.binned(diary),
    }


def worry(diary):
    """Hand one on, and leave another waiting with a note that names pupils."""
    for number in range(2):
        pointer = concern.begin(diary, diary.meta.created_at, diary.all(Group)[0].setting_id)
        for pupil in diary.all(Pupil)[:4]:
            for field in ("about", "seen", "words"):
                text = f"{WORD}: {pupil.first_name} {pupil.last_name} said so"
                concern.keep_words(diary, pointer.id, field, text, 3, (text, f"{text}?"))
        if not number:
            concern.told(
                diary, pointer.id, role="DSL", name="Mrs Thwaite", how="In person",
                at=diary.meta.created_at, pupil_id="p-00",
            )  # fmt: skip
    return pointer


def test_every_way_out_says_the_same_with_a_worry_and_without(full, tmp_path):
    ways = ways_out(tmp_path)
    before = {name: way(full) for name, way in ways.items()}
    counted = told_openly(full, tmp_path, "one.tdbackup")
    pointer = worry(full)
    after = {name: way(full) for name, way in ways.items()}
    assert [name for name in ways if after[name] != before[name]] == []
    assert told_openly(full, tmp_path, "two.tdbackup") == counted
    with full.vault.reading() as conn:
        assert conn.execute("SELECT count(*) FROM text_version").fetchone() == (0,)
    assert WORD in concern.words(full, pointer.id)["seen"].text


def test_nobody_is_erased_while_a_note_waits(full):
    pointer = worry(full)
    with pytest.raises(BadInput, match="not handed on yet"):
        erasure.erase(full, "p-00")
    assert full.get(Pupil, "p-00") is not None
    concern.not_needed(full, pointer.id)
    erasure.erase(full, "p-00")
    assert full.get(Pupil, "p-00") is None
    assert [one.pupil_id for one in concern.handed_on(full)] == [None]


def test_the_backups_that_may_hold_it_are_those_made_meanwhile(full, tmp_path):
    full.back_up(tmp_path / "before.tdbackup")
    pointer = concern.begin(full, full.meta.created_at.__class__.now().astimezone(), None)
    made = partial(concern.backups_since, full)
    assert made(pointer) == []
    full.back_up(tmp_path / "meanwhile.tdbackup")
    assert [one.path.name for one in made(pointer)] == ["meanwhile.tdbackup"]
    (backup,) = made(pointer)
    full.back_up(tmp_path / "after.tdbackup")
    told = replace(pointer, told_at=backup.made_at)
    assert [one.path.name for one in made(told)] == ["meanwhile.tdbackup"]
    assert made(replace(pointer, told_at=pointer.noted_at)) == []


def test_the_command_that_counts_what_a_diary_holds_counts_no_worry(full, tmp_path, capsys):
    worry(full)
    folder = full.folder
    full.close()
    secret = tmp_path / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    assert main(["info", str(folder), "--json", "--passphrase-file", str(secret)]) == 0
    printed = capsys.readouterr().out
    assert '"pupil"' in printed
    assert "concern" not in printed
