"""A new kind of content costs a model, a renderer, a template, words, a scaffold and an entry in ``KINDS``.

Here a « mémo » is added to a copy of the generator, by new files and that entry: everything else follows.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Project, make_project
from photograph import photograph

MODEL = '''
"""A memo: what was agreed, point by point."""

from typing import Annotated

from pydantic import Field

from .base import Content, LinkedText, Slug, SourceId, Text


class Point(Content):
    """Un point convenu."""

    id: Slug
    """Identifiant stable."""
    title: Text
    """Ce qui est convenu, en quelques mots."""
    text: LinkedText
    """Ce qui est convenu."""
    sources: tuple[SourceId, ...] = ()
    """D'où il vient."""


class Memo(Content):
    """Un mémo."""

    title: Annotated[Text, Field(max_length=80)]
    """Titre."""
    purpose: LinkedText
    """À quoi il sert."""
    points: Annotated[tuple[Point, ...], Field(min_length=1)]
    """Les points convenus."""
'''

RENDERER = '''
"""A memo's page."""

from collections.abc import Iterator

from ..kind import Entry
from ..library.library import Library
from ..model.memo import Memo
from .output import Output
from .page.entry import page_output
from .page.writer import plain


def memo_page(entry: Entry[Memo], library: Library) -> Iterator[Output]:
    """The page, its points one after the other."""
    memo = entry.content
    yield page_output(entry, library, title=memo.title, summary=plain(memo.purpose, library), memo=memo)
'''

TEMPLATE = """\
{{ head }}
{{ heading(1, title) }}

{% for point in memo.points %}
{{ heading(2, point.title, point.id | slug) }}

{{ page.linked(point.text) }}

{% endfor %}
"""

WORDS = """\
title: "Mémo"
plural: "Mémos"
summary: "Tous les mémos du site."
intro: "Ce qui a été convenu."
"""

SCAFFOLD = """\
title: Titre du mémo
purpose: À quoi il sert.
points:
  - id: premier-point
    title: Premier point
    text: Ce qui est convenu.
"""

THE_ONE_ENTRY = """
from .model.memo import Memo
from .render.memo import memo_page

KINDS += (
    PublishedKind(
        name="memo",
        model=Memo,
        file="playbooks/{playbook}/memos/{id}.yml",
        page="{playbook}/memos/{id}.md",
        render=memo_page,
        targets=file_target,
        index="memos.md",
    ),
)
"""

NEW_FILES = {
    "model/memo.py": MODEL,
    "render/memo.py": RENDERER,
    "templates/memo.page.jinja": TEMPLATE,
    "labels/fr/memo.yml": WORDS,
    "scaffold/memo/memos/@id@.yml": SCAFFOLD,
}

ACCORD = """\
title: "Mémo d'accord"
purpose: "Garder ce qui est dit. Voir [[checklist:demarrage]]."
points:
  - id: delai
    title: "Le délai : 10 jours"
    text: "Répondre au [[glossary:sponsor]] sous dix jours <b>au plus</b>."
    sources: [S1-02]
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project whose generator knows memos, with one memo that other pages mention."""
    project = make_project(tmp_path / "project")
    hooks = project.root / "hooks"
    hooks.unlink()
    shutil.copytree(ROOT / "hooks", hooks, ignore=shutil.ignore_patterns("__pycache__"))
    kit = photograph(hooks)
    for name, text in NEW_FILES.items():
        assert f"playbook_kit/{name}" not in kit
        project.write(f"hooks/playbook_kit/{name}", text)
    kinds = hooks / "playbook_kit/kinds.py"
    kinds.write_text(kinds.read_text("utf-8") + THE_ONE_ENTRY, "utf-8")
    project.write("playbooks/relance/memos/accord.yml", ACCORD)
    opening = project.root / "playbooks/relance/index.md"
    opening.write_text(opening.read_text("utf-8") + "\n[[memo:accord]]\n\nSelon [[memo:accord|l'accord]].\n", "utf-8")
    return project


def command(project: Project, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command ``playbooks`` of the project's own generator."""
    paths = {"PYTHONPATH": str(project.root / "hooks")}
    return project.run(sys.executable, "-m", "playbook_kit", *arguments, **paths)


def test_a_new_kind_is_published(project: Project):
    built = command(project, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    page, index, opening = (
        (project.root / "site" / uri / "index.html").read_text("utf-8")
        for uri in ("relance/memos/accord", "memos", "relance")
    )
    assert '<h2 id="delai">Le délai' in page.replace("\u00a0", " ")
    assert "&lt;b&gt;au plus" in page.replace("&#60;", "&lt;").replace("&#62;", "&gt;") and "<b>au plus" not in page
    assert 'href="../../../glossaire/#sponsor"' in page
    assert 'href="../relance/memos/accord/"' in index and "Ce qui a été convenu" in index
    assert opening.count('href="memos/accord/"') >= 2 and "pk-card--memo" in opening
    sources = (project.root / "site/sources/index.html").read_text("utf-8")
    assert 'href="../relance/memos/accord/#delai"' in sources
    home = (project.root / "site/index.html").read_text("utf-8")
    assert 'href="memos/"' in home, "its index is in the menu"
    said = "".join(file.read_text("utf-8") for file in (project.root / "site/search").glob("texts-*.js"))
    assert '["delai","Le délai' in said, "its parts are found, without code of its own"


def test_a_mistake_in_a_new_kind_is_named_to_the_line(project: Project):
    project.edit("playbooks/relance/memos/accord.yml", 'title: "Le délai : 10 jours"', "titre: Le délai")
    project.edit("playbooks/relance/memos/accord.yml", "[[glossary:sponsor]]", "[[glossary:sponsors]]")
    project.edit("playbooks/relance/index.md", "[[memo:accord|", "[[memo:acord|")
    checked = command(project, "check")
    assert checked.returncode == 1
    assert "memos/accord.yml:5:5: clé inconnue « titre »\n    → vouliez-vous dire « title » ?" in checked.stdout
    project.edit("playbooks/relance/memos/accord.yml", "titre:", "title:")
    said = command(project, "check").stdout
    assert "memos/accord.yml:6:11: renvoi mort « sponsors »" in said
    assert "« acord »\n    → vouliez-vous dire « accord » ?" in said


def test_a_new_kind_has_its_scaffold_and_its_schema(project: Project):
    made = command(project, "new", "memo", "relance/essai")
    assert made.returncode == 0 and "créé : playbooks/relance/memos/essai.yml" in made.stdout
    assert command(project, "check").returncode == 0
    assert command(project, "schema").returncode == 0
    schema = json.loads((project.root / ".vscode/schemas/memo.json").read_text("utf-8"))
    assert schema["required"] == ["title", "purpose", "points"]
    assert schema["$defs"]["Point"]["properties"]["id"]["description"] == "Identifiant stable."
    assert "memo" in command(project, "new", "--help").stdout


def test_a_new_kind_takes_its_place_in_an_export(project: Project, tmp_path: Path):
    exported = command(project, "export", str(tmp_path / "export"))
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "export/docs/relance/memos/accord.md").is_file()
    assert "memos.md" in (tmp_path / "export/mkdocs.yml").read_text("utf-8")
