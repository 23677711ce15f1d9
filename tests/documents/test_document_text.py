"""Plain text and Markdown, against golden files that are read by eye when they change.

To write them again: ``python tests/documents/test_document_text.py``.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import document_samples as samples
from proof_samples import PROOFS, RICH
from story_samples import EVERYTHING, PLAN, SLIPS

from tutordiary.documents import case_phrases
from tutordiary.documents.text import render_markdown, render_text
from tutordiary.documents.writer import write

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "senco_full.txt": lambda: render_text(samples.FULL),
    "senco_little.txt": lambda: render_text(samples.LITTLE),
    "senco_empty.txt": lambda: render_text(samples.EMPTY),
    "senco_harder.txt": lambda: render_text(samples.HARDER),
    "senco_marks.md": lambda: render_markdown(PROOFS["senco_marks"]),
    "family.txt": lambda: render_text(samples.FAMILY),
    "plan.txt": lambda: render_text(PLAN),
    "plan_wall.txt": lambda: render_text(PROOFS["plan_wall"]),
    "slips.txt": lambda: render_text(SLIPS),
    "everything.txt": lambda: render_text(EVERYTHING),
    "case.txt": lambda: render_text(samples.CASE),
    "case.md": lambda: render_markdown(samples.CASE),
    "pack.txt": lambda: render_text(replace(samples.PACK, with_agenda=True, with_facilitator=True)),
    "collation.txt": lambda: render_text(samples.COLLATION),
    "recovery.txt": lambda: render_text(samples.RECOVERY),
}


def test_documents_say_what_they_said():
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)
    for name, render in FILES.items():
        assert render().data.decode() == (GOLDEN / name).read_text(encoding="utf-8"), name


def test_a_case_study_says_what_its_short_version_lacks_and_how_long_it_is():
    agreed = tuple(replace(one, given=True) for one in samples.CASE.consents)
    told = render_text(replace(samples.CASE, short_version="", short_draft="He hid. He led.")).data.decode()
    assert f"In short\n--------\n\nHe hid. He led.\n\n{case_phrases.SHORT_DRAFTED}" in told
    assert case_phrases.SHORT_TO_WRITE in render_text(replace(samples.CASE, short_version="")).data.decode()
    assert "so far" not in render_text(replace(samples.CASE, consents=agreed)).data.decode()
    part = replace(samples.CASE.sections[0], text="**Week 1.** " + "word " * 898 + "[1]", quote=None)
    assert case_phrases.length_note(replace(samples.CASE, sections=(part,))) == ""
    longer = replace(part, text=f"{part.text} one")
    assert case_phrases.length_note(replace(samples.CASE, sections=(longer,))).startswith("901 words")


def test_lines_are_short_and_end():
    text = render_text(samples.LONG).data.decode()
    assert max(map(len, text.splitlines())) <= 96
    assert text.endswith("\n")


def test_markdown_of_a_users_words_is_only_words():
    study = replace(
        samples.CASE, short_version="# not a heading *or* <b>bold</b> [link](x) [1]\n+ nor a list\n1) 2. one"
    )
    text = render_markdown(study).data.decode()
    assert "\\# not a heading \\*or\\* \\<b\\>bold\\</b\\> \\[link](x) [1]\n\\+ nor a list" in text
    assert "\n1. 2\\. one\n" in text


def test_light_marks_are_marks_in_markdown_and_lists_in_text():
    study = replace(samples.CASE, sections=(replace(samples.CASE.sections[0], text=RICH, chart=None),))
    marked = render_markdown(study).data.decode()
    assert (
        "\n\n### What helped\n\n- a quiet **start**\n- a job on arrival\n\n1. first the box\n2. then"
        in marked
    )
    told = render_text(study).data.decode()
    assert (
        "\n\nWhat helped\n-  a quiet start\n-  a job on arrival\n\n1. first the box\n2. then the bells\n"
        in told
    )
    assert "5 * 3 is 15 & <b>no mark</b>." in told


def test_words_that_are_not_worded_by_the_tutor_stand_as_typed():
    target = replace(samples.SENCO.targets[0], happened="- he **chose** first.", evidence=(2,))
    report = replace(samples.SENCO, targets=(target,))
    assert "- he **chose** first. [2]" in render_text(report).data.decode()
    assert "- he \\*\\*chose\\*\\* first. [2]" in render_markdown(report).data.decode()


def test_a_sample_says_so_first_and_last():
    lines = write(replace(samples.PACK, style=samples.SAMPLE), "text").data.decode().splitlines()
    assert lines[0] == "Sample diary: invented people."
    assert lines[-1].startswith("Sample diary: invented people. For this reflection group only.")


def test_heavy_libraries_wait_until_a_format_is_asked_for():
    code = (
        "import sys, tutordiary.documents.writer, tutordiary.documents.content, tutordiary.documents.outline;"
        "sys.exit(bool({'reportlab', 'docx', 'PIL', 'pikepdf', 'lxml'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for file_name, render in FILES.items():
        (GOLDEN / file_name).write_text(render().data.decode(), encoding="utf-8")
