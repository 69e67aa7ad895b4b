"""The levels of the objective and their terms, counted from the plan's content."""

from collections.abc import Callable
from dataclasses import dataclass

from solver.domain import District
from solver.plan import LEVELS, TERMS, AccountStatement, LevelValue, Plan, TermValue
from solver.policy import PolicyPack
from solver.verify.accounts import money_spent, reference_money, statements
from solver.verify.attendance import students_missing_a_day
from solver.verify.context import Context
from solver.verify.encouraged import (
    days_without_guidance,
    led_by_others,
    missed_priority_choices,
    missing_variety,
    off_the_mode,
    weak_schools_behind,
)
from solver.verify.enrolments import enrolments
from solver.verify.epochs import summed
from solver.verify.manning import needed_on_posts, unmanned_minutes
from solver.verify.once import once
from solver.verify.seats import lost_students
from solver.verify.staff_wishes import (
    extra_adults,
    hours_over_target,
    strange_leaders,
    trips,
    unwelcome_times,
)


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
        **{family: count(ctx) for family, count in WISHES.items()},
        "save_money": money_spent(ctx),
    }
    missing, given = reference_money(ctx)
    values = _levels(terms)
    return Recomputed(
        levels=tuple(LevelValue(name=v.name, unit=v.unit, value=values[v.name]) for v in LEVELS),
        terms=tuple(TermValue(family=t.family, value=terms[t.family]) for t in TERMS),
        accounts=accounts,
        references={
            **_levels({family: _of_nobody(ctx, family) for family in WISHES}),
            "unmet_service": needed_minutes(ctx) + needed_on_posts(ctx),
            "missing_money": missing,
            "save_money": given,
        },
    )


def _levels(terms: dict[str, int]) -> dict[str, int]:
    return {
        level.name: sum(t.weight * terms.get(t.family, 0) for t in TERMS if t.level == level.name)
        for level in LEVELS
    }


def _of_nobody(ctx: Context, family: str) -> int:
    """Returns what a wish counts where nobody meets and no class has a grid."""
    return summed(lambda part: COUNTS[family](_emptied(part)))(ctx)


@once
def _emptied(ctx: Context) -> Context:
    nothing = {"grid": (), "sections": (), "meetings": (), "duties": (), "unmet": ()}
    empty = Context(ctx.district, ctx.pack, ctx.plan.model_copy(update=nothing))
    empty.policy = ctx.policy
    return empty


@summed
def needed_minutes(ctx: Context) -> int:
    """Returns student-minutes of the pattern week: what is unmet if nobody meets."""
    return sum(c.present(p) * p.minutes for _, c, p in ctx.needed_seats)


@summed
def unmet_minutes(ctx: Context) -> int:
    """Returns student-minutes of the pattern week without a seat, whatever the plan states."""
    return sum(n * ctx.periods[p][1].minutes for (_, p), n in lost_students(ctx).items())


def missed_choices(ctx: Context) -> int:
    """Returns wished enrolments that no section has (`satisfy_choices`), in students."""
    enrolled = enrolments(ctx)
    return sum(max(0, count - enrolled.get(key, 0)) for key, count in ctx.choices.items())


COUNTS: dict[str, Callable[[Context], int]] = {
    "prefer_priority_groups": missed_priority_choices,
    "satisfy_choices": missed_choices,
    "follow_encouraged_mode": off_the_mode,
    "offer_variety": missing_variety,
    "support_weak_schools": weak_schools_behind,
    "prefer_own_staff": led_by_others,
    "guidance_daily": days_without_guidance,
    "attend_every_day": students_missing_a_day,
    "keep_own_class_teacher": strange_leaders,
    "keep_same_adult": extra_adults,
    "balance_workload": hours_over_target,
    "limit_trips": trips,
    "prefer_times": unwelcome_times,
}
"""What each wish family counts in one pattern week."""
WISHES = {family: summed(count) for family, count in COUNTS.items()}
"""The same over the epochs of the term."""
RECOUNTED = {**WISHES, "save_money": money_spent}
"""Families whose own check recounts their term."""
