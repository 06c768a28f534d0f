"""A playbook's opening page: whom it is for, what to do tonight, then the prose, then the tools."""

from collections.abc import Iterator
from dataclasses import replace

from ..kind import Entry, Hint, Target, summary_hint
from ..library.library import Library
from ..model.playbook import Playbook
from ..problems import Place
from .output import Output
from .page.entry import page_output, reading_minutes


def playbook_target(entry: Entry[Playbook]) -> Iterator[Target]:
    """The opening page, by the name of the folder."""
    place = Place(entry.origin)
    yield Target("playbook", entry.playbook, entry.content.title, entry.uri, place, entry.content.promise)


def playbook_hints(entry: Entry[Playbook]) -> Iterator[Hint]:
    """Its promise, when to open it, and the signs that one should."""
    yield from summary_hint(entry)
    yield from (Hint(words, entry.uri) for words in (*entry.content.when, *entry.content.symptoms))


def playbook_page(entry: Entry[Playbook], library: Library) -> Iterator[Output]:
    """The opening page: what ``playbook.yml`` says, and the prose of ``index.md``."""
    playbook = entry.content
    opening = library.entry("opening", entry.playbook, "index")
    pages = [library.entry("page", entry.playbook, id) for id in playbook.pages]
    prose = [found.prose for found in (opening, *pages) if found and found.prose]
    yield page_output(
        replace(entry, prose=opening.prose if opening else None),
        library,
        title=playbook.title,
        summary=playbook.promise,
        playbook=playbook,
        pages=[found for found in pages if found],
        minutes=reading_minutes(sum(part.words for part in prose)),
        related=[library.targets["playbook", id] for id in playbook.related if ("playbook", id) in library.targets],
    )
