"""Records as tables for people: level values and bounds over time, and ratios."""

from collections.abc import Sequence
from statistics import median, quantiles

from benchmarks.methods.trace import at, first_complete
from benchmarks.runner import Record
from solver.plan.levels import LEVELS

TIMES = (5.0, 10.0, 20.0, 30.0, 60.0)
BASE = "plain"


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Returns a table in Markdown, columns as wide as their content."""
    lines = [list(header), *[list(row) for row in rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    text = [
        "| " + " | ".join(x.ljust(w) for x, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    text.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(text)


def over_time(records: Sequence[Record]) -> str:
    """Returns value/bound of each level at the fixed times, one row per level and run."""
    rows = []
    for i, level in enumerate(LEVELS):
        for r in records:
            cells = [_cell(r, i, t) if t <= r.budget_s else "" for t in TIMES]
            rows.append([level.name, r.method, str(r.seed), *cells, _final(r, i)])
    times = [f"{t:.0f} s" for t in TIMES]
    return markdown(["level", "method", "seed", *times, "verified"], rows)


def _cell(record: Record, level: int, seconds: float) -> str:
    values, bounds = at(record.values, seconds), at(record.bounds, seconds)
    value = "-" if values is None else str(values[level])
    return f"{value} / {'-' if bounds is None else bounds[level]}"


def _final(record: Record, level: int) -> str:
    if record.state != "verified" or record.levels is None:
        return record.state
    return str(record.levels[level])


def effort(records: Sequence[Record]) -> str:
    """Returns time, processor time, memory, sizes and load of each run."""
    rows = []
    for r in records:
        complete = first_complete(r.values)
        rows.append(
            [
                r.method,
                str(r.seed),
                r.state,
                "-" if not r.values else f"{r.values[0][0]:.1f}",
                "-" if complete is None else f"{complete:.1f}",
                f"{r.wall_s:.1f}" + (" late" if r.wall_s > r.budget_s + 2 else ""),
                f"{r.cpu_s:.1f}" + (" noisy" if r.noisy else ""),
                f"{r.peak_mb:.0f}",
                _size(r),
                f"{r.load_before} - {r.load_after}",
                _note(r),
            ]
        )
    header = ["method", "seed", "state", "first plan s", "complete s", "wall s", "cpu s",
              "peak MB", "variables x rows", "load", "note"]  # fmt: skip
    return markdown(header, rows)


def _note(record: Record) -> str:
    rooms = record.facts.get("rooms_s")
    told = [] if rooms is None else [f"rooms told apart in {rooms:.1f} s more"]
    return "; ".join([*told, *([record.note] if record.note else [])])


def _size(record: Record) -> str:
    if "variables" not in record.facts:
        return "-"
    return f"{record.facts['variables']:.0f} x {record.facts['rows']:.0f}"


def ratios(records: Sequence[Record]) -> str:
    """Returns the time to the first complete plan and the levels, divided by those of ``plain``.

    A later level compares fairly only where the levels before are equal.
    """
    verified = [r for r in records if r.state == "verified"]
    base = {r.seed: _measures(r) for r in verified if r.method == BASE}
    rows = []
    for method in dict.fromkeys(r.method for r in records):
        mine = [(_measures(r), base[r.seed]) for r in verified if r.method == method
                and r.seed in base]  # fmt: skip
        pairs = [list(zip(m, b, strict=True)) for m, b in mine]
        cells = [
            [x / y for x, y in column if x is not None and y] for column in zip(*pairs, strict=True)
        ]
        rows.append([method, *(_spread(c) for c in cells or [[]] * (len(LEVELS) + 1))])
    header = ["divided by plain", "complete s", *(level.name for level in LEVELS)]
    return markdown(header, rows)


def _measures(record: Record) -> list[float | None]:
    return [first_complete(record.values), *(record.levels or (None,) * len(LEVELS))]


def _spread(found: list[float]) -> str:
    if not found:
        return "-"
    if len(found) < 4:
        return f"{median(found):.2f}"
    low, _, high = quantiles(found, n=4)
    return f"{median(found):.2f} ({low:.2f} - {high:.2f})"
