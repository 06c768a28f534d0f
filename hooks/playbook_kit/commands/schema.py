"""``playbooks schema``: what an editor needs to complete and check as one types."""

import argparse
from pathlib import Path

from ..kinds import KINDS
from ..render.schema import has_schema, json_schema
from .wording import OK

HELP = "écrire les schémas JSON qui aident l'éditeur à compléter et à vérifier"

_FOLDER = ".vscode/schemas"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument("directory", nargs="?", default=_FOLDER, metavar="DOSSIER", help=f"par défaut : {_FOLDER}")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write a schema for each kind that is typed in YAML."""
    folder = root / options.directory
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        if has_schema(kind):
            (folder / f"{kind.name}.json").write_text(json_schema(kind), "utf-8")
            print(f"écrit : {options.directory}/{kind.name}.json")
    return OK
