"""The page that lists all of a kind."""

from ...kind import Kind
from ...labels import labels
from ...library.library import Library
from ...model.base import Content
from ...typography import french_date
from ..environment import front_matter, page_from
from ..output import Output, PageOutput
from ..syntax import Syntax
from .writer import Writer


def index_page(kind: Kind[Content], library: Library) -> Output:
    """The page that lists everything of a *kind*, playbook by playbook."""
    words = labels()[kind.name]
    groups = [
        (playbook.content, [target for entry in entries for target in kind.targets(entry)])
        for playbook in library.playbooks
        if (entries := library.of_kind(kind.name, playbook.playbook))
    ]
    newest = library.newest_review
    head = front_matter(
        title=words["plural"],
        description=words["summary"],
        kind=kind.name,
        reviewed=french_date(newest) if newest else None,
    )

    def written(syntax: Syntax) -> tuple[str, str]:
        page = Writer(kind.index, library, syntax)
        return page_from("index", syntax, head=head, words=words, groups=groups, kind=kind, page=page), ""

    return PageOutput(kind.index, kind.file.partition("/")[0], written)
