"""The screen a child chooses a face on: it covers the window, and nothing of the diary can be seen on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tutordiary.presenters.faces import DONT_SAY, DONT_SAY_WORDS, Asking
from ui import icons, theme
from ui.face_picture import paint_face
from ui.widgets import Button, QuietButton, announce

THANK_YOU = "Thank you"
BACK = "Back"
BACK_NAME = "Back to the diary without an answer"
DONE = "Back to the diary"
MOST_LINES = 3  # of a question
LABEL_LINES = 2
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def fitting(words: str, role: theme.Role, wanted_px: int, room: QSize, most_lines: int) -> QFont:
    """Return the font of a role at the wanted height of letters, smaller where the words need it."""
    font = theme.font(role)
    for size in range(max(wanted_px, 12), 11, -1):
        font.setPixelSize(size)
        measure = QFontMetrics(font)
        took = measure.boundingRect(QRect(0, 0, room.width(), 10_000), _FLAGS, words)
        longest = max(measure.horizontalAdvance(part) for part in words.split())
        if longest <= room.width() and took.height() <= min(
            room.height(), most_lines * measure.lineSpacing()
        ):
            break
    return font


def in_lines(label: str) -> str:
    """Return a word or two as they are, and a sentence broken in its middle: no last word stands alone."""
    words = label.split()
    middle = (len(words) + 1) // 2
    return label if len(words) < 4 else f"{' '.join(words[:middle])}\n{' '.join(words[middle:])}"


class FaceButton(Button):
    """One face with its word below, as large as its place."""

    kind = "face"

    def __init__(self, face: int, scale: int, label: str, parent: QWidget) -> None:
        super().__init__("", parent, name=label)
        self.face = face
        self._scale = scale
        self.label = label
        self._letters_px, self._words_px = 20, 50
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_letters(self, size_px: int, words_px: int) -> None:
        """Write the word this high, and keep so much room for it: all faces of a screen alike."""
        self._letters_px, self._words_px = size_px, words_px
        self.update()

    def side(self) -> int:
        """Return how wide and high the face is, in pixels: the word has its room below it."""
        edge = self._edge()
        return max(24, min(self.width() - 2 * edge, self.height() - self._words_px - 3 * edge))

    def room(self) -> QSize:
        """Return the most room there may be for the word: the face is to be the larger."""
        return QSize(self.width() - 2 * self._edge(), round(self.height() * 0.32))

    def _edge(self) -> int:
        return max(6, round(min(self.width(), self.height()) * 0.06))

    def sizeHint(self) -> QSize:
        """Return a target no child can miss."""
        return QSize(theme.em(9), theme.em(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the face and its word; a ground under the mouse or a finger, a ring with the focus."""
        t, edge, side = theme.tokens(), self._edge(), self.side()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        has_focus = self.hasFocus()
        painter.setPen(QPen(QColor(t.ring), 4) if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.raised if self.underMouse() or self.isDown() else t.surface))
        painter.drawRoundedRect(frame, edge * 2, edge * 2)
        square = QRectF((self.width() - side) / 2, edge, side, side)
        paint_here = square.adjusted(side * 0.04, side * 0.04, -side * 0.04, -side * 0.04)
        paint_face(painter, paint_here, self.face, self._scale)
        font = theme.font("strong")
        font.setPixelSize(self._letters_px)
        painter.setFont(font)
        painter.setPen(QColor(t.text))
        below = QRect(edge, side + 2 * edge, self.width() - 2 * edge, self.height() - side - 2 * edge)
        painter.drawText(below, _FLAGS, in_lines(self.label))
        painter.end()


class FacesScreen(QWidget):
    """The question and the faces over a whole window; what stands below is hidden until it goes.

    Signals: ``answered`` once, with the face; ``left`` after it went by a key or a press of the tutor, with
    whether something was chosen.
    """

    answered = Signal(int)
    left = Signal(bool)

    def __init__(self, window: QWidget, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._asking = asking
        self._hidden: list[QWidget] = []
        self._is_done = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(asking.question)
        self.setAccessibleDescription("Choose a face, or do not say")
        scale = asking.choices[0].of
        self.faces = [FaceButton(one.number, scale, one.label, self) for one in asking.choices]
        self.faces.append(FaceButton(DONT_SAY, scale, DONT_SAY_WORDS, self))
        for button in self.faces:
            button.clicked.connect(lambda _on, one=button: self._choose(one.face))
        self.back = QuietButton(BACK, self, icon="arrow-left", hint="Esc", name=BACK_NAME)
        self.back.clicked.connect(self._leave)
        theme.notifier().theme_changed.connect(self._place)

    def present(self) -> None:
        """Hide what the window shows and stand in its place. No face has the focus: none is suggested."""
        below = self._window.findChildren(QWidget, options=_DIRECT)
        self._hidden = [one for one in below if one.isVisible() and not one.isWindow() and one is not self]
        self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        for one in self._hidden:
            one.hide()

    def take_down(self) -> None:
        """Show what was there before. Nothing is told."""
        self._window.removeEventFilter(self)
        self.hide()
        for one in self._hidden:
            if isValid(one):
                one.show()
        self._hidden = []
        self.deleteLater()

    @property
    def is_done(self) -> bool:
        """Whether something was chosen."""
        return self._is_done

    def _choose(self, face: int) -> None:
        if self._is_done:
            return
        self._is_done = True
        for button in self.faces:
            button.hide()
        self.back.set_words(DONE)
        self.setAccessibleName(THANK_YOU)
        self.setAccessibleDescription("")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, THANK_YOU)
        self._place()
        self.update()
        self.answered.emit(face)

    def _leave(self) -> None:
        self.take_down()
        self.left.emit(self._is_done)

    # Keys -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number, D or the arrows and Enter; Esc leaves. No key reaches anything below."""
        event.accept()
        key = event.key()
        if event.isAutoRepeat() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return
        if key == Qt.Key.Key_Escape or (self._is_done and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self._leave()
        elif self._is_done:
            return
        elif key in (Qt.Key.Key_0, Qt.Key.Key_D):
            self._choose(DONT_SAY)
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(self.faces) - 1:
            self._choose(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._step(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._step(-1)

    def _step(self, by: int) -> None:
        focus = QApplication.focusWidget()
        now = next((place for place, one in enumerate(self.faces) if one is focus), None)
        if now is None:
            now = -1 if by > 0 else len(self.faces)
        place = max(0, min(len(self.faces) - 1, now + by))
        self.faces[place].setFocus(Qt.FocusReason.TabFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab on the screen."""
        moved = super().focusNextPrevChild(forward)
        focus = QApplication.focusWidget()
        if focus is None or not (focus is self or self.isAncestorOf(focus)):
            self.setFocus(Qt.FocusReason.TabFocusReason)
        return moved

    # Looks ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._place()

    def _margin(self) -> int:
        return max(16, self.width() // 40)

    def _head(self) -> QRect:
        """Return where the question stands."""
        margin = self._margin()
        return QRect(2 * margin, 2 * margin, self.width() - 4 * margin, round(self.height() * 0.22))

    def _place(self) -> None:
        margin, head = self._margin(), self._head()
        size = self.back.sizeHint()
        self.back.setGeometry(margin, self.height() - margin - size.height(), size.width(), size.height())
        top = head.bottom() + margin
        room = QRect(margin, top, self.width() - 2 * margin, self.back.y() - margin - top)
        count = len(self.faces)
        in_row = count if room.width() / count >= min(150, room.height() * 0.5) else (count + 1) // 2
        rows = -(-count // in_row)
        gap = margin // 2
        wide = min((room.width() - gap * (in_row - 1)) // in_row, 300)
        tall = min((room.height() - gap * (rows - 1)) // rows, round(wide * 1.5))
        first_y = room.top() + max(0, (room.height() - rows * tall - gap * (rows - 1)) // 3)
        for number, button in enumerate(self.faces):
            row, column = divmod(number, in_row)
            here = min(in_row, count - row * in_row)
            first_x = (self.width() - here * wide - gap * (here - 1)) // 2
            button.setGeometry(first_x + column * (wide + gap), first_y + row * (tall + gap), wide, tall)
        wanted = max(theme.em(1.1), round(wide * 0.13))
        fonts = [
            fitting(in_lines(one.label), "strong", wanted, one.room(), LABEL_LINES) for one in self.faces
        ]
        font = min(fonts, key=lambda one: one.pixelSize())
        for button in self.faces:
            button.set_letters(font.pixelSize(), LABEL_LINES * QFontMetrics(font).lineSpacing())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the question, or the thanks."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(t.page))
        painter.setPen(QColor(t.text))
        wanted = max(theme.em(1.8), self.width() // 27)
        if self._is_done:
            self._paint_thanks(painter, wanted)
        else:
            head = self._head()
            painter.setFont(fitting(self._asking.question, "h1", wanted, head.size(), MOST_LINES))
            painter.drawText(
                head, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._asking.question
            )
        painter.end()

    def _paint_thanks(self, painter: QPainter, letters_px: int) -> None:
        # What was chosen is not shown again: it is nobody else's to see.
        side = round(min(self.width(), self.height()) * 0.16)
        middle = round(self.height() * 0.42)
        picture = QRectF((self.width() - side) / 2, middle - side * 1.15, side, side)
        icons.paint_icon(painter, picture, "music", theme.tokens().accent)
        painter.setFont(fitting(THANK_YOU, "h1", round(letters_px * 1.3), self.size(), 1))
        line = QRect(0, middle + side // 8, self.width(), letters_px * 3)
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, THANK_YOU)
