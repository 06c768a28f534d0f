"""A checklist: a few points that a good professional forgets, at a moment when one can stop and look."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import Content, Flag, LinkedText, Slug, SourceId, Text, Whole

MIN_ITEMS, MAX_ITEMS = 5, 9
"""Items per pause point. Gawande, The Checklist Manifesto (2009): five to nine."""

MAX_SECONDS = 180
"""Longest run of a pause point; 60 to 90 seconds is the aim (Gawande: past that, people skip)."""


class Item(Content):
    """Un point à vérifier : une action."""

    id: Slug
    """Identifiant stable : la case cochée le retient, ne le changez pas quand vous corrigez le texte."""
    text: Annotated[Text, Field(max_length=110)]
    """Verbe et objet, une seule action."""
    why: LinkedText | None = None
    """La raison, en une phrase."""
    proof: Text | None = None
    """La trace écrite qui le montre."""
    critical: Flag = False
    """« oui » : sans ce point, la liste n'est pas terminée."""
    sources: tuple[SourceId, ...] = ()
    """D'où vient ce point : idées, ouvrages, ou « ajout »."""

    @model_validator(mode="after")
    def _a_critical_item_says_why(self) -> Self:
        if self.critical and not (self.why and self.sources):
            raise PydanticCustomError(
                "advice",
                "point critique",
                {
                    "message": "un point critique dit pourquoi et d'où il vient",
                    "hint": "ajoutez « why: » et « sources: »",
                },
            )
        return self


class PausePoint(Content):
    """Un point d'arrêt : le moment où l'on s'arrête pour vérifier."""

    id: Slug
    """Identifiant stable."""
    title: Text
    """L'événement précis : « Avant d'envoyer la proposition »."""
    seconds: Annotated[Whole, Field(ge=10, le=MAX_SECONDS)] | None = None
    """Durée visée, en secondes (60 à 90)."""
    items: Annotated[tuple[Item, ...], Field(min_length=MIN_ITEMS, max_length=MAX_ITEMS)]
    """Cinq à neuf points."""


class Checklist(Content):
    """Une checklist."""

    title: Annotated[Text, Field(max_length=80)]
    """Titre."""
    purpose: Annotated[LinkedText, Field(max_length=300)]
    """À quoi elle sert."""
    when: Text
    """Le moment où on l'ouvre."""
    stop: Text | None = None
    """Quand l'abandonner."""
    mode: Literal["read-do", "do-confirm"]
    """« read-do » : lire puis faire ; « do-confirm » : faire puis vérifier."""
    who: Text
    """Qui la déroule."""
    sources: tuple[SourceId, ...] = ()
    """Ce sur quoi toute la liste repose."""
    pause_points: Annotated[tuple[PausePoint, ...], Field(min_length=1)]
    """Les points d'arrêt."""

    def seconds(self) -> int:
        """How long all pause points take, as far as they say."""
        return sum(point.seconds or 0 for point in self.pause_points)
