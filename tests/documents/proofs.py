"""Writes proofs of every document, to be looked at: ``python3 run.py proofs DIR``.

Beside each PDF stands a picture of every page, in ``pictures``. ``--only WORD`` makes those with the word in
their name. The exit code is 1 when one could not be made, or took longer than ten seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pypdfium2
from proof_samples import PROOFS

from tutordiary.documents.writer import SUFFIXES, write

SCALE = 100 / 72
MOST_SECONDS = 10.0
SECRET = "recovery"
"""Its code goes on paper only: the proof is a PDF and nothing else."""


def main(arguments: list[str]) -> int:
    """Write the proofs and print a line for each; return the exit code."""
    parser = argparse.ArgumentParser(prog="proofs", description="Proofs of every document, to be looked at.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", metavar="WORD", default="", help="only proofs with this word in their name")
    parser.add_argument("--no-pictures", action="store_true", help="leave the pictures of the pages out")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name in (name for name in PROOFS if asked.only in name):
        forms = ["pdf"] if name.startswith(SECRET) else list(SUFFIXES)
        failed += sum(not proof(asked.folder, name, form) for form in forms)
        if not asked.no_pictures and (asked.folder / f"{name}.pdf").exists():
            draw(asked.folder, name)
    print(f"{failed} could not be made." if failed else f"All of them are in {asked.folder}.")
    return 1 if failed else 0


def proof(folder: Path, name: str, form: str) -> bool:
    """Write one proof; return whether it was made in time."""
    started = time.perf_counter()
    try:
        made = write(PROOFS[name], form)
    except Exception as error:  # noqa: BLE001 (the next proof is still to be made)
        print(f"{name}.{form}: NOT MADE: {type(error).__name__}: {error}")
        return False
    spent = time.perf_counter() - started
    (folder / f"{name}{SUFFIXES[form]}").write_bytes(made.data)
    pages = f", {made.pages} pages" if made.pages else ""
    print(
        f"{name}{SUFFIXES[form]}: {len(made.data) / 1024:.0f} KB{pages}, {spent * 1000:.0f} ms",
        *made.warnings,
    )
    return spent < MOST_SECONDS


def draw(folder: Path, name: str) -> None:
    """Draw every page of a proof as a picture."""
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    pdf = pypdfium2.PdfDocument(folder / f"{name}.pdf")
    try:
        for number, page in enumerate(pdf, start=1):
            page.render(scale=SCALE).to_pil().save(pictures / f"{name}_{number}.png")
    finally:
        pdf.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
