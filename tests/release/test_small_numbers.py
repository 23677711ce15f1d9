"""Nothing small can be worked out from what is printed: checked against every table it could have been."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutordiary.release import small_numbers
from tutordiary.release.small_numbers import (
    Count,
    add,
    alone,
    exact,
    fewer,
    hidden,
    part_of,
    share,
    suppress,
    suppress_results,
)

PARTS = st.lists(st.integers(0, 30), min_size=1, max_size=7)


def is_totals_only(shown):
    return all(count.is_hidden for count in shown)


@cache
def tables(total, parts):
    """Return every way a total can be made of so many parts."""
    if parts == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in tables(total - first, parts - 1)]


def what_a_reader_can_think(shown, total):
    """Return every table that fits what is printed, by the meaning of the words alone."""
    whole = is_totals_only(shown)
    found = []
    for table in tables(total, len(shown)):
        fits = all(
            (whole or part >= 5 or part == 0)
            if count.is_hidden
            else 1 <= part <= 4
            if count.is_fewer
            else part == count.low
            for part, count in zip(table, shown, strict=True)
        )
        if fits:
            found.append(table)
    return found


def every_table():
    for total in range(5, 19):
        for size in (2, 3):
            yield from tables(total, size)
    chance = random.Random(3)
    for _ in range(250):
        yield tuple(chance.choice((0, 1, 2, 3, 4, 5, 6)) for _ in range(4))


def test_no_small_part_can_be_worked_out():
    could_have = 0
    for parts in set(every_table()):
        total = sum(parts)
        if total < 5:
            continue
        shown = suppress(parts)
        possible = what_a_reader_can_think(shown, total)
        assert parts in possible
        for place, part in enumerate(parts):
            if 1 <= part <= 4:
                assert not shown[place].is_exact
                assert len({table[place] for table in possible}) > 2, (parts, [c.text for c in shown])
        # Without the further parts left out, some of these would be plain subtraction.
        could_have += sum(1 <= part <= 4 for part in parts) == 1
    assert could_have > 100


def test_even_knowing_the_rule_a_reader_learns_little():
    """Someone who knows this very code can pin down hardly any small part."""
    by_print = {}
    for total in range(5, 19):
        for parts in tables(total, 4):
            by_print.setdefault((total, tuple(c.text for c in suppress(parts))), []).append(parts)
    pinned = small = 0
    for same in by_print.values():
        for place in range(4):
            values = {parts[place] for parts in same}
            hits = sum(1 <= parts[place] <= 4 for parts in same)
            small += hits
            pinned += hits if len(values) == 1 else 0
    assert small > 1000
    assert pinned / small < 0.01


@given(PARTS)
def test_what_is_shown_is_true(parts):
    for part, count in zip(parts, suppress(parts), strict=True):
        assert count.low <= part <= count.high
        assert count.text == (
            "not shown" if count.is_hidden else "fewer than 5" if count.is_fewer else str(part)
        )


@given(PARTS)
def test_nothing_is_hidden_where_nothing_is_small(parts):
    if not any(1 <= part <= 4 for part in parts):
        assert [count.text for count in suppress(parts)] == [str(part) for part in parts]


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ((7, 3, 1, 1, 0), ("7", "fewer than 5", "fewer than 5", "fewer than 5", "0")),
        ((9, 3), ("not shown", "fewer than 5")),
        ((6, 8, 3), ("not shown", "8", "fewer than 5")),
        ((5, 1), ("not shown", "not shown")),
        ((4, 4), ("not shown", "not shown")),
        ((0, 0), ("0", "0")),
        ((0, 12), ("0", "12")),
        ((2, 1), ("not shown", "not shown")),
        ((), ()),
    ],
)
def test_examples(parts, shown):
    assert tuple(count.text for count in suppress(parts)) == shown


def test_a_part_of_a_whole_hides_with_its_rest():
    assert part_of(9, 10).text == "not shown"
    assert part_of(5, 10).text == "5"
    assert part_of(0, 10).text == "0"
    assert part_of(10, 10).text == "10"
    assert part_of(2, 12).text == "fewer than 5"


def test_what_would_be_said_of_everybody_is_not_said():
    assert [count.text for count in suppress_results((0, 0, 9, 0, 0))] == ["not shown"] * 5
    assert [count.text for count in suppress_results((0, 0, 0, 12, 0))] == ["not shown"] * 5
    assert suppress_results((9, 0, 0, 0, 0))[0].text == "9"
    assert suppress_results((0, 0, 0, 0, 9))[4].text == "9"
    assert [count.text for count in suppress_results((0, 0, 0, 0, 0))] == ["0"] * 5


def test_percentages_need_twenty_and_both_numbers():
    assert share(exact(7), exact(19)) == ""
    assert share(exact(7), exact(20)) == "35%"
    assert share(Count(5, 7), exact(30)) == ""
    assert share(exact(0), exact(0)) == ""


def test_alone():
    assert [alone(n).text for n in (0, 1, 4, 5)] == ["0", "fewer than 5", "fewer than 5", "5"]


def test_sums_are_stretches():
    assert add([exact(7), fewer(), exact(2)]).text == "10 to 13"
    assert add([exact(7), exact(2)]).text == "9"
    assert add([]).text == "0"
    assert add([hidden(6)]) == Count(0, 6)


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "٣", "1e3", "fewer", "1234567890"])
def test_what_is_no_count(text):
    with pytest.raises(ValueError):
        small_numbers.read(text, 9)


@given(st.integers(0, 999_999_999))
def test_numbers_are_read_back(number):
    assert small_numbers.read(exact(number).text, 5) == exact(number)


def test_words_are_read_back():
    assert small_numbers.read("fewer than 5", 9) == fewer()
    assert small_numbers.read("not shown", 9) == hidden(9)
