"""The sheet that describes a mission: what a reader writes once, in this browser, for every page to use."""

from typing import Annotated

from pydantic import Field

from .base import Content, Slug, Text
from .template import TemplateField

RESERVED = frozenset({"id", "name", "touched"})
"""What the browser keeps of a mission beside its fields: no field may take their place."""


class Group(Content):
    """Un groupe de champs, sous un titre."""

    id: Slug
    """Identifiant stable."""
    title: Annotated[Text, Field(max_length=60)]
    """Le titre du groupe."""
    help: Annotated[Text, Field(max_length=240)] | None = None
    """Ce qu'il faut savoir avant de remplir."""
    fields: Annotated[tuple[TemplateField, ...], Field(min_length=1, max_length=12)]
    """Les champs. Un champ qui porte l'identifiant d'un champ de modèle dit la même chose que lui."""


class Mission(Content):
    """La fiche qui décrit une mission."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=6)]
    """Les groupes de champs ; le tout premier champ nomme la mission."""
