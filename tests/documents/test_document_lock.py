"""A PDF with a password: who has it reads everything, who has not reads nothing."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pdf_reading import structure
from small_pages import words

from tutordiary.documents.writer import protect
from tutordiary.errors import BadInput

PASSWORD = "three small drums é"


@pytest.fixture(scope="module")
def plain():
    return words("Rowan set the tempo.").data


@pytest.fixture(scope="module")
def locked(plain):
    return protect(plain, PASSWORD)


def test_nothing_is_read_without_the_password(locked):
    for wrong in ("", "three small drums e"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(locked), password=wrong)
    assert b"Rowan" not in locked
    assert b"Test" not in locked


def test_the_lock_is_the_strongest_a_pdf_has(locked):
    with pikepdf.open(io.BytesIO(locked), password=PASSWORD) as pdf:
        assert pdf.encryption.R == 6
        assert pdf.encryption.bits == 256
        assert str(pdf.encryption.stream_method).endswith("aesv3")
        assert pdf.allow.accessibility
        assert pdf.allow.print_highres


def test_everything_is_read_with_it(plain, locked):
    opened = io.BytesIO()
    with pikepdf.open(io.BytesIO(locked), password=PASSWORD) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        pdf.save(opened)
    assert [node.tag for node in structure(opened.getvalue()).kids] == [n.tag for n in structure(plain).kids]


def test_letters_that_look_the_same_are_the_same(plain):
    apart = protect(plain, PASSWORD.replace("é", "e\u0301"))
    pikepdf.open(io.BytesIO(apart), password=PASSWORD).close()


def test_the_same_password_locks_differently_each_time(plain, locked):
    assert protect(plain, PASSWORD) != locked


@pytest.mark.parametrize(
    "password", ["", "drums", " three small drums", "three\tsmall drums", "drum " * 26 + "x", "é" * 70]
)
def test_a_password_that_cannot_be_used_is_refused_with_a_way_on(plain, password):
    with pytest.raises(BadInput, match=r"No file was made\. \w+"):
        protect(plain, password)
