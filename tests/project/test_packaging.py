"""What makes installers: briefcase.toml, the staging for Briefcase, desktop files and pictures."""

from __future__ import annotations

import configparser
import importlib.util
import struct
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

import tutordiary

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
APP_ID = "org.tutordiary.TutorDiary"
BUNDLE_TYPE = "application/x-tutordiary-bundle"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def load(name: str):
    """Import a script of packaging/, which is no package on purpose."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def briefcase():
    return tomllib.loads((ROOT / "briefcase.toml").read_text(encoding="utf-8"))["tool"]["briefcase"]


@pytest.fixture(scope="module")
def app(briefcase):
    return briefcase["app"]["tutordiary"]


def test_every_source_exists(app):
    assert "tutordiary" in app["sources"]
    assert [name for name in app["sources"] if not (ROOT / name).is_dir()] == []


def test_nothing_of_pyproject_is_said_again(briefcase, app):
    repeated = {"version", "license", "description", "author", "author_email", "requires"}
    assert repeated & set(briefcase) == set()
    assert repeated & set(app) == set()
    assert tutordiary.__version__ not in (ROOT / "briefcase.toml").read_text(encoding="utf-8")


def test_staging_joins_both_files(tmp_path, app):
    target = tmp_path / "stage"
    target.mkdir()
    (target / "left-from-before.py").touch()
    staged = tomllib.loads(load("bundle").stage(target).read_text(encoding="utf-8"))
    assert staged["project"]["name"] == "tutordiary"
    assert staged["project"]["version"] == tutordiary.__version__
    assert staged["tool"]["briefcase"]["app"]["tutordiary"] == app
    assert [p.name for p in target.glob("*pyproject*")] == ["pyproject.toml"]
    for name in (*app["sources"], "LICENSE", "CHANGELOG.md", "requirements.lock"):
        assert (target / name).exists()
    assert (target / f"{app['icon']}-128.png").is_file()
    assert not (target / "left-from-before.py").exists()
    assert list(target.rglob("__pycache__")) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_icon_is_drawn_in_every_size(size):
    data = (ROOT / "resources" / "icons" / f"app-{size}.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (size, size)


@pytest.mark.parametrize("name", ["app.svg", "app.ico", "app.icns"])
def test_the_other_pictures_are_there(name):
    assert (ROOT / "resources" / "icons" / name).stat().st_size > 500


def test_the_pictures_are_of_the_drawing(qapp):
    """Somebody who changes the drawing must draw the pictures again."""
    from PySide6.QtGui import QImage

    icons = ROOT / "resources" / "icons"
    fresh = QImage.fromData(load("icons").draw(icons / "app.svg", 64))
    kept = QImage(str(icons / "app-64.png"))
    assert fresh.size() == kept.size()
    different = sum(
        abs(fresh.pixelColor(x, y).lightness() - kept.pixelColor(x, y).lightness()) > 24
        for x in range(64)
        for y in range(64)
    )
    assert different < 20  # releases of Qt differ a little at the edges


def test_one_id_everywhere():
    assert {path.name for path in LINUX.glob("org.*")} == {
        f"{APP_ID}.desktop",
        f"{APP_ID}.metainfo.xml",
        f"{APP_ID}.xml",
    }
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.optionxform = str
    desktop.read(LINUX / f"{APP_ID}.desktop", encoding="utf-8")
    entry = desktop["Desktop Entry"]
    assert entry["Icon"] == entry["StartupWMClass"] == APP_ID
    # A file handed to the app would be taken for a command, so the desktop must not offer to.
    assert entry["Exec"] == "tutordiary"
    assert "MimeType" not in entry


def test_the_desktop_knows_the_bundle(app):
    kind = ElementTree.parse(LINUX / f"{APP_ID}.xml").getroot().find(f"{MIME}mime-type")
    assert kind.get("type") == BUNDLE_TYPE == app["document_type"]["bundle"]["mime_type"]
    assert kind.find(f"{MIME}glob").get("pattern") == f"*.{app['document_type']['bundle']['extension']}"
    assert kind.find(f"{MIME}sub-class-of").get("type") == "application/zip"


def test_the_shop_page_speaks_of_this_version():
    page = ElementTree.parse(LINUX / f"{APP_ID}.metainfo.xml").getroot()
    assert page.findtext("id") == APP_ID
    assert page.findtext("project_license") == "MIT"
    assert page.findtext("launchable") == f"{APP_ID}.desktop"
    assert page.find("releases/release").get("version") == tutordiary.__version__
