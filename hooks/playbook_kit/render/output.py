"""The files of the planned site, and what makes them of a kind of content."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from ..kind import Entry, Kind, Model
from ..library.library import Library
from .syntax import HTML, MARKDOWN, Syntax


@dataclass(frozen=True)
class Output:
    """One file of the planned site: *uri* in the site ("/" everywhere), *origin* the file to edit, from the root."""

    uri: str
    origin: str
    content: str | bytes
    prose: str | None = None
    """Of a page in HTML, the Markdown that goes where it says ``PROSE``; ``None`` for any other file."""

    @property
    def raw(self) -> bytes:
        """The content as it is written on a disk."""
        content = self.content
        return content.encode() if isinstance(content, str) else content

    @cached_property
    def digest(self) -> bytes:
        """Of the content: the same digest, the same file."""
        return blake2b(self.raw + (self.prose or "").encode(), digest_size=16).digest()

    @cached_property
    def is_direct(self) -> bool:
        """Whether it is a page in HTML."""
        return self.prose is not None

    @cached_property
    def head(self) -> str:
        """The front matter of a page, with its dashes; "" for another file."""
        if not (self.uri.endswith(".md") and isinstance(self.content, str)):
            return ""
        return self.content[: self.content.index("\n---\n", 3) + 5]


PROSE = "<!--prose-->"
"""Where the prose of a page goes that is written in HTML: nothing that is typed can say it."""


class PageOutput(Output):
    """A page that can be *written* in each syntax: as it is, in Markdown; ``direct``, in HTML around its prose."""

    def __init__(self, uri: str, origin: str, written: Callable[[Syntax], tuple[str, str]]) -> None:
        for name, value in {"uri": uri, "origin": origin, "prose": None, "_written": written}.items():
            object.__setattr__(self, name, value)  # frozen, as all outputs are

    _written: Callable[[Syntax], tuple[str, str]]

    @cached_property
    def content(self) -> str:
        """In Markdown, for any engine."""
        return self._written(MARKDOWN)[0]

    def direct(self) -> Output:
        """The same page, of which only the prose is left to Markdown."""
        content, prose = self._written(HTML)
        return Output(self.uri, self.origin, content, prose)


def values_of(head: str) -> dict[str, object]:
    """What the front matter of a page says: a key and its value a line, as ``environment.front_matter`` writes them."""
    lines = (line.partition(": ") for line in head.splitlines() if line != "---")
    return {key: json.loads(value) for key, _, value in lines}


@dataclass(frozen=True, kw_only=True)
class PublishedKind(Kind[Model]):
    """A kind with what makes the files of the site of its entries."""

    render: Callable[[Entry[Model], Library], Iterable[Output]]
