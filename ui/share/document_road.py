"""The road for a document of the tutor's own: drop or choose it, read it, save a copy with names replaced."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut

from tutordiary.presenters.share_document import DocumentPresenter
from tutordiary.presenters.share_document_state import NOTHING_CHOSEN, DocumentChoice, DocumentGive
from tutordiary.presenters.share_state import Step
from ui import file_choice
from ui.keys_sheet import KeysSheet
from ui.share.document_choose import DocumentChooseStep
from ui.share.document_drop import files_in
from ui.share.document_give import DocumentGiveStep
from ui.share.road import RoadPage, RoadWords
from ui.share.sheets import KEYS

WORDS = RoadWords("A document of mine", "A document", "Save a copy…", "Review the document")
KINDS = "Word and text documents (*.docx *.txt *.doc *.docm *.text);;All files (*)"
KIND_NAMES = {".docx": "Word document (*.docx)", ".txt": "Plain text (*.txt)"}
OWN_KEYS = (("Ctrl O", "choose a document"), ("Esc", "stop reading it"))
IN_DOCUMENT = "In your document, stays there"
ONE_AT_A_TIME = "Drop one document at a time."


class DocumentRoad(RoadPage):
    """Draws the document in hand and what its copy would hold, and takes files dropped on it."""

    presenter: DocumentPresenter

    def __init__(self) -> None:
        self.choose, self.give = DocumentChooseStep(), DocumentGiveStep()
        super().__init__(WORDS, self.choose, self.give)
        self.setAcceptDrops(True)
        self.review.panel.name_original(IN_DOCUMENT)
        self.choose.drop.choose_wanted.connect(self.ask_file)
        self.choose.drop.stop_wanted.connect(lambda: self.presenter.stop())
        self.choose.drop.close_wanted.connect(lambda: self.presenter.close_document())
        self.choose.groups_chosen.connect(lambda groups: self.presenter.choose_groups(groups))
        self.give.review_wanted.connect(lambda: self.presenter.open_step(Step.REVIEW))
        self.give.answered.connect(self.on_answered)
        self.give.confirmed.connect(self.on_confirmed)
        self.give.purpose_chosen.connect(lambda purpose: self.presenter.choose_purpose(purpose))
        for keys, action in (("Ctrl+O", self.ask_file), ("Esc", lambda: self.presenter.stop())):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def show_choice(self, state: DocumentChoice) -> None:
        """Draw the first step."""
        had_focus = self.choose.isAncestorOf(self.focusWidget() or self)
        self.choose.show_choice(state)
        self.fit_words(has_words=bool(state.name), why_none=NOTHING_CHOSEN)
        if had_focus and not self.choose.drop.choose.isEnabled():
            self.choose.drop.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_give(self, state: DocumentGive) -> None:
        """Draw the third step."""
        self.give.show_give(state)
        self.fit_blocked(state.blocked)

    def _show_keys(self) -> None:
        KeysSheet(self, "A document of mine", (*OWN_KEYS, *KEYS)).present()

    def focus_choice(self) -> None:
        """Put the focus on the choice of a file, or with one in hand on the way to its review."""
        if self._has_words:
            self.choose.show_top()
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choose.focus_first()

    def focus_open(self) -> bool:
        """Put the focus on the first question that is open."""
        if not (self.give.intruder.isVisible() and self.give.intruder.focus_open()):
            return False
        self.give.ensureWidgetVisible(self.give.intruder.focusWidget())
        return True

    def ask_file(self) -> None:
        """Ask which document, and read it."""
        path = file_choice.open_place(self, "Which document?", KINDS)
        if path is not None:
            self.presenter.open_file(path)

    def give_now(self) -> None:
        """Ask where the copy goes, and save it there."""
        kind = self.presenter.kind
        path = file_choice.save_place(
            self, "Where the copy goes", self.presenter.suggested_name(), KIND_NAMES[kind]
        )
        if path is not None:
            self.presenter.give(path if path.suffix.lower() == kind else path.with_name(path.name + kind))

    # Dropping -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, while the first step is in front."""
        if self.presenter.step is Step.CHOOSE and files_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.choose.drop.show_over(is_over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is over the page any more."""
        self.choose.drop.show_over(is_over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the document dropped."""
        self.choose.drop.show_over(is_over=False)
        files = files_in(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if len(files) == 1:
            self.presenter.open_file(files[0])
        elif files:
            self.say(ONE_AT_A_TIME, "warn")
