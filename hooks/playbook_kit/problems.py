"""A contributor's mistakes, as data: where, what, and what to do about it."""

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REASONS = {
    **dict.fromkeys(FULL_DISK, "disque plein"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "accès refusé"),
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR), "un fichier porte le nom d'un dossier"),
    errno.ENOENT: "introuvable",
    errno.EROFS: "dossier en lecture seule",
}


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A character of a file: *path* relative to the project's root with "/", *line* and *column* from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake and its remedy, in French."""

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        remedy = f"\n    → {self.hint}" if self.hint else ""
        return f"{self.place}: {self.message}{remedy}"


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by file, line and column, each once."""
    return tuple(sorted(set(problems)))


def github_annotation(problem: Problem) -> str:
    """The problem as a GitHub workflow command, shown beside the line in a pull request.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    text = "\n".join(part for part in (problem.message, problem.hint) if part)
    place = problem.place
    file = _escaped(place.path).replace(":", "%3A").replace(",", "%2C")
    return f"::error file={file},line={place.line},col={place.column}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def reason(error: OSError) -> str:
    """Why the system refused, in French where it is known."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def nearest(typed: str, known: Iterable[str]) -> str:
    """What is *known* that looks like what was *typed*; "" when nothing does."""
    near = get_close_matches(typed.casefold(), sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """« vouliez-vous dire … ? » when something known looks like what was typed, else the list of what is known."""
    choices = sorted(known)
    if near := nearest(typed, choices):
        return f"vouliez-vous dire « {near} » ?"
    return f"choix possibles : {', '.join(choices)}" if 0 < len(choices) <= 25 else ""
