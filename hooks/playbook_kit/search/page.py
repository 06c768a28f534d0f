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
    passages = [*field_passages(content, library, {title, summary})]
    if not getattr(content, "title", ""):
        introductions = [text for key, text in words.items() if key.endswith("intro")]
        passages[0] = replace(passages[0], blocks=(*introductions, *passages[0].blocks))
    if prose:
        first, *sections = prose_passages(prose, library)
        passages[0] = replace(passages[0], blocks=(*passages[0].blocks, *first.blocks))
        passages += sections
    playbook = playbook_of(entry, library)
    about = playbook.title if playbook and kind.name != "playbook" else ""
    found = FoundPage(entry.uri, kind.name, title, summary, about, kind.search_boost, tuple(passages))
    return in_french(found)


def index_entry(kind: Kind[Content], library: Library) -> FoundPage:
    """The page that lists everything of a *kind*: it is asked for by its name."""
    words = labels()[kind.name]
    titles = (target.title for entry in library.of_kind(kind.name) for target in kind.targets(entry))
    first = Passage("", "", (words["intro"], *titles))
    return in_french(FoundPage(kind.index, kind.name, words["plural"], words["summary"], "", _LISTS, (first,)))


def in_french(page: FoundPage) -> FoundPage:
    """The *page* with the spaces and apostrophes of its texts as a reader sees them."""
    passages = (Passage(one.anchor, french(one.title), tuple(map(french, one.blocks))) for one in page.passages)
    return replace(
        page,
        title=french(page.title),
        summary=french(page.summary),
        playbook=french(page.playbook),
        passages=tuple(passages),
    )


def found_pages(library: Library, kinds: Sequence[Kind[Content]]) -> Iterator[FoundPage]:
    """All pages that can be found, in the order of their addresses."""
    pages = [page for entry in library.entries if (page := page_entry(entry, library))]
    pages += [index_entry(kind, library) for kind in kinds if kind.index and library.of_kind(kind.name)]
    yield from sorted(pages, key=lambda page: page.uri)
