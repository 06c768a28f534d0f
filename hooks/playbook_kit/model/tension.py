"""Two good rules that contradict each other, and the criterion that decides between them."""

from typing import Annotated

from pydantic import Field

from .base import Content, LinkedText, Slug, SourceId, Text


class Rule(Content):
    """Une des deux règles."""

    says: LinkedText
    """Ce qu'elle demande."""
    when: LinkedText
    """Quand elle a raison."""
    sources: tuple[SourceId, ...] = ()
    """D'où elle vient."""


class Tension(Content):
    """Une contradiction entre deux règles."""

    id: Slug
    """Identifiant stable : t1."""
    title: Text
    """Le dilemme, en une question."""
    rule_a: Rule
    """La première règle."""
    rule_b: Rule
    """La seconde."""
    criterion: LinkedText
    """Le critère qui tranche."""
    example_a: LinkedText
    """Un exemple fictif où la première l'emporte."""
    example_b: LinkedText
    """Un exemple fictif où la seconde l'emporte."""
    words: Text
    """Une phrase à dire."""
    trap: LinkedText
    """L'erreur habituelle."""
    sources: tuple[SourceId, ...] = ()
    """Ce sur quoi le critère repose."""


class Tensions(Content):
    """Quand les règles se contredisent."""

    tensions: Annotated[tuple[Tension, ...], Field(min_length=1)]
    """Les contradictions."""
