"""The folder of content: names and files that git, Windows or macOS could not hold, made here one by one."""

import os
import shutil
import socket
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from conftest import BASE, Project
from playbook_kit.kinds import KINDS
from playbook_kit.library.tree import MAX_IMAGE_BYTES, read_tree
from playbook_kit.problems import Problem
from playbook_kit.read.text import MAX_TEXT_BYTES, read_text

RELANCE = "playbooks/relance"
CHECKLISTS = f"{RELANCE}/checklists"
PNG = b"\x89PNG\r\n\x1a\n"


def messages(project: Project) -> str:
    return "\n".join(map(str, project.problems()))


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("Cloture.yml", "cloture.yml"),
        ("CLOTURE.yml", "cloture.yml"),
        ("clôture.yml", "cloture.yml"),
        (unicodedata.normalize("NFD", "clôture.yml"), "cloture.yml"),
        ("clore et payer.yml", "clore-et-payer.yml"),
        ("clore_payer.yml", "clore-payer.yml"),
        ("clore.payer.yml", "clore-payer.yml"),
        ("clore.yml.yml", "clore-yml.yml"),
        ("-clore-.yml", "clore.yml"),
        ("a:b.yml", "a-b.yml"),
        ("clore .yml", "clore.yml"),
        ("clore?.yml", "clore.yml"),
        ("a\\b.yml", "a-b.yml"),
        ("clore\nvite.yml", "clore-vite.yml"),
        ("\u202eclore.yml", "clore.yml"),
        ("con.yml", "fiche-con.yml"),
        ("NUL.yml", "fiche-nul.yml"),
        ("lpt1.yml", "fiche-lpt1.yml"),
        ("李.yml", "fiche.yml"),
        (f"{'a' * 61}.yml", f"{'a' * 60}.yml"),
    ],
)
def test_a_name_that_some_system_would_refuse_or_confuse(project: Project, typed: str, proposed: str):
    project.write(f"{CHECKLISTS}/{typed}", (project.root / f"{CHECKLISTS}/demarrage.yml").read_bytes())
    [problem] = project.problems()
    assert "non admis : minuscules sans accent, chiffres et tirets, 60 au plus" in problem.message
    assert problem.hint == f"renommez en « {proposed} »"
    assert problem.place.path.isprintable()


@pytest.mark.parametrize("typed", ["demarrage.yml.", "demarrage.yml ", "demarrage", "demarrage.YML", "demarrage.json"])
def test_an_ending_that_is_not_quite_right(project: Project, typed: str):
    project.write(f"{CHECKLISTS}/{typed}", "title: x\n")
    [problem] = project.problems()
    assert problem.message in ("fichier inattendu à cet endroit", "extension « .YML » non admise")


def test_names_that_differ_only_by_case_are_one_file_elsewhere(project: Project):
    project.write(f"{RELANCE}/Signes.md", (project.root / f"{RELANCE}/signes.md").read_bytes())
    assert "renommez en « signes.md »" in messages(project)


def test_a_name_of_bytes_that_are_no_text(project: Project):
    for folder in (CHECKLISTS, f"{RELANCE}/images", RELANCE):
        (project.root / folder).mkdir(exist_ok=True)
        Path(os.fsdecode(os.fsencode(project.root / folder) + b"/\xff\xfe.png")).write_bytes(PNG)
        Path(os.fsdecode(os.fsencode(project.root / folder) + b"/x.\xff")).write_bytes(b"")
    text = messages(project)
    assert text.count("??.png") and text.encode("utf-8"), "the messages can be printed"


@pytest.mark.parametrize(
    "path", [f"{CHECKLISTS}/a.yml", f"{RELANCE}/a.md", f"{RELANCE}/a.YAML", "playbooks/a.yml", "docs/a.md"]
)
def test_a_folder_that_is_named_like_a_file(project: Project, path: str):
    project.write(f"{path}/perdu.yml", "title: x\n")
    [problem] = project.problems()
    assert str(problem.place) == f"{path}:1:1"
    assert problem.message == "un dossier porte un nom de fichier"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def dangling_link(path: Path) -> None:
    path.symlink_to("nulle-part.yml")


def link_to_a_folder(path: Path) -> None:
    path.symlink_to("/etc", target_is_directory=True)


def endless_link(path: Path) -> None:
    path.symlink_to(path.parent, target_is_directory=True)


def unix_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may not exceed some 100 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path.name)
    os.chdir(here)


@pytest.mark.parametrize("make", [pipe, link, dangling_link, link_to_a_folder, endless_link, unix_socket])
@pytest.mark.parametrize(
    "path", [f"{CHECKLISTS}/cloture.yml", f"{RELANCE}/causes.md", "docs/aide.md", "playbooks/cadrage"]
)
def test_what_is_no_regular_file_is_named_and_never_opened(project: Project, make: Callable[[Path], None], path: str):
    make(project.root / path)
    [problem] = project.problems()
    assert str(problem.place) == f"{path}:1:1"
    assert problem.message in ("lien symbolique non admis", "ce n'est pas un fichier ordinaire")


@pytest.mark.parametrize("path", [f"{CHECKLISTS}/demarrage.yml", f"{RELANCE}/signes.md"])
def test_a_text_too_large_is_not_read(project: Project, path: str):
    project.write(path, (project.root / path).read_bytes().ljust(MAX_TEXT_BYTES + 1, b"\n"))
    [problem] = project.problems()
    assert (
        problem.message
        == f"fichier trop volumineux : {MAX_TEXT_BYTES + 1} octets, la limite est de {MAX_TEXT_BYTES} octets"
    )


def test_an_image_too_large(project: Project):
    project.write(f"{RELANCE}/images/schema.png", PNG.ljust(MAX_IMAGE_BYTES + 1, b"\0"))
    assert "image trop lourde : 5000001 octets, la limite est de 5 Mo" in messages(project)


@pytest.fixture
def closed_project() -> Iterator[Project]:
    """A project that its reader may enter: for root, which reads everything, the reader is nobody."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Project(shutil.copytree(BASE, Path(folder) / "project"))


@contextmanager
def as_nobody() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("path", [CHECKLISTS, f"{RELANCE}/images", f"{RELANCE}/images/schema.png"])
def test_a_folder_or_an_image_that_may_not_be_read(closed_project: Project, path: str):
    root = closed_project.write(f"{RELANCE}/images/schema.png", PNG).root
    (root / path).chmod(0)
    with as_nobody():
        [problem] = read_tree(root, KINDS, frozenset()).problems
    (root / path).chmod(0o755)
    assert str(problem.place) == f"{path}:1:1" and "illisible (accès refusé)" in problem.message


def test_a_text_that_may_not_be_read(closed_project: Project):
    file = closed_project.root / f"{CHECKLISTS}/demarrage.yml"
    file.chmod(0)
    with as_nobody():
        problem = read_text(file, "demarrage.yml")
    assert isinstance(problem, Problem) and problem.message == "fichier illisible (accès refusé)"


@pytest.mark.parametrize(
    "name",
    [
        *(".DS_Store", "Thumbs.db", "desktop.ini", ".git/config"),
        *("~$demarrage.yml", "demarrage.yml~", ".demarrage.yml.swp", "demarrage.bak", "demarrage.yml.tmp"),
    ],
)
def test_what_editors_leave_behind_is_ignored(project: Project, name: str):
    before = project.plan().outputs
    for folder in ("playbooks", RELANCE, CHECKLISTS, f"{RELANCE}/images", "docs"):
        project.write(f"{folder}/{name}", b"\0")
    assert project.problems() == ()
    assert project.plan().outputs == before


@pytest.mark.parametrize("folder", ["playbooks", "docs"])
def test_a_folder_that_is_missing_is_named(project: Project, folder: str):
    (project.root / folder).rename(project.root / "ailleurs")
    assert f"{folder}:1:1: dossier illisible" in messages(project)


def test_an_empty_folder_is_a_playbook_without_its_files(project: Project):
    (project.root / "playbooks/cadrage").mkdir()
    assert [problem.message for problem in project.problems()] == [
        "il manque le fichier « index.md »",
        "il manque le fichier « playbook.yml »",
    ]


def test_the_engines_own_files_stay_beside_the_pages_written_by_hand(project: Project):
    project.write("docs/img/logo.png", PNG).write("docs/robots.txt", "User-agent: *\n")
    assert project.problems() == ()


def test_what_named_the_only_diagnostic_is_named_in_turn(project: Project):
    """A practice that starts from its own subjects takes ours away: the kind stays known, the reference is dead."""
    project.edit("playbooks/situations.yml", "checklist: demarrage", "diagnostic: arret")
    (project.root / RELANCE / "diagnostics/arret.yml").unlink()
    [problem] = project.problems()
    assert str(problem).startswith("playbooks/situations.yml:8:17: renvoi mort « arret »\n    → ")
