"""The manual, by example. A folder of ``cases/`` is what a contributor typed, and what comes out.

A file at the folder's root takes the place of its counterpart in ``base/``; any other path is added as it is.
``expected.txt`` holds the messages, to the letter; without a mistake, ``expected.md`` is the page that was
typed (``expected.<name>.md`` for each, when several were). ``pytest --update`` rewrites them: read the diff.
"""

from pathlib import Path

import pytest

from conftest import Project

CASES = sorted((Path(__file__).parent.parent / "cases").iterdir())

COUNTERPARTS = {
    "home.md": ("docs/index.md", "index.md"),
    "playbook.yml": ("playbooks/relance/playbook.yml", "relance/index.md"),
    "index.md": ("playbooks/relance/index.md", "relance/index.md"),
    "page.md": ("playbooks/relance/signes.md", "relance/signes.md"),
    "checklist.yml": ("playbooks/relance/checklists/demarrage.yml", "relance/checklists/demarrage.md"),
    "template.yml": ("playbooks/relance/templates/mail.yml", "relance/modeles/mail.md"),
    "diagnostic.yml": ("playbooks/relance/diagnostics/arret.yml", "relance/diagnostics/arret.md"),
    "case.md": ("playbooks/relance/cases/silence.md", "relance/cas/silence.md"),
    "frameworks.yml": ("playbooks/frameworks.yml", "cadres.md"),
    "tensions.yml": ("playbooks/tensions.yml", "tensions.md"),
    "situations.yml": ("playbooks/situations.yml", "situations.md"),
    "mission.yml": ("playbooks/mission.yml", "ma-mission.md"),
    "glossary.yml": ("playbooks/glossary.yml", "glossaire.md"),
    "sources.yml": ("playbooks/sources.yml", "sources.md"),
}
"""Name at a case's root → the file that it replaces in ``base/``, the page that it becomes."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_typed_gives_what_is_expected(case: Path, project: Project, request: pytest.FixtureRequest):
    type_into(project, case)
    outcome = outcome_of(project, case)
    if request.config.getoption("--update"):
        rewrite(case, outcome)
    assert outcome == expected(case)


def test_the_base_is_without_a_mistake(project: Project):
    assert project.problems() == ()
    assert project.build().returncode == 0


def test_there_are_enough_cases():
    mistakes = [case for case in CASES if (case / "expected.txt").exists()]
    assert len(CASES) >= 60 and len(mistakes) >= 40


def type_into(project: Project, case: Path) -> None:
    """Type the files of a *case* into a project without a mistake."""
    for file in sorted(case.rglob("*")):
        name = file.relative_to(case).as_posix()
        if file.is_file() and not name.startswith("expected."):
            path, _ = COUNTERPARTS.get(name, (name, ""))
            project.write(path, file.read_bytes())


def outcome_of(project: Project, case: Path) -> dict[str, str]:
    """What comes out, by the name of the file that should hold it: the messages, or else the pages typed."""
    if problems := project.problems():
        return {"expected.txt": "\n".join(map(str, problems)) + "\n"}
    typed = [name for name in COUNTERPARTS if (case / name).exists()]
    several = len(typed) > 1
    return {
        f"expected.{Path(name).stem}.md" if several else "expected.md": project.page(COUNTERPARTS[name][1])
        for name in typed
    }


def expected(case: Path) -> dict[str, str]:
    """What the *case* says should come out. A file left over from before makes it differ."""
    return {file.name: file.read_bytes().decode() for file in case.glob("expected.*")}


def rewrite(case: Path, outcome: dict[str, str]) -> None:
    """Make the *case* expect its *outcome*, and nothing else."""
    for file in case.glob("expected.*"):
        file.unlink()
    for name, text in outcome.items():
        (case / name).write_bytes(text.encode())
