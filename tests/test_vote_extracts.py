"""Votes in extracts of minutes, each in the manner of another council: all of them, and no other."""

from dataclasses import dataclass

import pytest

from indexer.model import Paragraph, Tally, Vote
from indexer.reading.votes import read_votes

FOR_60 = ", ".join(
    f"{letter} Fennimore-{letter}{letter.lower()}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW"
)
AGAINST_60 = "; ".join(f"Cllr {letter} Pryce-{letter}y" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True)
class Extract:
    """Paragraphs of one item, and the votes that a person reads in them."""

    name: str
    texts: tuple[str, ...]
    votes: tuple[Vote, ...]


A, B, C, D = (f"Councillor {name}" for name in ("A Akers", "B Brown", "C de Vries", "D Dunn"))
EXTRACTS = [
    Extract(
        "london borough, declared carried",
        (
            "Councillor A Akers moved, and Councillor B Brown seconded, the recommendations in the report.",
            "Following debate, with 34 Members voting for, 20 against and 3 abstaining, the motion was "
            "declared CARRIED.",
            "RESOLVED: That the revised fees be adopted.",
        ),
        (
            Vote(
                "the recommendations in the report",
                True,
                printed=Tally(34, 20, 3),
                moved_by=A,
                seconded_by=B,
            ),
        ),
    ),
    Extract(
        "district planning, voting on a line of its own",
        (
            "It was proposed by Cllr Akers, seconded by Cllr Brown, that permission be granted.",
            "Voting: 8 For; 2 Against; 1 Abstention",
            "RESOLVED that permission be GRANTED subject to conditions.",
        ),
        (
            Vote(
                "permission be granted",
                True,
                printed=Tally(8, 2, 1),
                moved_by="Cllr Akers",
                seconded_by="Cllr Brown",
            ),
        ),
    ),
    Extract(
        "district planning, votes in brackets after RESOLVED",
        (
            "Proposed by Councillor A Akers, seconded by Councillor B Brown and, on being put to the vote, "
            "it was:",
            "RESOLVED (8 for, 2 against, 1 abstention) that permission be refused.",
        ),
        (
            Vote(
                "permission be refused.",
                True,
                printed=Tally(8, 2, 1),
                moved_by=A,
                seconded_by=B,
            ),
        ),
    ),
    Extract(
        "county council, names without councillor",
        (
            "Mr A Akers moved and Mrs B Brown seconded the following amendment:",
            "“That the ferry be kept.”",
            "The Chairman put the amendment to the vote and the voting was as follows:",
            "For (3)",
            "Mr A Akers, Mrs B Brown, Mr D Dunn",
            "Against (2)",
            "Mr C Cole, Dr E Ede",
            "Abstain (0)",
            "Amendment carried",
        ),
        (
            Vote(
                "the following amendment: “That the ferry be kept.”",
                True,
                ("Mr A Akers", "Mrs B Brown", "Mr D Dunn"),
                ("Mr C Cole", "Dr E Ede"),
                printed=Tally(3, 2, 0),
                moved_by="Mr A Akers",
                seconded_by="Mrs B Brown",
            ),
        ),
    ),
    Extract(
        "welsh county, no by",
        (
            "Proposed Councillor A Akers, seconded Councillor B Brown, that the lease be renewed. Carried.",
        ),
        (Vote("the lease be renewed", True, moved_by=A, seconded_by=B),),
    ),
    Extract(
        "approved by and seconded by",
        ("The accounts were approved by Councillor A Akers and seconded by Councillor B Brown.",),
        (Vote("The accounts", True, moved_by=A, seconded_by=B),),
    ),
    Extract(
        "community council, by initials",
        (
            "The minutes of 4 May were approved. Proposed by AC and Seconded by AW as a true and accurate "
            "reflection of events.",
            "The accounts were approved by DH and Seconded by TS.",
        ),
        (
            Vote("The minutes of 4 May were approved.", True, moved_by="AC", seconded_by="AW"),
            Vote("The accounts", True, moved_by="DH", seconded_by="TS"),
        ),
    ),
    Extract(
        "casting vote of the chair, carried",
        (
            "It was moved by Councillor A Akers and seconded by Councillor B Brown that the licence be "
            "renewed.",
            "There voted for the motion 5 and against 5. The Chair exercised a casting vote in favour of "
            "the motion, and the motion was carried.",
        ),
        (Vote("the licence be renewed", True, printed=Tally(5, 5), moved_by=A, seconded_by=B),),
    ),
    Extract(
        "casting vote of the chair, lost",
        (
            "Councillor A Akers moved, seconded by Councillor B Brown, that the matter be deferred. The "
            "motion was lost on the casting vote of the Chair, there being five votes for and five against.",
        ),
        (Vote("the matter be deferred", False, printed=Tally(5, 5), moved_by=A, seconded_by=B),),
    ),
    Extract(
        "budget council of sixty names by regulation",
        (
            "Councillor A Akers moved and Councillor B Brown seconded the recommendations of the Cabinet.",
            "In accordance with the Local Authorities (Standing Orders) (England) (Amendment) Regulations "
            "2014 a named vote was taken:",
            f"Those voting for the motion (23): Councillors {FOR_60}",
            f"Those voting against the motion (26): {AGAINST_60}",
            "Abstentions (2): Councillors C Cole and D Dunn",
            "The motion was declared carried.",
        ),
        (
            Vote(
                "the recommendations of the Cabinet",
                True,
                tuple(f"Councillor {name}" for name in FOR_60.split(", ")),
                tuple(AGAINST_60.split("; ")),
                ("Councillor C Cole", "Councillor D Dunn"),
                Tally(23, 26, 2),
                A,
                B,
            ),
        ),
    ),
    Extract(
        "table with crosses and a row of totals",
        (
            "It was moved by Councillor A Akers, seconded by Councillor B Brown, that the plan be adopted.",
            "A recorded vote having been requested, the voting was as follows:",
            "Member\tFor\tAgainst\tAbstain",
            "Cllr A Akers\t✓\t\t",
            "Cllr B Brown\t✓\t\t",
            "Cllr C Cole\t\t✓\t",
            "Cllr D Dunn\t\t\t✓",
            "Total\t2\t1\t1",
            "The motion was carried.",
        ),
        (
            Vote(
                "the plan be adopted",
                True,
                ("Cllr A Akers", "Cllr B Brown"),
                ("Cllr C Cole",),
                ("Cllr D Dunn",),
                Tally(2, 1, 1),
                A,
                B,
            ),
        ),
    ),
    Extract(
        "table of a name and a vote",
        (
            "Moved: Councillor A Akers. Seconded: Councillor B Brown. That the yard be let.",
            "Recorded vote",
            "Councillor A Akers\tFor",
            "Councillor C de Vries\tAgainst",
            "Councillor D Dunn\tAbstained",
            "CARRIED",
        ),
        (Vote("the yard be let", True, (A,), (C,), (D,), Tally(), A, B),),
    ),
    Extract(
        "amendment carried, then the substantive motion lost",
        (
            "Councillor A Akers moved and Councillor B Brown seconded that the depot be closed.",
            "Councillor C de Vries moved, and Councillor D Dunn seconded, an amendment that it be closed in "
            "2031. On being put to the vote the amendment was carried by 7 votes to 4.",
            "The substantive motion, on being put to the vote, was lost by 5 votes to 6.",
        ),
        (
            Vote("the depot be closed", False, printed=Tally(5, 6), moved_by=A, seconded_by=B),
            Vote(
                "an amendment that it be closed in 2031",
                True,
                printed=Tally(7, 4),
                moved_by=C,
                seconded_by=D,
            ),
        ),
    ),
    Extract(
        "scottish council, motion against amendment",
        (
            "Councillor A Akers, seconded by Councillor B Brown, moved that the school be closed.",
            "As an amendment, Councillor C de Vries, seconded by Councillor D Dunn, moved that it stay open.",
            "On a vote being taken 12 members voted for the amendment and 14 for the motion, which was "
            "declared carried.",
        ),
        (
            Vote("the school be closed", True, moved_by=A, seconded_by=B),
            Vote("an amendment, that it stay open", None, moved_by=C, seconded_by=D),
        ),
    ),
    Extract(
        "withdrawn, and one that nobody seconded",
        (
            "Councillor A Akers moved and Councillor B Brown seconded that the fee be halved. With the "
            "consent of the meeting the motion was withdrawn.",
            "RESOLVED that the report be noted.",
        ),
        (Vote("the fee be halved", moved_by=A, seconded_by=B),),
    ),
    Extract(
        "a misprint says nothing",
        (
            "Councillor A Akers moved and Councillor B Brown seconded that the fee be halved. The motion was "
            "CARRED.",
        ),
        (Vote("the fee be halved", moved_by=A, seconded_by=B),),
    ),
    Extract(
        "names asked to be recorded",
        (
            "It was moved by Councillor A Akers and seconded by Councillor B Brown that the order be made. "
            "The motion was carried by nine votes to two.",
            "Councillors C de Vries and D Dunn requested that their votes against be recorded.",
        ),
        (Vote("the order be made", True, (), (C, D), (), Tally(9, 2), A, B),),
    ),
    Extract(
        "resolution by majority without movers",
        (
            "Members asked about parking. After debate it was:",
            "RESOLVED (by 6 votes to 3): That permission be refused.",
        ),
        (Vote("permission be refused.", True, printed=Tally(6, 3)),),
    ),
    Extract(
        "parish, all in favour",
        ("Proposed Cllr A Akers, seconded Cllr B Brown and agreed by all: that the hedge be cut.",),
        (Vote("the hedge be cut", True, moved_by="Cllr A Akers", seconded_by="Cllr B Brown"),),
    ),
    Extract(
        "combined authority, titles and offices",
        (
            "The Mayor, Councillor A Akers, moved the budget, which was seconded by the Deputy Mayor, "
            "Councillor B Brown, and on being put to the vote it was carried unanimously.",
        ),
        (Vote("the budget", True, moved_by=A, seconded_by=B),),
    ),
    Extract(
        "six ways of printing totals and names",
        (
            "It was moved by Councillor A Akers and seconded by Councillor B Brown that the fee be kept.",
            "FOR: 2 Councillors A Akers and B Brown",
            "AGAINST: 1 (Councillor C de Vries)",
            "It was proposed by Councillor A Akers and seconded by Councillor B Brown that the pool be let.",
            "Upon being put to the vote, it was carried 9-2 with 1 abstention.",
            "Councillor A Akers moved and Councillor B Brown seconded that the hall be sold.",
            "The motion was put to the vote and, with 3 Members voting in favour and 10 against, was lost.",
        ),
        (
            Vote("the fee be kept", None, (A, B), (C,), (), Tally(2, 1), A, B),
            Vote("the pool be let", True, printed=Tally(9, 2, 1), moved_by=A, seconded_by=B),
            Vote("the hall be sold", False, printed=Tally(3, 10), moved_by=A, seconded_by=B),
        ),
    ),
    Extract(
        "amendments that bear numbers",
        (
            "Amendment 1 moved by Councillor A Akers and seconded by Councillor B Brown",
            "Amendment 2 moved by Councillor C de Vries and seconded by Councillor D Dunn",
            "Amendment 1 was put to the vote and lost, and Amendment 2 was carried by 7 votes to 4.",
        ),
        (
            Vote("Amendment 1", False, moved_by=A, seconded_by=B),
            Vote("Amendment 2", True, printed=Tally(7, 4), moved_by=C, seconded_by=D),
        ),
    ),
    Extract(
        "columns of surnames",
        (
            "Moved (Councillor A Akers) and seconded (Councillor B Brown): that the fee be kept.",
            "A recorded vote was taken:",
            "FOR\tAGAINST\tABSTAIN",
            "Akers, A\tde Vries, C\tDunn, D",
            "Brown, B\t\t",
            "2\t1\t1",
        ),
        (
            Vote(
                "the fee be kept",
                None,
                ("Akers, A", "Brown, B"),
                ("de Vries, C",),
                ("Dunn, D",),
                Tally(2, 1, 1),
                A,
                B,
            ),
        ),
    ),
    Extract(
        "what is counted by others",
        (
            "It was moved by Councillor A Akers and seconded by Councillor B Brown that the fee be kept.",
            "She said that fees would rise by 5 to 10 per cent, and that residents had answered the "
            "consultation with 61 for and 23 against.",
            "Labour Members voted against. Two Members abstained. The bus had been moved by Councillor "
            "C de Vries in May.",
            "Councillor D Dunn asked for her abstention to be recorded.",
        ),
        (Vote("the fee be kept", None, (), (), (D,), Tally(), A, B),),
    ),
    Extract(
        "seconded in the next sentence",
        (
            "Councillor A Akers proposed that the application be approved. This was duly seconded by "
            "Councillor B Brown. A vote was taken and the proposal was carried unanimously.",
        ),
        (Vote("the application be approved", True, moved_by=A, seconded_by=B),),
    ),
    Extract(
        "talk of votes",
        (
            "The Monitoring Officer explained that a recorded vote would be required under Standing Order "
            "19, and that a motion lost at Council in May could not be moved again for six months.",
            "Councillor A Akers said that she had moved to Kelderby in 2003 and would vote for the plan.",
            "The Chair advised that, in the event of an equality of votes, she would have a casting vote.",
            "RESOLVED that the report be noted.",
        ),
        (),
    ),
]


@pytest.mark.parametrize("extract", EXTRACTS, ids=lambda extract: extract.name)
def test_the_votes_of_an_extract_are_those_that_a_person_reads(extract: Extract) -> None:
    """Mover, seconder, names, totals and outcome as printed, and no vote beside them."""
    assert read_votes([Paragraph(text) for text in extract.texts]) == extract.votes
