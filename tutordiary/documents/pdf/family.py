"""Lays out the page for the pupil and the family: large, plain, no levels and no charts."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import phrases, wording
from tutordiary.documents.content import FamilyReport
from tutordiary.documents.pdf.flow import ACCENT, ACCENT_TINT, LINE, SOFT, WARM, WIDTH, Setting, Type
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
_HOME_H2 = Type(13, 18, "bold", ACCENT, before=10)
_THANKS = Type(10.5, 15, colour=SOFT)


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
    name = report.name or "Your child"
    over = setting.raw(root.add("P"), setting.markup(f"For {name} and family"), _OVERLINE)
    title = phrases.family_title(report)
    flow: list[Flowable] = [over, *setting.heading(root, 1, title, setting.fitted(title, _TITLE, WIDTH, 15))]
    flow += setting.paras(root, phrases.family_opening(report), _OPENING)
    return [
        *flow,
        *_can_do(setting, report, name),
        *_proud(setting, report),
        *_quote(setting, report),
        *_targets(setting, report),
        *_tricky_and_next(setting, report),
        *_end(setting, report),
    ]


def _can_do(setting: Setting, report: FamilyReport, name: str) -> list[Flowable]:
    flow = setting.heading(setting.root, 2, f"What {name} can do now", _H2)
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


def _proud(setting: Setting, report: FamilyReport) -> list[Flowable]:
    if not report.proud_moment:
        return []
    head = setting.heading(setting.root, 2, "A proud moment", _H2)
    return [*head, *setting.paras(setting.root, report.proud_moment, _TEXT)]


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
    flow = setting.heading(setting.root, 2, "My targets", _H2)
    listed = setting.root.add("L")
    for target in report.targets:
        words, result = phrases.family_target(target)
        text = setting.bold(words, "bold") + (f" {setting.markup(result)}" if result else "")
        flow.append(setting.raw(listed.add("LI").add("LBody").add("P"), text, _TEXT))
    return flow


def _tricky_and_next(setting: Setting, report: FamilyReport) -> list[Flowable]:
    parts = [
        (
            "Still tricky",
            [wording.joined((item.what, item.what_the_pupil_does), " ") for item in report.tricky],
        ),
        ("Next", [report.next_step] if report.next_step else []),
    ]
    cells: list[Any] = []
    for title, texts in parts:
        if texts:
            head = setting.raw(setting.root.add("H2"), setting.markup(title, "bold"), _WARM_H2)
            head.title = title
            cells.append(
                [head, *[para for text in texts for para in setting.paras(setting.root, text, _TEXT)]]
            )
    if len(cells) < 2:
        return [setting.gap(10), *(cells[0] if cells else [])]
    half = (WIDTH - 26) / 2
    return [setting.gap(12), *setting.table([[cells[0], None, cells[1]]], [half, 26, half])]


def _end(setting: Setting, report: FamilyReport) -> list[Flowable]:
    flow: list[Flowable] = []
    if report.try_at_home:
        flow += setting.heading(setting.root, 2, "To try at home", _HOME_H2)
        flow += setting.paras(setting.root, report.try_at_home, _TEXT)
    flow += [setting.gap(10), *setting.paras(setting.root, phrases.thanks(report), _THANKS)]
    if report.space_to_write:
        flow += _space(setting)
    return flow


def _space(setting: Setting) -> list[Flowable]:
    titles = [setting.paras(setting.root, title, _THANKS) for title in phrases.FAMILY_SPACES]
    half = (WIDTH - 14) / 2
    commands = [
        ("BOX", (0, 0), (0, 0), 0.8, LINE),
        ("BOX", (2, 0), (2, 0), 0.8, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), (110, 66, 40)[setting.squeeze]),
    ]
    return [setting.gap(10), *setting.table([[titles[0], None, titles[1]]], [half, 14, half], commands)]
