"""The files of the planned site, and what makes them of a kind of content."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from ..kind import Entry, Kind, Model
from ..library.library import Library


@dataclass(frozen=True)
class Output:
    """One file of the planned site: *uri* in the site ("/" everywhere), *origin* the file to edit, from the root."""

    uri: str
    origin: str
    content: str | bytes

    @cached_property
    def digest(self) -> bytes:
        """Of the content: the same digest, the same file."""
        raw = self.content.encode() if isinstance(self.content, str) else self.content
        return blake2b(raw, digest_size=16).digest()

    @cached_property
    def head(self) -> str:
        """The front matter of a page, with its dashes; "" for another file."""
        if not (self.uri.endswith(".md") and isinstance(self.content, str)):
            return ""
        return self.content[: self.content.index("\n---\n", 3) + 5]


@dataclass(frozen=True, kw_only=True)
class PublishedKind(Kind[Model]):
    """A kind with what makes the files of the site of its entries."""

    render: Callable[[Entry[Model], Library], Iterable[Output]]
