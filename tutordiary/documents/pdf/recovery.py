"""Lays out the recovery sheet: the code in groups of five, what to do with it, and what nobody can do."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from tutordiary.documents import phrases, wording
from tutordiary.documents.content import RecoverySheet
from tutordiary.documents.pdf.flow import ACCENT, LINE, SOFT, WARM, WARM_TINT, WIDTH, Setting, Type
from tutordiary.documents.pdf.press import Sheet

_TITLE = Type(23, 28, "bold")
_LINE = Type(9.6, 13, colour=SOFT)
_H2 = Type(12.4, 16, "bold", ACCENT, before=12, after=2)
_NUMBER = Type(10, 18, colour=SOFT)
_GROUP = Type(19, 24, "semibold")
_STEP = Type(11, 16)
_WARM_HEAD = Type(11, 15, "bold", WARM)
_ACROSS = 4


def sheet(recovery: RecoverySheet) -> Sheet:
    """Return what stands around the sheet."""
    name = f"Private. Recovery sheet {recovery.sheet}"
    return Sheet(title=wording.FILE_RECOVERY, footer=name, running=name, style=recovery.style)


def story(setting: Setting, recovery: RecoverySheet) -> list[Flowable]:
    """Return the sheet in reading order."""
    root = setting.root
    flow = setting.heading(root, 1, "Recovery sheet for your diary", _TITLE)
    flow += setting.paras(root, phrases.recovery_line(recovery), _LINE)
    flow += setting.heading(root, 2, "Your recovery code", _H2)
    flow += _code(setting, recovery)
    flow += setting.heading(root, 2, "If you forget your passphrase", _H2)
    flow += _steps(setting)
    return [*flow, setting.gap(8), *_warning(setting)]


def _code(setting: Setting, recovery: RecoverySheet) -> list[Flowable]:
    groups = phrases.code_groups(recovery.code)
    if not groups:
        return list(setting.paras(setting.root, "No code was made.", _STEP))
    listed = setting.root.add("L")
    cells: list[list[Any]] = []
    for number, group in enumerate(groups, start=1):
        item = listed.add("LI")
        label = setting.raw(item.add("Lbl"), setting.markup(str(number)), _NUMBER)
        cells.append([label, setting.raw(item.add("LBody"), setting.markup(group, "semibold"), _GROUP)])
    cells += [[None, None]] * (-len(cells) % _ACROSS)
    in_rows = [cells[start : start + _ACROSS] for start in range(0, len(cells), _ACROSS)]
    rows = [[part for cell in row for part in cell] for row in in_rows]
    label_width = 24.0
    width = WIDTH / _ACROSS - label_width
    commands: list[tuple[Any, ...]] = [
        ("BOX", (0, 0), (-1, -1), 1.2, ACCENT),
        ("LINEABOVE", (0, 1), (-1, -1), 0.5, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(5)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(8)),
    ]
    commands += [("LINEBEFORE", (2 * column, 0), (2 * column, -1), 0.5, LINE) for column in range(1, _ACROSS)]
    return setting.table(rows, [label_width, width] * _ACROSS, commands)


def _steps(setting: Setting) -> list[Flowable]:
    listed = setting.root.add("L")
    rows: list[list[Any]] = []
    for number, text in enumerate(phrases.RECOVERY_STEPS, start=1):
        item = listed.add("LI")
        label = setting.raw(item.add("Lbl"), setting.bold(str(number), "bold", ACCENT), _STEP)
        rows.append([label, setting.paras(item.add("LBody"), text, _STEP)])
    return setting.table(rows, [20, WIDTH - 20])


def _warning(setting: Setting) -> list[Flowable]:
    cell: list[Any] = [
        setting.raw(setting.root.add("H2"), setting.markup(phrases.RECOVERY_ALONE, "bold"), _WARM_HEAD)
    ]
    cell += setting.paras(setting.root, phrases.RECOVERY_WARNING, _STEP)
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), WARM_TINT),
        ("LEFTPADDING", (0, 0), (-1, -1), setting.pt(12)),
        ("RIGHTPADDING", (0, 0), (-1, -1), setting.pt(12)),
        ("TOPPADDING", (0, 0), (-1, -1), setting.pt(6)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), setting.pt(10)),
    ]
    return setting.table([[cell]], [WIDTH], commands)
