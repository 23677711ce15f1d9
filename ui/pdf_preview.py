"""Shows the pages of a finished PDF, drawn from its own bytes: what is seen is what would be given."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Muted, QuietButton, Scroller, drop_from

ZOOMS = (1.0, 1.4, 2.0)  # of the room there is


def draw_pages(data: bytes, width_px: int) -> list[QImage]:
    """Return each page as a picture ``width_px`` wide. Safe off the window's thread."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pictures = []
        for page in document:
            bitmap = page.render(scale=width_px / page.get_width())
            shown = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888
            )
            pictures.append(shown.copy())  # the buffer goes with the bitmap
            page.close()
        return pictures
    finally:
        document.close()


class Page(QWidget):
    """One page of paper."""

    def __init__(self, picture: QImage, words: str) -> None:
        super().__init__()
        self._pixmap = QPixmap.fromImage(picture)
        self.setFixedSize(self._pixmap.deviceIndependentSize().toSize())
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page with a thin edge."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.setPen(theme.colour(theme.tokens().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PdfPreview(QWidget):
    """A column of pages that scrolls, and can be drawn larger than the room there is.

    Signals: ``size_changed`` when pages of another width are wanted.
    """

    size_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._zoom = 0
        self.claim = "exactly as it will be given"  # what is said of the pages
        self._scroller = Scroller()
        self._scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroller.setAccessibleName("The finished page")
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Always there: one that comes with the page would take width from it.
        self._scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # A page drawn for a wider window must not keep the window wide.
        self._scroller.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._scroller.setMinimumWidth(theme.em(16))
        self._scroller.installEventFilter(self)
        self._count = Muted("", role="small", wrap=True)
        self._smaller = QuietButton("", icon="minus", name="Draw the page smaller")
        self._larger = QuietButton("", icon="plus", name="Draw the page larger")
        self._smaller.clicked.connect(lambda: self._step(-1))
        self._larger.clicked.connect(lambda: self._step(1))
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._smaller)
        foot.addWidget(self._larger)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 0)  # room for the ring
        column.addWidget(self._scroller, 1)
        column.addLayout(foot)
        self.page_count = 0
        self._step(0)

    @property
    def focus_places(self) -> tuple[QWidget, ...]:
        """What takes the focus: the paper, to scroll it with the arrow keys, and the two sizes."""
        return self._scroller, self._smaller, self._larger

    @property
    def width_px(self) -> int:
        """How wide a page is to be drawn now, in the screen's own dots."""
        width = (self._scroller.viewport().width() - 4) * ZOOMS[self._zoom]
        return max(200, round(width * self.devicePixelRatioF()))

    def _step(self, by: int) -> None:
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + by))
        self._smaller.setEnabled(self._zoom > 0)
        self._larger.setEnabled(self._zoom < len(ZOOMS) - 1)
        if by:
            self.size_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the ring around the paper when it has the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        if self._scroller.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour(theme.tokens().ring), 2))
            painter.drawRect(self._scroller.geometry().adjusted(-1, -1, 1, 1))
            painter.end()

    def show_pages(self, pictures: list[QImage]) -> None:
        """Draw other pages, staying at the same place of the paper."""
        place = self._scroller.verticalScrollBar().value()
        body = self._scroller.body
        drop_from(body)
        self.page_count = len(pictures)
        for number, picture in enumerate(pictures, start=1):
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            body.addWidget(
                Page(picture, f"Page {number} of {len(pictures)}"), 0, Qt.AlignmentFlag.AlignHCenter
            )
        body.addStretch(1)
        self._count.setText(f"{len(pictures)} page{'s' if len(pictures) != 1 else ''}, {self.claim}")
        self._scroller.verticalScrollBar().setValue(place)
