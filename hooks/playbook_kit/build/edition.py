"""Which generator makes the site: its code, its words, the versions of what it stands on.

What another edition made is never taken for what this one would make.
"""

import sys
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
    words = key_of(digest_of(KIT / "labels", "**/*.yml"), digest_of(KIT / "templates", "*"))
    if _read and _read != [words]:
        forget_labels()
        forget_templates()
    _read[:] = [words]
    return key_of(_code(), words)


def digest_of(folder: Path, pattern: str) -> bytes:
    """Of the files of a *folder* that fit: their names in it, and what they hold."""
    files = sorted((file.relative_to(folder).as_posix(), file) for file in folder.glob(pattern) if file.is_file())
    return key_of(*(part for name, file in files for part in (name, file.read_bytes())))


@cache
def _code() -> bytes:
    """Of the code that runs: as it was when this process began, whatever is saved since."""
    versions = (f"{name} {_version(name)}" for name in PACKAGES)
    return key_of(sys.version, *versions, digest_of(KIT, "**/*.py"))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


_code()
