"""From plain data to a model, or to the list of what stands in the way, each at its line."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..problems import Place, Problem, did_you_mean, nearest
from ..read.complaint import QUOTE_IT
from ..read.text import MAX_PROBLEMS
from ..read.yaml import Document, KeyPath
from .base import Content
from .meaning import TEXT_WANTED, meaning

Model = TypeVar("Model", bound=Content)

STRANGE_KEYS = 3
"""Keys unlike any expected, at the top of a file, from which it rather is of another kind."""


def read_model(document: Document, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The *document* as a *model*; ``None`` and every problem, in file order, when it does not fit."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)[:MAX_PROBLEMS]
        return None, sorted(set(_misfits(details, document, model)))


def _misfits(details: list[ErrorDetails], document: Document, model: type[Content]) -> Iterator[Problem]:
    """What the *details* say, without what only follows from another mistake."""
    missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    cut = {at: problem for at in unknown if (problem := _cut_sentence(at, document))}
    keys = {at: _key_meant(at, unknown, missing, model) for at in unknown if at not in cut}
    named = {(*at[:-1], key) for at, key in keys.items() if key}
    spoilt = {at[:-1] for at in cut}
    strange = [at for at in keys if len(at) == 1]
    if sum(not keys[at] for at in strange) >= STRANGE_KEYS:
        names = ", ".join(f"« {at[0]} »" for at in strange)
        hint = f"ce fichier est-il dans le bon dossier ? clés attendues ici : {', '.join(model.model_fields)}"
        yield Problem(document.key_place(*strange[0]), f"clés inconnues : {names}", hint)
        keys = {at: key for at, key in keys.items() if at not in strange}
        spoilt.add(())
    yield from cut.values()
    for at, key in keys.items():
        hint = did_you_mean(key or str(at[-1]), [key] if key else _fields_at(model, at[:-1]))
        yield Problem(document.key_place(*at), f"clé inconnue « {at[-1]} »", hint)
    for detail in details:
        at, kind = detail["loc"], detail["type"]
        if kind == "extra_forbidden" or (kind == "missing" and (at[:-1] in spoilt or at in named)):
            continue
        if kind == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
            continue  # pydantic counts the valid items only, and the others are reported by themselves
        yield _problem(detail, document, model)


def _key_meant(at: KeyPath, unknown: list[KeyPath], missing: list[KeyPath], model: type[Content]) -> str:
    """The key that an unknown one stands for: one that looks like it, or the only one missing where it is alone."""
    near = nearest(str(at[-1]), _fields_at(model, at[:-1]))
    beside = [other for other in unknown if other[:-1] == at[:-1]]
    lacking = [other for other in missing if other[:-1] == at[:-1]]
    return near or (str(lacking[0][-1]) if len(beside) == len(lacking) == 1 else "")


def _cut_sentence(at: KeyPath, document: Document) -> Problem | None:
    """The problem of a key that is a piece of a sentence, or of a value, which a sign of YAML's has cut."""
    key, place = str(at[-1]), document.key_place(*at)
    if key == "<<":
        return Problem(place, "fusion YAML « << » non admise", "recopiez les lignes voulues")
    if document.place(*at) == replace(place, column=place.column + len(key)):  # nothing follows it, not even a colon
        if ":" in key:
            hint = f"mettez une espace après les deux-points : « {key.replace(':', ': ', 1)} »"
            return Problem(place, f"deux-points collés dans « {key} »", hint)
        hint = 'entourez la phrase de guillemets droits : "Oui, sans écrit"'
        return Problem(place, "« , » au milieu d'une phrase, entre accolades", hint)
    return _colon(place, key) if " " in key else None


def _problem(detail: ErrorDetails, document: Document, model: type[Content]) -> Problem:
    at: KeyPath = detail["loc"]
    typed, kind = detail["input"], detail["type"]
    if kind == "missing":
        place = document.key_place(*at[:-1])
        return Problem(place, f"clé manquante « {at[-1]} »", f"ajoutez la ligne « {at[-1]}: … »")
    if typed == "" and at and isinstance(at[-1], str) and (cut := _cut_sentence(at, document)):
        return cut
    if kind in TEXT_WANTED and isinstance(typed, dict) and len(typed) == 1:
        key = next(iter(typed))
        if document.key_place(*at, key) == document.place(*at):
            return _colon(document.key_place(*at, key), key)
        return Problem(document.place(*at), "« { » en début de valeur", QUOTE_IT)
    keys = ", ".join(_fields_at(model, at, needed=True)) if kind == "model_type" else ""
    message, hint = meaning(kind, detail.get("ctx", {}), typed, keys)
    names = [str(part) for part in at if isinstance(part, str) and kind != "advice"]  # advice names what it is about
    return Problem(document.place(*at), f"« {names[-1]} » : {message}" if names else message, hint)


def _colon(key: Place, sentence: str) -> Problem:
    """An unquoted « Qui décide : le DRH » in a list is read by YAML as a key and its value: say so."""
    return Problem(replace(key, column=key.column + len(sentence) + 1), "« : » au milieu d'une phrase", QUOTE_IT)


def _fields_at(model: type[Content], at: KeyPath, needed: bool = False) -> tuple[str, ...]:
    """The keys that *model* knows at a place inside it; only those *needed*, if any is."""
    for part in at:
        if isinstance(part, str):
            model = next(_models_in(model.model_fields[part].annotation))
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    return tuple(required if needed and required else model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[Content]]:
    if isinstance(annotation, type) and issubclass(annotation, Content):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
