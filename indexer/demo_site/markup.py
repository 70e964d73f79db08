"""The look of the pages that are made on the fly: ModernGov's manner of markup, its dates, its shell."""

import html
from datetime import date as Date

from indexer.dates import in_words
from indexer.demo_site.answers import Answer
from indexer.demo_site.papers import Board, Meeting, Papers

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMERIC = {char: f"&#{ord(char)};" for char in "/'&()@:\u2019"}

# Left where no visitor sees them: whoever asks for these follows links blindly.
TRAP_OUTSIDE, TRAP_HIDDEN = 66601, 66602
_TRAPS = ("mgcalendar", "mgvcalendar", "mgregisterkeywordinterest", "mgcommitteemailinglist")


def coded(text: str, *, spaces: bool = False) -> str:
    """Text for HTML, punctuation as numeric entities; in tooltips the spaces too."""
    done = "".join(_NUMERIC.get(char) or html.escape(char) for char in text)
    return done.replace(" ", "&#32;") if spaces else done


def clock(start: str) -> str:
    """The time of day: "14:00" is "2.00 pm"."""
    hour, _, minute = start.partition(":")
    return f"{int(hour) % 12 or 12}.{minute} {'am' if int(hour) < 12 else 'pm'}"


def long_date(day: Date) -> str:
    """As headings have it: "Thursday, 5th December, 2024"."""
    ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{_DAYS[day.weekday()]}, {day.day}{ending} {month_name(day.month)}, {day.year}"


def short_date(day: Date) -> str:
    """As lists of meetings have it: "5 Dec 2024"."""
    return f"{day.day} {month_name(day.month)[:3]} {day.year}"


def month_name(month: int) -> str:
    """The name of a month from 1 to 12."""
    return in_words(Date(2000, month, 1)).split()[1]


def link(href: str, words: str, *, tip: str = "", css: str = "") -> str:
    """A link; `words` are HTML already, `href` and `tip` are plain."""
    named = f'  class="{css}"' if css else ""
    told = f'  title="{coded(tip, spaces=True)}"' if tip else ""
    return f'<a{named}  href="{html.escape(href, quote=True)}"{told}>{words}</a>'


def bullets(entries: list[str], css: str = "mgBulletList") -> str:
    """A list of entries that are HTML already."""
    rows = "\n".join(f"<li>{entry}</li>" for entry in entries)
    return f'<ul  class="{css}" >\n{rows}\n</ul>'


def meeting_href(meeting: Meeting, board: int, turn: int) -> str:
    """One of the ways in which real pages link the same meeting (§2.4); `turn` chooses."""
    ways = (
        f"ieListDocuments.aspx?CId={board}&MId={meeting.id}&Ver=4",
        f"ieListDocuments.aspx?MID={meeting.id}&CId={board}",
        f"ielistdocuments.aspx?MeetingId={meeting.id}",
        f"(X(1)S(kbc5l4a2mgz0))/ieListDocuments.aspx?CId={board}&MId={meeting.id}&Ver=4",
        f"ieListDocuments.aspx?Ver=4&MId={meeting.id}&CId={board}&NOW=270220250904&zTS=B",
    )
    return ways[turn % len(ways)]


def meeting_words(meeting: Meeting) -> str:
    """The words that stand for a meeting in running text: its day and time."""
    return f"{long_date(meeting.date)} {clock(meeting.start)}"


def is_trap(name: str, meeting: int | None) -> bool:
    """Whether a page is one that a careful visitor never asks for."""
    return meeting in (TRAP_OUTSIDE, TRAP_HIDDEN) or name.startswith(_TRAPS)


def page(papers: Papers, heading: str, content: str, *, under: str = "", links: str = "") -> Answer:
    """A whole page in the council's dress; all but `content` and `links` is plain text.

    `under` is the second heading, `links` the entries of the list of actions.
    """
    council = html.escape(papers.all.council)
    trap = "ieListDocuments.aspx?MId={}"
    actions = (
        f'<div class="mgLinks" ><ul  class="mgActionList" >\n{links}\n</ul></div>' if links else ""
    )
    second = f'<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">{coded(under)}</h2></div>'
    return Answer(
        body=f"""
<!DOCTYPE html>
<!-- Modern.gov Reverse CMS -->
<html lang="en">
<head>
<meta charset="utf-8" />
<title>{coded(heading)} - {council}</title>
<meta name="DC.title" content="{coded(heading)}" />
<meta name="DC.date" scheme="W3CDTF" content="{papers.all.today}" />
<link rel="stylesheet" type="text/css" href="SiteSpecific/ssMgStyles.css" />
</head>
<body>
<div id="kbc-header"><p class="kbc-logo"><a href="/">{council}</a></p>
<div style="position:absolute;left:-9999px"><a href="{trap.format(TRAP_OUTSIDE)}">Archive</a></div>
<ul class="kbc-menu"><li><a href="/bins">Bins &amp; recycling</a></li></ul></div>
<ul class="kbc-sidenav">
<li><a href='mgListCommittees.aspx?bcr=1'>Committees</a></li>
<li><a href='ieDocHome.aspx?bcr=1'>Meetings</a></li>
<li><a href='mgCalendarMonthView.aspx?GL=1&bcr=1'>Calendar of meetings</a></li>
<li><a href='mgDelegatedDecisions.aspx?bcr=1&DM=0&DS=2&K=0&DR=&V=0'>Decisions</a></li>
<li><a href='mgListOfficerDecisions.aspx?bcr=1'>Officer decisions</a></li>
<li><a href='mgPlansHome.aspx?bcr=1'>Forward plans</a></li>
<li><a href='mgWhatsNew.aspx?bcr=1'>What's new</a></li>
<li><a href='ieDocSearch.aspx?bcr=1'>Search documents</a></li>
</ul>
<div id="modgov">
<div class="mgHeader"><h1  class="mgMainTitleTxt" >{coded(heading)}</h1></div>
{second if under else ""}
{actions}
<div class="mgContent" >
<p style="display: none;"><a  href="{trap.format(TRAP_HIDDEN)}&amp;CId=0">More meetings</a></p>
{content}
</div>
<div class="mgFooter" ></div>
</div>
<div id="kbc-footer"><p>{council}</p></div>
</body>
</html>
<!-- modern.gov reverse CMS: undefined -->
""".encode()
    )


def board_name(papers: Papers, number: int) -> str:
    """The name of a board, as it is; its number where there is no such board."""
    board = papers.board(number)
    return board.name if board else str(number)


def with_span(board: Board) -> str:
    """A board's name, with its years where it is no more."""
    return f"{board.name} {board.span}" if board.span else board.name
