"""How the window looks: one typeface, one scale of sizes, one set of colours, applied in one go.

Everything is measured in em of the plain text (``em(1)`` is its height in pixels), so that 11 to 24 points
change the whole window evenly. Widgets that paint themselves ask ``tokens()`` and ``em()`` each time they
paint, and connect to ``theme_changed`` when they cache anything.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from tutordiary import assets
from ui.tokens import DARK, LIGHT, SETS, Scheme, Tokens, mix

Role = Literal["body", "small", "h2", "h1", "strong", "small_strong"]
Typeface = Literal["atkinson", "andika", "noto", "system"]

MIN_PT, MAX_PT, DEFAULT_PT = 11.0, 24.0, 12.0
SCALE: dict[Role, tuple[float, QFont.Weight]] = {
    "body": (1.0, QFont.Weight.Normal),
    "strong": (1.0, QFont.Weight.Bold),
    "small": (0.86, QFont.Weight.Normal),
    "small_strong": (0.86, QFont.Weight.Bold),
    "h2": (1.2, QFont.Weight.Bold),
    "h1": (1.55, QFont.Weight.Bold),
}
FONT_FILES: dict[Typeface, tuple[str, ...]] = {
    "atkinson": (
        "fonts/atkinson/AtkinsonHyperlegibleNext-Regular.ttf",
        "fonts/atkinson/AtkinsonHyperlegibleNext-Bold.ttf",
    ),
    "andika": ("fonts/andika/Andika-Regular.ttf", "fonts/andika/Andika-Bold.ttf"),
    "noto": ("fonts/noto/NotoSans-Regular.ttf", "fonts/noto/NotoSans-Bold.ttf"),
}


class Theme(QObject):
    """The look that is in force.

    Signals: ``theme_changed`` after colours, typeface or size changed and were applied.
    """

    theme_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.base = QFont()
        self.em_px = 16.0
        self.families: dict[Typeface, str] = {}

    def family(self, typeface: Typeface) -> str:
        """Return the family name of a typeface, loading its files the first time; empty when unknown."""
        if typeface == "system":
            return ""
        if typeface not in self.families:
            name = ""
            for file in FONT_FILES[typeface]:
                number = QFontDatabase.addApplicationFont(str(assets.path(file)))
                found = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
                name = name or (found[0] if found else "")
            self.families[typeface] = name
        return self.families[typeface]


_theme: Theme | None = None


def notifier() -> Theme:
    """Return the one theme object; connect to its ``theme_changed``."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def tokens() -> Tokens:
    """Return the colours in force."""
    return notifier().tokens


def colour(value: str) -> QColor:
    """Return a token as a Qt colour."""
    return QColor(value)


def em(count: float) -> int:
    """Return a length in whole pixels, given in heights of the plain text."""
    return round(count * notifier().em_px)


def icon_size(count: float = 1.25) -> QSize:
    """Return a square of ``count`` em."""
    return QSize(em(count), em(count))


def font(role: Role = "body") -> QFont:
    """Return the font of one place on the type scale."""
    size, weight = SCALE[role]
    made = QFont(notifier().base)
    made.setPointSizeF(made.pointSizeF() * size)
    made.setWeight(weight)
    return made


def scheme_for_system(app: QApplication, *, wanted: str = "system") -> Scheme:
    """Return the colour set for a setting: itself, or for ``system`` what the desktop asks for."""
    if wanted in SETS:
        return wanted
    hints = app.styleHints()
    accessibility = hints.accessibility()
    if accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def apply_theme(
    app: QApplication,
    scheme: Scheme = "light",
    text_pt: float = DEFAULT_PT,
    typeface: Typeface = "atkinson",
) -> None:
    """Give the whole app its style, font, palette and style sheet, then tell the painted widgets.

    ``text_pt`` is held between 11 and 24 points. May be called again at any time.
    """
    theme = notifier()
    theme.tokens = SETS[scheme]
    size = min(max(text_pt, MIN_PT), MAX_PT)
    family = theme.family(typeface)
    base = QFont(family) if family else QFont()
    base.setPointSizeF(size)
    base.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    theme.base = base
    theme.em_px = float(QFontInfo(base).pixelSize()) or size * 4 / 3
    if not app.property("fusion"):
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty("fusion", True)
    app.setFont(base)
    app.setPalette(palette(theme.tokens))
    app.setStyleSheet(style_sheet(theme.tokens))
    theme.theme_changed.emit()


def picture(name: str, t: Tokens) -> str:
    """Return the file of a picture a style sheet needs, already in the colour of its place."""
    return assets.path(f"icons/tinted/{name}-{t.scheme}.svg").as_posix()


def palette(t: Tokens) -> QPalette:
    """Return a full palette for a set of colours, disabled controls included."""
    roles = QPalette.ColorRole
    made = QPalette()
    pairs = {
        roles.Window: t.page,
        roles.WindowText: t.text,
        roles.Base: t.surface,
        roles.AlternateBase: t.raised,
        roles.Text: t.text,
        roles.Button: t.surface,
        roles.ButtonText: t.text,
        roles.BrightText: t.danger,
        roles.Highlight: t.accent,
        roles.HighlightedText: t.on_accent,
        roles.PlaceholderText: t.muted,
        roles.ToolTipBase: t.surface,
        roles.ToolTipText: t.text,
        roles.Link: t.accent,
        roles.LinkVisited: t.accent,
        roles.Light: t.raised,
        roles.Midlight: t.raised,
        roles.Mid: t.line,
        roles.Dark: t.control,
        roles.Shadow: t.control,
        roles.Accent: t.accent,
    }
    for role, value in pairs.items():
        made.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.muted))
    return made


def style_sheet(t: Tokens) -> str:
    """Return the style sheet: edges, corners and padding that a palette cannot give."""
    hover = mix(t.surface, t.text, 0.06)
    pressed = mix(t.accent, t.text if t is not DARK else t.page, 0.18)
    r, thick = em(0.5), max(2, em(0.125))
    grown = thick - 1  # a thicker edge takes its room from inside, so that nothing moves
    tall, chip = em(2.0) - 2, em(1.7) - 2
    return f"""
    QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.control}; padding: 4px; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.control}; border-radius: {r}px;
        padding: {em(0.25)}px {em(0.5)}px; min-height: {em(1.4)}px;
        selection-background-color: {t.accent}; selection-color: {t.on_accent};
        placeholder-text-color: {t.muted}; }}
    QPlainTextEdit, QTextEdit {{ padding: {em(0.2)}px {em(0.3)}px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{
        border: {thick}px solid {t.ring}; }}
    QLineEdit[problem="true"], QPlainTextEdit[problem="true"] {{ border: {thick}px solid {t.danger}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
    QComboBox::drop-down {{ border: none; width: {em(1.5)}px; }}
    QComboBox::down-arrow {{ image: url("{picture("chevron", t)}"); width: {em(1)}px; height: {em(1)}px; }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.control}; selection-background-color: {t.accent_soft};
        selection-color: {t.text}; outline: none; }}
    QComboBox QAbstractItemView::item {{ min-height: {em(1.9)}px; padding-left: {em(0.4)}px; }}
    QPushButton {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.control};
        border-radius: {r}px; padding: 0 {em(0.9)}px; min-height: {tall}px; outline: none; }}
    QPushButton:hover {{ background: {hover}; }}
    QPushButton:focus, QPushButton:checked {{ border: {thick}px solid {t.ring};
        padding: 0 {em(0.9) - grown}px; min-height: {tall - 2 * grown}px; }}
    QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton:disabled {{ color: {t.muted}; border: 1px dashed {t.control}; }}
    QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; font-weight: bold;
        border: 1px solid {t.accent}; padding: 0 {em(1.2)}px; }}
    QPushButton[kind="primary"]:hover {{ background: {pressed}; }}
    QPushButton[kind="primary"]:focus {{ border: {thick}px solid {t.text};
        padding: 0 {em(1.2) - grown}px; }}
    QPushButton[kind="primary"]:disabled {{ background: {t.raised}; color: {t.muted};
        border: 1px dashed {t.control}; }}
    QPushButton[kind="quiet"] {{ background: transparent; color: {t.accent};
        border: {thick}px solid transparent; padding: 0 {em(0.5)}px; min-height: {em(1.7)}px; }}
    QPushButton[kind="quiet"]:hover {{ background: {t.accent_soft}; }}
    QPushButton[kind="quiet"]:focus {{ border: {thick}px solid {t.ring}; }}
    QPushButton[kind="quiet"]:disabled {{ color: {t.muted}; }}
    QPushButton[kind="chip"] {{ border-radius: {chip // 2}px; padding: 0 {em(0.65)}px;
        min-height: {chip}px; max-height: {chip}px; }}
    QPushButton[kind="chip"]:focus, QPushButton[kind="chip"]:checked {{ padding: 0 {em(0.65) - grown}px;
        min-height: {chip - 2 * grown}px; max-height: {chip - 2 * grown}px; }}
    QPushButton[kind="chip"]:checked:focus {{ border-color: {t.text}; }}
    QPushButton[kind="level"] {{ text-align: left; padding: 0 {em(0.8)}px; min-height: {em(1.9)}px; }}
    QPushButton[kind="level"]:checked:focus {{ border-color: {t.text}; }}
    QPushButton::menu-indicator {{ image: none; width: 0; }}
    QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.control}; padding: {em(0.3)}px; }}
    QMenu::item {{ padding: {em(0.35)}px {em(1.2)}px {em(0.35)}px {em(0.5)}px; border-radius: {em(0.3)}px; }}
    QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QMenu::indicator {{ width: {em(1)}px; height: {em(1)}px; margin-left: {em(0.3)}px; }}
    QCheckBox, QRadioButton {{ spacing: {em(0.5)}px; min-height: {em(1.7) - 2 * thick}px; outline: none;
        border: {thick}px solid transparent; }}
    QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {{
        width: {em(1.1)}px; height: {em(1.1)}px;
        border: {thick}px solid {t.control}; background: {t.surface}; border-radius: {em(0.25)}px; }}
    QCheckBox::indicator:checked, QListView::indicator:checked {{
        background: {t.accent}; border-color: {t.accent};
        image: url("{picture("check", t)}"); }}
    QCheckBox::indicator:indeterminate {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QRadioButton::indicator {{ border-radius: {em(1.1) // 2 + thick}px; }}
    QRadioButton::indicator:checked {{ border: {em(0.35)}px solid {t.accent};
        width: {em(0.4) + 2 * thick}px; height: {em(0.4) + 2 * thick}px; }}
    QCheckBox:focus, QRadioButton:focus {{ border: {thick}px solid {t.ring}; border-radius: {em(0.3)}px; }}
    QListView, QTreeView, QTableView {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.line}; border-radius: {r}px; gridline-color: {t.line};
        selection-background-color: {t.accent_soft}; selection-color: {t.text}; outline: none; }}
    QHeaderView::section {{ background: {t.surface}; color: {t.text}; border: none;
        border-bottom: 1px solid {t.line}; padding: {em(0.35)}px {em(0.5)}px; font-weight: bold; }}
    QTabBar::tab {{ background: transparent; color: {t.text}; padding: {em(0.4)}px {em(0.9)}px;
        border: {thick}px solid transparent; }}
    QTabBar::tab:selected {{ border-bottom: {thick}px solid {t.accent}; font-weight: bold; }}
    QTabBar::tab:focus {{ border: {thick}px solid {t.ring}; border-radius: {em(0.3)}px; }}
    QTabWidget::pane {{ border: none; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: {em(0.75)}px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: {em(0.75)}px; margin: 2px; }}
    QScrollBar::handle {{ background: {t.control}; border-radius: {max(2, em(0.2))}px; }}
    QScrollBar::handle:vertical {{ min-height: {em(2)}px; }}
    QScrollBar::handle:horizontal {{ min-width: {em(2)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {t.raised}; border: 1px solid {t.control}; border-radius: {em(0.3)}px;
        text-align: center; min-height: {em(1.2)}px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: {em(0.25)}px; }}
    QSplitter::handle {{ background: transparent; }}
    """
