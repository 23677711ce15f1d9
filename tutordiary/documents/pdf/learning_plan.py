"""Lays out the individual learning plan: the targets in the child's words, large enough for a wall."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import outline_plan as words
from tutordiary.documents import wording
from tutordiary.documents.content import LearningPlan, PlanTarget
from tutordiary.documents.pdf.boxes import Boxes, Choices, Square, WriteIn
from tutordiary.documents.pdf.flow import ACCENT, SOFT, TINT, WIDTH, Setting, Type
from tutordiary.documents.pdf.marks import logo
from tutordiary.documents.pdf.press import Sheet, Try
from tutordiary.documents.pdf.tagging import Element

_OVER = Type(11, 15, "semibold", ACCENT)
_TITLE = Type(25, 34, "bold", after=2)
_LABEL = Type(11, 17, colour=SOFT)
_FACT = Type(12, 17)
_H2 = Type(10.5, 15, "semibold", ACCENT)
_WORDS = Type(16, 22, "bold", after=2)
_BODY = Type(11.5, 17)
_SMALL = Type(10.5, 15, colour=SOFT)
_LOGO = (150, 34)
"""The most a logo may be wide and high, in points."""
_LABEL_WIDE = 96
_EDGE = 14
_GUTTER = 18
_WHOLE = 500
_ENDLESS = 10_000
_SQUARE = 10.5
_WRITE_IN = (26, 22, 20)
_BOX = (130, 70, 44)


def sheet(plan: LearningPlan) -> Sheet:
    """Return what stands around the plan."""
    title = words.plan_title(plan)
    return Sheet(
        title=wording.FILE_PLAN,
        footer=title,
        running=title,
        style=plan.style,
        family="andika",
        tries=(Try(1.0), Try(1.0, 1), Try(0.97, 2)),
    )


def story(setting: Setting, plan: LearningPlan) -> list[Flowable]:
    """Return the plan in reading order."""
    root = setting.root
    over = words.plan_over(plan)
    title = words.plan_title(plan)
    flow: list[Flowable] = list(logo(setting, root, _LOGO, style=plan.style))
    flow += setting.paras(root, over, _OVER) if over else []
    flow += setting.heading(root, 1, title, setting.fitted(title, _TITLE, WIDTH, 15))
    flow += _facts(setting, plan)
    for number, target in enumerate(plan.targets, start=1):
        flow += [setting.gap(9), *_card(setting, _target(setting, number, target, plan))]
    if not plan.targets:
        flow += _empty(setting)
    foot = words.plan_foot(plan)
    flow += [setting.gap(8), *(setting.paras(root, foot, _SMALL) if foot else [])]
    least = setting.pt(_BOX[setting.squeeze])
    return [*flow, setting.gap(6), Boxes(setting, words.SPACES, _SMALL, least)]


def _facts(setting: Setting, plan: LearningPlan) -> list[Flowable]:
    rows: list[list[Any]] = []
    for label, text in words.plan_facts(plan):
        line = setting.root.add("P")
        first = [setting.raw(line.add("Span"), setting.markup(label), _LABEL)]
        rows.append([first, setting.paras(setting.root, text, _FACT)])
    wide = setting.pt(_LABEL_WIDE)
    return setting.table(rows, [wide, WIDTH - wide])


def _card(setting: Setting, rows: list[list[Any]]) -> list[Flowable]:
    """Return what belongs to one target, on a tint with a bar at its side.

    It stands on one page, unless it is so long that it must be parted between its rows.
    """
    last = len(rows) - 1
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        ("LINEBEFORE", (0, 0), (0, -1), setting.pt(3), ACCENT),
        ("LEFTPADDING", (0, 0), (0, -1), setting.pt(_EDGE)),
        ("RIGHTPADDING", (1, 0), (1, -1), setting.pt(_EDGE)),
        ("TOPPADDING", (0, 0), (-1, 0), setting.pt(7)),
        ("BOTTOMPADDING", (0, last), (-1, last), setting.pt(9)),
    ]
    gutter = setting.pt(_EDGE + _GUTTER)
    made = setting.table(rows, [gutter, WIDTH - gutter], commands)
    high = sum(one.wrap(WIDTH, _ENDLESS)[1] for one in made)
    return [setting.room(high / setting.scale), *made] if high < _WHOLE else made


def _target(setting: Setting, number: int, target: PlanTarget, plan: LearningPlan) -> list[list[Any]]:
    root = setting.root
    heading = words.target_heading(number, target)
    head = setting.raw(root.add("H2"), setting.markup(heading, "semibold"), _H2)
    head.title = heading
    rows: list[list[Any]] = [[None, [head, *setting.paras(root, words.first_line(target), _WORDS)]]]
    adult = words.adult_line(target, plan)
    rows += [[None, setting.paras(root, adult, _BODY)]] if adult else []
    rows += _steps(setting, target)
    days = words.days_line(target)
    rows += [[None, setting.paras(root, days, _SMALL)]] if days else []
    review = words.review_line(target, plan)
    if review:
        return [*rows, [None, setting.paras(root, review, _BODY)]]
    first_step = [] if target.steps else [[None, _line(setting, words.FIRST_STEP)]]
    if plan.for_wall:
        return [*rows, *first_step]
    choices = Choices(setting, words.HOW_IT_WENT, words.ALL_RESULTS, _SMALL)
    return [*rows, *first_step, [None, [setting.gap(3), choices]], [None, _line(setting, words.I_SAY)]]


def _steps(setting: Setting, target: PlanTarget) -> list[list[Any]]:
    if not target.steps:
        return []
    listed = setting.root.add("L")
    return [
        [[Square(setting.pt(_SQUARE), setting.pt(_BODY.lead))], _step(setting, listed.add("LI"), step)]
        for step in target.steps
    ]


def _step(setting: Setting, item: Element, step: str) -> list[Any]:
    return list(setting.paras(item.add("LBody"), step, _BODY))


def _line(setting: Setting, label: str) -> list[Any]:
    return [WriteIn(setting, label, _SMALL, setting.pt(_WRITE_IN[setting.squeeze]))]


def _empty(setting: Setting) -> list[Flowable]:
    flow: list[Flowable] = [setting.gap(9), *setting.paras(setting.root, words.NO_TARGETS, _BODY)]
    for _ in range(words.EMPTY_TARGETS):
        lines = [
            [None, [WriteIn(setting, words.WANT, _WORDS, setting.pt(34))]],
            [None, _line(setting, words.FIRST_STEP)],
        ]
        flow += [setting.gap(9), *_card(setting, lines)]
    return flow
