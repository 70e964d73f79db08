"""The pages by keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.addresses import PAGES, WASTE

# Gives everything that Tab ought to reach a number, in the order of the page, and says how each looks while
# it has no focus; answers with how many there are.
_NUMBER = """() => {
  const takes = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
  const all = [...document.querySelectorAll(takes)]
    .filter((one) => one.type !== 'hidden' && !one.disabled && one.checkVisibility())
  window.look = (one) => { // what shows the focus may be a box beside, as with a checkbox
    const drawn = [one, one.firstElementChild, one.nextElementSibling].filter(Boolean)
    return JSON.stringify(drawn.flatMap((part) => ['', '::before'].map((pseudo) => {
      const style = getComputedStyle(part, pseudo)
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.fill]
    })))
  }
  window.unfocused = all.map(window.look)
  all.forEach((one, number) => { one.dataset.number = number })
  return all.length
}"""
_FOCUSED = """() => {
  const one = document.activeElement
  const box = one.getBoundingClientRect()
  return {
    number: Number(one.dataset.number ?? -1),
    html: one.outerHTML.slice(0, 100),
    shows: window.look(one) !== window.unfocused[one.dataset.number],
    inWindow: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""
_TRIED = (
    *("home", "filters chosen", "everything", "nothing found but parts", "advanced"),
    *("item with votes", "page with marks", "officer", "board", "coverage"),
)


def test_skip_link_is_first_and_works(site: str, page: Page) -> None:
    """The first Tab shows it, Enter leads to the matter: the next Tab is in it."""
    page.goto(site + PAGES["found"])
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").locator(":focus")).to_have_count(1)
    expect(page.get_by_role("searchbox", name="Words to look for")).to_be_focused()


@pytest.mark.parametrize("name", _TRIED)
def test_tab_reaches_everything_in_order_and_shows_it(site: str, page: Page, name: str) -> None:
    """Each link, field, button and fold gets the focus, in the order of the page, within the window, and
    looks other than without it.
    """
    page.goto(site + PAGES[name])
    count = page.evaluate(_NUMBER)
    reached: list[dict[str, Any]] = []
    for _ in range(count):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(_FOCUSED))
    assert [one["number"] for one in reached] == list(range(count))
    assert [one["html"] for one in reached if not one["shows"]] == []
    assert [one["html"] for one in reached if not one["inWindow"]] == []


def test_search_and_folds_open_with_enter(site: str, either: Page) -> None:
    """From the first page to a narrowed result and a text unfolded, with Tab and Enter only."""
    either.goto(site)
    _tab_to(either, "#q")
    either.keyboard.type(WASTE)
    either.keyboard.press("Enter")
    either.wait_for_url("**/search?*")
    before = either.get_by_role("heading", level=1).inner_text()
    _tab_to(either, "aside svg a")
    either.keyboard.press("Enter")
    either.wait_for_url("**year=**")
    assert either.get_by_role("heading", level=1).inner_text() != before
    folded = either.locator("form details").first
    unfolded = folded.get_attribute("open")
    _tab_to(either, "form summary")
    either.keyboard.press("Enter")
    assert folded.get_attribute("open") != unfolded
    _tab_to(either, "article h3 a")
    either.keyboard.press("Enter")
    expect(either.locator("main section").first.get_by_role("heading")).to_contain_text("Decision")


def test_menu_of_a_telephone_opens_with_enter(site: str, narrow: Page) -> None:
    """On a narrow window the pages fold into a menu, which the keyboard opens."""
    narrow.goto(site)
    _tab_to(narrow, "header nav button")
    browse = narrow.get_by_role("link", name="Browse", exact=True)
    expect(browse).to_be_hidden()
    narrow.keyboard.press("Enter")
    expect(browse).to_be_visible()


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until something of this kind has the focus."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")
