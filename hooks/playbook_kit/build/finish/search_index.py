"""The search index, cut in two: a page asks for its settings at once, and for the documents when someone searches."""

import json

from ...render.browser import script_data

INDEX = "search/search_index.json"
"""As the engine writes it: ``{"config": …, "docs": [{"location", "title", "text", …}, …]}``."""

INDEX_SCRIPT = "search/search_index.js"
"""The same for pages opened from a folder, where a script may be read and JSON may not."""

DOCUMENTS = "search/documents.js"
"""The documents, which search-door.js asks for."""


def split_index(index: str) -> dict[str, str]:
    """The files, by uri, that take the place of the engine's *index*."""
    whole = json.loads(index)
    documents = json.dumps(whole.pop("docs"), ensure_ascii=False, separators=(",", ":"))
    settings = script_data(whole | {"docs": []})
    return {
        INDEX: f"{settings}\n",
        INDEX_SCRIPT: f"var __index = {settings};\n",
        DOCUMENTS: f"self.searchDocuments = {documents};\n",
    }
