"""The short forms schools write in, spelt out once for whoever does not know them.

Nobody's words are changed: what is used in a document is listed once, at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

FORMS: dict[str, str] = {
    "SENCO": "special educational needs coordinator",
    "SENDCO": "special educational needs and disabilities coordinator",
    "SENDCo": "special educational needs and disabilities coordinator",
    "SENCo": "special educational needs coordinator",
    "SEND": "special educational needs and disabilities",
    "SEN": "special educational needs",
    "SEMH": "social, emotional and mental health",
    "EHCP": "education, health and care plan",
    "EHC": "education, health and care",
    "ISP": "individual support plan",
    "IEP": "individual education plan",
    "PEP": "personal education plan",
    "TA": "teaching assistant",
    "HLTA": "higher level teaching assistant",
    "LSA": "learning support assistant",
    "ELSA": "emotional literacy support assistant",
    "DSL": "designated safeguarding lead",
    "SLT": "senior leadership team",
    "PRU": "pupil referral unit",
    "EAL": "English as an additional language",
    "WCET": "whole class ensemble teaching",
    "KS1": "key stage 1",
    "KS2": "key stage 2",
    "KS3": "key stage 3",
    "KS4": "key stage 4",
}
"""Short form and what it stands for. One that is also an ordinary word or a name is not among them."""

_WORD = re.compile(rf"(?<![\w-])({'|'.join(sorted(FORMS, key=len, reverse=True))})(?:s)?(?![\w-])")


def used(document: Any) -> tuple[tuple[str, str], ...]:
    """Return the short forms a document uses, in the order they are met.

    One that is spelt out where it is used, as in "teaching assistant (TA)", needs no more.
    """
    texts = list(texts_of(document))
    said = " ".join(texts).casefold()
    met = dict.fromkeys(found[1] for text in texts for found in _WORD.finditer(text))
    return tuple((form, FORMS[form]) for form in met if f"{FORMS[form]} ({form})".casefold() not in said)


def spelt_out(document: Any) -> str:
    """Return the line that spells them out: "SENCO: special educational needs coordinator."; or nothing."""
    forms = used(document)
    return f"{'; '.join(f'{form}: {words}' for form, words in forms)}." if forms else ""


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text in a document, in the order of its fields; keys and languages of its style are not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name != "style":
                yield from texts_of(getattr(value, one.name))
