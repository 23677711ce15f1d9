"""Pieces of a pupil's page: a part with its heading, one thing to read, and what follows from a talk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tutordiary.presenters.pupil_state import Moment, OutcomeLine, TalkLine
from ui import theme
from ui.face_picture import SmallFaces, has_face
from ui.widgets import Body, Card, Chip, Heading, Muted, QuietButton, Text

MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Hands:
    """What can be done on the page: open a sheet, star something, tick an action."""

    open_form: Callable[[str, str, str], None]
    star: Callable[[str, str, bool], None]
    tick: Callable[[str, bool], None]


def part_card(title: str, kind: str, hands: Hands, *, can_add: bool = True) -> Card:
    """Return a card with its heading and, where it can be added to, a button that opens a new sheet."""
    card = Card()
    head = QHBoxLayout()
    heading = Heading(title, level=2)
    heading.setWordWrap(True)
    head.addWidget(heading, 1)
    if can_add:
        add = QuietButton("Add", icon="plus", name=f"Add to {title.lower()}")
        add.clicked.connect(lambda _on: hands.open_form(kind, "", ""))
        head.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(head)
    return card


def moments_card(
    title: str, kind: str, moments: Sequence[Moment], empty: str, hands: Hands, *, can_edit: bool = True
) -> Card:
    """Return a card with things to read; the first ones are shown, the others at a press."""
    card = part_card(title, kind, hands, can_add=can_edit)
    if not moments:
        card.body.addWidget(Muted(empty, wrap=True))
    fill(card, title, [partial(moment_box, kind, one, hands, can_edit=can_edit) for one in moments])
    return card


def fill(card: Card, title: str, makers: Sequence[Callable[[], QWidget]]) -> None:
    """Put boxes on a card: the first few now, the others when they are asked for."""
    for make in makers[:MOST_SHOWN]:
        card.body.addWidget(make())
    rest = makers[MOST_SHOWN:]
    if not rest:
        return
    words = f"Show all {len(makers)}"
    button = QuietButton(words, icon="chevron-down", name=f"{words}: {title}")

    def show() -> None:
        boxes = [make() for make in rest]
        button.hide()
        for box in boxes:
            card.body.addWidget(box)
        found = boxes[0].findChildren(QuietButton)
        if found:
            found[0].setFocus(Qt.FocusReason.OtherFocusReason)

    button.clicked.connect(show)
    card.body.addWidget(button)


def moment_box(kind: str, moment: Moment, hands: Hands, *, can_edit: bool = True) -> QWidget:
    """Return one thing to read: when and who, star and change, its words, who may see it."""
    box = QWidget()
    lines = QVBoxLayout(box)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(theme.em(0.1))
    about = ", ".join(part for part in (moment.when, moment.title, moment.seen_by) if part)
    line = QHBoxLayout()
    line.addWidget(Muted(about, role="small", wrap=True), 1)
    if moment.is_starred is not None:
        star = Chip("Star", name=f"Star: {about}")
        star.setChecked(moment.is_starred)
        star.toggled.connect(lambda on: hands.star(kind, moment.record_id, on))
        line.addWidget(star, 0, Qt.AlignmentFlag.AlignTop)
    if can_edit:
        edit = QuietButton("", icon="pencil", name=f"Change: {about}")
        edit.clicked.connect(lambda _on: hands.open_form(kind, moment.record_id, ""))
        line.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
    lines.addLayout(line)
    if moment.kind == "harder":
        lines.addWidget(Text("A harder day", role="small_strong"))
    is_quote = moment.kind == "voice"
    words = f"“{moment.text.strip('“”')}”" if is_quote else moment.text
    if has_face(moment.face, moment.face_scale):
        face = SmallFaces(((moment.face or 0, moment.face_scale or 0),), "The face chosen")
        lines.addWidget(face, 0, Qt.AlignmentFlag.AlignLeft)
    if words:
        lines.addWidget(Body(words))
    if moment.who_sees:
        lines.addWidget(Muted(f"May see it: {moment.who_sees}", role="small", wrap=True))
    if moment.warning:
        lines.addWidget(Text(moment.warning, role="small_strong", wrap=True))
    return box


def starts_box(line: OutcomeLine, hands: Hands) -> QWidget:
    """Return an outcome's start points, or the prompt to write the first one."""
    box, lines = _outcome_box(line.outcome)
    for start in line.starts:
        lines.addWidget(moment_box("start", start, hands))
    if line.start_note:
        lines.addWidget(Muted(line.start_note, role="small", wrap=True))
    if line.missing:
        write = QuietButton("Write it", icon="pencil", name=f"Write a start point: {line.outcome}")
        write.clicked.connect(lambda _on: hands.open_form("start", "", line.outcome_id))
        lines.addWidget(write, 0, Qt.AlignmentFlag.AlignLeft)
    return box


def decisions_box(line: OutcomeLine, hands: Hands) -> QWidget:
    """Return the rule with what there is for an outcome, and what the tutor decided."""
    box, lines = _outcome_box(line.outcome)
    lines.addWidget(Muted(f"{line.rule[:1].upper()}{line.rule[1:]}", role="small", wrap=True))
    if line.others:
        lines.addWidget(Muted(line.others, role="small", wrap=True))
    if line.warning:
        lines.addWidget(Text(line.warning, role="small_strong", wrap=True))
    for decision in line.decisions[:2]:
        lines.addWidget(moment_box("judgement", decision, hands))
    words = "Decide again" if line.decisions else "Decide"
    decide = QuietButton(words, icon="check", name=f"{words}: {line.outcome}")
    decide.clicked.connect(lambda _on: hands.open_form("judgement", "", line.outcome_id))
    lines.addWidget(decide, 0, Qt.AlignmentFlag.AlignLeft)
    return box


def talk_box(talk: TalkLine, hands: Hands) -> QWidget:
    """Return a conversation with who else it was about, and what somebody will do."""
    box = moment_box("conversation", talk.moment, hands)
    lines = box.layout()
    assert isinstance(lines, QVBoxLayout)
    if talk.with_others:
        lines.addWidget(Muted(talk.with_others, role="small", wrap=True))
    for action in talk.actions:
        row = QHBoxLayout()
        done = Chip("Done", name=f"Done: {action.words}")
        done.setChecked(action.is_done)
        done.toggled.connect(lambda on, one=action.record_id: hands.tick(one, on))
        row.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Body(action.words), 1)
        edit = QuietButton("", icon="pencil", name=f"Change: {action.words}")
        edit.clicked.connect(lambda _on, one=action.record_id: hands.open_form("action", one, ""))
        row.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(row)
    add = QuietButton("What happens next", icon="plus", name=f"Add what happens next: {talk.moment.when}")
    add.clicked.connect(lambda _on: hands.open_form("action", "", talk.moment.record_id))
    lines.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
    return box


def _outcome_box(outcome: str) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    lines = QVBoxLayout(box)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(theme.em(0.1))
    lines.addWidget(Text(outcome, role="strong", wrap=True))
    return box, lines
