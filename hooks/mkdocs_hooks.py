"""MkDocs' side of the generator: plan the site, hand its files over, log its problems. Nothing else imports mkdocs."""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from playbook_kit.export import nav_setting
from playbook_kit.site import Site, plan_site

_log = get_plugin_logger("playbooks")


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
    for image in site.images:
        files.append(File.generated(config, image.uri, abs_src_path=str(image.file)))
    config.nav = [nav_setting(item) for item in site.nav]
    _fix_the_clock(site)
    return files


def _fix_the_clock(site: Site) -> None:
    """MkDocs dates the site map with the day of the build; the day of the latest review says more, and stays."""
    if "SOURCE_DATE_EPOCH" not in os.environ and (day := site.library.newest_review):
        os.environ["SOURCE_DATE_EPOCH"] = str((day.toordinal() - 719_163) * 86_400)  # 719163: 1 January 1970
