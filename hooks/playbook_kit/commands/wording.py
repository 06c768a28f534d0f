"""What the commands say alike: exit codes, refusals, counts."""

import sys

from ..build.plan import Site
from ..kinds import KINDS
from ..labels import labels

OK, MISTAKES, MISUSE = 0, 1, 2
"""Exit codes: all is well; something must be corrected; the command itself was not understood."""


def complain(message: str, hint: str) -> int:
    """Say what the command cannot do, and what to do about it."""
    print(f"{message}\n    → {hint}", file=sys.stderr)
    return MISUSE


def summary(site: Site) -> str:
    """« 5 fiches, 50 pages, 24 checklists, … »: the playbooks, their pages, and each kind that has an index."""
    names = {"playbook": "fiche", "page": "page"}
    names |= {kind.name: labels()[kind.name]["title"].lower() for kind in KINDS if kind.index}
    return ", ".join(count(len(site.library.of_kind(kind)), name) for kind, name in names.items())


def count(number: int, name: str) -> str:
    """« 1 problème », « 2 problèmes »."""
    plural = "" if number < 2 or name.endswith(("s", "x", "z")) else "s"
    return f"{number} {name}{plural}"
