"""The engine that makes pages of the planned site, run from a command, in a process of its own.

Whatever becomes of that process, this one says so. It is a copy of this one where the system can make copies: what is
loaded is not loaded twice.
"""

import os
import runpy
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module
from io import StringIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from ..build.plan import Site, hand_over, plan_site
from ..build.publish import Busy
from ..problems import reason
from ..share import apart
from ..store import Store, project_store
from .wording import count


class Refused(Exception):
    """There is no site to publish, and why."""


@dataclass(frozen=True)
class Ended:
    """How the engine ended: the *problems* of the content, or why the system refused, or what the engine said."""

    complete: bool
    problems: tuple[str, ...] = ()
    refusal: tuple[int, str] | None = None
    said: str = ""
    reviewed: date | None = None


def refusal(make: Callable[[], object]) -> str:
    """Why the site could not be *made*; "" when it could."""
    try:
        make()
    except Refused as refused:
        return str(refused)
    except Busy:
        return "une autre construction est en cours"
    except KeyboardInterrupt:
        return "construction arrêtée"
    except OSError as error:
        where = f" : « {error.filename} »" if error.filename else ""
        return f"construction interrompue ({reason(error)}{where})"
    return ""


def run_engine(root: Path, folder: Path, *options: str) -> date | None:
    """A strict build into *folder*; the day of the latest review. Raises ``Refused``, and OSError for a full disk."""
    ended = _ended(root, folder, options)
    if ended.refusal:
        raise OSError(*ended.refusal)
    for problem in ended.problems:
        print(problem)
    if ended.problems:
        raise Refused(f"{count(len(ended.problems), 'problème')} à corriger")
    if not ended.complete:
        print("\n".join(line for line in ended.said.splitlines() if not line.startswith("INFO")))
        raise Refused("le moteur a refusé le site, voir ci-dessus")
    return ended.reviewed


def _ended(root: Path, folder: Path, options: tuple[str, ...]) -> Ended:
    context = get_context("fork") if hasattr(os, "fork") else get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    sys.stdout.flush()
    process = context.Process(target=_build, args=(root, folder, options, sender))
    process.start()
    sender.close()
    try:
        ended = receiver.recv()
    except EOFError:  # it came to a sudden end
        ended = Ended(complete=False)
    process.join()
    assert isinstance(ended, Ended)
    return ended


def _planned(root: Path, store: Store) -> Site | None:
    """The plan, as light as the engine needs it, if what was made for it could be written into the *store*."""
    site = plan_site(root, store=store, direct=True)
    store.save()
    return site.without_library() if store.is_written else None


def _load_engine() -> None:
    """A third of a second, which passes while the site is planned."""
    import_module("mkdocs.commands.build")


def _build(root: Path, folder: Path, options: tuple[str, ...], sender: Connection) -> None:
    """In the other process: plan, then have MkDocs build. Never quiet: it then forgets its own strictness."""
    sys.stdout = sys.stderr = said = StringIO()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    ended = Ended(complete=False)
    reviewed = None
    try:
        store = project_store(root)
        site = apart(partial(_planned, root, store), _load_engine) or plan_site(root, store=store, direct=True)
        reviewed = site.reviewed
        if site.problems:
            ended = Ended(complete=False, problems=tuple(map(str, site.problems)))
            return
        hand_over(root, site)
        settings = ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(folder)]
        sys.argv = ["mkdocs", "build", "--strict", *settings, *options]
        runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        complete = end.code in (None, 0) and (folder / "index.html").is_file()
        ended = Ended(complete, said=said.getvalue(), reviewed=reviewed)
    except OSError as error:
        ended = Ended(complete=False, refusal=(error.errno or 0, error.strerror or str(error)))
    except KeyboardInterrupt:
        ended = Ended(complete=False)  # this command's own process was interrupted too, and says so
    finally:
        if sys.exc_info()[0]:  # a mistake of ours, or of another hook
            ended = Ended(complete=False, said=f"{said.getvalue()}{traceback.format_exc()}")
        sender.send(ended)
