"""The column beside a pupil's picture: the chosen day, and every part that can be read and added to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tutordiary.presenters.ledger import Ledger
from tutordiary.presenters.pupil_state import PictureDay, PupilPage
from ui import theme
from ui.pupil.ledger import LedgerCard, LeftCard
from ui.pupil.parts import Hands, decisions_box, fill, moments_card, part_card, starts_box, talk_box
from ui.pupil_rights_card import MakeRights, RightsCard
from ui.widgets import Body, Card, Heading, Muted, QuietButton, Text, drop_from

FACES = "faces"  # asking with faces, among the kinds of sheets
PLAN = "plan"  # the learning plan, which is a page of its own

MORE = "Permissions, what has left, reports, people, results from elsewhere"
NO_SCALES = "None. This diary has no scales."


class Side(QWidget):
    """Builds the parts of a page anew each time it is shown."""

    def __init__(self, over: QWidget, hands: Hands) -> None:
        super().__init__()
        self._over = over
        self._hands = hands
        self._open_for = ""
        self.ask: QuietButton
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._day = Card()
        self._column.addWidget(self._day)
        self._day.hide()
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def show_day(self, day: PictureDay) -> None:
        """Draw all that was noted on one day."""
        drop_from(self._day.body)
        heading = Heading(day.title, level=2)
        heading.setWordWrap(True)
        self._day.body.addWidget(heading)
        for line in day.lines:
            self._day.body.addWidget(Text(line.indicator, role="small_strong", wrap=True))
            self._day.body.addWidget(Body(line.words))
        if not day.lines:
            self._day.body.addWidget(Muted(day.spoken.removeprefix(f"{day.title}. "), wrap=True))
        self._day.show()

    def show_page(
        self, page: PupilPage, ledger: Ledger, rights: MakeRights, erased: Callable[[], None]
    ) -> None:
        """Draw a pupil's parts."""
        drop_from(self._column, keep=1)
        self._day.hide()
        hands = self._hands
        starts = part_card("Start points", "start", hands)
        for missing in dict.fromkeys(line.missing for line in page.outcomes if line.missing):
            starts.body.addWidget(Muted(missing, role="small", wrap=True))
        for line in page.outcomes:
            starts.body.addWidget(starts_box(line, hands))
        decisions = part_card("Your decisions", "judgement", hands, can_add=False)
        for line in page.outcomes:
            decisions.body.addWidget(decisions_box(line, hands))
        talks = part_card("Conversations", "conversation", hands)
        if not page.talks:
            talks.body.addWidget(Muted("None noted yet.", wrap=True))
        fill(talks, "Conversations", [partial(talk_box, talk, hands) for talk in page.talks])
        words = moments_card("In their words", "voice", page.voices, "Nobody’s words yet.", hands)
        self.ask = QuietButton("Ask with faces", icon="message-square-quote")
        self.ask.clicked.connect(lambda _on: hands.open_form(FACES, "", ""))
        words.body.insertWidget(1, self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        targets = moments_card("Targets", "target", page.targets, "None set yet.", hands)
        self.plan = QuietButton("Learning plan", icon="file-text")
        self.plan.clicked.connect(lambda _on: hands.open_form(PLAN, "", ""))
        targets.body.insertWidget(1, self.plan, 0, Qt.AlignmentFlag.AlignLeft)
        cards = (
            moments_card("Moments", "sign", page.moments, "No small sign in words yet.", hands),
            words,
            targets,
            starts,
            decisions,
            talks,
            self._more(page, ledger),
            RightsCard(self._over, page.pupil_id, rights, erased),
        )
        for card in cards:
            self._column.addWidget(card)

    def _more(self, page: PupilPage, ledger: Ledger) -> QWidget:
        """Return what is looked at now and then: built when it is asked for, and left open for this pupil."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.7))
        if self._open_for == page.pupil_id:
            self._build_more(column, page, ledger)
            return box
        card = Card()
        card.body.addWidget(Muted(MORE, wrap=True))
        more = QuietButton(
            "Show them", icon="chevron-down", name="Show permissions, what has left and people"
        )
        card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)

        def build() -> None:
            self._open_for = page.pupil_id
            drop_from(column)
            self._build_more(column, page, ledger)
            placed = column.itemAt(0)  # the card before is still there until the next turn
            card = placed.widget() if placed is not None else None
            first = card.findChild(QuietButton) if card is not None else None
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

        more.clicked.connect(build)
        return box

    def _build_more(self, column: QVBoxLayout, page: PupilPage, ledger: Ledger) -> None:
        hands = self._hands
        for card in (
            LedgerCard(self._over, ledger, lambda one: hands.open_form("permission", one, "")),
            LeftCard(ledger),
            moments_card("Reports given", "report", page.documents, "None yet.", hands, can_edit=False),
            moments_card(
                "At school", "contact", page.people, "Nobody yet. The SENCO’s name stands on reports.", hands
            ),
            moments_card("Results from elsewhere", "score", page.scores, NO_SCALES, hands),
        ):
            column.addWidget(card)

    def _restyle(self) -> None:
        self._column.setSpacing(theme.em(0.7))
