"""What a file refers to, and from which of its sections."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..kind import Entry
from ..model.base import Content, LinkedText, SourceId, TargetId, name_of, typed_values
from ..problems import Place
from ..read.reference import references_in
from ..read.yaml import KeyPath

SOURCE = SourceId.kind
"""The kind whose targets can be cited."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place of the site that refers to something: the *page* (its uri), the *anchor* ("" for the page), its title."""

    kind: str
    id: str
    page: str
    anchor: str
    title: str
    place: Place


def citations_in(entry: Entry[Content]) -> Iterator[Citation]:
    """Every reference typed in *entry*, its sources included."""
    title = str(getattr(entry.content, "title", ""))
    for at, typed in typed_values(entry.content, TargetId):
        section = _section(entry.content, at, title)
        yield Citation(typed.kind, str(typed), entry.uri, *section, entry.document.place(*at))
    for at, text in typed_values(entry.content, LinkedText):
        for reference in references_in(text):
            section, place = _section(entry.content, at, title), entry.document.place(*at)
            yield from (Citation(reference.kind, id, entry.uri, *section, place) for id in reference.ids)
    if entry.prose:
        titles = {heading.anchor: heading.title for heading in entry.prose.headings}
        for mention in entry.prose.mentions:
            anchor, reference = entry.prose.anchor_at(mention.line), mention.reference
            section = anchor, titles.get(anchor, title)
            yield from (Citation(reference.kind, id, entry.uri, *section, mention.place) for id in reference.ids)


def _section(content: Content, at: KeyPath, title: str) -> tuple[str, str]:
    """Anchor and title of the innermost part with an id around the value at the path *at*."""
    anchor = ""
    part: object = content
    for step in at:
        part = getattr(part, step) if isinstance(step, str) else part[step]  # type: ignore[index]
        if isinstance(part, Content) and (id := getattr(part, "id", "")):
            anchor, title = id.lower(), name_of(part)
    return anchor, title
