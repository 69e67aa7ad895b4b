"""What a measurement ran on: cores, load, versions, commit."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]


def load_average() -> float:
    """Returns the load of the last minute."""
    return round(os.getloadavg()[0], 2)


def facts() -> dict[str, str]:
    """Returns machine, versions and commit, as text."""
    return {
        "cpu": _cpu(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory_gib": str(round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)),
        "python": platform.python_version(),
        "ortools": version("ortools"),
        "commit": commit(),
    }


def commit() -> str:
    """Returns the commit, with a plus sign if product code differs from it."""
    try:
        found = _git("rev-parse", "--short=12", "HEAD").strip()
        changed = _git("status", "--porcelain", "--", "solver", "data").strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found + ("+" if changed else "")


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


class Memory:
    """The largest memory of a process and its descendants, from repeated looks.

    Counts proportional set size, so that pages shared by forked children count once.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.peak_mb = 0.0

    def look(self) -> None:
        """Takes one look."""
        total = sum(_pss_kb(pid) for pid in _tree(self._pid))
        self.peak_mb = max(self.peak_mb, round(total / 1024, 1))


def _tree(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        now = waiting.pop()
        found.append(now)
        try:
            # A process may end between two looks, with its folder.
            for path in list(Path(f"/proc/{now}/task").glob("*/children")):
                waiting += [int(word) for word in path.read_text().split()]
        except OSError:
            continue
    return found


def _pss_kb(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
