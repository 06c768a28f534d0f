"""The command ``playbooks``: the only room that prints, and with the engine's hook the only one that acts."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import NoReturn

from .export import export
from .kinds import KINDS
from .labels import labels
from .offline import offline_zip
from .practice import SETTINGS, read_practice, settings_problem
from .problems import FULL_DISK, Problem, github_annotation, reason
from .publish import Busy, publish, put_in_place
from .readability import COPIED_WORDS, MAX_WORDS, SourceTexts, copied_runs, long_sentences, passages
from .scaffold import scaffold, scaffolds
from .schema import has_schema, json_schema
from .site import Site, plan_site, reserved_names

OK, MISTAKES, MISUSE = 0, 1, 2
"""Exit codes: all is well; something must be corrected; the command itself was not understood."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the process's exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that is not in UTF-8 must not stop a message
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # « playbooks check | head » ends without a word
    options = _parser().parse_args(arguments)
    root = Path(options.root).resolve()
    if not (root / "mkdocs.yml").is_file():
        return _complain(f"« mkdocs.yml » introuvable dans {root}", "lancez la commande depuis le dossier du projet")
    try:
        if problem := settings_problem(root):
            return _complain(f"{problem.place}: {problem.message}", problem.hint)
        code: int = options.run(root, options)
    except OSError as error:
        message = f"impossible de lire ou d'écrire « {error.filename} » ({reason(error)})"
        return _complain(message, "vérifiez son nom, ses droits et la place qui reste sur le disque")
    return code


def _check(root: Path, options: argparse.Namespace) -> int:
    site = plan_site(root)
    for problem in site.problems:
        print(github_annotation(problem) if options.format == "github" else problem)
    if site.problems:
        print(f"{_count(len(site.problems), 'problème')} à corriger.", file=sys.stderr)
        return MISTAKES
    print(f"Tout est en ordre : {_summary(site)}.")
    return OK


def _new(root: Path, options: argparse.Namespace) -> int:
    files = scaffold(root, options.kind, options.address, date.today(), reserved_names(root, KINDS))
    if isinstance(files, Problem):
        return _complain(files.message, files.hint)
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        print(f"créé : {path}")
    print("Écrivez à la place des exemples, puis vérifiez avec : playbooks check")
    return OK


def _prose(root: Path, options: argparse.Namespace) -> int:
    site = plan_site(root)
    texts = [file.read_text("utf-8") for file in sorted(Path(options.sources).glob("*.txt"))] if options.sources else []
    sources = SourceTexts(texts)
    words = longest = copied = 0
    for passage in passages(site.library):
        words += len(passage.text.split())
        for sentence, count in long_sentences(passage):
            longest += 1
            print(f"{passage.place}: phrase de {count} mots\n    → coupez-la : « {sentence} »")
        for run in copied_runs(passage, sources):
            copied += 1
            print(f"{passage.place}: {COPIED_WORDS} mots de suite d'une source")
            print(f"    → redites-le avec vos mots : « {run} »")
    print(f"{_count(words, 'mot')}, {_count(longest, 'phrase')} de plus de {MAX_WORDS} mots", end="")
    print(f", {_count(copied, 'emprunt')} à {_count(len(texts), 'source')}." if texts else ".")
    return MISTAKES if copied else OK


def _schema(root: Path, options: argparse.Namespace) -> int:
    folder = root / options.directory
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        if has_schema(kind):
            (folder / f"{kind.name}.json").write_text(json_schema(kind), "utf-8")
            print(f"écrit : {options.directory}/{kind.name}.json")
    return OK


def _export(root: Path, options: argparse.Namespace) -> int:
    folder = Path(options.directory).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return _complain(f"« {options.directory} » n'est pas vide", "choisissez un dossier neuf : rien n'a été écrit")
    site = plan_site(root)
    if site.problems:
        return _check(root, argparse.Namespace(format="text"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=".export-", dir=folder.parent))
    try:
        export(root, site, aside / "site")
        if folder.exists():
            folder.rmdir()
        put_in_place(aside / "site", folder, aside / "old")
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    print(f"Site exporté dans {options.directory} : {_summary(site)}.")
    return OK


def _build(root: Path, options: argparse.Namespace) -> int:
    if refusal := _refusal(root, lambda site: publish(root, lambda folder: _engine(root, folder))):
        kept = "le site publié est resté tel quel" if (root / "site").exists() else "rien n'a été publié"
        print(f"{refusal} : {kept}.", file=sys.stderr)
        return MISTAKES
    print("Site publié dans « site/ ».")
    return OK


def _kit_site(root: Path, options: argparse.Namespace) -> int:
    practice = read_practice(root)
    if practice is None:
        return _complain(f"le site n'a pas de nom dans « {SETTINGS} »", "écrivez : site_name: Le nom de votre site")
    file = root / "build" / f"{practice.slug}.zip"
    aside = file.with_name(f".{file.name}-{os.getpid()}")

    def make(site: Site) -> bool:
        file.parent.mkdir(exist_ok=True)  # before the work of a minute: it may be refused
        with TemporaryDirectory(prefix="playbooks-") as folder:
            if not _engine(root, Path(folder), "--no-directory-urls"):
                return False
            content = offline_zip(Path(folder), practice, site.library.newest_review)
        try:
            aside.write_bytes(content)
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
        return True

    if refusal := _refusal(root, make):
        kept = "le zip d'avant est resté tel quel" if file.exists() else "rien n'a été écrit"
        print(f"{refusal} : {kept}.", file=sys.stderr)
        return MISTAKES
    size = f"{file.stat().st_size / 1e6:.1f}".replace(".", ",")
    print(f"Site à emporter : build/{file.name} ({size} Mo). Il s'ouvre une fois décompressé.")
    return OK


def _refusal(root: Path, make: Callable[[Site], bool]) -> str:
    """Why the engine could not *make* what was asked of the planned site; "" when it did."""
    try:
        site = plan_site(root)
        for problem in site.problems:
            print(problem)
        if site.problems:
            return f"{_count(len(site.problems), 'problème')} à corriger"
        return "" if make(site) else "le moteur a refusé le site, voir ci-dessus"
    except Busy:
        return "une autre construction est en cours"
    except KeyboardInterrupt:
        return "construction arrêtée"
    except OSError as error:
        where = f" : « {error.filename} »" if error.filename else ""
        return f"construction interrompue ({reason(error)}{where})"


def _engine(root: Path, folder: Path, *options: str) -> bool:
    """A strict build into *folder*. Never quiet: MkDocs then forgets its own strictness."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder), *options]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        [*command, "--config-file", str(root / "mkdocs.yml")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,  # the engine holds the lock too: killed alone, this process leaves it to its orphan
    )
    for code in FULL_DISK:
        if f"OSError: [Errno {code}]" in built.stdout:
            raise OSError(code, os.strerror(code))
    complete = built.returncode == 0 and (folder / "index.html").is_file()
    if not complete:
        print("\n".join(line for line in built.stdout.splitlines() if not line.startswith("INFO")))
    return complete


def _complain(message: str, hint: str) -> int:
    print(f"{message}\n    → {hint}", file=sys.stderr)
    return MISUSE


def _summary(site: Site) -> str:
    """« 5 fiches, 50 pages, 24 checklists, … »: the playbooks, their pages, and each kind that has an index."""
    names = {"playbook": "fiche", "page": "page"}
    names |= {kind.name: labels()[kind.name]["title"].lower() for kind in KINDS if kind.index}
    return ", ".join(_count(len(site.library.of_kind(kind)), name) for kind, name in names.items())


def _count(number: int, name: str) -> str:
    plural = "" if number < 2 or name.endswith(("s", "x", "z")) else "s"
    return f"{number} {name}{plural}"


class _Parser(argparse.ArgumentParser):
    """argparse in French."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"commande incomplète ou mal écrite\n    → {self.prog} --help", file=sys.stderr)
        raise SystemExit(MISUSE)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "utilisation : " if prefix is None else prefix)


def _parser() -> argparse.ArgumentParser:
    parser = _french(
        _Parser(prog="playbooks", description="Les contenus du site : créer, vérifier, construire.", add_help=False)
    )
    parser.add_argument("--root", default=".", metavar="DOSSIER", help="le dossier du projet (par défaut : ici)")
    commands = parser.add_subparsers(metavar="COMMANDE", required=True, title="commandes")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        return _french(commands.add_parser(name, help=help, description=help, add_help=False, formatter_class=_Help))

    new = command("new", "créer une fiche, une checklist, un diagnostic ou un modèle, prêts à récrire")
    new.add_argument("kind", choices=scaffolds(), help=f"le genre : {', '.join(scaffolds())}", metavar="GENRE")
    new.add_argument("address", metavar="ADRESSE", help="« ma-fiche », ou « ma-fiche/ma-liste »")
    new.set_defaults(run=_new)
    check = command("check", "vérifier tous les contenus et dire quoi corriger, où et comment")
    formats = ("text", "github")
    check.add_argument(
        "--format", choices=formats, default="text", metavar="FORMAT", help="text, ou github (annotations)"
    )
    check.set_defaults(run=_check)
    prose = command("prose", "relire : phrases trop longues, et mots repris tels quels d'une source")
    prose.add_argument("--sources", metavar="DOSSIER", help="le dossier des textes sources (.txt) à ne pas recopier")
    prose.set_defaults(run=_prose)
    schema = command("schema", "écrire les schémas JSON qui aident l'éditeur à compléter et à vérifier")
    default = ".vscode/schemas"
    schema.add_argument("directory", nargs="?", default=default, metavar="DOSSIER", help=f"par défaut : {default}")
    schema.set_defaults(run=_schema)
    export_ = command("export", "écrire tout le site en Markdown, avec ses images et son menu, pour un autre moteur")
    export_.add_argument("directory", metavar="DOSSIER", help="un dossier neuf ou vide")
    export_.set_defaults(run=_export)
    build = command("build", "construire le site à part, puis le publier d'un coup dans « site/ »")
    build.set_defaults(run=_build)
    kit = command("kit", "faire un dossier à emporter : « kit site », tout le site, à lire sans réseau")
    kits = kit.add_subparsers(metavar="DOSSIER", required=True, title="dossiers")
    about = "tout le site en un zip, à ouvrir d'un double clic depuis une clé USB"
    kit_site = _french(kits.add_parser("site", help=about, description=about, add_help=False, formatter_class=_Help))
    kit_site.set_defaults(run=_kit_site)
    return parser


def _french(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.formatter_class = _Help
    parser._optionals.title, parser._positionals.title = "options", "arguments"
    if not parser.add_help:
        parser.add_argument("-h", "--help", action="help", help="montrer cette aide")
    return parser


if __name__ == "__main__":
    sys.exit(main())
