"""Lays out the individual learning plan: the targets in the child's words, large enough for a wall."""

from __future__ import annotations

from reportlab.platypus import Flowable

from tutordiary.documents import outline_plan, wording
from tutordiary.documents.content import LearningPlan
from tutordiary.documents.pdf.flow import ACCENT, SOFT, Setting, Type
from tutordiary.documents.pdf.press import Sheet

_OVER = Type(11, 15, "semibold", ACCENT)
_TITLE = Type(25, 34, "bold")
_H2 = Type(15, 21, "bold", ACCENT, before=10, after=2)
_WORDS = Type(14, 20, "semibold")
_BODY = Type(12, 18)
_SMALL = Type(10.5, 15, colour=SOFT)


def sheet(plan: LearningPlan) -> Sheet:
    """Return what stands around the plan."""
    title = outline_plan.plan_title(plan)
    return Sheet(title=wording.FILE_PLAN, footer=title, running=title, style=plan.style, family="andika")


def story(setting: Setting, plan: LearningPlan) -> list[Flowable]:
    """Return the plan in reading order."""
    root = setting.root
    flow: list[Flowable] = list(setting.paras(root, outline_plan.OVER, _OVER))
    flow += setting.heading(root, 1, outline_plan.plan_title(plan), _TITLE)
    for label, words in outline_plan.plan_facts(plan):
        flow += setting.paras(root, f"{label}: {words}", _BODY)
    for number, target in enumerate(plan.targets, start=1):
        flow += setting.heading(root, 2, f"Target {number}", _H2)
        for line in outline_plan.target_lines(target, plan):
            flow += setting.paras(root, line, _WORDS if line == outline_plan.first_line(target) else _BODY)
    if not plan.targets:
        flow += setting.paras(root, outline_plan.NO_TARGETS, _BODY)
    foot = outline_plan.plan_foot(plan)
    return [*flow, *(setting.paras(root, foot, _SMALL) if foot else [])]
