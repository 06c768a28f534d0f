"""The glossary: the terms of all playbooks, in one page."""

from collections.abc import Iterator

from ..kind import Entry, Hint, Target
from ..library.library import Library
from ..model.glossary import Glossary
from ..typography import folded
from .output import Output
from .page.shared import shared_page


def glossary_targets(entry: Entry[Glossary]) -> Iterator[Target]:
    """The terms."""
    for index, term in enumerate(entry.content.terms):
        place = entry.document.place("terms", index, "id")
        yield Target("glossary", term.id, term.term, f"{entry.uri}#{term.id}", place, term.definition)


def glossary_hints(entry: Entry[Glossary]) -> Iterator[Hint]:
    """A term is asked for by any of its names."""
    for term in entry.content.terms:
        yield from (Hint(name, f"{entry.uri}#{term.id}", 0.7) for name in (term.term, *term.aliases))


def glossary_page(entry: Entry[Glossary], library: Library) -> Iterator[Output]:
    """The terms in alphabetical order."""
    terms = sorted(entry.content.terms, key=lambda term: (folded(term.term), term.id))
    yield shared_page(entry, library, terms=terms)
