"""A case: a story to learn from, told under six headings, that says what is true in it and what is not."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Content, SourceId, Text

HEADINGS = ("contexte", "faits", "bascule", "regarder", "questions", "lecture")
"""The anchors of a case's second-level headings, in order: context, what happened, the turning point, what to look
at, questions, what the sources say."""


class Moment(Content):
    """Un moment de la frise."""

    when: Text
    """Quand : « Début du printemps », « J+15 »."""
    what: Text
    """Ce qui se passe."""


class Case(Content):
    """L'en-tête d'un cas."""

    title: Annotated[Text, Field(max_length=80)]
    """Titre du cas."""
    summary: Annotated[Text, Field(max_length=200)]
    """Le cas en une phrase."""
    disclosure: Literal["fictional", "anonymised"]
    """« fictional » : inventé ; « anonymised » : vécu, rendu méconnaissable."""
    origin: Text
    """D'où vient le récit, et ce qui y a été changé."""
    roles: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Les rôles, sans nom."""
    timeline: tuple[Moment, ...] = ()
    """La frise, quand l'ordre compte."""
    sources: tuple[SourceId, ...] = ()
    """Ce sur quoi tout le cas repose."""
