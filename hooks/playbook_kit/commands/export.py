"""``playbooks export``: the whole site as Markdown, for another engine."""

import argparse
import shutil
from pathlib import Path
from tempfile import mkdtemp

from ..build.export import export
from ..build.plan import plan_site
from ..build.publish import put_in_place
from . import check
from .wording import OK, complain, summary

HELP = "écrire tout le site en Markdown, avec ses images et son menu, pour un autre moteur"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument("directory", metavar="DOSSIER", help="un dossier neuf ou vide")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the folder at once: it is whole, or it is not there."""
    folder = Path(options.directory).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return complain(f"« {options.directory} » n'est pas vide", "choisissez un dossier neuf : rien n'a été écrit")
    site = plan_site(root)
    if site.problems:
        return check.run(root, argparse.Namespace(format="text"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=".export-", dir=folder.parent))
    try:
        export(root, site, aside / "site")
        if folder.exists():
            folder.rmdir()
        put_in_place(aside / "site", folder, aside / "old")
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    print(f"Site exporté dans {options.directory} : {summary(site)}.")
    return OK
