"""The colours of the window as named tokens: light paper, dark, and a set of very high contrast.

Every pair that meets on the screen is tested by the WCAG formula: 4.5 for words, 3 for the edges of controls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Hue:
    """The two colours of an outcome: ``strong`` for dots, bars and icons, ``soft`` to lie under them."""

    strong: str
    soft: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, as ``#RRGGBB``.

    ``line`` parts things softly and carries no meaning; ``control`` is the edge of what can be used.
    ``looks`` holds the colours of the outcomes by the name the framework gives them.
    """

    scheme: Scheme
    page: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    control: str
    accent: str
    on_accent: str
    accent_soft: str
    ring: str
    danger: str
    danger_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    looks: dict[str, Hue]

    def look(self, name: str) -> Hue:
        """Return the colours of an outcome; the accent for a name this app does not know."""
        return self.looks.get(name, Hue(self.accent, self.accent_soft))


LIGHT = Tokens(
    scheme="light",
    page="#F7F4EE",
    surface="#FFFDF9",
    raised="#F0ECE3",
    text="#1F2328",
    muted="#565C66",
    line="#E0DACE",
    control="#7F8590",
    accent="#0B5C63",
    on_accent="#FFFFFF",
    accent_soft="#DCEDEB",
    ring="#0B5C63",
    danger="#A3271E",
    danger_soft="#FBE9E6",
    ok="#1C6B45",
    ok_soft="#DFF0E6",
    warn="#7A4B00",
    warn_soft="#FBEFD6",
    looks={
        "skill": Hue("#1B5CA8", "#E3EDF8"),
        "agency": Hue("#7A3A99", "#F1E6F6"),
        "resilience": Hue("#9A4A00", "#FAEADB"),
        "community": Hue("#1C6B45", "#DFF0E6"),
    },
)

DARK = Tokens(
    scheme="dark",
    page="#14171C",
    surface="#1B1F26",
    raised="#232831",
    text="#ECEAE4",
    muted="#A9B0BB",
    line="#2F3540",
    control="#7C8592",
    accent="#6FD0CB",
    on_accent="#0B2426",
    accent_soft="#1F3A3C",
    ring="#8FE3DE",
    danger="#FF9A8F",
    danger_soft="#43231F",
    ok="#7FD6A4",
    ok_soft="#1D3529",
    warn="#F0C46C",
    warn_soft="#3B301A",
    looks={
        "skill": Hue("#8CBBF2", "#1E2E42"),
        "agency": Hue("#D0A8EC", "#33263C"),
        "resilience": Hue("#F2B27A", "#3D2E1E"),
        "community": Hue("#7FD6A4", "#1D3529"),
    },
)

CONTRAST = Tokens(
    scheme="contrast",
    page="#000000",
    surface="#000000",
    raised="#1A1A1A",
    text="#FFFFFF",
    muted="#E6E6E6",
    line="#8A8A8A",
    control="#FFFFFF",
    accent="#FFE45C",
    on_accent="#000000",
    accent_soft="#333000",
    ring="#FFE45C",
    danger="#FFB3AB",
    danger_soft="#2B0D0A",
    ok="#8CF0B4",
    ok_soft="#05240F",
    warn="#FFD36B",
    warn_soft="#2B2000",
    looks={
        "skill": Hue("#A9D0FF", "#0A1B30"),
        "agency": Hue("#E6C6FF", "#220F2E"),
        "resilience": Hue("#FFCB9A", "#2B1800"),
        "community": Hue("#9BF0BE", "#05240F"),
    },
)

SETS: dict[Scheme, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def _luminance(colour: str) -> float:
    channels = []
    for start in (1, 3, 5):
        value = int(colour[start : start + 2], 16) / 255
        channels.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two ``#RRGGBB`` colours, from 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that is ``share`` (0 to 1) of the second and the rest of the first."""
    parts = [
        round(int(one[i : i + 2], 16) * (1 - share) + int(other[i : i + 2], 16) * share) for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in parts)
