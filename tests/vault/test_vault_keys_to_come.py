"""The key file between two data keys: every secret leads to both, and nothing in it can be changed."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutordiary.errors import DiaryDamaged, WrongSecret
from tutordiary.vault import keyfile
from tutordiary.vault.ciphers import LOWEST_COST
from tutordiary.vault.keyfile import KeyringKey, Passphrase, RecoveryCode

OLD, NEW = "six plain words of one test", "six other words of that test"
RING = KeyringKey(bytes(range(32)))


@pytest.fixture
def made(fast_kdf):
    """Return the first keys, and those of the time between, with a slot for the keyring."""
    first = keyfile.new_keys(OLD, LOWEST_COST)
    with_ring = keyfile.with_keyring(first.key_file, first.data_key, RING)
    return first, keyfile.with_next(with_ring, first.data_key, NEW, LOWEST_COST)


def secrets_of(made):
    first, between = made
    return [
        Passphrase(OLD),
        RecoveryCode(first.recovery_code),
        RING,
        Passphrase(NEW),
        RecoveryCode(between.recovery_code),
    ]


def test_every_secret_leads_to_both_keys(made):
    first, between = made
    read = keyfile.parse(between.key_file.to_bytes())
    assert read == between.key_file
    for secret in secrets_of(made):
        old = keyfile.unlock(read, secret)
        assert old == first.data_key
        assert keyfile.next_data_key(read, old) == between.data_key != old
    for secret in (Passphrase(OLD + "!"), RecoveryCode(keyfile.new_keys(OLD, LOWEST_COST).recovery_code)):
        with pytest.raises(WrongSecret):
            keyfile.unlock(read, secret)


def test_finished_or_taken_back_only_one_half_is_left(made):
    first, between = made
    done = keyfile.parse(keyfile.promoted(between.key_file, between.data_key).to_bytes())
    back = keyfile.parse(keyfile.without_next(between.key_file, first.data_key).to_bytes())
    assert done.generation == back.generation == between.key_file.generation + 1
    for secret, is_old in zip(secrets_of(made), (True, True, True, False, False), strict=True):
        assert keyfile.unlock(back if is_old else done, secret)
        with pytest.raises(WrongSecret):
            keyfile.unlock(done if is_old else back, secret)
    assert not keyfile.has_keyring(done)
    assert keyfile.has_keyring(back)


def test_a_file_with_nothing_to_come_is_spelt_as_ever(made):
    document = json.loads(made[0].key_file.to_bytes())
    assert sorted(document) == ["gen", "mac", "magic", "slots", "v", "vault"]


@pytest.mark.parametrize("which", range(5))
def test_a_flipped_bit_in_any_byte_is_refused(made, which):
    data, secret, rng = made[1].key_file.to_bytes(), secrets_of(made)[which], random.Random(which)
    for place in range(len(data)):
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << rng.randrange(8)
        with pytest.raises((WrongSecret, DiaryDamaged)):
            keyfile.unlock(keyfile.parse(bytes(spoilt)), secret)


@pytest.mark.parametrize("part", ["slots", "forward", "back", "all", "none"])
def test_no_part_of_what_is_to_come_can_be_put_in_or_taken_out(made, part):
    first, between = made
    other = keyfile.with_next(first.key_file, first.data_key, NEW, LOWEST_COST)
    document, theirs = (json.loads(one.key_file.to_bytes()) for one in (between, other))
    if part == "all":
        document["next"] = theirs["next"]
    elif part == "none":
        del document["next"]
    else:
        document["next"][part] = theirs["next"][part]
    for secret in secrets_of(made):
        with pytest.raises((WrongSecret, DiaryDamaged)):
            keyfile.unlock(keyfile.parse(keyfile.canonical(document)), secret)


def test_what_is_to_come_holds_no_keyring_and_no_third_slot(made):
    document = json.loads(made[1].key_file.to_bytes())
    ring = next(slot for slot in document["slots"] if slot["kind"] == "keyring")
    for slots in ([*document["next"]["slots"], ring], document["next"]["slots"][:1], [], None, "slots"):
        changed = document | {"next": document["next"] | {"slots": slots}}
        with pytest.raises(DiaryDamaged):
            keyfile.parse(keyfile.canonical(changed))


json_values = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.none(), max_size=2)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(data=st.data())
def test_any_value_in_any_field_ends_in_damaged(made, data):
    document = json.loads(made[1].key_file.to_bytes())
    coming = document["next"]
    holders = [document, coming, coming["forward"], coming["back"], *coming["slots"]]
    holder = data.draw(st.sampled_from(holders))
    field = data.draw(st.sampled_from(sorted(holder)))
    value = data.draw(json_values)
    if value == holder[field]:
        return
    holder[field] = value
    with pytest.raises((WrongSecret, DiaryDamaged)):
        keyfile.unlock(keyfile.parse(keyfile.canonical(document)), Passphrase(NEW))
