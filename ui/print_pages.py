"""Prints a finished PDF as it would be given, page by page. No file of it is left on this computer by us.

The system's printing may hold one until the paper is out, and the printer's queue for longer: that is said.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QWidget

from ui import file_choice

DOTS_PER_INCH = 300
NO_PRINTER = "No printer is set up on this computer. Save the sheet, and print it where there is one."
SENT = "Sent to the printer, whose queue may keep a copy for a while. Put the paper away from this computer."


def print_pdf(parent: QWidget, data: bytes) -> str | None:
    """Ask for a printer and print; return what to say, or None when nobody wanted to after all."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        return NO_PRINTER
    printer = QPrinter()
    printer.setResolution(DOTS_PER_INCH)
    printer.setFullPage(True)
    printer.setDocName("Tutor Diary")  # shown in the printer's queue: it says nothing of what is printed
    dialog = QPrintDialog(printer, parent)
    with file_choice.no_trail():  # it may ask for a file
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
    if not wanted:
        return None
    draw_on(printer, data)
    return SENT


def draw_on(printer: object, data: bytes) -> None:
    """Draw each page of a PDF over a whole page of a QPrinter."""
    from PySide6.QtPrintSupport import QPrinter

    from ui.pdf_preview import draw_pages

    assert isinstance(printer, QPrinter)
    page = printer.paperRect(QPrinter.Unit.DevicePixel)
    painter = QPainter(printer)
    try:
        for number, picture in enumerate(draw_pages(data, round(page.width()))):
            if number:
                printer.newPage()
            height = picture.height() * page.width() / picture.width()
            painter.drawImage(QRectF(0, 0, page.width(), height), picture)
    finally:
        painter.end()
