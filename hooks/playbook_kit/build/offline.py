"""The site without network: a zip that opens by double-click, and the list of what a browser can keep."""

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote

from ..labels import LANGUAGE, labels
from ..read.practice import Practice
from ..render.environment import html_from
from ..typography import french, french_date
from .finish.lean import with_drawings

FILES_LIST = "assets/offline.json"
"""All that a reader can keep on a device, written after a build: the engine's own files are in it."""

SEARCH_LIST = "assets/offline-search.json"
"""Those of them that the search is made of: a browser keeps them by itself, if they are small."""

SEARCH_FOLDERS = ("search/", "assets/kit/search/")
"""What the search reads, and what reads it."""

_FOR_THE_SERVER = r"404\.html|sitemap\.xml(\.gz)?"
_FOR_THE_BROWSER = rf"sw\.js|.*\.webmanifest|{re.escape(FILES_LIST)}|{re.escape(SEARCH_LIST)}"

_PAGES = "site"
"""The folder of the site in the zip, below the two files that a person looks for."""


def offline_zip(built: Path, practice: Practice, reviewed: date | None) -> bytes:
    """A zip of the site *built* without directory URLs, last *reviewed* that day: same files, same bytes."""
    words = labels()["offline"]
    values = {"name": practice.name, "reviewed": french_date(reviewed) if reviewed else words["unknown_day"]}
    opening = html_from("offline", language=LANGUAGE, practice=practice, page=f"{_PAGES}/index.html", words=words)
    files = [
        (words["readme_file"], _windows_text(french(words["readme"].format(**values, opening=words["opening_file"])))),
        (words["opening_file"], opening.encode()),
        *((f"{_PAGES}/{path}", _alone(file)) for path, file in _files(built)),
    ]
    day = (reviewed.year, reviewed.month, reviewed.day, 0, 0, 0) if reviewed else (1980, 1, 1, 0, 0, 0)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for path, content in files:
            entry = zipfile.ZipInfo(f"{practice.slug}/{path}", day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system; 3: Unix, whose modes follow
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content, compresslevel=9)
    return written.getvalue()


def files_list(built: Path, *folders: str) -> str:
    """The files of the site *built*, or of some *folders* of it, as JSON: for each its address, its bytes, a digest."""
    files = [
        (quote(re.sub(r"(?<![^/])index\.html$", "", path)), len(content), sha256(content).hexdigest()[:16])
        for path, file in _files(built)
        if path.startswith(folders or "")
        for content in [file.read_bytes()]
    ]
    return json.dumps(files, separators=(",", ":")) + "\n"


def _files(built: Path) -> Iterator[tuple[str, Path]]:
    """What a reader without network can use, by path, in the order of the paths."""
    left_out = re.compile(f"{_FOR_THE_SERVER}|{_FOR_THE_BROWSER}")
    start = len(str(built)) + 1
    found = (os.path.join(here, name)[start:] for here, _, names in os.walk(built) for name in names)  # noqa: PTH118
    paths = sorted(path.replace(os.sep, "/") for path in found)
    yield from ((path, built / path) for path in paths if not left_out.fullmatch(path))


def _alone(file: Path) -> bytes:
    """The bytes of a *file* that works from a folder, where a style may show no drawing but those that stand in it."""
    if file.suffix != ".css":
        return file.read_bytes()

    def drawing(address: str) -> str | None:
        found = file.parent / unquote(address)
        return found.read_text("utf-8") if found.is_file() else None

    return with_drawings(file.read_text("utf-8"), drawing).encode()


def _windows_text(text: str) -> bytes:
    """A text as the simplest of editors reads it: a byte order mark, and Windows' line ends."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
