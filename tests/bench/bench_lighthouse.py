"""Lighthouse's four marks for one page of each kind, on a slow phone as it plays one, served as a static host would.

Needs Node.js and npm; what it takes from the registry is pinned in tests/bench/lighthouse/ and stays there.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from browser import CHROMIUM, QUIET, Quiet, served

FOLDER = Path(__file__).parent / "lighthouse"
PROGRAM = FOLDER / "node_modules/.bin/lighthouse"

PAGES = {
    "accueil": "/",
    "fiche": "/relancer-mission/clarifier/",
    "checklist": "/relancer-mission/checklists/relance/",
    "diagnostic": "/relancer-mission/diagnostics/mission-bloquee/",
    "Ma mission": "/ma-mission/",
}
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The marks, in hundredths, under which a page fails."""

TRIES = 3
"""A busy machine only makes a page slower: the best of these counts, and one that is good enough is the last."""

_CANONICAL = re.compile(rb'(<link rel="canonical" href=")https?://[^/"]+')
_DATED = re.compile(r"\.[0-9a-f]{8}\.min\.")
"""In the name of a file that changes its name with its content."""


class Host(Quiet):
    """Compresses what is text, says how long it may be kept, and takes itself for where the site is published."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        with suppress(ConnectionResetError):  # the browser closed between two pages
            super().handle()

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        body = (file if found else Path(self.directory) / "404.html").read_bytes()
        kind = self.guess_type(file) if found else "text/html"
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        if kind == "text/html":
            body = _CANONICAL.sub(rb"\1http://" + self.headers["Host"].encode(), body)
        if kind.startswith("text/") or kind.endswith(("json", "javascript", "xml", "svg+xml")):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if _DATED.search(file.name) else "max-age=600")
        self.end_headers()
        self.wfile.write(body)


def main() -> int:
    """Measure a site that is built already: ``python tests/bench/bench_lighthouse.py site``."""
    return 0 if good_marks(Path(sys.argv[1])) else 1


def good_marks(site: Path) -> bool:
    """Print the marks of the pages of the built *site*, and what lowers them; whether all are good enough."""
    if lack := missing():
        print(f"\nLighthouse n'a pas tourné : il manque {lack}.")
        return True
    print(f"\n{'Lighthouse, sur mobile':24}" + "".join(f"{name:>16}" for name in LEAST))
    good = True
    with served(site, Host) as address:
        for name, path in PAGES.items():
            report = best_report(address + path)
            print(f"{name:24}" + "".join(f"{mark:>16}" for mark in marks(report).values()))
            for said in complaints(report):
                print(f"    {said}")
            good = good and reaches(report)
    limits = ", ".join(f"{name} {least}" for name, least in LEAST.items())
    print(f"{'Réussi' if good else 'Échec'} : au moins {limits}.")
    return good


def missing() -> str:
    """What there is not to run Lighthouse with, after having installed what can be; nothing when all is there."""
    npm = shutil.which("npm")
    if CHROMIUM is None or npm is None or shutil.which("node") is None:
        return "Chromium" if CHROMIUM is None else "Node.js et npm"
    locked, installed = FOLDER / "package-lock.json", FOLDER / "node_modules/.package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < locked.stat().st_mtime:
        command = [npm, "ci", "--ignore-scripts", "--loglevel=error"]
        done = subprocess.run(command, cwd=FOLDER, capture_output=True, encoding="utf-8")
        if done.returncode:
            return f"ce que « npm ci » devait poser dans {FOLDER.name}/ ({' '.join(done.stderr.split())[:200]})"
    return ""


def best_report(url: str) -> dict[str, Any]:
    """What Lighthouse says of the page at *url*: the first good report, or the best of some."""
    reports = []
    for _ in range(TRIES):
        reports.append(report_on(url))
        if reaches(reports[-1]) or marks(reports[-1])["performance"] >= LEAST["performance"]:
            break
    return max(reports, key=lambda report: marks(report)["performance"])


def report_on(url: str) -> dict[str, Any]:
    """What Lighthouse says of the page at *url*, once."""
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        output = Path(folder) / "report.json"
        command = [PROGRAM, url, "--quiet", "--output=json", f"--output-path={output}", "--no-enable-error-reporting"]
        flags = " ".join(["--headless=new", *QUIET])
        categories = ",".join(LEAST)
        around = os.environ | {"CHROME_PATH": CHROMIUM or "", "XDG_CONFIG_HOME": folder}
        done = subprocess.run(
            [*command, f"--chrome-flags={flags}", f"--only-categories={categories}", "--locale=fr"],
            env=around,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        return json.loads(output.read_text("utf-8"))  # type: ignore[no-any-return]


def marks(report: dict[str, Any]) -> dict[str, int]:
    """The four marks of a page, in hundredths."""
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}


def reaches(report: dict[str, Any]) -> bool:
    """Whether each of a page's marks is good enough."""
    return all(mark >= LEAST[name] for name, mark in marks(report).items())


def complaints(report: dict[str, Any]) -> Iterator[str]:
    """What lowers a mark that is not good enough."""
    for name, mark in marks(report).items():
        for audit in report["categories"][name]["auditRefs"] if mark < LEAST[name] else ():
            found = report["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 0.9:
                yield f"{name}, {audit['id']} : {found['title']} {found.get('displayValue', '')}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
