"""Runs methods one after the other, each in a process of its own, and judges what they made.

A plan counts only if the independent check finds it legal; its level values are the check's.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.machine import ROOT, Memory, load_average
from benchmarks.methods import METHODS
from benchmarks.methods.trace import Figures
from data.readers import read_pack, read_plan
from data.writers.json_files import write_record
from solver import check
from solver.domain import District

NOISY = 1.15
"""Wall over processor seconds above which a run of one thread had to wait for the machine."""


@dataclass
class Record:
    """One run.

    Attributes
    ----------
    state : "verified", "rejected" (the check found violations), "no plan", "failed", "killed".
    levels : values of the levels as the check counted them, or ``None``.
    values, bounds : what the method had reached when, in seconds.
    """

    benchmark: str
    method: str
    seed: int
    budget_s: float
    state: str = "failed"
    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_mb: float = 0.0
    load_before: float = 0.0
    load_after: float = 0.0
    noisy: bool = False
    levels: Figures | None = None
    values: list[tuple[float, Figures]] = field(default_factory=list)
    bounds: list[tuple[float, Figures]] = field(default_factory=list)
    facts: dict[str, float] = field(default_factory=dict)
    note: str = ""

    def as_line(self) -> str:
        """Returns the record as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def run_interleaved(
    name: str,
    district: District,
    methods: Sequence[str],
    seeds: Sequence[int],
    budget_s: float,
) -> Iterator[Record]:
    """Yields a record per seed and method: all methods on one seed, then on the next."""
    with tempfile.TemporaryDirectory(prefix="kehou-bench-") as folder:
        path = Path(folder) / "district.json"
        write_record(district, path)
        for seed in seeds:
            for method in methods:
                record = Record(name, method, seed, budget_s)
                _run(record, path, district)
                yield record


def _run(record: Record, path: Path, district: District) -> None:
    plan, trace = path.with_name("plan.json"), path.with_name("trace.json")
    for old in (plan, trace):
        old.unlink(missing_ok=True)
    record.load_before = load_average()
    ended = _spawn(record, path, plan, trace)
    record.load_after = load_average()
    if not ended:
        return
    content = json.loads(trace.read_text(encoding="utf-8"))
    record.wall_s, record.cpu_s = content["wall_s"], content["cpu_s"]
    record.values = [(t, tuple(v)) for t, v in content["values"]]
    record.bounds = [(t, tuple(v)) for t, v in content["bounds"]]
    record.facts = content["facts"]
    one_thread = METHODS[record.method].threads == 1
    record.noisy = one_thread and record.wall_s > NOISY * max(record.cpu_s, 0.01)
    _judge(record, plan, district)


def _spawn(record: Record, path: Path, plan: Path, trace: Path) -> bool:
    """Runs the child to its end; tells whether it left a trace."""
    words = [
        sys.executable, "-m", "benchmarks.child", str(path), record.method,
        "--seconds", str(record.budget_s), "--seed", str(record.seed),
        "--plan", str(plan), "--trace", str(trace),
    ]  # fmt: skip
    until = time.monotonic() + 3 * record.budget_s + 60
    errors = path.with_name("errors.txt")
    with (
        errors.open("w") as sink,
        subprocess.Popen(
            words, cwd=ROOT, stdout=sink, stderr=sink, start_new_session=True
        ) as child,
    ):
        memory = Memory(child.pid)
        while child.poll() is None:
            memory.look()
            if time.monotonic() > until:
                # The child leads a session of its own: this ends it and what it started.
                os.killpg(child.pid, signal.SIGKILL)
                record.state = "killed"
            time.sleep(0.2)
        record.peak_mb = memory.peak_mb
    if trace.exists():
        return True
    last = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
    record.note = last[0][:300] if last else f"exit code {child.returncode}"
    return False


def _judge(record: Record, path: Path, district: District) -> None:
    if not path.exists():
        record.state = "no plan"
        return
    verdict = check(district, read_pack(district.policy_pack_id), read_plan(path))
    record.levels = tuple(level.value for level in verdict.levels)
    record.state = "verified" if verdict.ok else "rejected"
    if not verdict.ok:
        codes = sorted({v.code for v in verdict.violations})
        record.note = f"{len(verdict.violations)} violations: {', '.join(codes)}"[:300]
    elif record.values and record.levels > record.values[-1][1]:
        # Better than claimed is no error: a method may count slack that the plan does not need.
        record.note = f"the method claimed {record.values[-1][1]}"
