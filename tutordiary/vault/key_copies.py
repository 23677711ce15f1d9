"""The three copies of a diary's key file: which is believed, and how they are made equal again."""

from __future__ import annotations

import contextlib
import glob
from pathlib import Path

from tutordiary.errors import CannotWrite, DiaryDamaged, DiaryExists, TutorDiaryError, WrongSecret
from tutordiary.vault import backup_file, files, keyfile, layout
from tutordiary.vault.keyfile import KeyFile, Secret
from tutordiary.vault.layout import DiaryPaths, StatePaths, default_state_folder


def first(paths: DiaryPaths) -> KeyFile | None:
    """Return the first readable key file in the folder, without any look at the diary; None if none is."""
    for path in (paths.keys, paths.keys_copy):
        with contextlib.suppress(FileNotFoundError, DiaryDamaged, CannotWrite):
            return keyfile.parse(layout.read_key_file(path))
    return None


def of(backup: Path, paths: DiaryPaths) -> list[KeyFile]:
    """Return the key file a backup carries, for a diary that has lost its own.

    Raises: DiaryExists if the diary has one that can be read; DiaryMissing, DiaryDamaged, CannotWrite of the
    backup.
    """
    if first(paths) is not None:
        raise DiaryExists(
            "This diary has its key file, so nothing was taken from the backup. Open it in the usual way."
        )
    return [backup_file.read(backup).keys]


def find(paths: DiaryPaths, state_folder: Path | None) -> list[KeyFile]:
    """Return every readable copy of the key file, the first to be believed first; never empty."""
    whole: list[KeyFile] = []
    first_error: TutorDiaryError | None = None
    for path in (paths.keys, paths.keys_copy, *_state_copy(paths, state_folder)):
        try:
            whole.append(keyfile.parse(layout.read_key_file(path)))
        except FileNotFoundError:
            continue
        except (DiaryDamaged, CannotWrite) as error:
            first_error = first_error or error
    if whole:
        return [one for one in whole if one.vault_id == whole[0].vault_id]
    raise first_error or DiaryDamaged(
        "The key file of this diary, keys.json, is missing, and so are its copies. "
        "The diary was not touched. Put the key file back, or restore the newest backup, which carries it."
    )


def _state_copy(paths: DiaryPaths, state_folder: Path | None) -> list[Path]:
    try:
        vault_id = layout.read_header(paths.database)
    except OSError:
        return []
    return [StatePaths(state_folder or default_state_folder(), vault_id).keys]


def unlock(found: list[KeyFile], secret: Secret) -> tuple[KeyFile, bytes]:
    """Try the first key file, and the others only if that one is provably damaged.

    A copy left behind by a change of passphrase is older and must not open the diary with the old one; a copy
    of the same generation that differs is a damaged twin.
    """
    first, first_error = found[0], None
    for candidate in dict.fromkeys(found):
        is_twin = candidate.generation == first.generation
        if isinstance(first_error, WrongSecret) and not is_twin:
            continue
        try:
            return candidate, keyfile.unlock(candidate, secret)
        except (WrongSecret, DiaryDamaged) as error:
            first_error = first_error or error
    raise first_error or keyfile.damaged("it cannot be read")


def heal(paths: DiaryPaths, state: StatePaths, keys: KeyFile) -> None:
    """Make the copies of the key file equal again, and sweep away what a crash left half written."""
    wanted = keys.to_bytes()
    for path in (paths.keys, paths.keys_copy):
        with contextlib.suppress(TutorDiaryError):
            if not path.exists() or layout.read_key_file(path) != wanted:
                files.write_atomic(path, wanted, "the key file")
    layout.remember_keys(state, keys)
    files.sweep(paths.folder, paths.keys.name, paths.keys_copy.name, "*.tdbackup")
    name = glob.escape(paths.folder.name)
    files.sweep(paths.folder.parent, name, f"{name}.restored-*")
    files.sweep(state.folder, state.mark.name, state.keys.name)
