"""The types that every kind of content is made of. All of them are read from typed text."""

import re
from collections.abc import Iterator, Set
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..read.yaml import KeyPath


class Content(BaseModel):
    """A record that a contributor typed; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)

    anchored: ClassVar[bool] = True
    """Whether its id, if it has one, is an anchor of its page: then no other part of the file may have it."""


class _TypedText(str):
    """A text with a meaning of its own, told apart from plain text when a model is walked."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)
        )


class LinkedText(_TypedText):
    """A literal text in which references such as ``[[checklist:relance]]`` become links."""


class TargetId(_TypedText):
    """The id of something that a reference ``[[kind:id]]`` can lead to."""

    kind: ClassVar[str]


class SourceId(TargetId):
    """The id of an idea of an article, of a framework, or ``ajout`` for what the site adds of itself."""

    kind = "source"


class PlaybookId(TargetId):
    """The name of a playbook's folder."""

    kind = "playbook"


class ChecklistId(TargetId):
    """The name of a checklist's file."""

    kind = "checklist"


class DiagnosticId(TargetId):
    """The name of a diagnostic's file."""

    kind = "diagnostic"


class TemplateId(TargetId):
    """The name of a template's file."""

    kind = "template"


class PageLink(_TypedText):
    """A page and its section as ``fiche/page#ancre``."""

    def uri(self) -> str:
        """The page's uri with its anchor."""
        page, _, anchor = self.partition("#")
        return f"{page}.md#{anchor}" if anchor else f"{page}.md"


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG = 60


def _slug(typed: str) -> str:
    if len(typed) > MAX_SLUG or not SLUG.fullmatch(typed):
        raise PydanticCustomError("slug", "slug")
    return typed


def _flag(typed: object) -> object:
    answers = {"oui": True, "non": False, "true": True, "false": False, "vrai": True, "faux": False}
    answer = answers.get(typed.strip().casefold()) if isinstance(typed, str) else None
    if answer is None:
        raise PydanticCustomError("flag", "flag")
    return answer


def _whole(typed: object) -> object:
    if not (isinstance(typed, str) and re.fullmatch(r"\d{1,9}", typed.strip(), re.ASCII)):
        raise PydanticCustomError("whole", "whole")
    return int(typed)


def _day(typed: object) -> object:
    try:
        if isinstance(typed, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", typed.strip(), re.ASCII):
            return date.fromisoformat(typed.strip())
    except ValueError:
        pass
    raise PydanticCustomError("day", "day")


MAX_TEXT = 2_000
"""Characters of a field: some 300 words, past which it is prose and belongs on a page."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT)]
Slug = Annotated[str, AfterValidator(_slug), Field(json_schema_extra={"pattern": f"^{SLUG.pattern}$"})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["oui", "non", True, False]})]
Whole = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Day = Annotated[date, BeforeValidator(_day)]

Value = TypeVar("Value")


def typed_values(value: Any, wanted: type[Value], at: KeyPath = ()) -> Iterator[tuple[KeyPath, Value]]:
    """Every value of type *wanted* in a model, in typed order, with the path of its keys."""
    if isinstance(value, wanted):
        yield at, value
    if isinstance(value, Content):
        for name in _fields_with(type(value), wanted):  # type: ignore[arg-type]  # mypy: type[T] would not be hashable
            yield from typed_values(getattr(value, name), wanted, (*at, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from typed_values(item, wanted, (*at, index))


def name_of(part: Content) -> str:
    """What a *part* calls itself, in the first of its fields that may say so; "" for none."""
    names = (getattr(part, field, "") for field in ("title", "term", "name", "words", "label", "text"))
    return next((name for name in names if isinstance(name, str) and name), "")


@cache
def _fields_with(model: type[Content], wanted: type[object]) -> tuple[str, ...]:
    """The fields of *model* in which a value of type *wanted* may stand; most hold plain text, and are many."""
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if _may_hold(field.annotation, wanted, {model}))


def _may_hold(annotation: Any, wanted: type[object], seen: Set[type[Content]]) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, wanted):
        return True
    if isinstance(annotation, type) and issubclass(annotation, Content) and annotation not in seen:
        fields = annotation.model_fields.values()
        return any(_may_hold(field.annotation, wanted, seen | {annotation}) for field in fields)
    return any(_may_hold(inner, wanted, seen) for inner in get_args(annotation))
