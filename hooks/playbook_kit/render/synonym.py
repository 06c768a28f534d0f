"""How to search, and the words that are taken for each other."""

from collections.abc import Iterator

from ..kind import Entry, Hint
from ..labels import labels
from ..library.library import Library
from ..model.synonym import Synonyms
from ..problems import Problem
from ..typography import folded
from .output import Output
from .page.entry import page_output

LEADS = 0.9
"""What such words weigh: nearly as much as a situation."""


def synonyms_page(entry: Entry[Synonyms], library: Library) -> Iterator[Output]:
    """How to search, and the words that are taken for each other."""
    words = labels()[entry.kind.name]
    groups = sorted(entry.content.groups, key=lambda group: folded(group.words[0]))
    yield page_output(entry, library, title=words["plural"], summary=words["summary"], groups=groups)


def synonym_hints(entry: Entry[Synonyms]) -> Iterator[Hint]:
    """What readers type when a page says it with other words."""
    for lead in entry.content.leads:
        yield from (Hint(words, lead.page.uri(), LEADS) for words in lead.words)


def synonym_problems(entry: Entry[Synonyms]) -> Iterator[Problem]:
    """A word stands in one group, once."""
    seen: dict[str, int] = {}
    for number, group in enumerate(entry.content.groups):
        for index, words in enumerate(group.words):
            place = entry.document.place("groups", number, "words", index)
            if first := seen.get(folded(words)):
                hint = "réunissez les deux groupes, ou retirez-le de l'un"
                yield Problem(place, f"« {words} » est déjà à la ligne {first}", hint)
            seen.setdefault(folded(words), place.line)
