"""The words of the scripted session: rare ones, so that finding one in a file is no chance."""

from __future__ import annotations

TUTOR = "Marguerite Okonkwo-Vance"
SERVICE = "Quavermere Music Service"
PASSPHRASE = "zanzibar teapot cathedral mittens"
NEW_PASSPHRASE = "periwinkle lobster gramophone attic"
SCHOOL = "Thistlethwaite Académie"
GROUP = "Bumblewick drummers"
PUPILS = ("Zebedee", "Quillfeather", "Þórunn-Lív", "Xanthippe", "Oluwatobiloba")
NOTE = "hummed a lullaby about kingfishers"
VOICE = "the drums are thunderberries"
SUMMARY = "He conducts marvellously nowadays."
DRAFT = "An unfinished whisperwind"
SEARCH = "kingfishers"

# None of these, nor the recovery code and the key, may be read anywhere but in the report that was given.
WORDS = (
    "Marguerite", "Okonkwo", "Quavermere", "zanzibar", "mittens", "periwinkle", "gramophone",
    "Thistlethwaite", "Académie", "Bumblewick", *PUPILS, "kingfishers", "thunderberries",
    "marvellously", "whisperwind",
)  # fmt: skip
