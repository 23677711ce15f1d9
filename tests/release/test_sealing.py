"""Sealed files: opened by whom they are for, by any age program, and by nobody else; broken ones refused."""

from __future__ import annotations

import base64
import random
from dataclasses import replace

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_collate import made
from test_gate import ROSTER

from tutordiary.diary import Diary
from tutordiary.errors import BadInput, CannotWrite, NotCleared
from tutordiary.exchange.transfer import export_file
from tutordiary.model import BundleMode
from tutordiary.release import age_format, archive, bundle_check, receiving, sealing
from tutordiary.release.collate import collate_files
from tutordiary.release.gate import release_file
from tutordiary.release.sealing import Opener, PublicKey, Sealing, open_sealed, read_public_key
from tutordiary.vault.ciphers import LOWEST_COST

WORDS = "seven grey lanterns humming"
# Written by the age program, version 1.1.1, with these words.
BY_AGE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBiY0JkejJlR0lOMEJXNTJWOTlYTlRRIDE4Cjl3MzRxZG9vTzd2MFVnQ2w1"
    "SFFYM1Y5TkZ4MTcyeUR1UVpnRkkzMFRxZEEKLS0tIFcyZnYrSnpkOWZiYnNsOG1wUitSYlViRnhxY0UrYkhjVXBNcjBOQ3NQRmcK"
    "c9k3512xF3Sb6rxpy37YZdmvguvH7BLJu813yUOnMDM9cRuMhFc2+C7OEos="
)
QUICK = 6
KEY, OTHER = sealing.make_key(), sealing.make_key()
BUNDLE = made(1, BundleMode.COUNTS)
SEALED = sealing.seal_for_keys(BUNDLE, [KEY.public])
WITH_WORDS = age_format.seal(BUNDLE, WORDS.encode(), QUICK)


def refused(data, opener, title="b.tdbundle.age"):
    with pytest.raises(BadInput) as caught:
        open_sealed(data, title, opener)
    sentence = str(caught.value)
    assert title in sentence
    assert WORDS not in sentence
    assert KEY.secret not in sentence
    return sentence


# --- who can open it ----------------------------------------------------------------------------------


def test_the_key_it_is_for_opens_it_and_so_does_any_age_program():
    assert open_sealed(SEALED, "b", Opener(KEY)) == BUNDLE
    assert pyrage.decrypt(SEALED, [pyrage.x25519.Identity.from_str(KEY.secret)]) == BUNDLE


def test_several_keys_open_it_and_a_stranger_does_not():
    sealed = sealing.seal_for_keys(BUNDLE, [KEY.public, OTHER.public])
    assert open_sealed(sealed, "b", Opener(KEY)) == open_sealed(sealed, "b", Opener(OTHER)) == BUNDLE
    assert "for another key" in refused(sealed, Opener(sealing.make_key()))
    assert "passphrase does not open it" in refused(sealed, Opener(passphrase=WORDS))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072])
def test_the_passphrase_form_is_that_of_other_programs(size):
    data = bytes(size)
    sealed = age_format.seal(data, WORDS.encode(), QUICK)
    assert pyrage.passphrase.decrypt(sealed, WORDS) == data
    assert open_sealed(sealed, "b", Opener(passphrase=WORDS)) == data
    assert len(sealed) == age_format.read_header(sealed, "b").size + age_format.sealed_size(size)


def test_what_the_age_program_sealed_with_a_passphrase_is_opened():
    assert open_sealed(base64.b64decode(BY_AGE), "b", Opener(passphrase=WORDS)) == b"hello sailor"


def test_accents_open_it_however_they_were_typed():
    sealed = sealing.seal_with_passphrase(b"x", "café au lait ocarina", work=QUICK)
    assert open_sealed(sealed, "b", Opener(passphrase="café au lait ocarina")) == b"x"
    raw = age_format.seal(b"x", "café au lait ocarina".encode(), QUICK)
    assert open_sealed(raw, "b", Opener(passphrase="café au lait ocarina")) == b"x"


def test_a_wrong_or_missing_passphrase_is_said_so():
    assert "does not open" in refused(WITH_WORDS, Opener(passphrase=WORDS + "!"))
    assert "Ask whoever sealed it" in refused(WITH_WORDS, Opener(KEY))


def test_a_weak_passphrase_seals_nothing():
    with pytest.raises(BadInput, match="Nothing was written"):
        sealing.seal_with_passphrase(BUNDLE, "short")


# --- broken on purpose --------------------------------------------------------------------------------


@pytest.mark.parametrize(("whole", "opener"), [(SEALED, Opener(KEY)), (WITH_WORDS, Opener(passphrase=WORDS))])
def test_a_changed_byte_or_a_cut_opens_nothing(whole, opener):
    chance = random.Random(3)
    places = [*range(0, 400, 7), *(chance.randrange(len(whole)) for _ in range(150))]
    for at in places:
        data = bytearray(whole)
        data[at] ^= 1 << chance.randrange(8)
        refused(bytes(data), opener)
        if at:
            refused(whole[:at], opener)
    for extra in (b"\x00", b"\n", whole):
        refused(whole + extra, opener)


def header_of(*stanzas, mac=b"A" * 43):
    return age_format.MAGIC + b"".join(stanzas) + b"--- " + mac + b"\n" + bytes(40)


SCRYPT = b"-> scrypt " + b"A" * 22 + b" %s\n" + b"A" * 43 + b"\n"
ODD = {
    "no stanza": (header_of(), "damaged at its beginning"),
    "two passphrases": (header_of(SCRYPT % b"6", SCRYPT % b"6"), "does not know"),
    "a passphrase beside a key": (
        header_of(b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n", SCRYPT % b"6"),
        "does not know",
    ),
    "too much work": (header_of(SCRYPT % b"20"), "more memory"),
    "absurd work": (header_of(SCRYPT % b"63"), "more memory"),
    "work that is no number": (header_of(SCRYPT % b"1e9"), "changed"),
    "work with a nought before it": (header_of(SCRYPT % b"06"), "changed"),
    "another kind of key": (header_of(b"-> ssh-ed25519 AAAA\n" + b"A" * 43 + b"\n"), "does not know"),
    "a very long line": (header_of(b"-> X25519 " + b"A" * 20_000 + b"\nAAAA\n"), "no sealed bundle does"),
    "a thousand stanzas": (header_of(*[b"-> X25519 AAAA\n" + b"A" * 43 + b"\n"] * 1000), "no sealed bundle"),
    "armour": (age_format.ARMOUR + b"\nYWdl\n", "form for mail text"),
    "nothing": (b"", "not a sealed file"),
    "junk": (bytes(range(256)), "not a sealed file"),
}


@pytest.mark.parametrize("what", ODD)
def test_odd_files_are_refused_in_a_sentence(what):
    data, words = ODD[what]
    assert words in refused(data, Opener(KEY, WORDS))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_header_is_read_or_refused(rest):
    refused(age_format.MAGIC + rest, Opener(KEY, WORDS))


# --- keys as text -------------------------------------------------------------------------------------


def test_a_key_is_read_from_what_people_paste():
    text = KEY.public.text
    for pasted in (
        text,
        f"  {text}\n",
        text.upper(),
        f"# a remark\n\n{text}  # mine\n",
        f"> My key is {text}. Bye",
        f"{text}\r\n{text}\r\n",
    ):
        assert read_public_key(pasted) == KEY.public
    assert read_public_key(receiving.key_file(KEY.public, "Ms Blenkinsop").decode()) == KEY.public


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("", "no key here"),
        ("hello, here is my key", "no key here"),
        (KEY.public.text[:-1], "not whole"),
        (KEY.public.text[:-1] + ("q" if KEY.public.text[-1] != "q" else "p"), "wrong or missing"),
        (f"{KEY.public.text}\n{OTHER.public.text}", "more than one key"),
        ("age1pq1" + "q" * 1900, "newer kind"),
        (f"# made by age-keygen\n{KEY.secret}", "secret half"),
        (KEY.secret.lower(), "secret half"),
        ("age1" + "q" * 5000, "too long"),
    ],
    ids=[f"case {number}" for number in range(9)],  # the keys are new in each process
)
def test_what_is_no_public_key_is_refused(pasted, words):
    with pytest.raises(BadInput, match=words) as caught:
        read_public_key(pasted)
    assert KEY.secret not in str(caught.value)


def test_check_words_are_six_and_differ_from_key_to_key():
    fixed = PublicKey("age1sgcsyvqympllz04d5w7pmq533ngtw604emjlqkgu8ckfjqvqrpcqwxv6vr")
    assert fixed.check_words == ("port", "prefab", "label", "bandy", "husk", "manual")
    assert len({sealing.make_key().public.check_words for _ in range(20)}) == 20


def test_secrets_are_not_in_what_is_printed():
    shown = f"{KEY!r} {Opener(KEY, WORDS)!r} {Sealing(passphrase=WORDS)!r}"
    assert KEY.secret not in shown
    assert WORDS not in shown


# --- with the gate, the check and the collation -------------------------------------------------------


def test_the_gate_reads_before_it_is_sealed(tmp_path):
    roster = replace(ROSTER, pupils=ROSTER.pupils[:1])
    target = tmp_path / "b.tdbundle.age"
    report = release_file(BUNDLE, target, roster, sealing=Sealing((KEY.public,)))
    assert report.sha256 == bundle_check.sha256(target.read_bytes())
    assert open_sealed(target.read_bytes(), "b", Opener(KEY)) == BUNDLE
    found = bundle_check.check_file(target, Opener(KEY))
    assert (found.was_sealed, found.sha256) == (True, bundle_check.sha256(BUNDLE))
    target.unlink()
    members = archive.read(BUNDLE, "b")
    members["data/missing.csv"] += b"Thrupp,Thrupp,1\r\n"
    with pytest.raises(NotCleared):
        release_file(archive.write(members), target, roster, sealing=Sealing((KEY.public,)))
    with pytest.raises(BadInput):
        release_file(BUNDLE, target, roster, sealing=Sealing(passphrase="short"))
    assert list(tmp_path.iterdir()) == []


def test_sealed_bundles_are_collated_with_open_ones(tmp_path):
    for name, data in (("a.tdbundle.age", SEALED), ("w.tdbundle.age", WITH_WORDS)):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "b.tdbundle").write_bytes(made(2, BundleMode.COUNTS))
    (tmp_path / "c.tdbundle.age").write_bytes(sealing.seal_for_keys(BUNDLE, [OTHER.public]))
    found = collate_files(sorted(tmp_path.iterdir()), opener=Opener(KEY, WORDS))
    assert found.tutors == 2
    assert [one.title for one in found.refused] == ["c.tdbundle.age"]
    # The same bundle, sealed twice: other bytes, but counted once.
    assert [one.title for one in found.set_aside] == ["w.tdbundle.age"]


def test_without_an_opener_a_sealed_bundle_says_what_it_needs(tmp_path):
    (tmp_path / "a.tdbundle.age").write_bytes(SEALED)
    with pytest.raises(BadInput, match="diary that has this key"):
        bundle_check.check_file(tmp_path / "a.tdbundle.age")


def test_a_name_says_whether_a_file_is_sealed(tmp_path):
    assert sealing.place_of(tmp_path / "b.tdbundle", Sealing((KEY.public,))).name == "b.tdbundle.age"
    assert sealing.place_of(tmp_path / "b.tdbundle.age", Sealing((KEY.public,))).name == "b.tdbundle.age"
    with pytest.raises(BadInput, match="not sealed"):
        sealing.place_of(tmp_path / "b.tdbundle.age", None)


def test_a_pipe_is_not_waited_for(tmp_path):
    import os

    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "a.tdbundle")
        with pytest.raises(BadInput, match="cannot be read"):
            bundle_check.check_file(tmp_path / "a.tdbundle")


# --- the diary's own key ------------------------------------------------------------------------------


@pytest.fixture
def diary(tmp_path):
    diary, _ = Diary.create(
        tmp_path / "diary", "tambourine under stairs", state_folder=tmp_path / "state", cost=LOWEST_COST
    )
    yield diary
    diary.close()


def test_the_diary_keeps_its_key_and_it_never_leaves(diary, tmp_path):
    assert receiving.own_key(diary) is None
    key = receiving.make_own_key(diary)
    assert receiving.make_own_key(diary) == receiving.own_key(diary) == key
    assert open_sealed(sealing.seal_for_keys(b"x", [key.public]), "b", receiving.opener_of(diary)) == b"x"
    export_file(diary, tmp_path / "export.json")
    diary.back_up(tmp_path / "b.tdbackup")
    plain = key.secret.removeprefix("AGE-SECRET-KEY-").encode()
    for path in (one for one in tmp_path.rglob("*") if one.is_file()):
        assert plain not in path.read_bytes(), path.name


def test_a_renewed_key_leaves_nothing_of_the_old_one(diary):
    old = receiving.make_own_key(diary)
    new = receiving.renew_own_key(diary)
    assert receiving.own_key(diary) == new != old
    with diary.vault.reading() as conn:
        pages = conn.execute("SELECT count(*) FROM secret WHERE value = ?", (old.secret.encode(),)).fetchone()
    assert pages[0] == 0


def test_a_full_disk_leaves_the_old_key(diary, monkeypatch):
    old = receiving.make_own_key(diary)

    def full(*_):
        raise CannotWrite("no room")

    monkeypatch.setattr("tutordiary.store.extras.keep_secret", full)
    with pytest.raises(CannotWrite):
        receiving.renew_own_key(diary)
    assert receiving.own_key(diary) == old


def test_a_managers_key_is_kept_for_each_programme(diary):
    receiving.keep_manager_key(diary, "pr-1", KEY.public)
    assert receiving.manager_key(diary, "pr-1") == KEY.public
    assert receiving.manager_key(diary, "pr-2") is receiving.manager_key(diary, None) is None
    receiving.keep_manager_key(diary, "pr-1", None)
    assert receiving.manager_key(diary, "pr-1") is None
