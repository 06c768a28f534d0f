"""Everything that the contributors typed, together: what refers to what, and where each idea lives."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from ..kind import Entry, Target
from ..model.base import Content
from ..model.playbook import Playbook
from ..problems import Problem
from ..read.drawing import Drawing, read_drawing
from ..read.text import read_text
from ..store import Store
from .citation import SOURCE, Citation
from .near import pages_near
from .reading import read_files
from .tree import Found, Image, Tree


@dataclass(frozen=True, eq=False)  # as large as the site: told apart by identity, which lets it be a cache's key
class Library:
    """All playbooks, read. What is *broken* could not be."""

    entries: tuple[Entry[Content], ...]
    images: tuple[Image, ...]
    drawings: dict[str, Drawing | None]
    """By the uri that links name; ``None`` for one that is refused."""
    targets: dict[tuple[str, str], Target]
    citations: tuple[Citation, ...]
    broken: tuple[Found, ...]

    @cached_property
    def _by_address(self) -> dict[tuple[str, str, str], Entry[Content]]:
        return {(entry.kind.name, entry.playbook, entry.id): entry for entry in self.entries}

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str | None], list[Entry[Content]]]:
        entries: dict[tuple[str, str | None], list[Entry[Content]]] = defaultdict(list)
        for entry in self.entries:
            entries[entry.kind.name, None].append(entry)
            entries[entry.kind.name, entry.playbook].append(entry)
        return entries

    @cached_property
    def _citations_by_page(self) -> dict[str, list[Citation]]:
        found: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            found[citation.page].append(citation)
        return found

    @cached_property
    def playbooks(self) -> tuple[Entry[Playbook], ...]:
        """The playbooks, in the order that they ask for, then by name."""
        entries = cast("Sequence[Entry[Playbook]]", self.of_kind("playbook"))
        return tuple(sorted(entries, key=lambda entry: (entry.content.order, entry.playbook)))

    @cached_property
    def newest_review(self) -> date | None:
        """The day of the latest review of a playbook or a page."""
        days = (getattr(entry.content, "reviewed_on", None) for entry in self.entries)
        return max((day for day in days if day), default=None)

    @cached_property
    def _source_order(self) -> dict[str, int]:
        return {id: number for number, (kind, id) in enumerate(self.targets) if kind == SOURCE}

    def of_kind(self, kind: str, playbook: str | None = None) -> Sequence[Entry[Content]]:
        """The entries of a *kind*, of one *playbook* or of all."""
        return self._by_kind.get((kind, playbook), ())

    def entry(self, kind: str, playbook: str, id: str) -> Entry[Content] | None:
        """One entry, if it could be read."""
        return self._by_address.get((kind, playbook, id))

    def citations_on(self, page: str) -> Sequence[Citation]:
        """What a page refers to, in typed order."""
        return self._citations_by_page.get(page, ())

    def sources_of(self, page: str) -> tuple[Target, ...]:
        """The sources that a page cites, each once, in the order of the page *Sources*."""
        known = self._source_order
        ids = {citation.id for citation in self.citations_on(page) if citation.kind == SOURCE}
        cited = sorted(ids & known.keys(), key=lambda id: known[id])
        return tuple(self.targets[SOURCE, id] for id in cited)

    def citing(self, source: str) -> Sequence[Citation]:
        """The places that cite a *source*, in the order of the pages, each place once."""
        return self._citations_of.get(source, ())

    def entry_at(self, uri: str) -> Entry[Content] | None:
        """What the page at *uri* is made of."""
        return self._by_uri.get(uri)

    def title_at(self, uri: str) -> tuple[str, str]:
        """Kind and title of the page at *uri*; a page of which there is one has no title of its own."""
        entry = self.entry_at(uri)
        if entry is None:
            return "", ""
        named = self.entry("playbook", entry.playbook, "playbook") if entry.kind.name == "opening" else entry
        return entry.kind.name, str(getattr(named and named.content, "title", ""))

    def near(self, uri: str) -> Sequence[Target]:
        """The nearest pages that the one at *uri* does not lead to by itself."""
        return self._near.get(uri, ())

    @cached_property
    def _by_uri(self) -> dict[str, Entry[Content]]:
        return {entry.uri: entry for entry in reversed(self.entries)}

    @cached_property
    def _near(self) -> dict[str, tuple[Target, ...]]:
        return pages_near(self.entries, self._citations_by_page, self.targets)

    @cached_property
    def _citations_of(self) -> dict[str, tuple[Citation, ...]]:
        places: dict[str, dict[tuple[str, str], Citation]] = defaultdict(dict)
        for citation in self.citations:
            if citation.kind == SOURCE:
                places[citation.id].setdefault((citation.page, citation.anchor), citation)
        return {source: tuple(found.values()) for source, found in places.items()}


def read_library(tree: Tree, store: Store | None = None, edition: bytes = b"") -> tuple[Library, list[Problem]]:
    """Read all that stands in the *tree*, and what each file says wrong by itself or twice.

    What a *store* has of this *edition* of the generator is not read again.
    """
    readings = [*read_files(tree.files, store, edition)]
    problems = [problem for reading in readings for problem in reading.problems]
    entries = [reading.entry for reading in readings if reading.entry is not None]
    citations = tuple(citation for reading in readings for citation in reading.citations)
    broken = tuple(found for found, reading in zip(tree.files, readings, strict=True) if reading.entry is None)
    targets, twice = _targets(entries)
    drawings, refused = _drawings(tree)
    library = Library(tuple(entries), tree.images, drawings, targets, citations, broken)
    return library, [*problems, *twice, *refused]


def _drawings(tree: Tree) -> tuple[dict[str, Drawing | None], list[Problem]]:
    drawings: dict[str, Drawing | None] = {}
    problems: list[Problem] = []
    for image in tree.drawings:
        text = read_text(image.file, image.path)
        drawing, mistakes = (None, [text]) if isinstance(text, Problem) else read_drawing(text, image.path)
        drawings[image.uri] = drawing
        problems += mistakes
    return drawings, problems


def _targets(entries: Sequence[Entry[Content]]) -> tuple[dict[tuple[str, str], Target], list[Problem]]:
    targets: dict[tuple[str, str], Target] = {}
    problems: list[Problem] = []
    for entry in entries:
        for target in entry.kind.targets(entry):
            key = (target.kind, target.id)
            first = targets.setdefault(key, target)
            if first.place.path != target.place.path:
                hint = "donnez à chacun le sien : un renvoi doit mener à un seul endroit"
                for one, other in ((first.place, target.place), (target.place, first.place)):
                    message = f"identifiant « {target.id} » en double (aussi {other.path}:{other.line})"
                    problems.append(Problem(one, message, hint))
    return targets, problems
