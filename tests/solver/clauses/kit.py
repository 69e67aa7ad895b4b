"""What a case of a clause is, and how it is tried on both sides.

A case is judged under its clause alone, as the shipped pack states it, so nothing but the pack's
own figures decides. Figures in the tables are written by hand, never read from a pack.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from data.readers import pack_ids, read_pack
from solver.domain import District, LumpSum
from solver.plan import TERMS, Plan
from solver.policy import Clause
from solver.verify import check, recompute
from solver.verify.figures import WEIGHED_AS
from tests.factories import good_plan, tiny_pack, with_claims, with_funding
from tests.solver.model.helpers import fix_plan, is_open, least, model_of, pack_of, served
from tests.solver.verify.helpers import free_district

Sort = Literal["feasible", "boundary", "violation"]
SORTS: tuple[Sort, ...] = ("feasible", "boundary", "violation")


@dataclass(frozen=True)
class Case:
    """One district under a clause.

    Attributes
    ----------
    plan : the plan that is judged; ``None`` stands for the good one.
    amount : what is broken (the largest single breach), or the value of the wish; 0 is legal.
    honest : whether the plan's claims are counted anew; a dishonest plan is judged as it is.
    beside : other clauses of the pack that the case needs.
    empty_room : a room that the plan does not use; the model would choose it.
    model : tells instead of the plan whether the model admits it.
    """

    record: District
    amount: int = 0
    plan: Plan | None = None
    honest: bool = True
    beside: tuple[str, ...] = ()
    empty_room: str | None = None
    model: Callable[[tuple[Clause, ...]], bool] | None = None


@dataclass
class Cases:
    """The cases of one clause by sort; each sort has at least one."""

    of: dict[Sort, tuple[Case, ...]] = field(default_factory=dict)


def cases(feasible: Case, boundary: Case, *violations: Case) -> Cases:
    """Returns the cases of a clause; a boundary is legal, every violation is not."""
    return Cases({"feasible": (feasible,), "boundary": (boundary,), "violation": violations})


def shipped() -> dict[str, tuple[str, Clause]]:
    """Returns every hard or soft clause that is enforced, with its pack."""
    return {
        c.id: (pack.id, c)
        for pack in map(read_pack, pack_ids())
        for c in pack.clauses
        if {"hard", "soft"} & set(c.classes) and c.id not in pack.not_yet_enforced
    }


SHIPPED = shipped()


def clauses_of(clause_id: str, case: Case) -> tuple[Clause, ...]:
    """Returns the clause with those beside it, from its shipped pack."""
    pack = read_pack(SHIPPED[clause_id][0])
    return tuple(pack.clause(i) for i in (clause_id, *case.beside))


def broken(clause_id: str, case: Case) -> list[int]:
    """Returns the amounts that the check finds under a clause, or under its structural rule."""
    clauses = clauses_of(clause_id, case)
    pack = tiny_pack(clauses)
    plan = case.plan or good_plan(case.record, pack)
    plan = with_claims(case.record, pack, plan) if case.honest else plan
    mine = {clause_id, f"structure:{clauses[0].family}"}
    if clauses[0].family == "balance_accounts":
        mine.add("plan:accounts")  # what is said of an account is a claim
    found = check(case.record, pack, plan).violations
    return [v.amount for v in found if v.clause_id in mine]


def admitted(clause_id: str, case: Case) -> bool:
    """Tells whether the model has a point for the plan, complete and paid."""
    clauses = clauses_of(clause_id, case)
    if case.model is not None:
        return case.model(clauses)
    plan = case.plan or good_plan(case.record)
    ctx = model_of(case.record, pack_of(*clauses))
    if any(f.severity == "infeasible" for f in ctx.findings):
        return False
    try:
        fixed = fix_plan(ctx, plan)
    except KeyError:  # a variable that a rule took away
        return False
    fixed |= {var: 0 for var in ctx.v.sections.values()}
    for s in plan.sections:
        held = (s.activity_id, s.period_ids)
        for key in [held] if held in ctx.v.sections else [(held[0], (t,)) for t in held[1]]:
            if key in ctx.v.sections:
                fixed[ctx.v.sections[key]] += 1
    return is_open(ctx, fixed | served(ctx) | dict.fromkeys(ctx.v.short.values(), 0))


def term_of(clause: Clause) -> str:
    """Returns the term that weighs a clause which does not bind."""
    family = str(clause.family)
    if family == "follow_mode":
        return "follow_encouraged_mode"
    return WEIGHED_AS.get(family, family)


def _terms(clause_id: str, case: Case) -> dict[str, int]:
    clauses = clauses_of(clause_id, case)
    pack = tiny_pack(clauses)
    plan = with_claims(case.record, pack, case.plan or good_plan(case.record, pack))
    return {t.family: t.value for t in recompute(case.record, pack, plan).terms}


def counted(clause_id: str, case: Case) -> int:
    """Returns the value of a clause's wish as the check counts it."""
    return _terms(clause_id, case)[term_of(SHIPPED[clause_id][1])]


def weighed(clause_id: str, case: Case) -> int:
    """Returns the value of a clause's wish in the model with the plan fixed.

    What the level's other terms count in the plan is taken off.
    """
    clauses = clauses_of(clause_id, case)
    term = next(t for t in TERMS if t.family == term_of(clauses[0]))
    terms = _terms(clause_id, case)
    others = sum(t.weight * terms[t.family] for t in TERMS if t.level == term.level and t != term)
    ctx = model_of(case.record, pack_of(*clauses))
    fixed = fix_plan(ctx, case.plan or good_plan(case.record))
    if case.empty_room is not None:
        for rooms in (ctx.v.section_room, ctx.v.group_room):
            fixed |= {var: 0 for key, var in rooms.items() if key[-1] == case.empty_room}
    points = least(ctx, term.level, fixed) - others
    assert points % term.weight == 0
    return points // term.weight


def paid() -> District:
    """Returns the small district without limits of hours and with money for any plan."""
    lump = LumpSum(source="county", amount_fen=100_000_000)
    return with_funding(free_district(), "basic", lump_sums=(lump,))
