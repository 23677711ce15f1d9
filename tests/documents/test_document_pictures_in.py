"""Pictures from outside: upright, small, with nothing hidden in them; anything else is a sentence."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tutordiary.documents.pictures_in import MOST_BYTES, clean_picture
from tutordiary.errors import BadInput


def picture(kind="PNG", size=(40, 20), mode="RGB", colour="navy", **more):
    target = io.BytesIO()
    Image.new(mode, size, colour).save(target, kind, **more)
    return target.getvalue()


def opened(made):
    return Image.open(io.BytesIO(made.png))


def a_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(width, height):
    """Return a PNG that claims a size and holds almost nothing."""
    head = a_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + a_chunk(b"IDAT", zlib.compress(b"\0" * 64)) + a_chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_the_usual_kinds_become_png(kind):
    made = clean_picture(picture(kind))
    assert (made.width, made.height) == (40, 20)
    assert opened(made).format == "PNG"


def test_a_large_one_becomes_small_and_keeps_its_shape():
    made = clean_picture(picture("JPEG", (3200, 800)), 800)
    assert (made.width, made.height) == (800, 200)


def test_where_a_photo_was_taken_does_not_come_along():
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    data = picture("JPEG", exif=exif, comment=b"SECRETNOTE")
    assert b"SECRETCAMERA" in data
    made = clean_picture(data)
    assert b"SECRET" not in made.png
    assert opened(made).info == {}
    assert not opened(made).getexif()


def test_a_photo_held_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = clean_picture(picture("JPEG", (40, 20), exif=exif))
    assert (made.width, made.height) == (20, 40)


def test_what_lets_the_ground_through_stands_on_white():
    made = clean_picture(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    assert opened(made).getpixel((5, 5)) == (255, 255, 255)


def test_a_moving_picture_gives_its_first_frame():
    target = io.BytesIO()
    frames = [Image.new("P", (10, 10), number) for number in range(3)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(opened(clean_picture(target.getvalue())), "n_frames", 1) == 1


@pytest.mark.parametrize(("width", "height"), [(12_960, 12_960), (7000, 7000), (1, 2**31 - 1)])
def test_one_too_large_is_refused_before_it_is_read(width, height):
    began = time.monotonic()
    with pytest.raises(BadInput, match="40 million dots"):
        clean_picture(huge_png(width, height))
    assert time.monotonic() - began < 2


def test_a_file_too_large_is_refused_unread():
    with pytest.raises(BadInput, match="larger than 30 MB"):
        clean_picture(bytes(MOST_BYTES + 1))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP"])
def test_a_truncated_one_is_refused(kind):
    whole = picture(kind, (200, 200), **({"quality": 90} if kind == "JPEG" else {}))
    with pytest.raises(BadInput, match="could not be read"):
        clean_picture(whole[: len(whole) * 2 // 3])


@pytest.mark.parametrize("kind", ["TIFF", "ICO", "PPM"])
def test_other_kinds_are_left_alone_however_sound(kind):
    with pytest.raises(BadInput, match="could not be read"):
        clean_picture(picture(kind, (32, 32)))


@pytest.mark.parametrize("data", [b"", b"%!PS-Adobe-3.0 EPSF-3.0\n", b"<svg/>", b"II*\0", huge_png(900, 900)])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadInput, match="Nothing was changed"):
        clean_picture(data)


SOUND = [picture(kind, (12, 9)) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP")]


@given(st.sampled_from(SOUND), st.integers(0, 400), st.binary(max_size=8))
def test_a_damaged_one_is_a_picture_or_a_sentence(sound, at, other):
    at %= len(sound)
    try:
        made = clean_picture(sound[:at] + other + sound[at + len(other) :])
    except BadInput:
        return
    assert made.png.startswith(b"\x89PNG")
