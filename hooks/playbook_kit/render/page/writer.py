"""Writes what one page says of others: links, references, marks of sources, drawings."""

import posixpath
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from ...kind import Entry, Target
from ...labels import labels
from ...library.citation import SOURCE
from ...library.library import Library
from ...model.base import Content, LinkedText
from ...model.playbook import Playbook
from ...read.link import Picture, uri_of
from ...read.prose import Mention
from ...read.reference import Reference, references_in
from ..environment import page_from
from ..syntax import MARKDOWN, Syntax
from .figure import figure


class Writer:
    """Writes what one page says of others, with links relative to that page."""

    def __init__(self, uri: str, library: Library, syntax: Syntax = MARKDOWN) -> None:
        self.uri = uri
        self.syntax = syntax
        self.library = library
        self._explained: set[str] = set()
        self._drawings = 0

    def href(self, uri: str) -> Markup:
        """The address of *uri* as seen from this page (both name source files: the engine makes the web address)."""
        path, _, anchor = uri.partition("#")
        relative = _relative(path, posixpath.dirname(self.uri) or ".")
        return Markup(f"{relative}#{anchor}" if anchor else relative)

    def link(self, target: Target, label: str = "") -> Markup:
        """A link to a *target*."""
        return self._link(target, label)

    def _link(self, target: Target, label: str = "", **more: str) -> Markup:
        address, classes = self.href(target.uri), f"pk-ref pk-ref--{target.kind}"
        return self.syntax.link(label or target.title, address, classes, **more)

    def source(self, target: Target) -> Markup:
        """The mark that leads from an idea to where it comes from."""
        label = f"{labels()['site']['source']} {target.title}"
        return self.syntax.link(target.title, self.href(target.uri), "pk-source", aria_label=label)

    def reference(self, reference: Reference) -> Markup:
        """The link, or the marks, that a reference stands for. One that leads nowhere was reported: it stays text."""
        targets = [self.library.targets.get((reference.kind, id)) for id in reference.ids]
        found = [target for target in targets if target]
        if reference.kind == SOURCE:
            return Markup(" ").join(self.source(target) for target in found)
        if not found:
            return self.syntax.text(reference.label or reference.ids[0])
        label = reference.label or _in_a_sentence(found[0])
        return self._with_definition(found[0], label) if found[0].kind == "glossary" else self.link(found[0], label)

    def _with_definition(self, term: Target, label: str) -> Markup:
        """A link to a *term*; the first on a page brings the definition along, shown on hover and on focus."""
        if term.id in self._explained or term.uri.partition("#")[0] == self.uri:
            return self.link(term, label)
        self._explained.add(term.id)
        described = self._link(term, label, aria_describedby=Markup(f"tip-{term.id}"))
        definition = self.syntax.text(self.plain(term.summary))
        return Markup(
            f'<span class="pk-tip">{described}<span class="pk-tip__text" role="tooltip" id="tip-{term.id}">'
            f"{definition}</span></span>"
        )

    def linked(self, text: LinkedText) -> Markup:
        """A typed text with its references as links; all else in it is inert."""
        parts: list[str] = []
        end = 0
        for reference in references_in(text):
            before = text[end : reference.start]
            parts += [self.syntax.spaced(before), self.reference(reference)]
            end = reference.end
        return Markup("".join([*parts, self.syntax.spaced(text[end:])]))

    def plain(self, text: str) -> str:
        """A typed text without links: references as their titles, source marks left out."""
        return plain(text, self.library)

    def mention(self, mention: Mention) -> str:
        """What a reference in the prose becomes: a card when it has its line to itself."""
        target = self.library.targets.get((mention.reference.kind, mention.reference.ids[0]))
        if mention.alone and target and mention.reference.kind != SOURCE:
            return page_from("card", self.syntax, target=target, page=self)
        return str(self.reference(mention.reference))

    def near(self) -> Sequence[Target]:
        """The nearest pages that this one does not lead to by itself."""
        return self.library.near(self.uri)

    def elsewhere(self, target: Target) -> str:
        """The title of the playbook in which a *target* stands, when it is not this page's."""
        folder = target.uri.partition("/")[0]
        playbook = self.library.targets.get(("playbook", folder))
        return playbook.title if playbook and not self.uri.startswith(f"{folder}/") else ""

    def picture(self, kind: str, picture: Picture) -> str:
        """A drawing among the words of a page of *kind*; "" for another picture, which the engine shows itself."""
        uri, drawings = uri_of(picture.target, self.uri), self.library.drawings
        if uri not in drawings:
            return ""
        caption, drawing = self.plain(picture.caption), drawings[uri]
        if drawing is None:  # refused, and reported
            return str(self.syntax.text(caption or uri))
        self._drawings += 1
        return figure(drawing, self._drawings, kind, caption or drawing.title)

    def sources(self) -> tuple[Target, ...]:
        """The sources that this page cites."""
        return self.library.sources_of(self.uri)


@lru_cache(maxsize=5_000)
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder)


def _in_a_sentence(target: Target) -> str:
    """A term of the glossary takes no capital inside a sentence, unless it is an acronym."""
    title = target.title
    return title[:1].lower() + title[1:] if target.kind == "glossary" and title[1:2].islower() else title


def plain(text: str, library: Library) -> str:
    """A typed text for a document: references as their titles, source marks left out."""
    if "[[" not in text:
        return " ".join(text.split())
    parts: list[str] = []
    end = 0
    for reference in references_in(text):
        target = library.targets.get((reference.kind, reference.ids[0]))
        title = _in_a_sentence(target) if target else reference.ids[0]
        parts += [text[end : reference.start], "" if reference.kind == SOURCE else reference.label or title]
        end = reference.end
    return " ".join("".join([*parts, text[end:]]).split())


def playbook_of(entry: Entry[Content], library: Library) -> Playbook | None:
    """The playbook that an entry belongs to; none for what all share."""
    found = library.entry("playbook", entry.playbook, "playbook")
    return found.content if found and isinstance(found.content, Playbook) else None
