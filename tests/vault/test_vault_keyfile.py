"""The key file: every flipped bit, every cut and every swapped slot is refused."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vault_diaries import PASSPHRASE

from tutordiary.errors import DiaryDamaged, OutOfMemory, WrongSecret
from tutordiary.vault import ciphers, keyfile
from tutordiary.vault.ciphers import DEFAULT_COST, LOWEST_COST, KdfCost
from tutordiary.vault.keyfile import Passphrase, RecoveryCode

WORDS = "six plain words of one test"


@pytest.fixture
def made(fast_kdf):
    return keyfile.new_keys(WORDS, LOWEST_COST)


def unlock(data: bytes, secret: keyfile.Secret) -> bytes:
    return keyfile.unlock(keyfile.parse(data), secret)


def edited(data: bytes, edit) -> bytes:
    document = json.loads(data)
    edit(document)
    return keyfile.canonical(document)


def test_both_secrets_give_the_same_key(made):
    data = made.key_file.to_bytes()
    assert keyfile.parse(data) == made.key_file
    assert unlock(data, Passphrase(WORDS)) == made.data_key
    assert unlock(data, RecoveryCode(made.recovery_code.lower().replace("-", " "))) == made.data_key
    assert len(data) < 2048


def test_a_wrong_secret_says_so(made):
    data = made.key_file.to_bytes()
    with pytest.raises(WrongSecret, match="passphrase"):
        unlock(data, Passphrase(WORDS + "!"))
    with pytest.raises(WrongSecret, match="recovery code"):
        unlock(data, RecoveryCode(keyfile.new_keys(WORDS, LOWEST_COST).recovery_code))


@pytest.mark.parametrize("which", ["passphrase", "recovery"])
def test_every_flipped_bit_is_refused(made, which):
    secret = Passphrase(WORDS) if which == "passphrase" else RecoveryCode(made.recovery_code)
    data = made.key_file.to_bytes()
    refused = {WrongSecret: 0, DiaryDamaged: 0}
    for place in range(len(data)):
        for bit in range(8):
            spoilt = bytearray(data)
            spoilt[place] ^= 1 << bit
            with pytest.raises((WrongSecret, DiaryDamaged)) as caught:
                unlock(bytes(spoilt), secret)
            refused[caught.type] += 1
    assert sum(refused.values()) == 8 * len(data)
    assert refused[WrongSecret]  # else the slots were never reached
    assert refused[DiaryDamaged]


def test_every_truncation_and_every_extra_byte_is_refused(made):
    data = made.key_file.to_bytes()
    for size in range(len(data)):
        with pytest.raises(DiaryDamaged):
            unlock(data[:size], Passphrase(WORDS))
    for extra in (b" ", b"\n", b"\0", b"}", data):
        with pytest.raises(DiaryDamaged):
            unlock(data + extra, Passphrase(WORDS))


def test_a_slot_of_another_diary_does_not_fit(made):
    other = keyfile.new_keys(WORDS, LOWEST_COST)
    theirs = json.loads(other.key_file.to_bytes())["slots"]
    for place, secret in ((0, Passphrase(WORDS)), (1, RecoveryCode(other.recovery_code))):
        data = edited(
            made.key_file.to_bytes(), lambda doc, place=place: doc["slots"].__setitem__(place, theirs[place])
        )
        with pytest.raises(WrongSecret):
            unlock(data, secret)


def test_slots_cannot_be_taken_out_doubled_or_put_in_another_order(made):
    data = made.key_file.to_bytes()
    edits = [
        lambda doc: doc["slots"].pop(),
        lambda doc: doc["slots"].append(doc["slots"][0]),
        lambda doc: doc["slots"].reverse(),
        lambda doc: doc.__setitem__("slots", []),
        lambda doc: doc.__setitem__("gen", doc["gen"] + 1),
        lambda doc: doc.__setitem__("gen", True),
        lambda doc: doc.__setitem__("extra", 1),
        lambda doc: doc["slots"][0]["kdf"].__setitem__("x", 1),
        lambda doc: doc.__setitem__("v", 2),
    ]
    for edit in edits:
        with pytest.raises(DiaryDamaged):
            unlock(edited(data, edit), Passphrase(WORDS))


@pytest.mark.parametrize(
    "cost",
    [
        (32_768, 1, 1),
        (65_535, 3, 4),
        (2_097_153, 1, 1),
        (4 * 1024**2, 3, 4),
        (65_536, 17, 1),
        (65_536, 0, 1),
        (65_536, 1, 9),
        (65_536, 1, 0),
        (-65_536, 1, 1),
        (10**400, 1, 1),
    ],
)
def test_a_cost_outside_the_limits_is_never_worked_out(made, fast_kdf, cost):
    calls = fast_kdf()

    def edit(doc):
        doc["slots"][0]["kdf"].update(m=cost[0], t=cost[1], p=cost[2])

    with pytest.raises(DiaryDamaged):
        unlock(edited(made.key_file.to_bytes(), edit), Passphrase(WORDS))
    assert fast_kdf() == calls


def test_a_cheaper_cost_within_the_limits_does_not_open(fast_kdf):
    made = keyfile.new_keys(WORDS, DEFAULT_COST)

    def edit(doc):
        doc["slots"][0]["kdf"].update(m=LOWEST_COST.memory_kib, t=1, p=1)

    with pytest.raises(WrongSecret):
        unlock(edited(made.key_file.to_bytes(), edit), Passphrase(WORDS))


def test_a_new_passphrase_ends_the_old_one_and_keeps_the_code(made):
    changed = keyfile.with_passphrase(made.key_file, made.data_key, "another set of words", LOWEST_COST)
    data = changed.to_bytes()
    assert unlock(data, Passphrase("another set of words")) == made.data_key
    assert unlock(data, RecoveryCode(made.recovery_code)) == made.data_key
    assert changed.generation == made.key_file.generation + 1
    with pytest.raises(WrongSecret):
        unlock(data, Passphrase(WORDS))


def test_nothing_random_is_used_twice(made):
    changed = keyfile.with_passphrase(made.key_file, made.data_key, WORDS, LOWEST_COST)
    changed, _ = keyfile.with_new_recovery_code(changed, made.data_key)
    for old, new in zip(made.key_file.slots, changed.slots, strict=True):
        assert old.salt != new.salt
        assert old.nonce != new.nonce
        assert old.wrapped != new.wrapped


def test_a_new_recovery_code_ends_the_old_one(made):
    changed, code = keyfile.with_new_recovery_code(made.key_file, made.data_key)
    assert unlock(changed.to_bytes(), RecoveryCode(code)) == made.data_key
    assert unlock(changed.to_bytes(), Passphrase(WORDS)) == made.data_key
    with pytest.raises(WrongSecret):
        unlock(changed.to_bytes(), RecoveryCode(made.recovery_code))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_end_in_damaged(data):
    with pytest.raises(DiaryDamaged):
        keyfile.parse(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_any_value_in_any_field_ends_in_damaged(made, data):
    document = json.loads(made.key_file.to_bytes())
    holders = [document, *document["slots"], *(slot["kdf"] for slot in document["slots"])]
    holder = data.draw(st.sampled_from(holders))
    field = data.draw(st.sampled_from(sorted(holder)))
    value = data.draw(json_values)
    if value == holder[field] and type(value) is type(holder[field]):
        return
    holder[field] = value
    with pytest.raises((WrongSecret, DiaryDamaged)):
        unlock(keyfile.canonical(document), Passphrase(WORDS))


def test_a_file_nested_too_deep_or_too_long_is_damaged():
    for data in (b"[" * 60_000, b" " * 70_000, b'{"v":' + b"9" * 5000 + b"}"):
        with pytest.raises(DiaryDamaged):
            keyfile.parse(data)


def test_no_memory_is_said_as_such(monkeypatch):
    import argon2.low_level

    def no_memory(**_):
        raise argon2.exceptions.HashingError("Memory allocation error")

    monkeypatch.setattr(argon2.low_level, "hash_secret_raw", no_memory)
    with pytest.raises(OutOfMemory, match="64 MB"):
        ciphers.stretch_passphrase(WORDS, bytes(16), LOWEST_COST)


def test_argon2id_is_what_stretches_and_accents_are_composed():
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # OpenSSL's own, not the one in use

    salt = b"0123456789abcdef"
    theirs = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=65_536)
    expected = theirs.derive("caf\u00e9 words words".encode())
    for typed in ("caf\u00e9 words words", "cafe\u0301 words words", "caf\u00e9\u00a0words words"):
        assert ciphers.stretch_passphrase(typed, salt, LOWEST_COST) == expected


def test_a_lone_surrogate_is_a_wrong_secret():
    with pytest.raises(WrongSecret):
        ciphers.stretch_passphrase("\ud800 and more words", bytes(16), LOWEST_COST)


def test_a_cost_that_could_not_be_read_back_is_never_written():
    with pytest.raises(ValueError, match="limits"):
        keyfile.new_keys(WORDS, KdfCost(memory_kib=1024, passes=1, lanes=1))


def test_secrets_do_not_show_in_print(made):
    shown = repr((made, Passphrase(WORDS), RecoveryCode(made.recovery_code)))
    assert WORDS not in shown
    assert made.recovery_code not in shown
    assert repr(made.data_key) not in shown


def test_random_damage_to_the_real_thing(original):
    data = original.paths.keys.read_bytes()
    rng = random.Random(7)
    for _ in range(6):
        spoilt = bytearray(data)
        spoilt[rng.randrange(len(data))] ^= 1 << rng.randrange(7)
        with pytest.raises((WrongSecret, DiaryDamaged)):
            unlock(bytes(spoilt), Passphrase(PASSPHRASE))


def test_the_wrapping_itself_is_tied_to_all_of_its_slot(made):
    slot = made.key_file.slots[0]
    key = keyfile.slot_key(slot, Passphrase(WORDS))
    assert keyfile.open_slot(made.key_file, slot, key) == made.data_key
    changes = {
        "id": "0" * 16,
        "kind": "recovery",
        "salt": bytes(16),
        "cost": DEFAULT_COST,
    }
    for name, value in changes.items():
        with pytest.raises(WrongSecret):
            keyfile.open_slot(made.key_file, replace(slot, **{name: value}), key)
    with pytest.raises(WrongSecret):
        keyfile.open_slot(replace(made.key_file, vault_id=bytes(16)), slot, key)
