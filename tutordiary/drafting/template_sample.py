"""Two invented papers with something in every part, to see a service's template on before it is used."""

from __future__ import annotations

from datetime import date

from tutordiary.documents.content import (
    Basis,
    CanDo,
    Dot,
    EvidenceNote,
    FamilyReport,
    FamilyTarget,
    Hope,
    IndicatorRow,
    Letterhead,
    NextSteps,
    OutcomeNote,
    Quote,
    SencoReport,
    TargetRow,
    Tricky,
)
from tutordiary.drafting import report_style, service_template
from tutordiary.drafting.service_template import Template
from tutordiary.model import ReportAudience

FIRST, LAST = date(2026, 1, 13), date(2026, 6, 23)
GLIMPSE, SOMETIMES = date(2026, 2, 3), date(2026, 6, 2)


def sample_paper(held: Template, audience: ReportAudience) -> SencoReport | FamilyReport:
    """Return an invented report as it would look with a template."""
    plain = _family() if audience is ReportAudience.FAMILY else _school()
    base = service_template.style(held, audience)
    return report_style.styled(service_template.named(plain, base.service), {}, base)


def _school() -> SencoReport:
    return SencoReport(
        head=Letterhead(
            pupil="An Invented Pupil",
            school="Example Primary School",
            year="Year 4",
            group="Tuesday players",
            group_size=4,
            tutor="Your name",
            service="Your music service",
            period_from=FIRST,
            period_to=LAST,
        ),
        summary="This page shows how your papers look. Nobody in it is real.",
        hopes=(Hope("That music gives a reason to come in on Tuesdays.", "SENCO", FIRST),),
        strengths="Keeps a steady pulse, and listens to the others.",
        rows=(
            IndicatorRow(
                "Taking part",
                "Waits for a turn",
                (Dot(GLIMPSE, 1), Dot(date(2026, 4, 21), 2), Dot(SOMETIMES, 2)),
            ),
        ),
        outcome_notes=(
            OutcomeNote(
                outcome="Taking part",
                start="Watched from the door.",
                start_on=FIRST,
                now="Plays with the others for most of a session.",
                judgement="some early signs",
                judged_on=LAST,
                evidence=(1,),
            ),
        ),
        targets=(
            TargetRow(
                pupil_words="I want to count everybody in.",
                adult_words="Counts the group in once a session.",
                set_on=FIRST,
                happened="Counted in on five of six weeks.",
                result="got there",
                reviewed_on=SOMETIMES,
            ),
        ),
        voices=(Quote("I did the counting.", "The pupil", "pupil", day=SOMETIMES),),
        still_hard="Loud rooms.",
        what_helps="A seat by the door.",
        next_steps=NextSteps(
            "Loud rooms are hard.", "A quiet start.", "Five minutes alone first.", "In July."
        ),
        written_on=LAST,
        basis=Basis(17, 3, FIRST, LAST, "the tutor"),
        evidence=(EvidenceNote(1, "Diary", SOMETIMES, "Counted in, then waited."),),
    )


def _family() -> FamilyReport:
    return FamilyReport(
        name="Your child",
        group="The Tuesday Players",
        others_in_group=3,
        period_from=FIRST,
        period_to=LAST,
        opening="This page shows how your papers look. Nobody in it is real.",
        can_do=(CanDo("Keeps a steady pulse", "All through a long song.", SOMETIMES),),
        proud_moment="Counted everybody in, and nobody came in early.",
        quote=Quote("I did the counting.", "The pupil", day=SOMETIMES),
        targets=(FamilyTarget("I want to count everybody in.", "got there", "It was easy in the end."),),
        tricky=(Tricky("Loud rooms.", "Sits by the door and joins in from there."),),
        next_step="To play the loud part.",
        try_at_home="Clap a pulse together before tea.",
        tutor="Your name",
        service="Your music service",
        written_on=LAST,
        ask="the class teacher",
    )
