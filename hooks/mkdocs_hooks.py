"""MkDocs' side of the generator: plan the site, hand its files over, log its problems. Nothing else imports mkdocs."""

import os
import re
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from playbook_kit.build.export import nav_setting
from playbook_kit.build.finish.files import TO_FINISH, finished
from playbook_kit.build.offline import FILES_LIST, SEARCH_FOLDERS, SEARCH_LIST, files_list
from playbook_kit.build.plan import Site, plan_site
from playbook_kit.build.theme_script import needs_theme_script

_log = get_plugin_logger("playbooks")

_serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Know whether the site is only shown to who writes it."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have the pages load the theme's own script only if the practice turned on something that needs it."""
    features = config.theme.get("features", [])
    config.extra["theme_script"] = needs_theme_script(features, config.markdown_extensions, config.extra)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the planned files among the engine's, in place of the Markdown it found itself."""
    root = Path(config.config_file_path).parent
    site = plan_site(root)
    for problem in site.problems:
        _log.warning("%s", problem)  # a warning: it fails a strict build, and a served site recovers at the next save
    for file in [*files.documentation_pages()]:
        files.remove(file)
    for output in site.outputs:
        file = File.generated(config, output.uri, content=output.content)
        file.edit_uri = f"../{output.origin}"  # from docs/, where edit_uri points, up to the repository
        files.append(file)
    unused = _never_loaded(config)
    for file in [file for file in files if unused.fullmatch(file.src_uri)]:
        files.remove(file)
    for image in site.images:
        files.append(File.generated(config, image.uri, abs_src_path=str(image.file)))
    config.nav = [nav_setting(item) for item in site.nav]
    _fix_the_clock(site)
    return files


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the built site, then list what a reader can keep on a device.

    Only now does every file stand there, the engine's own too: page 404, the search index, styles that any page may
    need; and what other plugins put in pages is in them.
    """
    site = Path(config.site_dir)
    built = {file.relative_to(site).as_posix(): file for pattern in TO_FINISH for file in site.glob(pattern)}
    texts = {uri: file.read_text("utf-8") for uri, file in sorted(built.items())}
    done = finished(texts, _templates(config), preview=_serving, local=not config.use_directory_urls)
    for problem in done.problems:
        _log.warning("%s", problem)
    for uri, text in done.texts.items():
        (site / uri).write_text(text, "utf-8", newline="\n")
    (site / FILES_LIST).write_text(files_list(site), "utf-8")
    (site / SEARCH_LIST).write_text(files_list(site, *SEARCH_FOLDERS), "utf-8")


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
    if "SOURCE_DATE_EPOCH" not in os.environ and (day := site.library.newest_review):
        os.environ["SOURCE_DATE_EPOCH"] = str((day.toordinal() - 719_163) * 86_400)  # 719163: 1 January 1970
