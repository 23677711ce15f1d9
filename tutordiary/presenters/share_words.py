"""What the Share page says of each choice, and when there is nothing to show."""

from __future__ import annotations

from tutordiary.model import BundleMode

NO_SESSIONS = "No group met in these weeks. Choose other days, or log a session first."
NO_LABELS = (
    "Nothing is labelled for the project manager in these weeks. In the log, choose who may see a note."
)
COUNTING = "Counting…"
COUNTED_SOON = "What would leave is being counted. One moment."
CHANGED = "The diary changed while the bundle was being made. Nothing was written. Give it again."
READING = "The passages are being read. One moment."
GIVING = "It is being checked and written. One moment."
THEY_WORDS = (
    "Write “they” for every pupil",
    "Otherwise only where “he” or “she” would say who it is: for the only one in a group.",
)
MODE_WORDS = {
    BundleMode.COUNTS: (
        "Counts only",
        (
            "Sessions, attendance, targets and judgements as numbers, small ones hidden. No words, no "
            "row about one pupil. Whoever knows the groups may still recognise a child in a small number."
        ),
    ),
    BundleMode.PSEUDONYMISED: (
        "Pseudonymised, with words",
        (
            "The numbers, a row for each pupil under a code, and the passages you labelled for the project "
            "manager, once you have read each. Such rows are still personal data: "
            "names are replaced, but a child can be recognised from what is told."
        ),
    ),
}
