"""The steps of a tutor in the real window, by keys alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from tests.ui.window_checks import CTRL, SHIFT, Hands, settle
from tutordiary.presenters.door import Step

TUESDAY = date(2026, 11, 17)
SECRET = "kettle harbour lantern seven"
NAMES = ("Wren", "Sol", "Idris", "Maple", "Tamsin")
KEY = Qt.Key


def step(window) -> Step | None:
    return window._door_page.step


def code_shown(window) -> str:
    """Return the recovery code as the door shows it."""
    return window._door_page.cards[Step.RECOVERY].code.text().replace("\n", " ")


def make_diary(window, hands: Hands) -> None:
    """Go through the first run, the recovery code typed back."""
    assert hands.place == "Make my diary"
    hands.press(KEY.Key_Return)
    hands.prose("Ines Okoro")
    hands.tab_to("Passphrase")
    hands.prose(SECRET)
    hands.tab_to("Passphrase again")
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: step(window) is Step.RECOVERY)
    assert hands.place == "Type the code back"
    hands.prose(code_shown(window))
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)


def add_group(hands: Hands) -> None:
    """Add a group of five from Today's empty state."""
    assert hands.place == "Add a group"
    hands.press(KEY.Key_Return)
    assert hands.place == "School or centre"
    hands.prose("Alder Bank Primary")
    hands.press(KEY.Key_Return)
    assert hands.place == "Your name for the group"
    hands.prose("Tuesday drums")
    hands.press(KEY.Key_Return)
    hands.prose("\n".join(f"{name}, Year 4" for name in NAMES))
    hands.tab_to("Time")
    hands.prose("1:30 pm")
    hands.press(KEY.Key_Return)


def log_session(hands: Hands) -> int:
    """Log the session Today offers, and return how many interactions it took beyond prose."""
    start = hands.count
    assert hands.place == "Log: Tuesday drums"
    hands.press(KEY.Key_Return)
    exceptions = {0: "w1", 1: "s3", 3: "i1", 5: "w3", 7: "m1", 9: "t3"}
    for row in range(11):
        hands.keys(exceptions.get(row, ""))
        hands.keys("2")
    hands.keys("w/")
    hands.prose("Wren asked to start the break, the first time she has asked.")
    hands.press(KEY.Key_Escape)
    hands.keys('"')
    hands.prose("Can we do it faster next week?")
    hands.press(KEY.Key_Escape)
    hands.keys("n")
    hands.prose("Let Wren count us in")
    hands.press(KEY.Key_Return, CTRL)
    return hands.count - start


def unlock(window, hands: Hands) -> None:
    """Type the passphrase at the door."""
    settle(lambda: step(window) is Step.UNLOCK)  # work under way is finished first
    assert hands.place == "Passphrase"
    hands.prose(SECRET)
    hands.press(KEY.Key_Return)
    settle(lambda: window.desk is not None)


def lock(window, hands: Hands) -> None:
    """Lock by the key, wherever the focus is."""
    hands.press(KEY.Key_L, CTRL | SHIFT)
    assert window.desk is None
    settle(lambda: step(window) is Step.UNLOCK)  # work under way is finished first
