"""What must hold between the files: references and links lead somewhere, folders are complete, ideas have a place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from ..kind import Kind, no_target
from ..model.base import Content, LinkedText, PageLink, typed_values
from ..problems import Place, Problem, did_you_mean
from ..read.limits import MAX_DRAWINGS
from ..read.link import link_problem, page_problem, uri_of
from ..read.reference import unread_problem, unread_reference
from .citation import SOURCE
from .library import Library
from .tree import CONTENT, Tree


def problems_between(library: Library, tree: Tree, kinds: Sequence[Kind[Content]]) -> Iterator[Problem]:
    """All that does not hold between the files of a *library* of these *kinds*, read from a *tree*."""
    yield from _reference_problems(library, {kind.prefix for kind in kinds if kind.targets is not no_target})
    yield from _link_problems(library)
    yield from _playbook_problems(library, tree)
    if not library.broken:  # a file that could not be read may hold the place of an idea
        yield from _idea_problems(library)


def _reference_problems(library: Library, kinds: Set[str]) -> Iterator[Problem]:
    broken = {found.kind.prefix for found in library.broken}
    for citation in library.citations:
        kind, id = citation.kind, citation.id
        if kind not in kinds:
            yield Problem(citation.place, f"renvoi d'un genre inconnu « {kind} »", did_you_mean(kind, kinds))
        elif kind not in broken and (kind, id) not in library.targets:
            known = [known for other, known in library.targets if other == kind]
            what = "source inconnue" if kind == SOURCE else "renvoi mort"
            hint = did_you_mean(_bare(id), known) or "vérifiez cet identifiant, ou retirez le renvoi"
            yield Problem(citation.place, f"{what} « {id} »", hint)
    for entry in library.entries:
        for at, text in typed_values(entry.content, LinkedText):
            if unread_reference(text) is not None:
                yield unread_problem(entry.document.place(*at))


def _bare(id: str) -> str:
    """What an *id* would be without the path, the ending or the brackets that were typed with it."""
    return re.sub(r"^.*[/:]|\.\w+$|\]\]$", "", id)


def _link_problems(library: Library) -> Iterator[Problem]:
    lost = {found.kind.page.format(playbook=found.playbook, id=found.id) for found in library.broken}
    uris = frozenset(
        {entry.uri for entry in library.entries}
        | lost
        | {entry.kind.index for entry in library.entries if entry.kind.index}
        | {image.uri for image in library.images}
        | set(library.drawings)
    )

    ids: dict[str, set[str]] = defaultdict(set)
    for entry in library.entries:
        ids[entry.uri] |= entry.ids
        ids[entry.uri] |= {heading.anchor for heading in entry.prose.headings} if entry.prose else set()

    def anchors(uri: str) -> frozenset[str] | None:
        return None if uri in lost else frozenset(ids[uri])

    for entry in library.entries:
        drawings = 0
        for link in entry.prose.links if entry.prose else ():
            if uri_of(link.target, entry.uri) in library.drawings:
                drawings += 1
                if not link.alone:
                    hint = "écrivez ![légende](images/nom.svg) en début de ligne, et rien d'autre sur cette ligne"
                    yield Problem(link.place, "un dessin se place seul sur sa ligne", hint)
                elif drawings == MAX_DRAWINGS + 1:
                    hint = "gardez ceux qui expliquent, ou faites deux pages"
                    yield Problem(link.place, f"plus de {MAX_DRAWINGS} dessins dans une page", hint)
            if problem := link_problem(link, entry.uri, uris, anchors):
                yield problem
        for at, typed in typed_values(entry.content, PageLink):
            if problem := page_problem(typed, Place(entry.origin), uris, anchors):
                yield replace(problem, place=entry.document.place(*at))


def _playbook_problems(library: Library, tree: Tree) -> Iterator[Problem]:
    """Each folder has its ``playbook.yml`` and its opening page, and lists its pages."""
    names = {found.path for found in tree.files}
    for slug in tree.playbooks:
        folder = f"{CONTENT}/{slug}"
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
                yield Problem(
                    playbook.document.place("pages", index), f"page « {page} » citée deux fois", "retirez-en une"
                )
        for index, neighbour in enumerate(getattr(playbook.content, "related", ())):
            if neighbour == slug:
                place = playbook.document.place("related", index)
                yield Problem(place, "une fiche n'est pas sa propre voisine", "retirez-la de la liste")
        for page in sorted(typed - set(listed)):
            hint = f"ajoutez « - {page} » sous « pages: » dans {folder}/playbook.yml"
            yield Problem(Place(f"{folder}/{page}.md"), "page qui n'est dans aucun sommaire", hint)


def _idea_problems(library: Library) -> Iterator[Problem]:
    """Each idea lives somewhere on the site, or says why it does not; never both."""
    cited = {citation.id for citation in library.citations if citation.kind == SOURCE}
    for entry in library.of_kind(SOURCE):
        for article in getattr(entry.content, "articles", ()):
            for idea in article.ideas:
                place = library.targets[SOURCE, idea.id].place
                if idea.unpublished and idea.id in cited:
                    hint = "retirez « unpublished: », ou les renvois à cette idée"
                    yield Problem(place, f"idée « {idea.id} » dite non publiée, et pourtant citée", hint)
                elif not (idea.unpublished or idea.planned or idea.id in cited):
                    hint = (
                        f"citez-la par [[source:{idea.id}]] là où elle vit, ou dites pourquoi pas : « unpublished: … »"
                    )
                    yield Problem(place, f"idée « {idea.id} » sans place sur le site", hint)
