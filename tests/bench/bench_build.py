"""One site, built again and again beside another engine: seconds, memory, stages, how soon a save is seen."""

import html
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from large_site import HOOKS, ROOT

OTHER = ROOT / ".engines/zensical/bin/zensical"
EDITED = "playbooks/relancer-mission/obstacles.md"
SEEN = "relancer-mission/obstacles/"

STAGES = """
import sys, time
sys.path.insert(0, {hooks!r})
from collections import Counter
spent, inside = Counter(), []

def timed(module, name, stage):
    function = getattr(module, name)
    def measured(*arguments, **more):
        start = time.perf_counter()
        inside.append(0.0)
        try:
            result = function(*arguments, **more)
            return result if not hasattr(result, "__next__") else iter([*result])
        finally:
            whole = time.perf_counter() - start
            spent[stage] += whole - inside.pop()
            if inside:
                inside[-1] += whole
    setattr(module, name, measured)

import playbook_kit.build.plan as plan
timed(plan, "read_library", "lire")
timed(plan, "problems_between", "vérifier")

import playbook_kit.build.reuse as reuse
timed(reuse.Reuse, "values", "rédiger")
import mkdocs.structure.pages as pages
timed(pages.Page, "render", "Markdown")
import mkdocs_pages
timed(mkdocs_pages, "finished_page", "finir")
timed(mkdocs_pages.Maker, "make", "gabarits")
import mkdocs.commands.build as build
start = time.perf_counter()
from mkdocs.__main__ import cli
try:
    cli(["build", "--strict", "--site-dir", sys.argv[1]], standalone_mode=False)
finally:
    rest = time.perf_counter() - start - sum(spent.values())
    print("STAGES", *(f"{{stage}}={{seconds}}" for stage, seconds in spent.items()), f"reste={{rest}}", sep="|")
"""


@dataclass(frozen=True)
class Run:
    """The median of some runs: seconds by the clock on the wall, megabytes of all the processes at their most."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Figures:
    """What was measured of one site; *stages* of a cold build on one processor; *weight* of the site, in bytes."""

    playbooks: int
    pages: int
    own: dict[str, Run]
    other: dict[str, Run]
    stages: dict[str, float]
    seen: float
    weight: int

    def ratio(self, what: str) -> float:
        """Our seconds to the other engine's; the other has one sort of second build."""
        other = self.other.get(what)
        return self.own[what].seconds / other.seconds if other else 0.0


def build_figures(root: Path, playbooks: int, repeats: int) -> Figures:
    """Measure the project at *root*, *repeats* times in turn with the other engine where it is installed."""
    own: dict[str, list[Run]] = {"cold": [], "unchanged": [], "edited": []}
    other: dict[str, list[Run]] = {"cold": [], "unchanged": [], "edited": []}
    exported = root.with_name(f"{root.name}-export")
    ours = [sys.executable, "-m", "playbook_kit", "build"]
    theirs = [str(OTHER), "build", "--config-file", "mkdocs.yml"]
    if OTHER.is_file():
        measured([sys.executable, "-m", "playbook_kit", "export", str(exported)], root)
    page = next(exported.glob(f"docs/{SEEN.strip('/')}.md"), None)
    for turn in range(repeats):
        shutil.rmtree(root / ".cache", ignore_errors=True)
        own["cold"].append(measured(ours, root))
        if page:
            shutil.rmtree(exported / ".cache", ignore_errors=True)
            other["cold"].append(measured([*theirs, "--clean"], exported))
        own["unchanged"].append(measured(ours, root))
        if page:
            other["unchanged"].append(measured(theirs, exported))
        with edited(root / EDITED, turn):
            own["edited"].append(measured(ours, root))
        if page:
            with edited(page, turn):
                other["edited"].append(measured(theirs, exported))
    shutil.rmtree(exported, ignore_errors=True)
    site = root / "site"
    return Figures(
        playbooks,
        len([*site.rglob("*.html")]),
        {what: middle(runs) for what, runs in own.items()},
        {what: middle(runs) for what, runs in other.items() if runs},
        stages(root),
        median(seconds_until_seen(root)),
        sum(file.stat().st_size for file in site.rglob("*") if file.is_file()),
    )


def middle(runs: list[Run]) -> Run:
    """The medians."""
    return Run(median(run.seconds for run in runs), median(run.megabytes for run in runs))


@contextmanager
def edited(file: Path, turn: int) -> Iterator[None]:
    """A paragraph more in a *file*, for a while."""
    text = file.read_text("utf-8")
    file.write_text(f"{text}\nUne phrase de plus, la {turn}.\n", "utf-8")
    try:
        yield
    finally:
        file.write_text(text, "utf-8")


def environment() -> dict[str, str]:
    """What a build finds around it."""
    return os.environ | {"PYTHONPATH": str(HOOKS), "NO_MKDOCS_2_WARNING": "1"}


def measured(command: list[str], folder: Path) -> Run:
    """Seconds and megabytes of a *command* that must succeed."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        most = [0.0]
        watch = threading.Thread(target=watch_memory, args=(process, most))
        watch.start()
        said = process.stdout.read() if process.stdout else ""
        process.wait()
        seconds = time.perf_counter() - start
        watch.join()
    if process.returncode:
        raise SystemExit(said[-2_000:])
    return Run(seconds, most[0])


def watch_memory(process: "subprocess.Popen[str]", most: list[float]) -> None:
    """Keep the most that a process and its children hold, what they share counted once (Linux: PSS), in megabytes."""
    while process.poll() is None:
        most[0] = max(most[0], sum(map(proportional, family(process.pid))) / 1024)
        time.sleep(0.1)


def family(process: int) -> Iterator[int]:
    """A process and those that it started."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def proportional(process: int) -> int:
    """Kilobytes of memory, what is shared divided among those who share it."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def stages(root: Path) -> dict[str, float]:
    """Seconds of each stage of a cold build, in one process."""
    script = STAGES.format(hooks=str(HOOKS))
    with_nothing = environment() | {"PLAYBOOKS_NO_CACHE": "1"}
    one = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    done = subprocess.run(
        [*one, sys.executable, "-c", script, str(root / "measured")],
        cwd=root,
        env=with_nothing,
        capture_output=True,
        encoding="utf-8",
    )
    shutil.rmtree(root / "measured", ignore_errors=True)
    line = next((line for line in done.stdout.splitlines() if line.startswith("STAGES|")), "")
    assert line, done.stderr[-2_000:]
    return {stage: float(seconds) for stage, seconds in (part.split("=") for part in line.split("|")[1:])}


def seconds_until_seen(root: Path, saves: int = 5) -> list[float]:
    """From the moment a page is saved to the moment the preview shows it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=root, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url, file = f"http://127.0.0.1:{port}/{SEEN}", root / EDITED
    text = file.read_text("utf-8")
    times = []
    try:
        wait_for(url, "pk-head")
        for number in range(saves):
            time.sleep(1)
            start = time.perf_counter()
            file.write_text(f"{text}\nPhrase numéro {number} du banc.\n", "utf-8")
            wait_for(url, f"numéro {number} du banc")
            times.append(time.perf_counter() - start)
    finally:
        file.write_text(text, "utf-8")
        server.send_signal(signal.SIGINT)
        server.wait(30)
    return times


def wait_for(url: str, words: str) -> None:
    """Ask for a page until it says *words*."""
    while True:
        try:
            with urllib.request.urlopen(url, timeout=300) as page:
                if words in html.unescape(page.read().decode()):
                    return
        except OSError:
            pass
        time.sleep(0.01)
