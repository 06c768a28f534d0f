"""A checklist: a page to tick, a Word file with real boxes, and its Markdown."""

from collections.abc import Iterator
from hashlib import sha256

from ..kind import Entry
from ..library.library import Library
from ..model.checklist import Checklist, Item
from .environment import text_from, xml_from
from .office.word import word_file
from .output import Output
from .page.entry import page_output
from .page.writer import plain


def checklist_outputs(entry: Entry[Checklist], library: Library) -> Iterator[Output]:
    """The page and the two downloads, side by side."""
    checklist, stem = entry.content, entry.uri.removesuffix(".md")
    values = {"checklist": checklist, "plain": lambda text: plain(text, library)}
    summary, minutes = plain(checklist.purpose, library), -(-checklist.seconds() // 60)
    more = {"checklist": checklist, "minutes": minutes, "fingerprint": fingerprint}
    yield page_output(entry, library, title=checklist.title, summary=summary, **more)
    yield Output(f"{stem}.docx", entry.origin, word_file(xml_from("checklist", **values), checklist.title))
    yield Output(f"{stem}.txt", entry.origin, text_from("checklist", **values))


def fingerprint(item: Item) -> str:
    """What tells a reader's browser that an *item* asks something else than last time: 12 hexadecimal digits."""
    asked = f"{item.critical} {' '.join(item.text.split())}"
    return sha256(asked.encode()).hexdigest()[:12]
