"""The situations: what a reader says to himself, and where the answer is."""

from collections.abc import Iterator

from ..kind import Entry, Hint, Target
from ..library.library import Library
from ..model.base import TargetId, typed_values
from ..model.situation import MOMENTS, Situation, Situations
from .output import Output
from .page.shared import shared_page


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

    yield shared_page(entry, library, moments=[(moment, found) for moment, found in moments if found], tools=tools)
