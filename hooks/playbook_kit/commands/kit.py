"""``playbooks kit``: folders to take away."""

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ..build.offline import offline_zip
from ..read.practice import SETTINGS, read_practice
from .engine import refusal, run_engine
from .wording import MISTAKES, OK, complain

HELP = "faire un dossier à emporter : « kit site », tout le site, à lire sans réseau"
ABOUT_SITE = "tout le site en un zip, à ouvrir d'un double clic depuis une clé USB"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which folder."""
    parser.add_argument("kit", choices=("site",), metavar="DOSSIER", help=f"site : {ABOUT_SITE}")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the zip, or say why the one before stays."""
    practice = read_practice(root)
    if practice is None:
        return complain(f"le site n'a pas de nom dans « {SETTINGS} »", "écrivez : site_name: Le nom de votre site")
    file = root / "build" / f"{practice.slug}.zip"
    aside = file.with_name(f".{file.name}-{os.getpid()}")

    def make() -> None:
        file.parent.mkdir(exist_ok=True)  # before the work of a minute: it may be refused
        with TemporaryDirectory(prefix="playbooks-") as folder:
            reviewed = run_engine(root, Path(folder), "--no-directory-urls")
            content = offline_zip(Path(folder), practice, reviewed)
        try:
            aside.write_bytes(content)
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)

    is_new = not file.parent.exists()
    if refused := refusal(make):
        with suppress(OSError):
            if is_new:
                file.parent.rmdir()
        kept = "le zip d'avant est resté tel quel" if file.exists() else "rien n'a été écrit"
        print(f"{refused} : {kept}.", file=sys.stderr)
        return MISTAKES
    size = f"{file.stat().st_size / 1e6:.1f}".replace(".", ",")
    print(f"Site à emporter : build/{file.name} ({size} Mo). Il s'ouvre une fois décompressé.")
    return OK
