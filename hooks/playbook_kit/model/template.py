"""A template: a document to fill in, whose blanks are named fields."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ..read.yaml import KeyPath
from .base import Content, LinkedText, Slug, SourceId, Text, Whole

BLANK = re.compile(r"\{([a-z0-9-]+)\}")
"""A field's place in a text: ``{client}``."""


class TemplateField(Content):
    """Un champ à remplir."""

    id: Slug
    """Identifiant stable, repris entre accolades dans le texte : {client}."""
    label: Annotated[Text, Field(max_length=80)]
    """Ce qu'il faut y mettre."""
    kind: Literal["text", "paragraph", "date", "choice"] = "text"
    """Ligne de texte, paragraphe, date ou choix."""
    choices: tuple[Text, ...] = ()
    """Les choix possibles, pour « kind: choice »."""
    example: Text | None = None
    """Exemple, montré sur la page ; jamais dans le document, où il pourrait partir chez le client."""
    sources: tuple[SourceId, ...] = ()
    """D'où vient ce champ."""

    @model_validator(mode="after")
    def _only_a_choice_has_choices(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise PydanticCustomError(
                "advice",
                "choix",
                {
                    "message": "« choices » va avec « kind: choice », et seulement avec lui",
                    "hint": "ajoutez la liste des choix, ou retirez-la",
                },
            )
        if len(set(self.choices)) < len(self.choices):  # a drop-down of Word's may not hold the same value twice
            again = next(choice for choice in self.choices if self.choices.count(choice) > 1)
            raise PydanticCustomError(
                "advice", "choix", {"message": f"le choix « {again} » est donné deux fois", "hint": "gardez-en un"}
            )
        return self


class Table(Content):
    """Un tableau."""

    columns: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)]
    """Les titres de colonnes."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Les lignes déjà écrites ; une cellule par colonne."""
    blank_rows: Annotated[Whole, Field(le=40)] = 0
    """Nombre de lignes vides à remplir."""

    @model_validator(mode="after")
    def _rows_fit_the_columns(self) -> Self:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise PydanticCustomError(
                    "advice",
                    "colonnes",
                    {
                        "message": f"la ligne {number} a {len(row)} cellule(s) pour {len(self.columns)} colonne(s)",
                        "hint": 'mettez une cellule par colonne ; vide s\'écrit ""',
                    },
                )
        return self


class Block(Content):
    """Un morceau du document : un paragraphe, une liste ou un tableau."""

    text: Text | None = None
    """Un paragraphe ; {identifiant} y place un champ."""
    list: tuple[Text, ...] | None = None
    """Une liste à puces."""
    table: Table | None = None
    """Un tableau."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if sum(part is not None for part in (self.text, self.list, self.table)) != 1:
            raise PydanticCustomError(
                "advice",
                "bloc",
                {
                    "message": "un bloc contient « text », « list » ou « table », un seul",
                    "hint": "faites un bloc de chacun",
                },
            )
        return self

    def texts(self) -> Iterator[tuple[KeyPath, str]]:
        """All that is written in the block, in reading order, with the path of its keys."""
        if self.text is not None:
            yield ("text",), self.text
        for index, text in enumerate(self.list or ()):
            yield ("list", index), text
        for row, cells in enumerate(self.table.rows if self.table else ()):
            for column, cell in enumerate(cells):
                yield ("table", "rows", row, column), cell


class Section(Content):
    """Une partie du document."""

    id: Slug
    """Identifiant stable."""
    title: Text
    """Titre de la partie."""
    when: Text | None = None
    """Quand s'en servir."""
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    """Les morceaux, dans l'ordre."""


class Template(Content):
    """Un modèle de document à remplir."""

    title: Annotated[Text, Field(max_length=80)]
    """Titre."""
    purpose: Annotated[LinkedText, Field(max_length=300)]
    """À quoi il sert."""
    when: Text
    """Le moment où on s'en sert."""
    advice: tuple[LinkedText, ...] = ()
    """Conseils avant de s'en servir."""
    sources: tuple[SourceId, ...] = ()
    """Ce sur quoi tout le document repose."""
    fields: tuple[TemplateField, ...] = ()
    """Les champs à remplir."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """Les parties du document."""
