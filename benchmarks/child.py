"""One run of one method, in a process of its own: ``python -m benchmarks.child DISTRICT ...``."""

import argparse
import json
import resource
import sys
from pathlib import Path

from benchmarks.methods import METHODS
from benchmarks.methods.trace import Trace
from data.readers import read_district, read_pack
from data.writers.json_files import write_record


def cpu_seconds() -> float:
    """Returns the processor time of this process and of its children that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(kind) for kind in kinds]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main(words: list[str]) -> None:
    """Reads the district, runs the method, writes the plan and the trace."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.child")
    parser.add_argument("district", type=Path)
    parser.add_argument("method", choices=tuple(METHODS))
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--trace", type=Path, required=True)
    given = parser.parse_args(words)
    district = read_district(given.district)
    pack = read_pack(district.policy_pack_id)
    run = METHODS[given.method].run
    # From here on the clock runs: building, solving, putting the plan together.
    trace, cpu = Trace(), cpu_seconds()
    plan = run(district, pack, given.seconds, given.seed, trace)
    wall, cpu = trace.elapsed(), cpu_seconds() - cpu
    if plan is not None:
        write_record(plan, given.plan)
    content = {
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "values": trace.values,
        "bounds": trace.bounds,
        "facts": trace.facts,
    }
    given.trace.write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
