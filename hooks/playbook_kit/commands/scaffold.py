"""New content to start from: the files of ``scaffold/<kind>/``, which pass every check as they are."""

from datetime import date
from pathlib import Path

from ..library.tree import CONTENT, name_problem, taken_problem
from ..problems import Place, Problem

_SCAFFOLDS = Path(__file__).parent.parent / "scaffold"


def scaffolds() -> tuple[str, ...]:
    """The kinds that can be started from a scaffold."""
    return tuple(sorted(folder.name for folder in _SCAFFOLDS.iterdir() if folder.is_dir()))


def scaffold(root: Path, kind: str, address: str, today: date, reserved: frozenset[str]) -> dict[str, str] | Problem:
    """The files of a new *kind* at *address* (``fiche`` or ``fiche/nom``), by path from *root*; nothing is written.

    A name that the site has *reserved*, or that another file of the kind has, would not pass the checks: it is refused.
    """
    templates = sorted(file for file in (_SCAFFOLDS / kind).rglob("*") if file.is_file())
    needs_id = any("@id@" in file.name for file in templates)
    playbook, _, id = address.partition("/")
    place = Place(f"{CONTENT}/{address}")
    if bool(id) != needs_id:
        example = f"playbooks new {kind} ma-fiche{'/mon-nom' if needs_id else ''}"
        return Problem(place, "adresse incomplète" if needs_id else "adresse trop longue", f"écrivez : {example}")
    for name in (playbook, id) if needs_id else (playbook,):
        if problem := name_problem(place.path, name, ""):
            return problem
    if playbook in reserved:
        return taken_problem(place.path, playbook)
    if needs_id and not (root / CONTENT / playbook).is_dir():
        return Problem(place, f"la fiche « {playbook} » n'existe pas", f"créez-la : playbooks new playbook {playbook}")
    files = {}
    for file in templates:
        inside = file.relative_to(_SCAFFOLDS / kind).as_posix().replace("@id@", id)
        path = f"{CONTENT}/{playbook}/{inside}"
        same = sorted((root / CONTENT).glob(f"*/{inside}")) if needs_id else [root / path]
        if found := next((file for file in same if file.exists()), None):
            other = found.relative_to(root).as_posix()
            return Problem(place, f"« {other} » existe déjà", "choisissez un autre nom : rien n'a été écrit")
        files[path] = file.read_text("utf-8").replace("@today@", today.isoformat()).replace("@playbook@", playbook)
    return files
