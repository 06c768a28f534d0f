"""The files of the search, of pages that are indexed once for all the builds in which they are the same."""

from collections.abc import Iterator, Sequence
from functools import partial
from sys import intern
from typing import Any, TypeAlias

from ..kind import Entry, Kind
from ..labels import labels
from ..library.library import Library
from ..search.files import files_of, search_files
from ..search.index import index_of
from ..search.page import FoundPage, index_entry, page_entry
from ..search.weights import page_weights
from ..store import key_of
from .reuse import Files, Job, Reuse

_Weights: TypeAlias = tuple[tuple[str, bytes], ...]
"""For each passage its words, a space between, and the step of each: a twentieth of what a dictionary holds."""

_Weighed: TypeAlias = tuple[FoundPage, _Weights] | None
"""A page that can be found, with the weights of its passages."""


def findable(library: Library, kinds: Sequence[Kind[Any]], reuse: Reuse | None) -> Files:
    """All that the search reads."""
    if reuse is None:
        return [*search_files(library, kinds)]
    everything = key_of(*(f"{entry.kind.name} {entry.origin} {entry.digest}" for entry in library.entries))
    return [*reuse.outputs([Job("search", everything.hex(), partial(_files, library, kinds, reuse))])]


def _files(library: Library, kinds: Sequence[Kind[Any]], reuse: Reuse, _: Library) -> Files:
    jobs: list[Job[_Weighed]] = [
        Job(f"{entry.kind.name}:{entry.origin}", entry.digest, partial(_weighed, entry)) for entry in library.entries
    ]
    jobs += [Job(f"index:{kind.name}", "", partial(_listed, kind)) for kind in kinds if kind.index]
    found = {one[0].uri: one for one in reuse.values("indexed", jobs) if one}
    pages = tuple(found[uri][0] for uri in sorted(found))
    return [*files_of(index_of(pages, library, kinds, lambda page, _: _unpacked(found[page.uri][1])))]


def _weighed(entry: Entry[Any], library: Library) -> _Weighed:
    page = page_entry(entry, library)
    return (page, _weights(page)) if page else None


def _listed(kind: Kind[Any], library: Library) -> _Weighed:
    if not library.of_kind(kind.name):
        return None
    page = index_entry(kind, library)
    return page, _weights(page)


def _weights(page: FoundPage) -> _Weights:
    weights = page_weights(page, labels()[page.kind]["title"])
    return tuple((" ".join(words), bytes(words.values())) for words in weights)


def _unpacked(weights: _Weights) -> Iterator[dict[str, int]]:
    for words, steps in weights:
        yield dict(zip(map(intern, words.split()), steps, strict=True))
