"""MkDocs' pages, made by us: once for all the builds in which they are the same, several at a time.

They go through MkDocs' own doors: a file may bring a page of another class, a page may name its template, and what
stands in a page may be replaced when it is built. MkDocs then writes each where it belongs.
"""

import logging
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from mkdocs_direct import headed, ids_in, linked
from mkdocs_menu import Menu
from playbook_kit.build.finish.page import FinishedPage, Seen, finished_page
from playbook_kit.build.finish.policy import Scripts
from playbook_kit.problems import Problem
from playbook_kit.render.output import PROSE, Output, values_of
from playbook_kit.share import shared
from playbook_kit.store import Store, key_of

_log = logging.getLogger("mkdocs.structure.pages")

MADE = "made.html"
"""The template of a page that is made already: it says nothing."""


class PlannedFile(File):
    """A file of the plan. A preview writes only those that changed, and asks each."""

    output: Output
    is_same: bool = False
    """Whether it stands in the site as this very process wrote it before."""

    def is_modified(self) -> bool:
        """Whether it is to be made and written."""
        return not self.is_same

    def copy_file(self, dirty: bool = False) -> None:
        """Write it, if it is no page."""
        if not (dirty and self.is_same):
            target = Path(self.abs_dest_path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.output.raw)


class PlannedPage(Page):
    """A page of which the plan knows all but its HTML, which is made when the menu is known."""

    file: PlannedFile
    key: bytes = b""
    """Of all that its HTML rests on, but for where its links lead."""
    anchors: str = ""
    """Its anchors, each between two ends of line."""
    leads: str = ""
    """Where its links lead inside pages, one a line: ``fiche/page.md#ancre``."""

    def __init__(self, file: PlannedFile, config: MkDocsConfig, named: str = "") -> None:
        super().__init__(None, file, config)
        self.meta = values_of(file.output.head) | {"template": MADE}
        self._named = named

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the menu calls it: known before it is read."""
        return self._named or str(self.meta["title"])

    def read_source(self, config: MkDocsConfig) -> None:
        """Not yet."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Not yet."""
        self.content = ""

    def make_body(self, config: MkDocsConfig, files: Files) -> "Body":
        """What MkDocs and Python-Markdown make of its text."""
        output, asked = self.file.output, _Asked(files)
        text, prose = str(output.content).removeprefix(output.head), output.prose
        self.markdown = text if prose is None else prose
        if self.markdown.strip():
            super().render(config, asked)  # type: ignore[arg-type]  # a link asks for one file, and for nothing else
        leads = {
            f"{file.src_uri}#{anchor}" for file, found in (self.links_to_anchors or {}).items() for anchor in found
        }
        html, toc, ids = self.content or "", self.toc, self.present_anchor_ids or set()
        self.forget()
        if prose is not None:
            text = linked(text, self, asked, leads).replace(PROSE, html, 1)
            html, tokens = headed(text, config.mdx_configs.get("toc", {}))
            toc, ids = get_toc(tokens), ids_in(html)
        return Body(html, toc, "\n".join(["", *sorted(ids), ""]), "\n".join(sorted(leads)), asked.addresses)

    def forget(self) -> None:
        """Let go of what was made: it is kept elsewhere."""
        self.markdown = self.content = ""
        self.toc, self.present_anchor_ids, self.links_to_anchors = TableOfContents([]), None, None

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """As MkDocs does, on what is kept of a page: whether each of its links leads to an anchor."""
        for lead in filter(None, self.leads.split("\n")):
            uri, _, anchor = lead.partition("#")
            file = files.src_uris.get(uri)
            page = file.page if file else None
            if isinstance(page, PlannedPage) and page.anchors and f"\n{anchor}\n" not in page.anchors:
                said = f"Doc file '{self.file.src_uri}' contains a link '{lead}', but there is no such anchor."
                _log.log(log_level, said)


class _Asked:
    """The files of a site, noting which a page asks for and where they are."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.addresses: dict[str, str] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """As MkDocs' own."""
        file = self._files.get_file_from_path(path)
        self.addresses[path] = file.url if file else ""
        return file


@dataclass(frozen=True)
class Body:
    """What stands between the menus of a page: its HTML, its contents, where it leads, which files it asked for."""

    html: str
    toc: TableOfContents
    anchors: str
    leads: str
    addresses: dict[str, str]

    def holds(self, files: Files) -> bool:
        """Whether its links lead where they did."""
        return _lead_there(self.addresses, files)


@dataclass(frozen=True)
class Facts:
    """What is known of a finished page beside its text, which stays in the store."""

    seen: Seen
    problems: tuple[Problem, ...]
    anchors: str
    leads: str
    addresses: dict[str, str]
    warnings: tuple[tuple[int, str], ...]


@dataclass
class Maker:
    """Makes the pages of one build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    store: Store
    edition: bytes
    """Of the generator, the theme's templates, and the settings that a page shows."""
    known: Scripts
    preview: bool

    def name(self, pages: Sequence[PlannedPage]) -> None:
        """Give each page its key."""
        menu = Menu(self.nav)
        local = str((self.preview, self.config.use_directory_urls))
        for page in pages:
            about = (page.url, page.canonical_url or "", page.edit_url or "", page.file.output.head, menu.around(page))
            page.key = key_of("page", self.edition, local, page.file.output.digest, *about)

    def make(self, pages: Sequence[PlannedPage], env: Environment) -> Iterator[Facts]:
        """Have all the *pages* made, those that were made before taken as they are; what is known of each, in order."""
        kept = [self._kept(page) is not None for page in pages]
        documents = self.files.documentation_pages()

        def make(page: PlannedPage) -> tuple[bytes, str, Facts]:
            return self._made(page, env, documents)

        fresh = shared(make, [page for page, known in zip(pages, kept, strict=True) if not known])
        for page, known in zip(pages, kept, strict=True):
            facts = self._kept(page) if known else self._put(page, *next(fresh))
            facts = facts or self._put(page, *make(page))  # lost since
            self.store.keep_alive("facts", page.key, facts)
            for level, message in facts.warnings:
                _log.log(level, message)
            page.anchors, page.leads = facts.anchors, facts.leads
            yield facts

    def _put(self, page: PlannedPage, body: bytes, text: str, facts: Facts) -> Facts:
        """Keep what was made of a *page*."""
        self.store.work["built"] += 1
        if body:
            self.store.work["converted"] += 1
            self.store.put(self._body_key(page), body)
        self.store.put(key_of("text", page.key), text.encode())
        self.store.put(page.key, pickle.dumps(facts))
        return facts

    def text(self, page: PlannedPage, env: Environment) -> str:
        """The finished HTML of a *page* that was made."""
        text = self.store.get(key_of("text", page.key))
        if text is None:  # lost since: whatever happened to it, a page is a page
            return self._made(page, env, self.files.documentation_pages())[1]
        return text.decode()

    def _kept(self, page: PlannedPage) -> Facts | None:
        facts = self.store.alive("facts", page.key)
        if facts is None and (packed := self.store.get(page.key)):
            facts = pickle.loads(packed)
        return facts if isinstance(facts, Facts) and _lead_there(facts.addresses, self.files) else None

    def _kept_body(self, page: PlannedPage) -> Body | None:
        packed = self.store.get(self._body_key(page))
        body = pickle.loads(packed) if packed else None
        return body if isinstance(body, Body) and body.holds(self.files) else None

    def _body_key(self, page: PlannedPage) -> bytes:
        return key_of("body", self.edition, page.url, page.file.output.digest)

    def _made(self, page: PlannedPage, env: Environment, documents: Sequence[File]) -> tuple[bytes, str, Facts]:
        """The *page*'s body, if it is new, its finished text, and what is known of it."""
        with _listening() as warnings:
            kept = self._kept_body(page)
            body = kept or page.make_body(self.config, self.files)
            finished = self._finished(page, body, env, documents)
        facts = Facts(
            finished.seen,
            finished.problems,
            body.anchors,
            body.leads,
            body.addresses,
            tuple(warnings),
        )
        return b"" if kept or warnings else pickle.dumps(body), finished.text, facts

    def _finished(self, page: PlannedPage, body: Body, env: Environment, documents: Sequence[File]) -> FinishedPage:
        page.content, page.toc, page.active = body.html, body.toc, True
        try:
            context = get_context(self.nav, documents, self.config, page)
            html = env.get_template("main.html").render(context)
        finally:
            page.forget()
            page.active = False
        local = not self.config.use_directory_urls
        return finished_page(html, page.file.dest_uri, self.known, preview=self.preview, local=local)


def _lead_there(addresses: dict[str, str], files: Files) -> bool:
    found = ((files.src_uris.get(path), address) for path, address in addresses.items())
    return all((file.url if file else "") == address for file, address in found)


@contextmanager
def _listening() -> Iterator[list[tuple[int, str]]]:
    """What MkDocs warns of while a page is made, perhaps in another process: it is said by this one, in order."""
    heard: list[tuple[int, str]] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append((record.levelno, record.getMessage()))

    ear = Ear(logging.WARNING)
    propagate, _log.propagate = _log.propagate, False
    _log.addHandler(ear)
    try:
        yield heard
    finally:
        _log.removeHandler(ear)
        _log.propagate = propagate
