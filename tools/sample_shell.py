"""The frame of a page: the council's own furniture round ModernGov's content."""

from __future__ import annotations

import html

from sample_model import Council


def _furniture(council: Council) -> tuple[str, str]:
    """The council's own header and footer, outside the content block."""
    name = html.escape(council.name)
    head = f"""<div id="kbc-header"><p class="kbc-logo"><a href="/">{name}</a></p>
<form action="/search" method="get"><input type="text" name="q" value="Search this site" /></form>
<ul class="kbc-menu"><li><a href="/bins">Bins &amp; recycling</a></li>
<li><a href="/council-tax">Council Tax</a></li>
<li><a href="/planning">Planning</a></li><li><a href="/report-it">Report it</a></li></ul></div>
<div id="kbc-breadcrumb"><a href="/">Home</a> &gt;
<a href="/democracy">Councillors and meetings</a></div>
<ul class="kbc-sidenav">
<li><a href='mgListCommittees.aspx?bcr=1'>Committees</a></li>
<li><a href='mgCalendarMonthView.aspx?GL=1&bcr=1'>Calendar of meetings</a></li>
<li><a href='mgMemberIndex.aspx?bcr=1'>Your councillors</a></li>
<li><a href='ieDocSearch.aspx?bcr=1'>Search documents</a></li>
</ul>"""
    foot = f"""<div id="kbc-footer"><p>{name}, {html.escape(council.section.need("address"))}</p>
<ul><li><a href="/accessibility">Accessibility statement</a></li>
<li><a href="/privacy">Privacy</a></li></ul>
<p>Minutes, agendas &amp; reports are published by Democratic Services.</p></div>"""
    return head, foot


def shell(
    council: Council,
    *,
    title: str,
    about: str,
    heading: str,
    subheading: str,
    body: str,
) -> str:
    """A whole page; all but the council's name is HTML already."""
    head, foot = _furniture(council)
    return f"""<!DOCTYPE html>
<!-- Modern.gov Reverse CMS -->
<html lang="en">
<head>
<meta charset="utf-8" />
<title>{title} - {html.escape(council.name)}</title>
<meta name="DC.title" content="{about}" />
<link rel="stylesheet" type="text/css" href="SiteSpecific/ssMgStyles.css" />
<link rel="stylesheet" type="text/css" href="SiteSpecific/ssWordStyles.css" />
</head>
<body>
{head}
<div id="modgov">
<div class="mgHeader"><h1  class="mgMainTitleTxt" >{heading}</h1></div>
<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">{subheading}</h2></div>
{body}
<div class="mgFooter" ></div>
</div>
{foot}
</body>
</html>
"""
