"""Hostile text in every field, titles included, is text: in pages, titles, menu, search and documents."""

import copy
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import unquote

import pytest
from docx import Document
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from browser import served, watched
from conftest import Project, make_project
from playbook_kit.build.plan import Site
from playbook_kit.kind import Entry
from playbook_kit.model.base import Content, LinkedText, typed_values
from playbook_kit.model.reader import read_model
from playbook_kit.read.yaml import Data, KeyPath

FRAGMENTS = (
    "<hostile>",
    "</title><hostile>",
    "<script>hostile()</script>",
    "<img src=x onerror=hostile()>",
    "<!-- ",
    "-->",
    "&lt;hostile&gt;",
    "&#60;hostile&#62;",
    "]]>",
    "</w:t>",
    '" onclick=hostile() x="',
    "' onclick='hostile()",
    "{{ 7*7 }}",
    "{% raw %}",
    "{: onclick=hostile() }",
    "{ .hostile }",
    "[x](javascript:hostile())",
    "![x](//hostile/x.png)",
    "[x]: hostile",
    "`",
    "```",
    "**",
    "__",
    "_a_",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "| a | b |",
    "---",
    "!!! dire",
    "[TOC]",
    "\\",
    "\\<",
    "*[a]: b",
    "[^1]",
    "<https://hostile.example>",
    "$(hostile)",
    "%3Chostile%3E",
    "=cmd()",
    "\u202e",
    "\u200b",
    "é",
    "œ",
    "🙂",
    "&",
    "~",
    "^",
)
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufffe\uffff")
HOSTILE = (
    st.lists(st.sampled_from(FRAGMENTS) | st.text(LETTERS, max_size=6), min_size=1, max_size=4)
    .map(lambda parts: " ".join("".join(parts)[:60].split()))
    .filter(lambda text: text and "[[" not in text and not re.search(r"\{[a-z0-9-]+\}", text))
)
"""Short texts made to act. References and blanks are left out: they are markup that a contributor means."""


def bare(text: str) -> str:
    """The text without white space and with one sort of apostrophe: what typography may change."""
    return "".join(text.split()).replace("\u2019", "'")


class Seen(HTMLParser):
    """What a browser would make of a page: its text, its title, and all its tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)
        if tag == "meta":  # a summary may be said nowhere else
            self.texts.append(dict(attrs).get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] in ("script", "style"):
            assert "hostile" not in data
        else:
            self.texts.append(data)

    def text(self) -> str:
        return bare("".join(self.texts))


def text_fields(entry: Entry[Content]) -> Iterator[KeyPath]:
    """The places of an entry where any short text may be typed: those that take a first hostile one."""
    for at, value in typed_values(entry.content, str):
        if (
            type(value) in (str, LinkedText)
            and read_model(with_text(entry, {at: "<hostile> & co"}), entry.kind.model)[0]
        ):
            yield at


def with_text(entry: Entry[Content], texts: dict[KeyPath, str]):  # type: ignore[no-untyped-def]
    document = copy.copy(entry.document)
    document.data = copy.deepcopy(entry.document.data)
    for at, text in texts.items():
        place: Data = document.data
        for step in at[:-1]:
            place = place[step]  # type: ignore[index,call-overload]
        place[at[-1]] = text  # type: ignore[index,call-overload]
    return document


def pour(project: Project, draw: Callable[[], str]) -> dict[str, list[str]]:
    """Type a hostile text in every field of every file; what was typed, by the page it should be read on."""
    typed: dict[str, list[str]] = {}
    for entry in project.plan().library.entries:
        texts = {at: draw() for at in text_fields(entry)}
        if not texts:
            continue
        # a document keeps the words around its blanks, without which a field would have no place
        kept = {at: text for at, text in texts.items() if "blocks" not in at}
        data = json.dumps(with_text(entry, kept).data, ensure_ascii=False)
        body = "\n".join(entry.prose.lines) if entry.prose else ""
        project.write(entry.origin, f"---\n{data}\n---\n{body}" if entry.prose else data)
        typed.setdefault(entry.uri, []).extend(kept.values())
    return typed


@pytest.fixture(autouse=True)
def documents_keep_their_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was typed is typed again here, value by value."""
    monkeypatch.setattr("playbook_kit.read.yaml.Document.fold", lambda document: None)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Project]:
    return lambda: make_project(tmp_path_factory.mktemp("hostile") / "project")


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a build per example: shrinking would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(texts=st.lists(HOSTILE, min_size=12, max_size=12, unique=True))  # the choices of a field differ
def test_hostile_text_is_text_everywhere(projects: Callable[[], Project], texts: list[str]) -> None:
    project, supply = projects(), cycle(texts)
    typed = pour(project, lambda: next(supply))
    planned = project.plan()
    assert planned.problems == ()
    built = project.build()
    assert built.returncode == 0, built.stderr
    site = project.root / "site"
    for file in site.rglob("*.html"):
        for tag, attributes in Seen(file.read_text("utf-8")).tags:
            assert tag != "hostile", file
            assert not any(name.startswith("on") for name in attributes), (file, tag, attributes)
            assert "style" not in attributes or tag in ("svg", "input", "label"), (file, tag, attributes)
            for address in ("href", "src", "action"):
                reached = unquote(attributes.get(address) or "")
                assert not re.search(r"hostile\(|//hostile|^hostile|^x$", reached), (file, tag, attributes)
    for uri, expected in typed.items():
        page = Seen((site / page_file(uri)).read_text("utf-8")).text()
        for text in expected:
            assert bare(text) in page, (uri, text)
    check_search(planned)
    check_documents(planned)


def page_file(uri: str) -> str:
    stem = uri.removesuffix(".md")
    return f"{stem}.html" if stem.split("/")[-1] == "index" else f"{stem}/index.html"


def check_search(planned: Site) -> None:
    """The index is data, that no page can take for markup."""
    scripts = [str(output.content) for output in planned.outputs if output.uri.startswith("search/")]
    assert not any(set(script) & set("<>&") or script.count("\n") != 1 for script in scripts)


def check_documents(planned: Site) -> None:
    """A document opens, and says the title that was typed."""
    titles = {entry.origin: entry.content.title for entry in planned.library.entries if hasattr(entry.content, "title")}
    for output in planned.outputs:
        if output.uri.endswith(".docx"):
            assert isinstance(output.content, bytes)
            text = bare("".join(Document(io.BytesIO(output.content)).element.body.itertext()))
            assert bare(titles[output.origin]) in text


def test_hostile_text_does_nothing_in_a_browser(browser: Browser, project: Project) -> None:
    """Every page, and the search box, with texts that would call ``hostile()`` if anything of them were live."""
    payloads = iter(
        [
            "<img src=x onerror=hostile()>",
            "<script>hostile()</script>",
            "</title><script>hostile()</script>",
            '"><svg onload=hostile()>',
            "&lt;img src=x onerror=hostile()&gt;",
        ]
        * 200
    )
    pour(project, lambda: next(payloads))
    assert project.build().returncode == 0
    site = project.root / "site"
    with served(site) as address, watched(browser) as watch:
        watch.page.add_init_script("window.hostile = () => { window.pwned = true }")
        for file in sorted(site.rglob("*.html")):
            watch.page.goto(f"{address}/{file.relative_to(site)}")
            assert not watch.page.evaluate("window.pwned"), file
        watch.page.goto(address)
        watch.page.add_script_tag(url=f"{address}/assets/kit/search/client.js")
        found = watch.page.evaluate("kit.search.ask('script hostile')")
        shown = ["".join(text for text, _ in answer["title"] + answer["excerpt"]) for answer in found["answers"]]
        assert any("<script>" in text for text in shown)
        assert not watch.page.evaluate("window.pwned")
        assert html.escape("<script>") not in watch.page.title()
        assert [error for error in watch.errors if "404" not in error] == []
