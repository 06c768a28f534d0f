"""« Ma mission »: a sheet to fill in, by hand or in the browser, and the pages that keep something beside it."""

from collections.abc import Iterator, Sequence

from ..kind import Entry, Target
from ..labels import labels
from ..library.library import Library
from ..model.mission import RESERVED, Mission
from ..problems import Problem
from .output import Output
from .page.entry import page_output

KEEPERS = ("checklist", "diagnostic")
"""The kinds whose pages keep something in the browser, under ``<kind>:<id>``."""


def mission_page(entry: Entry[Mission], library: Library) -> Iterator[Output]:
    """The sheet, group by group, and what the page's script needs to name what the browser keeps."""
    words = labels()[entry.kind.name]
    values = {"mission": entry.content, "keepers": keepers(library)}
    yield page_output(entry, library, title=words["plural"], summary=words["summary"], **values)


def keepers(library: Library) -> Sequence[Target]:
    """The pages that keep something in the browser."""
    return [target for kind in KEEPERS for other in library.of_kind(kind) for target in other.kind.targets(other)]


def mission_problems(entry: Entry[Mission]) -> Iterator[Problem]:
    """The first field can name the mission, and no field takes the place of what names it in the browser."""
    for number, group in enumerate(entry.content.groups):
        for index, field in enumerate(group.fields):
            at = ("groups", number, "fields", index)
            if field.id in RESERVED:
                hint = "choisissez-en un autre : le navigateur s'en sert pour reconnaître la mission"
                yield Problem(entry.document.place(*at, "id"), f"identifiant « {field.id} » réservé", hint)
            if number == index == 0 and field.kind != "text":
                hint = "mettez d'abord un champ « kind: text », par exemple le nom de la mission"
                message = "le premier champ nomme la mission : il ne peut pas être autre chose qu'une ligne de texte"
                yield Problem(entry.document.place(*at, "kind"), message, hint)
