"""Which page answers what, and the small pages that nothing but links needs."""

from collections.abc import Callable

from indexer.demo_site import files, listings, news, registers, service
from indexer.demo_site.answers import Answer, Ask
from indexer.demo_site.markup import coded, link, month_name, page
from indexer.demo_site.papers import Papers

ERROR = "mgerror.aspx"
LOGIN = "ielogon.aspx"
ROBOTS = "robots.txt"
_PLAIN_ROBOTS = """User-agent: *
Disallow: /*mgCalendar*
Disallow: /*mgVCalendar
Disallow: /*?*SS=
Disallow: /*mgRegisterKeywordInterest.aspx*
"""

Page = Callable[[Papers, Ask], Answer | None]


def answer(papers: Papers, ask: Ask) -> Answer:
    """What the plain site says. A page that is not there leads to the error page (§10)."""
    if ask.name.startswith("documents/"):
        return files.document(papers, ask)
    if ask.name.split("/")[0] == service.NAME:
        return service.answer(papers, ask)
    if ask.name.startswith("published/"):
        return listings.library_file(papers, ask) or files.NOT_FOUND
    if ask.name and not ask.name.endswith(".aspx"):
        return files.NOT_FOUND
    found = _PAGES.get(ask.name, _missing)(papers, ask)
    return found or Answer(302, headers={"Location": "mgError.aspx"})


def robots(quirks_text: str | None, crawl_delay: float | None) -> Answer:
    """`robots.txt`, with wildcards (RFC 9309)."""
    text = _PLAIN_ROBOTS if quirks_text is None else quirks_text
    if crawl_delay is not None:
        text += f"Crawl-delay: {crawl_delay:g}\n"
    return Answer(body=text.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})


def _missing(papers: Papers, ask: Ask) -> None:
    return None


def _error(papers: Papers, ask: Ask) -> Answer:
    """Where wrong addresses end: 200."""
    words = "The page that you asked for could not be found."
    return page(papers, "Error", f'<p  class="mgErrorTxt" >{words}</p>')


def _login(papers: Papers, ask: Ask) -> Answer:
    form = '<form action="ieLogon.aspx" method="post"><input type="password" name="p" /></form>'
    return page(papers, "Sign in", form)


def _search(papers: Papers, ask: Ask) -> Answer:
    """The form; no search is done here."""
    form = """<form  action="ieSearchResults.aspx"  method="post" >
<input type="text" name="SearchStr" /><input type="hidden" name="DocType" value="3" />
<input  class="mgSubmitButton"  type="submit" value="Search" /></form>"""
    return page(papers, "Search documents", form)


def _no_results(papers: Papers, ask: Ask) -> Answer:
    words = "No results found for your query"
    return page(papers, "Search results", f'<p  class="mgErrorTxt" >{words}</p>')


def _calendar(papers: Papers, ask: Ask) -> Answer:
    """Months without end."""
    today = papers.all.today
    month, year = ask.number("m", "month") or today.month, ask.number("y", "year") or today.year
    month = min(max(month, 1), 12)
    before = (12, year - 1) if month == 1 else (month - 1, year)
    after = (1, year + 1) if month == 12 else (month + 1, year)
    turns = "\n".join(
        link(f"mgCalendarMonthView.aspx?GL=1&M={m}&Y={y}", f"{month_name(m)} {y}")
        for m, y in (before, after)
    )
    entries = "\n".join(
        link(f"mgVCalendar.aspx?EID={one.id}&ET=51&RPID=0&FMT=ICS", coded(one.title))
        for one in papers.all.meetings
        if (one.date.year, one.date.month) == (year, month)
    )
    return page(papers, "Calendar", f"{turns}\n{entries}", under=f"{month_name(month)} {year}")


def _entry(papers: Papers, ask: Ask) -> Answer:
    """A calendar entry, which is no paper."""
    body = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    return Answer(body=body, headers={"Content-Type": "text/calendar; charset=utf-8"})


def _interest(papers: Papers, ask: Ask) -> Answer:
    return page(papers, "Register your interest", "<p>Tell us your e-mail address.</p>")


def _place(papers: Papers, ask: Ask) -> Answer:
    return page(papers, "Location details", "<p>Guildhall, Castle Street, Kelderby</p>")


def _member(papers: Papers, ask: Ask) -> Answer:
    """A councillor's page, with a membership that is over and hidden; no committee paper (§10)."""
    ended = (
        '<ul><li  class="mgExpiredMembershipEntryC"  style="display: none;">Licensing Board <strong>'
        " &#40;02&#47;06&#47;2020 - 09&#47;10&#47;2021&#41;</strong></li></ul>"
    )
    return page(papers, "Councillor details", ended)


def _loop(papers: Papers, ask: Ask) -> Answer:
    """A redirect that never arrives."""
    number = (ask.number("n") or 0) + 1
    return Answer(302, headers={"Location": f"mgLoop.aspx?N={number}"})


_PAGES: dict[str, Page] = {
    "": listings.home,
    "iedochome.aspx": listings.home,
    "uucoverpage.aspx": listings.home,
    "mglistcommittees.aspx": listings.committees,
    "mgcommitteedetails.aspx": listings.committee,
    "ielistmeetings.aspx": listings.meetings,
    "ielistdocuments.aspx": files.agenda,
    "celistdocuments.aspx": listings.library,
    "mgai.aspx": files.item,
    "mgmeetingattendance.aspx": files.attendance,
    "mgwhatsnew.aspx": news.whats_new,
    "mgrss.aspx": news.feed,
    "mgdelegateddecisions.aspx": registers.cabinet_members,
    "mglistofficerdecisions.aspx": registers.officers,
    "iedecisiondetails.aspx": files.decision,
    "mgplanshome.aspx": registers.plans_home,
    "mglistplans.aspx": registers.plans,
    "mglistplanitems.aspx": files.plan,
    "mgissuehistoryhome.aspx": files.issue,
    "ieissuedetails.aspx": files.issue,
    "mgconvert2pdf.aspx": files.converted,
    "mgchoosedocpack.aspx": files.choose_pack,
    "mglocationdetails.aspx": _place,
    "mgcalendarmonthview.aspx": _calendar,
    "mgcalendarweekview.aspx": _calendar,
    "mgcalendaragendaview.aspx": _calendar,
    "mgvcalendar.aspx": _entry,
    "mguserinfo.aspx": _member,
    "mgregisterkeywordinterest.aspx": _interest,
    "mgcommitteemailinglist.aspx": _interest,
    "iedocsearch.aspx": _search,
    "iesearchresults2.aspx": _no_results,
    "mgloop.aspx": _loop,
    ERROR: _error,
    LOGIN: _login,
}
