"""What every page has in a real browser: no fault that axe-core knows, and room on a telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser.addresses import FILES, PAGES
from indexer.search.archive import Archive
from searchui.app import create_app

_CUT = """() => [...document.body.querySelectorAll('*')].filter((element) => {
  const style = getComputedStyle(element)
  return element.checkVisibility() && !element.closest('.govuk-visually-hidden, .govuk-skip-link, svg')
    && !element.matches('input') && element.scrollWidth > element.clientWidth + 1
    && ['hidden', 'clip'].includes(style.overflowX)
}).map((element) => `cut: ${element.outerHTML.slice(0, 120)}`)"""
_BESIDE = """() => [...document.body.querySelectorAll('main *, header *, footer *')].filter((element) => {
  const box = element.getBoundingClientRect()
  return box.width && (box.right > innerWidth + 1 || box.left < -1) && element.checkVisibility()
    && !element.closest('.govuk-visually-hidden, .govuk-skip-link, [tabindex="0"]')
}).map((element) => `beside the window: ${element.outerHTML.slice(0, 120)}`)"""
_SIDEWAYS = "() => document.scrollingElement.scrollWidth > innerWidth ? ['scrolls sideways'] : []"
_REFLOW = (_SIDEWAYS, _BESIDE, _CUT)
_UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true })"
_NARROW = 320
"""A window of 1280 dots at 400 % (WCAG 2.2, 1.4.10)."""


def test_no_kind_of_page_is_forgotten(archive: Archive) -> None:
    """Every rule by which the application answers is behind one of the addresses tried."""
    app = create_app(archive)
    rules = app.url_map.bind("localhost")
    tried = {
        rules.match(address.partition("?")[0])[0] for address in (*PAGES.values(), *FILES.values())
    }
    assert tried == {rule.endpoint for rule in app.url_map.iter_rules()}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_is_accessible_and_fits(
    site: str, page: Page, axe: Callable[[Page], list[str]], address: str
) -> None:
    """With all its parts unfolded: axe-core finds nothing, wide and on a telephone, and at 400 % zoom
    nothing is cut or stands beside the window.
    """
    page.goto(site + address)
    page.evaluate(_UNFOLD)
    faults = axe(page)
    for width in (360, _NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for script in _REFLOW for fault in page.evaluate(script)]
        if width != _NARROW:
            faults += [f"{width}: {fault}" for fault in axe(page)]
    assert sorted(set(faults)) == []
