"""The glossary: the words of the trade, each defined once."""

from typing import Annotated

from pydantic import Field

from .base import Content, LinkedText, Slug, SourceId, Text


class Term(Content):
    """Un terme."""

    id: Slug
    """Identifiant stable : [[glossary:identifiant]]."""
    term: Annotated[Text, Field(max_length=80)]
    """Le terme, tel qu'on l'écrit."""
    aliases: tuple[Text, ...] = ()
    """Autres noms, sigles."""
    definition: LinkedText
    """Ce qu'il veut dire ici."""
    origin: Text | None = None
    """D'où vient le mot."""
    confused_with: LinkedText | None = None
    """À ne pas confondre avec."""
    sources: tuple[SourceId, ...] = ()
    """D'où vient la définition."""


class Glossary(Content):
    """Le glossaire."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    """Les termes."""
