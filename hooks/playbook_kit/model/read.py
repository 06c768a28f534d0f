"""From plain data to a model, or to the list of what stands in the way, each at its line."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..complaint import QUOTE_IT
from ..problems import Place, Problem, did_you_mean
from ..source import Data, Document, KeyPath
from ..text import MAX_PROBLEMS
from .base import MAX_SLUG, Content

Model = TypeVar("Model", bound=Content)


def read_model(document: Document, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The *document* as a *model*; ``None`` and every problem, in file order, when it does not fit."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)[:MAX_PROBLEMS]
        unknown = {detail["loc"]: _unknown_key(detail, document, model) for detail in details if _is_unknown(detail)}
        spoilt = {at[:-1] for at in unknown if " " in str(at[-1])}
        remedies = {(at[:-1], problem.hint) for at, problem in unknown.items()}
        problems = list(unknown.values())
        for detail in details:
            at, kind = detail["loc"], detail["type"]
            if _is_unknown(detail) or (kind == "missing" and at[:-1] in spoilt):
                continue
            if kind == "missing" and (at[:-1], did_you_mean(str(at[-1]), [str(at[-1])])) in remedies:
                continue  # the unknown key's message already says which key was meant
            if kind == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
                continue  # pydantic counts the valid items only, and the others are reported by themselves
            problems.append(_problem(detail, document))
        return None, sorted(set(problems))


def _is_unknown(detail: ErrorDetails) -> bool:
    return detail["type"] == "extra_forbidden"


_TEXT_WANTED = ("string_type", "literal_error", "slug", "flag", "whole", "day")
"""The errors of pydantic, and ours, about what should have been typed as one text."""


def _unknown_key(detail: ErrorDetails, document: Document, model: type[Content]) -> Problem:
    at: KeyPath = detail["loc"]
    key, place = str(at[-1]), document.key_place(*at)
    if " " in key:
        return _colon(place, key)
    if key == "<<":
        return Problem(place, "fusion YAML « << » non admise", "recopiez les lignes voulues")
    return Problem(place, f"clé inconnue « {key} »", did_you_mean(key, _fields_at(model, at[:-1])))


def _problem(detail: ErrorDetails, document: Document) -> Problem:
    at: KeyPath = detail["loc"]
    typed, kind = detail["input"], detail["type"]
    if kind == "missing":
        place = document.key_place(*at[:-1])
        return Problem(place, f"clé manquante « {at[-1]} »", f"ajoutez la ligne « {at[-1]}: … »")
    if kind in _TEXT_WANTED and isinstance(typed, dict) and len(typed) == 1:
        key = next(iter(typed))
        if document.key_place(*at, key) == document.place(*at):
            return _colon(document.key_place(*at, key), key)
        return Problem(document.place(*at), "« { » en début de valeur", QUOTE_IT)
    message, hint = _meaning(kind, detail.get("ctx", {}), typed)
    names = [str(part) for part in at if isinstance(part, str) and kind != "advice"]  # advice names what it is about
    return Problem(document.place(*at), f"« {names[-1]} » : {message}" if names else message, hint)


def _colon(key: Place, sentence: str) -> Problem:
    """An unquoted « Qui décide : le DRH » in a list is read by YAML as a key and its value: say so."""
    place = Place(key.path, key.line, key.column + len(sentence) + 1)
    return Problem(place, "« : » au milieu d'une phrase", QUOTE_IT)


def _meaning(kind: str, context: dict[str, Any], typed: Any) -> tuple[str, str]:
    """What is wrong and what to do, for one of pydantic's error types (or one of ours)."""
    if typed == "" and kind in _TEXT_WANTED:
        kind = "string_too_short"
    elif kind in _TEXT_WANTED and not isinstance(typed, str):
        kind = "string_type"
    elif kind == "too_long" and isinstance(typed, str):
        kind = "string_too_long"
    match kind:
        case "string_type":
            return f"un texte est attendu, pas {_shape(typed)}", f"écrivez une seule valeur, ou {QUOTE_IT}"
        case "string_too_short":
            return (
                "valeur vide",
                "écrivez la valeur après les deux-points, ou retirez la ligne si elle est facultative",
            )
        case "string_too_long":
            return (
                f"texte trop long ({len(typed)} caractères, {context['max_length']} au plus)",
                "raccourcissez",
            )
        case "tuple_type" | "list_type":
            return (
                f"une liste est attendue, pas {_shape(typed)}",
                "écrivez chaque élément sur sa ligne, après « - »",
            )
        case "model_type" | "dict_type":
            return (
                f"un groupe de lignes « clé: valeur » est attendu, pas {_shape(typed)}",
                "écrivez chaque clé sur sa ligne",
            )
        case "too_short":
            return (
                f"{len(typed)} élément(s), il en faut au moins {context['min_length']}",
                "complétez la liste",
            )
        case "too_long":
            return (
                f"{len(typed)} éléments, {context['max_length']} au plus",
                "gardez l'essentiel, ou faites deux listes",
            )
        case "literal_error":
            choices = re.findall(r"'([^']*)'", context["expected"])
            return f"« {typed} » n'est pas admis", did_you_mean(str(typed), choices)
        case "slug":
            return (
                f"identifiant « {typed} » non admis",
                f"lettres minuscules sans accent, chiffres et tirets, {MAX_SLUG} au plus : « ma-liste-2 »",
            )
        case "string_pattern_mismatch":
            return (
                f"identifiant « {typed} » non admis",
                "lettres sans accent, chiffres et tirets : « S4-07 », « auteur-2009 »",
            )
        case "flag":
            return f"« {typed} » n'est ni oui ni non", "écrivez « oui » ou « non »"
        case "whole":
            return f"« {typed} » n'est pas un nombre entier", "écrivez-le en chiffres, sans unité : « 90 »"
        case "greater_than_equal":
            return f"« {typed} » est trop petit", f"au moins {context['ge']}"
        case "less_than_equal":
            return f"« {typed} » est trop grand", f"au plus {context['le']}"
        case "day":
            return f"« {typed} » n'est pas une date", "écrivez AAAA-MM-JJ : « 2026-01-05 »"
        case "advice":  # raised by our own models: the message and its remedy
            return context["message"], context["hint"]
    raise AssertionError(f"no French message for pydantic's error « {kind} »")


def _shape(typed: Data) -> str:
    if isinstance(typed, str):
        return f"le texte « {typed[:40]} »" if typed else "une valeur vide"
    return "une liste" if isinstance(typed, list) else "un groupe de lignes « clé: valeur »"


def _fields_at(model: type[Content], at: KeyPath) -> tuple[str, ...]:
    """The keys that *model* knows at a place inside it."""
    for part in at:
        if isinstance(part, str):
            model = next(_models_in(model.model_fields[part].annotation))
    return tuple(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[Content]]:
    if isinstance(annotation, type) and issubclass(annotation, Content):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
