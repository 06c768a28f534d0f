"""What pydantic's errors, and ours, mean to a contributor: what is wrong, and what to do."""

import re
from typing import Any

from ..problems import did_you_mean
from ..read.complaint import QUOTE_IT
from ..read.yaml import Data
from .base import MAX_SLUG

TEXT_WANTED = ("string_type", "literal_error", "slug", "flag", "whole", "day")
"""The errors about what should have been typed as one text."""


def meaning(kind: str, context: dict[str, Any], typed: Any, keys: str) -> tuple[str, str]:
    """What is wrong and what to do, for one *kind* of error about what was *typed*; *keys* are those wanted there."""
    if typed == "" and kind in TEXT_WANTED:
        kind = "string_too_short"
    elif kind in TEXT_WANTED and not isinstance(typed, str):
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
        case "model_type":
            return (
                f"un groupe de lignes « clé: valeur » est attendu, pas {_shape(typed)}",
                f"écrivez chaque clé sur sa ligne : {keys}",
            )
        case "too_short":
            return (
                f"{len(typed)} élément{'s' if len(typed) > 1 else ''}, il en faut au moins {context['min_length']}",
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
