"""The rooms of the generator, and the doors that stay shut between them."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache

from conftest import ROOT

HOOKS = ROOT / "hooks"
KIT = HOOKS / "playbook_kit"
SCRIPTS = {path.relative_to(HOOKS).as_posix(): path for path in sorted(HOOKS.rglob("*.js"))}
MODULES = {path.relative_to(HOOKS).as_posix(): path for path in sorted(HOOKS.rglob("*.py"))}

MAX_LINES = 300

ENGINE = {f"mkdocs_{part}.py" for part in ("direct", "hooks", "menu", "pages", "theme")}
"""MkDocs' side: the only modules that know an engine. Its events, its menu, its pages, its theme."""

COMMANDS = "playbook_kit/commands/"
"""The room that prints, and that looks at the day."""

WRITES = {
    "mkdocs_hooks.py",  # styles cut to what the pages show, the list of files, pages that are gone
    "mkdocs_pages.py",  # what the plan made that is no page
    "mkdocs_preview.py",  # the search, after the pages
    "playbook_kit/store.py",  # what the next build may use
    "playbook_kit/commands/new.py",  # new content
    "playbook_kit/commands/schema.py",  # what editors read
    "playbook_kit/commands/export.py",  # an export, into a folder of its own
    "playbook_kit/commands/kit.py",  # the zip
    "playbook_kit/build/export.py",
    "playbook_kit/build/publish.py",  # the folders that take each other's place, the lock
}
"""The modules that change anything on disk. All others give back what should be written."""

WRITING = re.compile(
    r"write_\w+|mkdir|rmdir|rename|unlink|touch|chmod|\w+link_to|truncate|utime|copy\w*|move|rmtree"
    r"|makedirs|removedirs|os\.remove|mkdtemp|mkstemp|\w*Temporary\w+"
)
"""What ``pathlib``, ``os``, ``shutil`` and ``tempfile`` change the disk with."""

LAYERS = "problems typography store share read model labels kind library render search kinds build commands __main__"
"""One direction: each room knows those before it, never those after it."""


def those(has: Callable[[str], object]) -> set[str]:
    """The modules that have something."""
    return {name for name in MODULES if has(name)}


@cache
def tree_of(name: str) -> ast.Module:
    """A module, read by Python."""
    return ast.parse(MODULES[name].read_text("utf-8"))


def imports(name: str) -> Iterator[str]:
    """The modules that a module imports, for its types alone too; ours by their place in the kit."""
    package = name.removesuffix(".py").split("/")[1:-1]
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            above = package[: len(package) + 1 - node.level]
            known = ".".join(["playbook_kit", *above, *filter(None, [node.module])])
            inside = HOOKS / known.replace(".", "/")
            modules = [f"{known}.{alias.name}" for alias in node.names if (inside / f"{alias.name}.py").is_file()]
            yield from modules or [known]
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def calls(name: str) -> Iterator[str]:
    """The names of the functions and methods that a module calls."""
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def attributes(name: str) -> Iterator[str]:
    """What a module takes from others by its full name: ``sys.stdout``."""
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def opens_to_write(name: str) -> bool:
    """Whether a module opens a file in a mode that writes."""
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Call) and (getattr(node.func, "attr", "") or getattr(node.func, "id", "")) == "open":
            modes = [value.value for value in ast.walk(node) if isinstance(value, ast.Constant)]
            if any(isinstance(mode, str) and re.fullmatch(r"[rbt]*[wxa+][rwbtxa+]*", mode) for mode in modes):
                return True
    return False


def layer_of(module: str) -> int:
    """The rank of a module of the kit among ``LAYERS``."""
    return LAYERS.split().index(module.removeprefix("playbook_kit.").partition(".")[0])


# -- doors ---------------------------------------------------------------------------------------------------


def test_only_one_side_knows_an_engine():
    engines = {"mkdocs", "material", "properdocs", "zensical"}
    assert those(lambda name: engines & {module.partition(".")[0] for module in imports(name)}) == ENGINE


def test_the_engine_s_side_imports_the_kit_when_it_loads():
    """Its folder is on the path only then: https://www.mkdocs.org/user-guide/configuration/#hooks."""
    for name in ENGINE:
        tree = tree_of(name)
        imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert all(node in tree.body for node in imported), name


def test_only_the_commands_print():
    spoken = {"sys.stdout", "sys.stderr"}
    printing = those(lambda name: {"print", "input"} & set(calls(name)) or spoken & set(attributes(name)))
    assert printing and all(name.startswith(COMMANDS) for name in printing)


def test_few_modules_write():
    used = {name: {*calls(name), *attributes(name)} for name in MODULES}
    writing = those(lambda name: any(map(WRITING.fullmatch, used[name])) or opens_to_write(name))
    assert writing == WRITES


def test_each_room_knows_only_those_before_it():
    for name in MODULES:
        module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if name.startswith("mkdocs_") or module == "playbook_kit":
            continue
        known = [other for other in imports(name) if other.startswith("playbook_kit.")]
        assert not [other for other in known if layer_of(other) > layer_of(module)], name


def test_no_modules_know_each_other_in_a_circle():
    """Type imports included: what a module is about can be read without those that come after it."""
    known = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): {*imports(name)} for name in MODULES}
    left = dict(known)
    while free := [module for module, others in left.items() if not others & left.keys() - {module}]:
        for module in free:
            del left[module]
    assert left == {}


def test_each_room_says_what_belongs_in_it():
    rooms = [path for path in (KIT, *KIT.rglob("*")) if path.is_dir() and any(path.glob("*.py"))]
    for room in rooms:
        tree = ast.parse((room / "__init__.py").read_text("utf-8"))
        assert len((ast.get_docstring(tree) or "").splitlines()) == 1, room


def test_the_kit_reads_no_clock_and_throws_no_dice():
    """Same input, same bytes. Only ``playbooks new`` looks at the date, for a person to correct.

    The store draws the secret of its seal, once for a person's account: it stands in nothing that is made.
    """
    assert those(lambda name: {"random", "uuid", "secrets", "time"} & set(imports(name))) == {"playbook_kit/store.py"}
    assert those(lambda name: {"today", "now", "utcnow"} & set(calls(name))) == {f"{COMMANDS}new.py"}


# -- manners -------------------------------------------------------------------------------------------------


def test_a_module_is_one_noun_of_reasonable_length():
    files = {**MODULES, **SCRIPTS}
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in files.items()}
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}
    assert not [name for name in files if re.search(r"util|helper|common|misc", name)]


def test_a_module_catches_only_what_it_names():
    """A mistake of ours is to be seen."""

    def catches_all(name: str) -> bool:
        handlers = [node.type for node in ast.walk(tree_of(name)) if isinstance(node, ast.ExceptHandler)]
        caught = {getattr(part, "id", "") for handler in handlers if handler for part in ast.walk(handler)}
        return None in handlers or bool({"Exception", "BaseException"} & caught)

    assert not those(catches_all)


def test_all_that_is_public_says_what_it_is_for():
    for name in MODULES:
        tree = tree_of(name)
        assert ast.get_docstring(tree), name
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{name}: {node.name}"


def test_nothing_in_the_generator_names_a_subject_of_ours():
    """Another practice takes ``hooks/`` as it is."""
    ours = names_of_ours()
    assert len(ours) >= 5
    for path in HOOKS.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            text = path.read_bytes().decode("utf-8", "replace")
            assert not [name for name in ours if re.search(rf"(?<![\w-]){name}(?![\w-])", text)], path


def names_of_ours() -> set[str]:
    """The folders and documents of ``playbooks/``. A name of one word may be anybody's."""
    folders = [folder for folder in (ROOT / "playbooks").iterdir() if folder.is_dir()]
    documents = (ROOT / "playbooks").glob("*/*/*.yml")
    return {path.stem for path in [*folders, *documents] if "-" in path.stem}


def test_all_that_readers_see_comes_from_the_labels():
    """No French in a template, so that a second language is data."""
    for path in KIT.glob("templates/*.jinja"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"[a-zà-ü]{2,}[éèàêîôûç]|[éèàêîôûç][a-z]{2,}", text), path.name


def test_scaffolds_and_labels_belong_to_kinds():
    """A file left over from a kind that is gone would never be noticed."""
    kinds = set(re.findall(r'name="([a-z-]+)"', (KIT / "kinds.py").read_text("utf-8")))
    assert {path.name for path in (KIT / "scaffold").iterdir()} <= kinds
    others = {"site", "browser", "offline", "policy", "search"}
    assert {path.stem for path in (KIT / "labels/fr").iterdir()} <= kinds | others
