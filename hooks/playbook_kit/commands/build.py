"""``playbooks build``: the site, built aside, then published at once."""

import argparse
import sys
from pathlib import Path

from ..build.publish import publish
from .engine import refusal, run_engine
from .wording import MISTAKES, OK

HELP = "construire le site à part, puis le publier d'un coup dans « site/ »"


def add_options(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(root: Path, options: argparse.Namespace) -> int:
    """Publish, or say why what was published stays."""
    if refused := refusal(lambda: publish(root, lambda folder: run_engine(root, folder))):
        kept = "le site publié est resté tel quel" if (root / "site").exists() else "rien n'a été publié"
        print(f"{refused} : {kept}.", file=sys.stderr)
        return MISTAKES
    print("Site publié dans « site/ ».")
    return OK
