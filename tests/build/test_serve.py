"""While a contributor writes: a mistake shows a page that says so, and the next save brings the page back."""

import html
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

from conftest import Project

CHECKLIST = "playbooks/relance/checklists/demarrage.yml"
PAGE = "relance/checklists/demarrage/"


@contextmanager
def serving(project: Project) -> Iterator[str]:
    """The address at which ``mkdocs serve`` shows the project."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=project.root, env=project.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def shows(url: str, text: str, seconds: float = 30) -> bool:
    """Whether the page at *url* comes to hold *text*."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as page:
                if text in html.unescape(page.read().decode()):
                    return True
        except URLError:
            pass
        time.sleep(0.2)
    return False


def test_a_mistake_shows_itself_and_the_next_save_recovers(project: Project) -> None:
    typed = (project.root / CHECKLIST).read_text("utf-8")
    with serving(project) as site:
        assert shows(site + PAGE, "data-checklist")
        project.write(CHECKLIST, "purpos" + typed)
        assert shows(site + PAGE, "Page à corriger")
        assert shows(site + PAGE, f"{CHECKLIST}:1:1")
        assert shows(site + "a-corriger/", "demarrage")
        assert shows(site + "relance/", "data-md-component")  # the others are not touched
        project.write(CHECKLIST, typed)
        assert shows(site + PAGE, "data-checklist")


def test_a_folder_added_while_serving_is_seen(project: Project) -> None:
    with serving(project) as site:
        assert shows(site, "data-md-component")
        assert project.command("new", "playbook", "nouvelle-fiche").returncode == 0
        assert shows(site + "nouvelle-fiche/", "Titre de la fiche")
