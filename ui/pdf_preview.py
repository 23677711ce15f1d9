"""Shows the pages of a finished PDF, drawn from its own bytes: what is seen is what would be given."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Muted, Scroller

POINTS_PER_INCH = 72.0


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
    """A column of pages that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._scroller = Scroller()
        self._scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroller.setAccessibleName("The finished page")
        # A page drawn for a wider window must not keep the window wide.
        self._scroller.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._scroller.setMinimumWidth(theme.em(16))
        self._count = Muted("", role="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller, 1)
        column.addWidget(self._count)
        self.page_count = 0

    @property
    def focus_place(self) -> QWidget:
        """What takes the focus, to scroll the paper with the arrow keys."""
        return self._scroller

    @property
    def width_px(self) -> int:
        """How wide a page may be drawn now, in the screen's own dots."""
        return max(200, round((self._scroller.viewport().width() - 4) * self.devicePixelRatioF()))

    def show_pages(self, pictures: list[QImage]) -> None:
        """Draw other pages, staying at the same place of the paper."""
        place = self._scroller.verticalScrollBar().value()
        body = self._scroller.body
        while body.count():
            item = body.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.page_count = len(pictures)
        for number, picture in enumerate(pictures, start=1):
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            body.addWidget(
                Page(picture, f"Page {number} of {len(pictures)}"), 0, Qt.AlignmentFlag.AlignHCenter
            )
        body.addStretch(1)
        self._count.setText(
            f"{len(pictures)} page{'s' if len(pictures) != 1 else ''}, exactly as it will be given"
        )
        self._scroller.verticalScrollBar().setValue(place)
