"""The first step for a document: which one, what it holds, and whose names are looked for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tutordiary.presenters.share_document_state import OPENING, STAYS, DocumentChoice, GroupChoice
from ui import theme
from ui.share.choose import LABEL_INDENT_EM, SIDE_BY_SIDE_EM
from ui.share.document_drop import DropCard
from ui.share.lines import lay_columns, show_lines
from ui.widgets import Card, Heading, Muted, NoticeBar, Scroller, announce

EVERYBODY, SOME = "Everybody in this diary", "Only the people around some groups"
EVERYBODY_WHAT = "Pupils, their families, the schools’ staff and places, of every group there was."
SOME_WHAT = (
    "Fewer ordinary words are taken for names. Before the copy is written, everybody else is looked for too."
)
ROWS_SHOWN = 5
ID = Qt.ItemDataRole.UserRole


class DocumentChooseStep(Scroller):
    """Draws the document in hand and the groups.

    Signals: ``groups_chosen`` with a tuple of ids, empty for everybody.
    """

    groups_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._was_opening = False
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._trouble = NoticeBar("")
        self.drop = DropCard()
        self._left = QVBoxLayout()
        for part in (self._trouble, self.drop, self._build_facts()):
            self._left.addWidget(part)
        self._left.addStretch(1)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._build_people(), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    def _build_facts(self) -> QWidget:
        self._facts_card = Card()
        self._facts_card.body.addWidget(Heading("In this document", level=2))
        self._facts, self._behind = QVBoxLayout(), QVBoxLayout()
        self._facts_card.body.addLayout(self._facts)
        self._behind_title = Heading("What does not come along", level=2)
        self._facts_card.body.addWidget(self._behind_title)
        self._facts_card.body.addLayout(self._behind)
        return self._facts_card

    def _build_people(self) -> QWidget:
        card = Card()
        card.body.addWidget(Heading("Whose names are looked for?", level=2))
        self.everybody, self.some = QRadioButton(EVERYBODY), QRadioButton(SOME)
        self._ways = QButtonGroup(self)
        for radio, what in ((self.everybody, EVERYBODY_WHAT), (self.some, SOME_WHAT)):
            radio.setAccessibleDescription(what)
            self._ways.addButton(radio)
            card.body.addWidget(radio)
            card.body.addWidget(Muted(what, wrap=True))
        self.everybody.clicked.connect(lambda _on: self._say_groups())
        self.some.clicked.connect(self._on_some)
        self.groups = QListWidget()
        self.groups.setAccessibleName("Groups")
        self.groups.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.groups.itemChanged.connect(lambda _item: self._say_groups())
        card.body.addWidget(self.groups)
        return card

    def show_choice(self, state: DocumentChoice) -> None:
        """Draw the document in hand, what it holds and the groups."""
        self._filling = True
        again = ""
        if state.again:
            again = (
                f"Open “{state.again}” again to go on. "
                "Its text is kept nowhere; what you decided about it is still here."
            )
        self._trouble.say(state.trouble or again, mood="warn" if state.trouble else "info")
        self.drop.show_document(
            state.name,
            OPENING if state.is_opening else "",
            STAYS,
            is_opening=state.is_opening,
        )
        show_lines(self._facts, state.facts)
        show_lines(self._behind, state.left_behind)
        self._behind_title.setVisible(bool(state.left_behind))
        self._facts_card.setVisible(bool(state.facts))
        self._fit_groups(state.groups)
        some = not state.looks_for_all or (self.some.isChecked() and bool(state.groups))
        (self.some if some else self.everybody).setChecked(True)
        self.some.setEnabled(bool(state.groups))
        self.groups.setVisible(some)
        if self._was_opening and not state.is_opening:
            announce(self, state.trouble or f"{state.name}: {'. '.join(state.facts)}")
        self._was_opening = state.is_opening
        self._filling = False

    def focus_first(self) -> None:
        """Put the focus on the button that chooses a file."""
        self.drop.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.drop.choose)

    def show_top(self) -> None:
        """Show the document in hand and what it holds."""
        self.verticalScrollBar().setValue(0)

    def _fit_groups(self, groups: tuple[GroupChoice, ...]) -> None:
        if [self.groups.item(at).data(ID) for at in range(self.groups.count())] != [g.id for g in groups]:
            self.groups.clear()
            for group in groups:
                item = QListWidgetItem(f" {group.words}, {group.about}")
                item.setData(ID, group.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                self.groups.addItem(item)
        for at, group in enumerate(groups):
            mark = Qt.CheckState.Checked if group.is_chosen else Qt.CheckState.Unchecked
            self.groups.item(at).setCheckState(mark)
        self._fit_height()

    def _on_some(self) -> None:
        self.groups.setVisible(True)
        if self.groups.count():
            self.groups.setCurrentRow(max(0, self.groups.currentRow()))
            self.groups.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_groups(self) -> None:
        if self._filling:
            return
        chosen: tuple[str, ...] = ()
        if self.some.isChecked():
            items = [self.groups.item(at) for at in range(self.groups.count())]
            chosen = tuple(item.data(ID) for item in items if item.checkState() is Qt.CheckState.Checked)
        self.groups_chosen.emit(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two columns side by side where there is room."""
        super().resizeEvent(event)
        self._restyle()

    def _fit_height(self) -> None:
        rows = min(ROWS_SHOWN, max(1, self.groups.count()))
        for at in range(self.groups.count()):
            self.groups.item(at).setSizeHint(QSize(theme.em(8), theme.em(2.0)))
        self.groups.setFixedHeight(theme.em(2.0) * rows + theme.em(0.8))

    def _restyle(self) -> None:
        em = theme.em
        lay_columns(self._columns, self.viewport().width(), SIDE_BY_SIDE_EM)
        for layout in (self._left, self.body):
            layout.setSpacing(em(1))
        for lines in (self._facts, self._behind):
            lines.setSpacing(em(0.3))
        self._filling, filling = True, self._filling
        self._fit_height()
        self._filling = filling
        for words in self.findChildren(Muted):
            if words.wordWrap() and words.parentWidget() is not self.drop:
                words.setIndent(em(LABEL_INDENT_EM))
