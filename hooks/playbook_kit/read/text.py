"""From the bytes of a contributor's file to text, or to the reason why it is none."""

import re
from pathlib import Path

from ..problems import Place, Problem, reason

MAX_TEXT_BYTES = 1_000_000
"""Largest YAML or Markdown file that is read: some 150,000 words, far above any playbook."""

MAX_LINES = 20_000
"""Most lines in it."""

MAX_PROBLEMS = 100
"""Mistakes named in one file before giving up on the rest of it."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (so a Word file) cannot hold, control characters, and Unicode's invisible line breaks."""


def read_text(file: Path, path: str) -> str | Problem:
    """The text of *file* with "\\n" line ends and without byte order mark; *path* names it in a problem."""
    start = Place(path)
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= MAX_TEXT_BYTES else b""
    except OSError as error:
        return Problem(start, f"fichier illisible ({reason(error)})", "vérifiez les droits du fichier")
    if size > MAX_TEXT_BYTES:
        return Problem(
            start,
            f"fichier trop volumineux : {size} octets, la limite est de {MAX_TEXT_BYTES} octets",
            "découpez-le en plusieurs fichiers",
        )
    return decode(raw, path)


def decode(raw: bytes, path: str) -> str | Problem:
    """The text of *raw*, which must be UTF-8 (a byte order mark and any line end are accepted)."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(Place(path), "fichier enregistré en UTF-16", "réenregistrez-le en « UTF-8 » dans votre éditeur")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        return Problem(
            _place_after(before, path),
            f"caractère qui n'est pas en UTF-8 (octet 0x{raw[error.start]:02x})",
            "réenregistrez le fichier en « UTF-8 » dans votre éditeur",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := forbidden_character(text):
        return Problem(
            _place_after(text[: found.start()], path),
            f"caractère invisible interdit (U+{ord(found[0]):04X})",
            "effacez ce caractère, souvent venu d'un copier-coller, et retapez le passage",
        )
    if (lines := text.count("\n")) > MAX_LINES:
        message = f"fichier trop long : {lines} lignes, la limite est de {MAX_LINES} lignes"
        return Problem(Place(path), message, "découpez-le en plusieurs fichiers")
    return text


def forbidden_character(text: str) -> re.Match[str] | None:
    """The first character of *text* that no page nor document of ours can hold."""
    return _FORBIDDEN.search(text)


def _place_after(before: str, path: str) -> Place:
    lines = before.split("\n")
    return Place(path, len(lines), len(lines[-1]) + 1)
