"""Pages that are near one another, as what was typed tells: ideas in common, mentions, situations."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from ..kind import Entry, Target
from ..model.base import Content, PageLink, TargetId, typed_values
from ..model.situation import Situations
from ..problems import Place
from ..read.link import uri_of
from .citation import SOURCE, Citation

MOST, OF_A_KIND = 4, 2
"""How many neighbours a page shows, and how many of them of the same kind."""

FEW = 5
"""A page that leads to more than this, a bibliography, is near none of them for that alone."""

COMMON = 30
"""An idea that stands on more pages than this brings none of them nearer."""


def pages_near(
    everything: Sequence[Entry[Content]],
    citations: Mapping[str, Sequence[Citation]],
    targets: Mapping[tuple[str, str], Target],
) -> dict[str, tuple[Target, ...]]:
    """For each page (its uri), the nearest ones that it does not lead to by itself, nearest first.

    A page that leads to a few others counts 1 for each, and less when it lists many; a situation that names both counts
    1, an idea on n pages 1/n. *citations* are those of each page.
    """
    entries = {entry.uri: entry for entry in everything if {"{id}", "{playbook}"} <= _blanks(entry)}
    leads = {uri: {*_leads(entry, citations.get(uri, ()), targets)} for uri, entry in entries.items()}
    nearness: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for uri, others in leads.items():
        for other in others:
            nearness[other][uri] += min(1, FEW / len(others))
    for group, weight in (*_ideas(citations), *_situations(everything, targets)):
        for one, other in permutations(sorted(group & entries.keys()), 2):
            nearness[one][other] += weight
    return {uri: tuple(map(_target, _chosen(nearness[uri], {uri, *leads[uri]}, entries))) for uri in entries}


def _blanks(entry: Entry[Content]) -> set[str]:
    return {blank for blank in ("{id}", "{playbook}") if blank in entry.kind.page}


def _leads(
    entry: Entry[Content], citations: Sequence[Citation], targets: Mapping[tuple[str, str], Target]
) -> Iterator[str]:
    """The pages to which an entry leads by itself."""
    for link in entry.prose.links if entry.prose else ():
        yield uri_of(link.target, entry.uri)
    for _, typed in typed_values(entry.content, PageLink):
        yield _page(typed.uri())
    for citation in citations:
        if target := targets.get((citation.kind, citation.id)):
            yield _page(target.uri)


def _ideas(citations: Mapping[str, Sequence[Citation]]) -> Iterator[tuple[set[str], float]]:
    pages: dict[str, set[str]] = defaultdict(set)
    for page, own in citations.items():
        for citation in own:
            if citation.kind == SOURCE:
                pages[citation.id].add(page)
    yield from ((found, 1 / len(found)) for found in pages.values() if 1 < len(found) <= COMMON)


def _situations(
    everything: Sequence[Entry[Content]], targets: Mapping[tuple[str, str], Target]
) -> Iterator[tuple[set[str], float]]:
    for entry in everything:
        for situation in entry.content.situations if isinstance(entry.content, Situations) else ():
            named = (targets.get((typed.kind, typed)) for _, typed in typed_values(situation, TargetId))
            yield {_page(situation.page.uri()), *(_page(target.uri) for target in named if target)}, 1


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


def _target(entry: Entry[Content]) -> Target:
    """What is shown of a neighbour, and no more: a page does not change with the text of another."""
    title = str(getattr(entry.content, "title", ""))
    return Target(entry.kind.name, entry.id, title, entry.uri, Place(entry.origin))


def _page(uri: str) -> str:
    return uri.partition("#")[0]
