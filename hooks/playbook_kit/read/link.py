"""The links of a contributor's Markdown: where they are typed, and where they lead."""

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from ..problems import Place, Problem, did_you_mean, nearest
from .drawing import SUFFIX

_SCHEMES = ("https", "http", "mailto", "tel")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\([ ]*+(<[^<>]*>|(?:[^\s()<>\"]|\([^\s()<>\"]*\))*+)[ ]*+(?:\"([^\"]*)\"[ ]*+)?\)"
)
_DEFINITION = re.compile(r"(?<!\])\[([^\^\[\]][^\[\]]*)\]:[ ]*(<[^<>]*>|\S+)")
_USE = re.compile(r"(?<!\])\[([^\[\]]+)\]\[([^\[\]]*)\]")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]*)>")
_MAY_LEAD = re.compile(r"[\[\]<:&%]")
"""What no address does without, hidden ones included. Half of the lines have none, and need no closer look."""
_NAME = re.compile(r"\[([^\[\]]+)\]:")
_HIDDEN_SCHEME = re.compile(r"(?:java|vb|live)script:|data:\w+/|file:/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An address typed in the prose, as typed; *image* when it is a picture's, *alone* with a line to itself."""

    target: str
    place: Place
    image: bool
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its *line* to itself (from 0), and what stands under it."""

    target: str
    caption: str
    line: int


def addresses_in(line: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each address of a *line*, and whether it is a picture's."""
    for link in _LINK.finditer(line) if "](" in line else ():
        yield *link.span(3), bool(link[1])
        for inner in _LINK.finditer(line, link.start(2), link.end(2)):
            yield *inner.span(3), bool(inner[1])
    for pattern, group in ((_AUTOLINK, 1), (_DEFINITION, 2)):
        for address in pattern.finditer(line):
            yield *address.span(group), False


def picture_in(line: str) -> tuple[int, slice] | None:
    """In a *line* that holds a picture and nothing else, where its address begins, and its title or else its text."""
    picture = _LINK.fullmatch(line.rstrip(" ")) if line.startswith("![") else None
    return (picture.start(3), slice(*picture.span(4 if picture[4] else 2))) if picture else None


def uri_of(target: str, page: str) -> str:
    """The uri that a *target* typed on *page* names, its anchor left out."""
    path = re.split("[#?]", _as_browsers_read(target), maxsplit=1)[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def names_defined(line: str) -> Iterator[str]:
    """The names to which a *line* gives an address: ``[name]: page.md``."""
    for name in _NAME.findall(line):
        yield name.strip().lower()


def misprints(
    typed: str, addresses: Iterable[tuple[int, int, bool]], defined: set[str]
) -> Iterator[tuple[int, str, str]]:
    """Column, message and hint of what leads somewhere without being one of the *addresses* of a line."""
    if not _MAY_LEAD.search(typed):
        return
    line = typed
    for start, end, _ in addresses:
        line = line[:start] + " " * (end - start) + line[end:]
    plain = re.sub(r"[\\\x00-\x20]", "", "".join(html.unescape(unquote(html.unescape(line))).split()))
    if ":" in plain and _HIDDEN_SCHEME.search(plain):
        typed_here = re.search(r"java|vb|live|data|file", line, re.IGNORECASE)
        yield typed_here.start() if typed_here else 0, "adresse qui exécuterait du code", "retirez-la"
    rest = _LINK.sub(lambda link: " " * len(link[0]), line) if "](" in line else line
    if (image := rest.find("![")) >= 0:
        yield image, "image mal écrite", "écrivez ![description](images/nom.png), sur une seule ligne"
    elif (left := rest.find("](")) >= 0:
        hint = "écrivez [texte](page.md) sur une seule ligne, sans parenthèse ni espace dans l'adresse"
        yield left, "lien mal écrit", hint
    if "]:" in typed and (cut := re.search(r"^[^\[]*\]:|(?<!\])\]:[ ]*$", _DEFINITION.sub("", typed))):
        yield cut.start(), "adresse d'un lien mal écrite", "écrivez « [nom]: page.md » sur une seule ligne"
    for use in _USE.finditer(rest) if "][" in rest else ():
        name = (use[2] or use[1]).strip().lower()
        if name not in defined:
            yield use.start(), f"lien « [{name}] » jamais défini", "écrivez [texte](page.md)"


def link_problem(
    link: Link, page: str, uris: frozenset[str], anchors: Callable[[str], frozenset[str] | None]
) -> Problem | None:
    """What is wrong with a *link* on *page*, given the site's *uris* and each page's *anchors*, if known."""
    target = _as_browsers_read(link.target)
    scheme = re.match(r"([A-Za-z][\w+.-]*):", target)
    if scheme and scheme[1].lower() in _SCHEMES:
        if link.image:
            return Problem(
                link.place,
                "image prise sur un autre site",
                "copiez-la dans le dossier « images » de la fiche",
            )
        return None
    if scheme or target.startswith(("//", "\\")):
        return Problem(
            link.place,
            f"adresse « {link.target} » non admise",
            f"commencez par {', '.join(_SCHEMES)}, ou un chemin",
        )
    path, _, anchor = target.partition("#")
    if path.startswith("/"):
        return Problem(
            link.place,
            f"lien absolu « {link.target} »",
            "écrivez le chemin depuis cette page : « ../autre/page.md »",
        )
    uri = uri_of(link.target, page)
    if uri not in uris:
        remedy = _remedy(path.partition("?")[0], page, uris)
        return Problem(link.place, f"lien mort : « {link.target} » ne mène nulle part", remedy)
    known = anchors(uri)
    if anchor and known is not None and anchor not in known:
        hint = did_you_mean(anchor, known) or "cette page n'a aucune ancre"
        return Problem(link.place, f"ancre morte : « #{anchor} » n'existe pas dans « {uri} »", hint)
    return None


def page_problem(
    typed: str, place: Place, uris: frozenset[str], anchors: Callable[[str], frozenset[str] | None]
) -> Problem | None:
    """What is wrong with ``fiche/page#ancre``, *typed* at *place* where a page and its section are named."""
    path, _, anchor = typed.partition("#")
    if f"{path}.md" in uris:
        return link_problem(Link(f"{path}.md#{anchor}", place, image=False), "", uris, anchors)
    pages = {uri.removesuffix(".md") for uri in uris if uri.endswith(".md")}
    meant = re.sub(r"^[./]+|\.\w+$|/$", "", path)
    same = (page for page in sorted(pages) if page in (meant, f"{meant}/index") or page.endswith(f"/{meant}"))
    near = next(same, "") or nearest(meant, pages)
    hint = "écrivez la fiche, la page et sa section, sans « .md » : « ma-fiche/ma-page#ma-section »"
    return Problem(place, f"page inconnue « {path} »", f"vouliez-vous dire « {near} » ?" if near else hint)


@lru_cache(maxsize=5_000)
def _as_browsers_read(target: str) -> str:
    return re.sub(r"[\x00-\x20]", "", html.unescape(unquote(target)))  # they leave these out too


def _remedy(path: str, page: str, uris: frozenset[str]) -> str:
    """What may have been meant by a *path* that leads nowhere, as it is written on *page*."""
    suffix, folder = posixpath.splitext(path)[1], posixpath.dirname(page) or "."
    if suffix in (".yml", ".yaml"):
        return "écrivez [[checklist:nom]], [[diagnostic:nom]] ou [[template:nom]], selon le genre"
    known = {posixpath.relpath(uri, folder) for uri in uris if uri.endswith(suffix) and uri != page}
    if path.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", SUFFIX)):
        if near := nearest(f"images/{posixpath.basename(path)}", known):
            return f"vouliez-vous dire « {near} » ?"
        named = f"images/nom{SUFFIX if path.endswith(SUFFIX) else '.png'}"
        return f"déposez l'image dans le dossier « images » de la fiche : « {named} »"
    if not suffix:
        return "nommez le fichier, avec son extension : « index.md »"
    if near := nearest(path, known):
        return f"vouliez-vous dire « {near} » ?"
    return "vérifiez le nom du fichier, et le chemin depuis cette page"
