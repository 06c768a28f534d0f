"""Scripts and styles, finished: ours without comments, the theme's without what no page shows."""

import pickle
from collections.abc import Callable, Mapping

from ...store import Store, key_of
from .lean import lean_script, lean_style
from .page import Seen
from .stylesheet import shown, trimmed

OWN = "assets/kit/"
"""Where the scripts and the styles of ours are."""

THEME_SHEETS = "assets/stylesheets/"
"""Where the theme's styles are."""


def finished_assets(texts: Mapping[str, str], store: Store, edition: bytes) -> dict[str, str]:
    """Of the *texts* of scripts, styles and drawings, by uri, those of ours, finished."""
    key = key_of("assets", edition, *(part for uri in sorted(texts) for part in (uri, texts[uri])))
    return _kept(store, key, lambda: _finished(texts))


def _finished(texts: Mapping[str, str]) -> dict[str, str]:
    drawings = {uri: text for uri, text in texts.items() if uri.endswith(".svg")}
    scripts = {uri: lean_script(text) for uri, text in texts.items() if uri.startswith(OWN) and uri.endswith(".js")}
    styles = {
        uri: lean_style(text, uri, drawings)
        for uri, text in texts.items()
        if uri.startswith(OWN) and uri.endswith(".css")
    }
    return scripts | styles


def finished_styles(texts: Mapping[str, str], pages: Seen, store: Store, edition: bytes) -> dict[str, str]:
    """Of the *texts* of scripts and styles, by uri, the theme's styles as far as the *pages* can show them."""
    sheets = {uri: text for uri, text in texts.items() if uri.startswith(THEME_SHEETS) and uri.endswith(".css")}
    own = [text for uri, text in texts.items() if uri.endswith(".css") and uri not in sheets]
    scripts = [text for uri, text in texts.items() if uri.endswith(".js")]
    makes_parts = any("/bundle." in uri for uri in texts)  # the theme's own script
    seen = shown(pages, scripts, own, makes_parts=makes_parts)
    about = (
        *sorted(seen.classes),
        "",
        *(f"{name}={value}" for name, value in sorted(seen.fixed)),
        "",
        *sorted(seen.names),
    )
    key = key_of("styles", edition, *about, "", *(part for uri in sorted(sheets) for part in (uri, sheets[uri])))
    return _kept(store, key, lambda: trimmed(sheets, seen))


def _kept(store: Store, key: bytes, make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What the *store* has under *key*, else what is made now, and kept."""
    kept = store.get(key)
    if kept is None:
        kept = pickle.dumps(make())
        store.put(key, kept)
    texts: dict[str, str] = pickle.loads(kept)
    return texts
