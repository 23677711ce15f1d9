"""Writes proofs of every document, to be looked at: ``python tests/documents/proofs.py OUTDIR``."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import document_samples as samples

from tutordiary.documents.writer import write

PROOFS = {
    "senco_typical": samples.SENCO,
    "senco_full": samples.FULL,
    "senco_little": samples.LITTLE,
    "senco_empty": samples.EMPTY,
    "senco_long": samples.LONG,
    "senco_names": samples.NAMES,
    "senco_large": replace(samples.FULL, style=samples.LARGE),
    "senco_harder": samples.HARDER,
    "senco_sample": replace(samples.FULL, style=samples.SAMPLE),
    "family_typical": samples.FAMILY,
    "family_little": replace(samples.FAMILY, can_do=(), proud_moment="", quote=None, targets=(), tricky=()),
    "family_large": replace(samples.FAMILY, style=samples.LARGE),
    "case_typical": samples.CASE,
    "case_sample": replace(samples.CASE, style=samples.SAMPLE),
    "pack_typical": samples.PACK,
    "pack_agenda": replace(samples.PACK, with_agenda=True, with_facilitator=True),
    "collation": samples.COLLATION,
    "recovery": samples.RECOVERY,
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in PROOFS.items():
        for form in ("pdf", "docx", "text", "md"):
            if name == "recovery" and form != "pdf":
                continue
            started = time.perf_counter()
            made = write(document, form)
            spent = (time.perf_counter() - started) * 1000
            suffix = "txt" if form == "text" else form
            (folder / f"{name}.{suffix}").write_bytes(made.data)
            print(
                f"{name}.{suffix}: {len(made.data) / 1024:.0f} KB, {made.pages} pages, {spent:.0f} ms",
                *made.warnings,
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
