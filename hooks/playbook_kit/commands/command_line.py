"""The command line, in French: what was asked, in which project, and what keeps it from being done."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from ..problems import reason
from ..read.practice import settings_problem
from . import build, check, export, kit, new, prose, schema
from .wording import MISUSE, complain

COMMANDS = {"new": new, "check": check, "prose": prose, "schema": schema, "export": export, "build": build, "kit": kit}
"""Each a module with its help, its options, and what runs it."""


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
        return complain(f"« mkdocs.yml » introuvable dans {root}", "lancez la commande depuis le dossier du projet")
    try:
        if problem := settings_problem(root):
            return complain(f"{problem.place}: {problem.message}", problem.hint)
        code: int = COMMANDS[options.command].run(root, options)
    except OSError as error:
        message = f"impossible de lire ou d'écrire « {error.filename} » ({reason(error)})"
        return complain(message, "vérifiez son nom, ses droits et la place qui reste sur le disque")
    return code


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
    commands = parser.add_subparsers(metavar="COMMANDE", required=True, title="commandes", dest="command")
    for name, command in COMMANDS.items():
        help = command.HELP
        command.add_options(
            _french(commands.add_parser(name, help=help, description=help, add_help=False, formatter_class=_Help))
        )
    return parser


def _french(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.formatter_class = _Help
    parser._optionals.title, parser._positionals.title = "options", "arguments"
    if not parser.add_help:
        parser.add_argument("-h", "--help", action="help", help="montrer cette aide")
    return parser
