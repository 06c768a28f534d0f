"""``playbooks new``: content to start from."""

import argparse
from datetime import date
from pathlib import Path

from ..build.plan import reserved_names
from ..kinds import KINDS
from ..problems import Problem
from .scaffold import scaffold, scaffolds
from .wording import OK, complain

HELP = "créer une fiche, une checklist, un diagnostic ou un modèle, prêts à récrire"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which kind, and where."""
    parser.add_argument("kind", choices=scaffolds(), help=f"le genre : {', '.join(scaffolds())}", metavar="GENRE")
    parser.add_argument("address", metavar="ADRESSE", help="« ma-fiche », ou « ma-fiche/ma-liste »")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the files; none that is there already."""
    files = scaffold(root, options.kind, options.address, date.today(), reserved_names(root, KINDS))
    if isinstance(files, Problem):
        return complain(files.message, files.hint)
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        print(f"créé : {path}")
    print("Écrivez à la place des exemples, puis vérifiez avec : playbooks check")
    return OK
