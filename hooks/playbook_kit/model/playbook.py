"""A playbook: one subject, one folder, and what its opening page says of it."""

from typing import Annotated

from pydantic import Field

from .base import Content, Day, LinkedText, PlaybookId, Slug, SourceId, Text, Whole


class Playbook(Content):
    """Une fiche : un sujet, un dossier."""

    title: Annotated[Text, Field(max_length=80)]
    """Titre de la fiche."""
    promise: Annotated[LinkedText, Field(max_length=240)]
    """Ce que la fiche permet, en une phrase."""
    tonight: Annotated[LinkedText, Field(max_length=300)]
    """La seule chose à faire ce soir."""
    audience: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Pour qui."""
    when: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Quand l'ouvrir : des situations, dans les mots du lecteur."""
    when_not: tuple[Text, ...] = ()
    """Quand ne pas s'en servir."""
    symptoms: tuple[Text, ...] = ()
    """À quoi la situation se reconnaît."""
    pages: tuple[Slug, ...] = ()
    """Les pages du dossier, dans l'ordre de lecture, sans « .md » ni « index »."""
    order: Whole = 50
    """Son rang dans le menu."""
    owner: Text
    """Le rôle qui tient la fiche à jour (pas une personne)."""
    reviewed_on: Day
    """Date de la dernière relecture, AAAA-MM-JJ."""
    review_months: Annotated[Whole, Field(ge=1, le=60)] = 12
    """À relire au bout de ce nombre de mois."""
    related: tuple[PlaybookId, ...] = ()
    """Les fiches voisines : noms de leurs dossiers."""
    sources: tuple[SourceId, ...] = ()
    """Ce sur quoi la page d'ouverture repose : idées, ouvrages, ou « ajout »."""
