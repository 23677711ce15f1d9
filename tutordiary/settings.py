"""What the app remembers outside the diary: how it looks, when it locks, where the diary lies.

Nothing here names a pupil or holds a secret. Unknown keys are kept, bad values fall back to the default.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

THEMES = ("system", "light", "dark", "contrast")
TEXT_PT = (11.0, 12.0, 13.75, 16.5, 19.0, 22.0, 24.0)
LOCK_AFTER_MIN = (2, 5, 10, 15)
YES_NO = (False, True)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings. ``text_pt`` is the size of plain words in points; ``lock_after_min`` is in minutes.

    An empty ``backup_folder`` means the app's own: see ``default_backup_folder``.
    """

    theme: str = "system"
    text_pt: float = 12.0
    lock_after_min: int = 5
    diary_folder: str = ""
    backup_folder: str = ""
    lock_when_minimised: bool = False
    hide_from_capture: bool = True


_ALLOWED: dict[str, Any] = {
    "theme": THEMES,
    "text_pt": TEXT_PT,
    "lock_after_min": LOCK_AFTER_MIN,
    "lock_when_minimised": YES_NO,
    "hide_from_capture": YES_NO,
}


def default_file() -> Path:
    """Return where the settings lie on this computer."""
    import appdirs

    return Path(appdirs.user_config_dir("tutordiary", appauthor=False)) / "settings.json"


def default_diary_folder() -> Path:
    """Return where a new diary is offered to live."""
    import appdirs

    return Path(appdirs.user_data_dir("tutordiary", appauthor=False)) / "diary"


def default_backup_folder() -> Path:
    """Return where backups go until the tutor chooses a better place, such as a stick."""
    return default_diary_folder().with_name("backups")


def default_sample_folder() -> Path:
    """Return where "show me around" puts the sample diary."""
    return default_diary_folder().with_name("sample-diary")


class SettingsFile:
    """The settings file. Reading never fails; writing keeps what this version does not know."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or default_file()
        self._raw: dict[str, Any] = {}
        self.settings = self._read()

    def _read(self) -> Settings:
        try:
            raw = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raw = {}
        self._raw = raw if isinstance(raw, dict) else {}
        good: dict[str, Any] = {}
        for field in fields(Settings):
            value = self._raw.get(field.name)
            allowed = _ALLOWED.get(field.name)
            if allowed is not None and value in allowed:
                good[field.name] = type(allowed[0])(value)
            elif allowed is None and isinstance(value, str):
                good[field.name] = value
        return Settings(**good)

    def change(self, **values: Any) -> Settings:
        """Change some settings, write the file and return them all.

        A file that cannot be written is no reason to stop work: the change then lasts until the app closes.
        """
        self.settings = replace(self.settings, **values)
        self._raw |= asdict(self.settings)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            partial = self._file.with_suffix(".new")
            partial.write_text(json.dumps(self._raw, indent=1, sort_keys=True), encoding="utf-8")
            partial.replace(self._file)
        except OSError:
            pass
        return self.settings
