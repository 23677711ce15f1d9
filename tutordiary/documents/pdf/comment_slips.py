"""Lays out slips to write comments on, one for each person asked."""

from __future__ import annotations

from reportlab.platypus import Flowable

from tutordiary.documents import outline_slips, wording
from tutordiary.documents.content import CommentSlips
from tutordiary.documents.pdf.flow import ACCENT, SOFT, Setting, Type
from tutordiary.documents.pdf.press import Sheet

_TITLE = Type(20, 27, "bold")
_H2 = Type(14, 20, "bold", ACCENT, before=8, after=2)
_BODY = Type(11.5, 17)
_SMALL = Type(10, 14, colour=SOFT)
_LINES = 62


def sheet(slips: CommentSlips) -> Sheet:
    """Return what stands around the slips."""
    title = outline_slips.slips_title(slips)
    return Sheet(title=wording.FILE_SLIPS, footer=title, running=title, style=slips.style, family="andika")


def story(setting: Setting, slips: CommentSlips) -> list[Flowable]:
    """Return the slips in reading order."""
    root = setting.root
    flow = setting.heading(root, 1, outline_slips.slips_title(slips), _TITLE)
    for slip in slips.slips:
        flow += setting.heading(root, 2, slip.title, _H2)
        flow += setting.paras(root, slip.opening, _BODY) if slip.opening else []
        for ask in (*slip.asks, "Name and date"):
            flow += [*setting.paras(root, ask, _BODY), setting.gap(_LINES)]
    back = outline_slips.hand_back(slips)
    return [*flow, *(setting.paras(root, back, _SMALL) if back else [])]
