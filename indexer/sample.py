"""The papers of an invented council that come with Minutebook."""

from pathlib import Path

from indexer.errors import Failed

COUNCIL = "kelderby"
QUESTION = "food waste collection"


def sample_folder() -> Path:
    """Where the sample lies: in the package, or in a checkout under `corpus/`."""
    here = Path(__file__).parent
    for folder in (here / "sample", here.parent / "corpus" / "sample"):
        if folder.is_dir():
            return folder
    raise Failed("The sample papers are missing from this installation; install Minutebook again.")
