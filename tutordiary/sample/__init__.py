"""A whole sample diary of invented people, and two smaller ones, laid out to end at a given day.

Everything in it was written for the app; no person in it exists. Whatever is made from it is marked with
``SAMPLE_MARK``.
"""

from __future__ import annotations

from tutordiary.sample.diary import SAMPLE_MARK, sample_records
from tutordiary.sample.filling import fill
from tutordiary.sample.other_tutors import OTHER_TUTORS, sample_records_of

__all__ = ["OTHER_TUTORS", "SAMPLE_MARK", "fill", "sample_records", "sample_records_of"]
