"""The page of an entry: its head, its prose, what the template of its kind says around them."""

from functools import partial

from markupsafe import Markup

from ...kind import Entry
from ...library.library import Library
from ...model.base import Content
from ...model.hand_page import HandPage
from ...model.playbook import Playbook
from ...typography import french_date
from ..environment import front_matter, page_from
from ..output import PROSE, Output, PageOutput
from ..syntax import HTML, Syntax
from .writer import Writer, playbook_of

WORDS_A_MINUTE = 200
"""Reading speed that the reading times assume."""


def page_output(entry: Entry[Content], library: Library, *, title: str, summary: str, **values: object) -> Output:
    """The page of *entry*, from the template of its kind, with a head that says who keeps it and since when."""
    name = entry.kind.name
    head = front_matter(
        title=title,
        description=summary,
        kind=name,
        tags=[playbook.title] if (playbook := playbook_of(entry, library)) else [],
        **upkeep(entry, library),
    )

    def written(syntax: Syntax) -> tuple[str, str]:
        writer = Writer(entry.uri, library)
        prose = _prose(entry, writer)  # first: it explains the terms that it mentions
        writer.syntax = syntax
        place = Markup(PROSE) if syntax is HTML else Markup(prose)
        about = {"head": head, "title": title, "summary": summary, "entry": entry, "page": writer, "prose": place}
        return page_from(name, syntax, **about, **values), prose

    return PageOutput(entry.uri, entry.prose.path if entry.prose else entry.origin, written)


def _prose(entry: Entry[Content], writer: Writer) -> str:
    drawn = partial(writer.picture, entry.kind.name)
    return entry.prose.markdown(writer.mention, drawn) if entry.prose else ""


def upkeep(entry: Entry[Content], library: Library) -> dict[str, str]:
    """Who keeps the page of *entry* up to date, and when it was last reviewed: its own or its playbook's."""
    keeper = entry if isinstance(entry.content, HandPage) else library.entry("playbook", entry.playbook, "playbook")
    if keeper and isinstance(keeper.content, HandPage | Playbook):
        return {"owner": keeper.content.owner, "reviewed": french_date(keeper.content.reviewed_on)}
    newest = library.newest_review
    return {"reviewed": french_date(newest)} if newest else {}


def reading_minutes(words: int) -> int:
    """Minutes to read that many *words*, rounded up, 1 at least."""
    return max(1, -(-words // WORDS_A_MINUTE))
