"""What is shipped: pinned versions without addresses, our three names, one way through the house."""

import ast
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from unittest.mock import patch
from zipfile import ZipFile

import assets
import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-node.lock")
BUILT = ("minutebook.css", "minutebook.js", "govuk-frontend.min.js", "LICENCE-govuk-frontend.txt")
"""What is compiled, in `searchui/static/built/`."""


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_only(name: str) -> None:
    """No index address, no find-links, no local path: it serves on any machine."""
    for line in (ROOT / name).read_text("utf-8").splitlines():
        shape = (
            r"[\w.-]+==[\w.!+-]+(?: ; [^/]+)?(?: \\)?|    --hash=sha256:[0-9a-f]{64}(?: \\)?|\s*#.*"
        )
        assert re.fullmatch(shape, line), line
        assert "://" not in line


@pytest.mark.parametrize("name", LOCKS)
def test_every_pinned_package_has_a_hash(name: str) -> None:
    """Pip then refuses bytes that are not those that were tried."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry.splitlines()[0])


def test_every_dependency_is_pinned_and_its_range_is_open() -> None:
    """The lock has a version for each; pyproject.toml pins none exactly."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = (ROOT / "requirements.lock").read_text("utf-8").lower()
    for dependency in project["dependencies"]:
        name = re.match(r"[\w-]+", dependency)
        assert name
        assert f"\n{name[0].lower()}==" in f"\n{locked}"
        assert "==" not in dependency.partition(";")[0]


def test_nobody_else_owns_our_three_names() -> None:
    """Pip would overwrite a second cli.py without a word."""
    owners = packages_distributions()
    for name in ("cli", "indexer", "searchui"):
        assert set(owners.get(name, ["minutebook"])) == {"minutebook"}


def test_every_dependency_is_justified() -> None:
    """docs/dependencies.md has a line for each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    for dependency in [*project["dependencies"], *extras]:
        name = re.match(r"[\w-]+", dependency)
        assert name and f"| {name[0].lower()} |" in page, dependency


def test_nothing_imports_the_command_line() -> None:
    """cli.py stands on all else; nothing stands on it."""
    for path in [*(ROOT / "indexer").rglob("*.py"), *(ROOT / "searchui").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert "cli" not in [alias.name for alias in node.names], path
            elif isinstance(node, ast.ImportFrom):
                assert node.module != "cli", path


def test_the_repository_names_no_machine() -> None:
    """No path of the machine it was written on."""
    kinds = {".py", ".md", ".toml", ".txt", ".lock", ".html", ".css", ".scss", ".js", ".json"}
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        ours = parts[0] != "build" and not any(part.startswith(".") for part in parts)
        if path.suffix in kinds and ours:
            assert str(ROOT) not in path.read_text("utf-8", errors="replace"), path


def test_npm_packages_are_pinned_with_hashes_and_without_addresses() -> None:
    """package.json pins exactly; in the lock each has its hash, and none the place it came from."""
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))
    for versions in (wanted["dependencies"], wanted["devDependencies"]):
        assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert {f"node_modules/{name}" for name in wanted["dependencies"]} < set(locked)
    for name, entry in locked.items():
        assert "resolved" not in entry
        assert name == "" or entry["integrity"].startswith("sha512-")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    """The wheel, built as pip builds it."""
    with ZipFile(_built(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))) as archive:
        yield archive


def _built(tree: Path, target: str, folder: Path) -> Path:
    call = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(call, cwd=tree, check=True, capture_output=True)
    return next(folder.iterdir())


def test_the_wheel_holds_our_three_names_and_nothing_else(wheel: ZipFile) -> None:
    """Never tests or tools; data folders are not packages."""
    top = {name.partition("/")[0] for name in wheel.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {
        "cli.py",
        "indexer",
        "searchui",
    }


def test_the_wheel_carries_sample_templates_and_licence(wheel: ZipFile) -> None:
    """`pipx install` gives what `make run` gives."""
    names = wheel.namelist()
    sample = sum(path.is_file() for path in (ROOT / "corpus" / "sample").rglob("*"))
    assert len([name for name in names if name.startswith("indexer/sample/")]) == sample
    for part in ("searchui/templates/", "searchui/static/minutebook.svg", "licenses/LICENSE"):
        assert any(part in name for name in names), part


def test_the_wheel_carries_style_and_script_compiled(wheel: ZipFile) -> None:
    """With the licence of what they are made of, and without their sources."""
    for name in BUILT:
        assert wheel.read(f"searchui/static/built/{name}")
    assert not [name for name in wheel.namelist() if name.startswith("searchui/assets/")]


def test_the_style_has_nothing_that_is_for_govuk_alone(wheel: ZipFile) -> None:
    """No GDS Transport, no crest; it asks for no file at all."""
    style = wheel.read("searchui/static/built/minutebook.css").decode()
    assert ".govuk-button" in style
    for part in ("GDS Transport", "crest.", "@font-face", "url("):
        assert part not in style, part


def test_the_script_imports_by_an_address_that_changes_with_what_it_imports(wheel: ZipFile) -> None:
    """So that browsers may keep both for good."""
    module = wheel.read("searchui/static/built/govuk-frontend.min.js")
    script = wheel.read("searchui/static/built/minutebook.js").decode()
    version = hashlib.sha256(module).hexdigest()[:12]
    assert f"from './govuk-frontend.min.js?v={version}'" in script


def test_a_source_archive_needs_neither_node_nor_npm(tmp_path: Path) -> None:
    """It carries what is compiled, and a wheel of it is built without compiling."""
    packed = _built(ROOT, "sdist", tmp_path / "packed")
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path / "tree", filter="data")
    tree = next((tmp_path / "tree").iterdir())
    with ZipFile(_built(tree, "wheel", tmp_path / "wheel")) as wheel:
        assert {f"searchui/static/built/{name}" for name in BUILT} <= set(wheel.namelist())
    assert not (tree / "build").exists()


def test_what_is_compiled_is_current_until_a_source_changes(tmp_path: Path) -> None:
    """Then it is compiled again, and the build asks for Node where the system has none."""
    for part in ("searchui/assets", "searchui/static/built", "tools"):
        shutil.copytree(ROOT / part, tmp_path / part)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, tmp_path)
    assert assets.is_current(tmp_path)
    with (tmp_path / "searchui" / "assets" / "_print.scss").open("a") as partial:
        partial.write("// one more word\n")
    assert not assets.is_current(tmp_path)


def test_a_registry_out_of_reach_is_told_in_a_sentence(tmp_path: Path) -> None:
    """With what to do and what npm says, and nothing counts as fetched."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, tmp_path)
    failed = subprocess.CompletedProcess(["npm"], 1, stdout="", stderr="npm error code ENOTFOUND")
    with (
        patch.object(assets, "_program", return_value=lambda *_, **__: failed),
        pytest.raises(assets.CannotCompile, match=r"way to npm's registry[^\0]*ENOTFOUND"),
    ):
        assets.fetch(tmp_path)
    assert not list((tmp_path / "build" / "npm").glob(".fetched-*"))
