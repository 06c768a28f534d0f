"""Words that mean the same in a search: what readers type, beside what the pages say."""

from typing import Annotated

from pydantic import Field

from .base import Content, PageLink, Text

Words = Annotated[Text, Field(max_length=60)]


class Group(Content):
    """Des mots qui se valent dans une recherche."""

    words: Annotated[tuple[Words, ...], Field(min_length=2)]
    """Les mots, ou les expressions de quelques mots."""
    note: Text | None = None
    """Ce qu'il faut en savoir, pour qui relira la liste."""


class Lead(Content):
    """Ce que l'on tape pour arriver quelque part."""

    page: PageLink
    """La page, ou sa section : « ma-fiche/ma-page#ma-section »."""
    words: Annotated[tuple[Words, ...], Field(min_length=1)]
    """Les expressions, comme on parle."""


class Synonyms(Content):
    """Les mots équivalents."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    """Les groupes de mots."""
    leads: tuple[Lead, ...] = ()
    """Ce que l'on tape pour arriver à une page qui le dit avec d'autres mots."""
