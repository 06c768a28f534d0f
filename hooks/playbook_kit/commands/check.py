"""``playbooks check``: all that is wrong with the content."""

import argparse
import sys
from pathlib import Path

from ..build.plan import plan_site
from ..problems import github_annotation
from .wording import MISTAKES, OK, count, summary

HELP = "vérifier tous les contenus et dire quoi corriger, où et comment"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where the problems are to be shown."""
    formats, help = ("text", "github"), "text, ou github (annotations)"
    parser.add_argument("--format", choices=formats, default="text", metavar="FORMAT", help=help)


def run(root: Path, options: argparse.Namespace) -> int:
    """Print the problems, in file order, or what there is."""
    site = plan_site(root)
    for problem in site.problems:
        print(github_annotation(problem) if options.format == "github" else problem)
    if site.problems:
        print(f"{count(len(site.problems), 'problème')} à corriger.", file=sys.stderr)
        return MISTAKES
    print(f"Tout est en ordre : {summary(site)}.")
    return OK
