"""``python -m benchmarks``: list, run one, run the planted districts, compare two versions."""

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import compare, lend, planted, service, tables
from benchmarks.instances import load
from benchmarks.machine import ROOT, facts, load_average
from benchmarks.methods import METHODS
from benchmarks.registry import REGISTRY, find
from benchmarks.runner import Record, run_interleaved
from data.synthetic.generator import PROFILES
from data.synthetic.recipe import Budget

OUT = ROOT / "out" / "benchmarks"


def main(words: Sequence[str] | None = None) -> int:
    """Runs a command; returns 1 if a plan was rejected or a method failed."""
    given = _parser().parse_args(words)
    if given.command == "list":
        return _list()
    print("; ".join(f"{k} {v}" for k, v in facts().items()), f"; load {load_average()}")
    if given.command == "planted":
        method = "complete" if given.until_complete else "ours"
        return _planted(given.schools, given.seeds, given.profiles, method, given.budget)
    if given.command == "service":
        return _service(given.schools, given.clients, given.seconds, given.database)
    if given.command == "lend":
        return _lend(given.profiles, given.schools, given.seeds, given.seconds)
    if given.command == "compare":
        return _compare(given.before, given.districts, given.repeats, given.seconds)
    return _run(given.name, given.seconds, given.methods, given.seeds)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the registered benchmarks and the methods")
    run = commands.add_parser("run", help="one benchmark, its methods interleaved")
    run.add_argument("name")
    run.add_argument("--seconds", type=float, help="budget of each run")
    run.add_argument("--methods", type=_words, help="some of the methods, e.g. plain,ours")
    run.add_argument("--seeds", type=_numbers, help="seeds of the methods, e.g. 0,1,2")
    many = commands.add_parser("planted", help="planted districts of every profile")
    many.add_argument("--schools", type=_numbers, default=(1, 5, 20))
    many.add_argument("--seeds", type=int, default=3, help="how many districts of each sort")
    many.add_argument("--profiles", type=_words, default=PROFILES)
    many.add_argument(
        "--budget", choices=("loose", "tight"), default="loose",
        help="tight: the planted plan costs all the money there is; 120 s each",
    )  # fmt: skip
    many.add_argument(
        "--until-complete", action="store_true", help="end each run when its plan is complete"
    )
    load = commands.add_parser("service", help="schools ask at once while a district is planned")
    load.add_argument("--schools", type=int, default=5)
    load.add_argument("--clients", type=int, default=4, help="how many of the schools ask")
    load.add_argument("--seconds", type=float, default=30)
    load.add_argument("--database", help="an empty database; a SQLite file of its own by default")
    lending = commands.add_parser("lend", help="each school alone, then lend, and ours")
    lending.add_argument("--profile", dest="profiles", type=_words, default=lend.PROFILES)
    lending.add_argument("--schools", type=_numbers, default=(5, 20))
    lending.add_argument("--seeds", type=_numbers, default=(0, 1, 2), help="seeds of the districts")
    lending.add_argument("--seconds", type=float, help="limit of each run")
    two = commands.add_parser("compare", help="an older version of the product and this one")
    two.add_argument("--before", type=Path, required=True, help="a checkout of the older version")
    two.add_argument(
        "--districts", type=_words, default=compare.SHIPPED,
        help="shipped ids, or PROFILE-SCHOOLS-SEED of planted ones, e.g. anxi,town-5-0",
    )  # fmt: skip
    two.add_argument("--repeats", type=int, default=3, help="runs of each version")
    two.add_argument("--seconds", type=float, help="limit of each run")
    return parser


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split(","))


def _list() -> int:
    rows = [
        [s.name, ", ".join(s.methods), f"{s.budget_s:.0f}", ",".join(map(str, s.seeds)), s.about]
        for s in REGISTRY.values()
    ]
    print(tables.markdown(["benchmark", "methods", "seconds", "seeds", "what"], rows), "\n")
    print(tables.markdown(["method", "what"], [[m.name, m.about] for m in METHODS.values()]))
    return 0


def _run(
    name: str,
    seconds: float | None,
    methods: tuple[str, ...] | None,
    seeds: tuple[int, ...] | None,
) -> int:
    spec = find(name)
    budget, chosen = seconds or spec.budget_s, methods or spec.methods
    unknown = [m for m in chosen if m not in METHODS]
    if unknown:
        raise SystemExit(f"no method {unknown[0]!r}; there are: {', '.join(METHODS)}")
    file = _out_file(name)
    records = []
    for record in run_interleaved(name, load(spec.instance), chosen, seeds or spec.seeds, budget):
        records.append(record)
        _keep(file, record)
        print(f"{record.method} seed {record.seed}: {record.state} {record.levels}", flush=True)
    print("", tables.over_time(records), tables.effort(records), tables.ratios(records), sep="\n\n")
    return _exit_code(records)


def _planted(
    schools: tuple[int, ...], seeds: int, profiles: tuple[str, ...], method: str, budget: Budget
) -> int:
    file = _out_file("planted")
    found = []
    for item in planted.run_planted(schools, seeds, profiles, method, budget):
        found.append(item)
        _keep(file, item[2])
        print(" | ".join(planted.row(*item)), flush=True)
    print("", planted.table(found), sep="\n")
    return _exit_code([record for _, _, record in found])


def _lend(
    profiles: tuple[str, ...],
    schools: tuple[int, ...],
    seeds: tuple[int, ...],
    seconds: float | None,
) -> int:
    file = _out_file("lend")
    pairs = []
    for pair in lend.run_lend(profiles, schools, seeds, seconds):
        pairs.append(pair)
        for record in (pair.alone, pair.ours):
            _keep(file, record)
        print(" | ".join(lend.row(pair)), flush=True)
    print("", lend.table(pairs), sep="\n")
    return _exit_code([r for p in pairs for r in (p.alone, p.ours)])


def _compare(before: Path, districts: tuple[str, ...], repeats: int, seconds: float | None) -> int:
    file = _out_file("compare")
    runs = []
    for run in compare.run_compare(before, districts, repeats, seconds):
        runs.append(run)
        with file.open("a", encoding="utf-8") as sink:
            sink.write(run.as_line() + "\n")
        print(run.district, run.version, f"{run.wall_s} s", f"cpu {run.cpu_s} s",
              f"exit {run.exit_code}", *run.levels, sep=" | ", flush=True)  # fmt: skip
    print("", compare.table(runs), sep="\n")
    return int(any(r.exit_code for r in runs if r.version == "now"))


def _exit_code(records: Sequence[Record]) -> int:
    return int(any(r.state not in ("verified", "no plan") for r in records))


def _out_file(name: str) -> Path:
    OUT.mkdir(parents=True, exist_ok=True)
    now = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
    return OUT / f"{name}-{now}.jsonl"


def _keep(file: Path, record: Record) -> None:
    with file.open("a", encoding="utf-8") as sink:
        sink.write(record.as_line() + "\n")


def _service(schools: int, clients: int, seconds: float, database: str | None) -> int:
    load = service.measure(schools, clients, seconds, database)
    print("| request | answers | a second | p50 s | p95 s | p99 s |")
    print("|---|---|---|---|---|---|")
    for row in load.rows():
        print(row)
    print("; ".join(f"{k}: {n}" for k, n in sorted(load.answers.items())))
    print("peak MiB:", "; ".join(f"{k} {n}" for k, n in sorted(load.peak_mib.items())))
    return int(any(k.endswith((" -1", " 500")) for k in load.answers))


if __name__ == "__main__":
    sys.exit(main())
