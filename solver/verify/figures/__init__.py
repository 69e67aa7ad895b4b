"""The figures of each clause: what it asks for beside what the plan has, and where it is worst.

A family without a count of its own tells its breaches, or the value of its term.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from solver.plan import TERMS, ClauseFigure, ClauseVerdict, Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.figures import day, duties, money, people, seats, shape
from solver.verify.figures.tally import barred, judged
from solver.verify.measures import measure

Count = Callable[[Context, Clause, list[Violation]], Iterator[ClauseFigure]]

COUNTS: dict[str, Count] = {
    "place_everyone_once": seats.seats,
    "serve_lunch": duties.lunches,
    "staff_duty_posts": duties.posts,
    "offer_extended_care": seats.seats,
    "keep_enrolment": seats.voluntary,
    "satisfy_choices": seats.choices,
    "attend_every_day": seats.five_days,
    "run_every_day": day.days_a_week,
    "keep_daily_minutes": day.minutes_a_day,
    "end_within_window": day.ends,
    "follow_mode": shape.mode,
    "limit_guidance": shape.guidance,
    "ban_kinds": seats.banned,
    "protect_lower_grades": seats.homework,
    "require_clearance": people.clearance,
    "require_provider_approval": people.approval,
    "limit_third_parties": people.third_parties,
    "lead_by_own_staff": people.own_staff,
    "lend_within_area": people.lending,
    "keep_pay_cap": people.pay_cap,
    "keep_pay_floor": people.pay_floor,
    "cap_fees": money.fees,
    "apply_fee_reductions": money.reductions,
    "meet_subsidy_floor": money.subsidy,
    "balance_accounts": money.accounts,
}

WEIGHED_AS = {"lead_by_own_staff": "prefer_own_staff", "prefer_times": "guidance_daily"}
"""Terms that weigh clauses of another family, where these only encourage."""


def with_figures(
    ctx: Context, verdicts: Iterable[ClauseVerdict], breaches: Iterable[Violation]
) -> tuple[ClauseVerdict, ...]:
    """Returns the verdicts on clauses with what was compared.

    Parameters
    ----------
    breaches : iterable of Violation
        Everything that the checks found, what waivers cover included.
    """
    by_clause: dict[str, list[Violation]] = defaultdict(list)
    for v in breaches:
        by_clause[v.clause_id].append(v)
    found = []
    for verdict in verdicts:
        clause = ctx.clause_by_id[verdict.clause_id]
        mine = list(by_clause[clause.id])
        if not clause.parameters:
            mine += by_clause[f"structure:{clause.family}"]
        figures = tuple(_figures(ctx, clause, verdict, mine))
        found.append(verdict.model_copy(update={"figures": figures}) if figures else verdict)
    return tuple(found)


def _figures(
    ctx: Context, clause: Clause, verdict: ClauseVerdict, breaches: list[Violation]
) -> Iterator[ClauseFigure]:
    if clause.family is None or verdict.state in ("not_applicable", "not_yet_enforced"):
        return
    schools = list(judged(ctx, clause))
    if not schools:
        return
    counted = tuple(COUNTS[clause.family](ctx, clause, breaches)) if clause.family in COUNTS else ()
    family = WEIGHED_AS.get(clause.family, clause.family)
    term = next((t for t in TERMS if t.family == family), None)
    if clause.family in COUNTS and (counted or clause.is_required or term is None):
        yield from counted
    elif term is not None:
        value = next(t.value for t in measure(ctx).terms if t.family == family)
        yield ClauseFigure(
            name=term.family, sense="most", required=0, found=value, unit=term.unit, places=0
        )
    else:
        unit = breaches[0].unit if breaches else "entries"
        same = [v for v in breaches if v.unit == unit]
        yield barred(clause.family, unit, len(schools), same)
