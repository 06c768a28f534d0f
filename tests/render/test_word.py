"""Word files: what Word, LibreOffice and python-docx find in the documents of the real playbooks."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from conftest import ROOT, Project
from playbook_kit.build.plan import plan_site
from playbook_kit.kind import Entry
from playbook_kit.model.checklist import Checklist
from playbook_kit.model.template import BLANK, Template

OFFICE, PDF_TO_TEXT = shutil.which("soffice") or shutil.which("libreoffice"), shutil.which("pdftotext")

with_office = pytest.mark.skipif(
    not (OFFICE and PDF_TO_TEXT) and os.environ.get("CI") != "true",
    reason="needs LibreOffice Writer and pdftotext (« make system » says how to install them)",
)

MAX_PAGES = {"checklist": 2, "template": 4}
"""A checklist is two pages at most: one sheet, front and back."""

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CONTROLS = {
    f"{W14}checkbox": "checkbox",
    qn("w:date"): "date",
    qn("w:dropDownList"): "choice",
    qn("w:text"): "text",
}
BEFORE_THE_CONTROL = [qn(f"w:{name}") for name in ("alias", "tag", "id", "showingPlcHdr")]
"""In this order, says the schema of WordprocessingML (CT_SdtPr)."""

MAX_NAME = 64
"""Characters of a control's title and tag: Word calls a file with longer ones corrupt."""

HOSTILE = "<w:t>&amp; ]]> </w:body> {{ 7*7 }} {% raw %} \"'` =1+1 é🙂\u202eש &#x41; <!--"


@dataclass(frozen=True)
class Control:
    """A content control: what it takes, its tag, its title, and what may be chosen in it."""

    kind: str
    tag: str
    title: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planned:
    """A planned Word file, and what it was made from."""

    entry: Entry[Any]
    uri: str
    content: bytes


def word_files(root: Path) -> dict[str, Planned]:
    """The Word files that the project at *root* plans, by uri."""
    site = plan_site(root)
    entries = {entry.origin: entry for entry in site.library.entries}
    return {
        output.uri: Planned(entries[output.origin], output.uri, output.content)
        for output in site.outputs
        if output.uri.endswith(".docx") and isinstance(output.content, bytes)
    }


@cache
def real_files() -> dict[str, Planned]:
    """The Word files of the real playbooks."""
    return word_files(ROOT)


def read(text: str) -> str:
    """A text as one reads it, whatever its apostrophes, its line ends and its French spaces."""
    return " ".join(text.replace("’", "'").split())


def short(text: str) -> str:
    return read(text[:MAX_NAME])


def expected_controls(entry: Entry[Any]) -> Iterator[Control]:
    """The content controls that the document of an *entry* should have, in reading order."""
    if isinstance(entry.content, Checklist):
        for pause in entry.content.pause_points:
            for item in pause.items:
                yield Control("checkbox", item.id, short(item.text))
    if isinstance(entry.content, Template):
        fields = {field.id: field for field in entry.content.fields}
        for section in entry.content.sections:
            for number, block in enumerate(section.blocks, 1):
                for _, text in block.texts():
                    for blank in BLANK.finditer(text):
                        field = fields[blank[1]]
                        choices = tuple(map(read, field.choices))
                        yield Control(field.kind, field.id, short(field.label), choices)
                for row in range(1, (block.table.blank_rows if block.table else 0) + 1):
                    for place, column in enumerate(block.table.columns if block.table else (), 1):
                        tag = f"{section.id}-{number}-{row}-{place}"[-MAX_NAME:]
                        yield Control("paragraph", tag, short(column))


def controls(document: Any) -> Iterator[Control]:
    """The content controls of a *document* that python-docx opened, in reading order."""
    for control in document.element.body.iter(qn("w:sdt")):
        *before, kind = control.find(qn("w:sdtPr"))
        order = [BEFORE_THE_CONTROL.index(part.tag) for part in before]
        assert order == sorted(order) and order[:2] == [0, 1]
        alias, tag = (part.get(qn("w:val")) for part in before[:2])
        assert 0 < len(alias) <= MAX_NAME and 0 < len(tag) <= MAX_NAME
        several_lines = kind.get(qn("w:multiLine")) == "1"
        choices = tuple(read(item.get(qn("w:displayText"))) for item in kind.iter(qn("w:listItem")))
        yield Control("paragraph" if several_lines else CONTROLS[kind.tag], tag, read(alias), choices)


def every_text(document: Any) -> str:
    """All the text of a *document* that python-docx opened, a line per paragraph."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return "\n".join(read("".join(text.text or "" for text in p.iter(qn("w:t")))) for p in paragraphs)


# -- as files ------------------------------------------------------------------------------------------------


def test_each_checklist_and_each_template_has_its_word_file():
    documents = [entry for entry in plan_site(ROOT).library.entries if entry.kind.name in MAX_PAGES]
    assert {file.entry.origin for file in real_files().values()} == {entry.origin for entry in documents}
    assert len(documents) >= 7


@pytest.mark.parametrize("uri", real_files())
def test_a_word_file_opens_with_its_content_controls(uri: str):
    file = real_files()[uri]
    document = Document(io.BytesIO(file.content))
    assert document.core_properties.title == file.entry.content.title
    assert list(controls(document)) == list(expected_controls(file.entry))


@pytest.mark.parametrize("uri", real_files())
def test_a_word_file_is_whole(uri: str):
    """Each part is well-formed; no name nor id twice, no cell without a paragraph, no unknown style."""
    with zipfile.ZipFile(io.BytesIO(real_files()[uri].content)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(set(names)) == len(names) and names[0] == "[Content_Types].xml"
        parts = {name: etree.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    body = parts["word/document.xml"]
    ids = [element.get(qn("w:val")) for element in body.iter(qn("w:id"))]
    assert len(set(ids)) == len(ids)
    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))
    styles = {style.get(qn("w:styleId")) for style in parts["word/styles.xml"].iter(qn("w:style"))}
    uses = [use for tag in ("pStyle", "rStyle", "tblStyle") for use in body.iter(qn(f"w:{tag}"))]
    assert uses and {use.get(qn("w:val")) for use in uses} <= styles


def test_a_word_file_has_the_same_bytes_in_another_process_and_another_place():
    program = (
        "import hashlib, pathlib, sys; from playbook_kit.build.plan import plan_site;"
        "planned = plan_site(pathlib.Path(sys.argv[1])).outputs;"
        "files = [file for file in planned if file.uri.endswith('.docx')];"
        "print([(file.uri, hashlib.sha256(file.content).hexdigest()) for file in files])"
    )
    project = Project(ROOT)
    there = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    here = {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}
    first, second = (project.run(sys.executable, "-c", program, str(ROOT), **place) for place in (here, there))
    assert first.returncode == 0 and first.stdout.count(".docx") >= 7
    assert first.stdout == second.stdout


def test_hostile_text_stays_text(project: Project):
    checklist, template = write_hostile_documents(project)
    assert project.problems() == ()
    for uri, expected in ((checklist, 8), (template, 6)):
        file = word_files(project.root)[uri]
        document = Document(io.BytesIO(file.content))
        assert every_text(document).count(read(HOSTILE)) >= expected
        assert list(controls(document)) == list(expected_controls(file.entry))
        assert document.core_properties.title == HOSTILE


def write_hostile_documents(project: Project) -> tuple[str, str]:
    """A checklist and a template with a hostile string in every field; the uris of their Word files."""
    text = json.dumps(HOSTILE, ensure_ascii=False)
    longest_id = "-".join(["longue"] * 8 + ["fin1"])
    items = "".join(f"      - {{id: point-{number}, text: {text}, proof: {text}}}\n" for number in range(5))
    project.write(
        "playbooks/relance/checklists/hostile.yml",
        f"title: {text}\npurpose: {text}\nwhen: {text}\nstop: {text}\nmode: read-do\nwho: {text}\n"
        f"pause_points:\n  - id: arret\n    title: {text}\n    items:\n{items}",
    )
    project.write(
        "playbooks/relance/templates/hostile.yml",
        f"title: {text}\npurpose: {text}\nwhen: {text}\nadvice: [{text}]\nfields:\n"
        f"  - {{id: champ, label: {text}, example: {text}}}\n"
        f"  - {{id: choix, label: {text}, kind: choice, choices: [{text}, autre]}}\n"
        f"sections:\n  - id: {longest_id}\n    title: {text}\n    when: {text}\n    blocks:\n"
        f"      - text: {text}\n      - list: [{text}, '{{champ}} {{choix}}']\n"
        f"      - table: {{columns: [{text}, B], rows: [[{text}, '']], blank_rows: 2}}\n",
    )
    return "relance/checklists/hostile.docx", "relance/modeles/hostile.docx"


# -- as pages ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """A Word file as LibreOffice prints it."""

    pages: int
    text: str


def printed(files: dict[str, Planned], folder: Path) -> dict[str, Printed]:
    """The *files* converted to PDF by LibreOffice, all in one run, and read by ``pdftotext``."""
    names = {uri: uri.replace("/", "_").removesuffix(".docx") for uri in files}
    for uri, file in files.items():
        (folder / f"{names[uri]}.docx").write_bytes(file.content)
    assert OFFICE and PDF_TO_TEXT, "LibreOffice Writer and pdftotext are missing"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = [str(folder / f"{name}.docx") for name in names.values()]
    options = [profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([OFFICE, *options, *sources], check=True, capture_output=True, timeout=300)
    return {uri: read_pdf(folder / f"{name}.pdf") for uri, name in names.items()}


def read_pdf(file: Path) -> Printed:
    """The pages of a PDF, one after the other without their numbers, and words whole (« vous-même »)."""
    assert PDF_TO_TEXT
    command = [PDF_TO_TEXT, "-layout", "-enc", "UTF-8", str(file), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60).stdout
    unbroken = re.sub(r"(?<=\w-)\n\s*", "", re.sub(r"\n\s*\d+\s*\f", "\n", text))
    return Printed(text.count("\f"), read(unbroken))


@pytest.fixture(scope="module")
def real_prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """The Word files of the real playbooks, printed."""
    return printed(real_files(), tmp_path_factory.mktemp("prints"))


@with_office
@pytest.mark.parametrize("uri", real_files())
def test_a_word_file_prints(uri: str, real_prints: dict[str, Printed]):
    file, pages = real_files()[uri], real_prints[uri]
    for text in texts_to_print(file.entry):
        assert read(text) in pages.text
    assert 1 <= pages.pages <= MAX_PAGES[file.entry.kind.name]


@with_office
def test_hostile_text_prints(project: Project, tmp_path: Path):
    hostile = [*write_hostile_documents(project)]
    files = word_files(project.root)
    prints = printed({uri: files[uri] for uri in hostile}, tmp_path)
    assert all("{{ 7*7 }} {% raw %}" in pages.text for pages in prints.values())


def texts_to_print(entry: Entry[Any]) -> Iterator[str]:
    """What the pages of an *entry* must show, outside tables: there, lines of neighbouring cells mix."""
    content = entry.content
    yield content.title
    if isinstance(content, Checklist):
        for pause in content.pause_points:
            yield pause.title
            for item in pause.items:
                yield item.text
                yield item.proof or ""
    if isinstance(content, Template):
        shown = {field.id: f"[{field.label}]" for field in content.fields}
        for section in content.sections:
            yield section.title
            for block in section.blocks:
                for _, text in block.texts() if block.table is None else ():
                    yield BLANK.sub(lambda blank: shown[blank[1]], text)
