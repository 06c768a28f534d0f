"""A contributor's mistakes, as data: where, what, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Place:
    """A character of a file: *path* relative to the project's root with "/", *line* and *column* from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
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


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """« vouliez-vous dire … ? » when something known looks like what was typed, else the list of what is known."""
    choices = sorted(known)
    near = get_close_matches(typed.casefold(), choices, n=1, cutoff=0.6)
    if near:
        return f"vouliez-vous dire « {near[0]} » ?"
    return f"choix possibles : {', '.join(choices)}" if 0 < len(choices) <= 25 else ""
