"""Makes a picture from outside fit to stand in a document: small, upright, and with nothing hidden in it.

Every picture is decoded and written anew, so that neither the place where a photo was taken nor the name of
its camera gets into a paper, and so that a broken one is found here and not on the printed page. Called
through :mod:`tutordiary.documents.guarded`, where it has a time limit and a process of its own.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutordiary.errors import BadInput

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 30_000_000
MOST_PIXELS = 40_000_000
LONG_SIDE_PX = 1600
KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
"""What is read. Other formats are left alone: some of them start programs or reach for other files."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture made anew: PNG without any metadata, on white where it let the ground shine through."""

    png: bytes
    width: int
    height: int


def clean_picture(data: bytes, long_side_px: int = LONG_SIDE_PX) -> CleanPicture:
    """Return the picture upright and no larger than ``long_side_px``; of a moving one the first frame.

    Its size is read before a single dot is decoded.
    Raises: BadInput for anything that is no picture, is broken or cut off, or is too large.
    """
    from PIL import Image

    if len(data) > MOST_BYTES:
        raise BadInput(
            f"The picture file is larger than {MOST_BYTES // 1_000_000} MB, so it was not read. Nothing was"
            " changed. Save it smaller, then choose it again."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=KINDS) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise _too_large()
                return _made_anew(found, long_side_px)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError, IndexError, EOFError, KeyError, TypeError, OverflowError):
        # Pillow answers a broken file with any of these, each with its own meaning of the broken place.
        raise BadInput(
            "The picture could not be read: it is broken or cut off, or not a PNG, JPEG, GIF, WebP or BMP."
            " Nothing was changed. Open it in another program, save it as PNG, and choose that file."
        ) from None


def _made_anew(found: Image.Image, long_side_px: int) -> CleanPicture:
    from PIL import Image, ImageOps

    if found.format == "JPEG":
        found.draft("RGB", (long_side_px, long_side_px))  # decodes a large photo at a fraction of its size
    found.load()
    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((long_side_px, long_side_px), Image.Resampling.LANCZOS)
    ink = upright.convert("RGBA")
    paper = Image.new("RGB", ink.size, "white")
    paper.paste(ink, mask=ink.getchannel("A"))
    target = io.BytesIO()
    paper.save(target, "PNG", optimize=True)
    return CleanPicture(target.getvalue(), paper.width, paper.height)


def _too_large() -> BadInput:
    return BadInput(
        f"The picture has more than {MOST_PIXELS // 1_000_000} million dots, so it was not read. Nothing was"
        " changed. Save it smaller (1600 dots wide is plenty), then choose it again."
    )
