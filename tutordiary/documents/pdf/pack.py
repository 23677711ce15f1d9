"""Lays out the page a tutor brings to a critical reflection group, and the sheet for running it."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable, PageBreak

from tutordiary.documents import phrases, wording
from tutordiary.documents.content import Pack
from tutordiary.documents.pdf.flow import ACCENT, ACCENT_TINT, LINE, SOFT, WARM_TINT, WIDTH, Setting, Type
from tutordiary.documents.pdf.press import Sheet, Try
from tutordiary.documents.pdf.tagging import Element

_OVERLINE = Type(9.4, 12.4, "semibold", ACCENT)
_TITLE = Type(23, 28, "bold")
_LINE = Type(9.6, 13, colour=SOFT)
_H2 = Type(11.4, 15, "bold", ACCENT, before=9, after=1)
_QUESTION = Type(14.6, 20, "semibold")
_TEXT = Type(10.6, 15.4)
_QUIET = Type(10.6, 15.4, colour=SOFT)
_H3 = Type(9.4, 13, "bold")
_ITEM = Type(9.8, 13.6)
_SAFE = Type(8.4, 11.4)
_WRITE_LINES = (4, 3, 2)


def sheet(pack: Pack) -> Sheet:
    """Return what stands around the page."""
    tries = (Try(1.0), Try(1.0, 1), Try(1.0, 2), Try(0.97, 2))
    pages = 2 if pack.with_agenda else 1
    return Sheet(
        wording.FILE_PACK, phrases.PACK_FOOTER, "Reflection pack", pack.style, tries=tries, pages=pages
    )


def story(setting: Setting, pack: Pack) -> list[Flowable]:
    """Return the page in reading order."""
    root = setting.root
    h1 = root.add("H1")
    title = setting.raw(h1, setting.markup(pack.title or "What I am bringing", "bold"), _TITLE)
    title.title = pack.title or "What I am bringing"
    flow: list[Flowable] = [
        setting.raw(h1, setting.markup("Critical reflection group", "semibold"), _OVERLINE),
        title,
        *setting.paras(root, phrases.pack_line(pack), _LINE),
        *_question(setting, pack),
        *_told(setting, "What happened", pack.happened, "Nothing written down yet."),
        *_noticed(setting, pack),
        *(_told(setting, "What I learned", pack.learned, "") if pack.learned else []),
        *_sign(setting, pack),
        *(_told(setting, "Since last time", pack.since_last_time, "") if pack.since_last_time else []),
        *_activity(setting, pack),
        *_space(setting, pack),
    ]
    return flow + (_agenda(setting) if pack.with_agenda else [])


def _question(setting: Setting, pack: Pack) -> list[Flowable]:
    flow = setting.heading(setting.root, 2, "My question for the group", _H2)
    cell: list[Any] = setting.paras(setting.root, pack.question or phrases.NO_QUESTION, _QUESTION)
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), ACCENT_TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(14)),
        ("RIGHTPADDING", (0, 0), (-1, -1), setting.pt(14)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(7)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(10)),
    ]
    return [*flow, *setting.table([[cell]], [WIDTH], commands)]


def _told(setting: Setting, title: str, text: str, empty: str) -> list[Flowable]:
    head = setting.heading(setting.root, 2, title, _H2)
    return [*head, *setting.paras(setting.root, text or empty, _TEXT if text else _QUIET)]


def _noticed(setting: Setting, pack: Pack) -> list[Flowable]:
    if not pack.noticed and not pack.unsure:
        return []
    flow = setting.heading(setting.root, 2, "What I noticed, and what I am unsure about", _H2)
    gap = 20.0
    half = (WIDTH - gap) / 2
    # One row, a column to a cell, so that the order drawn is the order read.
    left, right = (
        _numbered(setting, *column) for column in (("Noticed", pack.noticed), ("Unsure", pack.unsure))
    )
    commands: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (0, 0), 1.2, ACCENT),
        ("LINEABOVE", (2, 0), (2, 0), 1.2, ACCENT),
        ("TOPPADDING", (0, 0), (-1, 0), setting.pt(3)),
    ]
    return [*flow, setting.gap(1), *setting.table([[left, None, right]], [half, gap, half], commands)]


def _numbered(setting: Setting, title: str, items: tuple[str, ...]) -> list[Any]:
    cell: list[Any] = [setting.raw(setting.root.add("H3"), setting.markup(title, "bold"), _H3)]
    if not items:
        return cell + setting.paras(setting.root, "Nothing yet.", _QUIET)
    listed = setting.root.add("L")
    for number, text in enumerate(items, start=1):
        label = setting.bold(str(number), "bold", ACCENT) + "\u00a0\u00a0 "
        para = setting.raw(listed.add("LI").add("LBody"), label + setting.markup(text), _ITEM)
        para.style.leftIndent, para.style.firstLineIndent = setting.pt(13), -setting.pt(13)
        cell.append(para)
    return cell


def _sign(setting: Setting, pack: Pack) -> list[Flowable]:
    if not pack.sign:
        return []
    return _told(setting, phrases.pack_sign_title(pack), pack.sign, "")


def _activity(setting: Setting, pack: Pack) -> list[Flowable]:
    rows_of = phrases.activity_rows(pack.activity)
    if not rows_of:
        return []
    flow = setting.heading(setting.root, 2, "An activity to share", _H2)
    table = setting.root.add("Table")
    rows = [_activity_row(setting, table.add("TR"), label, value) for label, value in rows_of]
    commands = [
        ("LINEABOVE", (0, 0), (-1, -1), 0.5, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(2.6)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(3.4)),
    ]
    label_width = setting.pt(92)
    return [*flow, *setting.table(rows, [label_width, WIDTH - label_width], commands)]


def _activity_row(setting: Setting, row: Element, label: str, value: str) -> list[Any]:
    head = setting.raw(row.add("TH", scope="Row").add("P"), setting.markup(label, "bold"), _H3)
    return [head, setting.paras(row.add("TD"), value, _ITEM)]


def _space(setting: Setting, pack: Pack) -> list[Flowable]:
    flow = setting.heading(setting.root, 2, "Space for the group", _H2)
    flow.insert(0, setting.room(140))
    for title in phrases.pack_spaces(pack):
        flow.append(setting.raw(setting.root.add("H3"), setting.markup(title, "bold"), _H3))
        rows: list[list[Any]] = [[None]] * _WRITE_LINES[setting.squeeze]
        commands = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(22)),
        ]
        flow += [*setting.table(rows, [WIDTH], commands), setting.gap(4)]
    return flow


def _agenda(setting: Setting) -> list[Flowable]:
    flow: list[Flowable] = [PageBreak()]
    flow += setting.heading(setting.root, 1, "Running the session", _TITLE)
    flow += setting.paras(setting.root, phrases.AGENDA_LINE, _LINE)
    flow += setting.heading(setting.root, 2, "Agenda, 120 minutes", _H2)
    table = setting.root.add("Table")
    rows = [_activity_row(setting, table.add("TR"), time, what) for time, what in phrases.AGENDA]
    commands = [
        ("LINEABOVE", (0, 0), (-1, -1), 0.5, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(2.6)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(3.4)),
    ]
    label = setting.pt(92)
    flow += setting.table(rows, [label, WIDTH - label], commands)
    for title, items in phrases.SESSION_CARDS:
        flow += setting.heading(setting.root, 2, title, _H2)
        listed = setting.root.add("L")
        for text in items:
            flow += setting.paras(listed.add("LI").add("LBody"), text, Type(9.8, 14.4, indent=12))
    cell: list[Any] = setting.paras(setting.root, phrases.SAFEGUARDING, _SAFE)
    tint = [
        ("BACKGROUND", (0, 0), (-1, -1), WARM_TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(10)),
        ("RIGHTPADDING", (0, 0), (-1, -1), setting.pt(10)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(5)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(7)),
    ]
    return [*flow, setting.gap(10), *setting.table([[cell]], [WIDTH], tint)]
