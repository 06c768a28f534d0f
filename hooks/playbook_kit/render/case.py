"""A case: its frieze, then the story under its six headings."""

from collections.abc import Iterator

from ..kind import Entry
from ..library.library import Library
from ..model.case import HEADINGS, Case
from ..problems import Place, Problem
from .output import Output
from .page.entry import page_output, reading_minutes


def case_page(entry: Entry[Case], library: Library) -> Iterator[Output]:
    """The page of a case."""
    case = entry.content
    minutes = reading_minutes(entry.prose.words if entry.prose else 0)
    yield page_output(entry, library, title=case.title, summary=case.summary, case=case, minutes=minutes)


def case_problems(entry: Entry[Case]) -> Iterator[Problem]:
    """A case has its six headings, each with its anchor, in order, and no other of their level."""
    headings = [heading for heading in entry.prose.headings if heading.level == 2] if entry.prose else []
    found = tuple(heading.anchor for heading in headings)
    if found == HEADINGS:
        return
    wrong = next((at for at, (one, other) in enumerate(zip(found, HEADINGS, strict=False)) if one != other), len(found))
    place = headings[wrong].place if wrong < len(headings) else Place(entry.origin)
    expected = ", ".join(f"{{#{anchor}}}" for anchor in HEADINGS)
    yield Problem(place, "un cas a six titres de niveau 2, dans l'ordre", f"leurs ancres : {expected}")
