"""A build takes from the one before what would be the same: never anything else, whatever happens to what was kept."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import BASE, ROOT, Project
from photograph import photograph
from playbook_kit.store import FILE, OFF, Store, key_of

EDITS = Path(__file__).parent / "edits.py"
KEPT = "gardé de la dernière construction est illisible ou vient d'ailleurs"
PAGE = "playbooks/relance/signes.md"


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder that no disk keeps, where there is one: thousands of files are written and forgotten."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edit_the_site_is_the_one_that_a_clean_build_gives(in_memory: Path, seed: int):
    """Two hundred in all: words, pages, mistakes, labels, templates, settings, pictures; in one process or anew."""
    root = in_memory / "project"
    shutil.copytree(BASE, root)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    path = os.pathsep.join([str(root / "hooks"), str(ROOT / "tests")])
    environment = os.environ | {"PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, str(EDITS), str(seed), "100"]
    edited = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8")
    assert edited.returncode == 0, edited.stderr[-2_000:]
    assert edited.stdout.endswith("100 edits, the same site each time\n")


# -- the work that is done -----------------------------------------------------------------------------------


STRICTLY = (sys.executable, "-m", "mkdocs", "build", "--strict")


def work(project: Project, *, new_process: bool = False, **more: str) -> dict[str, int]:
    """What a build had to make: texts read, files rendered, pages converted and built."""
    built = project.run(*STRICTLY, **more) if new_process else project.build(**more)
    assert built.returncode == 0, built.stderr
    said = re.search(r"playbooks: (.*=.*|nothing new)$", built.stderr, re.MULTILINE)
    assert said, built.stderr
    return {name: int(count) for name, count in re.findall(r"(\w+)=(\d+)", said[1])}


def test_a_build_makes_only_what_its_edit_changes(project: Project):
    everything = work(project)
    assert everything["read"] >= 13 and everything["built"] == everything["converted"] >= 13
    assert work(project) == {}
    project.edit(PAGE, "Qu'est-ce qui vous empêche de décider ?", "Qui décide, au fond ?")
    changed = work(project)
    assert changed["read"] == 1 and changed["converted"] <= 2 and changed["built"] <= 2, changed
    project.edit("playbooks/relance/playbook.yml", 'title: "Relancer une mission"', 'title: "Relancer un projet"')
    menus = work(project)
    assert menus["built"] == everything["built"], "each page shows the title in its menu"
    assert menus["converted"] < everything["converted"], "few have it in their text"


def test_what_is_kept_can_be_left_alone_and_the_site_is_the_same(project: Project):
    first = work(project)
    site = photograph(project.root / "site")
    assert work(project, **{OFF: "1"}) == first
    assert photograph(project.root / "site") == site


def test_where_nothing_can_be_kept_a_build_goes_on_without(project: Project):
    project.write(".cache", "a file where the folder should be")
    first = work(project, HOME="/nonexistent", XDG_CACHE_HOME="/nonexistent")
    assert work(project, HOME="/nonexistent", XDG_CACHE_HOME="/nonexistent") == first
    assert work(project) == first


# -- what is kept is never trusted ---------------------------------------------------------------------------


def cut(file: Path) -> None:
    """As a disk that was full leaves it."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def bruise(file: Path) -> None:
    """A byte here and there is another."""
    raw = bytearray(file.read_bytes())
    for place in range(5_000, len(raw), 4_999):
        raw[place] ^= 0xFF
    file.write_bytes(bytes(raw))


def no_base(file: Path) -> None:
    """Something else has the name."""
    file.write_text("never a database " * 1_000)


def other_layout(file: Path) -> None:
    """A version of long ago, or of later, wrote it."""
    with sqlite3.connect(file) as base:
        base.execute("PRAGMA user_version = 99")


def other_hands(file: Path) -> None:
    """Somebody who does not have this machine's secret changed each value."""
    with sqlite3.connect(file) as base:
        base.execute("UPDATE kept SET value = CAST('cos' || char(10) || 'system' AS BLOB)")


@pytest.mark.parametrize("spoil", [cut, bruise, no_base, other_layout, other_hands])
def test_what_is_spoilt_is_dropped_with_a_word(project: Project, spoil: Callable[[Path], None]):
    first = work(project)
    site = photograph(project.root / "site")
    with sqlite3.connect(project.root / FILE) as base:
        base.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
    spoil(project.root / FILE)
    built = project.build()
    assert built.returncode == 0 and KEPT in built.stderr, built.stderr
    assert photograph(project.root / "site") == site
    assert work(project) == {}, first


def test_two_builds_at_once_spoil_nothing(project: Project):
    work(project, new_process=True)
    site = photograph(project.root / "site")
    (project.root / FILE).unlink()
    folders = [str(project.root / name) for name in ("one", "two", "three")]
    with ThreadPoolExecutor() as threads:
        built = [*threads.map(lambda folder: project.run(*STRICTLY, "--site-dir", folder), folders)]
    assert [one.returncode for one in built] == [0, 0, 0], built[0].stderr
    assert all(photograph(Path(folder)) == site for folder in folders)
    assert work(project, new_process=True) == {}


def test_it_does_not_grow_without_end(tmp_path: Path):
    store = Store(tmp_path / "kept", b"secret")
    largest = 0
    for build in range(40):
        for number in range(300):
            key = key_of("value", str(number), str(build if number < 100 else 0))
            if store.get(key) is None:
                store.put(key, key * 1_000)
        store.save()
        largest = max(largest, (tmp_path / "kept").stat().st_size)
    assert largest < 4 * 300 * 20_000
    assert store.get(key_of("value", "250", "0")), "what each build uses stays"


def test_a_value_comes_back_as_it_was_to_who_has_the_secret_and_to_nobody_else(tmp_path: Path):
    mine = Store(tmp_path / "kept", b"mine")
    mine.put(key_of("a"), b"1")
    mine.put(key_of("b"), b"")
    mine.save()
    assert Store(tmp_path / "kept", b"mine").get(key_of("a")) == b"1"
    assert Store(tmp_path / "kept", b"mine").get(key_of("b")) == b""
    assert Store(tmp_path / "kept", b"another").get(key_of("a")) is None
    assert key_of("ab", "c") != key_of("a", "bc")
