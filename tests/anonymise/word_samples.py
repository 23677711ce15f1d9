"""Word files put together part by part, so that a test can hold what no program would write for it."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:v="urn:schemas-microsoft-com:vml"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """Return a run, with properties where there are any."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of runs or plain words."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    body = "".join(part if part.startswith("<") else run(part) for part in inner)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{body}</w:p>"


def relations(**targets: str) -> str:
    """Return relations by id: ``kind target`` each."""
    each = ""
    for name, value in targets.items():
        kind, target = value.split()
        mode = ' TargetMode="External"' if "//" in target else ""
        each += f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{RELS}">{each}</Relationships>'


def word_file(
    file: Path, body: str, parts: dict[str, str | bytes] | None = None, *, space: str = W, **targets: str
) -> Path:
    """Write a Word file with this body; ``parts`` are further members, ``targets`` the body's relations."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(rId1="officeDocument word/document.xml"),
        "word/_rels/document.xml.rels": relations(**targets),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".replace(W, space),
        **(parts or {}),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def root(name: str, inner: str) -> str:
    """Return a part with a root element of Word's."""
    return f"<w:{name} {SPACES}>{inner}</w:{name}>"
