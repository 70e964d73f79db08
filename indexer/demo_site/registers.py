"""Decisions that no meeting took, forward plans, and issues (§8)."""

from indexer.demo_site.answers import Answer, Ask
from indexer.demo_site.markup import board_name, bullets, coded, link, page
from indexer.demo_site.news import asked_period
from indexer.demo_site.papers import HALF_A_YEAR, Decision, Papers


def cabinet_members(papers: Papers, ask: Ask) -> Answer:
    """`mgDelegatedDecisions.aspx`: what Cabinet Members decided; `DS=1` are forthcoming ones."""
    own = [] if ask.text("ds") == "1" else _published(papers, ask, "cabinet member")
    return page(papers, "Decisions", _table(papers, own, "Decisions published"))


def officers(papers: Papers, ask: Ask) -> Answer:
    """`mgListOfficerDecisions.aspx`: what officers decided."""
    own = _published(papers, ask, "officer")
    return page(papers, "Officer decisions", _table(papers, own, "Officer decisions"))


def plans_home(papers: Papers, ask: Ask) -> Answer:
    """`mgPlansHome.aspx`: whose plans there are."""
    rows = [
        link(f"mgListPlans.aspx?RPId={board}&RD=0", coded(board_name(papers, board)))
        for board in sorted({plan.board for plan in papers.all.plans})
    ]
    return page(papers, "Forward plans", bullets(rows))


def plans(papers: Papers, ask: Ask) -> Answer:
    """`mgListPlans.aspx?RPId=`: the plans of one board; 0 or nothing means all."""
    board = ask.number("rpid")
    rows = [
        link(f"mgListPlanItems.aspx?PlanId={plan.id}", coded(plan.title))
        for plan in papers.all.plans
        if not board or plan.board == board
    ]
    return page(papers, "Forward plans", bullets(rows))


def _published(papers: Papers, ask: Ask, register: str) -> list[Decision]:
    """A register's decisions by day of publication, newest first."""
    first, last = asked_period(ask, papers.all.today, HALF_A_YEAR)
    own = [
        decision
        for decision in papers.all.decisions
        if decision.register == register and first <= decision.published <= last
    ]
    return sorted(own, key=lambda decision: (decision.published, decision.id), reverse=True)


def _table(papers: Papers, decisions: list[Decision], caption: str) -> str:
    rows = "\n".join(_row(papers, decision) for decision in decisions)
    return f"""<table  class="mgTabTable tablesorter"  summary="Table of decision summary data" >
<caption>{caption}</caption>
<thead>
<tr  class="mgFilterHeaderRow" ><th  scope="col" >Title</th>
<th  scope="col" >Date<!--Date Made/Published--></th>
<!--<th>Decision Maker</th>--><th  scope="col" >Effective from</th><th  scope="col" >Call-ins</th></tr>
</thead><tbody>
{rows}
</tbody></table>"""


def _row(papers: Papers, decision: Decision) -> str:
    """A decision; where an issue led to it, its link goes to the issue's history."""
    href = f"ieDecisionDetails.aspx?ID={decision.id}"
    if str(decision.issue) in papers.all.issues:
        href = f"mgIssueHistoryHome.aspx?IId={decision.issue}&Opt=0"
    number = f'<span  class="mgHide" > ref&#58; {coded(decision.number)}</span>'
    tip = f"Link to decision details for {decision.title}"
    effective = coded(f"{decision.effective:%d/%m/%Y}") if decision.effective else "&nbsp;"
    return f"""<tr><td>{link(href, coded(decision.title) + number, tip=tip)}</td>
<td>{coded(f"{decision.published:%d/%m/%Y}")}</td><!--<td>{coded(decision.maker)}</td>-->
<td>{effective}</td><td>{coded(decision.call_in) or "&nbsp;"}</td></tr>"""
