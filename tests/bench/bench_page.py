"""What was measured, as a page of the site and its drawing."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench_build import Figures
from large_site import ROOT

PAGE, DRAWING = ROOT / "docs/mesures.md", ROOT / "docs/images/mesures.svg"
WHATS = {"cold": "à froid", "unchanged": "sans rien de changé", "edited": "après une phrase de plus"}


def write_page(found: Sequence[Figures], turns: int) -> None:
    """Write ``docs/mesures.md`` and its drawing."""
    DRAWING.write_text(drawing(found[min(1, len(found) - 1)]), "utf-8")
    PAGE.write_text(page(found, turns), "utf-8")


def page(found: Sequence[Figures], turns: int) -> str:
    """The page, in Markdown."""
    lines = [
        "---",
        'title: "À quelle vitesse"',
        'summary: "Une construction, une correction : combien de temps, sur quelle machine, mesuré comment."',
        "order: 75",
        'owner: "Responsable technique du site"',
        f"reviewed_on: {date.today().isoformat()}",
        "---",
        f"Chiffres de `make bench ARGS=--page` : {os.cpu_count()} processeurs, {platform.system()}, "
        f"Python {platform.python_version().rpartition('.')[0]}. Ce "
        f"générateur et un autre moteur construisent les mêmes pages tour à tour, "
        f"{turns} fois : les machines varient, le rapport reste.",
        "",
        "## Construire {#construire}",
        "",
        "![Secondes d'une construction, ici et avec l'autre moteur](images/mesures.svg)",
        "",
        "| Site | Construction | Ici | Zensical | Rapport | Mémoire |",
        "|---|---|---|---|---|---|",
    ]
    for figures in found:
        for what, name in WHATS.items():
            own, other = figures.own[what], figures.other.get(what)
            beside = f"{seconds(other.seconds)} | {figures.ratio(what):.2f}".replace(".", ",") if other else "– | –"
            lines.append(
                f"| {figures.pages} pages | {name} | {seconds(own.seconds)} | {beside} | {own.megabytes:.0f} Mo |"
            )
    lines += [
        "",
        "La mémoire est celle de tous les processus ensemble, ce qu'ils partagent compté une fois.",
        "",
        "## Voir une correction {#voir}",
        "",
        "De l'enregistrement d'un fichier à la page qui le montre, pendant `make serve` :",
        "",
        "| Site | Temps |",
        "|---|---|",
        *(f"| {figures.pages} pages | {seconds(figures.seen)} |" for figures in found),
        "",
        "## Où passe le temps {#ou}",
        "",
        "Une construction à froid, sur un seul processeur, étape par étape :",
        "",
        f"| Site | {' | '.join(found[0].stages)} |",
        f"|---|{'---|' * len(found[0].stages)}",
        *(f"| {figures.pages} pages | {' | '.join(map(seconds, figures.stages.values()))} |" for figures in found),
        "",
        "## Comment c'est mesuré {#comment}",
        "",
        "Les sites de plus de cent cinquante pages sont faits de copies des cinq fiches de celui-ci, chacune avec des "
        "mots à elle. « À froid » : rien n'est gardé d'une construction d'avant. L'autre moteur reçoit les mêmes "
        "pages, par `playbooks export`. Ce que le générateur garde se trouve dans `.cache/` ; le supprimer ne change "
        "que la durée.",
        "",
    ]
    return "\n".join(lines)


def seconds(value: float) -> str:
    """« 1,25 s »."""
    return f"{value:.2f} s".replace(".", ",")


def drawing(figures: Figures) -> str:
    """Two bars for each sort of build: ours, and the other engine's."""
    longest = max([run.seconds for runs in (figures.own, figures.other) for run in runs.values()])
    told, shapes, top = [], [], 20
    for what, name in WHATS.items():
        shapes.append(f'  <text x="0" y="{top}">{name}</text>')
        for runs, marks, who in ((figures.own, "pk-accent pk-solid", "ici"), (figures.other, "pk-soft", "Zensical")):
            if run := runs.get(what):
                width = max(2, round(220 * run.seconds / longest))
                shapes.append(f'  <rect class="{marks}" x="4" y="{top + 8}" width="{width}" height="14"/>')
                shapes.append(f'  <text x="{width + 8}" y="{top + 21}">{who} {seconds(run.seconds)}</text>')
                told.append(f"{name}, {who} : {seconds(run.seconds)}")
                top += 20
        top += 32
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 {top}">',
            f"  <title>Secondes d'une construction de {figures.pages} pages</title>",
            f"  <desc>{' ; '.join(told)}.</desc>",
            *shapes,
            "</svg>",
            "",
        ]
    )


if __name__ == "__main__":
    assert Path(PAGE).parent.is_dir()
