"""The look: every pair of colours by the formula, one scale of sizes, the app's own fonts and icons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tutordiary import assets
from tutordiary.framework import shipped_framework
from ui import icons, theme
from ui.tokens import SETS, contrast, mix
from ui.widgets import Body, Chips, DotsButton, NavItem, NavRail, NoticeBar, PrimaryButton, SecondaryButton

UI = Path(__file__).resolve().parents[2] / "ui"
WORDS, EDGES = 4.5, 3.0
TEXT_PAIRS = [
    ("text", "page"), ("text", "surface"), ("text", "raised"), ("text", "accent_soft"), ("muted", "page"),
    ("muted", "surface"), ("muted", "raised"), ("accent", "surface"), ("accent", "page"),
    ("accent", "accent_soft"), ("on_accent", "accent"), ("danger", "surface"), ("danger", "page"),
    ("danger", "danger_soft"), ("ok", "surface"), ("ok", "ok_soft"), ("warn", "surface"),
    ("warn", "warn_soft"),
    ("text", "danger_soft"), ("text", "ok_soft"), ("text", "warn_soft"), ("muted", "accent_soft"),
]  # fmt: skip
EDGE_PAIRS = [
    ("control", "surface"), ("control", "page"), ("ring", "surface"), ("ring", "page"),
    ("ring", "accent_soft"),
    ("accent", "accent_soft"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def light_again(qapp, monkeypatch):
    """Put the look back where a test changed it: styling everything anew is dear, and few of these do."""
    applied, apply_theme = [], theme.apply_theme

    def noted(*given, **named):
        applied.append(given)
        apply_theme(*given, **named)

    monkeypatch.setattr(theme, "apply_theme", noted)
    yield
    if applied:
        apply_theme(qapp, "light", 12)


def test_the_formula_gives_the_known_ends():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"


@pytest.mark.parametrize("scheme", SETS)
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_words_can_be_read(scheme, front, back):
    tokens = SETS[scheme]
    assert contrast(getattr(tokens, front), getattr(tokens, back)) >= WORDS


@pytest.mark.parametrize("scheme", SETS)
@pytest.mark.parametrize(("front", "back"), EDGE_PAIRS)
def test_edges_can_be_seen(scheme, front, back):
    tokens = SETS[scheme]
    assert contrast(getattr(tokens, front), getattr(tokens, back)) >= EDGES


@pytest.mark.parametrize("scheme", SETS)
def test_outcomes_can_be_read_on_their_tint_and_on_the_surface(scheme):
    tokens = SETS[scheme]
    for hue in tokens.looks.values():
        assert contrast(hue.strong, hue.soft) >= WORDS
        assert contrast(hue.strong, tokens.surface) >= WORDS
        assert contrast(hue.strong, tokens.page) >= WORDS
        assert contrast(tokens.text, hue.soft) >= WORDS


@pytest.mark.parametrize("scheme", SETS)
def test_every_outcome_of_the_framework_has_colours_and_unknown_ones_get_the_accent(scheme):
    tokens = SETS[scheme]
    assert {outcome.look for outcome in shipped_framework().outcomes} <= set(tokens.looks)
    assert tokens.look("made-up").strong == tokens.accent


@pytest.mark.parametrize("scheme", SETS)
def test_a_setting_that_names_a_set_wins_over_the_desktop(qapp, scheme):
    assert theme.scheme_for_system(qapp, wanted=scheme) == scheme
    assert theme.scheme_for_system(qapp, wanted="system") in SETS


@pytest.mark.parametrize(("asked", "got"), [(5, 11), (11, 11), (12, 12), (16.5, 16.5), (24, 24), (60, 24)])
def test_the_size_of_words_has_ends(qapp, asked, got):
    theme.apply_theme(qapp, "light", asked)
    assert qapp.font().pointSizeF() == got
    assert theme.font("h1").pointSizeF() == pytest.approx(got * 1.55)
    assert theme.font("small").pointSizeF() == pytest.approx(got * 0.86)
    assert theme.em(10) == pytest.approx(10 * QFontInfo(qapp.font()).pixelSize(), abs=1)


@pytest.mark.parametrize(
    ("typeface", "family"),
    [("atkinson", "Atkinson Hyperlegible Next"), ("andika", "Andika"), ("noto", "Noto Sans")],
)
def test_the_fonts_are_the_apps_own(qapp, typeface, family):
    theme.apply_theme(qapp, "light", 12, typeface)
    assert QFontInfo(theme.font("body")).family() == family
    assert QFontInfo(theme.font("h1")).bold()


@pytest.mark.parametrize("scheme", SETS)
def test_the_palette_is_whole(qapp, scheme):
    theme.apply_theme(qapp, scheme, 12)
    tokens = SETS[scheme]
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Window).name().upper() == tokens.page
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name().upper()
    assert contrast(disabled, tokens.surface) >= WORDS
    for picture in ("chevron", "check"):
        assert Path(theme.picture(picture, tokens)).is_file()


def test_painted_widgets_hear_of_a_change(qapp, qtbot):
    with qtbot.waitSignal(theme.notifier().theme_changed, timeout=1000):
        theme.apply_theme(qapp, "dark", 12)
    assert theme.tokens().scheme == "dark"


def test_labels_follow_a_change_and_may_go_away(qapp, qtbot):
    label = Body("Elsie asked to start the break.")
    qtbot.addWidget(label)
    gone = Body("Gone")
    gone.deleteLater()
    qapp.processEvents()
    theme.apply_theme(qapp, "dark", 16.5)
    assert label.font().pointSizeF() == 16.5
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == SETS["dark"].text


def colours_of(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("scheme", SETS)
def test_icons_take_the_colour_of_the_theme(qapp, scheme):
    theme.apply_theme(qapp, scheme, 12)
    drawn = colours_of(icons.icon("star", "accent").pixmap(20, 20).toImage())
    assert SETS[scheme].accent in drawn


def test_every_icon_named_in_the_window_ships_with_its_licence():
    shipped = {path.stem for path in assets.path("icons/lucide").glob("*.svg")}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    core = (UI.parent / "tutordiary").rglob("*.py")
    sources += "\n".join(path.read_text(encoding="utf-8") for path in core)
    asked = set(re.findall(r'icon(?:_name)?="([a-z0-9-]+)"', sources))
    asked |= set(re.findall(r'\bicon\(\s*"([a-z0-9-]+)"', sources))
    assert asked <= shipped
    for name in shipped:
        assert "currentColor" in assets.read_text(f"icons/lucide/{name}.svg")
    assert "ISC License" in assets.read_text("icons/LICENSE.txt")


@pytest.mark.parametrize("text_pt", [11, 12, 16.5, 24])
def test_targets_are_large_enough_and_keep_their_place_when_chosen(qapp, qtbot, text_pt):
    theme.apply_theme(qapp, "light", text_pt)
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(900, 700)
    chips = Chips(("Led the group", "Big smile"), holder)
    chips.resize(800, 10)
    parts = [PrimaryButton("Finish", holder), SecondaryButton("Undo", holder, icon="undo-2"), *chips.items]
    parts.append(DotsButton(2, "Sometimes", holder))
    holder.show()
    for part in parts:
        part.ensurePolished()
        before = part.sizeHint()
        assert before.height() >= 24
        if part.isCheckable():
            part.setChecked(True)
        assert part.sizeHint() == before


def test_chips_wrap_and_know_their_height(qapp, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    chips = Chips(("Led the group", "Tried something new", "Needed a break"), holder)
    chips.show()
    chips.resize(2000, 10)
    one_line = chips.height()
    chips.resize(220, 10)
    assert chips.height() >= 2 * one_line
    lowest = max(chip.geometry().bottom() for chip in chips.items)
    assert lowest < chips.height()
    boxes = [chip.geometry() for chip in chips.items]
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_the_rail_moves_by_arrows_and_chooses_by_enter(qapp, qtbot):
    from PySide6.QtCore import Qt

    rail = NavRail(
        [NavItem("today", "Today", "calendar-check"), NavItem("log", "Log", "notebook-pen")],
        [NavItem("lock", "Lock now", "lock", is_action=True)],
    )
    qtbot.addWidget(rail)
    chosen, done = [], []
    rail.page_chosen.connect(chosen.append)
    rail.action_chosen.connect(done.append)
    rail.resize(200, 500)
    rail.show()
    rail.set_current("today")
    qtbot.keyClick(rail.pages, Qt.Key.Key_Down)
    assert chosen == []
    assert [item.text() for item in rail.pages.selectedItems()] == ["Today"]
    qtbot.keyClick(rail.pages, Qt.Key.Key_Return)
    qtbot.keyClick(rail.foot, Qt.Key.Key_Space)
    assert (chosen, done) == (["log"], ["lock"])
    rail.fit(600)
    assert rail.width() < theme.em(6)
    rail.fit(1366)
    assert rail.width() > theme.em(9)


def test_a_notice_says_itself_and_offers_its_actions(qapp, qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.say("There is no room on the disk.", mood="danger", actions=("Try again",))
    assert bar.accessibleName() == "There is no room on the disk."
    with qtbot.waitSignal(bar.action_chosen, timeout=1000) as told:
        bar.buttons[0].click()
    assert told.args == ["Try again"]
    bar.hide()


def test_words_typed_by_a_tutor_are_never_mark_up(qapp, qtbot):
    label = Body("<b>Led</b> the group")
    qtbot.addWidget(label)
    plain = QLabel("<b>Led</b> the group")
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > plain.sizeHint().width()
    assert isinstance(QApplication.instance(), QApplication)
