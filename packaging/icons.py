"""Draws the app's pictures from the one drawing, resources/icons/app.svg.

    python packaging/icons.py

Run it after changing the drawing and commit what it writes: app-16.png to app-512.png for Linux and the app
itself, app.ico for Windows, app.icns for macOS.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)  # the format knows no more


def draw(svg: Path, size_px: int) -> bytes:
    """Return the drawing as a square PNG on a clear ground. Needs no screen."""
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def write_all(folder: Path) -> list[Path]:
    """Write every picture into a folder that holds app.svg; return what was written."""
    from PIL import Image

    pictures = {size: draw(folder / "app.svg", size) for size in SIZES}
    written = []
    for size, data in pictures.items():
        written.append(folder / f"app-{size}.png")
        written[-1].write_bytes(data)
    largest = Image.open(BytesIO(draw(folder / "app.svg", 1024)))  # macOS asks for twice 512
    others = [Image.open(BytesIO(pictures[size])) for size in WINDOWS_SIZES]
    for name, options in {
        "app.ico": {"sizes": [(size, size) for size in WINDOWS_SIZES], "append_images": others},
        "app.icns": {"append_images": [Image.open(BytesIO(data)) for data in pictures.values()]},
    }.items():
        written.append(folder / name)
        largest.save(written[-1], **options)
    return written


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for path in write_all(FOLDER):
        print(path.name, path.stat().st_size)
