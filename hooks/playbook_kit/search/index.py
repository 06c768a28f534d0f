"""The index of all pages: where each word of the site stands, in numbers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..kind import Kind
from ..labels import labels
from ..library.library import Library
from ..model.base import Content
from ..model.glossary import Glossary
from ..model.situation import Situations
from ..model.synonym import Synonyms
from ..render.page.writer import plain
from .page import FoundPage, found_pages
from .weights import page_weights
from .words import words_of


@dataclass(frozen=True)
class Lead:
    """Words that lead to a passage, by its number: how many there are, and what they weigh."""

    passage: int
    words: int
    weight: float


@dataclass(frozen=True)
class Index:
    """All that is known of all pages. Passages have numbers, in the order of the pages; leads have the next ones."""

    pages: tuple[FoundPage, ...]
    kinds: tuple[tuple[str, str], ...]
    postings: dict[str, list[tuple[int, int]]]
    """For each word, the passages (or leads) that hold it, in order, with the step of what it weighs there."""
    leads: tuple[Lead, ...]
    synonyms: tuple[tuple[str, ...], ...]
    situations: tuple[tuple[int, int], ...]
    """For each situation, the passage that says it and the one that answers it."""


def site_index(library: Library, kinds: Sequence[Kind[Content]]) -> Index:
    """The index of the site."""
    return index_of(tuple(found_pages(library, kinds)), library, kinds)


def index_of(
    pages: tuple[FoundPage, ...],
    library: Library,
    kinds: Sequence[Kind[Content]],
    weights: Callable[[FoundPage, str], Iterable[dict[str, int]]] = page_weights,
) -> Index:
    """The index of these *pages*, whose words have *weights*; what leads to them is in the *library*."""
    titles = {kind.name: labels()[kind.name]["title"] for kind in kinds}
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    numbers: dict[str, int] = {}
    number = 0
    for page in pages:
        for passage, weighed in zip(page.passages, weights(page, titles[page.kind]), strict=True):
            numbers[f"{page.uri}#{passage.anchor}" if passage.anchor else page.uri] = number
            for word, step in weighed.items():
                postings[word].append((number, step))
            number += 1
    leads: list[Lead] = []
    for words, lead in _leads(library, numbers):
        for word in words:
            postings[word].append((number + len(leads), 0))
        leads.append(lead)
    used = {page.kind for page in pages}
    named = tuple((name, title) for name, title in titles.items() if name in used)
    return Index(pages, named, postings, tuple(leads), tuple(_synonyms(library)), tuple(_situations(library, numbers)))


def _leads(library: Library, numbers: dict[str, int]) -> Iterator[tuple[set[str], Lead]]:
    """The words in which readers may ask for a passage."""
    for entry in library.entries:
        for hint in entry.kind.hints(entry):
            passage = numbers.get(hint.uri, numbers.get(hint.uri.partition("#")[0]))
            words = set(words_of(plain(hint.words, library)))
            if passage is not None and words:
                yield words, Lead(passage, len(words), hint.weight)


def _synonyms(library: Library) -> Iterator[tuple[str, ...]]:
    """The typed groups, and each term of the glossary with its other names."""
    for entry in library.of_kind("synonym"):
        if isinstance(entry.content, Synonyms):
            yield from (group.words for group in entry.content.groups)
    for entry in library.of_kind("glossary"):
        if isinstance(entry.content, Glossary):
            yield from ((term.term, *term.aliases) for term in entry.content.terms if term.aliases)


def _situations(library: Library, numbers: dict[str, int]) -> Iterator[tuple[int, int]]:
    for entry in library.of_kind("situation"):
        for situation in entry.content.situations if isinstance(entry.content, Situations) else ():
            said, answer = numbers.get(f"{entry.uri}#{situation.id}"), situation.page.uri()
            target = numbers.get(answer, numbers.get(answer.partition("#")[0]))
            if said is not None and target is not None:
                yield said, target
