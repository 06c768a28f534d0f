"""The head of a page of ``docs/``, outside any playbook: home, how to contribute, legal notices."""

from typing import Annotated

from pydantic import Field

from .base import Content, Day, SourceId, Text, Whole


class HandPage(Content):
    """L'en-tête d'une page du site hors des fiches."""

    title: Annotated[Text, Field(max_length=80)]
    """Titre de la page."""
    summary: Annotated[Text, Field(max_length=200)]
    """La page en une phrase."""
    order: Whole = 50
    """Son rang dans le menu."""
    owner: Text
    """Le rôle qui tient la page à jour (pas une personne)."""
    reviewed_on: Day
    """Date de la dernière relecture, AAAA-MM-JJ."""
    sources: tuple[SourceId, ...] = ()
    """Ce sur quoi la page repose."""
