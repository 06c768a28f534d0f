"""Hostile input costs its author a message, and nobody else a minute: under a second, under 100 MB."""

import json
import time
from pathlib import Path

import pytest
from test_markdown_safety import engine

from conftest import BASE, Project
from playbook_kit.read.limits import MAX_PROSE
from playbook_kit.read.text import MAX_LINES, MAX_TEXT_BYTES

CHECKLIST = "playbooks/relance/checklists/demarrage.yml"
PLAYBOOK = "playbooks/relance/playbook.yml"
GLOSSARY = "playbooks/glossary.yml"
PROSE = "playbooks/relance/index.md"

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
MERGES = "a: &a {x: y}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n"
    for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
LINES = MAX_LINES - 100

REFUSED = {
    "exploding aliases": (CHECKLIST, BOMB),
    "exploding merges": (CHECKLIST, MERGES),
    "an alias of itself": (CHECKLIST, "a: &a [*a]\n"),
    "300,000 brackets": (CHECKLIST, "[" * 300_000),
    "300,000 braces": (CHECKLIST, "{a: " * 240_000),
    "300,000 dashes": (CHECKLIST, "- " * 300_000),
    "duplicate keys in each other": (CHECKLIST, "{a: 1, a: " * 90_000),
    "a megabyte of nothing": (CHECKLIST, "\n" * MAX_TEXT_BYTES),
    "a megabyte too many": (CHECKLIST, "a" * (MAX_TEXT_BYTES + 1)),
    "a megabyte of one word": (CHECKLIST, "a" * MAX_TEXT_BYTES),
    "a megabyte of one title": (CHECKLIST, f"title: {'a' * (MAX_TEXT_BYTES - 7)}"),
    "a megabyte of values": (CHECKLIST, f"[{'a,' * 499_000}]"),
    "a megabyte in a quote": (CHECKLIST, 'title: "' + "mot\n" * LINES),
    "a duplicate key on each line": (CHECKLIST, "a: b\n" * LINES),
    "an unknown key on each line": (CHECKLIST, "".join(f"cle{number}: x\n" for number in range(9_000))),
    "a colon in each sentence": (CHECKLIST, "a: b : c\n" * LINES),
    "a tab on each line": (CHECKLIST, "\ta: b\n" * LINES),
    "a comment on each line": (CHECKLIST, "- a b #c\n" * LINES),
    "a wrong item on each line": (CHECKLIST, "pause_points:\n  - items:\n" + "      - a\n" * 9_000),
    "an endless reference": (
        GLOSSARY,
        f"terms:\n  - {{id: a, term: b, definition: '[[glossary:{' ' * 900_000}'}}\n",
    ),
    "sources that nobody knows": (
        PLAYBOOK,
        "sources:\n" + "".join(f"  - S{number}\n" for number in range(9_000)),
    ),
    "30,000 [": (PROSE, "[" * 30_000),
    "30,000 [ on many lines": (PROSE, ("[" * 4_999 + "\n") * 6),
    "20,000 >": (PROSE, ">" * 20_000),
    "20,000 > and spaces": (PROSE, "> " * 20_000),
    "50,000 *": (PROSE, "*" * 50_000),
    "a megabyte of *": (PROSE, ("*" * 4_999 + "\n\n") * 199),
    "an endless link": (PROSE, ("[a](" + " " * 4_990 + "\n\n") * 190),
    "links without an end": (PROSE, ("[a](" * 300 + "\n\n") * 800),
    "an endless heading": (PROSE, ("## " + " " * 4_900 + "x\n\n") * 190),
    "a tag on each line": (PROSE, "<b>\n\n" * (LINES // 2)),
    "a dead link on each line": (PROSE, "[a](b.md)\n\n" * (LINES // 2)),
    "a reference on each line": (PROSE, "[[glossary:x]]\n\n" * (LINES // 2)),
    "a link to nowhere on each line": (PROSE, "[a][b]\n\n" * (LINES // 2)),
    "the same heading on each line": (PROSE, "# a\n\n" * (LINES // 2)),
    "an unclosed fence on each line": (PROSE, "~~~a\n" * LINES),
}


@pytest.mark.parametrize("hostile", REFUSED)
def test_hostile_input_is_refused_at_once(project: Project, hostile: str):
    path, text = REFUSED[hostile]
    seconds, megabytes, problems = cost(project.write(path, text))
    assert problems and seconds < 1 and megabytes < 100


def cost(project: Project) -> tuple[float, float, int]:
    """Seconds and more megabytes that planning takes in a process of its own; how many problems it finds."""
    measured = project.python(str(Path(__file__).parent / "measure.py"), str(BASE), str(project.root))
    assert measured.returncode == 0, measured.stderr
    seconds, megabytes, problems = json.loads(measured.stdout)
    return seconds, megabytes, problems


SLOW = {
    "stars": "*a" * 399 + "\n\n",
    "double stars": "**a" * 399 + "\n\n",
    "many stars": "*" * 4_999 + "\n\n",
    "underscores": "_a" * 399 + "\n\n",
    "stars and underscores": "*_" * 399 + "\n\n",
    "emphases": "__a__ _b_ **c** *d* " * 90 + "\n\n",
    "open brackets": "[a " * 59 + "\n\n",
    "brackets": "[a] " * 399 + "\n\n",
    "code": "`a` " * 199 + "\n\n",
    "backslashes": "\\* " * 399 + "\n\n",
    "lesser signs": "< " * 399 + "\n\n",
    "addresses": "<a@b.fr> " * 399 + "\n\n",
    "entities": "&amp; " * 800 + "\n\n",
    "quotes": "> " * 6 + "a\n\n",
    "close quotes": ">" * 6 + "a\n\n",
    "lists": "- " * 6 + "a\n\n",
    "numbers": "1. " * 6 + "a\n\n",
    "lists in quotes": "- > - > - > a\n\n",
    "long quotes": ("> " * 6 + "a\n") * 800 + "\n",
    "tables": "| a | b |\n|---|---|\n" + "| a | b |\n" * 300 + "\n",
    "wide tables": "|" * 4_900 + "\n" + "-|" * 2_400 + "\n\n",
    "admonitions": '!!! dire "x"\n    !!! dire "y"\n        a\n\n',
    "headings": "## a\n\n",
    "long headings": "## " + "a " * 2_000 + "\n\n",
    "rules": "---\n\n",
    "lines": "a  \n" * 4_000 + "\n",
    "spaces": "a" + " " * 4_900 + "a\n\n",
    "indents": "    a\n" * 3_000 + "\n",
    "fences": "```\na\n```\n\n",
}
"""Text that Python-Markdown is slow at, as much of it as a paragraph may hold."""


@pytest.mark.parametrize("slow", SLOW)
def test_a_page_that_is_accepted_is_soon_made(project: Project, slow: str):
    one = SLOW[slow]
    many = one * min((MAX_PROSE - 100) // len(one), LINES // one.count("\n"))
    page = project.write(PROSE, f"Un signe. [[source:S1-01]]\n\n## Début {{#commencer}}\n\n{many}").page(
        "relance/index.md"
    )
    assert project.problems() == ()
    start = time.process_time()
    engine().reset().convert(page)
    assert time.process_time() - start < 2
