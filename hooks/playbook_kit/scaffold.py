"""New content to start from: the files of ``scaffold/<kind>/``, which pass every check as they are."""

from datetime import date
from pathlib import Path

from .model.base import MAX_SLUG, SLUG
from .problems import Place, Problem
from .tree import CONTENT

_SCAFFOLDS = Path(__file__).parent / "scaffold"


def scaffolds() -> tuple[str, ...]:
    """The kinds that can be started from a scaffold."""
    return tuple(sorted(folder.name for folder in _SCAFFOLDS.iterdir() if folder.is_dir()))


def scaffold(root: Path, kind: str, address: str, today: date) -> dict[str, str] | Problem:
    """The files of a new *kind* at *address* (``fiche`` or ``fiche/nom``), by path from *root*; nothing is written."""
    templates = sorted(file for file in (_SCAFFOLDS / kind).rglob("*") if file.is_file())
    needs_id = any("@id@" in file.name for file in templates)
    playbook, _, id = address.partition("/")
    place = Place(f"{CONTENT}/{address}")
    if bool(id) != needs_id:
        example = f"playbooks new {kind} relancer-mission{'/ma-liste' if needs_id else ''}"
        return Problem(place, "adresse incomplète" if needs_id else "adresse trop longue", f"écrivez : {example}")
    for name in filter(None, (playbook, id)):
        if not SLUG.fullmatch(name) or len(name) > MAX_SLUG:
            return Problem(place, f"nom « {name} » non admis", "minuscules sans accent, chiffres et tirets")
    if needs_id and not (root / CONTENT / playbook).is_dir():
        return Problem(place, f"la fiche « {playbook} » n'existe pas", f"créez-la : playbooks new playbook {playbook}")
    files = {}
    for file in templates:
        inside = file.relative_to(_SCAFFOLDS / kind).as_posix().replace("@id@", id)
        path = f"{CONTENT}/{playbook}/{inside}"
        if (root / path).exists():
            return Problem(Place(path), "ce fichier existe déjà", "choisissez un autre nom : rien n'a été écrit")
        files[path] = file.read_text("utf-8").replace("@today@", today.isoformat())
    return files
