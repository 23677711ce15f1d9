"""The recovery code: forgiving about how it is typed, strict about what."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.errors import WrongSecret
from tutordiary.vault import recovery_code

secrets_ = st.binary(min_size=recovery_code.SECRET_BYTES, max_size=recovery_code.SECRET_BYTES)


@given(secrets_)
def test_a_code_gives_back_its_secret(secret):
    code = recovery_code.to_code(secret)
    assert recovery_code.from_code(code) == secret
    assert [len(group) for group in code.split("-")] == [5] * 7 + [2]
    assert set(code) <= set(recovery_code.ALPHABET + "-")


@given(secrets_, st.randoms(use_true_random=False))
def test_case_spacing_and_look_alikes_do_not_matter(secret, rng):
    typed = []
    for character in recovery_code.to_code(secret).replace("-", ""):
        character = rng.choice({"0": "0Oo", "1": "1IiLl"}.get(character, character))
        typed.append(rng.choice([character.lower(), character.upper()]))
        typed.append(rng.choice(["", "", " ", "-", " – ", "\n", "\u00a0"]))
    assert recovery_code.from_code("".join(typed)) == secret


def test_slips_of_the_pen_are_caught_without_any_key():
    rng = random.Random(19)
    tried = missed = 0
    while tried < 10_000:
        plain = recovery_code.to_code(rng.randbytes(20)).replace("-", "")
        place = rng.randrange(len(plain) - 1)
        if rng.random() < 0.5:
            wrong = plain[:place] + rng.choice(recovery_code.ALPHABET) + plain[place + 1 :]
        else:
            wrong = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        if wrong == plain:
            continue
        tried += 1
        try:
            recovery_code.from_code(wrong)
        except WrongSecret:
            continue
        missed += 1
    assert missed <= 1


@given(st.text(max_size=60))
def test_any_other_text_is_refused_with_a_sentence(text):
    with pytest.raises(WrongSecret) as caught:
        recovery_code.from_code(text)
    with pytest.raises(WrongSecret) as usual:
        recovery_code.from_code("!" * len(text))
    # A text may be a word of the sentence itself, but never got into it by being typed.
    assert not text.strip() or text not in str(caught.value) or len(text) < 3 or text in str(usual.value)


@pytest.mark.parametrize(
    "change", [lambda c: c[:-1], lambda c: c + "0", lambda c: "U" + c[1:], lambda c: "Z" + c[1:]]
)
def test_missing_extra_and_impossible_characters_are_refused(change):
    with pytest.raises(WrongSecret):
        recovery_code.from_code(change(recovery_code.to_code(bytes(20))))
