"""The pages that all playbooks share: the glossary, the sources, and the index of each kind."""

import unicodedata
from collections.abc import Iterator, Sequence

from ..kind import Entry, Kind, Output, Target, french_date
from ..labels import labels
from ..library import SOURCE, Citation, Library
from ..model.base import Content
from ..model.glossary import Glossary
from ..model.sources import OWN_ADDITION, Sources
from ..problems import Problem
from .environment import front_matter, markdown_from
from .page import Writer, page_output


def glossary_targets(entry: Entry[Glossary]) -> Iterator[Target]:
    """The terms."""
    for index, term in enumerate(entry.content.terms):
        place = entry.document.place("terms", index, "id")
        yield Target("glossary", term.id, term.term, f"{entry.uri}#{term.id}", place, term.definition)


def glossary_page(entry: Entry[Glossary], library: Library) -> Iterator[Output]:
    """The terms in alphabetical order."""
    terms = sorted(entry.content.terms, key=lambda term: (_folded(term.term), term.id))
    words = labels()["glossary"]
    yield page_output(entry, library, title=words["title"], summary=words["summary"], terms=terms)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def source_targets(entry: Entry[Sources]) -> Iterator[Target]:
    """The ideas of the articles, the works, and the site's own additions."""
    for number, article in enumerate(entry.content.articles):
        for index, idea in enumerate(article.ideas):
            place = entry.document.place("articles", number, "ideas", index, "id")
            yield Target(SOURCE, idea.id, idea.id, f"{entry.uri}#{idea.id.lower()}", place, idea.idea)
    for index, work in enumerate(entry.content.works):
        title = " ".join(word.capitalize() for word in work.id.split("-"))
        place = entry.document.place("works", index, "id")
        yield Target(SOURCE, work.id, title, f"{entry.uri}#{work.id.lower()}", place, work.reference)
    own = labels()["site"]["own_addition"]
    yield Target(SOURCE, OWN_ADDITION, own, f"{entry.uri}#{OWN_ADDITION}", entry.document.place(), own)


def sources_page(entry: Entry[Sources], library: Library) -> Iterator[Output]:
    """Article by article and idea by idea, where each lives on the site."""
    words = labels()["source"]
    titles = {other.uri: str(getattr(other.content, "title", "")) for other in library.entries}
    titles |= {target.uri: target.title for target in library.targets.values() if "#" not in target.uri}

    def places(source: str) -> Sequence[tuple[str, str]]:
        """Title and uri of each place that rests on a *source*."""
        return [_place(citation, titles) for citation in library.citations_of.get(source, ())]

    yield page_output(
        entry,
        library,
        title=words["title"],
        summary=words["summary"],
        sources=entry.content,
        own_addition=OWN_ADDITION,
        places=places,
    )


def _place(citation: Citation, titles: dict[str, str]) -> tuple[str, str]:
    page = titles.get(citation.page, "")
    title = page if citation.title == page or not page else f"{page} › {citation.title}"
    return title, f"{citation.page}#{citation.anchor}" if citation.anchor else citation.page


def index_page(kind: Kind[Content], library: Library) -> Output:
    """The page that lists everything of a *kind*, playbook by playbook."""
    words = labels()[kind.name]
    groups = [
        (playbook.content, [target for entry in entries for target in kind.targets(entry)])
        for playbook in library.of_kind("playbook")
        if (entries := library.of_kind(kind.name, playbook.playbook))
    ]
    newest = library.newest_review
    head = front_matter(
        title=words["plural"],
        description=words["summary"],
        kind=kind.name,
        reviewed=french_date(newest) if newest else None,
    )
    page = Writer(kind.index, library)
    content = markdown_from("index", head=head, words=words, groups=groups, kind=kind, page=page)
    return Output(kind.index, kind.file.partition("/")[0], content)


def problems_page(uri: str, origin: str, title: str, problems: Sequence[Problem]) -> Output:
    """The page that stands in for one that could not be made, and says why."""
    head = front_matter(title=title, description=labels()["site"]["to_fix_summary"], kind="problem")
    return Output(uri, origin, markdown_from("problems", head=head, title=title, problems=problems))
