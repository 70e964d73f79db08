"""What members, reporters and officers come for, from the first page to the last, with and without script."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree
from page_checks import BOARD_NAME, DRAFT, ITEM
from playwright.sync_api import Locator, Page, expect

from browser.addresses import NOTHING, OFFICER, PAGES, WASTE, search

ATOM = "{http://www.w3.org/2005/Atom}"
_INSIDE = """(marks) => marks.every((mark) => {
  const [inner, outer] = [mark, mark.ownerSVGElement].map((one) => one.getBoundingClientRect())
  return inner.width && inner.height && inner.left >= outer.left && inner.right <= outer.right
    && inner.top >= outer.top && inner.bottom <= outer.bottom
})"""
_NO_CLIPBOARD = "void (navigator.clipboard.writeText = () => Promise.reject(new Error('not here')))"
# What is another at every visit: how long a search took, and when nothing was found.
_PASSING = re.compile(r"In [^,]* seconds?|\d\d?:\d\d UTC")


# --- a member -------------------------------------------------------------------------------------


def test_member_finds_what_was_resolved_by_whom(site: str, either: Page) -> None:
    """Words and Enter: the hit tells the decision, who took it in what capacity, and that its
    minutes are approved; its page begins with the same.
    """
    _ask(either, site, "weekly food waste collections")
    hit = _hit(either, ITEM)
    resolved = "Support the introduction of weekly food waste collections"
    expect(hit).to_contain_text(f"Decided by {BOARD_NAME} (scrutiny)")
    expect(hit).to_contain_text("minutes approved")
    expect(hit).to_contain_text(resolved)
    hit.get_by_role("heading").get_by_role("link").click()
    expect(either).to_have_url(f"{site}/{ITEM}")
    decision = either.locator("main section").first
    expect(decision.get_by_role("heading")).to_contain_text("Decision")
    expect(decision).to_contain_text(f"Decided by {BOARD_NAME} (scrutiny)")
    expect(decision).to_contain_text("minutes approved")
    expect(decision).to_contain_text(resolved)


def test_member_is_told_what_is_only_a_draft(site: str, either: Page) -> None:
    """Where no later meeting agreed the minutes, both the hit and the item say draft."""
    _ask(either, site, "food waste collections pilot early findings")
    expect(_hit(either, DRAFT)).to_contain_text("draft minutes")
    either.goto(f"{site}/{DRAFT}")
    expect(either.locator("main section").first).to_contain_text("draft minutes")


def test_member_gets_to_the_page_of_the_paper(site: str, either: Page) -> None:
    """From a passage to its page: the picture with the words marked on it, the text beside."""
    _ask(either, site, WASTE)
    link = _hit(either, ITEM).get_by_role("link", name="see page").first
    with either.expect_response("**/*.png") as drawn:
        link.click()
    assert drawn.value.body().startswith(b"\x89PNG")
    expect(either.get_by_role("heading", level=1)).to_have_text(re.compile(r"Page \d+ of \w+"))
    marks = either.locator("main svg rect")
    expect(marks).not_to_have_count(0)
    assert marks.evaluate_all(_INSIDE)
    text = either.get_by_role("region", name="Its text")
    assert {word.lower() for word in text.locator("mark").all_inner_texts()} == {"food", "waste"}
    picture, words = either.locator("main svg").bounding_box(), text.bounding_box()
    assert picture and words and picture["x"] + picture["width"] <= words["x"]


# --- a reporter -----------------------------------------------------------------------------------


def test_reporter_narrows_by_clicking(site: str, either: Page) -> None:
    """The chart narrows to a year, a count to a board, a chip takes it back: totals are as promised."""
    _ask(either, site, WASTE)
    at_first = _total(either)
    narrow = either.get_by_role("complementary", name="Narrow the result")
    bar = narrow.locator("svg a").last
    year, promised = str(bar.get_attribute("aria-label")).split(": ")
    bar.click()
    assert _total(either) == promised
    assert _asked(either)["year"] == [year]
    boards = narrow.get_by_role("list").filter(has=either.get_by_role("link", name=BOARD_NAME))
    line = boards.get_by_role("listitem").filter(
        has=either.get_by_role("link", name=BOARD_NAME, exact=True)
    )
    count = str(line.inner_text()).removeprefix(BOARD_NAME).strip()
    line.get_by_role("link").click()
    assert _total(either).split()[0] == count
    for name in ("municipal year", "board"):
        chips = either.get_by_role("list", name="Filters chosen")
        chips.get_by_role("link", name=f"remove {name}").click()
    assert _total(either) == at_first
    assert _asked(either).keys() <= {"q", "sort"}


def test_reporter_is_led_to_the_council_s_own_copy(site: str, either: Page) -> None:
    """The page of the picture and the hit lead to the council's copy, opened at that page."""
    either.goto(site + search(q=WASTE, kind="report"))
    hit = either.get_by_role("article").first
    own = str(hit.get_by_role("link", name="council’s copy").first.get_attribute("href"))
    hit.get_by_role("link", name="see page").first.click()
    copy = either.get_by_role("link", name="Open the council’s own copy")
    expect(copy).to_have_attribute("href", own)
    number = either.url.partition("?")[0].rpartition("/")[2]
    assert own.startswith("http") and own.endswith(f"#page={number}")


def test_reporter_subscribes_to_a_search(site: str, either: Page) -> None:
    """The feed of a search is Atom and has just the items that the search has, newest first."""
    _ask(either, site, WASTE)
    total = int(_total(either).split()[0])
    link = str(either.get_by_role("link", name="Feed of this search").get_attribute("href"))
    answer = either.request.get(site + link)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.body())
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    entries = feed.findall(f"{ATOM}entry")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == total
    assert all(entry.find(f"{ATOM}link").get("href", "").startswith(site) for entry in entries)


def test_reporter_gets_a_statement_that_nothing_was_found(site: str, either: Page) -> None:
    """What is nowhere: when it was asked, what was searched, which word is at fault, what is missing and
    what could not be searched; the same as text.
    """
    either.goto(site + NOTHING)
    expect(either.get_by_role("heading", level=1)).to_have_text("Nothing found")
    statement = either.get_by_role("region", name="Nothing found")
    said = statement.inner_text()
    for part in ("food waste monorail", "102 items of 12 meetings", "Cabinet", "22 November 2026"):
        assert part in said
    assert "“monorail”: no item within the board asked for, no item in all" in said
    assert [title.inner_text() for title in statement.get_by_role("heading", level=3).all()] == [
        "What was asked",
        "What was searched",
        "What each part of the search has",
        "What is known to be missing",
        "What could not be searched",
    ]
    either.get_by_text("The statement as text, to copy").click()
    plain = either.get_by_role("region", name="The statement as text")
    lines = statement.locator("li").evaluate_all("all => all.map((one) => one.firstChild.data)")
    assert [line for line in lines if line.strip() not in plain.inner_text()] == []
    statement.get_by_role("link").first.click()
    assert int(_total(either).split()[0]) > 0


def test_statement_can_be_printed(site: str, either: Page) -> None:
    """On paper stand the statement and that this is not the official record; no navigation, form, button."""
    either.goto(site + NOTHING)
    either.emulate_media(media="print")
    expect(either.get_by_role("region", name="Nothing found")).to_be_visible()
    expect(either.get_by_text("This is not the official record of the council.")).to_be_visible()
    for gone in (
        either.get_by_role("navigation", name="Pages"),
        either.get_by_role("search"),
        either.get_by_role("button"),
    ):
        expect(gone).to_have_count(0)


@pytest.mark.parametrize("clipboard", [True, False])
def test_statement_is_copied_with_one_click(site: str, copying: Page, clipboard: bool) -> None:
    """The button copies all of it and says so, also where a browser has no clipboard for pages."""
    copying.goto(site + NOTHING)
    if not clipboard:
        copying.evaluate(_NO_CLIPBOARD)
    copying.get_by_text("The statement as text, to copy").click()
    copying.get_by_role("button", name="Copy this statement").click()
    expect(copying.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert _copied(copying) == copying.locator("#statement").inner_text().strip()


# --- an officer -----------------------------------------------------------------------------------


def test_officer_opens_the_reports_of_a_year(site: str, either: Page) -> None:
    """From the list to the name, to a year: as many items as it promised, each with a citation."""
    either.goto(site + PAGES["officers"])
    either.get_by_role("link", name="Owen Tranter", exact=True).click()
    assert urlsplit(either.url).path == OFFICER
    year = either.get_by_role("navigation", name="Municipal years").get_by_role("link").first
    told = re.match(r"(\S+): (\d+)", year.inner_text())
    assert told
    year.click()
    expect(either.get_by_role("heading", level=2).nth(1)).to_contain_text(told[1])
    entries = either.get_by_role("article")
    expect(entries).to_have_count(int(told[2]))
    for entry in entries.all():
        title = entry.get_by_role("heading").inner_text()
        entry.get_by_text("Citation", exact=False).first.click()
        expect(entry.get_by_text(f"“{title}”")).to_be_visible()


def test_officer_copies_a_citation(site: str, copying: Page) -> None:
    """One click copies the line as it stands on the page: of an entry, and of the item itself."""
    for address, button in ((OFFICER, "Copy citation"), (f"/{ITEM}", "Copy the citation")):
        copying.goto(site + address)
        copying.evaluate(
            "document.querySelectorAll('details').forEach((one) => { one.open = true })"
        )
        wanted = copying.get_by_role("button", name=button).first
        wanted.click()
        expect(copying.get_by_role("status").filter(has_text="Copied")).to_be_visible()
        line = copying.locator(f"#{wanted.get_attribute('data-copy')}").inner_text()
        assert _copied(copying) == line.strip()
        assert re.search(r"\d{4}, minute|\d{4}, item|\d{4}, “", line) and "http" in line


# --- everybody ------------------------------------------------------------------------------------


def test_advanced_form_asks_what_can_be_typed(site: str, either: Page) -> None:
    """Filled in and sent, it shows the query as it is typed, which typed by hand finds the same."""
    either.goto(site + PAGES["advanced"])
    either.get_by_label("All these words").fill("waste")
    either.get_by_label("This exact phrase").fill("food waste")
    either.get_by_label("None of these words").fill("liners")
    either.get_by_label("With a paper of the kind").select_option("report")
    either.get_by_label("From").fill("2023")
    either.get_by_role("button", name="Search").click()
    composed = _asked(either)["q"][0]
    assert '"food waste"' in composed and "-liners" in composed and "kind:" in composed
    found = _titles(either)
    assert found
    _ask(either, site, 'waste "food waste" -liners kind:report date:>=2023')
    assert _titles(either) == found


def test_nothing_is_missing_without_script(site: str, page: Page, no_script: Page) -> None:
    """Every page says the same with and without script, and shows no button that would do nothing."""
    missing = []
    for name, address in PAGES.items():
        page.goto(site + address)
        no_script.goto(site + address)
        with_it, without = (_PASSING.sub("", _said(one)) for one in (page, no_script))
        if with_it != without:
            missing.append(f"{name}: other words")
        dead = no_script.locator("button:not([type=submit]):visible, [class*=js-only]:visible")
        missing += [f"{name}: {button}" for button in dead.all_inner_texts() if button != "Mark"]
    assert missing == []


def _ask(page: Page, site: str, query: str) -> None:
    page.goto(site)
    page.get_by_role("searchbox", name="Words to look for").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")


def _total(page: Page) -> str:
    """Such as `24 items`."""
    return page.get_by_role("heading", level=1).inner_text().removesuffix(" found")


def _asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def _titles(page: Page) -> list[str]:
    return page.get_by_role("article").get_by_role("heading").all_inner_texts()


def _hit(page: Page, item: str) -> Locator:
    return page.get_by_role("article").filter(has=page.locator(f"a[href='/{item}']"))


def _said(page: Page) -> str:
    return " ".join(str(page.locator("main").text_content()).split())


def _copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text.replace("\r\n", "\n")
