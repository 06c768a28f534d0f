"""The files of the planned site, and what makes them of a kind of content."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..kind import Entry, Kind, Model
from ..library.library import Library


@dataclass(frozen=True)
class Output:
    """One file of the planned site: *uri* in the site ("/" everywhere), *origin* the file to edit, from the root."""

    uri: str
    origin: str
    content: str | bytes


@dataclass(frozen=True, kw_only=True)
class PublishedKind(Kind[Model]):
    """A kind with what makes the files of the site of its entries."""

    render: Callable[[Entry[Model], Library], Iterable[Output]]
