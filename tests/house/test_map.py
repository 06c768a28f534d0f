"""The map of the house in CONTRIBUTING.md: each want leads to what exists, and no room is left out."""

import re
from itertools import chain
from pathlib import Path

from conftest import ROOT

KIT = ROOT / "hooks/playbook_kit"
PARTS = ROOT / "hooks/theme/assets/kit"
TESTS = ROOT / "tests"

MAP = "## Where to change what"
"""Its heading: a table of wants, places and tests."""


def rows() -> list[list[str]]:
    """What each row says: the want, where to go, what tests it."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.partition(f"\n{MAP}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def paths(cell: str) -> list[str]:
    """The paths that a cell names; what is no path (`_nav`, `kit.store`) has neither a folder nor a known ending."""
    codes = re.findall(r"`([^`]+)`", cell)
    return [code for code in codes if re.fullmatch(r"[\w./@-]+(/[\w./@-]*|\.(py|yml|md|toml))", code)]


NAMED = {want: [paths(where), paths(tests)] for want, where, tests in rows()}


def test_each_want_stands_once_and_leads_somewhere():
    assert len(NAMED) == len(rows()) >= 25
    assert not [want for want, (where, _) in NAMED.items() if not where]


def test_every_path_of_the_map_exists():
    """A folder is named with « / » at its end."""
    lost = {path for path in chain(*chain(*NAMED.values())) if not (ROOT / path).exists()}
    assert not lost, "renamed, or gone: mend their rows"
    assert not [path for path in chain(*chain(*NAMED.values())) if (ROOT / path).is_dir() != path.endswith("/")]


def test_every_path_that_other_pages_name_exists():
    """They are read by those who publish, too: what was moved is moved there."""
    for page in ("README.md", "CONTRIBUTING.md", "docs/contribuer.md", "docs/publier.md"):
        text = (ROOT / page).read_text("utf-8")
        named = re.findall(r"`((?:hooks|tests)/[\w./@*-]*)`", text)
        assert not [path for path in named if not [*ROOT.glob(path.rstrip("/"))]], page


def test_no_path_is_named_twice_for_the_same_want():
    for want, cells in NAMED.items():
        named = [*chain(*cells)]
        assert len(named) == len({*named}), want


def test_every_room_is_on_the_map():
    """By itself, or by a file that stands in it."""
    named = {Path(path) for path in chain(*chain(*NAMED.values()))}
    on_the_map = {path.as_posix() for path in chain(named, (path.parent for path in named))}
    packages = {file.parent for file in KIT.rglob("__init__.py")}
    folders = {path for path in (*PARTS.iterdir(), *TESTS.iterdir()) if path.is_dir() and path.name != "__pycache__"}
    lived_in = {path for path in folders if any(inside.name != "__pycache__" for inside in path.iterdir())}
    rooms = {room.relative_to(ROOT).as_posix() for room in packages - {KIT} | lived_in}
    assert len(rooms) > 25
    assert not rooms - on_the_map
