"""Pages of prose: those of a playbook, and those of ``docs/``."""

from collections.abc import Iterator

from ..kind import Entry
from ..library.library import Library
from ..model.hand_page import HandPage
from ..model.page import Page
from .output import Output
from .page.entry import page_output, reading_minutes


def prose_page(entry: Entry[Page], library: Library) -> Iterator[Output]:
    """A page of a playbook. The opening page belongs to the playbook itself."""
    if entry.prose:
        minutes = reading_minutes(entry.prose.words)
        content = entry.content
        yield page_output(
            entry, library, title=content.title, summary=content.summary, minutes=minutes, content=content
        )


def hand_page(entry: Entry[HandPage], library: Library) -> Iterator[Output]:
    """A page of ``docs/``."""
    yield page_output(entry, library, title=entry.content.title, summary=entry.content.summary)
