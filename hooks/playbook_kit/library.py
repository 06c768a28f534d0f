"""Everything that the contributors typed, together: what refers to what, where each idea lives, what does not hold."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from .kind import Entry, Kind, Target
from .model.base import Content, LinkedText, PlaybookId, SourceId, typed_values
from .model.read import read_model
from .problems import Place, Problem, did_you_mean, in_file_order
from .prose import link_problem, read_prose, split_front_matter
from .references import references_in, unread_problem, unread_reference
from .source import Document, KeyPath, read_yaml
from .text import read_text
from .tree import Found, Image, Tree, read_tree

SOURCE = "source"
"""The kind whose targets can be cited."""

Model = TypeVar("Model", bound=Content)


@dataclass(frozen=True)
class Citation:
    """A place of the site that rests on a source: the *page* (its uri), the *anchor* ("" for the page), its title."""

    source: str
    page: str
    anchor: str
    title: str
    place: Place


@dataclass(frozen=True)
class Library:
    """All playbooks, read. What was *broken* could not be, and has its problems."""

    entries: tuple[Entry[Content], ...]
    images: tuple[Image, ...]
    targets: dict[tuple[str, str], Target]
    citations: tuple[Citation, ...]
    broken: tuple[Found, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def _by_address(self) -> dict[tuple[str, str, str], Entry[Content]]:
        return {(entry.kind.name, entry.playbook, entry.id): entry for entry in self.entries}

    @cached_property
    def _by_kind(self) -> dict[tuple[str, str | None], list[Entry[Content]]]:
        entries: dict[tuple[str, str | None], list[Entry[Content]]] = defaultdict(list)
        for entry in self.entries:
            entries[entry.kind.name, None].append(entry)
            entries[entry.kind.name, entry.playbook].append(entry)
        return entries

    @cached_property
    def _cited_on(self) -> dict[str, set[str]]:
        cited: dict[str, set[str]] = defaultdict(set)
        for citation in self.citations:
            cited[citation.page].add(citation.source)
        return cited

    @cached_property
    def newest_review(self) -> date | None:
        """The day of the latest review of a playbook or a page."""
        days = (getattr(entry.content, "reviewed_on", None) for entry in self.entries)
        return max((day for day in days if day), default=None)

    @cached_property
    def _source_order(self) -> dict[str, int]:
        return {id: number for number, (kind, id) in enumerate(self.targets) if kind == SOURCE}

    def of_kind(self, kind: str, playbook: str | None = None) -> Sequence[Entry[Content]]:
        """The entries of a *kind*, of one *playbook* or of all."""
        return self._by_kind.get((kind, playbook), ())

    def entry(self, kind: str, playbook: str, id: str) -> Entry[Content] | None:
        """One entry, if it could be read."""
        return self._by_address.get((kind, playbook, id))

    def sources_of(self, page: str) -> tuple[Target, ...]:
        """The sources that a page cites, each once, in the order of the page *Sources*."""
        known = self._source_order
        cited = sorted((id for id in self._cited_on.get(page, ()) if id in known), key=lambda id: known[id])
        return tuple(self.targets[SOURCE, id] for id in cited)

    @cached_property
    def citations_of(self) -> dict[str, tuple[Citation, ...]]:
        """For each source, the places that cite it, in the order of the pages, each place once."""
        places: dict[str, dict[tuple[str, str], Citation]] = defaultdict(dict)
        for citation in self.citations:
            places[citation.source].setdefault((citation.page, citation.anchor), citation)
        return {source: tuple(found.values()) for source, found in places.items()}


def read_library(root: Path, kinds: Sequence[Kind[Content]], reserved: frozenset[str]) -> Library:
    """Read and check all that is typed under *root*."""
    tree = read_tree(root, kinds, reserved)
    problems = list(tree.problems)
    entries: list[Entry[Content]] = []
    broken: list[Found] = []
    for found in tree.files:
        entry, mistakes = read_entry(found)
        problems += mistakes
        if entry is None:
            broken.append(found)
        else:
            entries.append(entry)
    targets, twice = _targets(entries)
    citations = tuple(citation for entry in entries for citation in _citations(entry))
    library = Library(tuple(entries), tree.images, targets, citations, tuple(broken), ())
    problems += twice
    problems += _reference_problems(library)
    problems += _link_problems(library)
    problems += _playbook_problems(library, tree)
    if not broken:
        problems += _idea_problems(library)
    return replace(library, problems=in_file_order(problems))


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
    for at, id in _ids(entry.content):
        place = entry.document.place(*at, "id")
        if id not in first:
            first[id] = place
            continue
        hint = "donnez à chacun le sien : il sert d'adresse dans la page"
        for one, other in ((first[id], place), (place, first[id])):
            yield Problem(one, f"identifiant « {id} » en double (aussi ligne {other.line})", hint)


def _ids(content: Content) -> Iterator[tuple[KeyPath, str]]:
    """The id of each part of a content, which is its anchor on the page, with the path of its keys."""
    for at, part in typed_values(content, Content):
        if at and (id := getattr(part, "id", "")):
            yield at, id.lower()


def _targets(entries: Sequence[Entry[Content]]) -> tuple[dict[tuple[str, str], Target], list[Problem]]:
    targets: dict[tuple[str, str], Target] = {}
    problems: list[Problem] = []
    for entry in entries:
        for target in entry.kind.targets(entry):
            key = (target.kind, target.id)
            first = targets.setdefault(key, target)
            if first.place.path != target.place.path:
                hint = "donnez à chacun le sien : un renvoi doit mener à un seul endroit"
                for one, other in ((first.place, target.place), (target.place, first.place)):
                    message = f"identifiant « {target.id} » en double (aussi {other.path}:{other.line})"
                    problems.append(Problem(one, message, hint))
    return targets, problems


def _mentions(entry: Entry[Content]) -> Iterator[tuple[str, tuple[str, ...], Place, str, str]]:
    """Kind, ids, place, anchor and title of every reference and source typed in *entry*."""
    title = str(getattr(entry.content, "title", ""))
    for at, source in typed_values(entry.content, SourceId):
        yield SOURCE, (str(source),), entry.document.place(*at), *_section(entry.content, at, title)
    for at, text in typed_values(entry.content, LinkedText):
        for reference in references_in(text):
            yield reference.kind, reference.ids, entry.document.place(*at), *_section(entry.content, at, title)
    if entry.prose:
        titles = {heading.anchor: heading.title for heading in entry.prose.headings}
        for mention in entry.prose.mentions:
            anchor = entry.prose.anchor_at(mention.line)
            yield mention.reference.kind, mention.reference.ids, mention.place, anchor, titles.get(anchor, title)


def _section(content: Content, at: KeyPath, title: str) -> tuple[str, str]:
    """Anchor and title of the innermost part with an id around the value at the path *at*."""
    anchor = ""
    part: object = content
    for step in at:
        part = getattr(part, step) if isinstance(step, str) else part[step]  # type: ignore[index]
        if isinstance(part, Content) and (id := getattr(part, "id", "")):
            names = (getattr(part, name, None) for name in ("title", "term", "label", "text"))
            anchor, title = id.lower(), next(name for name in names if name)
    return anchor, title


def _citations(entry: Entry[Content]) -> Iterator[Citation]:
    for kind, ids, place, anchor, title in _mentions(entry):
        if kind == SOURCE:
            for id in ids:
                yield Citation(id, entry.uri, anchor, title, place)


def _reference_problems(library: Library) -> Iterator[Problem]:
    broken = {found.kind.name for found in library.broken}
    kinds = {kind for kind, _ in library.targets} | broken
    for entry in library.entries:
        for kind, ids, place, _, _ in _mentions(entry):
            if kind not in kinds:
                yield Problem(place, f"renvoi d'un genre inconnu « {kind} »", did_you_mean(kind, kinds))
                continue
            for id in ids:
                if kind not in broken and (kind, id) not in library.targets:
                    known = [known for other, known in library.targets if other == kind]
                    what = "source inconnue" if kind == SOURCE else "renvoi mort"
                    yield Problem(place, f"{what} « {id} »", did_you_mean(id, known))
        for at, text in typed_values(entry.content, LinkedText):
            if unread_reference(text) is not None:
                yield unread_problem(entry.document.place(*at))


def _link_problems(library: Library) -> Iterator[Problem]:
    pages = {entry.uri: entry for entry in library.entries if entry.prose}
    lost = {found.kind.page.format(playbook=found.playbook, id=found.id) for found in library.broken}
    uris = frozenset(
        {entry.uri for entry in library.entries}
        | lost
        | {entry.kind.index for entry in library.entries if entry.kind.index}
        | {image.uri for image in library.images}
    )

    ids: dict[str, set[str]] = defaultdict(set)
    for entry in library.entries:
        ids[entry.uri] |= {id for _, id in _ids(entry.content)}
        ids[entry.uri] |= {heading.anchor for heading in entry.prose.headings} if entry.prose else set()

    def anchors(uri: str) -> frozenset[str] | None:
        return None if uri in lost else frozenset(ids[uri])

    for entry in pages.values():
        for link in entry.prose.links if entry.prose else ():
            if problem := link_problem(link, entry.uri, uris, anchors):
                yield problem


def _playbook_problems(library: Library, tree: Tree) -> Iterator[Problem]:
    """Each folder has its ``playbook.yml`` and its opening page, and lists its pages; neighbours exist."""
    names = {found.path for found in tree.files}
    for slug in tree.playbooks:
        folder = f"playbooks/{slug}"
        for needed in ("playbook.yml", "index.md"):
            if f"{folder}/{needed}" not in names:
                hint = f"« playbooks new playbook {slug} » en montre un complet"
                yield Problem(Place(folder), f"il manque le fichier « {needed} »", hint)
        playbook = library.entry("playbook", slug, "playbook")
        if playbook is None:
            continue
        listed: tuple[str, ...] = getattr(playbook.content, "pages", ())
        typed = {found.id for found in tree.files if found.kind.name == "page" and found.playbook == slug}
        for index, page in enumerate(listed):
            if page not in typed:
                place = playbook.document.place("pages", index)
                yield Problem(place, f"page « {page} » absente du dossier", did_you_mean(page, typed - set(listed)))
            if page in listed[:index]:
                yield Problem(playbook.document.place("pages", index), f"page « {page} » citée deux fois", "retirez-en une")
        for page in sorted(typed - set(listed)):
            hint = f"ajoutez « - {page} » sous « pages: » dans {folder}/playbook.yml"
            yield Problem(Place(f"{folder}/{page}.md"), "page qui n'est dans aucun sommaire", hint)
        for at, neighbour in typed_values(playbook.content, PlaybookId):
            if neighbour not in tree.playbooks:
                hint = did_you_mean(neighbour, set(tree.playbooks) - {slug})
                yield Problem(playbook.document.place(*at), f"fiche voisine inconnue « {neighbour} »", hint)


def _idea_problems(library: Library) -> Iterator[Problem]:
    """Each idea lives somewhere on the site, or says why it does not; never both."""
    cited = {citation.source for citation in library.citations}
    for entry in library.of_kind(SOURCE):
        for article in getattr(entry.content, "articles", ()):
            for idea in article.ideas:
                place = library.targets[SOURCE, idea.id].place
                if idea.unpublished and idea.id in cited:
                    hint = "retirez « unpublished: », ou les renvois à cette idée"
                    yield Problem(place, f"idée « {idea.id} » dite non publiée, et pourtant citée", hint)
                elif not idea.unpublished and idea.id not in cited:
                    hint = f"citez-la par [[source:{idea.id}]] là où elle vit, ou dites pourquoi pas : « unpublished: … »"
                    yield Problem(place, f"idée « {idea.id} » sans place sur le site", hint)
