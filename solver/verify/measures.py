"""The levels of the objective and their terms, counted from the plan's content."""

from dataclasses import dataclass

from solver.domain import District
from solver.plan import LEVELS, TERMS, AccountStatement, LevelValue, Plan, TermValue
from solver.policy import PolicyPack
from solver.verify.accounts import reference_missing, statements
from solver.verify.context import Context
from solver.verify.enrolments import enrolments
from solver.verify.epochs import summed
from solver.verify.manning import needed_on_posts, unmanned_minutes
from solver.verify.once import once
from solver.verify.seats import lost_students


@dataclass(frozen=True)
class Recomputed:
    """What a plan amounts to, counted anew: for the check and for display.

    ``references`` are the levels of the empty plan, by level.
    """

    levels: tuple[LevelValue, ...]
    terms: tuple[TermValue, ...]
    accounts: tuple[AccountStatement, ...]
    references: dict[str, int]


def recompute(district: District, pack: PolicyPack, plan: Plan) -> Recomputed:
    """Returns levels, terms and accounts of a plan as its grid, sections and meetings make them."""
    return measure(Context(district, pack, plan))


@once
def measure(ctx: Context) -> Recomputed:
    """Returns levels, terms and accounts of a resolved plan."""
    accounts = statements(ctx)
    terms = {
        "place_everyone_once": unmet_minutes(ctx),
        "staff_duty_posts": unmanned_minutes(ctx),
        "balance_accounts": sum(a.missing_fen for a in accounts),
        "satisfy_choices": missed_choices(ctx),
        "keep_own_class_teacher": strange_leaders(ctx),
        "balance_workload": hours_over_target(ctx),
        "limit_trips": trips(ctx),
    }
    values = {
        level.name: sum(t.weight * terms[t.family] for t in TERMS if t.level == level.name)
        for level in LEVELS
    }
    return Recomputed(
        levels=tuple(LevelValue(name=v.name, unit=v.unit, value=values[v.name]) for v in LEVELS),
        terms=tuple(TermValue(family=t.family, value=terms[t.family]) for t in TERMS),
        accounts=accounts,
        references={
            "unmet_service": needed_minutes(ctx) + needed_on_posts(ctx),
            "missing_money": reference_missing(ctx),
            "choices": wanted(ctx),
            "staff_wishes": 0,
        },
    )


@summed
def needed_minutes(ctx: Context) -> int:
    """Returns student-minutes of the pattern week: what is unmet if nobody meets."""
    return sum(c.present(p) * p.minutes for _, c, p in ctx.needed_seats)


@summed
def wanted(ctx: Context) -> int:
    """Returns the enrolments that students wish for."""
    return sum(ctx.choices.values())


@summed
def unmet_minutes(ctx: Context) -> int:
    """Returns student-minutes of the pattern week without a seat, whatever the plan states."""
    return sum(n * ctx.periods[p][1].minutes for (_, p), n in lost_students(ctx).items())


@summed
def missed_choices(ctx: Context) -> int:
    """Returns wished enrolments that no section has (`satisfy_choices`), in students."""
    enrolled = enrolments(ctx)
    return sum(max(0, count - enrolled.get(key, 0)) for key, count in ctx.choices.items())


@summed
def strange_leaders(ctx: Context) -> int:
    """Returns guidance meetings times classes whose own teacher does not lead them.

    This is `keep_own_class_teacher`, in class-periods of the pattern week, regular ones alone.
    """
    return sum(
        b.leader is None or c.id not in b.leader.own_class_ids
        for b in ctx.bookings
        if b.activity.component == "guidance" and b.period.window == "regular"
        for c, _ in b.seated
    )


@summed
def hours_over_target(ctx: Context) -> int:
    """Returns class-hours of the pattern week over people's targets (`balance_workload`), in ch."""
    return sum(
        max(0, sum(b.ch for b in ctx.of_person.get(p.id, ())) - p.target_week_ch)
        for p in ctx.district.staff
        if p.target_week_ch is not None
    )


@summed
def trips(ctx: Context) -> int:
    """Returns persons times weekdays with a meeting at another school (`limit_trips`)."""
    return sum(
        len({b.period.weekday for b in meetings if b.school.id != ctx.staff[p].home_school_id})
        for p, meetings in ctx.of_person.items()
        if ctx.staff[p].home_school_id is not None
    )
