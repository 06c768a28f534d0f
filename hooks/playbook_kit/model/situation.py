"""Situations in the reader's own words, each with the page, the list and the document that help."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from .base import ChecklistId, Content, DiagnosticId, LinkedText, PageLink, Slug, TemplateId, Text, Whole

Moment = Literal["avant-vente", "demarrage", "en-cours", "crise", "cloture", "quotidien"]
MOMENTS: tuple[str, ...] = get_args(Moment)
"""The moments of a mission, in its order."""

Role = Literal["consultant", "chef-de-projet", "drh", "manager", "formateur"]


class Situation(Content):
    """Une situation."""

    id: Slug
    """Identifiant stable."""
    words: Annotated[Text, Field(max_length=140)]
    """Ce que le lecteur se dit, dans ses mots."""
    moment: Moment
    """À quel moment de la mission."""
    role: Role
    """Qui parle."""
    minutes: Annotated[Whole, Field(ge=1, le=240)]
    """Le temps que prend la première chose à faire."""
    page: PageLink
    """La page et la section qui aident : « ma-fiche/ma-page#ma-section »."""
    diagnostic: DiagnosticId | None = None
    """Le diagnostic qui aide à y voir clair."""
    checklist: ChecklistId | None = None
    """La checklist qui aide."""
    template: TemplateId | None = None
    """Le document qui aide."""
    first: LinkedText
    """La première chose à faire, en une phrase."""


class Situations(Content):
    """Par où commencer."""

    situations: Annotated[tuple[Situation, ...], Field(min_length=1)]
    """Les situations."""
