"""The engine that makes pages of the planned site, run from a command."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ..build.plan import Site, plan_site
from ..build.publish import Busy
from ..problems import FULL_DISK, reason
from .wording import count


def refusal(root: Path, make: Callable[[Site], bool]) -> str:
    """Why the engine could not *make* what was asked of the planned site; "" when it did."""
    try:
        site = plan_site(root)
        for problem in site.problems:
            print(problem)
        if site.problems:
            return f"{count(len(site.problems), 'problème')} à corriger"
        return "" if make(site) else "le moteur a refusé le site, voir ci-dessus"
    except Busy:
        return "une autre construction est en cours"
    except KeyboardInterrupt:
        return "construction arrêtée"
    except OSError as error:
        where = f" : « {error.filename} »" if error.filename else ""
        return f"construction interrompue ({reason(error)}{where})"


def run_engine(root: Path, folder: Path, *options: str) -> bool:
    """A strict build into *folder*. Never quiet: MkDocs then forgets its own strictness."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder), *options]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        [*command, "--config-file", str(root / "mkdocs.yml")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,  # the engine holds the lock too: killed alone, this process leaves it to its orphan
    )
    for code in FULL_DISK:
        if f"OSError: [Errno {code}]" in built.stdout:
            raise OSError(code, os.strerror(code))
    complete = built.returncode == 0 and (folder / "index.html").is_file()
    if not complete:
        print("\n".join(line for line in built.stdout.splitlines() if not line.startswith("INFO")))
    return complete
