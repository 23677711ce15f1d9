"""Long work off the window's thread: one worker, one piece at a time, outcomes back where they began."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from tutordiary.errors import TutorDiaryError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class JobRunner(QObject):
    """Runs work handed over by presenters. ``settle`` and ``finish`` wait for what is under way.

    Signals: ``busy_changed`` with True when work begins and False when none is left.
    """

    busy_changed = Signal(bool)
    _landed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool: ThreadPoolExecutor | None = None
        self._under_way = 0
        self._latest: Future[None] | None = None
        self._afterwards: list[Callable[[], None]] = []
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[TutorDiaryError], None]
    ) -> None:
        """Do ``work`` on the worker; call ``done`` or ``failed`` on the window's thread."""
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)

        def job() -> None:
            call: Callable[[], None]
            try:
                result = work()
            except TutorDiaryError as error:
                refused = error
                call = lambda: failed(refused)  # noqa: E731 (kept beside its twin below)
            except BaseException:  # noqa: BLE001 (a bug on the worker must reach the hook on the window's thread)
                kind, value, trace = sys.exc_info()
                call = lambda: sys.excepthook(kind, value, trace)  # type: ignore[arg-type] # noqa: E731
            else:
                call = lambda: done(result)  # noqa: E731
            self._landed.emit(call)

        self._latest = self._worker().submit(job)

    def _worker(self) -> ThreadPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # not needed before the first painting

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        return self._pool

    @Slot(object)
    def _on_landed(self, call: Callable[[], Any]) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self.busy_changed.emit(False)
        try:
            call()
        finally:
            if self._under_way == 0:
                waiting, self._afterwards = self._afterwards, []
                for one in waiting:
                    one()

    @property
    def is_busy(self) -> bool:
        """Whether work is under way, or an outcome not told yet."""
        return self._under_way > 0

    def when_idle(self, call: Callable[[], None]) -> None:
        """Call once no work is left and every outcome was told: at once when there is none."""
        if self.is_busy:
            self._afterwards.append(call)
        else:
            call()

    def settle(self) -> None:
        """Wait until no work is left and every outcome was told. The window stands still meanwhile."""
        while self._under_way and self._latest is not None:
            self._latest.result()
            QCoreApplication.sendPostedEvents(self)

    def finish(self) -> None:
        """Wait for the work under way and take no more."""
        self._worker().shutdown(wait=True, cancel_futures=True)
