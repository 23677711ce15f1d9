"""The day of a session to log, as people write it."""

from __future__ import annotations

from datetime import date

import pytest

from tutordiary.presenters.log_choice import day_logged

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15/11", date(2026, 11, 15)),
        ("15 November", date(2026, 11, 15)),
        ("Tuesday 17 November 2026", date(2026, 11, 17)),
        ("tue, 17 nov", date(2026, 11, 17)),
        ("24 November", date(2025, 11, 24)),  # nothing is logged ahead
        ("24/11/2026", date(2026, 11, 24)),  # unless the year says so
        ("yesterday", date(2026, 11, 21)),
        ("last Tuesday", date(2026, 11, 17)),
        ("Tues", date(2026, 11, 17)),
        ("Sunday", SUNDAY),
        ("last Sunday", date(2026, 11, 15)),
        ("31/11", None),
        ("last", None),
        ("Tuesday soon", None),
        ("1/1/0001", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_was_meant(typed, meant):
    assert day_logged(typed, SUNDAY) == meant
