"""Which generator makes the site: its code, its words, the versions of what it stands on.

What another edition made is never taken for what this one would make.
"""

import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..labels import forget_labels
from ..render.environment import forget_templates
from ..store import key_of

KIT = Path(__file__).parent.parent

PACKAGES = (
    *("jinja2", "lxml", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "properdocs", "pydantic"),
    *("pydantic-core", "pymdown-extensions", "python-docx", "pyyaml"),
)
"""What makes or reads a page beside us."""

_read: list[bytes] = []
"""The digest of the words that this process has read."""


def edition() -> bytes:
    """A digest of the generator as it is now; labels and templates that changed since the last build are read again."""
    words = digest_of(file for folder in ("labels", "templates") for file in (KIT / folder).rglob("*.*"))
    if _read and _read != [words]:
        forget_labels()
        forget_templates()
    _read[:] = [words]
    return key_of(_code(), words)


def digest_of(files: Iterable[Path]) -> bytes:
    """Of the names and the contents of *files*."""
    return key_of(*(part for file in sorted(files) for part in (file.as_posix(), file.read_bytes())))


@cache
def _code() -> bytes:
    """Of the code that runs: as it was when this process began, whatever is saved since."""
    versions = (f"{name} {_version(name)}" for name in PACKAGES)
    return key_of(sys.version, *versions, digest_of(KIT.rglob("*.py")))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


_code()
