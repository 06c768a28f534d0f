"""The pages that all playbooks share: situations, tensions, glossary, sources, frameworks, indexes of kinds."""

from collections.abc import Callable, Iterator, Sequence

from ..kind import Entry, Hint, Kind, Output, Target, french_date
from ..labels import labels
from ..library import SOURCE, Citation, Library
from ..model.base import Content, TargetId, typed_values
from ..model.framework import Frameworks
from ..model.glossary import Glossary
from ..model.situation import MOMENTS, Situation, Situations
from ..model.sources import OWN_ADDITION, Sources
from ..model.tension import Tensions
from ..problems import Problem
from ..typography import folded
from .environment import front_matter, markdown_from
from .page import Writer, page_output, search_setting

LISTS = 0.5
"""What a page that only lists others weighs in a search."""


def glossary_targets(entry: Entry[Glossary]) -> Iterator[Target]:
    """The terms."""
    for index, term in enumerate(entry.content.terms):
        place = entry.document.place("terms", index, "id")
        yield Target("glossary", term.id, term.term, f"{entry.uri}#{term.id}", place, term.definition)


def glossary_hints(entry: Entry[Glossary]) -> Iterator[Hint]:
    """A term is asked for by any of its names."""
    for term in entry.content.terms:
        yield from (Hint(name, f"{entry.uri}#{term.id}") for name in (term.term, *term.aliases))


def glossary_page(entry: Entry[Glossary], library: Library) -> Iterator[Output]:
    """The terms in alphabetical order."""
    terms = sorted(entry.content.terms, key=lambda term: (folded(term.term), term.id))
    yield _shared_page(entry, library, terms=terms)


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
    yield _shared_page(entry, library, sources=entry.content, own_addition=OWN_ADDITION, places=_places(library))


def framework_targets(entry: Entry[Frameworks]) -> Iterator[Target]:
    """The frameworks, which are cited as sources."""
    for index, framework in enumerate(entry.content.frameworks):
        place = entry.document.place("frameworks", index, "id")
        uri = f"{entry.uri}#{framework.id.lower()}"
        yield Target(SOURCE, framework.id, framework.name, uri, place, framework.reference)


def frameworks_page(entry: Entry[Frameworks], library: Library) -> Iterator[Output]:
    """The frameworks by name, each with the places that rest on it."""
    frameworks = sorted(entry.content.frameworks, key=lambda framework: folded(framework.name))
    yield _shared_page(entry, library, frameworks=frameworks, places=_places(library))


def tension_targets(entry: Entry[Tensions]) -> Iterator[Target]:
    """The tensions."""
    for index, tension in enumerate(entry.content.tensions):
        place = entry.document.place("tensions", index, "id")
        yield Target("tension", tension.id, tension.title, f"{entry.uri}#{tension.id}", place)


def tension_hints(entry: Entry[Tensions]) -> Iterator[Hint]:
    """A dilemma is asked for in the words of its question."""
    yield from (Hint(tension.title, f"{entry.uri}#{tension.id}") for tension in entry.content.tensions)


def tensions_page(entry: Entry[Tensions], library: Library) -> Iterator[Output]:
    """The tensions, in typed order."""
    yield _shared_page(entry, library, tensions=entry.content.tensions)


def situation_hints(entry: Entry[Situations]) -> Iterator[Hint]:
    """What a reader says to himself leads to the section that answers, not to the list of situations."""
    yield from (Hint(situation.words, situation.page.uri(), 1) for situation in entry.content.situations)


def situations_page(entry: Entry[Situations], library: Library) -> Iterator[Output]:
    """The situations, moment by moment of a mission."""
    moments = [
        (moment, [situation for situation in entry.content.situations if situation.moment == moment])
        for moment in MOMENTS
    ]

    def tools(situation: Situation) -> dict[str, Target]:
        named = (library.targets.get((typed.kind, typed)) for _, typed in typed_values(situation, TargetId))
        return {target.kind: target for target in named if target}

    yield _shared_page(entry, library, moments=[(moment, found) for moment, found in moments if found], tools=tools)


def _shared_page(entry: Entry[Content], library: Library, **values: object) -> Output:
    words = labels()[entry.kind.name]
    return page_output(entry, library, title=words["plural"], summary=words["summary"], **values)


def _places(library: Library) -> Callable[[str], Sequence[tuple[str, str]]]:
    """What gives, for a source, the title and the uri of each page that rests on it, to the section where it can."""
    titles = {other.uri: str(getattr(other.content, "title", "")) for other in library.entries}
    titles |= {target.uri: target.title for target in library.targets.values() if "#" not in target.uri}
    for other in library.entries:
        titles[other.uri] = titles[other.uri] or labels()[other.kind.name]["plural"]

    def places(source: str) -> Sequence[tuple[str, str]]:
        pages: dict[str, list[Citation]] = {}
        for citation in library.citations_of.get(source, ()):
            pages.setdefault(citation.page, []).append(citation)
        return [_place(found, titles[page]) for page, found in pages.items()]

    return places


def _place(citations: Sequence[Citation], page: str) -> tuple[str, str]:
    """One place for all the *citations* of a page: the section when there is one, else the first and how many."""
    first, *others = citations
    uri = f"{first.page}#{first.anchor}" if first.anchor else first.page
    if others:
        return labels()["source"]["passages"].format(page=page, count=len(citations)), uri
    return (page if first.title in (page, "") else f"{page} › {first.title}"), uri


def index_page(kind: Kind[Content], library: Library) -> Output:
    """The page that lists everything of a *kind*, playbook by playbook."""
    words = labels()[kind.name]
    groups = [
        (playbook.content, [target for entry in entries for target in kind.targets(entry)])
        for playbook in library.playbooks
        if (entries := library.of_kind(kind.name, playbook.playbook))
    ]
    newest = library.newest_review
    head = front_matter(
        title=words["plural"],
        description=words["summary"],
        kind=kind.name,
        search=search_setting(LISTS),
        reviewed=french_date(newest) if newest else None,
    )
    page = Writer(kind.index, library)
    content = markdown_from("index", head=head, words=words, groups=groups, kind=kind, page=page)
    return Output(kind.index, kind.file.partition("/")[0], content)


def problems_page(uri: str, origin: str, title: str, problems: Sequence[Problem]) -> Output:
    """The page that stands in for one that could not be made, and says why."""
    head = front_matter(title=title, description=labels()["site"]["to_fix_summary"], kind="problem")
    return Output(uri, origin, markdown_from("problems", head=head, title=title, problems=problems))
