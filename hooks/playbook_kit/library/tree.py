"""The folder of content: which files are what, and which have no business there."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..kind import Kind
from ..model.base import MAX_SLUG, SLUG, Content
from ..problems import Place, Problem, reason
from ..read.drawing import SUFFIX
from ..typography import slug_of

CONTENT = "playbooks"
"""The folder of content, under the project's root: only what a kind expects may stand there."""

PAGES = "docs"
"""The folder of pages written by hand; what is not Markdown there is the engine's business, and left to it."""

IMAGES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
"""Images that cannot run code, by the first bytes that each must have."""

MAX_IMAGE_BYTES = 5_000_000
"""Largest image: a page must open on a phone."""

_LIVE = {".html", ".htm", ".xhtml", ".xml", ".js", ".mjs", ".css"}
_LEFT_BY_EDITORS = re.compile(r"\..*|~\$.*|.*~|thumbs\.db|desktop\.ini|.*\.(bak|tmp|swp)", re.IGNORECASE)
_WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


@dataclass(frozen=True)
class Found:
    """A file of content: *file* on disk, *path* from the root, and what its place says that it is."""

    file: Path
    path: str
    kind: Kind[Content]
    playbook: str
    id: str


@dataclass(frozen=True)
class Image:
    """A picture beside the pages of a playbook, served as it is at *uri*, or a drawing that they name so."""

    file: Path
    path: str
    uri: str


@dataclass(frozen=True)
class Tree:
    """All that stands in the folder of content, in the order of the paths."""

    files: tuple[Found, ...]
    images: tuple[Image, ...]
    drawings: tuple[Image, ...]
    playbooks: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_tree(root: Path, kinds: Sequence[Kind[Content]], reserved: frozenset[str]) -> Tree:
    """What stands under ``playbooks/`` and ``docs/`` of *root*; no playbook takes a *reserved* name."""
    files: list[Found] = []
    images: list[Image] = []
    drawings: list[Image] = []
    playbooks: list[str] = []
    problems: list[Problem] = []
    folders = {kind.file.split("/")[2] for kind in kinds if kind.file.count("/") == 3} | {"images"}
    fixed = {page for kind in kinds for page in (kind.page, kind.index) if "{" not in page}
    patterns = [(kind, _pattern(kind)) for kind in kinds]
    by_hand = _walk(root / PAGES, PAGES, problems)
    pages = ((file, path) for file, path in by_hand if file.suffix == ".md" or _is_drawing_of_docs(path))
    content = _walk(root / CONTENT, CONTENT, problems)
    for file, path in chain(pages, content):  # one by one: a refused folder is not entered
        if _is_drawing_of_docs(path):
            if problem := _image_problem(file, path):
                problems.append(problem)
            else:
                drawings.append(Image(file, path, path.removeprefix(f"{PAGES}/")))
            continue
        relative = path.removeprefix(f"{CONTENT}/")
        parts = relative.split("/")
        if file.is_dir():
            if problem := _folder_problem(path, parts, folders, reserved):
                problems.append(problem)
            elif len(parts) == 1:
                playbooks.append(parts[0])
            continue
        if len(parts) == 3 and parts[1] == "images":
            if problem := _image_problem(file, path):
                problems.append(problem)
            else:
                (drawings if file.suffix == SUFFIX else images).append(Image(file, path, relative))
            continue
        for kind, pattern in patterns:
            if match := pattern.fullmatch(path):
                groups = match.groupdict()
                name = groups.get("id", file.stem)
                if problem := name_problem(path, name, file.suffix):
                    problems.append(problem)
                elif file.suffix == ".md" and (name in folders or path.removeprefix(f"{PAGES}/") in fixed):
                    problems.append(taken_problem(path, name))
                else:
                    files.append(Found(file, path, kind, groups.get("playbook", ""), name))
                break
        else:
            problems.append(_stray_problem(path, kinds))
    return Tree(tuple(files), tuple(images), tuple(drawings), tuple(playbooks), tuple(problems))


def _is_drawing_of_docs(path: str) -> bool:
    """A drawing for the pages written by hand stands beside them, in ``docs/images/``."""
    return path.startswith(f"{PAGES}/images/") and path.endswith(SUFFIX)


def _walk(folder: Path, path: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Regular files and folders under *folder*, sorted; a folder that is refused is not entered."""
    try:
        children = sorted(os.scandir(folder), key=lambda child: child.name)
    except OSError as error:
        problems.append(
            Problem(Place(path), f"dossier illisible ({reason(error)})", "vérifiez qu'il existe et ses droits")
        )
        return
    for child in children:
        if _LEFT_BY_EDITORS.fullmatch(child.name):
            continue
        name = "".join(sign if sign.isprintable() else "?" for sign in child.name)
        file, below = Path(child.path), f"{path}/{name}"
        mode = child.stat(follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            problems.append(Problem(Place(below), "lien symbolique non admis", "copiez le fichier à la place du lien"))
        elif stat.S_ISDIR(mode):
            count = len(problems)
            yield file, below
            if len(problems) == count:
                yield from _walk(file, below, problems)
        elif stat.S_ISREG(mode):
            yield file, below
        else:
            problems.append(Problem(Place(below), "ce n'est pas un fichier ordinaire", "supprimez-le"))


def _pattern(kind: Kind[Content]) -> re.Pattern[str]:
    escaped = re.escape(kind.file).replace(r"\{playbook\}", "(?P<playbook>[^/]+)").replace(r"\{id\}", "(?P<id>[^/]+)")
    return re.compile(escaped)


def _folder_problem(path: str, parts: list[str], folders: set[str], reserved: frozenset[str]) -> Problem | None:
    name, place = parts[-1], Place(path)
    if re.search(r"\.(ya?ml|md)$", name, re.IGNORECASE):
        return Problem(place, "un dossier porte un nom de fichier", "renommez-le sans « .yml » ni « .md »")
    if len(parts) == 1:
        if name in folders:
            return Problem(place, f"dossier « {name} » hors d'une fiche", f"déplacez-le : {CONTENT}/ma-fiche/{name}")
        if problem := name_problem(path, name, ""):
            return problem
        return taken_problem(path, name) if name in reserved else None
    if len(parts) == 2 and name in folders:
        return None
    return Problem(
        place, f"dossier inattendu « {name} »", f"dossiers admis dans une fiche : {', '.join(sorted(folders))}"
    )


def taken_problem(path: str, name: str) -> Problem:
    """A name that the site keeps for itself."""
    return Problem(Place(path), f"« {name} » est un nom réservé par le site", "choisissez un autre nom")


def name_problem(path: str, name: str, suffix: str) -> Problem | None:
    """A name that Windows, macOS or a web address cannot hold, or would confuse with another."""
    if SLUG.fullmatch(name) and len(name) <= MAX_SLUG and not _WINDOWS_DEVICES.fullmatch(name):
        return None
    proposed = slug_of(name)[:MAX_SLUG].strip("-")
    if not proposed or _WINDOWS_DEVICES.fullmatch(proposed):
        proposed = f"fiche-{proposed}".strip("-")
    return Problem(
        Place(path),
        f"nom « {name}{suffix} » non admis : minuscules sans accent, chiffres et tirets, {MAX_SLUG} au plus",
        f"renommez en « {proposed}{suffix} »",
    )


def _image_problem(file: Path, path: str) -> Problem | None:
    place, suffix = Place(path), Path(path).suffix
    if suffix.lower() in _LIVE:
        return _live_problem(path, suffix)
    if suffix not in (*IMAGES, SUFFIX):
        hint = f"formats admis : {', '.join((*IMAGES, SUFFIX))}, en minuscules"
        return Problem(place, f"image « {suffix} » non admise", hint)
    if (problem := name_problem(path, Path(path).stem, suffix)) or suffix == SUFFIX:
        return problem  # a drawing is held to more than its first bytes when it is read
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            head = stream.read(16)
    except OSError as error:
        return Problem(place, f"image illisible ({reason(error)})", "vérifiez les droits du fichier")
    if size > MAX_IMAGE_BYTES:
        limit = f"{MAX_IMAGE_BYTES // 1_000_000} Mo"
        return Problem(place, f"image trop lourde : {size} octets, la limite est de {limit}", "réduisez-la")
    if not head.startswith(IMAGES[suffix]):
        return Problem(place, f"ce n'est pas une image {suffix}", "réenregistrez-la depuis un logiciel d'images")
    return None


def _live_problem(path: str, suffix: str) -> Problem:
    message = f"fichier « {suffix} » non admis : il pourrait exécuter du code chez le lecteur"
    return Problem(Place(path), message, "écrivez la page en Markdown ; enregistrez l'image en .png ou .webp")


def _stray_problem(path: str, kinds: Sequence[Kind[Content]]) -> Problem:
    suffix = Path(path).suffix
    if suffix.lower() in _LIVE:
        return _live_problem(path, suffix)
    if suffix.lower() in {".yaml", ".yml", ".md", ".markdown"} and suffix not in {".yml", ".md"}:
        right = ".md" if suffix.lower() in {".md", ".markdown"} else ".yml"
        return Problem(Place(path), f"extension « {suffix} » non admise", f"renommez en « {Path(path).stem}{right} »")
    if suffix in (*IMAGES, SUFFIX):
        return Problem(
            Place(path), "image hors du dossier « images »", "déplacez-la dans le dossier « images » de la fiche"
        )
    beside = [kind.file for kind in kinds if _room(kind.file) == _room(path)]
    places = ", ".join(place.replace("{playbook}", "<fiche>").replace("{id}", "<nom>") for place in beside)
    return Problem(Place(path), "fichier inattendu à cet endroit", f"emplacements admis : {places}")


def _room(path: str) -> tuple[str, bool]:
    """Where a file stands: pages written by hand, what all playbooks share, or a playbook's folder."""
    parts = path.split("/")
    return parts[0], parts[0] == CONTENT and len(parts) > 2
