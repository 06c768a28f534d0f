"""MkDocs' side of the generator: plan the site, hand its files over, log its problems; a function an event."""

import html
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_pages import Maker, PlannedFile, PlannedPage
from mkdocs_preview import Preview, Saves
from mkdocs_theme import ReadTheme
from playbook_kit.build.edition import digest_of, edition
from playbook_kit.build.export import nav_setting
from playbook_kit.build.finish.assets import OWN, finished_assets, finished_styles
from playbook_kit.build.finish.page import FinishedPage, Seen, finished_page
from playbook_kit.build.finish.policy import Scripts, theme_scripts
from playbook_kit.build.offline import FILES_LIST, SEARCH_FOLDERS, SEARCH_LIST, files_list
from playbook_kit.build.plan import NavItem, Site, planned_site
from playbook_kit.build.theme_script import needs_theme_script
from playbook_kit.library.library import Library
from playbook_kit.store import Store, key_of, project_store

_log = get_plugin_logger("playbooks")

_PLAIN_EXTENSIONS = {"toc", "tables", "fenced_code", "admonition", "attr_list", "md_in_html"}
"""Extensions of Markdown that do to a page of ours no more than we do ourselves."""

_SHOWN_SETTINGS = (
    *("copyright", "edit_uri", "edit_uri_template", "extra", "extra_css", "extra_javascript", "markdown_extensions"),
    *("mdx_configs", "repo_name", "repo_url", "site_author", "site_description", "site_name", "site_url"),
)
"""What a page may show of the engine's settings, beside the theme's."""


@dataclass
class _Build:
    """One build, as far as it is known. What the plan knows beside its files goes, but for a preview's search."""

    store: Store
    edition: bytes
    known: Scripts
    library: Library | None = None
    env: Environment | None = None
    maker: Maker | None = None
    seen: Seen = field(default_factory=Seen)
    written: dict[str, bytes] = field(default_factory=dict)


_serving = False
_preview = Preview()
_day: dict[str, str | None] = {"set": None}
"""What this process has told MkDocs of the day."""

_now: _Build


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Know whether the site is only shown to who writes it."""
    global _serving
    _serving = command == "serve"
    if dirty:  # that its files may be stale is no news here: each says whether it is the same
        logging.getLogger("mkdocs.commands.build").addFilter(lambda said: "'dirty' build" not in said.getMessage())


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the theme's own script only where the settings ask for more than ours does; read its templates once."""
    features = config.theme.get("features", [])
    config.extra["theme_script"] = needs_theme_script(features, config.markdown_extensions, config.extra)
    config.theme = ReadTheme.of(config.theme, project_store(Path(config.config_file_path).parent))
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """A preview makes its search while nothing else is to be done."""
    _preview.builds()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the planned files among the engine's, in place of the Markdown it found itself."""
    global _now
    root = Path(config.config_file_path).parent
    store = project_store(root)
    store.lives_on = _serving
    site = planned_site(root, store, direct=_is_direct(config), search=not _serving)
    _now = _Build(store, _edition(config), theme_scripts(_templates(config)))
    _now.library = site.library if _serving else None
    for problem in site.problems:
        _log.warning("%s", problem)  # a warning: it fails a strict build, and a served site recovers at the next save
    _fix_the_clock(site)
    for file in [*files.documentation_pages()]:
        files.remove(file)
    for file in _planned_files(site, config):
        files.append(file)
    unused = _never_loaded(config)
    for file in [file for file in files if unused.fullmatch(file.src_uri) or file.src_uri in site.drawings]:
        files.remove(file)
    for image in site.images:
        files.append(File.generated(config, image.uri, abs_src_path=str(image.file)))
    for uri, text in finished_assets(_texts(files), store, _now.edition).items():
        files.get_file_from_path(uri).content_string = text  # type: ignore[union-attr]  # it was read from there
    config.nav = [nav_setting(item) for item in site.nav]
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Name each page after all that it rests on; a preview then leaves alone what it has already."""
    _now.maker = Maker(config, files, nav, _now.store, _now.edition, _now.known, _serving)
    _now.maker.name(_pages(files))
    for file in files:
        if isinstance(file, PlannedFile):
            key = file.page.key if isinstance(file.page, PlannedPage) else file.output.digest
            _now.written[file.abs_dest_path] = key
            file.is_same = _now.store.alive("written", file.abs_dest_path) == key
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Make the pages, now that templates and menu are known."""
    assert _now.maker
    _now.env = env
    for facts in _now.maker.make(_pages(files), env):
        _now.seen |= facts.seen
        for problem in facts.problems:
            _log.warning("%s", problem)
    return env


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The page that was made; one that another plugin had a hand in is finished as it comes."""
    if isinstance(page, PlannedPage):
        assert _now.maker and _now.env
        return _now.maker.text(page, _now.env)
    return _finished(output, page.file.dest_uri, config)


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The page 404 is finished as any other."""
    return _finished(output_content, template_name, config) if template_name.endswith(".html") else output_content


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Cut the theme's styles to what the pages show; list what a reader can keep; keep what the next build may use."""
    assert _now.maker
    site = Path(config.site_dir)
    for uri, text in finished_styles(_texts(_now.maker.files), _now.seen, _now.store, _now.edition).items():
        (site / uri).write_text(text, "utf-8", newline="\n")
    (site / FILES_LIST).write_text("[]\n" if _serving else files_list(site), "utf-8")
    (site / SEARCH_LIST).write_text("[]\n" if _serving else files_list(site, *SEARCH_FOLDERS), "utf-8")
    for path, key in _now.written.items():
        _now.store.keep_alive("written", path, key)
    for gone in map(Path, map(str, _now.store.gone("written"))):
        if gone.is_relative_to(site):
            gone.unlink(missing_ok=True)
    _log.info("%s", " ".join(f"{what}={count}" for what, count in sorted(_now.store.work.items())) or "nothing new")
    _now.store.save()
    if _now.store.notice:
        _log.info("%s", _now.store.notice)
        _now.store.notice = ""
    _preview.built()
    if _now.library:
        _preview.index_later(_now.library, _now.store, site)


def on_build_error(error: Exception) -> None:
    """A build that ends before its time ends all the same."""
    _preview.built()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Hear of a save from the system, at once, rather than look at all files twice a second."""
    if os.environ.get("PLAYBOOKS_POLLING"):  # a shared folder of another system tells nothing
        return server
    watched = [config.docs_dir, config.config_file_path]
    for path in watched:
        server.unwatch(path)
    server.observer = Saves()
    server.build_delay = 0.02  # an editor's two or three writes of one save
    for path in watched:
        server.watch(path)
    return server


# -- what the events share ------------------------------------------------------------------------------------------


def _planned_files(site: Site, config: MkDocsConfig) -> Iterator[File]:
    """The outputs of the plan as MkDocs' files; its pages are made by us unless another plugin wants to see to them."""
    names = {item.uri: item.title for item in _items(site.nav) if item.uri}
    for output in site.outputs:
        is_page, ours = output.uri.endswith(".md"), site.direct
        unread: str | bytes = output.content if is_page and not ours else ""
        file = PlannedFile.generated(config, output.uri, content=unread)
        assert isinstance(file, PlannedFile)
        file.output = output
        file.edit_uri = f"../{output.origin}"  # from docs/, where edit_uri points, up to the repository
        if ours and is_page:
            PlannedPage(file, config, html.escape(names.get(output.uri, "")))
        yield file


def _is_direct(config: MkDocsConfig) -> bool:
    """Whether nobody else has a hand in pages: neither a plugin, nor an extension that would read ours otherwise."""
    plugins = [name for name in config.plugins if not name.endswith("mkdocs_hooks.py")]
    return not plugins and set(config.markdown_extensions) <= _PLAIN_EXTENSIONS


def _items(items: tuple[NavItem, ...]) -> Iterator[NavItem]:
    for item in items:
        yield item
        yield from _items(item.children)


def _pages(files: Files) -> list[PlannedPage]:
    return [file.page for file in files.documentation_pages() if isinstance(file.page, PlannedPage)]


def _texts(files: Files) -> dict[str, str]:
    """Scripts, styles and drawings, by uri."""
    kinds = (".js", ".css")
    wanted = [file for file in files if file.src_uri.endswith(kinds) or file.src_uri.startswith(f"{OWN}icons/")]
    texts = {}
    for file in wanted:
        if isinstance(file, PlannedFile):
            texts[file.src_uri] = str(file.output.content)
        elif file.src_uri.endswith((*kinds, ".svg")):
            texts[file.src_uri] = file.content_string
    return texts


def _finished(output: str, uri: str, config: MkDocsConfig) -> str:
    finished: FinishedPage = finished_page(
        output, uri, _now.known, preview=_serving, local=not config.use_directory_urls
    )
    _now.seen |= finished.seen
    for problem in finished.problems:
        _log.warning("%s", problem)
    return finished.text


def _edition(config: MkDocsConfig) -> bytes:
    """Of the generator, of the theme's templates, of the settings that a page shows."""
    settings = [f"{name}: {config.get(name)!r}" for name in _SHOWN_SETTINGS]
    here = Path(__file__).parent
    code = digest_of(here, "mkdocs_*.py")
    templates = digest_of(Path(config.theme.custom_dir), "**/*.html") if config.theme.custom_dir else b""
    theme = f"{config.theme.name} {sorted(config.theme.items(), key=str)!r}"
    return key_of(edition(), code, templates, theme, *settings)


def _templates(config: MkDocsConfig) -> list[str]:
    """The templates that the theme's pages are made of."""
    files = (
        file
        for folder in config.theme.dirs
        for kind in ("*", "partials/**/*")
        for file in Path(folder).glob(f"{kind}.html")
    )
    return [file.read_text("utf-8") for file in files]


def _never_loaded(config: MkDocsConfig) -> re.Pattern[str]:
    """What the theme brings for developers of its own, for its own search, and for pages that do without its script."""
    scripts = r"(?:lunr|workers)/.*" if config.extra["theme_script"] else ".*"
    return re.compile(rf"assets/.*\.map|assets/javascripts/{scripts}")


def _fix_the_clock(site: Site) -> None:
    """MkDocs dates the site map with the day of the build; the day of the latest review says more, and stays."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    if asked != _day.get("set"):
        return  # somebody else's wish
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    if day := site.reviewed:
        os.environ["SOURCE_DATE_EPOCH"] = str((day.toordinal() - 719_163) * 86_400)  # 719163: 1 January 1970
    _day["set"] = os.environ.get("SOURCE_DATE_EPOCH")
