"""Whether the points of a model and the plans that the check accepts are the same."""

from collections import defaultdict
from dataclasses import dataclass, field

from solver.domain import District
from solver.model.build import build
from solver.model.context import Context
from solver.model.grid import cell_var
from solver.plan import Plan
from solver.policy import PolicyPack
from solver.search.plan_term import declared
from solver.verify import check
from solver.verify.own_staff import shown_shortages
from tests.solver.model.drawn.watch import Watched
from tests.solver.model.points import Points, Values, points_of
from tests.solver.model.sittings import Key, key_of

POINTS = 3000


def judge(record: District, pack: PolicyPack, points: Points) -> None:
    """Checks the plan of each point, and its values against the point's.

    Need, money and choices are the point's own. What is encouraged and the wishes of the staff may
    be better than at a point that counts too much: rows say only that a presence is at least the
    work there, that own-class matches are at most the groups, and leave it to the model which
    school a share need not reach; the plan's value is the least over its points.

    The plan states its terms one by one; the check recounts them, so a wrong one is a violation.
    """
    for _key, plan, reached in points.plans:
        verdict = plan.verdict or check(record, pack, plan)
        assert verdict.ok, verdict.violations
        value = tuple(level.value for level in verdict.levels)
        assert {v[:4] for v in reached} == {value[:4]}
        assert min(reached) == value


def _never_too_low(points: Points) -> None:
    """Checks plans whose money the model counts from above: legal, and no dearer than it says."""
    for _key, plan, reached in points.plans:
        assert plan.verdict is not None
        assert plan.verdict.ok, plan.verdict.violations
        need, money = (level.value for level in plan.verdict.levels[:2])
        assert {v[0] for v in reached} == {need}
        assert all(v[1] >= money for v in reached)


@dataclass
class Agreement:
    """What came of one district.

    Attributes
    ----------
    cut, weighed : families, see ``Watched``.
    plans : legal plans that were listed.
    exact : whether every legal plan was looked for among the points.
    idle : legal plans with a cell that nothing could fill and the model does not offer.
    """

    cut: set[str]
    weighed: set[str]
    plans: int
    exact: bool = True
    idle: int = 0
    found: set[str] = field(default_factory=set)


def agree(record: District, pack: PolicyPack) -> Agreement:
    """Compares all points with all legal plans; raises ``AssertionError`` where they differ."""
    watched = Watched(record, pack)
    legal = watched.legal()
    # Where the record itself shows that own staff are too few, outsiders may serve.
    planned = declared(record, shown_shortages(record, pack))
    ctx = build(planned, pack)
    result = Agreement(set(watched.cut), watched.weighed, len(legal))
    result.exact = not (ctx.rows.has_stricter or ctx.money_is_upper)
    if any(f.severity == "infeasible" for f in ctx.findings):
        result.found = {f.family for f in ctx.findings if f.severity == "infeasible"}
        assert legal == [], ("counting says infeasible", result.found, legal[0])
        return result
    points = points_of(record, pack, POINTS, planned)
    if ctx.money_is_upper:
        _never_too_low(points)
        return result
    judge(record, pack, points)
    plans: dict[Key, list[tuple[Plan, Values]]] = defaultdict(list)
    for plan, value in legal:
        plans[key_of(ctx, plan)].append((plan, value))
    for key in points.values:
        assert key in plans, ("no legal plan is", key)
    for key, made in plans.items():
        if key in points.values:
            # Leaders of one activity and period swapped: legal too, other wishes, the same key.
            values = {v for _, v in made}
            assert values <= points.values[key], (values, points.values[key], key)
            assert min(values) == min(points.values[key]), key
        elif result.exact:
            assert is_idle(ctx, made[0][0]), ("no point is", made[0][1], key)
            result.idle += len(made)
    if result.exact and legal:
        least = min(min(v) for v in points.values.values()) if points.values else None
        assert least == min(v for _, v in legal), "an idle cell is better than none"
    return result


def is_idle(ctx: Context, plan: Plan) -> bool:
    """Tells whether a plan has a cell that the model does not offer: nobody meets in it.

    Or it is called split although there is no club to walk to, and care meets in it.
    """
    bare = {
        (g.class_id, g.period_id): g.component
        for g in plan.grid
        if cell_var(ctx, g.class_id, g.period_id, g.component) is None
    }
    busy = {(c, m.period_id) for m in plan.meetings for c in m.class_counts}
    return bool(bare) and all(bare[at] == "split" for at in bare.keys() & busy)
