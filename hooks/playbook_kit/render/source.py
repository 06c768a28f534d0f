"""The sources: article by article and idea by idea, where each lives; the frameworks, which are cited as sources."""

from collections.abc import Callable, Iterator, Sequence

from ..kind import Entry, Hint, Target
from ..labels import labels
from ..library.citation import SOURCE, Citation
from ..library.library import Library
from ..model.framework import Frameworks
from ..model.sources import OWN_ADDITION, Sources
from ..typography import folded
from .output import Output
from .page.shared import shared_page


def source_targets(entry: Entry[Sources]) -> Iterator[Target]:
    """The ideas of the articles, and the site's own additions."""
    for number, article in enumerate(entry.content.articles):
        for index, idea in enumerate(article.ideas):
            place = entry.document.place("articles", number, "ideas", index, "id")
            yield Target(SOURCE, idea.id, idea.id, f"{entry.uri}#{idea.id.lower()}", place, idea.idea)
    said = labels()["site"]
    own, summary = said["own_addition"], said["own_addition_summary"]
    yield Target(SOURCE, OWN_ADDITION, own, f"{entry.uri}#{OWN_ADDITION}", entry.document.place(), summary)


def sources_page(entry: Entry[Sources], library: Library) -> Iterator[Output]:
    """Article by article and idea by idea, where each lives on the site."""
    yield shared_page(entry, library, sources=entry.content, own_addition=OWN_ADDITION, places=_places(library))


def framework_targets(entry: Entry[Frameworks]) -> Iterator[Target]:
    """The frameworks, which are cited as sources."""
    for index, framework in enumerate(entry.content.frameworks):
        place = entry.document.place("frameworks", index, "id")
        uri = f"{entry.uri}#{framework.id.lower()}"
        yield Target(SOURCE, framework.id, framework.name, uri, place, framework.reference)


def framework_hints(entry: Entry[Frameworks]) -> Iterator[Hint]:
    """A framework is asked for by its usual name, by its short one, or by who thought of it."""
    for framework in entry.content.frameworks:
        uri = f"{entry.uri}#{framework.id.lower()}"
        yield from (Hint(name, uri, 0.7) for name in (framework.title, framework.name, framework.authors))


def frameworks_page(entry: Entry[Frameworks], library: Library) -> Iterator[Output]:
    """The frameworks by name, each with the places that rest on it."""
    frameworks = sorted(entry.content.frameworks, key=lambda framework: folded(framework.name))
    yield shared_page(entry, library, frameworks=frameworks, places=_places(library))


def _places(library: Library) -> Callable[[str], Sequence[tuple[str, str]]]:
    """What gives, for a source, the title and the uri of each page that rests on it, to the section where it can."""

    def places(source: str) -> Sequence[tuple[str, str]]:
        pages: dict[str, list[Citation]] = {}
        for citation in library.citing(source):
            pages.setdefault(citation.page, []).append(citation)
        return [_place(found, _title(page, library)) for page, found in pages.items()]

    return places


def _title(uri: str, library: Library) -> str:
    """What the page at *uri* is called."""
    kind, title = library.title_at(uri)
    return title or (labels()[kind]["plural"] if kind else "")


def _place(citations: Sequence[Citation], page: str) -> tuple[str, str]:
    """One place for all the *citations* of a page: the section when there is one, else the first and how many."""
    first, *others = citations
    uri = f"{first.page}#{first.anchor}" if first.anchor else first.page
    if others:
        return labels()["source"]["passages"].format(page=page, count=len(citations)), uri
    return (page if first.title in (page, "") else f"{page} › {first.title}"), uri
