"""Every way the diary can say no, as a tree of exceptions.

Each error is one plain sentence (or a few) that says what happened, what is safe and what to do next;
it never holds a passphrase, a key or a word of the diary. The command line prints it and exits with 2,
the window shows it beside the thing it is about.
"""

from __future__ import annotations


class TutorDiaryError(Exception):
    """Anything the diary says no to. ``str(error)`` is what a person reads."""


class UserError(TutorDiaryError):
    """Something the person at the keyboard can put right."""


class BugError(TutorDiaryError):
    """Our fault: a state the code promised could not happen."""


class BadInput(UserError):
    """A file or an argument that cannot be used. Nothing was written."""


class WrongSecret(UserError):
    """The passphrase or recovery code does not open this diary."""


class KeyringSilent(UserError):
    """The computer's keyring gave or kept no key: there is none, it is locked, or it did not answer."""


class DiaryInUse(UserError):
    """Another copy of the app holds the diary open."""


class DiaryMissing(UserError):
    """There is no diary where one was expected."""


class DiaryExists(UserError):
    """A diary (or some other file) already stands where a new one was to be made."""


class DiaryDamaged(UserError):
    """A file of the diary is not what it should be. It was not changed."""


class NewerDiary(UserError):
    """The diary was written by a newer app than this one. It was not changed."""


class OlderCopy(UserError):
    """The diary on disk is older than one this computer has seen: saved changes are missing."""


class DiskFull(UserError):
    """There is no room to write. What was saved before is safe."""


class CannotWrite(UserError):
    """The folder or file cannot be written to."""


class OutOfMemory(UserError):
    """The key could not be worked out for want of memory. Nothing was changed."""


class Stopped(UserError):
    """A long step was stopped before its end, because something more urgent came. Nothing was changed."""


class NotCleared(UserError):
    """Something that should not leave would leave, or has not been looked at: nothing was written."""


class NotMade(UserError):
    """A document or picture was not ready in its time, or could not be laid out. Nothing was written."""
