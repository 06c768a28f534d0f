"""What a device asks before it installs the site: its name, its icons, its colours."""

import json

from ..labels import LANGUAGE
from ..read.practice import SETTINGS, Practice
from .output import Output

WEB_MANIFEST = "manifest.webmanifest"

PAPER = "#fbf8f2"
"""What shows while the site opens: ``--pk-paper`` of style.css."""

_ICONS = (
    ("app.svg", "any", "image/svg+xml", "any"),
    ("app-192.png", "192x192", "image/png", "any"),
    ("app-512.png", "512x512", "image/png", "any"),
    ("app-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""File, size, type; « maskable » is one whose edges a device may cut to its own shape."""


def web_manifest(practice: Practice) -> Output:
    """The manifest of the *practice*'s site. Addresses are relative to it: the site may stand in any folder."""
    manifest = {
        "name": practice.name,
        "short_name": practice.name,
        "description": practice.description,
        "lang": LANGUAGE,
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": f"assets/kit/icons/{file}", "sizes": sizes, "type": type, "purpose": purpose}
            for file, sizes, type, purpose in _ICONS
        ],
    }
    return Output(WEB_MANIFEST, SETTINGS, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
