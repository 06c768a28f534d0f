"""The sources: every idea of every article, said again in our words."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Content, Text

OWN_ADDITION = "ajout"
"""The id that marks what the site adds of itself."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
"""The id of a source: an idea (S4-07) or a framework (schein-1969)."""


class Idea(Content):
    """Une idée d'un article, redite avec nos mots."""

    id: Id
    """Identifiant stable, jamais réattribué : S4-07."""
    idea: Text
    """L'idée, avec nos mots."""
    planned: tuple[Literal["role-play", "quiz", "session"], ...] = ()
    """Les genres de contenu où elle viendra aussi."""
    unpublished: Text | None = None
    """Pourquoi elle n'est pas sur le site, quand c'est voulu."""


class Article(Content):
    """Un article source."""

    id: Id
    """Identifiant : S4."""
    title: Text
    """Titre de l'article."""
    author: Text | None = None
    """Auteur, s'il est connu."""
    date: Text | None = None
    """Date, si elle est connue."""
    publisher: Text | None = None
    """Où il a paru."""
    note: Text | None = None
    """Réserves, lacunes, bizarreries."""
    ideas: tuple[Idea, ...] = ()
    """Ses idées, dans l'ordre."""


class Sources(Content):
    """Les sources du site."""

    articles: Annotated[tuple[Article, ...], Field(min_length=1)]
    """Les articles."""
