"""The passages of a page: what stands under each of its anchors, as text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A part of a page, under its *anchor* ("" for the page itself): a *title*, and *blocks* of text.

    A block is a paragraph, an item of a list, a row of a table, a field: a sentence never goes from one to the next.
    """

    anchor: str
    title: str
    blocks: tuple[str, ...]
