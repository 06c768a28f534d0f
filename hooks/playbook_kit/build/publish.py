"""Put a finished folder in the place of another at once, so that readers only ever see a whole site."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LIVE = "site"
"""The folder that is published."""

_NEXT, _OLD, _LOCK = ".site-next", ".site-old", ".site-lock"
_RENAME_EXCHANGE = 2  # linux/fs.h: the two names are exchanged in one step
_AT_FDCWD = -100  # linux/fcntl.h: paths are taken as they are


class Busy(Exception):
    """Another publication is under way in the same folder."""


def publish(root: Path, build: Callable[[Path], object]) -> None:
    """Let *build* fill a folder aside, and when it raises nothing, put it in the place of ``site/``.

    Whatever interrupts it, ``site/`` is the last finished one. Raises ``Busy`` while another publication runs.
    """
    with _alone(root):
        _recover(root)
        staging = root / _NEXT
        staging.mkdir()
        try:
            build(staging)
            _make_readable(staging)
            put_in_place(staging, root / LIVE, root / _OLD)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def put_in_place(new: Path, live: Path, old: Path) -> None:
    """Make *new* stand at *live*. What stood there goes; *old* is where it waits on systems that cannot exchange."""
    if not live.exists():
        new.rename(live)
    elif not _exchange(new, live):
        live.rename(old)
        new.rename(live)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in a single step, where the system and its file system can."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _recover(root: Path) -> None:
    """Clear what an interrupted publication left; if it was between two renames, the old site comes back."""
    if (root / _OLD).exists() and not (root / LIVE).exists():
        (root / _OLD).rename(root / LIVE)
    for leftover in (root / _NEXT, root / _OLD):
        shutil.rmtree(leftover, ignore_errors=True)


def _make_readable(folder: Path) -> None:
    """A web server must be able to read the site, whatever the umask of the person who built it."""
    for here, folders, files in os.walk(folder):
        os.chmod(here, 0o755)  # noqa: PTH101  # thousands of them: paths as objects take as long as all the rest
        for name in files:
            os.chmod(os.path.join(here, name), 0o644)  # noqa: PTH101, PTH118
        folders.sort()


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the lock of *root*; the system lets go of it when this process ends, killed or not, and those it started."""
    with (root / _LOCK).open("a+b") as lock:
        os.set_inheritable(lock.fileno(), True)
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        yield
