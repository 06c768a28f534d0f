"""References in a text: ``[[checklist:relance]]``, ``[[glossary:sponsor|le sponsor]]``, ``[[source:S4-07,S4-08]]``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..problems import Place, Problem

_REFERENCE = re.compile(r"\[\[[ ]*([\w-]+)[ ]*:([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]")


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of something by its *kind* and *ids*, at *start*–*end* of its text, with the *label* typed for it."""

    kind: str
    ids: tuple[str, ...]
    label: str
    start: int
    end: int


def references_in(text: str) -> Iterator[Reference]:
    """The references of *text*, in order."""
    for match in _REFERENCE.finditer(text):
        ids = tuple(part.strip() for part in match[2].split(","))
        yield Reference(match[1], ids, (match[3] or "").strip(), match.start(), match.end())


def unread_reference(text: str) -> int | None:
    """Where the first ``[[`` stands that begins no reference, or ``None``."""
    blanked = _REFERENCE.sub(lambda match: " " * len(match[0]), text)
    found = blanked.find("[[")
    return None if found < 0 else found


def unread_problem(place: Place) -> Problem:
    """The problem of a ``[[`` that begins no reference."""
    return Problem(
        place, "renvoi « [[ » incomplet", "écrivez [[checklist:identifiant]] ou [[checklist:identifiant|texte]]"
    )
