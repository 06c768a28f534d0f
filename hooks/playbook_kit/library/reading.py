"""One file of content, read by itself: its head, its prose, and the rules that it must meet alone."""

from collections.abc import Iterator

from ..kind import Entry
from ..model.base import Content, typed_values
from ..model.reader import read_model
from ..problems import Place, Problem
from ..read.prose import read_prose, split_front_matter
from ..read.text import read_text
from ..read.yaml import Document, KeyPath, read_yaml
from .tree import Found


def read_entry(found: Found) -> tuple[Entry[Content] | None, list[Problem]]:
    """One file of content, read by itself; ``None`` when nothing can be made of it."""
    text = read_text(found.file, found.path)
    if isinstance(text, Problem):
        return None, [text]
    prose = None
    problems: list[Problem] = []
    head: str | None = text
    if found.file.suffix == ".md":
        head, body, first_line = split_front_matter(text)
        prose, problems = read_prose(body, found.path, first_line)
        if head is None and found.kind.model.model_fields:
            hint = "commencez le fichier par : une ligne « --- », « title: … », « summary: … », une ligne « --- »"
            return None, [Problem(Place(found.path), "en-tête absent, ou jamais refermé par « --- »", hint), *problems]
    if not found.kind.model.model_fields:
        document: Document | None = Document(found.path, {})
        if found.file.suffix == ".md" and head is not None:
            hint = "le titre et le reste sont dans playbook.yml : retirez l'en-tête"
            problems.append(Problem(Place(found.path), "cette page n'a pas d'en-tête", hint))
    else:
        document, mistakes = read_yaml(head or "", found.path, 2 if prose else 1)
        problems += mistakes
    if document is None:
        return None, problems
    content, mistakes = read_model(document, found.kind.model)
    problems += mistakes
    if content is None:
        return None, problems
    entry = Entry(found.kind, found.playbook, found.id, content, document, prose)
    return entry, [*problems, *_repeated_ids(entry), *found.kind.check(entry)]


def _repeated_ids(entry: Entry[Content]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for at, id in ids_in(entry.content):
        place = entry.document.place(*at, "id")
        if id not in first:
            first[id] = place
            continue
        hint = "donnez à chacun le sien : il sert d'adresse dans la page"
        for one, other in ((first[id], place), (place, first[id])):
            yield Problem(one, f"identifiant « {id} » en double (aussi ligne {other.line})", hint)


def ids_in(content: Content) -> Iterator[tuple[KeyPath, str]]:
    """The id of each part of a content, which is its anchor on the page, with the path of its keys."""
    for at, part in typed_values(content, Content):
        if at and part.anchored and (id := getattr(part, "id", "")):
            yield at, id.lower()
