"""Pages that are near one another, as what was typed tells: ideas in common, mentions, situations."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations

from ..kind import Entry
from ..model.base import Content, PageLink, TargetId, typed_values
from ..model.situation import Situations
from ..read.link import uri_of
from .library import Library

MOST, OF_A_KIND = 4, 2
"""How many neighbours a page shows, and how many of them of the same kind."""

FEW = 5
"""A page that leads to more than this, a bibliography, is near none of them for that alone."""

COMMON = 30
"""An idea that stands on more pages than this brings none of them nearer."""


@lru_cache(maxsize=1)
def pages_near(library: Library) -> dict[str, tuple[Entry[Content], ...]]:
    """For each page (its uri), the nearest ones that it does not lead to by itself, nearest first.

    A page that leads to a few others counts 1 for each, and less when it lists many; a situation that names both counts
    1, an idea on n pages 1/n.
    """
    entries = {entry.uri: entry for entry in library.entries if {"{id}", "{playbook}"} <= _blanks(entry)}
    leads = {uri: {*_leads(entry, library)} for uri, entry in entries.items()}
    nearness: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for uri, others in leads.items():
        for other in others:
            nearness[other][uri] += min(1, FEW / len(others))
    for group, weight in (*_ideas(library), *_situations(library)):
        for one, other in permutations(sorted(group & entries.keys()), 2):
            nearness[one][other] += weight
    return {uri: tuple(_chosen(nearness[uri], {uri, *leads[uri]}, entries)) for uri in entries}


def _blanks(entry: Entry[Content]) -> set[str]:
    return {blank for blank in ("{id}", "{playbook}") if blank in entry.kind.page}


def _leads(entry: Entry[Content], library: Library) -> Iterator[str]:
    """The pages to which an entry leads by itself."""
    for link in entry.prose.links if entry.prose else ():
        yield uri_of(link.target, entry.uri)
    for _, typed in typed_values(entry.content, PageLink):
        yield _page(typed.uri())
    for citation in library.citations_on(entry.uri):
        if target := library.targets.get((citation.kind, citation.id)):
            yield _page(target.uri)


def _ideas(library: Library) -> Iterator[tuple[set[str], float]]:
    for citations in library.citations_of.values():
        pages = {citation.page for citation in citations}
        if 1 < len(pages) <= COMMON:
            yield pages, 1 / len(pages)


def _situations(library: Library) -> Iterator[tuple[set[str], float]]:
    for entry in library.of_kind("situation"):
        for situation in entry.content.situations if isinstance(entry.content, Situations) else ():
            targets = (library.targets.get((typed.kind, typed)) for _, typed in typed_values(situation, TargetId))
            yield {_page(situation.page.uri()), *(_page(target.uri) for target in targets if target)}, 1


def _chosen(
    nearness: dict[str, float], known: set[str], entries: dict[str, Entry[Content]]
) -> Iterator[Entry[Content]]:
    """The nearest entries that are not *known*, few of a kind."""
    kinds: Counter[str] = Counter()
    for uri in sorted(nearness.keys() & entries.keys() - known, key=lambda uri: (-nearness[uri], uri)):
        kind = entries[uri].kind.name
        if kinds.total() < MOST and kinds[kind] < OF_A_KIND:
            kinds[kind] += 1
            yield entries[uri]


def _page(uri: str) -> str:
    return uri.partition("#")[0]
