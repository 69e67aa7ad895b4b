"""Every point of a small model, and the plans they stand for."""

from collections import defaultdict
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from solver.domain import District
from solver.model.build import build
from solver.model.context import Context
from solver.model.cpsat import as_cpsat
from solver.model.extract import SchoolPart, extract
from solver.model.rows import NO_LIMIT
from solver.plan import Plan
from solver.plan.levels import LEVELS
from solver.policy import PolicyPack
from solver.search.assemble import assemble, provenance
from solver.search.levels import NOTHING
from solver.search.tasks import Found
from tests.solver.model.sittings import Key, key_of

Values = tuple[int, ...]


class TooBig(AssertionError):
    """The district has too many points, or plans, to list them."""


@dataclass
class Points:
    """What a model's points say.

    Attributes
    ----------
    values : values of the levels at the points of each plan.
    plans : one plan per different part, with the values at its points.
    """

    count: int = 0
    values: dict[Key, set[Values]] = field(default_factory=lambda: defaultdict(set))
    plans: list[tuple[Key, Plan, set[Values]]] = field(default_factory=list)


class _Collect(cp_model.CpSolverSolutionCallback):
    def __init__(self, variables: list[cp_model.IntVar], most: int) -> None:
        super().__init__()
        self.variables = variables
        self.most = most
        self.points: list[list[int]] = []

    def on_solution_callback(self) -> None:
        self.points.append([self.value(v) for v in self.variables])
        if len(self.points) > self.most:
            self.stop_search()


def every_point(ctx: Context, most: int) -> list[list[int]]:
    """Returns all points of the rows, money, hours over target and what is counted being tight.

    The rows only say ``short >= costs - income`` and the like; these are the least they can be
    here, or each fen would be a point of its own. The other variables that only count something
    (presence at a school, own-class matches) stay free: points that count too much stand for the
    same plan as the point that counts right.
    """
    model = as_cpsat(ctx.rows)
    variables = [model.get_int_var_from_proto_index(i) for i in range(len(ctx.rows.lower))]
    least: dict[int, list[cp_model.LinearExprT]] = {
        v: [ctx.rows.lower[v]]
        for v in (*ctx.v.short.values(), *ctx.v.over.values(), *ctx.v.counted.values())
    }
    for low, high, columns, coefs, _tag, lp_only in ctx.rows.rows:
        for var, coef in zip(columns, coefs, strict=True):
            if var not in least or lp_only:
                continue
            rest = sum(c * variables[v] for v, c in zip(columns, coefs, strict=True) if v != var)
            # Rows of the other direction say what something else is at least.
            if coef < 0 and high < NO_LIMIT:
                assert coef == -1
                least[var].append(rest - high)
            elif coef > 0 and low > -NO_LIMIT:
                assert coef == 1
                least[var].append(low - rest)
    for var, expressions in least.items():
        model.add_max_equality(variables[var], expressions)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    collect = _Collect(variables, most)
    status = solver.solve(model, collect)
    if len(collect.points) > most:
        raise TooBig("too many points: make the district smaller")
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return collect.points


def points_of(
    district: District, pack: PolicyPack, most: int, planned: District | None = None
) -> Points:
    """Returns the plans of all points, assembled and checked.

    ``planned`` is what the model is made from if it is not the district itself.
    """
    ctx = build(planned or district, pack)
    source = provenance(district, pack, 0, 1, None, None, 0.0)
    found = Points()
    seen: dict[str, tuple[SchoolPart, set[Values]]] = {}
    for point in every_point(ctx, most):
        assert ctx.rows.violated(point) == []
        found.count += 1
        part = extract(ctx, point)
        values = tuple(ctx.rows.objective(level.name).value(point) for level in LEVELS)
        seen.setdefault(repr(part), (part, set()))[1].add(values)
    for part, reached in seen.values():
        best = min(reached)
        plan = assemble(district, pack, [Found(best, part)], NOTHING, ctx.barred, source)
        key = key_of(ctx, plan)
        found.plans.append((key, plan, reached))
        found.values[key] |= reached
    return found
