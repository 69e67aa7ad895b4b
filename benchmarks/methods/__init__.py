"""The methods that are compared; each turns a district into a plan within a budget."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from benchmarks.methods.trace import Trace
from solver.domain import District
from solver.plan import Plan
from solver.policy import PolicyPack

Run = Callable[[District, PolicyPack, float, int, Trace], Plan | None]


@dataclass(frozen=True)
class Method:
    """A method: the module whose ``run`` does it, what it is, and how many threads it uses."""

    name: str
    about: str
    threads: int

    @property
    def run(self) -> Run:
        """The function; imported on first use, so that listing needs no solver."""
        found: Run = import_module(f"benchmarks.methods.{self.name}").run
        return found


METHODS: dict[str, Method] = {
    m.name: m
    for m in (
        Method("naive", "three-index booleans in CP-SAT: section or class, slot, person", 2),
        Method("plain", "the product's rows in CP-SAT, whole, levels in sequence, grid free", 2),
        Method("milp", "the product's rows in HiGHS, whole, levels in sequence, grid free", 1),
        Method("complete", "the product, ended when its plan is complete", 2),
        Method("alone", "each school on its own staff, then lending with all else pinned", 2),
        Method("ours", "the product's search (solver.plan_term)", 2),
    )
}
