"""The command ``playbooks``, as one types it: what it says, what it writes, how it ends."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import BASE, ROOT, Project
from photograph import photograph
from playbook_kit.build.plan import plan_site
from playbook_kit.commands.scaffold import scaffolds
from playbook_kit.kinds import KINDS
from playbook_kit.problems import Place, Problem, github_annotation
from playbook_kit.render.schema import editor_settings, has_schema

COMMANDS = ("new", "check", "prose", "schema", "export", "build", "kit")


def make_a_mistake(project: Project) -> None:
    project.edit("playbooks/relance/checklists/demarrage.yml", "mode: do-confirm", "mode: au-hasard")


def address_of(kind: str) -> str:
    """Where something new of a *kind* can go in the small project."""
    return "sujet-neuf" if kind == "playbook" else "relance/chose-neuve"


# -- new -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", scaffolds())
def test_what_is_new_passes_the_checks_and_a_strict_build(kind: str, project: Project):
    made = project.command("new", kind, address_of(kind))
    assert (made.returncode, made.stderr) == (0, "")
    files = re.findall(r"^créé : (.+)$", made.stdout, re.MULTILINE)
    assert files and all((project.root / file).is_file() for file in files)
    assert project.command("check").returncode == 0
    built = project.build()
    assert built.returncode == 0, built.stderr
    site = {path.parent.name for path in (project.root / "site").rglob("index.html")}
    assert address_of(kind).rpartition("/")[2] in site


@pytest.mark.parametrize("kind", scaffolds())
def test_what_is_new_never_overwrites(kind: str, project: Project):
    assert project.command("new", kind, address_of(kind)).returncode == 0
    typed = project.root / "playbooks"
    before = photograph(typed)
    again = project.command("new", kind, address_of(kind))
    assert (again.returncode, again.stdout) == (2, "")
    assert "existe déjà" in again.stderr and "rien n'a été écrit" in again.stderr
    assert photograph(typed) == before


def test_a_new_playbook_is_written_whole_or_not_at_all(project: Project):
    project.write("playbooks/sujet-neuf/premiere-page.md", "déjà là")
    made = project.command("new", "playbook", "sujet-neuf")
    assert made.returncode == 2 and "playbooks/sujet-neuf/premiere-page.md » existe déjà" in made.stderr
    assert [file.name for file in (project.root / "playbooks/sujet-neuf").iterdir()] == ["premiere-page.md"]


@pytest.mark.parametrize(
    ("kind", "address", "said"),
    [
        ("playbook", "Ma Fiche", "nom « Ma Fiche » non admis"),
        ("playbook", "été", "renommez en « ete »"),
        ("playbook", "", "nom «  » non admis"),
        ("playbook", "con", "nom « con » non admis"),
        ("playbook", "a" * 61, "60 au plus"),
        ("playbook", "assets", "« assets » est un nom réservé par le site"),
        ("playbook", "checklists", "« checklists » est un nom réservé par le site"),
        ("playbook", "..", "nom « .. » non admis"),
        ("playbook", "une/deux", "adresse trop longue"),
        ("checklist", "relance", "adresse incomplète"),
        ("checklist", "relance/", "adresse incomplète"),
        ("checklist", "relance/../../x", "nom « ../../x » non admis"),
        ("checklist", "relance/Démarrer l'appel", "renommez en « demarrer-l-appel »"),
        ("checklist", "/etc/passwd", "nom «  » non admis"),
        ("checklist", "jamais-faite/liste", "la fiche « jamais-faite » n'existe pas"),
        ("template", "relance/mail", "« playbooks/relance/templates/mail.yml » existe déjà"),
    ],
)
def test_a_name_that_cannot_be_is_refused(kind: str, address: str, said: str, project: Project):
    before = photograph(project.root)
    made = project.command("new", kind, address)
    assert (made.returncode, made.stdout) == (2, "")
    assert said in made.stderr and "\n    → " in made.stderr
    assert photograph(project.root) == before


def test_a_name_taken_in_another_playbook_is_refused(project: Project):
    """A reference ``[[checklist:demarrage]]`` must lead to a single place."""
    assert project.command("new", "playbook", "sujet-neuf").returncode == 0
    made = project.command("new", "checklist", "sujet-neuf/demarrage")
    assert made.returncode == 2
    assert "« playbooks/relance/checklists/demarrage.yml » existe déjà" in made.stderr


# -- check ---------------------------------------------------------------------------------------------------


def test_check_says_that_all_is_well(project: Project):
    checked = project.command("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == "Tout est en ordre : 1 fiche, 1 page, 1 checklist, 1 diagnostic, 1 modèle, 1 cas.\n"


def test_settings_that_cannot_be_read_are_answered_with_their_line(project: Project):
    project.write("mkdocs.yml", "theme: {name: material}\nsite_name: Cabinet : les fiches\n")
    for command in (["check"], ["build"], ["kit", "site"]):
        answered = project.command(*command)
        assert (answered.returncode, answered.stdout) == (2, "")
        assert answered.stderr.startswith("mkdocs.yml:2:20: « : » au milieu d'une phrase\n    → ")


def test_a_zip_that_cannot_be_written_says_why(project: Project):
    """At once, not after the minute that the engine takes."""
    project.write("build", "un fichier, là où il faut un dossier")
    answered = project.command("kit", "site")
    assert (answered.returncode, answered.stdout) == (1, "")
    assert answered.stderr.startswith("construction interrompue (un fichier porte le nom d'un dossier : « ")
    assert answered.stderr.endswith("/build ») : rien n'a été écrit.\n")


def test_check_says_where_what_and_what_to_do(project: Project):
    make_a_mistake(project)
    checked = project.command("check")
    assert checked.returncode == 1
    assert checked.stdout == (
        "playbooks/relance/checklists/demarrage.yml:5:7: « mode » : « au-hasard » n'est pas admis\n"
        "    → choix possibles : do-confirm, read-do\n"
    )
    assert checked.stderr == "1 problème à corriger.\n"


def test_check_annotates_a_pull_request(project: Project):
    make_a_mistake(project)
    checked = project.command("check", "--format", "github")
    assert checked.returncode == 1
    assert checked.stdout == (
        "::error file=playbooks/relance/checklists/demarrage.yml,line=5,col=7"
        "::« mode » : « au-hasard » n'est pas admis%0Achoix possibles : do-confirm, read-do\n"
    )


ANNOTATION = re.compile(r"::error file=([^,:]*),line=(\d+),col=(\d+)::(.*)")


def test_annotations_hold_what_a_person_typed(project: Project):
    """A name or a key may hold the very signs that separate the parts of an annotation."""
    typed = [
        Problem(Place("playbooks/a,b:c%2C.yml", 3, 7), "clé inconnue « 100%::, »", "gardez\r\n« %0A » ?"),
        Problem(Place("playbooks/::error file=x,line=1::y", 1, 1), "::error::", ""),
    ]
    project.write("playbooks/relance/a,b%3A.txt", "")
    project.edit("playbooks/relance/playbook.yml", "review_months: 12", '"100%::, ": 12')
    found = list(project.problems())
    assert len(found) == 2
    said = project.command("check", "--format", "github").stdout.splitlines()
    assert [read_annotation(line) for line in said] == [announced(problem) for problem in found]
    assert [read_annotation(github_annotation(problem)) for problem in typed] == list(map(announced, typed))


def read_annotation(line: str) -> tuple[str, int, int, str]:
    """What GitHub makes of an annotation (``command.ts`` in its runner)."""
    found = ANNOTATION.fullmatch(line)
    assert found, line

    def unescaped(text: str) -> str:
        for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            text = text.replace(code, sign)
        return text

    message = found[4].replace("%3A", "%253A").replace("%2C", "%252C")  # only properties escape these two
    return unescaped(found[1]), int(found[2]), int(found[3]), unescaped(message)


def announced(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place
    return place.path, place.line, place.column, "\n".join(filter(None, [problem.message, problem.hint]))


# -- schema --------------------------------------------------------------------------------------------------

SCHEMAS = ROOT / ".vscode/schemas"
TYPED_IN_YAML = {kind.name: kind for kind in KINDS if has_schema(kind)}


def test_the_repository_carries_the_schemas_that_the_command_writes(project: Project):
    written = project.command("schema", "schemas")
    assert written.returncode == 0 and written.stdout.count("écrit : schemas/") == len(TYPED_IN_YAML)
    texts = {file.name: file.read_text("utf-8") for file in (project.root / "schemas").iterdir()}
    assert texts == {file.name: file.read_text("utf-8") for file in SCHEMAS.iterdir()}, "playbooks schema"


def test_the_editor_knows_which_schema_is_for_which_file():
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    assert settings["yaml.schemas"] == editor_settings(KINDS, ".vscode/schemas")
    patterns = list(settings["yaml.schemas"].values())
    for file in [*(ROOT / "playbooks").rglob("*.yml"), *(BASE / "playbooks").rglob("*.yml")]:
        assert sum(file.match(pattern) for pattern in patterns) == 1, file


@pytest.mark.parametrize("name", TYPED_IN_YAML)
def test_every_key_is_explained_in_french(name: str):
    schema = schema_of(name)
    for part in [schema, *schema.get("$defs", {}).values()]:
        assert part["description"].endswith(".")
        for key, value in part["properties"].items():
            assert len(value["description"]) > 5, f"{name}: {key}"


@pytest.mark.parametrize("root", [BASE, ROOT], ids=["base", "real"])
def test_what_passes_the_checks_fits_its_schema(root: Path):
    typed = [entry for entry in plan_site(root).library.entries if entry.kind.name in TYPED_IN_YAML]
    assert len(typed) >= 5
    for entry in typed:
        data = yaml.load((root / entry.origin).read_text("utf-8"), Loader=_EditorLoader)
        schema = schema_of(entry.kind.name)
        assert list(mismatches(data, schema, schema.get("$defs", {}), entry.origin)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("mode: do-confirm", "mode: au-hasard"),
        ("mode: do-confirm", ""),
        ("mode: do-confirm", "mode: do-confirm\ninconnue: 1"),
        ('stop: "Le client a répondu"', "stop:"),
        ("seconds: 60", "seconds: 600"),
        ("seconds: 60", "seconds: longtemps"),
        ("id: dater-l-arret", "id: Dater"),
        ("sources: [S1-01, gawande-2009]", "sources: S1-01"),
    ],
)
def test_what_fails_the_checks_does_not_fit_its_schema(before: str, after: str, project: Project):
    """The editor underlines it as one types, before any command is run."""
    checklist = "playbooks/relance/checklists/demarrage.yml"
    project.edit(checklist, before, after)
    assert project.problems()
    data = yaml.load((project.root / checklist).read_text("utf-8"), Loader=_EditorLoader)
    schema = schema_of("checklist")
    assert list(mismatches(data, schema, schema["$defs"], checklist))


def schema_of(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    return schema


class _EditorLoader(yaml.SafeLoader):
    """YAML as an editor reads it: 1.2, where ``oui`` and dates are texts."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in ("int", "float", "null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


def mismatches(value: Any, schema: dict[str, Any], parts: dict[str, Any], at: str) -> Iterator[str]:
    """Where a *value* does not fit its JSON *schema*, told with the few keywords that ours use."""
    unknown = schema.keys() - KEYWORDS
    assert not unknown, f"keywords that no editor knows: {unknown}"
    if "$ref" in schema:
        yield from mismatches(value, parts[schema["$ref"].removeprefix("#/$defs/")], parts, at)
    if "type" in schema:
        types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        if not any(isinstance(value, TYPES[name]) for name in types):
            yield f"{at}: {value!r} is no {types}"
            return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not one of {schema['enum']}"
    if isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            yield f"{at}: {len(value)} characters"
        if not re.search(schema.get("pattern", ""), value):
            yield f"{at}: {value!r} is no {schema['pattern']}"
        if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield f"{at}: {value!r} is no date"
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: {value} is too small or too great"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: {len(value)} items"
        for number, item in enumerate(value):
            yield from mismatches(item, schema.get("items", {}), parts, f"{at}[{number}]")
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        yield from (f"{at}: no {key}" for key in schema.get("required", ()) if key not in value)
        yield from (f"{at}: unknown {key}" for key in value if key not in known)
        for key in value.keys() & known.keys():
            yield from mismatches(value[key], known[key], parts, f"{at}.{key}")


KEYWORDS = {
    *("$schema", "$defs", "$ref", "description", "default", "type", "enum", "format", "pattern", "items"),
    *("properties", "required", "additionalProperties"),
    *("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"),
}


# -- export --------------------------------------------------------------------------------------------------


def test_export_writes_the_whole_site_into_a_new_folder(project: Project):
    exported = project.command("export", "ailleurs/site")
    assert (exported.returncode, exported.stderr) == (0, "")
    assert exported.stdout.startswith("Site exporté dans ailleurs/site : 1 fiche")
    folder = project.root / "ailleurs/site"
    assert {path.name for path in folder.iterdir()} == {"docs", "theme", "mkdocs.yml"}
    planned = {output.uri: output.content for output in project.plan().outputs}
    for uri, content in planned.items():
        assert (folder / "docs" / uri).read_bytes() == (content if isinstance(content, bytes) else content.encode())
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_export_accepts_an_empty_folder(project: Project):
    (project.root / "vide").mkdir()
    assert project.command("export", "vide").returncode == 0
    assert (project.root / "vide/mkdocs.yml").is_file()


@pytest.mark.parametrize("taken", ["plein/a-garder.txt", "plein"], ids=["folder", "file"])
def test_export_leaves_what_is_there(taken: str, project: Project):
    project.write(taken, "à garder")
    before = photograph(project.root)
    exported = project.command("export", "plein")
    assert (exported.returncode, exported.stdout) == (2, "")
    assert exported.stderr.startswith("« plein » n'est pas vide\n    → ")
    assert photograph(project.root) == before


def test_export_writes_nothing_when_there_is_a_mistake(project: Project):
    make_a_mistake(project)
    before = photograph(project.root)
    exported = project.command("export", "ailleurs")
    assert exported.returncode == 1
    assert "demarrage.yml:5:7:" in exported.stdout and "1 problème à corriger." in exported.stderr
    assert photograph(project.root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_export_leaves_nothing_half_written_on_a_full_disk(project: Project):
    before = photograph(project.root)
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000));"
        "from playbook_kit.__main__ import main; sys.exit(main(['export', 'ailleurs']))"
    )
    exported = project.run(sys.executable, "-c", program)
    assert exported.returncode == 2 and exported.stderr.startswith("impossible de lire ou d'écrire « ")
    assert photograph(project.root) == before


# -- all commands --------------------------------------------------------------------------------------------

ENGLISH = re.compile(r"\b(usage|show|this|help|message|exit|positional|optional|error|required|invalid|choose)\b", re.I)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_french(command: str, project: Project):
    shown = project.command(*filter(None, [command]), "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"utilisation : playbooks {command}".rstrip())
    assert "montrer cette aide" in shown.stdout
    assert not ENGLISH.search(shown.stdout.replace("--help", ""))


def test_help_names_every_command(project: Project):
    listed = re.findall(r"^    ([a-z]+) ", project.command("--help").stdout, re.MULTILINE)
    assert tuple(listed) == COMMANDS


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "chek",
        "new",
        "new fiche x",
        "new checklist",
        "check --format html",
        "check trop",
        "export",
        "build --vite",
        "--root nulle-part check",
        "schema mkdocs.yml",
        "schema /dev/null/x",
        "export /dev/null/x",
        "export /proc/x",
    ],
)
def test_a_command_mistyped_is_answered_in_french(typed: str, project: Project):
    answered = project.command(*typed.split())
    assert answered.returncode == 2
    said = answered.stdout + answered.stderr
    assert "\n    → " in said and "Traceback" not in said
    assert not ENGLISH.search(said.replace("--help", ""))


def test_a_reader_who_leaves_is_no_mistake(project: Project):
    """« playbooks check | head -1 » ends without a word."""
    for number in range(200):
        project.write(f"playbooks/relance/intrus-{number}.txt", "")
    script = '"$0" -m playbook_kit check | head -1'
    checked = project.run("sh", "-c", script, sys.executable)
    assert checked.stdout.count("\n") == 1 and "Traceback" not in checked.stderr and "pipe" not in checked.stderr


def test_a_terminal_that_is_not_in_utf_8_stops_no_message(project: Project):
    make_a_mistake(project)
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    checked = project.run(sys.executable, "-m", "playbook_kit", "check", **ascii_only)
    assert checked.returncode == 1 and "n'est pas admis" in checked.stdout
