"""How well searching finds, judged by the papers themselves (`docs/finding.md` says how to read it).

    python bench/finding.py [--engines whoosh tantivy] [--held-out] [--misses] [--fix]
                            [--keep FOLDER] [--json FILE]

Over the sample and, where they are, the real papers (MINUTEBOOK_REAL_PAPERS). It asserts nothing.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from finding_balance import balance
from finding_cases import Case, mark
from finding_known import known_items
from finding_papers import COLLECTIONS, held, indexed, take_in
from finding_rare import rare_terms
from finding_scan import Scan

from indexer.errors import BadQuery
from indexer.place import ENGINES
from indexer.search.archive import Archive, Request

MARKS = Path(__file__).with_name("finding_marks.json")
SETS = ("rare", "phrase", "made-up", "one word")
"""How the kinds begin that are right or wrong; of the others it counts how far up the wanted one is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case went."""

    case: Case
    rank: int | None = None
    """Of the first item that was wanted, from 1; None where none is on the first page."""
    followed: int | None = None
    """The same after "did you mean" was followed, where it was said; else as `rank`."""
    wrong: str | None = None
    """What is not as it must be, in words; of cases that are right or wrong."""


def cases(scan: Scan) -> list[Case]:
    """The whole test collection of these papers."""
    made = [*known_items(scan), *rare_terms(scan)]
    return list(
        {(case.kind, case.query, str(case.filters), case.wanted): case for case in made}.values()
    )


# --- asking -----------------------------------------------------------------------------------------


def outcome(archive: Archive, case: Case) -> Outcome:
    """Ask as somebody would, and see what comes. A query that is refused finds nothing."""
    try:
        return _outcome(archive, case)
    except BadQuery as error:
        return Outcome(case, wrong=str(error))


def _outcome(archive: Archive, case: Case) -> Outcome:
    if case.lacks is not None:
        return Outcome(case, wrong=_half_wrong(archive, case))
    if case.kind.startswith(SETS):
        return Outcome(case, wrong=_set_wrong(archive, case))
    answer = archive.search(Request(case.query))
    rank = _rank([hit.id for hit in answer.hits], case)
    if not answer.did_you_mean:
        return Outcome(case, rank, rank)
    meant = archive.search(Request(answer.did_you_mean))
    return Outcome(case, rank, _rank([hit.id for hit in meant.hits], case))


def _rank(ids: Sequence[str], case: Case) -> int | None:
    return next((at for at, id in enumerate(ids, 1) if id in case.wanted), None)


def _set_wrong(archive: Archive, case: Case) -> str | None:
    request = Request(case.query, case.filters, everything=True, as_typed=True)
    found = {hit.id for hit in archive.all_hits(request)}
    answer = archive.search(replace(request, limit=1))
    if found != case.wanted:
        lacking, beyond = case.wanted - found, found - case.wanted
        return f"{len(lacking)} missed {sorted(lacking)[:2]}, {len(beyond)} too many {sorted(beyond)[:2]}"
    if answer.total != len(found):
        return f"a total of {answer.total} for {len(found)} items"
    if case.kind == "made-up word" and (answer.partial_total or answer.hits):
        return f"{answer.partial_total} partial matches"
    return None


def _half_wrong(archive: Archive, case: Case) -> str | None:
    answer = archive.search(Request(case.query, everything=True, as_typed=True))
    if answer.total or answer.partial_total != len(case.wanted):
        return f"{answer.total} found, {answer.partial_total} partial for {len(case.wanted)}"
    shown = {hit.id for hit in answer.hits}
    if not shown <= case.wanted or len(shown) != min(answer.limit, len(case.wanted)):
        return f"{len(shown)} partial matches shown, {len(shown - case.wanted)} of them wrong"
    if any(tuple(hit.missing) != (case.lacks,) for hit in answer.hits):
        return "a partial match does not say what it lacks"
    return None


# --- figures ----------------------------------------------------------------------------------------


def figures(outcomes: Iterable[Outcome]) -> dict[str, dict[str, float]]:
    """A row for each kind: cases, and what share of them went how."""
    rows: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        rows[one.case.kind].append(one)
    return {kind: _row(several) for kind, several in rows.items()}


def _row(several: Sequence[Outcome]) -> dict[str, float]:
    count = len(several)
    if several[0].case.kind.startswith(SETS):
        return {"cases": count, "right": _share(one.wrong is None for one in several)}
    return {
        "cases": count,
        "first": _share(one.rank == 1 for one in several),
        "first 3": _share((one.rank or 99) <= 3 for one in several),
        "first 10": _share(one.rank is not None for one in several),
        "followed, first 3": _share((one.followed or 99) <= 3 for one in several),
        "mean 1/rank": round(sum(1 / one.rank for one in several if one.rank) / count, 3),
    }


def _share(what: Iterable[bool]) -> float:
    told = list(what)
    return round(sum(told) / len(told), 3) if told else 0.0


def table(rows: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """The rows as tables, one for each set of columns."""
    shapes = dict.fromkeys(tuple(row) for row in rows.values())
    for shape in shapes:
        yield f"| {'':28} | {' | '.join(shape)} |"
        yield "|---|" + "--:|" * len(shape)
        for kind, row in rows.items():
            if tuple(row) == shape:
                yield f"| {kind:28} | {' | '.join(f'{value:g}' for value in row.values())} |"
        yield ""


def misses(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """What went wrong, in words; not for the repository where the papers are real."""
    for one in outcomes:
        filters = "".join(f" {name}={value[0]}" for name, value in one.case.filters.items())
        said = f"{one.case.kind}: {one.case.query}{filters}"
        if one.case.kind.startswith(SETS):
            if one.wrong:
                yield f"{said}\n    {one.wrong}"
        elif (one.rank or 99) > 3:
            followed = f", {one.followed} after “did you mean”" if one.followed != one.rank else ""
            yield f"{said}\n    rank {one.rank or 'none'}{followed}; wanted {sorted(one.case.wanted)[0]}"


# --- the fixed collection ---------------------------------------------------------------------------


def marks(made: Iterable[Case], scan: Scan) -> dict[str, list[str]]:
    """What is written down of cases, by kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for case in made:
        found[case.kind].append(mark(case, scan))
    return {kind: sorted(several) for kind, several in found.items()}


def fixed() -> dict[str, dict[str, list[str]]]:
    """What was written down, by collection and kind."""
    return dict(json.loads(MARKS.read_text("utf-8"))) if MARKS.exists() else {}


def as_fixed(made: Sequence[Case], scan: Scan, before: Mapping[str, Sequence[str]]) -> list[Case]:
    """Those of the cases that were written down."""
    known = {kind: set(several) for kind, several in before.items()}
    return [case for case in made if mark(case, scan) in known.get(case.kind, ())]


def write_down(now: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
    """Fix these collections; others stay as they were fixed."""
    lines = json.dumps(fixed() | dict(now), indent=1, sort_keys=True)
    MARKS.write_text(lines.replace('",\n   "', '", "') + "\n", "utf-8")


# --- doing it ---------------------------------------------------------------------------------------


def evaluate(
    archive: Archive, chosen: Sequence[Case], scan: Scan
) -> tuple[dict[str, Any], list[Outcome]]:
    """The figures of one engine over one collection, and how each case went."""
    outcomes = [outcome(archive, case) for case in chosen]
    return {"found": figures(outcomes), "balance": balance(archive, scan)}, outcomes


def main() -> None:
    """Do it and print the tables."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        told = {name: _collection(name, folder / name, asked) for name in COLLECTIONS}
    file = asked.json or Path(tempfile.gettempdir()) / "minutebook-finding.json"
    file.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(f"Figures: {file}")


def _collection(name: str, folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    take_in(name, folder)
    scan = Scan(held(indexed(folder, asked.engines[0])))
    chosen = _chosen(name, cases(scan), scan, asked)
    told = {}
    for engine in asked.engines:
        with closing(indexed(folder, engine).open()) as opened:
            told[engine], outcomes = evaluate(Archive(opened), chosen, scan)
        print(f"\n## {name}, {engine}\n")
        print("\n".join(table(told[engine]["found"])))
        print("\n".join(table({"frequent words": told[engine]["balance"]})))
        if asked.misses:
            print("\n".join(misses(outcomes)))
    return told


def _chosen(name: str, made: Sequence[Case], scan: Scan, asked: argparse.Namespace) -> list[Case]:
    if asked.fix:
        write_down({name: marks(made, scan)})
    before = fixed().get(name, {})
    same = as_fixed(made, scan, before)
    count = sum(map(len, before.values()))
    print(
        f"{name}: {len(scan.entries)} items; {len(same)} of {count} fixed cases are as they were."
    )
    return [case for case in same if case.held_out == asked.held_out]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well searching finds, judged by the papers.")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--held-out", action="store_true", help="the half kept for the last look")
    parser.add_argument("--misses", action="store_true", help="list what was not found, in words")
    parser.add_argument("--fix", action="store_true", help="write the test collection down anew")
    parser.add_argument("--keep", type=Path, help="where indexes are kept for the next run")
    parser.add_argument("--json", type=Path, help="where the figures go")
    return parser.parse_args()


if __name__ == "__main__":
    main()
