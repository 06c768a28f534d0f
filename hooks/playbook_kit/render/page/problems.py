"""The page that stands in for one that could not be made."""

from collections.abc import Sequence

from ...labels import labels
from ...problems import Problem
from ..environment import front_matter, page_from
from ..output import Output
from ..syntax import MARKDOWN


def problems_page(uri: str, origin: str, title: str, problems: Sequence[Problem]) -> Output:
    """The page that stands in for one that could not be made, and says why."""
    head = front_matter(title=title, description=labels()["site"]["to_fix_summary"], kind="problem")
    return Output(uri, origin, page_from("problems", MARKDOWN, head=head, title=title, problems=problems))
