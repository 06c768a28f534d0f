"""The planned site: which files exist, made from what, in which order they are read. Nothing is written here."""

import gc
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from ..kind import Entry
from ..kinds import KINDS
from ..labels import labels
from ..library.consulted import Facts
from ..library.crosscheck import problems_between
from ..library.library import Library, read_library
from ..library.tree import CONTENT, PAGES, Image, read_tree
from ..model.hand_page import HandPage
from ..model.playbook import Playbook
from ..problems import Problem, in_file_order
from ..read.practice import read_practice
from ..render.browser import browser_words
from ..render.manifest import web_manifest
from ..render.output import Output, PageOutput, PublishedKind
from ..render.page.index import index_page
from ..render.page.problems import problems_page
from ..store import Store
from .edition import edition
from .findable import findable
from .reuse import Files, Job, Reuse

TO_FIX = "a-corriger.md"
"""The page that lists the problems, while there are any."""

_ENGINE = frozenset({"assets", "search", "sitemap", "404", "tags", "css", "js", "img", "fonts", "images"})
"""Folders and pages that the engine or the theme writes at the site's root."""


@dataclass(frozen=True)
class NavItem:
    """A page of the menu (*uri*, and a *title* other than its own), or a section of it (*title* and *children*)."""

    uri: str = ""
    title: str = ""
    children: tuple["NavItem", ...] = ()


@dataclass(frozen=True)
class Site:
    """What to publish: the *outputs*, the *images* to copy, the menu, and what stands in the way."""

    outputs: tuple[Output, ...]
    images: tuple[Image, ...]
    nav: tuple[NavItem, ...]
    problems: tuple[Problem, ...]
    library: Library
    direct: bool = False
    """Whether its pages are in HTML around their prose."""

    @cached_property
    def drawings(self) -> frozenset[str]:
        """The drawings that stand in pages, and so need not stand by themselves."""
        return frozenset(self.library.drawings)

    @cached_property
    def reviewed(self) -> date | None:
        """The day of the latest review."""
        return self.library.newest_review

    def without_library(self) -> "Site":
        """The same, less what it was made of, which is as large as all that was typed."""
        light = replace(self, library=Library((), (), {}, {}, (), ()))
        for name in ("drawings", "reviewed"):
            object.__setattr__(light, name, getattr(self, name))
        return light


def plan_site(
    root: Path,
    kinds: Sequence[PublishedKind[Any]] = KINDS,
    store: Store | None = None,
    *,
    direct: bool = False,
    search: bool = True,
) -> Site:
    """The site that the folders ``playbooks/`` and ``docs/`` of *root* make; with a *store*, of what it has kept.

    Its pages are in Markdown, for any engine; *direct* ones in HTML around their prose, for an engine that asks for it.
    Without *search*, the files of the search are left for later.
    """
    with _nothing_thrown_away():
        return _planned(root, kinds, store, direct, search)


_handed: dict[Path, Site] = {}


def hand_over(root: Path, site: Site) -> None:
    """The engine is about to ask for this *site*, in this process: it is planned already."""
    _handed[root] = site


def planned_site(root: Path, store: Store, *, direct: bool, search: bool) -> Site:
    """The site that was handed over, or one planned now, with the files of its *search* or without."""
    site = _handed.pop(root, None)
    return site if site and site.direct == direct else plan_site(root, store=store, direct=direct, search=search)


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Python looks for what can be thrown away as objects become many: here all are kept, and it costs a fifth."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # all is now as old as can be, and looked at the least
        if collecting:
            gc.enable()


def _planned(root: Path, kinds: Sequence[PublishedKind[Any]], store: Store | None, direct: bool, search: bool) -> Site:
    now = edition() if store else b""
    tree = read_tree(root, kinds, reserved_names(root, kinds))
    library, mistakes = read_library(tree, store, now)
    reuse = Reuse(store, now, Facts(library)) if store else None
    problems = in_file_order([*tree.problems, *mistakes, *problems_between(library, tree, kinds)])
    spoilt = _problems_by_page(library, problems)
    jobs = [*_jobs(library, kinds, spoilt, direct)]
    made = reuse.outputs(jobs) if reuse else (output for job in jobs for output in job.make(library))
    outputs = {output.uri: output for output in made}
    here = labels()["site"]["problem_here"]
    for uri, own in spoilt.items():
        outputs[uri] = problems_page(uri, own[0].place.path, here, own)
    more = (*(findable(library, kinds, reuse) if search else ()), *browser_words(kinds))
    outputs |= {output.uri: output for output in more}
    if practice := read_practice(root):
        manifest = web_manifest(practice)
        outputs[manifest.uri] = manifest
    if problems:
        outputs[TO_FIX] = problems_page(TO_FIX, CONTENT, labels()["site"]["to_fix"], problems)
    ordered = tuple(outputs[uri] for uri in sorted(outputs))
    return Site(ordered, library.images, tuple(_nav(library, kinds, outputs)), problems, library, direct)


def _jobs(
    library: Library, kinds: Sequence[PublishedKind[Any]], spoilt: Container[str], direct: bool
) -> Iterator[Job[Files]]:
    """What is to be made of each entry, and the pages that list all of a kind."""
    for kind in kinds:
        for entry in library.of_kind(kind.name):
            if entry.uri not in spoilt:
                yield Job(f"{kind.name}:{entry.origin} {direct}", entry.digest, partial(_rendered, kind, entry, direct))
        if kind.index and library.of_kind(kind.name):
            yield Job(f"index:{kind.name} {direct}", "", partial(_listed, kind, direct))


def _rendered(kind: PublishedKind[Any], entry: Entry[Any], direct: bool, library: Library) -> Files:
    return [_written(output, direct) for output in kind.render(entry, library)]


def _listed(kind: PublishedKind[Any], direct: bool, library: Library) -> Files:
    return [_written(index_page(kind, library), direct)]


def _written(output: Output, direct: bool) -> Output:
    """The *output* in the one syntax that is asked for."""
    if not isinstance(output, PageOutput):
        return output
    return output.direct() if direct else Output(output.uri, output.origin, output.content)


def reserved_names(root: Path, kinds: Sequence[PublishedKind[Any]]) -> frozenset[str]:
    """Names at the site's root that a playbook's folder would collide with."""
    own = {kind.page for kind in kinds} | {kind.index for kind in kinds} | {TO_FIX}
    hand = {file.name for file in (root / PAGES).glob("*")} if (root / PAGES).is_dir() else set()
    return _ENGINE | {name.partition(".")[0] for name in own | hand if "/" not in name and "{" not in name}


def _problems_by_page(library: Library, problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """The problems of each page, by its uri. A page with one is not published: it shows them instead."""
    pages = {entry.document.path: entry.uri for entry in library.entries}
    pages |= {found.path: found.kind.page.format(playbook=found.playbook, id=found.id) for found in library.broken}
    spoilt: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if uri := pages.get(problem.place.path):
            spoilt[uri].append(problem)
    return spoilt


def _nav(library: Library, kinds: Sequence[PublishedKind[Any]], outputs: dict[str, Output]) -> Iterator[NavItem]:
    """Home, what is to fix, the playbooks and shared pages in the order of their kinds, then the other pages."""
    hand = sorted(library.of_kind("hand-page"), key=lambda entry: (_order(entry), entry.uri))
    yield from (NavItem(entry.uri, labels()["site"]["home"]) for entry in hand if entry.uri == "index.md")
    if TO_FIX in outputs:
        yield NavItem(TO_FIX)
    for kind in kinds:
        if kind.name == "playbook":
            yield from (_playbook_nav(playbook, library, kinds, outputs) for playbook in library.playbooks)
        elif (uri := kind.index or kind.page) in outputs:
            yield NavItem(uri)
    yield from (NavItem(entry.uri) for entry in hand if entry.uri != "index.md")


def _playbook_nav(
    playbook: Entry[Any], library: Library, kinds: Sequence[PublishedKind[Any]], outputs: dict[str, Output]
) -> NavItem:
    content: Playbook = playbook.content
    folder = playbook.playbook
    pages = [uri for id in content.pages if (uri := f"{folder}/{id}.md") in outputs]
    children = [NavItem(uri) for uri in dict.fromkeys([playbook.uri, *pages])]
    for kind in kinds:
        if kind.index and (entries := library.of_kind(kind.name, folder)):
            listed = tuple(NavItem(entry.uri) for entry in entries)
            children.append(NavItem(title=labels()[kind.name]["plural"], children=listed))
    return NavItem(title=content.title, children=tuple(children))


def _order(entry: Entry[Any]) -> int:
    return entry.content.order if isinstance(entry.content, HandPage) else 0
