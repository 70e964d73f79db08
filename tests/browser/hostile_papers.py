"""Papers that somebody wrote to break out of our pages: invented minutes and a report."""

from html import escape
from pathlib import Path

from papers import pdf_of_lines

SCRIPT = "<script>alert(1)</script>"
BREAK_OUT = '" onmouseover="alert(2)" x="'
TEMPLATE = "{{ 7*7 }}{% raise %}"
TURNED = "\u202etil\u2066 \x07\x1b[31m"
"""Signs that turn what follows, never closed, and signs for a terminal."""
EVIL = f"{SCRIPT} {BREAK_OUT} '><img src=x onerror=alert(3)> {TEMPLATE}"
BOARD = f"Scrutiny Board {SCRIPT} {BREAK_OUT}"
MEETING_ADDRESS = "/kelderby/scrutiny-board-script-alert-1-script-onmouseover-alert-2-x/2023-11-23"
TITLE = f"Bins {EVIL}"
TURNING = f"Bins of {TURNED} Hill Street"
MINUTES = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<base href="javascript:alert(4)//">
<title>Agenda for {escape(BOARD)} on Thursday, 23rd November, 2023 10.00 am</title></head>
<body><div id="modgov">
<div class="mgHeader"><h1 class="mgMainTitleTxt">Agenda and minutes</h1></div>
<div class="mgSubTitle"><h2 class="mgSubTitleTxt">
{escape(BOARD)} - Thursday, 23rd November, 2023 10.00 am</h2></div>
<div class="mgContent">
<p><span class="mgLabel">Venue: </span>{escape(EVIL)}</p>
<p><span class="mgLabel">Contact: </span>Tess Ambler {escape(EVIL)} Email:
<a href="javascript:alert(5)">tess</a></p>
<h2 class="mgSectionTitle">Items</h2>
<table class="mgItemTable" summary="Table of agenda items"><tbody>
<tr><th>No.</th><th>Item</th></tr>
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI1"></a>8.</p></td><td>
<p class="mgAiTitleTxt"><a class="mgAiTitleLnk" href="javascript:alert(6)">{escape(TITLE)}</a></p>
<div class="mgWordPara"><p class="MsoNormal">Report of the Director of Bins {escape(EVIL)}</p></div>
<p class="mgSubItemTitleTxt">Minutes:</p>
<div class="mgWordPara"><div class="WordSection1">
<p class="MsoNormal">The Board considered caddies {escape(EVIL)} and minute 3/23 ‘{escape(EVIL)}’.</p>
<p class="MsoNormal">Officers agreed to circulate {escape(EVIL)} to members.</p>
<p class="MsoNormal">It was moved by Councillor A Farrow and seconded by Councillor B Roe that
{escape(EVIL)} be noted.</p>
<p class="MsoNormal">For: Councillor A {escape(SCRIPT)} Farrow, Councillor B Roe.
Against: Councillor C {escape(BREAK_OUT)}</p>
<p class="MsoNormal">RESOLVED that the Scrutiny Board:-</p>
<p class="MsoNormal">1) Approve the caddies {escape(EVIL)}</p>
<p class="MsoNormal">RECOMMENDED that the Cabinet Member for {escape(EVIL)}:</p>
<p class="MsoNormal">1) Note the caddies {escape(EVIL)}</p>
</div></div></td></tr>
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI2"></a>9.</p></td><td>
<p class="mgAiTitleTxt">{TURNING}</p><p class="mgSubItemTitleTxt">Minutes:</p>
<p class="MsoNormal">RESOLVED that the caddies of {TURNED} be noted.</p></td></tr>
</tbody></table></div></div></body></html>
"""
REPORT = (
    *("Report", "Kelderby Borough Council", "", "Cabinet 12 December 2023", ""),
    *("Title:", f"Caddies {SCRIPT}", "", "Report author(s): Ann Onymous <b>bold</b>"),
    *(f"Name and job title: {SCRIPT} Lund, Head of {BREAK_OUT}", "", "Recommendations:"),
    *("The Cabinet is requested to:", f"1) Approve caddies {SCRIPT}", f"2) Note {TEMPLATE}"),
)


def write(folder: Path) -> None:
    """Put the papers into a folder, under names that a folder takes."""
    (folder / "minutes '{{ 7 }}' &amp;.html").write_text(MINUTES, "utf-8")
    (folder / "report & {{ 7 }}.pdf").write_bytes(pdf_of_lines(REPORT))
