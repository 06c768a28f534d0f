"""``make bench``: how much of a build the generator costs, on this site and on one of 200 playbooks.

Both are real strict builds, measured from outside (the whole process) and from inside (``plan_site``, from
typed text to planned outputs, in that same process: nothing is warm that a first build would find cold).
Shares are of processor time, which says the same on a busy machine; a build waits for almost nothing else.
"""

import argparse
import cProfile
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench_lighthouse import good_marks
from bench_search import MAX_LARGE, MAX_READY, MAX_SMALL, PAGES, SLOWER, Speed, search_speed, widen_index

from playbook_kit.build.plan import plan_site
from playbook_kit.kinds import KINDS
from playbook_kit.search.page import found_pages

ROOT = Path(__file__).parent.parent.parent
HOOKS = ROOT / "hooks"

MAX_SHARE = 0.15
"""The part of a build's time that the generator may take."""

PLAYBOOKS, REPEATS = 200, 7

TYPED = (".md", ".yml")
NAMED = ("checklists", "diagnostics", "templates", "cases")
"""The folders of a playbook in which each file has a name that is unique in the site."""

TIMED_BUILD = """
import atexit, sys
from time import process_time
started = process_time()
import playbook_kit.build.plan
loaded = process_time()
plan_site = playbook_kit.site.plan_site

def timed(root):
    start = process_time()
    site = plan_site(root)
    plan = process_time() - start
    atexit.register(lambda: print("TIMES", loaded - started, plan, process_time(), file=sys.stderr))
    return site

playbook_kit.site.plan_site = timed
from mkdocs.__main__ import cli
cli(sys.argv[1:])
"""
"""A build by MkDocs in which the generator is timed where it stands."""


@dataclass(frozen=True)
class Times:
    """Seconds of one build: to load the generator, to plan the site, in all, and by the clock on the wall."""

    load: float
    plan: float
    whole: float
    wall: float

    @property
    def share(self) -> float:
        """The generator's part of the build."""
        return self.plan / self.whole


def main() -> int:
    """Measure, print, and say whether the generator is cheap enough (0) or not (1)."""
    parser = argparse.ArgumentParser(description="Mesure ce que le générateur coûte dans une construction.")
    parser.add_argument("--root", type=Path, default=ROOT, help="le projet à mesurer (par défaut : celui-ci)")
    parser.add_argument("--playbooks", type=int, default=PLAYBOOKS, help="nombre de fiches du site synthétique")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="nombre de constructions du petit site")
    parser.add_argument("--profile", action="store_true", help="dire aussi où passe le temps du générateur")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        large = Path(folder) / "large"
        write_large_site(options.root, large, options.playbooks)
        if options.profile:
            print_profile(large)
        small_builds = [timed_build(options.root, Path(folder) / "small-site") for _ in range(options.repeats)]
        large_builds = [timed_build(large, Path(folder) / "large-site")]
        small_site = Path(folder) / "small-site"
        speeds = [search_speed(small_site, len([*found_pages(plan_site(options.root).library, KINDS)]))]
        speeds.append(search_speed(small_site, widen_index(options.root, small_site)))
        titles = f"{'fiches':>8}{'générateur':>12}{'construction':>14}{'part':>8}{'chargement':>12}{'à la montre':>13}"
        print(f"{'':18}{titles}")
        shares = [
            print_row("ce site", len([*(options.root / "playbooks").glob("*/playbook.yml")]), small_builds),
            print_row("site synthétique", options.playbooks, large_builds),
        ]
        print("\nSecondes de processeur, médianes ; le chargement des modules du générateur est compté à part.")
        cheap = max(shares) < MAX_SHARE
        print(f"{'Réussi' if cheap else 'Échec'} : la part du générateur doit rester sous {MAX_SHARE:.0%}.")
        quick = print_search(speeds)
        good = options.root != ROOT or good_marks(small_site)
        return 0 if cheap and quick and good else 1


def print_search(speeds: list[Speed]) -> bool:
    """Print how fast the search answers on the real site and on a large one; whether both are fast enough."""
    print(f"\n{'recherche':24}{'pages':>8}{'prête (ms)':>12}{'médiane (ms)':>14}{'95 % (ms)':>12}{'pire (ms)':>12}")
    for name, speed in zip(("ce site", "index synthétique"), speeds, strict=True):
        times = f"{speed.typical:>14.1f}{speed.slow:>12.1f}{max(speed.keys):>12.1f}"
        print(f"{name:24}{speed.pages:>8}{speed.ready:>12.0f}{times}")
    quick = speeds[0].slow < MAX_SMALL and speeds[1].slow < MAX_LARGE and speeds[0].ready < MAX_READY
    limits = f"{MAX_SMALL} ms ici, {MAX_LARGE} ms à {PAGES} pages"
    print(f"{'Réussi' if quick else 'Échec'} : 95 % des touches doivent avoir leur réponse en moins de {limits},")
    print(f"et ce site, sa recherche prête en moins de {MAX_READY} ms sur un processeur {SLOWER} fois plus lent.")
    return quick


def print_row(name: str, playbooks: int, builds: list[Times]) -> float:
    """Print the medians of the *builds* of one site; the share."""
    parts = ("load", "plan", "whole", "share", "wall")
    load, plan, whole, share, wall = (median(getattr(build, part) for build in builds) for part in parts)
    print(f"{name:18}{playbooks:>8}{plan:>12.2f}{whole:>14.2f}{share:>8.1%}{load:>12.2f}{wall:>13.2f}")
    return share


def timed_build(root: Path, output: Path) -> Times:
    """The times of a strict build of the project at *root*."""
    command = [sys.executable, "-c", TIMED_BUILD, "build", "--strict", "--site-dir", str(output)]
    start = time.perf_counter()
    built = subprocess.run(
        [*command, "--config-file", str(root / "mkdocs.yml")],
        env={"PYTHONPATH": str(HOOKS), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    wall = time.perf_counter() - start
    if built.returncode:
        raise SystemExit(built.stderr)
    found = re.search(r"^TIMES (.+)$", built.stderr, re.MULTILINE)
    assert found, built.stderr
    return Times(*map(float, found[1].split()), wall=wall)


def write_large_site(model: Path, root: Path, playbooks: int) -> None:
    """At *root*, a project like *model* in which playbooks stand many times: as they are, then copies.

    Checklists, diagnostics, templates and cases have ids that are unique in a site: a copy's are renamed.
    """
    root.mkdir(parents=True)
    shutil.copy(model / "mkdocs.yml", root)
    (root / "hooks").symlink_to(HOOKS)
    shutil.copytree(model / "docs", root / "docs")
    shutil.copytree(model / "playbooks", root / "playbooks")
    originals = sorted(folder for folder in (model / "playbooks").iterdir() if folder.is_dir())
    for number in range(len(originals), playbooks):
        original = originals[number % len(originals)]
        copy_playbook(original, root / "playbooks", number + 1)


def copy_playbook(original: Path, content: Path, number: int) -> None:
    """Copy a playbook's folder into *content* under a new name, its documents too."""
    suffix = f"-{number}"
    named = [file for folder in NAMED for file in original.glob(f"{folder}/*") if file.suffix in TYPED]
    renamed = renaming([file.stem for file in named], suffix)
    accents = other_accents(number)
    for file in original.rglob("*"):
        if file.is_file():
            name = f"{file.stem}{suffix}{file.suffix}" if file in named else file.name
            copy = content / f"{original.name}{suffix}" / file.relative_to(original).with_name(name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix in TYPED:
                copy.write_text(renamed(file.read_text("utf-8")).translate(accents), "utf-8")
            else:
                shutil.copyfile(file, copy)


def renaming(ids: list[str], suffix: str) -> Callable[[str], str]:
    """Adds *suffix* to *ids* where a text refers to them: ``[[checklist:relance]]``, ``modeles/mail.md``."""
    known = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
    kinds, folders = "checklist|diagnostic|template|case", "checklists|diagnostics|modeles|cas"
    reference = re.compile(rf"(\[\[(?:{kinds}):(?:{known})|(?:{folders})/(?:{known}))(?![\w-])")
    return lambda text: reference.sub(lambda found: found[1] + suffix, text)


def other_accents(number: int) -> dict[int, str]:
    """Makes the texts of each copy its own: one that was read before must not speed up the next."""
    e, a = "éèêëēĕėęěȅȇȩẹẻẽ", "àáâãäāăąǎȁȃạả"
    return str.maketrans({"é": e[number % len(e)], "à": a[number // len(e) % len(a)]})


def print_profile(root: Path, longest: int = 40) -> None:
    """The functions of the generator that take the *longest*, on the project at *root*."""
    profile = cProfile.Profile()
    profile.runcall(plan_site, root)
    pstats.Stats(profile).sort_stats("tottime").print_stats(longest)


if __name__ == "__main__":
    sys.exit(main())
