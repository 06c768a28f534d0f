"""A contributor, a translator and a designer at random: after each edit, the site built on what is kept, and anew.

Run in a project of its own, whose generator may be edited too: ``python edits.py SEED COUNT``. Prints how it went.
"""

import gc
import os
import random
import re
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import tinycss2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.files import File

from photograph import Photograph, photograph
from playbook_kit import share, store

ROOT = Path()
SOURCES = (
    *("playbooks", "docs", "hooks/playbook_kit/labels", "hooks/playbook_kit/templates", "hooks/theme/partials"),
    *("hooks/theme/main.html", "mkdocs.yml"),
)
"""All that an edit may change."""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def without_what_no_edit_changes() -> None:
    """Leave aside what is the same after any edit: the theme's own files, how its styles are read.

    Files that we make are written, and the styles are still cut to what the pages show.
    """
    write = File.copy_file

    def written(file: File, dirty: bool = False) -> None:
        if file.generated_by or file.src_uri.endswith(".css"):
            write(file, dirty)

    File.copy_file = written
    tinycss2.parse_stylesheet = cache(tinycss2.parse_stylesheet)
    tinycss2.parse_component_value_list = cache(tinycss2.parse_component_value_list)


def built(folder: Path) -> Photograph:
    """The site, whatever is wrong with it."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder))
    build(config)
    return photograph(folder)


def both(fresh_process: bool) -> tuple[Photograph, Photograph]:
    """The site built on what is kept, sometimes as a new process would, its work then shared; and built anew."""
    if fresh_process:
        store._open.clear()
    share._MOST_CHILDREN = 2 if fresh_process else 1
    reused = built(Path("reused"))
    share._MOST_CHILDREN = 1
    return reused, built_anew()


_anew: dict[str, Photograph] = {}
"""The site built anew, by what it was built from: half of the edits only mend, and lead back to where one was."""


def built_anew() -> Photograph:
    """The site built on nothing that was kept."""
    key = repr([photograph(ROOT / source) for source in SOURCES])
    if key not in _anew:
        os.environ[store.OFF] = "1"
        _anew[key] = built(Path("clean"))
        del os.environ[store.OFF]
    return _anew[key]


class Author:
    """Edits files, and remembers how to take back what breaks them."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.undo: Callable[[], object] | None = None
        self.count = 0

    def edit(self) -> str:
        """One edit, or the mending of the last one that broke something."""
        if self.undo:
            self.undo()
            self.undo = None
            return "mended"
        self.count += 1
        acts = (self.word, self.word, self.word, self.line_gone, self.line_twice, self.broken, self.page_added)
        rare = (self.page_gone, self.page_renamed, self.label, self.template, self.partial, self.setting, self.picture)
        act = self.dice.choice(acts + rare)
        return f"{act.__name__}: {act()}"

    def file(self, *patterns: str) -> Path:
        """One of the files that fit."""
        return self.dice.choice(sorted({file for pattern in patterns for file in ROOT.glob(pattern) if file.is_file()}))

    def typed(self) -> Path:
        """A file of the content."""
        return self.file("playbooks/**/*.yml", "playbooks/**/*.md", "docs/*.md")

    def word(self) -> Path:
        """One word says something else: a title, a term, an id, a reference…"""
        file = self.typed()
        text = file.read_text("utf-8")
        words = [*re.finditer(r"\b[a-zà-ü]{4,}\b", text)]
        found = self.dice.choice(words)
        file.write_text(f"{text[: found.start()]}{found[0]}{self.dice.choice('abc')}{text[found.end() :]}", "utf-8")
        self.undo = self.dice.choice([None, None, lambda: file.write_text(text, "utf-8")])
        return file

    def line_gone(self) -> Path:
        """A line is deleted."""
        return self.lines(lambda lines, at: lines[:at] + lines[at + 1 :])

    def line_twice(self) -> Path:
        """A line stands twice."""
        return self.lines(lambda lines, at: [*lines[:at], lines[at], *lines[at:]])

    def broken(self) -> Path:
        """A sign that YAML or our rules refuse."""
        return self.lines(
            lambda lines, at: [*lines[:at], self.dice.choice(["{", "\ttab", "<b>", "- : -"]), *lines[at:]]
        )

    def lines(self, change: Callable[[list[str], int], list[str]]) -> Path:
        """The lines of a file, changed, and mended by the next edit."""
        file = self.typed()
        text = file.read_text("utf-8")
        lines = text.split("\n")
        file.write_text("\n".join(change(lines, self.dice.randrange(len(lines)))), "utf-8")
        self.undo = lambda: file.write_text(text, "utf-8")
        return file

    def page_added(self) -> str:
        """A page and its line in the playbook; now and then the line is forgotten until later."""
        name = f"page-{self.count}"
        head = f"---\ntitle: Page {self.count}\nsummary: Une page de plus.\n---\n"
        text = f"{head}\n## Début {{#debut}}\n\nVoir [la suite](signes.md).\n"
        (ROOT / f"playbooks/relance/{name}.md").write_text(text, "utf-8")
        playbook = ROOT / "playbooks/relance/playbook.yml"

        def listed() -> None:
            text = playbook.read_text("utf-8")
            playbook.write_text(text.replace("pages:\n", f"pages:\n  - {name}\n", 1), "utf-8")

        if self.dice.random() < 0.5:
            listed()
        else:
            self.undo = listed
        return name

    def page_gone(self) -> Path:
        """A file is deleted; its line goes later."""
        file = self.file(
            "playbooks/relance/page-*.md", "playbooks/relance/cases/*.md", "playbooks/relance/checklists/*.yml"
        )
        text = file.read_text("utf-8")
        file.unlink()
        self.undo = lambda: file.write_text(text, "utf-8")
        return file

    def page_renamed(self) -> Path:
        """A file has another name."""
        file = self.file("playbooks/relance/*.md", "playbooks/relance/checklists/*.yml")
        other = file.with_stem(f"{file.stem}-{self.count}")
        file.rename(other)
        self.undo = lambda: other.rename(file)
        return file

    def label(self) -> Path:
        """A word of the interface."""
        return self.appended(self.file("hooks/playbook_kit/labels/fr/*.yml"), r"(?m)^(\w+: [^\"'|>\n{}]+)$", r"\1 bis")

    def template(self) -> Path:
        """A template of ours."""
        return self.appended(self.file("hooks/playbook_kit/templates/*.page.jinja"), r"\Z", "\nFin.\n")

    def partial(self) -> Path:
        """A template of the theme."""
        return self.appended(
            self.file("hooks/theme/partials/nav*.html", "hooks/theme/main.html"), r"</li>|</p>", "<!-- x -->"
        )

    def setting(self) -> Path:
        """A setting that pages show."""
        return self.appended(ROOT / "mkdocs.yml", r"(?m)^(site_name|copyright|repo_name): (.*?)$", r"\1: Autre nom")

    def appended(self, file: Path, pattern: str, text: str) -> Path:
        """The first place that fits says something else."""
        before = file.read_text("utf-8")
        file.write_text(re.sub(pattern, text, before, count=1), "utf-8")
        if self.dice.random() < 0.5:
            self.undo = lambda: file.write_text(before, "utf-8")
        return file

    def picture(self) -> Path:
        """A picture comes, changes or goes."""
        file = ROOT / "playbooks/relance/images/point.png"
        file.parent.mkdir(exist_ok=True)
        if file.exists() and self.dice.random() < 0.5:
            file.unlink()
        else:
            file.write_bytes(PIXEL + bytes([self.dice.randrange(256)]))
        return file


def main(seed: int, count: int) -> None:
    """So many edits; ends at the first difference."""
    without_what_no_edit_changes()
    author = Author(seed)
    both(fresh_process=True)
    gc.freeze()  # what stays to the end
    for number in range(count):
        what = author.edit()
        reused, clean = both(fresh_process=author.dice.random() < 0.3)
        different = sorted(name for name in reused.keys() | clean.keys() if reused.get(name) != clean.get(name))
        if different:
            shutil.copytree(ROOT / "playbooks", "spoilt", dirs_exist_ok=True)
            raise SystemExit(f"edit {number}, {what}: {different}")
        if number % 25 == 24:
            print(f"{number + 1} edits of {count}", file=sys.stderr, flush=True)
    print(f"{count} edits, the same site each time")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
