"""The tensions: rules that contradict each other, and what decides."""

from collections.abc import Iterator

from ..kind import Entry, Hint, Target
from ..library.library import Library
from ..model.tension import Tensions
from .output import Output
from .page.shared import shared_page


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
    yield shared_page(entry, library, tensions=entry.content.tensions)
