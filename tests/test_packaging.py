"""What is shipped: pinned versions without addresses, our three names, one way through the house."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")


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
    kinds = {".py", ".md", ".toml", ".txt", ".lock", ".html", ".css"}
    for path in ROOT.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        if path.suffix in kinds and not hidden:
            assert str(ROOT) not in path.read_text("utf-8", errors="replace"), path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of all files in the wheel, built as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(call, cwd=ROOT, check=True, capture_output=True)
    with ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive.namelist()


def test_the_wheel_holds_our_three_names_and_nothing_else(wheel: list[str]) -> None:
    """Never tests or tools; data folders are not packages."""
    top = {name.partition("/")[0] for name in wheel}
    assert {name for name in top if not name.endswith(".dist-info")} == {
        "cli.py",
        "indexer",
        "searchui",
    }


def test_the_wheel_carries_sample_templates_and_licence(wheel: list[str]) -> None:
    """`pipx install` gives what `make run` gives."""
    sample = sum(path.is_file() for path in (ROOT / "corpus" / "sample").rglob("*"))
    assert len([name for name in wheel if name.startswith("indexer/sample/")]) == sample
    for part in ("searchui/templates/", "searchui/static/", "licenses/LICENSE"):
        assert any(part in name for name in wheel), part
