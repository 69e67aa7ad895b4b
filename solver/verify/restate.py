"""A plan whose meetings were changed by hand, with what it says of itself counted anew.

Accounts, levels and terms are recomputed, stated needs are cut to what is still needed, and
nothing is claimed to be proved. Whoever has lost a seat by the change is not stated as a need:
the check reports that as the breach it is.
"""

from collections.abc import Iterator

from solver.domain import District
from solver.domain.messages import text
from solver.plan import LEVELS, TERMS, LevelReport, Plan, TermReport, UnmetNeed, UnusedResource
from solver.policy import PolicyPack
from solver.verify.claims.duties import is_post_need
from solver.verify.claims.levels import predates_cost
from solver.verify.claims.unmet import COMPONENTS_OF_CELL
from solver.verify.context import Context
from solver.verify.epochs import epochs
from solver.verify.judge import with_verdict
from solver.verify.manning import lunches_alone, missing_people
from solver.verify.measures import Recomputed, recompute
from solver.verify.parts import overlaps
from solver.verify.seats import lost_students
from solver.verify.waivers import waived_deviations


def restated(district: District, pack: PolicyPack, plan: Plan, note: str | None = None) -> Plan:
    """Returns a plan that says of itself what its content amounts to, with a verdict.

    Parameters
    ----------
    plan : Plan
        A plan for this district whose grid, sections, meetings or duties were edited.
    note : str, optional
        What its provenance says of the edit; by default that it was made by hand.
    """
    ctx = Context(district, pack, plan)
    plan = plan.model_copy(
        update={"unmet": tuple(_needs(ctx)), "unused": tuple(_unused(ctx)), "clause_waivers": ()}
    )
    counted = recompute(district, pack, plan)
    said = note or text("note.edited_by_hand", "zh", count=len(plan.changes))
    notes = (*plan.provenance.notes, said)
    ours = Context(district, pack, plan)
    plan = plan.model_copy(
        update={
            "levels": tuple(_levels(counted)),
            "terms": tuple(_terms(counted, plan)),
            "accounts": counted.accounts,
            "clause_waivers": waived_deviations(district, pack, plan),
            "provenance": plan.provenance.model_copy(
                update={
                    "district_digest": ours.district_digest,
                    "pack_id": pack.id,
                    "pack_digest": ours.pack_digest,
                    "notes": notes,
                }
            ),
        }
    )
    return with_verdict(district, pack, plan)


def _levels(counted: Recomputed) -> Iterator[LevelReport]:
    values = {v.name: v.value for v in counted.levels}
    for level in LEVELS:
        value = values[level.name]
        yield LevelReport(
            name=level.name,
            unit=level.unit,
            value=value,
            bound=0,
            ref=counted.references[level.name],
            proved=value == 0,
            bound_scope="all_plans",
        )


def _terms(counted: Recomputed, plan: Plan) -> Iterator[TermReport]:
    values = {v.family: v.value for v in counted.terms}
    told = {term.family for term in plan.terms}
    # A plan from before a level was there says nothing of its terms yet.
    new = tuple(
        TermReport(**t._asdict(), value=values[t.family], best=0, worst=values[t.family])
        for t in TERMS
        if t.family not in told and predates_cost(plan)
    )
    for term in (*plan.terms, *new):
        value = values.get(term.family, term.value)
        yield term.model_copy(update={"value": value, "best": 0, "worst": max(term.worst, value)})


def _needs(ctx: Context) -> Iterator[UnmetNeed]:
    """Yields the stated needs as far as they are needed still, in all epochs that they hold in."""
    parts = [(part, part.days if hasattr(part, "days") else None) for part in epochs(ctx)]
    given: dict[tuple[object, ...], int] = {}
    for row in ctx.plan.unmet:
        here = [part for part, days in parts if days is None or overlaps(row, days)]
        key = (row.family, row.class_id, row.period_id, row.from_date, row.to_date)
        needed = min((_needed(part, row) for part in here), default=0) - given.get(key, 0)
        people = max(0, min(row.student_periods, needed))
        if not people:
            continue
        given[key] = given.get(key, 0) + people
        each = row.minutes // row.student_periods if row.student_periods else 0
        yield row.model_copy(
            update={
                "student_periods": people,
                "minutes": people * each,
                "component": _component(here, row),
            }
        )


def _needed(part: Context, row: UnmetNeed) -> int:
    if not is_post_need(row):
        return lost_students(part).get((row.class_id or "", row.period_id), 0)
    if row.family == "serve_lunch":
        return int(row.period_id in lunches_alone(part))
    return missing_people(part).get(row.period_id, 0)


def _component(parts: list[Context], row: UnmetNeed) -> str:
    """Returns the component of a need, which is that of its class's cell now."""
    cell = parts[0].cells.get((row.class_id or "", row.period_id)) if parts else None
    if cell is None or is_post_need(row):
        return row.component
    allowed = COMPONENTS_OF_CELL.get(cell, (cell,))
    return row.component if row.component in allowed else allowed[0]


def _unused(ctx: Context) -> Iterator[UnusedResource]:
    """Yields what the plan lists as never used and is not used still."""
    used: set[tuple[str, str, str]] = set()
    for b in (*ctx.bookings, *ctx.duties):
        here = b.school.id
        used |= {("staff", p.id, here) for p in b.people}
        used.add(("activity", b.activity.id, here))
        if b.room:
            used.add(("room", b.room.id, here))
        if b.activity.provider_id:
            used.add(("provider", b.activity.provider_id, here))
    for row in ctx.plan.unused:
        where = [row.school_id] if row.school_id else list(ctx.schools)
        if not any((row.kind, row.id, s) in used for s in where):
            yield row
