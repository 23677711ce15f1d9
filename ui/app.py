"""Starts the window: the one place where the parts of the app are put together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutordiary.diary import Diary

APP_ID = "org.tutordiary.TutorDiary"
SMALL_SCREEN_PX = 1440


def run(arguments: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed. Returns the exit code: 0, or 1 when it cannot open."""
    from tutordiary import process
    from ui.lock import handover as relay

    process.harden()
    start = relay.Start.of_this_process()
    left = relay.receive()
    from ui.runtime_check import problem_with_display, problem_with_runtime

    problem = problem_with_runtime() or problem_with_display()
    if problem:
        print(problem, file=sys.stderr)  # noqa: T201 (there is no window to say it in)
        return 1
    from ui.one_window import LATEST_MS, OneWindow, Place

    one_window = OneWindow(Place.of_this_user())
    if one_window.is_shown_by_another():
        return 0
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from tutordiary import assets
    from tutordiary.presenters.door import Door
    from tutordiary.settings import SettingsFile
    from ui import bug_hook, private_typing
    from ui.main_window import MainWindow

    bug_hook.install()
    app = QApplication([sys.argv[0], *arguments])
    private_typing.ask_keyboards(app)
    app.setApplicationName("Tutor Diary")
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(QIcon(str(assets.path("icons/app.svg"))))
    settings = SettingsFile()

    def be_found() -> None:
        one_window.listen(window.come_up)

    def hand_over(handover: relay.Handover) -> None:
        one_window.leave()  # the fresh process takes the place
        relay.start_anew(start, handover)
        be_found()

    window = MainWindow(
        settings,
        lambda page, jobs: Door(page, jobs, settings, fill_sample=fill_sample),
        hand_over=hand_over,
    )
    window.make_ready_when_painted(be_found)
    QTimer.singleShot(LATEST_MS, be_found)
    if left is not None:
        window.take_over(left)
    elif app.primaryScreen().availableGeometry().width() <= SMALL_SCREEN_PX:
        window.showMaximized()
    else:
        window.show()
    code = app.exec()
    one_window.leave()
    return code


def fill_sample(diary: Diary) -> None:
    """Write the sample's invented people and sessions into an empty diary."""
    from tutordiary import sample

    sample.fill(diary, sample.sample_records(date.today()))  # noqa: DTZ011 (the tutor's own day)
