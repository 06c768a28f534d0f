"""A page as the search knows it: what it is, what it is called, its passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..kind import Entry, Kind
from ..labels import labels
from ..library.library import Library
from ..model.base import Content
from ..render.page.writer import plain, playbook_of
from ..typography import french
from .fields import field_passages
from .passage import Passage
from .prose import prose_passages

_LISTS = 0.5
"""What a page that only lists others weighs."""


@dataclass(frozen=True)
class FoundPage:
    """A page that can be found: the *passages* follow one another as on the page, the first is the page itself."""

    uri: str
    kind: str
    title: str
    summary: str
    playbook: str
    boost: float
    passages: tuple[Passage, ...]


def page_entry(entry: Entry[Content], library: Library) -> FoundPage | None:
    """The page of an *entry*; none for what is no page of its own, or is not to be found."""
    kind = entry.kind
    if not kind.search_boost or kind.name == "opening":
        return None
    prose = entry.prose
    if opening := library.entry("opening", entry.playbook, "index") if kind.name == "playbook" else None:
        prose = opening.prose
    content, words = entry.content, labels()[kind.name]
    title = str(getattr(content, "title", "")) or words["plural"]
    said = (getattr(content, name, "") for name in ("summary", "purpose", "promise"))
    summary = plain(next(filter(None, said), words.get("summary", "")), library)
    passages = [*map(_passage_in_french, field_passages(content, library, {title, summary}))]
    if not getattr(content, "title", ""):
        introductions = [text for key, text in words.items() if key.endswith("intro")]
        passages[0] = replace(passages[0], blocks=(*map(french, introductions), *passages[0].blocks))
    if prose:
        first, *sections = prose_passages(prose, library)
        passages[0] = replace(passages[0], blocks=(*passages[0].blocks, *first.blocks))
        passages += sections
    playbook = playbook_of(entry, library)
    about = playbook.title if playbook and kind.name != "playbook" else ""
    return _in_french(FoundPage(entry.uri, kind.name, title, summary, about, kind.search_boost, tuple(passages)))


def index_entry(kind: Kind[Content], library: Library) -> FoundPage:
    """The page that lists everything of a *kind*: it is asked for by its name."""
    words = labels()[kind.name]
    titles = (target.title for entry in library.of_kind(kind.name) for target in kind.targets(entry))
    first = _passage_in_french(Passage("", "", (words["intro"], *titles)))
    return _in_french(FoundPage(kind.index, kind.name, words["plural"], words["summary"], "", _LISTS, (first,)))


def _in_french(page: FoundPage) -> FoundPage:
    """The *page* named with the spaces and apostrophes that a reader sees. Prose has them already."""
    return replace(page, title=french(page.title), summary=french(page.summary), playbook=french(page.playbook))


def _passage_in_french(passage: Passage) -> Passage:
    return Passage(passage.anchor, french(passage.title), tuple(map(french, passage.blocks)))


def found_pages(library: Library, kinds: Sequence[Kind[Content]]) -> Iterator[FoundPage]:
    """All pages that can be found, in the order of their addresses."""
    pages = [page for entry in library.entries if (page := page_entry(entry, library))]
    pages += [index_entry(kind, library) for kind in kinds if kind.index and library.of_kind(kind.name)]
    yield from sorted(pages, key=lambda page: page.uri)
