"""What a page shows of MkDocs' menu: as long as that is the same, so is the page."""

from collections.abc import Iterator

from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


class Menu:
    """The menu as a page shows it: whole where the page is, elsewhere a line for each section."""

    def __init__(self, nav: Navigation) -> None:
        self._lines = str([_line(item) for item in nav])
        trees = [(str(_tree(item)), item) for item in nav]
        self._whole = {id(page): tree for tree, item in trees for page in _pages(item)}

    def around(self, page: Page) -> str:
        """What the *page* shows of the others."""
        beside = [(near.title, near.url) if near else None for near in (page.previous_page, page.next_page)]
        return f"{self._lines} {self._whole.get(id(page), '')} {beside}"


def _line(item: object) -> object:
    """What a section that is not open shows: its title, and where it begins."""
    if isinstance(item, Section):
        pages = [*_pages(item)]
        index = next((page for page in item.children if isinstance(page, Page) and page.is_index), None)
        return item.title, (index or pages[0]).url if pages else ""
    return _tree(item)


def _tree(item: object) -> object:
    if isinstance(item, Section):
        return item.title, [_tree(child) for child in item.children]
    return getattr(item, "title", ""), getattr(item, "url", "")


def _pages(item: object) -> Iterator[Page]:
    if isinstance(item, Page):
        yield item
    for child in getattr(item, "children", None) or ():
        yield from _pages(child)
