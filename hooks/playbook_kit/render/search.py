"""What the search knows beside the pages: synonyms, words that lead to a page, the kind of each page."""

from collections.abc import Iterator, Sequence

from ..kind import Kind
from ..labels import labels
from ..library.library import Library
from ..model.base import Content
from ..model.glossary import Glossary
from ..model.synonym import Synonyms
from .browser import script_data
from .output import Output
from .page.writer import plain

SEARCH_WORDS = "assets/kit/search-words.js"
"""Read by the search worker (``importScripts``) and by the page that shows its results."""


def search_words(library: Library, kinds: Sequence[Kind[Content]]) -> Output:
    """The data file of the search, a script that only sets a value."""
    titles = {kind.name: labels()[kind.name]["title"] for kind in kinds}
    pages = {_page(entry.uri): entry.kind.name for entry in library.entries if entry.kind.name != "opening"}
    pages |= {_page(kind.index): kind.name for kind in kinds if kind.index and library.of_kind(kind.name)}
    hints = [
        [plain(hint.words, library), _page(hint.uri), hint.weight]
        for entry in library.entries
        for hint in entry.kind.hints(entry)
    ]
    known = {"kinds": titles, "pages": pages, "hints": hints, "synonyms": [*_synonyms(library)]}
    return Output(SEARCH_WORDS, "playbooks/synonyms.yml", f"self.searchWords = {script_data(known)};\n")


def _synonyms(library: Library) -> Iterator[Sequence[str]]:
    """The typed groups, and each term of the glossary with its other names."""
    for entry in library.of_kind("synonym"):
        if isinstance(entry.content, Synonyms):
            yield from (group.words for group in entry.content.groups)
    for entry in library.of_kind("glossary"):
        if isinstance(entry.content, Glossary):
            yield from ((term.term, *term.aliases) for term in entry.content.terms if term.aliases)


def _page(uri: str) -> str:
    """The page of a *uri*, and its anchor, as an address without what depends on the engine's settings."""
    path, _, anchor = uri.partition("#")
    page = path.removesuffix(".md").removesuffix("index").removesuffix("/")
    return f"{page}#{anchor}" if anchor else page
