"""The tutor's side of asking with faces: picks a question and how many faces, then turns the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from tutordiary.errors import UserError
from tutordiary.presenters.faces import FEW, LONGEST, MANY, Faces, Kept, choices_of
from ui import theme
from ui.draft_sheet import DraftSheet
from ui.face_picture import SmallFaces
from ui.faces import FacesScreen
from ui.widgets import (
    Body,
    Chip,
    FieldRow,
    Muted,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    Text,
    drop_from,
)

TITLE = "Ask with faces"
TURN = "The child sees the question and the faces, and nothing else."
OWN_HINT = "So that any answer is welcome: “How was …?” rather than “Did you like …?”"
NOT_KEPT = "The answer could not be kept, and was"


class _Words(Body):
    """The words of a question, which pick it at a press and wrap where the mark's own could not."""

    def __init__(self, words: str, radio: QRadioButton) -> None:
        super().__init__(words)
        self._radio = radio

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the question."""
        self._radio.click()
        event.accept()


class FacesSheet(DraftSheet):
    """Lays the child's screen over the window; once a face was chosen, the sheet is done.

    ``told`` says what was kept and how it is taken back; ``done`` draws the page anew.
    """

    def __init__(
        self,
        over: QWidget,
        faces: Faces,
        told: Callable[[str, Callable[[], str]], None],
        done: Callable[[], None],
    ) -> None:
        super().__init__(over, TITLE, width_em=36)
        self._faces = faces
        self._told = told
        self._done = done
        self._screen: FacesScreen | None = None
        self._kept: Kept | None = None
        self._trouble = NoticeBar("", mood="danger")
        self.body.addWidget(self._trouble)
        if faces.refusal:
            self.body.addWidget(Body(faces.refusal))
            self.body.addStretch(1)
            self.present()
            return
        self.body.addWidget(Muted(TURN, wrap=True))
        self._build_questions()
        self._build_scale(faces.first_scale())
        self._build_show()
        self._build_own()
        self.body.addStretch(1)
        self.present(self.own if self.own.text() else self.show_button)

    # Building -------------------------------------------------------------------------------------

    def _build_show(self) -> None:
        self.show_button = PrimaryButton("Show the faces", hint="Ctrl+Enter")
        self.show_button.clicked.connect(self.show_faces)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.show_faces)
        self.body.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_questions(self) -> None:
        self.body.addWidget(Text("Question", role="strong"))
        self._group = QButtonGroup(self)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.em(0.1))
        self.body.addLayout(self._lines)
        self._fill_questions(self._faces.questions()[0])

    def _build_own(self) -> None:
        self.own = QLineEdit(self._faces.typed())
        self.own.setMaxLength(LONGEST * 2)
        self._own_row = FieldRow("Or another question", self.own, hint=OWN_HINT)
        self.body.addWidget(self._own_row)
        self.keep_it = Chip("Keep it in the list", name="Keep this question in the list")
        self.body.addWidget(self.keep_it, 0, Qt.AlignmentFlag.AlignLeft)
        self.watch(self.own)
        self.own.textChanged.connect(self._on_typed)
        self._on_typed()
        self.stop_keeping()

    def _fill_questions(self, chosen: str) -> None:
        drop_from(self._lines)
        self.radios: list[QRadioButton] = []
        for question in self._faces.questions():
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            radio = QRadioButton()
            radio.setAccessibleName(question)
            radio.setChecked(question == chosen)
            self._group.addButton(radio)
            self.radios.append(radio)
            off = QuietButton("", icon="x", name=f"Take off the list: {question}")
            off.clicked.connect(lambda _on, one=question: self._drop(one))
            row.addWidget(radio)
            row.addWidget(_Words(question, radio), 1)
            row.addWidget(off)
            self._lines.addWidget(line)

    def _build_scale(self, scale: int) -> None:
        self.body.addWidget(Text("How many faces", role="strong"))
        row = QHBoxLayout()
        self.scales = {FEW: Chip("3 faces"), MANY: Chip("5 faces")}
        sizes = QButtonGroup(self)
        for size, chip in self.scales.items():
            chip.setChecked(size == scale)
            sizes.addButton(chip)
            row.addWidget(chip)
        row.addStretch(1)
        self.body.addLayout(row)
        self._sample = SmallFaces((), "", size_em=1.5)
        self.body.addWidget(self._sample)
        sizes.buttonClicked.connect(lambda _chip: self._show_sample())
        self._show_sample()

    def _show_sample(self) -> None:
        scale = self.scale
        words = ", ".join(one.label for one in choices_of(scale))
        self._sample.show_faces(
            (*((one.number, scale) for one in choices_of(scale)), (0, scale)),
            f"{words}, and I don’t want to say",
        )

    # What is chosen -------------------------------------------------------------------------------

    @property
    def scale(self) -> int:
        """How many faces there will be."""
        return next(size for size, chip in self.scales.items() if chip.isChecked())

    @property
    def question(self) -> str:
        """The question typed, or else the one picked."""
        typed = self.own.text().strip()
        picked = next((one.accessibleName() for one in self.radios if one.isChecked()), "")
        return typed or picked

    def _drop(self, question: str) -> None:
        if not self.own.text().strip():
            self.own.setText(question)  # to change it, or to put it back
        chosen = next((one.accessibleName() for one in self.radios if one.isChecked()), "")
        self._faces.drop(question)
        held = self._faces.questions()
        self._fill_questions(chosen if chosen in held else held[0])
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        has_own = bool(self.own.text().strip())
        self.keep_it.setVisible(has_own)
        for radio in self.radios:
            radio.setEnabled(not has_own)
        self._own_row.set_problem("")
        self.on_typed()

    def keep_draft(self) -> None:
        """Keep the question being typed."""
        self._faces.keep_typed(self.own.text())

    # The child's screen ---------------------------------------------------------------------------

    def show_faces(self) -> None:
        """Cover the window with the question and the faces."""
        problem = self._faces.problem(self.question)
        self._own_row.set_problem(problem)
        if problem:
            self.own.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keep_now()
        self._screen = FacesScreen(self.window(), self._faces.asking(self.question, self.scale))
        self._screen.answered.connect(self._on_answered)
        self._screen.left.connect(self._on_left)
        self._screen.present()

    def _on_answered(self, face: int) -> None:
        try:
            self._kept = self._faces.keep(self.question, self.scale, face)
        except UserError as error:
            chose = next(one.label for one in self._screen.faces if one.face == face) if self._screen else ""
            self._trouble.say(f"{NOT_KEPT} “{chose}”. {error}", mood="danger")
            return
        if self.own.text().strip():
            self._done_with_own()

    def _done_with_own(self) -> None:
        """Let the question typed go, into the list where that was asked for."""
        try:
            if self.keep_it.isChecked():
                self._faces.add(self.question)
            self._faces.keep_typed("")
        except UserError:
            return  # the answer is kept; the question stands here the next time
        self.own.clear()
        self.stop_keeping()  # keeping it as a draft would put the child's screen away

    def _on_left(self, was_answered: bool) -> None:
        self._screen = None
        if not was_answered or self._kept is None:
            self.show_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kept, self._kept = self._kept, None
        self.leave()
        self._done()
        self._told(kept.sentence, self._undoing(kept))

    def _undoing(self, kept: Kept) -> Callable[[], str]:
        done = self._done

        def take_back() -> str:
            said = kept.take_back()
            done()
            return said

        return take_back

    def keep_now(self) -> None:
        """Put the child's screen away, as a lock does: what was not chosen is not written."""
        screen, self._screen = self._screen, None
        if screen is not None:
            screen.take_down()
        if self._kept is not None:
            self._kept = None
            super().leave()
            return
        super().keep_now()
