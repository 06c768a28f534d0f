"""The head of a prose page (its front matter); the prose itself is Markdown."""

from typing import Annotated

from pydantic import Field

from .base import Content, LinkedText, SourceId, Text


class Page(Content):
    """L'en-tête d'une page de fiche."""

    title: Annotated[Text, Field(max_length=80)]
    """Titre de la page."""
    summary: Annotated[Text, Field(max_length=200)]
    """La page en une phrase."""
    tonight: Annotated[LinkedText, Field(max_length=300)] | None = None
    """La seule chose à faire ce soir."""
    sources: tuple[SourceId, ...] = ()
    """Ce sur quoi toute la page repose : idées, ouvrages, ou « ajout »."""
