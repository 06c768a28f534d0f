"""The passages of what is typed in fields, whatever the kind: a part with an id is an anchor of its page."""

from collections.abc import Iterator, Set
from functools import cache
from typing import Any, Literal, get_args, get_origin

from ..library.library import Library
from ..model.base import Content, PageLink, Slug, TargetId, name_of
from ..model.template import BLANK
from ..render.page.writer import plain
from .passage import Passage
from .prose import CELLS

_UNREAD = frozenset({"id", "owner", "unpublished"})
"""Fields that a page shows beside what it says, or not at all."""

_AN_ID = get_args(Slug)[1]
"""What tells an id from any other text, once it is a field's."""


def field_passages(content: Content, library: Library, shown: Set[str] = frozenset()) -> Iterator[Passage]:
    """What the *content* says of itself, but what is *shown* elsewhere; then each outermost part with an anchor."""
    own: list[str] = []
    parts: list[Passage] = []
    _gather(content, library, own, parts)
    yield Passage("", "", tuple(text for text in own if text not in shown))
    yield from parts


def _gather(value: Any, library: Library, own: list[str], parts: list[Passage]) -> None:
    """Put the texts of *value* into *own*, and its parts with an anchor into *parts*."""
    if isinstance(value, str):
        if text := _read(value, library):
            own.append(text)
    elif isinstance(value, Content):
        for name in _read_fields(type(value)):
            inner = getattr(value, name)
            for part in inner if isinstance(inner, tuple) else (inner,):
                passage = _passage(part, library)
                if passage and passage.blocks:
                    parts.append(passage)
                elif passage:  # nothing but a name: no place to lead to
                    own.append(passage.title)
                else:
                    _gather(part, library, own, parts)
    elif isinstance(value, tuple):
        own += [row] if (row := CELLS.join(filter(None, _texts(value, library)))) else []


def _passage(part: Any, library: Library) -> Passage | None:
    """The *part* as a passage, if it has an anchor and a name."""
    if not isinstance(part, Content) or not part.anchored or not hasattr(part, "id"):
        return None
    typed = name_of(part)
    if not typed:
        return None
    texts = [text for text in _texts(part, library) if text]
    title = plain(typed, library)
    if title in texts:
        texts.remove(title)
    return Passage(str(part.id).lower(), title, tuple(texts))


def _texts(value: Any, library: Library) -> Iterator[str]:
    """Every text in *value*, in typed order; a row of a table is one."""
    if isinstance(value, str):
        yield _read(value, library)
    elif isinstance(value, Content):
        for name in _read_fields(type(value)):
            yield from _texts(getattr(value, name), library)
    elif isinstance(value, tuple) and value and all(isinstance(row, tuple) for row in value):
        yield from (CELLS.join(filter(None, _texts(row, library))) for row in value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, library)


def _read(typed: str, library: Library) -> str:
    """A text as it is read: blanks to fill in are no words of it, nor are ids of other things."""
    if isinstance(typed, TargetId | PageLink):
        return ""
    return plain(BLANK.sub("…", typed) if "{" in typed else typed, library)


@cache
def _read_fields(model: type[Content]) -> tuple[str, ...]:
    """The fields of a *model* that are read: no id, and no choice among words of the machine."""
    fields = model.model_fields.items()
    return tuple(
        name
        for name, field in fields
        if name not in _UNREAD and _AN_ID not in field.metadata and not _is_code(field.annotation)
    )


def _is_code(annotation: Any) -> bool:
    return annotation == Slug or get_origin(annotation) is Literal or any(map(_is_code, get_args(annotation)))
