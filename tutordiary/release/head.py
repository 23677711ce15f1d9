"""What a bundle says of itself: which diary it is from, for which days, by which rule, and how to take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tutordiary.evidence import METHOD
from tutordiary.framework import Framework
from tutordiary.model import BundleMode

FORMAT = "tutordiary-bundle"
FORMAT_VERSION = 1
SUFFIX = ".tdbundle"

SAMPLE_NOTE = "Sample diary: invented people"

LABELS = {
    BundleMode.COUNTS: "Counts only",
    BundleMode.PSEUDONYMISED: "Pseudonymised: treat as personal data",
}
WHAT_IT_IS = {
    BundleMode.COUNTS: (
        "This bundle holds counts and no words. One to four pupils are shown as “fewer than 5”, and further "
        "figures are left out where they would give a small one away. Whoever knows the groups may still "
        "recognise someone in small figures: pass them on with care."
    ),
    BundleMode.PSEUDONYMISED: (
        "Names are replaced by codes, letters and numbers; the key to them stays in the tutor’s diary. "
        "Groups of three to five pupils in a school you know can still be recognised from what is told. "
        "Treat this file as personal data: keep it where only you can open it, and do not pass "
        "on rows or excerpts."
    ),
}


@dataclass(frozen=True, slots=True)
class Named:
    """An id of the framework with its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class OutcomeNames:
    """An outcome with its indicators, by id and name."""

    id: str
    name: str
    indicators: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class FrameworkNames:
    """The part of a framework a reader needs: which one it is and what its ids mean."""

    id: str
    version: str
    title: str
    outcomes: tuple[OutcomeNames, ...]

    def name_of(self, some_id: str) -> str:
        """Return the name of an outcome or an indicator; the id itself when the framework has no such id."""
        for outcome in self.outcomes:
            for named in (Named(outcome.id, outcome.name), *outcome.indicators):
                if named.id == some_id:
                    return named.name
        return some_id


@dataclass(frozen=True, slots=True)
class BundleHead:
    """What the manifest says. ``bundle`` and ``tutor`` are codes; ``first`` and ``last`` both count.

    ``is_sample`` says that everyone in it is invented.
    """

    bundle: str
    tutor: str
    mode: BundleMode
    first: date
    last: date
    made_on: date
    app: str
    framework: FrameworkNames
    is_sample: bool = False

    @property
    def label(self) -> str:
        """How the bundle has to be taken, in a few words."""
        return LABELS[self.mode]


def names_of(framework: Framework) -> FrameworkNames:
    """Return the names a bundle carries of a framework."""
    return FrameworkNames(
        framework.id,
        framework.version,
        framework.title,
        tuple(
            OutcomeNames(o.id, o.name, tuple(Named(i.id, i.name) for i in o.indicators))
            for o in framework.outcomes
        ),
    )


def method(mode: BundleMode) -> tuple[str, ...]:
    """Return the method note, one paragraph each."""
    small = (
        "Counts of one to four are shown as “fewer than 5”, a true nought as 0. “Not shown” marks a figure "
        "that would give a small one away, alone or beside an earlier bundle, or say the same of everybody."
        if mode is BundleMode.COUNTS
        else "Figures stand as they are, because the rows by pupil code would give them away in any case. "
        "A pupil for whom use without names was withdrawn is in no row and in no figure."
    )
    return (
        METHOD,
        (
            "N counts every enrolled pupil with a judgement on that outcome in the period, also where there "
            "was not enough evidence. Pupils who left before the work ended and pupils not judged are "
            "counted apart. The tutor judged; nobody else did."
        ),
        (
            "Sessions offered to a pupil are those held since the pupil joined. Late and left early count as "
            "attended. No averages are formed, and pupils are not ranked."
        ),
        small + " Percentages are given only where N is 20 or more.",
    )
