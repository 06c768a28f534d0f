"""A project of a contributor's, in a folder of its own: type files into it, check it, build it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser import chromium, served
from playbook_kit.build.plan import Site, plan_site
from playbook_kit.problems import Problem
from ready import CAN_COPY, run_ready

ROOT = Path(__file__).parent.parent
BASE = Path(__file__).parent / "base"
"""A small project without a mistake: a playbook with a page, a checklist, a template; a glossary, sources."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest --update`` rewrites what the cases expect: read the diff before keeping it."""
    parser.addoption("--update", action="store_true", help="rewrite the expected files of tests/cases/")


@dataclass(frozen=True)
class Project:
    """A project on disk."""

    root: Path

    def write(self, path: str, content: str | bytes) -> "Project":
        """Type a file, and its folders."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def edit(self, path: str, before: str, after: str) -> "Project":
        """Change a passage of a file, which must be there once."""
        text = (self.root / path).read_text("utf-8")
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path}"
        return self.write(path, text.replace(before, after))

    def plan(self) -> Site:
        """The planned site."""
        return plan_site(self.root)

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with it."""
        return self.plan().problems

    def page(self, uri: str) -> str:
        """The planned content of one text file."""
        content = next(output.content for output in self.plan().outputs if output.uri == uri)
        assert isinstance(content, str)
        return content

    def build(self, *options: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """A real build of the engine, into ``site/``."""
        return self.python("mkdocs", "build", *(options or ("--strict",)), **more)

    def command(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """The command ``playbooks``, run in the project."""
        return self.python("playbook_kit", *arguments, **more)

    def python(self, module: str, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """A module of Python, or a file of it, run in the project; all that is ours is loaded already."""
        if CAN_COPY:
            return run_ready(module, arguments, self.root, self.environment(**more))
        return self.run(sys.executable, *([] if module.endswith(".py") else ["-m"]), module, *arguments, **more)

    def run(self, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Any command, run in the project, in a process that starts for it."""
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment(**more),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    def environment(self, **more: str) -> dict[str, str]:
        """What a command run in the project finds around it."""
        return os.environ | {"PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"} | more


def make_project(root: Path) -> Project:
    """A small project without a mistake, at *root*."""
    shutil.copytree(BASE, root)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "hooks").symlink_to(ROOT / "hooks")
    return Project(root)


@pytest.fixture
def new_project(tmp_path: Path) -> Callable[[], Project]:
    """Makes as many small projects without a mistake as asked for."""
    count = iter(range(1_000_000))
    return lambda: make_project(tmp_path / f"project-{next(count)}")


@pytest.fixture
def project(new_project: Callable[[], Project]) -> Project:
    """A small project without a mistake."""
    return new_project()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small project's site: a list of five points, of which the first is critical; a diagnostic."""
    project = make_project(tmp_path_factory.mktemp("small") / "project")
    built = project.build()
    assert built.returncode == 0, built.stderr
    with served(project.root / "site") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all the tests of a process."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly."""
    folder = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url
