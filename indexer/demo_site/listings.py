"""Committees and their meetings: the pages that lead to all others (§2.2, §5.1, §5.2)."""

from datetime import date as Date

from indexer.demo_site.answers import Answer, Ask
from indexer.demo_site.markup import (
    board_name,
    bullets,
    clock,
    coded,
    link,
    long_date,
    meeting_href,
    meeting_words,
    page,
    short_date,
    with_span,
)
from indexer.demo_site.papers import HALF_A_YEAR, Board, Meeting, Papers

_ON_A_PAGE = 8
_LIBRARY_ID, _LIBRARY_DATE, _LIBRARY_START = 55, Date(2011, 2, 8), "10:00"


def committees(papers: Papers, ask: Ask) -> Answer:
    """`mgListCommittees.aspx`: current committees only."""
    rows = [
        link(
            f"mgCommitteeDetails.aspx?ID={board.id}", coded(board.name), tip=f"Link to {board.name}"
        )
        for board in papers.all.boards
        if not board.expired
    ]
    return page(papers, "Committees", bullets(rows))


def home(papers: Papers, ask: Ask) -> Answer:
    """`ieDocHome.aspx`: each committee's meetings, the former ones' too, and the newest papers."""
    rows = [
        link(f"ieListMeetings.aspx?CommitteeId={board.id}", coded(with_span(board)))
        for board in papers.all.boards
    ]
    newest = sorted(papers.all.meetings, key=lambda one: (one.moment, one.id), reverse=True)[:5]
    recent = [_entry(papers, meeting, meeting.boards[0], 2) for meeting in newest]
    content = f'{bullets(rows)}\n<h2  class="mgSectionTitle" >Latest</h2>\n{bullets(recent)}'
    return page(papers, "Agendas and minutes", content, under="Browse committee meetings")


def committee(papers: Papers, ask: Ask) -> Answer | None:
    """`mgCommitteeDetails.aspx?ID=`: what a committee is for, and whom to ask."""
    board = papers.board(ask.number("id"))
    if not board:
        return None
    links = "\n".join(
        f"<li>{one}</li>"
        for one in (
            link(
                f"ieListMeetings.aspx?CId={board.id}&Year=0",
                f"Browse meetings for {coded(board.name)}",
            ),
            link(f"mgCommitteeMailingList.aspx?ID={board.id}", "Committee mailing list"),
            link(f"mgRegisterKeywordInterest.aspx?CId={board.id}", "Register your interest"),
        )
    )
    recent = [_entry(papers, one, board.id, 4) for one in papers.meetings_of(board.id)[:2]]
    content = f"""<h2  class="mgSectionTitle" >Purpose of committee</h2>
<div class="mgWordPara"><div class="WordSection1"><p class="MsoNormal"><span style="">To carry
out the duties given to it by the Council&#8217;s constitution.</span></p>
<p class="MsoNormal"><span style="">&nbsp;</span></p></div></div>
<h2  class="mgSectionTitle" >Recent meetings</h2>
{bullets(recent)}
<h2  class="mgSectionTitle" >Contact information</h2>
<p><span  class="mgLabel" >Support officer: </span>Democratic Services.&nbsp;</p>"""
    return page(papers, "Committee details", content, under=with_span(board), links=links)


def meetings(papers: Papers, ask: Ask) -> Answer | None:
    """`ieListMeetings.aspx`: one committee's meetings of a year, or before or after a moment."""
    board = papers.board(ask.number("cid", "committeeid"))
    if not board:
        return None
    held = papers.meetings_of(board.id)
    library = _library_meetings(papers, board)
    known = [*held, *library]
    shown = _window(known, ask, papers.all.today)
    rows = "\n".join(
        f'<li  class="mgTable{"Even" if turn % 2 else "Odd"}Row" >'
        f"{_library_entry() if meeting in library else _entry(papers, meeting, board.id, turn)}</li>"
        for turn, meeting in enumerate(shown)
    )
    paging = bullets(_paging(known, shown, board.id, ask), "mgActionList")
    content = f"""<p>This page lists the meetings for {coded(board.name)}.</p>
<ul  class="mgNonBulletTableList" >
{rows}
</ul>
{paging}
<p>{link(f"mgCommitteeDetails.aspx?ID={board.id}", f"Information about {coded(board.name)}")}</p>"""
    return page(papers, "Browse meetings", content, under=board.name)


def library(papers: Papers, ask: Ask) -> Answer | None:
    """`ceListDocuments.aspx?MeetingId=`: a meeting of the old library, with numbers of its own."""
    former = next((board for board in papers.all.boards if board.expired), None)
    if not former or ask.number("meetingid", "mid") != _LIBRARY_ID:
        return None
    when = f"{long_date(_LIBRARY_DATE)} {clock(_LIBRARY_START)}"
    document = link(_library_file(former.id), "Agenda and papers", tip="Link to document htm file")
    size = (
        '<span  class="mgFileSize" ><img alt="htm icon" src="mgimages/htm.gif" /> HTM 2 KB</span>'
    )
    return page(
        papers, "Agenda", bullets([f"{document}\n {size}"]), under=f"{former.name} - {when}"
    )


def library_file(papers: Papers, ask: Ask) -> Answer | None:
    """The one file of the old library."""
    former = next((board for board in papers.all.boards if board.expired), None)
    if not former or ask.name != _library_file(former.id).lower():
        return None
    text = f"""<html><head><title>Agenda</title></head><body>
<h1>{coded(former.name)}</h1><p>Tuesday 8th February 2011 at 10:00</p>
<p>1. Apologies<br>2. Winter gritting: the stock of salt&nbsp;- report of the Street Services
Manager</p></body></html>"""
    return Answer(body=text.encode())


def _library_file(board: int) -> str:
    return f"Published/C{board:08d}/M{_LIBRARY_ID:08d}/$$ADocPackPublic.htm"


def _library_meetings(papers: Papers, board: Board) -> list[Meeting]:
    """The old library's meeting stands in the list of the first committee that is no more."""
    former = next((one for one in papers.all.boards if one.expired), None)
    if board is not former:
        return []
    return [Meeting(_LIBRARY_ID, (board.id,), _LIBRARY_DATE, board.name, "", start=_LIBRARY_START)]


def _library_entry() -> str:
    day = f"{_LIBRARY_DATE:%d%%2f%m%%2f%Y}%2c%20{_LIBRARY_START.replace(':', '%3a')}"
    href = f"ceListDocuments.aspx?MeetingId={_LIBRARY_ID}&DF={day}"
    words = f"{short_date(_LIBRARY_DATE)}&nbsp;{clock(_LIBRARY_START)}"
    return f"{link(href, words, css='mgMeetingTableLnk')} - Agenda"


def _entry(papers: Papers, meeting: Meeting, board: int, turn: int) -> str:
    """One meeting in a list, linked in one of several ways."""
    words = f"{short_date(meeting.date)}&nbsp;{clock(meeting.start)}"
    tip = f"Meeting of {board_name(papers, board)}, {meeting_words(meeting)}"
    entry = link(meeting_href(meeting, board, turn), words, tip=tip, css="mgMeetingTableLnk")
    return f"{entry} - {coded(meeting.listed)}" if meeting.listed else entry


def _window(known: list[Meeting], ask: Ask, today: Date) -> list[Meeting]:
    """The meetings that a list shows, newest first."""
    act, moment, year = ask.text("act").lower(), ask.text("d"), ask.number("year")
    if act == "earlier":
        return [one for one in known if one.moment < moment][:_ON_A_PAGE]
    if act == "later":
        return [one for one in known if one.moment > moment][-_ON_A_PAGE:]
    if year and ask.quirks.years:
        return [one for one in known if one.date.year == year]
    return [one for one in known if one.date >= today - HALF_A_YEAR]


def _paging(known: list[Meeting], shown: list[Meeting], board: int, ask: Ask) -> list[str]:
    """Links to the years, and to what lies before and after."""
    years = sorted({one.date.year for one in known}, reverse=True) if ask.quirks.years else []
    links = [
        link(f"ieListMeetings.aspx?CId={board}&Year={year}", f"Meetings in {year}")
        for year in years
    ]
    # An expired committee has no meeting in the default window.
    oldest, newest = (shown[-1], shown[0]) if shown else (None, None)
    for act, edge in (("earlier", oldest), ("later", newest)):
        beyond = _beyond(known, act, edge)
        if beyond:
            href = f"ieListMeetings.aspx?Act={act}&CId={board}&D={beyond}&MD=ielistmeetings"
            links.append(link(href, f"{act.capitalize()} meetings"))
    return links


def _beyond(known: list[Meeting], act: str, edge: Meeting | None) -> str | None:
    """The moment from which to go on; None where nothing lies beyond."""
    if edge is None:
        return "999912312359" if act == "earlier" and known else None
    last = known[-1] if act == "earlier" else known[0]
    return None if edge is last else edge.moment
