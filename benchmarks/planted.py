"""Planted districts of every profile: how soon a complete plan is there, and how good it gets.

A planted district has a plan that serves everybody with no money missing and every choice met, so
the levels of need and choices are known to be 0; where the others end is measured. With a tight
budget the planted plan costs all the money there is: a complete plan that costs no more is *met*.
"""

from collections.abc import Iterator, Sequence

from benchmarks.methods.trace import first_complete
from benchmarks.runner import Record, run_interleaved
from benchmarks.tables import markdown
from data.synthetic.generator import PROFILES, generate
from data.synthetic.recipe import Budget
from solver.plan.levels import LEVELS

LAST = len(LEVELS) - 1
"""The level of cost."""


TIGHT_S = 120.0
"""Seconds for a district with a tight budget, of 1 or 5 schools."""


def budget_for(schools: int, budget: Budget = "loose") -> float:
    """Returns the seconds a district of so many schools is given."""
    if budget == "tight":
        return TIGHT_S
    if schools <= 1:
        return 15.0
    return 60.0 if schools <= 5 else 300.0


def run_planted(
    sizes: Sequence[int],
    seeds: int,
    profiles: Sequence[str] = PROFILES,
    method: str = "ours",
    budget: Budget = "loose",
) -> Iterator[tuple[str, int, Record]]:
    """Yields profile, number of schools and record, sizes ascending."""
    for schools in sorted(sizes):
        for seed in range(seeds):
            for profile in profiles:
                district, plan = generate(profile, schools, seed, budget=budget)
                name = f"planted-{profile}-{schools}-{seed}"
                seconds = budget_for(schools, budget)
                for record in run_interleaved(name, district, (method,), (0,), seconds):
                    if budget == "tight":
                        record.facts["planted_fen"] = plan.levels[LAST].value
                    yield profile, schools, record


HEADER = ("profile", "schools", "seed", "state", "complete s", "wall s", "cpu s", "peak MB",
          "unmet min", "missing fen", "priority", "choices", "encouraged", "wishes", "cost fen",
          "planted fen", "gap", "load")  # fmt: skip


def row(profile: str, schools: int, record: Record) -> list[str]:
    """Returns the table's row of a record; a late row overran its budget by over two seconds."""
    complete = first_complete(record.values)
    late = " late" if record.wall_s > record.budget_s + 2 else ""
    levels = record.levels or ("-",) * len(LEVELS)
    return [
        profile,
        str(schools),
        record.benchmark.rpartition("-")[2],
        record.state,
        "-" if complete is None else f"{complete:.1f}",
        f"{record.wall_s:.1f}{late}",
        f"{record.cpu_s:.1f}",
        f"{record.peak_mb:.0f}",
        *(str(x) for x in levels),
        planted_cost(record),
        gap(record),
        f"{record.load_before} - {record.load_after}",
    ]


def planted_cost(record: Record) -> str:
    """Returns what the planted plan costs, and whether the plan is complete at no more than that.

    The levels before the cost have to be no worse than the planted ones only where these are
    needs: what is left of wishes is in the row.
    """
    cost = record.facts.get("planted_fen")
    if cost is None:
        return "-"
    met = record.levels is not None and not any(record.levels[:2]) and record.levels[LAST] <= cost
    return f"{cost:.0f} {'met' if met else 'missed'}"


def gap(record: Record) -> str:
    """Returns value minus bound of the first level that is not at its bound, and its number."""
    if record.levels is None or not record.bounds:
        return "-"
    for i, (value, bound) in enumerate(zip(record.levels, record.bounds[-1][1], strict=True)):
        if value > bound:
            return f"level {i + 1}: {value - bound} ({(value - bound) / value:.0%})"
    return "0"


def table(found: Sequence[tuple[str, int, Record]]) -> str:
    """Returns all rows as a table."""
    return markdown(HEADER, [row(*item) for item in found])
