"""The same site under three engines: MkDocs, ProperDocs (its drop-in heir) and, from an export, Zensical.

What readers get must be the same: pages, headings, links, tags, text, and the files beside the pages. What
surrounds a page's content (menus, search, the "edit" button) is the engine's own business, and is left out.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import html
from lxml.html import HtmlElement

from conftest import ROOT, Project
from playbook_kit.build.finish.lean import lean_script, lean_style

ENGINES = ROOT / ".engines"
THE_ENGINE_S_OWN = re.compile(
    r"assets/(?!kit/).*|search/.*|search\.json|sitemap\.xml(\.gz)?|objects\.inv|tags\.json|404\.html"
)
"""What each engine makes in its own way: theme, search index, site map, and the page 404, without content."""

PERMALINK, EDIT_BUTTON, TAGS = "headerlink", "md-content__button", "md-tags"


def with_engine(engine: str) -> "pytest.ParameterSet":
    """An *engine*, whose tests are skipped where it is not installed; never in continuous integration."""
    skipped = not (ENGINES / engine / ".ready").exists() and os.environ.get("CI") != "true"
    return pytest.param(engine, marks=pytest.mark.skipif(skipped, reason=f"make .engines/{engine}/.ready"))


OTHER_ENGINES = [with_engine("properdocs"), with_engine("zensical")]


@dataclass
class ReadPage:
    """What a reader finds in the content of a page."""

    headings: list[tuple[str, str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    text: str = ""
    can_be_edited: bool = False


@dataclass
class ReadSite:
    """A built site: its pages by path, and a digest of each file that is ours beside them."""

    pages: dict[str, ReadPage]
    files: dict[str, str]


# -- building ------------------------------------------------------------------------------------------------


def run(*command: str | Path, folder: Path) -> str:
    """What a *command* says, that must succeed in *folder* with nothing but the system around it."""
    around = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=around,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
    )
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)  # Zensical colours its messages wherever they go
    assert done.returncode == 0, said
    return said


def build_with_properdocs(folder: Path) -> Path:
    """The command is MkDocs' but for its name, and so are settings and hooks."""
    options = ("--strict", "--config-file", ROOT / "mkdocs.yml", "--site-dir", folder / "site")
    run(ENGINES / "properdocs/bin/properdocs", "build", *options, folder=folder)
    return folder / "site"


def build_with_zensical(folder: Path) -> Path:
    """From an export, where nothing leads back to this project. Zensical knows no ``--site-dir``."""
    export(folder / "export")
    program = ENGINES / "zensical/bin/zensical"
    said = run(program, "build", "--clean", "--config-file", "mkdocs.yml", "--strict", folder=folder / "export")
    assert "No issues found" in said or "Build finished" in said
    return folder / "export/site"


def export(folder: Path) -> None:
    exported = Project(ROOT).command("export", str(folder))
    assert exported.returncode == 0, exported.stdout + exported.stderr


BUILDS: dict[str, Callable[[Path], Path]] = {
    "properdocs": build_with_properdocs,
    "zensical": build_with_zensical,
}


@pytest.fixture(scope="module")
def site_by(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], ReadSite]:
    """The site as an engine builds it, built once by each."""

    @cache
    def read(engine: str) -> ReadSite:
        return read_site(site if engine == "mkdocs" else BUILDS[engine](tmp_path_factory.mktemp(engine)))

    return read


# -- reading -------------------------------------------------------------------------------------------------


def read_site(folder: Path) -> ReadSite:
    """The pages and the files of a built site that are not the engine's own."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    ours = {name: path for name, path in sorted(paths.items()) if not THE_ENGINE_S_OWN.fullmatch(name)}
    return ReadSite(
        {name: read_page(path, name) for name, path in ours.items() if path.suffix == ".html"},
        {name: sha256(bare(path, name)).hexdigest() for name, path in ours.items() if path.suffix != ".html"},
    )


def bare(file: Path, name: str) -> bytes:
    """What is in a *file* that stands at *name* in its site; comments of scripts and styles, an export keeps."""
    if file.suffix == ".js":
        return lean_script(file.read_text("utf-8")).encode()
    if file.suffix == ".css":
        drawings = {
            f"assets/kit/icons/{icon.name}": icon.read_text("utf-8") for icon in file.parent.parent.glob("icons/*.svg")
        }
        once = lean_style(file.read_text("utf-8"), name, drawings)
        return lean_style(once, name, drawings).encode()  # again: it leaves a space before what was a comment
    return file.read_bytes()


def read_page(file: Path, name: str) -> ReadPage:
    """The content of the page *file*, which stands at *name* in its site."""
    (article,) = html.fromstring(file.read_bytes()).xpath("//article")
    page = ReadPage(tags=sorted(words(tag) for tag in article.find_class("md-tag")))
    page.can_be_edited = bool(article.find_class(EDIT_BUTTON))
    for chrome in (PERMALINK, EDIT_BUTTON, TAGS):
        for element in article.find_class(chrome):
            element.drop_tree()
    page.headings = [(part.tag, words(part), part.get("id", "")) for part in article.iter("h1", "h2", "h3", "h4")]
    page.links = [resolved(link, name) for link in links_of(article)]
    for cell in article.iter("td", "th"):
        cell.tail = f" {cell.tail or ''}"  # whatever stands between two cells, they are apart
    page.text = words(article)
    return page


def words(element: HtmlElement) -> str:
    """The text of an *element*, whatever its line ends."""
    return " ".join(element.text_content().split())


def links_of(article: HtmlElement) -> Iterator[str]:
    """The addresses that a reader can follow, and those of the pictures."""
    for element in article.iter("a", "img"):
        if address := element.get("href") or element.get("src"):
            yield address


def resolved(address: str, page: str) -> str:
    """An *address* on a *page* as a path in the site, with its anchor; one that leads elsewhere, as typed."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    path = normpath(join("/", dirname(page), unquote(parts.path))) if parts.path else f"/{page}"
    return path.removesuffix("/index.html").removesuffix("/") + f"#{parts.fragment}" * bool(parts.fragment)


# -- comparing -----------------------------------------------------------------------------------------------


def test_mkdocs_builds_what_is_planned(site_by: Callable[[str], ReadSite]):
    site, planned = site_by("mkdocs"), Project(ROOT).plan()
    pages = [output.uri.removesuffix(".md") for output in planned.outputs if output.uri.endswith(".md")]
    addresses = {f"{page}.html" if page.endswith("index") else f"{page}/index.html" for page in pages}
    assert set(site.pages) == addresses
    beside = {output.uri for output in planned.outputs if not output.uri.endswith(".md")}
    downloads = {uri for uri in beside if not THE_ENGINE_S_OWN.fullmatch(uri)}
    assert any(uri.endswith(".docx") for uri in downloads)
    assert downloads | {image.uri for image in planned.images} <= set(site.files)
    assert all(page.headings[0][0] == "h1" for page in site.pages.values())
    assert sum(len(page.links) for page in site.pages.values()) > 500
    assert all(page.tags for name, page in site.pages.items() if "/checklists/" in name)


def test_every_link_leads_somewhere(site_by: Callable[[str], ReadSite]):
    """Once built, not only as planned: pages, anchors, downloads."""
    site = site_by("mkdocs")
    known = {f"/{name}".removesuffix("/index.html") for name in [*site.pages, *site.files]}
    inner = {link.partition("#")[0] for page in site.pages.values() for link in page.links if link[:1] in ("/", "")}
    assert inner <= known


@pytest.mark.parametrize("engine", OTHER_ENGINES)
def test_another_engine_makes_the_same_pages(engine: str, site_by: Callable[[str], ReadSite]):
    ours, theirs = site_by("mkdocs"), site_by(engine)
    assert set(theirs.pages) == set(ours.pages)
    for name, page in ours.pages.items():
        other = theirs.pages[name]
        assert other.headings == page.headings, name
        assert other.links == page.links, name
        assert other.tags == page.tags, name
        assert other.text == page.text, name


@pytest.mark.parametrize("engine", OTHER_ENGINES)
def test_another_engine_serves_the_same_files(engine: str, site_by: Callable[[str], ReadSite]):
    assert site_by(engine).files == site_by("mkdocs").files


def test_an_export_needs_nothing_from_this_project(tmp_path: Path):
    export(tmp_path / "export")
    settings = yaml.safe_load((tmp_path / "export/mkdocs.yml").read_text("utf-8"))
    assert not {"hooks", "watch"} & set(settings)
    assert settings["theme"]["custom_dir"] == "theme" and settings["docs_dir"] == "docs"
    for path in (tmp_path / "export").rglob("*"):
        assert not path.is_symlink()
        if path.suffix in (".md", ".yml", ".html"):
            assert str(ROOT) not in path.read_text("utf-8")


@pytest.mark.parametrize("engine", OTHER_ENGINES)
def test_a_page_is_edited_where_it_was_typed(engine: str, site_by: Callable[[str], ReadSite]):
    """Not in an export: « edit » would lead to a file that was made, and that no repository holds."""
    assert all(page.can_be_edited for page in site_by("mkdocs").pages.values())
    assert {page.can_be_edited for page in site_by(engine).pages.values()} == {engine != "zensical"}
