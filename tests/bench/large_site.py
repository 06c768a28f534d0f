"""A site of many playbooks, copied from those of this one; each copy is a text of its own."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HOOKS = ROOT / "hooks"

TYPED = (".md", ".yml")
NAMED = ("checklists", "diagnostics", "templates", "cases")
"""The folders of a playbook in which each file has a name that is unique in the site."""


def write_large_site(model: Path, root: Path, playbooks: int) -> None:
    """At *root*, a project like *model* in which playbooks stand many times: as they are, then copies.

    Checklists, diagnostics, templates and cases have ids that are unique in a site: a copy's are renamed.
    """
    root.mkdir(parents=True)
    shutil.copy(model / "mkdocs.yml", root)
    (root / "hooks").symlink_to(HOOKS)
    shutil.copytree(model / "docs", root / "docs")
    shutil.copytree(model / "playbooks", root / "playbooks")
    originals = sorted(folder for folder in (model / "playbooks").iterdir() if folder.is_dir())
    for number in range(len(originals), playbooks):
        original = originals[number % len(originals)]
        copy_playbook(original, root / "playbooks", number + 1)


def copy_playbook(original: Path, content: Path, number: int) -> None:
    """Copy a playbook's folder into *content* under a new name, its documents too."""
    suffix = f"-{number}"
    named = [file for folder in NAMED for file in original.glob(f"{folder}/*") if file.suffix in TYPED]
    renamed = renaming([file.stem for file in named], suffix)
    accents = other_accents(number)
    for file in original.rglob("*"):
        if file.is_file():
            name = f"{file.stem}{suffix}{file.suffix}" if file in named else file.name
            copy = content / f"{original.name}{suffix}" / file.relative_to(original).with_name(name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix in TYPED:
                copy.write_text(renamed(file.read_text("utf-8")).translate(accents), "utf-8")
            else:
                shutil.copyfile(file, copy)


def renaming(ids: list[str], suffix: str) -> Callable[[str], str]:
    """Adds *suffix* to *ids* where a text refers to them: ``[[checklist:relance]]``, ``modeles/mail.md``."""
    known = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
    kinds, folders = "checklist|diagnostic|template|case", "checklists|diagnostics|modeles|cas"
    reference = re.compile(rf"(\[\[(?:{kinds}):(?:{known})|(?:{folders})/(?:{known}))(?![\w-])")
    return lambda text: reference.sub(lambda found: found[1] + suffix, text)


def other_accents(number: int) -> dict[int, str]:
    """Makes the texts of each copy its own: one that was read before must not speed up the next."""
    e, a = "éèêëēĕėęěȅȇȩẹẻẽ", "àáâãäāăąǎȁȃạả"
    return str.maketrans({"é": e[number % len(e)], "à": a[number // len(e) % len(a)]})
