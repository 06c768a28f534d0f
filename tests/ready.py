"""Commands whose code is read already: each runs in a copy of a process that has loaded the generator and its engine.

What a command does is all its own: its folder, its variables, what it says, how it ends. Only the second that Python
takes to load everything is spent once for all. What depends on how a process starts (its language, its umask, signals)
is asked of a new one, with ``Project.run``.
"""

import gc
import json
import os
import runpy
import subprocess
import sys
import time
from functools import cache
from importlib import import_module
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory

CAN_COPY = hasattr(os, "fork")
LOADED = ("mkdocs.commands.build", "material", "mkdocs_hooks", "playbook_kit.commands.command_line")
PATIENCE = 300  # seconds


@cache
def _process(path: str) -> "subprocess.Popen[str]":
    """The process that is copied; *path* is where it finds the generator."""
    return subprocess.Popen(
        [sys.executable, __file__],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        bufsize=1,
    )


def run_ready(
    module: str, arguments: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    """``python -m module arguments`` in a *folder* and an *environment*; a *module* may be a file, « ….py »."""
    process = _process(environment["PYTHONPATH"])
    assert process.stdin and process.stdout
    with TemporaryDirectory() as said:
        asked = {"module": module, "arguments": arguments, "folder": str(folder), "said": said, "around": environment}
        process.stdin.write(json.dumps(asked) + "\n")
        if not select([process.stdout], [], [], PATIENCE)[0]:
            process.kill()
            raise subprocess.TimeoutExpired([module, *arguments], PATIENCE)
        code = int(process.stdout.readline())
        stdout, stderr = (Path(said, name).read_text("utf-8") for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess([module, *arguments], code, stdout, stderr)


def _serve() -> None:
    """Run what each line of the standard input asks for; answer with how it ended."""
    for module in LOADED:
        import_module(module)
    sys.path.remove(str(Path(__file__).parent))
    gc.freeze()  # else the first collection of a copy would touch, and so copy, all that there is
    for line in sys.stdin:
        asked = json.loads(line)
        copy = os.fork()
        if copy == 0:
            _run(**asked)
        _, status = os.waitpid(copy, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(module: str, arguments: list[str], folder: str, said: str, around: dict[str, str]) -> None:
    """Become the command, to the end."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(Path(said, name), os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(around)
    time.tzset()
    sys.argv = [module, *arguments]
    code: object = 1
    try:
        if module.endswith(".py"):
            runpy.run_path(module, run_name="__main__")
        else:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code
        if isinstance(code, str):
            print(code, file=sys.stderr)
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    _serve()
