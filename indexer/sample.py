"""The papers of an invented council that come with Minutebook."""

from datetime import date as Date
from pathlib import Path

from indexer.errors import Failed

COUNCIL = "kelderby"
QUESTION = "food waste collection"
FIRST_DAY = Date(2022, 5, 1)
"""The first day of the municipal years that the sample covers."""
ROOT = "/moderngov/"
PORT = 8723
"""Where the demo site is served if nobody else is there, so that a second demo finds the first's."""


def sample_folder() -> Path:
    """Where the sample lies: in the package, or in a checkout under `corpus/`."""
    here = Path(__file__).parent
    for folder in (here / "sample", here.parent / "corpus" / "sample"):
        if folder.is_dir():
            return folder
    raise Failed("The sample papers are missing from this installation; install Minutebook again.")
