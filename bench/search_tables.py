"""The figures of `bench/search.py` as tables, with their ratios and what misses its aim."""

from collections.abc import Mapping, Sequence

from search_measuring import Measured, Speed
from search_ways import Reply, WayName

MISSED = "**"
"""Stands on both sides of a figure that misses its aim."""

INDEXING_TO_BARE, ANSWER_TO_BARE = 1.3, 1.5
P50: Mapping[str, float] = {"tantivy": 4}
P95: Mapping[str, float] = {"tantivy": 12, "whoosh": 150}
"""ms, for mixed questions."""
WORST, COLD = 2.0, 0.25
"""Seconds."""
MEMORY = 300
"""MB."""


def print_size(one: Measured) -> None:
    """All tables of one size."""
    print(f"\n# {one.passages:,} passages of {one.items:,} items")
    _print_built(one)
    _print_asked(one)
    _print_worst(one)


def _print_built(one: Measured) -> None:
    print(
        "\n| | passages/s | to bare | processor s | disk MB | memory MB (private; no file's) | cold start s |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|")
    bare = one.built.get("bare")
    for way, built in one.built.items():
        ratio = built.seconds / bare.seconds if bare else None
        least = way == "tantivy" and ratio and ratio > INDEXING_TO_BARE
        memory = (one.asked.private[way], one.asked.anonymous[way])
        cold = one.cold.get(way)
        cells = [
            way,
            f"{one.passages / built.seconds:,.0f}",
            _marked(_times(ratio), bool(least)),
            f"{built.processor:,.1f}",
            f"{built.megabytes:,.0f}",
            "; ".join(_memory(way, megabytes) for megabytes in memory),
            "–" if cold is None else _marked(f"{cold:.2f}", cold > COLD),
        ]
        print(f"| {' | '.join(cells)} |")


def _print_asked(one: Measured) -> None:
    speeds = one.asked.speeds
    ways: Sequence[WayName] = list(speeds)
    ratios = [way for way in ways if way in ("tantivy", "whoosh", "fts5")]
    print("\nAnswers, ms: p50 / p95 / p99 (times: p50 and p95, ours to bare, FTS5 to ours)\n")
    print(f"| | {' | '.join(ways)} | {' | '.join(map(_ratio_head, ratios))} |")
    print(f"|---|{'--:|' * (len(ways) + len(ratios))}")
    for kind in one.kinds:
        figures = [_speed(way, speeds[way].get(kind)) for way in ways]
        times = [_ratio(way, {w: speeds[w].get(kind) for w in ways}) for way in ratios]
        print(f"| {kind} | {' | '.join(figures)} | {' | '.join(times)} |")
    for way, differing in one.asked.differ.items():
        if differing:
            print(
                f"\nTotals of {way} that differ from {ways[0]}: {len(differing)}, as {differing[0]}"
            )


def _print_worst(one: Measured) -> None:
    for way, found in one.worst.items():
        answered = {kind: reply for kind, reply in found.items() if not (reply and reply.refused)}
        slowest = sorted(answered, key=lambda kind: -_seconds(answered[kind]))
        told = ", ".join(f"{kind} {_taken(answered[kind])}" for kind in slowest)
        print(f"\nThe worst that {way} may be asked, seconds (of them processor): {told}")
        for kind, reply in found.items():
            if reply and reply.refused:
                print(f"- refused: {kind}: {reply.refused}")


def _seconds(reply: Reply | None) -> float:
    return reply.seconds if reply else float("inf")


def _taken(reply: Reply | None) -> str:
    if reply is None:
        return _marked("no answer in time", True)
    return f"{_marked(f'{reply.seconds:.2f}', reply.seconds > WORST)} ({reply.processor:.2f})"


def _speed(way: WayName, speed: Speed | None) -> str:
    if speed is None:
        return "–"
    slow50, slow95 = speed.p50 > P50.get(way, speed.p50), speed.p95 > P95.get(way, speed.p95)
    return f"{_marked(f'{speed.p50:.2f}', slow50)} / {_marked(f'{speed.p95:.1f}', slow95)} / {speed.p99:.1f}"


def _memory(way: WayName, megabytes: float | None) -> str:
    if megabytes is None:
        return "–"
    return _marked(f"{megabytes:.0f}", way == "tantivy" and megabytes > MEMORY)


def _ratio_head(way: WayName) -> str:
    return "fts5 / tantivy" if way == "fts5" else f"{way} / bare"


def _ratio(way: WayName, speeds: Mapping[WayName, Speed | None]) -> str:
    """How many times slower: ours than bare, FTS5 than our tantivy."""
    above, below = speeds[way], speeds.get("tantivy" if way == "fts5" else "bare")
    if above is None or below is None:
        return "–"
    middle, late = above.p50 / below.p50, above.p95 / below.p95
    limit = ANSWER_TO_BARE if way == "tantivy" else float("inf")
    return f"{_marked(_times(middle), middle > limit)} {_marked(_times(late), late > limit)}"


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}×"


def _marked(figure: str, missed: bool) -> str:
    return f"{MISSED}{figure}{MISSED}" if missed else figure
