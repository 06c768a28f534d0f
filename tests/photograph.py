"""A folder as one looks at it: to compare what was built with what stood there, or with another build."""

import stat
from hashlib import sha256
from pathlib import Path

Photograph = dict[str, tuple[str, str]]


def photograph(folder: Path) -> Photograph:
    """Everything in a *folder*: the mode of each file and folder, a digest of each file's bytes."""
    return {
        path.relative_to(folder).as_posix(): (
            stat.filemode(path.lstat().st_mode),
            "" if path.is_dir() else sha256(path.read_bytes()).hexdigest(),
        )
        for path in [folder, *sorted(folder.rglob("*"))]
    }
