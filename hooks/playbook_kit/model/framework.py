"""The frameworks and authors that an expert reader expects, and what each is worth here."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Content, LinkedText, Text
from .sources import Id

Status = Literal["etabli", "usage", "conteste", "developpement-personnel", "a-verifier"]
"""What stands behind it: published work, professional use, disputed, self-help, or an attribution still to verify."""


class Framework(Content):
    """Un cadre professionnel ou un auteur."""

    id: Id
    """Identifiant : auteur-année."""
    name: Annotated[Text, Field(max_length=60)]
    """Nom court, montré dans les renvois : « Schein, 1969 »."""
    title: Text
    """Le nom usuel du cadre."""
    authors: Text
    """Auteurs."""
    year: Text | None = None
    """Année, si elle est sûre."""
    reference: Text
    """La référence complète."""
    says: Annotated[LinkedText, Field(max_length=500)]
    """Ce qu'il dit, en trois phrases."""
    serves: Annotated[LinkedText, Field(max_length=500)]
    """Où et comment il sert ici."""
    limits: Annotated[LinkedText, Field(max_length=400)]
    """Ses limites, les critiques, les mauvais usages."""
    status: Status
    """Ce qui le soutient."""


class Frameworks(Content):
    """Cadres et auteurs."""

    frameworks: Annotated[tuple[Framework, ...], Field(min_length=1)]
    """Les cadres."""
