"""A page that all playbooks share."""

from ...kind import Entry
from ...labels import labels
from ...library.library import Library
from ...model.base import Content
from ..output import Output
from .entry import page_output


def shared_page(entry: Entry[Content], library: Library, **values: object) -> Output:
    """The page of a kind of which there is one file, with the *values* that its template asks for."""
    words = labels()[entry.kind.name]
    return page_output(entry, library, title=words["plural"], summary=words["summary"], **values)
