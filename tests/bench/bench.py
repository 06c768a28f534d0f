"""``make bench``: what a build costs, cold, unchanged and after an edit, beside another engine on the same pages.

Everything is a real build or a real preview, measured from outside, each in turn with the other engine's: machines
drift, ratios hold. Times of stages are measured inside, where each stage stands. ``--page`` writes what was found as a
page of the site.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench_build import Figures, build_figures
from bench_lighthouse import good_marks
from bench_page import write_page
from bench_search import print_search, search_speeds
from large_site import HOOKS, ROOT, write_large_site

SIZES = (20, 80)
"""Playbooks of the synthetic sites: 491 and 1,906 pages, made of the five of this site."""

LIMITS = {"cold": 0.6, "unchanged": 0.3, "edited": 0.3}
"""What each may take of the other engine's time for the same."""


def main() -> int:
    """Measure, print, and say whether all is within its limits (0) or not (1)."""
    parser = argparse.ArgumentParser(description="Mesure les constructions, la recherche et les pages.")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="nombre de fiches de chaque site")
    parser.add_argument("--repeats", type=int, default=3, help="nombre de tours")
    parser.add_argument("--builds", action="store_true", help="les constructions seules")
    parser.add_argument("--page", action="store_true", help="écrire docs/mesures.md")
    options = parser.parse_args()
    found: list[Figures] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for playbooks in (0, *options.sizes):
            root = Path(folder) / f"site-{playbooks}"
            write_large_site(ROOT, root, playbooks)
            found.append(build_figures(root, playbooks or 5, options.repeats))
            print_builds(found[-1])
            if playbooks:
                shutil.rmtree(root)
        good = all(figures.ratio(what) <= limit for figures in found[1:] for what, limit in LIMITS.items())
        print(f"\n{'Réussi' if good else 'Échec'} : {', '.join(f'{what} ≤ {limit}' for what, limit in LIMITS.items())}")
        if options.page:
            write_page(found, options.repeats)
        if options.builds:
            return 0 if good else 1
        root = Path(folder) / "site-0"
        marks = good_marks(root / "site")
        quick = print_search(search_speeds(root, root / "site"))
    return 0 if good and quick and marks else 1


def print_builds(figures: Figures) -> None:
    """One site: seconds, memory, ratios, stages, and how soon a save is seen."""
    print(f"\n{figures.playbooks} fiches, {figures.pages} pages")
    print(f"{'':14}{'ici (s)':>10}{'autre (s)':>12}{'rapport':>10}{'mémoire (Mo)':>14}")
    for what in ("cold", "unchanged", "edited"):
        own, other = figures.own[what], figures.other.get(what)
        beside = f"{other.seconds:>12.2f}{figures.ratio(what):>10.2f}" if other else f"{'–':>12}{'–':>10}"
        print(f"{what:14}{own.seconds:>10.2f}{beside}{own.megabytes:>14.0f}")
    stages = ", ".join(f"{name} {seconds:.2f}" for name, seconds in figures.stages.items())
    print(f"à froid, sur un seul processeur : {stages} s")
    print(f"enregistrer → voir : {figures.seen:.2f} s (médiane) ; site {figures.weight / 1e6:.1f} Mo")


if __name__ == "__main__":
    assert HOOKS.is_dir()
    sys.exit(main())
