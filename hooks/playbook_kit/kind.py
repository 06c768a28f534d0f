"""What a kind of content is: where it is typed, what it is read into, which pages it becomes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from .model.base import Content
from .problems import Place, Problem
from .read.prose import Prose
from .read.yaml import Document

Model = TypeVar("Model", bound=Content, covariant=True)


@dataclass(frozen=True)
class Entry(Generic[Model]):
    """One piece of content as it was typed: a file of *kind*, in a *playbook*'s folder ("" for what all share)."""

    kind: "Kind[Model]"
    playbook: str
    id: str
    content: Model
    document: Document
    prose: Prose | None = None
    digest: str = ""
    """Of the text that was typed: the same digest, the same entry."""
    ids: frozenset[str] = frozenset()
    """Those of its parts, which are anchors on its page."""

    @cached_property
    def uri(self) -> str:
        """The page it becomes."""
        return self.kind.page.format(playbook=self.playbook, id=self.id)

    @property
    def origin(self) -> str:
        """The file it was typed in."""
        return self.document.path


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference ``[[kind:id]]`` leads to: a *uri* with its anchor, a *title*, a *summary* for a card."""

    kind: str
    id: str
    title: str
    uri: str
    place: Place
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """Words in which a reader may ask for what stands at *uri*: the search leads there."""

    words: str
    uri: str
    weight: float = 0.4
    """1 for words that readers say to themselves, and that someone has tied to the place that answers."""


def summary_hint(entry: Entry[Content]) -> Iterator[Hint]:
    """A page is asked for in the words that sum it up."""
    for name in ("summary", "purpose", "promise"):
        if summary := getattr(entry.content, name, ""):
            yield Hint(summary, entry.uri)


def no_target(entry: Entry[Content]) -> Iterator[Target]:
    """Nothing of this kind can be referred to."""
    return iter(())


@dataclass(frozen=True)
class Kind(Generic[Model]):
    """A kind of content, told once. *file* and *page* are patterns of ``{playbook}`` and ``{id}``.

    Which files it becomes is told by ``render.output.PublishedKind``.
    """

    name: str
    """In references, in ``playbooks new``, and for its labels, its template and its schema."""
    model: type[Model]
    file: str
    """Where it is typed, under ``playbooks/``: ``{playbook}/checklists/{id}.yml``."""
    page: str
    """The page it becomes: ``{playbook}/checklists/{id}.md``."""
    targets: "Callable[[Entry[Model]], Iterator[Target]]" = field(default=no_target)
    """What can be referred to in an entry."""
    check: "Callable[[Entry[Model]], Iterable[Problem]]" = field(default=lambda entry: ())
    """The rules that one entry must meet beyond its model."""
    index: str = ""
    """The page that lists all of this kind: ``checklists.md``; "" for none."""
    hints: "Callable[[Entry[Model]], Iterator[Hint]]" = field(default=summary_hint)
    """In which words readers ask for it."""
    search_boost: float = 1
    """What its pages weigh in a search: less than 1 for those that list what other pages answer."""
    prefix: str = ""
    """What its references begin with, when it is not its own name: works are cited as sources."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "prefix", self.prefix or self.name)


def file_target(entry: Entry[Content]) -> Iterator[Target]:
    """The target of a kind of which each file is one thing with a title."""
    title = getattr(entry.content, "title")  # noqa: B009
    summary = getattr(entry.content, "purpose", "") or getattr(entry.content, "summary", "")
    yield Target(entry.kind.name, entry.id, title, entry.uri, Place(entry.origin), summary)
