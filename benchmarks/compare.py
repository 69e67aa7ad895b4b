"""Two versions of the product on the same districts: ``compare --before CHECKOUT``.

Each run is the command itself, ``kehou solve``, in a process of its own and in the folder of its
version; the two take turns. The districts are made by the older version, because newer ones read
its files. Wall and processor seconds of the whole command count: reading, planning, checking and
writing. A version's own check judges its plan.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.machine import ROOT, load_average
from benchmarks.planted import budget_for
from benchmarks.tables import markdown

_KEHOU = "import sys; sys.path.insert(0, '.'); from api.cli import main; sys.exit(main())"
SHIPPED = ("anxi", "hebi", "hefei", "qiaocheng", "xinyi")
MOST = 1.5
"""What a newer version may take at most, as a multiple of the older one's median time."""


@dataclass(frozen=True)
class Run:
    """One run of ``kehou solve``; ``exit_code`` 0 is a publishable plan."""

    district: str
    version: str
    wall_s: float
    cpu_s: float
    exit_code: int
    levels: tuple[str, ...]
    load: float

    def as_line(self) -> str:
        """Returns the run as one line of JSON."""
        return json.dumps(self.__dict__, ensure_ascii=False)


def run_compare(
    before: Path, names: Sequence[str], repeats: int, seconds: float | None = None
) -> Iterator[Run]:
    """Yields the runs of each district, older and newer version in turn.

    Parameters
    ----------
    before : Path
        A checkout of the older version.
    names : sequence of str
        Ids of shipped districts, or ``PROFILE-SCHOOLS-SEED`` of planted ones.
    seconds : float, optional
        Limit of each run; by default 60 for a shipped district, 15, 60 or 300 for a planted one.
    """
    with tempfile.TemporaryDirectory(prefix="kehou-compare-") as folder:
        for name in names:
            district, limit = _district(before, name, Path(folder))
            for turn in range(repeats):
                sides = [("before", before), ("now", ROOT)]
                # Neither is always the one that finds the machine as the other left it.
                for version, checkout in sides if turn % 2 == 0 else reversed(sides):
                    yield _run(name, version, checkout, district, seconds or limit)


def _district(before: Path, name: str, folder: Path) -> tuple[Path, float]:
    if name in SHIPPED:
        return before.resolve() / "data" / "districts" / f"{name}.json", 60.0
    profile, schools, seed = name.rsplit("-", 2)
    path = folder / f"{name}.json"
    words = ["generate", "--profile", profile, "--schools", schools, "--seed", seed]
    subprocess.run(
        [sys.executable, "-c", _KEHOU, *words, "-o", str(path)],
        cwd=before, check=True, capture_output=True,
    )  # fmt: skip
    return path, budget_for(int(schools))


def _run(name: str, version: str, checkout: Path, district: Path, seconds: float) -> Run:
    with tempfile.TemporaryDirectory(prefix="kehou-compare-") as folder:
        plan = Path(folder) / "plan.json"
        words = ["solve", str(district), "-o", str(plan), "--time-limit", str(seconds)]
        began, load = time.monotonic(), load_average()
        with subprocess.Popen(
            [sys.executable, "-c", _KEHOU, *words],
            cwd=checkout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as child:  # fmt: skip
            _pid, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        levels: tuple[str, ...] = ()
        if plan.exists():
            told = json.loads(plan.read_text(encoding="utf-8"))["levels"]
            levels = tuple(f"{x['name']} {x['value']}" for x in told)
    cpu = used.ru_utime + used.ru_stime
    return Run(name, version, round(wall, 1), round(cpu, 1), child.returncode, levels, load)


def table(runs: Sequence[Run]) -> str:
    """Returns the median times of each district and their ratio, newer by older."""
    rows = []
    for name in dict.fromkeys(r.district for r in runs):
        mine = [r for r in runs if r.district == name]
        cells = [name]
        for what in ("wall_s", "cpu_s"):
            old, new = (
                median(getattr(r, what) for r in mine if r.version == v) for v in ("before", "now")
            )
            ratio = new / old if old else float("inf")
            cells += [f"{old:.1f}", f"{new:.1f}", f"{ratio:.2f}" + (" slower" * (ratio > MOST))]
        for v in ("before", "now"):
            of = [r for r in mine if r.version == v]
            cells.append(f"{sum(r.exit_code == 0 for r in of)} of {len(of)}")
            cells.append(", ".join(x.split()[1] for x in of[-1].levels) or "-")
        rows.append(cells)
    header = ["district", "wall before", "now", "ratio", "cpu before", "now", "ratio",
              "publishable before", "levels before", "publishable now", "levels now"]  # fmt: skip
    return markdown(header, rows)
