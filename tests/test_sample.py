"""The shipped sample is what its sources say: whoever edits one builds the other."""

import json
from pathlib import Path

import pytest
from build_sample import SOURCES, build

from indexer.extract.formats import extract
from indexer.media import PDF
from indexer.sample import sample_folder

TRUTH = Path(__file__).parent / "golden" / "sample_truth.json"


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    build(SOURCES, folder / "sample", folder / "truth.json")
    return folder


def files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def test_the_sources_give_the_files_that_are_shipped(rebuilt: Path) -> None:
    """The same names, and the same words in each PDF; bytes may differ with a library's version."""
    assert files(rebuilt / "sample") == files(sample_folder())
    for name in files(sample_folder()):
        if name.suffix == ".pdf":  # a page tells the size of its files, which may differ
            new, shipped = (
                extract(PDF, (folder / name).read_bytes())
                for folder in (rebuilt / "sample", sample_folder())
            )
            assert new == shipped, name


def test_the_truth_is_that_of_the_sources(rebuilt: Path) -> None:
    """What tests compare the reading with was not edited by hand."""
    assert json.loads((rebuilt / "truth.json").read_text("utf-8")) == json.loads(
        TRUTH.read_text("utf-8")
    )
