"""Publishing: a build is made aside and takes the place of the last site at once, whole or not at all."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from conftest import Project, make_project
from photograph import photograph

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and modes of POSIX")

KEPT = "le site publié est resté tel quel"

SLOW_ENGINE = """
import time
from pathlib import Path

def on_post_build(config):
    root = Path(config.config_file_path).parent
    (root / "built").touch()
    while not (root / "go-on").exists():
        time.sleep(0.01)
"""
"""A hook at the end of which the engine waits: whoever builds is sure to be still building."""

BROKEN_ENGINES = {
    "unknown plugin": ("plugins: [never-heard-of-it]", ""),
    "crash on a page": ("hooks: [hooks/mkdocs_hooks.py, broken.py]", "def on_page_content(html, **_): 1 / 0"),
    "sudden end": (
        "hooks: [hooks/mkdocs_hooks.py, broken.py]",
        "def on_post_page(output, **_): import os; os._exit(0)",
    ),
    "warning": (
        "hooks: [hooks/mkdocs_hooks.py, broken.py]",
        "import logging\ndef on_post_build(**_): logging.getLogger('mkdocs').warning('not quite right')",
    ),
}
"""What is wrong: the line of ``mkdocs.yml`` that brings it in, the hook ``broken.py``."""


@pytest.fixture(scope="module")
def first_site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project whose site is published, once for all these tests: not to be touched."""
    project = make_project(tmp_path_factory.mktemp("first") / "project")
    built = project.command("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return project


@pytest.fixture
def published(first_site: Project, tmp_path: Path) -> Project:
    """A small project whose site is published."""
    return Project(Path(shutil.copytree(first_site.root, tmp_path / "published", symlinks=True)))


def debris(project: Project) -> list[str]:
    """What a build left beside the site, other than its lock and what the next one may use."""
    return sorted(path.name for path in project.root.glob(".*") if path.name not in (".site-lock", ".cache"))


def make_a_mistake(project: Project) -> None:
    """Type something that cannot be published."""
    project.edit("playbooks/relance/checklists/demarrage.yml", "mode: do-confirm", "mode: au-hasard")


def break_the_engine(project: Project, how: str) -> None:
    """Make the engine fail, in one of the ways of ``BROKEN_ENGINES``."""
    setting, hook = BROKEN_ENGINES[how]
    key = setting.partition(":")[0]
    lines = (project.root / "mkdocs.yml").read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = start + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    project.write("mkdocs.yml", "\n".join([*lines[:start], setting, *lines[end:]]) + "\n")
    project.write("broken.py", hook + "\n")


def slow_down_the_engine(project: Project) -> None:
    """Make builds wait, finished but not yet published, until ``let_the_engine_finish``."""
    project.write("slow.py", SLOW_ENGINE)
    project.edit("mkdocs.yml", "hooks: [hooks/mkdocs_hooks.py]", "hooks: [hooks/mkdocs_hooks.py, slow.py]")


def let_the_engine_finish(project: Project) -> None:
    """End the wait of ``slow_down_the_engine``."""
    project.write("go-on", "")


def start_build(project: Project) -> "subprocess.Popen[str]":
    """Start ``playbooks build`` as a shell would: in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "playbook_kit", "build"],
        cwd=project.root,
        env=project.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_for(file: Path, seconds: float = 60) -> None:
    """Wait until *file* exists."""
    deadline = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < deadline, f"{file} never came"
        time.sleep(0.01)


# -- what goes well ------------------------------------------------------------------------------------------


def test_a_build_replaces_the_whole_site(published: Project):
    published.write("site/old-page/index.html", "gone")
    published.edit("playbooks/relance/playbook.yml", "Relancer une mission", "Relancer un projet")
    built = published.command("build")
    assert (built.returncode, built.stdout, built.stderr) == (0, "Site publié dans « site/ ».\n", "")
    assert "Relancer un projet" in (published.root / "site/relance/index.html").read_text("utf-8")
    assert not (published.root / "site/old-page").exists() and not debris(published)


def test_a_web_server_can_read_the_site_whatever_the_umask(project: Project):
    built = project.run("sh", "-c", 'umask 077 && exec "$0" -m playbook_kit build', sys.executable)
    assert built.returncode == 0
    modes = {mode for mode, _ in photograph(project.root / "site").values()}
    assert modes == {"drwxr-xr-x", "-rw-r--r--"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux exchanges two folders in one step")
def test_a_reader_never_misses_the_home_page(published: Project):
    home, stop, missed, reads = published.root / "site/index.html", Event(), [], [0]

    def read() -> None:
        while not stop.is_set():
            try:
                whole = home.read_text("utf-8").rstrip().endswith("</html>")
            except OSError as error:
                missed.append(str(error))
            else:
                reads[0] += 1
                if not whole:
                    missed.append("cut short")

    reader = Thread(target=read)
    reader.start()
    try:
        for title in ("Premier titre", "Deuxième titre", "Troisième titre"):
            published.write(
                "docs/index.md", f"---\ntitle: {title}\nsummary: S.\nowner: O\nreviewed_on: 2026-01-05\n---\n"
            )
            assert published.command("build").returncode == 0
            assert title in home.read_text("utf-8")
    finally:
        stop.set()
        reader.join()
    assert not missed and reads[0] > 1000


# -- what goes wrong -----------------------------------------------------------------------------------------


@contextmanager
def site_unchanged(project: Project) -> Iterator[None]:
    """What happens in this block leaves the published site as it is, byte for byte, and nothing beside it."""
    before = photograph(project.root / "site")
    yield
    assert photograph(project.root / "site") == before
    assert not debris(project)


def test_a_mistake_leaves_the_last_site(published: Project):
    make_a_mistake(published)
    with site_unchanged(published):
        built = published.command("build")
    assert built.returncode == 1
    assert built.stdout.startswith("playbooks/relance/checklists/demarrage.yml:5:7: « mode »")
    assert built.stderr == f"1 problème à corriger : {KEPT}.\n"


def test_a_first_build_with_a_mistake_publishes_nothing(project: Project):
    make_a_mistake(project)
    built = project.command("build")
    assert built.returncode == 1 and built.stderr.endswith("rien n'a été publié.\n")
    assert not (project.root / "site").exists() and not debris(project)


@pytest.mark.parametrize("how", BROKEN_ENGINES)
def test_an_engine_that_fails_leaves_the_last_site(published: Project, how: str):
    break_the_engine(published, how)
    with site_unchanged(published):
        built = published.command("build")
    assert built.returncode == 1
    assert built.stderr == f"le moteur a refusé le site, voir ci-dessus : {KEPT}.\n"


@pytest.mark.parametrize("largest_file", [0, 4_000, 60_000])
def test_a_disk_that_takes_no_more_leaves_the_last_site(published: Project, largest_file: int):
    limit = f"import resource, os, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({largest_file},) * 2);"
    build = "os.execv(sys.executable, [sys.executable, '-m', 'playbook_kit', 'build'])"
    with site_unchanged(published):
        built = published.run(sys.executable, "-c", f"{limit} {build}")
    assert built.returncode == 1
    assert (built.stdout, built.stderr) == ("", f"construction interrompue (disque plein) : {KEPT}.\n")


def test_a_full_disk_leaves_the_last_site(published: Project, tmp_path: Path):
    """A real one, of 24 MB in memory, mounted where only this test sees it; all but 400 kB is taken."""
    in_a_namespace = ("unshare", "--user", "--map-root-user", "--mount")
    if not shutil.which("unshare") or published.run(*in_a_namespace, "true").returncode:
        pytest.skip("this system lets nobody mount a disk of their own")
    disk, after = tmp_path / "disk", tmp_path / "after"
    disk.mkdir()
    script = f"""
        mount -t tmpfs -o size=24m none {disk} && cp -a . {disk} && cd {disk} || exit 99
        head -c 400000 /dev/zero > room
        cat /dev/zero > filler 2>/dev/null
        rm room
        {sys.executable} -m playbook_kit build
        code=$?
        cp -a {disk} {after}
        exit $code
    """
    built = published.run(*in_a_namespace, "sh", "-c", script)
    assert built.returncode == 1, built.stdout + built.stderr
    assert (built.stdout, built.stderr) == ("", f"construction interrompue (disque plein) : {KEPT}.\n")
    assert photograph(after / "site") == photograph(published.root / "site")
    assert not debris(Project(after))


def test_ctrl_c_leaves_the_last_site(published: Project):
    slow_down_the_engine(published)
    with site_unchanged(published):
        building = start_build(published)
        wait_for(published.root / "built")
        os.killpg(building.pid, signal.SIGINT)
        assert building.communicate(timeout=60) == ("", f"construction arrêtée : {KEPT}.\n")
    assert building.returncode == 1


# -- two at the same time ------------------------------------------------------------------------------------


def test_a_second_build_at_the_same_time_is_refused(published: Project):
    slow_down_the_engine(published)
    published.edit("playbooks/relance/playbook.yml", "Relancer une mission", "Relancer un projet")
    before = photograph(published.root / "site")
    first = start_build(published)
    wait_for(published.root / "built")
    second = published.command("build")
    assert photograph(published.root / "site") == before
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == f"une autre construction est en cours : {KEPT}.\n"
    let_the_engine_finish(published)
    said, complained = first.communicate(timeout=60)
    assert (first.returncode, said, complained) == (0, "Site publié dans « site/ ».\n", "")
    assert "Relancer un projet" in (published.root / "site/relance/index.html").read_text("utf-8")
    assert not debris(published)


def test_an_engine_left_alone_by_a_kill_still_counts_as_a_build(published: Project):
    """Or it would go on writing, unseen, into the folder of the next build."""
    slow_down_the_engine(published)
    let_the_engine_finish(published)
    assert published.command("build").returncode == 0  # another hook: attributes stand in another order
    before = photograph(published.root / "site")
    for name in ("go-on", "built"):
        (published.root / name).unlink()
    with start_build(published) as building:
        wait_for(published.root / "built")
        os.kill(building.pid, signal.SIGKILL)
    assert "une autre construction est en cours" in published.command("build").stderr
    let_the_engine_finish(published)
    deadline = time.monotonic() + 60
    while "une autre construction" in (built := published.command("build")).stderr:
        assert time.monotonic() < deadline
    assert built.returncode == 0
    assert photograph(published.root / "site") == before and not debris(published)


# -- kill -9 -------------------------------------------------------------------------------------------------


def test_twenty_kills_leave_the_old_or_the_new_site_whole(project: Project):
    """At moments drawn over a whole build, more of them around its end, where the site takes its place.

    Half of the builds begin with nothing, half have all that was kept. A build that ends before its kill is started
    again, to be killed a little earlier.
    """
    playbook, titles = "playbooks/relance/playbook.yml", ('"Relancer une mission"', '"Relancer un projet"')
    sites = []
    durations = {}
    for title in titles:
        project.edit(playbook, titles[0], title)
        for kept in (False, True):
            start = time.monotonic()
            with start_build(project) as building:
                assert building.wait(60) == 0
            durations[kept] = time.monotonic() - start
        sites.append(photograph(project.root / "site"))
    assert sites[0] != sites[1]

    dice = random.Random(20)
    parts = [(number + dice.random()) / 14 for number in range(14)] + [dice.uniform(0.9, 1) for _ in range(6)]
    live = 1
    for number, part in enumerate(dice.sample(parts, 20)):
        typed, kept = number % 2, number % 4 > 1
        project.edit(playbook, titles[1 - typed], titles[typed])
        moment, killed = part * durations[kept], False
        while not killed:
            if not kept:
                shutil.rmtree(project.root / ".cache", ignore_errors=True)
            start = time.monotonic()
            with start_build(project) as building:
                try:
                    building.wait(moment)
                except subprocess.TimeoutExpired:
                    os.killpg(building.pid, signal.SIGKILL)
            found = photograph(project.root / "site")
            assert found in (sites[live], sites[typed]), f"kill {number}, after {moment:.3f} s"
            live = sites.index(found)
            killed = building.returncode == -signal.SIGKILL
            moment = 0.9 * min(moment, time.monotonic() - start)
        if number % 5 == 4:
            built = project.command("build")
            while "une autre construction" in built.stderr:  # what was killed is still going
                built = project.command("build")
            assert built.returncode == 0, built.stdout + built.stderr
            assert photograph(project.root / "site") == sites[typed] and not debris(project)
            live = typed


KILLED_AT_A_LINE = """
import os, signal, sys
from pathlib import Path
import playbook_kit.build.publish as module

root, wanted, exchange = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "exchange"
if not exchange:
    sys.platform = "another system"
count = 0

def trace(frame, event, argument):
    global count
    if frame.f_code.co_filename != module.__file__:
        return None
    if event == "line":
        count += 1
        if count == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace

def build(folder):
    (folder / "assets").mkdir()
    (folder / "assets" / "style.css").write_text("new")
    (folder / "index.html").write_text("new")
    return True

sys.settrace(trace)
module.publish(root, build)
"""
"""A publication killed at the n-th line run of ``publish.py``, on Linux or on a system without exchange."""


@pytest.mark.parametrize("system", ["exchange", "two renames"])
def test_a_kill_at_any_line_of_the_publication_loses_nothing(project: Project, system: str):
    if system == "exchange" and not sys.platform.startswith("linux"):
        pytest.skip("only Linux exchanges two folders in one step")
    old, new = (
        {"index.html": "old", "assets/style.css": "old"},
        {"index.html": "new", "assets/style.css": "new"},
    )

    def publish(line: int) -> int:
        return project.run(
            sys.executable, "-S", "-c", KILLED_AT_A_LINE, str(project.root), str(line), system
        ).returncode

    line = 0
    seen = set()
    while True:
        line += 1
        shutil.rmtree(project.root / "site", ignore_errors=True)
        for name, text in old.items():
            project.write(f"site/{name}", text)
        killed = publish(line)
        waiting = project.root / ("site" if (project.root / "site").exists() else ".site-old")
        whole = {path.relative_to(waiting).as_posix(): path.read_text() for path in waiting.rglob("*.*")}
        assert whole in (old, new), f"killed at line event {line}"
        assert waiting.name == "site" or system == "two renames"
        seen.add((waiting.name, whole["index.html"]))
        if killed == 0:
            break
        if waiting.name == ".site-old":
            assert publish(0) == 0
            assert (project.root / "site/index.html").read_text() == "new"
    assert {("site", "old"), ("site", "new")} <= seen and line > 30
    assert not debris(project)
