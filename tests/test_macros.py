"""The macros of the pages give what GOV.UK Frontend of the pinned version gives, whose style we compile."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from searchui import govuk

COMPONENTS = (
    Path(__file__).parents[1] / "build/npm/node_modules/govuk-frontend/dist/govuk/components"
)
NEWER = {
    "with right-aligned language navigation",
    "with `inline` end slot",
}
"""Ways of calling a macro that came after it was written; none is ours."""


def shape(node: Any) -> object:
    """An element with all below, whatever the spaces between."""
    attributes = sorted((name, " ".join(value.split())) for name, value in node.attrib.items())
    below = [shape(child) for child in node if isinstance(child.tag, str)]
    words = [" ".join((text or "").split()) for text in (node.text, node.tail)]
    return node.tag, attributes, words, below


def tree(markup: str) -> object:
    """A piece of a page, to be compared."""
    return shape(html.fragment_fromstring(markup, create_parent="div"))


@pytest.mark.parametrize("name", govuk.macros())
def test_a_macro_gives_what_the_style_expects(name: str) -> None:
    """For every example that GOV.UK Frontend brings of that component."""
    if not COMPONENTS.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "say: python tools/assets.py --tests"
        )
    folder = "".join(f"-{c.lower()}" if c.isupper() else c for c in name.removeprefix("govuk"))[1:]
    examples = json.loads((COMPONENTS / folder / "fixtures.json").read_text("utf-8"))["fixtures"]
    assert examples
    for example in examples:
        if example["name"] not in NEWER:
            given = str(govuk.macros()[name](example["options"]))
            assert tree(given) == tree(example["html"]), example["name"]
