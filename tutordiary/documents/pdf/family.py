"""Lays out the page for the pupil and the family: large, plain, no levels and no charts."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import phrases, wording
from tutordiary.documents.content import FamilyReport
from tutordiary.documents.pdf.boxes import Boxes
from tutordiary.documents.pdf.flow import ACCENT, ACCENT_TINT, SOFT, WARM, WIDTH, Setting, Type
from tutordiary.documents.pdf.marks import logo
from tutordiary.documents.pdf.press import Sheet, Try

_OVERLINE = Type(11, 15, colour=ACCENT)
_TITLE = Type(25, 34, "bold", after=2)
_OPENING = Type(12.5, 19)
_H2 = Type(15, 21, "bold", ACCENT, before=11, after=3)
_ITEM = Type(12.5, 18, "bold")
_TEXT = Type(12, 18)
_QUOTE = Type(15, 22, "bold", ACCENT)
_BY = Type(11, 16, colour=SOFT, before=2)
_WARM_H2 = Type(13, 18, "bold", WARM)
_HOME_H2 = Type(13, 18, "bold", ACCENT)
_THANKS = Type(10.5, 15, colour=SOFT)
_BETWEEN = 26
_LOGO = (150, 34)
"""The most a logo may be wide and high, in points."""
_STACK_FROM = 1.15
_STACK_OVER = 260


def sheet(report: FamilyReport) -> Sheet:
    """Return what stands around the page."""
    title = f"{phrases.owner(report)} music report"
    tries = (Try(1.0), Try(1.0, 1), Try(0.97, 2))
    return Sheet(
        wording.FILE_FAMILY, footer=title, running=title, style=report.style, family="andika", tries=tries
    )


def story(setting: Setting, report: FamilyReport) -> list[Flowable]:
    """Return the page in reading order."""
    root = setting.root
    flow: list[Flowable] = list(logo(setting, root, _LOGO, style=report.style))
    over = setting.raw(root.add("P"), setting.markup(phrases.family_over(report)), _OVERLINE)
    title = phrases.family_title(report)
    flow += [over, *setting.heading(root, 1, title, setting.fitted(title, _TITLE, WIDTH, 15))]
    flow += setting.rich(root, phrases.family_opening(report), _OPENING, level=2)
    return [
        *flow,
        *_can_do(setting, report),
        *_worded(setting, report, "proud", report.proud_moment),
        *_quote(setting, report),
        *_targets(setting, report),
        *_pairs(setting, report),
        *_end(setting, report),
    ]


def _can_do(setting: Setting, report: FamilyReport) -> list[Flowable]:
    if not report.style.has("can_do"):
        return []
    flow = setting.heading(setting.root, 2, phrases.family_heading(report, "can_do"), _H2)
    if not report.can_do:
        return [*flow, *setting.paras(setting.root, phrases.NOTHING_TO_TELL, _TEXT)]
    listed = setting.root.add("L")
    for item in report.can_do:
        body = listed.add("LI").add("LBody")
        cell: list[Any] = setting.paras(body, item.title, _ITEM)
        detail = wording.joined((item.detail, phrases.first_time(item)), " ")
        cell += setting.paras(body, detail, _TEXT) if detail else []
        flow += [*_barred(setting, cell), setting.gap(7)]
    return flow[:-1]


def _barred(setting: Setting, cell: list[Any]) -> list[Flowable]:
    commands = [
        ("LINEBEFORE", (1, 0), (1, 0), setting.pt(3), ACCENT),
        ("LEFTPADDING", (1, 0), (1, 0), setting.pt(12)),
    ]
    indent = setting.pt(12)
    return setting.table([[None, cell]], [indent, WIDTH - indent], commands)


def _worded(setting: Setting, report: FamilyReport, part: str, words: str) -> list[Flowable]:
    if not words:
        return []
    head = setting.heading(setting.root, 2, phrases.family_heading(report, part), _H2)
    return [*head, *setting.rich(setting.root, words, _TEXT)]


def _quote(setting: Setting, report: FamilyReport) -> list[Flowable]:
    quote = report.quote
    if quote is None or not quote.words:
        return []
    block = setting.root.add("BlockQuote")
    cell: list[Any] = setting.paras(block, wording.quoted(quote.words), _QUOTE)
    source = wording.joined((quote.who, wording.on(quote.day, year=False)))
    cell += setting.paras(block, source, _BY) if source else []
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), ACCENT_TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(18)),
        ("RIGHTPADDING", (0, 0), (-1, -1), setting.pt(18)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(10)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(12)),
    ]
    return [setting.gap(12), *setting.table([[cell]], [WIDTH], commands)]


def _targets(setting: Setting, report: FamilyReport) -> list[Flowable]:
    if not report.targets:
        return []
    flow = setting.heading(setting.root, 2, phrases.family_heading(report, "targets"), _H2)
    listed = setting.root.add("L")
    for target in report.targets:
        words, result = phrases.family_target(target)
        text = setting.bold(words, "bold") + (f" {setting.markup(result)}" if result else "")
        flow.append(setting.raw(listed.add("LI").add("LBody").add("P"), text, _TEXT))
    return flow


def _pairs(setting: Setting, report: FamilyReport) -> list[Flowable]:
    """Return what got easier, what is tricky, what comes next and what to try, two beside each other."""
    hard = [wording.joined((item.what, item.what_the_pupil_does), " ") for item in report.tricky]
    parts = (
        ("easier", [report.easier], _HOME_H2),
        ("tricky", hard, _WARM_H2),
        ("next", [report.next_step], _WARM_H2),
        ("at_home", [report.try_at_home], _HOME_H2),
    )
    shown = [(part, [one for one in texts if one], kind) for part, texts, kind in parts]
    cells = [_cell(setting, report, *one) for one in shown if one[1]]
    stacked = setting.scale > _STACK_FROM or any(
        len(text) > _STACK_OVER for _, texts, _ in shown for text in texts
    )
    half = (WIDTH - _BETWEEN) / 2
    flow: list[Flowable] = []
    while cells:
        first = cells.pop(0)
        flow.append(setting.gap(10))
        if stacked or not cells:
            flow += [setting.room(62), *first]
        else:
            flow += setting.table([[first, None, cells.pop(0)]], [half, _BETWEEN, half])
    return flow


def _cell(setting: Setting, report: FamilyReport, part: str, texts: list[str], kind: Type) -> list[Flowable]:
    title = phrases.family_heading(report, part)
    head = setting.raw(setting.root.add("H2"), setting.markup(title, "bold"), kind)
    head.title = title
    # The pair of what is tricky and what the pupil does is joined of two fields, and holds no marks.
    made = setting.paras if part == "tricky" else setting.rich
    cell: list[Flowable] = [head]
    for number, text in enumerate(texts):
        cell += [setting.gap(6)] if number else []
        cell += made(setting.root, text, _TEXT)
    return cell


def _end(setting: Setting, report: FamilyReport) -> list[Flowable]:
    flow: list[Flowable] = [setting.gap(10), *setting.paras(setting.root, phrases.thanks(report), _THANKS)]
    if report.space_to_write:
        least = setting.pt((110, 66, 40)[setting.squeeze])
        flow += [setting.gap(10), Boxes(setting, phrases.FAMILY_SPACES, _THANKS, least)]
    return flow
