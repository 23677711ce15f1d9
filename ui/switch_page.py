"""A page with a switch on top over several pages, one of them in front. Each is built when first wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from tutordiary.diary import Diary
from ui import theme


@dataclass(frozen=True, slots=True)
class Face:
    """A page as the switch shows it: under ``key`` it is remembered, ``what`` says what it is for."""

    key: str
    words: str
    what: str


class SwitchPage(QWidget):
    """Draws the switch and keeps one page in front; which one is a preference of the diary.

    A page has ``arrive``, and where it holds something ``come_back`` and ``keep_everything``.
    """

    def __init__(
        self, diary: Diary, preference: str, asks: str, makers: Mapping[Face, Callable[[], QWidget]]
    ) -> None:
        super().__init__()
        self._diary = diary
        self._preference = preference
        self._faces = tuple(makers)
        self._makers = tuple(makers.values())
        self._built: dict[int, QWidget] = {}
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._top = QWidget()
        self._top_row = QHBoxLayout(self._top)
        self.switch = QTabBar()
        self.switch.setAccessibleName(asks)
        self.switch.setDrawBase(False)
        self.switch.setExpanding(False)
        self.switch.setUsesScrollButtons(False)
        for face in self._faces:
            at = self.switch.addTab(face.words)
            self.switch.setTabWhatsThis(at, face.what)
        self._stack = QStackedWidget()
        self._top_row.addWidget(self.switch)
        self._top_row.addStretch(1)
        outer.addWidget(self._top)
        self.show_switch(shown=True)  # now that it is on the page: before, it would be a window of its own
        outer.addWidget(self._stack, 1)
        keys = [face.key for face in self._faces]
        held = diary.preference(preference)
        self._at = keys.index(held) if held in keys else 0
        self.switch.setCurrentIndex(self._at)
        self.switch.currentChanged.connect(self._on_switch)
        theme.notifier().theme_changed.connect(self._restyle)
        self._restyle()

    @property
    def front(self) -> QWidget:
        """The page in front, built now if it was not yet."""
        return self._page_at(self._at)

    @property
    def KEYS(self) -> tuple[tuple[str, str], ...]:
        """The keys of the page in front, for F1."""
        return getattr(self.front, "KEYS", ())

    @property
    def key(self) -> str:
        """The key of the page in front."""
        return self._faces[self._at].key

    def page(self, key: str) -> QWidget:
        """Return a page, built now if it was not yet."""
        return self._page_at([face.key for face in self._faces].index(key))

    def _page_at(self, at: int) -> QWidget:
        if at not in self._built:
            self._built[at] = self._makers[at]()
            self._outer.activate()  # or the page would get its size, and lose its focus, after it was drawn
            self._stack.addWidget(self._built[at])
        if at == self._at:
            self._stack.setCurrentWidget(self._built[at])
        return self._built[at]

    def arrive(self) -> None:
        """Draw the page in front with what the diary holds now."""
        self.front.arrive()  # type: ignore[attr-defined]

    def come_back(self) -> None:
        """Stand where the tutor stood before a lock."""
        begin: Callable[[], None] = getattr(self.front, "come_back", None) or self.arrive
        begin()

    def keep_everything(self) -> bool:
        """Let every page that was opened keep what it holds; False while one of them cannot."""
        keeps = [getattr(page, "keep_everything", None) for page in self._built.values()]
        kept = [keep() for keep in keeps if keep is not None]
        return all(kept)

    def bring(self, key: str) -> QWidget:
        """Bring a page to the front without drawing it anew, and return it."""
        at = [face.key for face in self._faces].index(key)
        if at != self._at:
            self.switch.blockSignals(True)
            self.switch.setCurrentIndex(at)
            self.switch.blockSignals(False)
            self._turn(at)
        return self.front

    def show_switch(self, *, shown: bool) -> None:
        """Show the switch, or put it out of the way of a page that is past its beginning."""
        self._top.setVisible(shown and len(self._faces) > 1)

    def _turn(self, at: int) -> None:
        self._at = at
        self._diary.keep_preference(self._preference, self._faces[at].key)
        self._stack.setCurrentWidget(self.front)

    def _on_switch(self, at: int) -> None:
        had_focus = self.switch.hasFocus()
        self._turn(at)
        self.arrive()
        if had_focus:  # the arrow keys go on along the switch
            self.switch.setFocus()

    def _restyle(self) -> None:
        em = theme.em
        self._top_row.setContentsMargins(em(1.4), em(0.9), em(1.4), 0)
