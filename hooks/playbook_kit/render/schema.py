"""The models as JSON Schema, with French descriptions: what an editor needs to complete and check as one types."""

import json
from typing import Any

from ..kind import Kind

_KEYWORDS = {"ge": "minimum", "le": "maximum"}
"""What pydantic leaves in its own words."""


def json_schema(kind: Kind[Any]) -> str:
    """The JSON Schema of a *kind*'s YAML, as text. Texts also take numbers: the generator reads them as typed."""
    schema = kind.model.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(_lenient(schema), ensure_ascii=False, indent=2) + "\n"


def _lenient(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_lenient(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        _KEYWORDS.get(key, key): _lenient(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }
    if kept.get("type") == "string" and not kept.keys() & {"enum", "format", "pattern"}:
        kept["type"] = ["string", "number", "boolean"]
    if "anyOf" in kept:  # a value or nothing: nothing is written by leaving the key out, not by leaving it empty
        (value,) = (choice for choice in kept.pop("anyOf") if choice != {"type": "null"})
        kept = value | {key: other for key, other in kept.items() if key != "default"}
    return kept


def has_schema(kind: Kind[Any]) -> bool:
    """Whether a *kind* is typed in YAML files of its own."""
    return kind.file.endswith(".yml")


def editor_settings(kinds: tuple[Kind[Any], ...], folder: str) -> dict[str, str]:
    """For VS Code's YAML extension: the schema in *folder*, and the files that it is for."""
    return {
        f"{folder}/{kind.name}.json": kind.file.replace("{playbook}", "*").replace("{id}", "*")
        for kind in kinds
        if has_schema(kind)
    }
